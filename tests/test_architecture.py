"""The shape of the package, read from its source: imports point one way.

    read  ->  extract  ->  resolve  ->  relate  ->  keep  ->  show

Stages are siblings: each imports `types`, `errors` and itself. `pipeline` alone puts them
together, `show` uses the pipeline and the ledger, and nothing but the root imports what shows.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import counterclaim

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "counterclaim"

STAGES = {"read", "extract", "resolve", "relate", "keep"}
GROUND = {"types", "errors"}
ALLOWED = {
    "types": set(),
    "errors": set(),
    **dict.fromkeys(STAGES, GROUND),
    "run": GROUND,  # a runner decides where steps run, and is handed the steps
    "pipeline": GROUND | STAGES | {"run"},
    "show": GROUND | {"keep", "pipeline", "run"},
    "": GROUND | STAGES | {"pipeline", "run", "show"},  # counterclaim/__init__.py, the public names
    "__main__": {"show"},
}
"""For each part of the package, the other parts it may import. A new part must be entered here."""

FOREIGN = {"torch", "transformers", "onnx", "training", "bench", "tests", "docs", "pytest"}
"""What the package must never import: training and development live outside the wheel."""

SQL = {"sqlalchemy", "alembic", "sqlite3"}
HEAVY = {
    "sqlalchemy",
    "alembic",
    "trafilatura",
    "onnxruntime",
    "numpy",
    "torch",
    "cyclopts",
    "rich",
    "tokenizers",
}


def module_name(path: Path) -> str:
    """The dotted name under which Python imports that file."""
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(SOURCE.rglob("*.py"))}


def imported(module: str, tree: ast.AST) -> Iterator[str]:
    """Every module a module names in an import, at its top or inside a function."""
    path = MODULES[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            anchor = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*anchor, *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield inner if inner in MODULES else base


TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}
IMPORTS = {name: sorted(set(imported(name, tree))) for name, tree in TREES.items()}


def part(module: str) -> str:
    """The stage, or top-level module, that a module of the package belongs to."""
    return module.split(".")[1] if "." in module else ""


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_one_way(module: str) -> None:
    assert part(module) in ALLOWED, f"enter {part(module)!r} in ALLOWED and say what it may import"
    others = {part(name) for name in IMPORTS[module] if name in MODULES} - {part(module)}
    wrong = others - ALLOWED[part(module)]
    assert not wrong, f"{module} imports {sorted(wrong)}; {part(module) or 'the root'} may not"


def test_there_are_no_cycles() -> None:
    graph = {name: {n for n in names if n in MODULES and n != name} for name, names in IMPORTS.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.parametrize("module", MODULES)
def test_training_and_development_stay_outside(module: str) -> None:
    assert not FOREIGN & {name.split(".")[0] for name in IMPORTS[module]}


@pytest.mark.parametrize("module", [name for name in MODULES if part(name) != "keep"])
def test_sql_stays_in_keep(module: str) -> None:
    assert not SQL & {name.split(".")[0] for name in IMPORTS[module]}


READERS = {"open", "read_text", "read_bytes", "loads", "load", "run", "InferenceSession", "create_engine"}


def calls_at_import(tree: ast.Module) -> Iterator[ast.Call]:
    """The calls that run when a module is imported: those in no function body."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting.extend(node.decorator_list)
        elif not isinstance(node, ast.Lambda):
            if isinstance(node, ast.Call):
                yield node
            waiting.extend(ast.iter_child_nodes(node))


@pytest.mark.parametrize("module", [name for name in MODULES if part(name) != "__main__"])
def test_importing_reads_nothing(module: str) -> None:
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in calls_at_import(TREES[module])
    }
    assert not READERS & called


@pytest.mark.parametrize("module", MODULES)
def test_rooms_are_small(module: str) -> None:
    """A module of over 500 lines, or a function beyond a screen, wants to be two."""
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) <= 500
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= 60, f"{module}:{node.lineno} {node.name} has {lines} lines"


def loaded_after(statement: str) -> set[str]:
    """The top-level packages a fresh interpreter has loaded after that statement."""
    code = f"import sys\n{statement}\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_import_counterclaim_is_light() -> None:
    """What costs seconds is imported where it is used, so that `--help` and small jobs start at once."""
    assert not HEAVY & loaded_after("import counterclaim")


def test_the_public_names_are_there_and_documented() -> None:
    names = counterclaim.__all__
    assert 0 < len(names) <= 30
    assert [name for name in names if not getattr(counterclaim, name).__doc__] == []


def test_no_path_of_one_machine_is_written_down() -> None:
    """The shared folder is named relative to the clone; nothing else of a machine's layout is."""
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if tracked.returncode:
        pytest.skip("not a git clone")
    homes = tuple(f"/{folder}/".encode() for folder in ("work", "farm"))
    found = [
        name
        for name in filter(None, tracked.stdout.split("\0"))
        if (path := ROOT / name).is_file()
        and path.stat().st_size < 1_000_000
        and any(home in path.read_bytes() for home in homes)
    ]
    assert not found
