"""The command line from end to end, in process, with the scripted stand-in for the model."""

from __future__ import annotations

import csv
import io
import itertools
import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import counterclaim
from counterclaim.pipeline import Stages
from counterclaim.show.cli import EXAMPLES, build
from counterclaim.show.tools import Tables
from tests.scripted import ScriptedExtractor, resolve, stages
from tests.show.running import Command

PORT = "The ministry said that the town fell.\nThe mayor said that the army denied that the town fell.\n"
TALKS = "The envoy doubts that the talks will go on tomorrow."


REPORTS = [
    {"id": "port-1", "text": PORT, "outlet": "The Gazette", "published": "2025-03-04", "title": "The port"},
    {"id": "talks-1", "text": TALKS, "outlet": "The Herald", "published": "2025-03-06"},
]


@pytest.fixture(scope="module")
def two_reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two reports and a ledger of them, made once."""
    folder = tmp_path_factory.mktemp("two")
    (folder / "reports.jsonl").write_text("".join(json.dumps(line) + "\n" for line in REPORTS))
    counterclaim.read(folder / "reports.jsonl", ledger=folder / "ledger.sqlite", stages=stages())
    return folder


@pytest.fixture
def filled(cli: Command, two_reports: Path, tmp_path: Path, ledger: Path) -> Command:
    """The same as `cli`, with two reports in the ledger."""
    shutil.copy(two_reports / "reports.jsonl", tmp_path)
    shutil.copy(two_reports / "ledger.sqlite", ledger)
    return cli


# read


def test_read_counts_every_input(cli: Command, tmp_path: Path) -> None:
    (tmp_path / "port.txt").write_text(PORT)
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "broken.jsonl").write_text('{"id": "x", "text": ' + json.dumps(TALKS) + "}\n{nonsense\n")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    ran = cli("read", ".", "missing.txt")
    assert ran.out.startswith("6 inputs · 2 new · ")
    assert "3 refused" in ran.out
    assert "1 passed over" in ran.out
    assert "4 attributions" in ran.out
    assert ran.code == 1
    assert sorted(line.split(": ")[2] for line in ran.err.splitlines()) == [
        "broken.jsonl:2",
        "empty.txt",
        "missing.txt",
    ]


def test_reading_again_adds_nothing(cli: Command, tmp_path: Path) -> None:
    (tmp_path / "port.txt").write_text(PORT)
    extractor = ScriptedExtractor()

    def loader(threads: int, tables: Tables) -> Stages:
        return Stages(extractor, resolve)

    assert cli("read", "port.txt", loader=loader).out == "1 input · 1 new · 3 attributions\n"
    assert (
        cli("read", "port.txt", loader=loader).out == "1 input · 0 new · 1 already there · 0 attributions\n"
    )
    assert len(extractor.seen) == 1


def test_read_takes_what_the_reports_do_not_state(cli: Command, tmp_path: Path) -> None:
    (tmp_path / "port.txt").write_text(PORT)
    assert cli("read", "port.txt", "--published", "2022-03-02", "--outlet", "The Gazette").code == 0
    [row] = json.loads(cli("documents", "--format", "json").out)
    assert (row["report"]["published"], row["report"]["outlet"]) == ("2022-03-02", "The Gazette")


def test_an_option_for_the_ledger_comes_before_the_variable(
    cli: Command, tmp_path: Path, ledger: Path
) -> None:
    (tmp_path / "port.txt").write_text(PORT)
    assert cli("read", "port.txt", "--ledger", "other.sqlite").code == 0
    assert (tmp_path / "other.sqlite").exists()
    assert not ledger.exists()


def test_threads_and_tables_reach_the_stages(cli: Command, tmp_path: Path) -> None:
    (tmp_path / "port.txt").write_text(PORT)
    given: list[tuple[int, Tables]] = []

    def loader(threads: int, tables: Tables) -> Stages:
        given.append((threads, tables))
        return stages()

    cli("read", "port.txt", "--threads", "2", "--bodies", "mine.tsv", "--places", "towns.tsv", loader=loader)
    cli("extract", "port.txt", loader=loader)
    assert given == [(2, Tables(Path("mine.tsv"), Path("towns.tsv"))), (0, Tables())]


def test_an_interrupted_read_says_what_it_kept(cli: Command, tmp_path: Path) -> None:
    class Stopped(ScriptedExtractor):
        def extract(self, documents: Any) -> Any:
            yield from super().extract(documents)
            raise KeyboardInterrupt

    (tmp_path / "port.txt").write_text(PORT)
    ran = cli("read", "port.txt", loader=lambda threads, tables: Stages(Stopped(), resolve))
    assert ran.code == 130
    assert "1 unfinished" in ran.out
    assert "run the same command again" in ran.err
    assert cli("read", "port.txt").out.startswith("1 input · 1 new")


# extract


def test_extract_prints_the_public_record(cli: Command, tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text(json.dumps({"id": "port-1", "text": PORT}) + "\n")
    ran = cli("extract", "r.jsonl")
    [line] = ran.out.splitlines()
    found = json.loads(line)
    assert found["id"] == "port-1"
    inner = found["attributions"][2]
    assert inner == {
        "id": "a2",
        "source": [[58, 66]],
        "cue": [[67, 73]],
        "content": [[74, 92]],
        "kind": "indirect",
        "act": "deny",
        "certainty": "certain",
        "speaker": [58, 66],
        "side": "Ukraine",
        "in": "a1",
        "answers": {"to": "a0", "rel": "refutes"},
        "score": 0.9,
        "party": "the army",
        "rivals": [],
        "said": None,
        "said_when": None,
        "happened": [],
        "places": [],
        "quantities": [],
    }
    assert PORT[74:92] == "that the town fell"


def test_extract_needs_no_ledger_and_names_what_it_refuses(
    cli: Command, tmp_path: Path, ledger: Path
) -> None:
    (tmp_path / "port.txt").write_text(PORT)
    ran = cli("extract", "missing.txt", "port.txt")
    assert ran.code == 1
    assert ran.err.startswith("counterclaim: refused: missing.txt: ")
    assert len(ran.out.splitlines()) == 1
    assert not ledger.exists()


def test_extract_says_why_a_report_is_skipped(cli: Command, tmp_path: Path) -> None:
    german = "Der Bürgermeister sagte am Dienstag, die Brücke sei noch offen und niemand habe sie zerstört."
    (tmp_path / "r.txt").write_text(german, encoding="utf-8")
    found = json.loads(cli("extract", "r.txt").out)
    assert found["attributions"] == []
    assert found["skipped"] == "language de"


def test_extract_as_a_table(cli: Command, tmp_path: Path) -> None:
    (tmp_path / "port.txt").write_text(PORT)
    assert (
        "   a2 the army (Ukraine) · deny · in a1 · refutes a0"
        in cli("extract", "port.txt", "--format", "table").out
    )


# claims


def test_claims_as_json_have_quotes_and_offsets(filled: Command) -> None:
    rows = json.loads(filled("claims", "--format", "json").out)
    assert [row["attribution"] for row in rows] == ["a0", "a1", "a2", "a0"]
    assert rows[0]["content"] == [{"start": 18, "end": 36, "text": "that the town fell"}]
    assert rows[0]["report"]["outlet"] == "The Gazette"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("--act deny", ["the army"]),
        ("--side ukraine", ["The mayor", "the army"]),
        ("--party envoy", ["The envoy"]),
        ("--since 2025-03-05", ["The envoy"]),
        ("--until 2025-03-04", ["The ministry", "The mayor", "the army"]),
        ("--document talks-1", ["The envoy"]),
        ("--text talks", ["The envoy"]),
        ("--limit 2", ["The ministry", "The mayor"]),
        ("--act ask", []),
    ],
)
def test_claims_can_be_narrowed(filled: Command, arguments: str, expected: list[str]) -> None:
    rows = json.loads(filled("claims", "--format", "json", *arguments.split()).out)
    assert [row["party"] for row in rows] == expected


def test_claims_as_csv(filled: Command) -> None:
    rows = list(csv.DictReader(io.StringIO(filled("claims", "--format", "csv").out)))
    assert [row["content"] for row in rows][-1] == "that the talks will go on tomorrow"
    assert rows[2]["answers"] == "refutes a0"
    assert rows[0]["content_offsets"] == "18:36"


def test_claims_as_a_table(filled: Command) -> None:
    ran = filled("claims", "--side", "UN")
    assert "The envoy" in ran.out
    assert "doubt" in ran.out
    none = filled("claims", "--side", "Atlantis")
    assert (none.code, none.out, none.err) == (0, "", "counterclaim: no claim fits\n")


# show, brief, documents, status


def test_show_by_name_by_start_of_the_id_and_by_file(filled: Command, tmp_path: Path) -> None:
    [row, _] = json.loads(filled("documents", "--format", "json").out)
    shown = filled("show", "port-1").out
    assert "⟦a1 that ‹the army› «a2 denied» ⟦a2 that the town fell⟧⟧" in shown
    assert filled("show", row["report"]["id"][:8]).out == shown
    assert filled("show", "reports.jsonl").out.startswith(shown)


def test_brief_writes_one_page(filled: Command, tmp_path: Path) -> None:
    ran = filled("brief", "port-1", "talks-1", "port-1", "-o", "page.html")
    assert (ran.code, ran.err) == (0, "wrote page.html\n")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "Who says what in 2 reports" in page
    assert filled("brief", "port-1", "talks-1", "-o", "-").out == page


def test_a_file_that_was_not_read_is_one_line(filled: Command, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("The mayor said that nobody had read this report.")
    ran = filled("show", ".")
    assert ran.code == 1
    assert ran.err == "counterclaim: other.txt is not in the ledger: 'counterclaim read' adds it\n"


def test_a_page_that_cannot_be_written_is_one_line(filled: Command) -> None:
    ran = filled("brief", "port-1", "-o", "no/such/folder/page.html")
    assert ran.code == 2
    assert ran.err == "counterclaim: no/such/folder/page.html: cannot be written: No such file or directory\n"


def test_documents_and_status(filled: Command) -> None:
    assert "talks-1" in filled("documents").out
    assert len(filled("documents", "--limit", "1", "--format", "csv").out.splitlines()) == 2
    answer = json.loads(filled("status", "--format", "json").out)
    assert (answer["documents"], answer["attributions"], answer["runs"]) == (2, 4, 1)
    assert (answer["register"], answer["newer"]) == (None, 4)
    assert "not built yet" in filled("status").out
    filled("parties")
    assert filled("status").out.split()[-6:] == ["register", "4", "parties", "over", "all", "reports"]


# how it ends


def test_an_unknown_report_is_one_line(filled: Command) -> None:
    for command in (("show", "nope"), ("brief", "nope", "-o", "x.html"), ("claims", "--document", "nope")):
        ran = filled(*command)
        assert ran.code == 1
        assert ran.err.startswith("counterclaim: ")
        assert ran.err.count("\n") == 1


def test_a_ledger_that_cannot_be_used_is_one_line(cli: Command, ledger: Path) -> None:
    assert cli("claims").code == 2
    ledger.write_bytes(b"this is no ledger" * 100)
    ran = cli("status")
    assert ran.code == 2
    assert ran.err.startswith("counterclaim: ")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["claims", "--act", "shout"],
        ["claims", "--since", "yesterday"],
        ["claims", "--limit", "-1"],
        ["read"],
        ["show"],
        ["brief", "x"],
        ["nonsense"],
        ["claims", "--nonsense"],
        ["party"],
        ["parties", "--kind", "ghost"],
        ["places", "--limit", "-1"],
        ["quantities", "one", "two"],
    ],
)
def test_wrong_usage_is_one_line_and_2(cli: Command, arguments: list[str]) -> None:
    ran = cli(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("counterclaim: ")
    assert ran.err.count("\n") == 1


def test_every_command_teaches_with_examples(cli: Command, capsys: pytest.CaptureFixture[str]) -> None:
    for name, examples in EXAMPLES.items():
        assert cli(name, "--help").code == 0
        assert examples.splitlines()[0].strip() in capsys.readouterr().out


def test_help_names_every_command_and_the_exit_codes(
    cli: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli("--help").code == 0
    text = capsys.readouterr().out
    for name in (*EXAMPLES, "--install-completion"):
        assert name in text
    assert "Exit codes" in text


@pytest.mark.parametrize("arguments", [["--help"], []])
def test_help_and_nothing_are_the_same(cli: Command, arguments: list[str]) -> None:
    assert cli(*arguments).code == 0


@pytest.mark.parametrize("line", [line for lines in EXAMPLES.values() for line in lines.splitlines()])
def test_the_examples_of_help_parse(line: str) -> None:
    """What help teaches is understood by the parser (the files need not be there)."""
    words = shlex.split(line, comments=True)
    command = words[words.index("counterclaim") + 1 :]
    alone = itertools.takewhile(lambda word: word not in {"|", ">"}, command)
    understood = build().parse_args(list(alone), exit_on_error=False, print_error=False)
    assert callable(understood[0])


# in a process of its own


def python(code: str, **kwargs: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, **kwargs)


def test_the_module_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "counterclaim", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == counterclaim.__version__


def test_help_loads_nothing_heavy() -> None:
    done = python(
        "import sys\nfrom counterclaim.show.cli import main\nmain(['read', '--help'])\n"
        "heavy = {'sqlalchemy', 'alembic', 'trafilatura', 'numpy', 'onnxruntime', 'jinja2'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_extract_of_a_text_loads_no_database_and_no_html_reader(tmp_path: Path) -> None:
    (tmp_path / "port.txt").write_text(PORT)
    code = (
        "import sys\nfrom counterclaim.show.cli import main\nfrom counterclaim.show.tools import Tools\n"
        "from tests.scripted import stages\n"
        "main(['extract', sys.argv[1]], Tools(sys.stdout, sys.stderr, lambda t, b: stages()))\n"
        "print(sorted({'sqlalchemy', 'alembic', 'trafilatura', 'lxml', 'jinja2'} & set(sys.modules)))"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "port.txt")],
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_reader_that_goes_away_ends_it_quietly(filled: Command) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    with os.fdopen(write_end, "w") as gone:
        done = subprocess.run(
            [sys.executable, "-m", "counterclaim", "claims", "--format", "json"],
            stdout=gone,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (141, "")


def test_standard_input(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom counterclaim.show.cli import main\nfrom counterclaim.show.tools import Tools\n"
        "from tests.scripted import stages\n"
        "sys.exit(main(['extract', '-'], Tools(sys.stdout, sys.stderr, lambda t, b: stages())))\n"
    )
    done = python(code, input=PORT, cwd=Path(__file__).resolve().parents[2])
    assert len(json.loads(done.stdout)["attributions"]) == 3


def test_completion_scripts_know_the_commands() -> None:
    script = build().generate_completion(shell="bash")
    assert "claims" in script
    assert "--party" in script
