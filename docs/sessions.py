"""Terminal sessions in Markdown files: found, run, and written back with what they print.

A fenced `console` block right after the line `<!-- tested -->` is a session: each line that
begins with `$ ` is run by bash, and what it prints follows. After `<!-- tested, 20 lines -->` a
longer output is cut in its middle. All sessions of one file share one fresh folder that holds a
copy of examples/, so that a page can be followed from top to bottom.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

SESSION = re.compile(
    r"^(?P<mark><!-- tested(?:, (?P<lines>\d+) lines)? -->)\n"
    r"(?P<fence>```+)console\n(?P<body>.*?)^(?P=fence)$",
    re.M | re.S,
)

SUBSTITUTES = {"make run": "make --no-print-directory --old-file=.venv/.base run"}
"""What is run in place of a command: the environment is there already when a page is tested."""

TIMEOUT = 300.0
WIDTH = 100


@dataclass(frozen=True, slots=True)
class Step:
    """A command of a session and what the page says it prints."""

    command: str
    output: str


def steps(body: str) -> list[Step]:
    """The commands of a session, each with the lines up to the next."""
    parts = re.split(r"^\$ (.*)\n", body, flags=re.M)
    if parts[0].strip():
        raise ValueError(f"a session begins with a command, not with {parts[0].splitlines()[0]!r}")
    return [Step(command, output) for command, output in zip(parts[1::2], parts[2::2], strict=True)]


@contextmanager
def workplace() -> Iterator[Path]:
    """A fresh folder as a newcomer has it after the installation."""
    with tempfile.TemporaryDirectory(prefix="counterclaim-docs-") as name:
        folder = Path(name).resolve()
        if (ROOT / "examples").is_dir():
            shutil.copytree(ROOT / "examples", folder / "examples")
        shutil.copy2(ROOT / "Makefile", folder)
        shutil.copy2(ROOT / "pyproject.toml", folder)
        (folder / ".venv").symlink_to(sys.prefix)
        yield folder


def run(command: str, folder: Path) -> str:
    """What a command prints, on both streams. Raises `RuntimeError` when it ends in a traceback."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COUNTERCLAIM_")}
    environment |= {
        "PATH": f"{folder}/.venv/bin{os.pathsep}{os.environ['PATH']}",
        "XDG_DATA_HOME": str(folder / "data"),
        "COLUMNS": str(WIDTH),
        "NO_COLOR": "1",
        "TERM": "dumb",
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        ["bash", "-c", SUBSTITUTES.get(command, command)],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=TIMEOUT,
        check=False,
        text=True,
    )
    if "Traceback (most recent call last)" in done.stdout:
        raise RuntimeError(f"{command} broke:\n{done.stdout}")
    lines = done.stdout.replace(str(folder), "~").splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def shortened(output: str, bound: int) -> str:
    """At most `bound` lines: the first, a word about those left out, the last two. 0 is all."""
    lines = output.splitlines(keepends=True)
    if not bound or len(lines) <= bound:
        return output
    left_out = len(lines) - bound + 1
    return "".join([*lines[: bound - 3], f"[... {left_out} lines left out ...]\n", *lines[-2:]])


def replayed(page: str) -> str:
    """The page with every session run anew, its output in place of what was written."""
    if not SESSION.search(page):
        return page
    with workplace() as folder:

        def rerun(found: re.Match[str]) -> str:
            bound = int(found["lines"] or 0)
            fresh = (
                f"$ {step.command}\n{shortened(run(step.command, folder), bound)}"
                for step in steps(found["body"])
            )
            return f"{found['mark']}\n{found['fence']}console\n{''.join(fresh)}{found['fence']}"

        return SESSION.sub(rerun, page)


VARYING = (
    (re.compile(r"\d+(\.\d+)? ?(ms|s|seconds?|minutes?|words/s)\b"), "TIME"),
    (re.compile(r"\b[01]\.\d+\b"), "SCORE"),
)
"""What may differ from one machine to the next: durations, and the last digits of a score."""


def settled(page: str) -> str:
    """The page without what may differ between two runs, for comparing."""
    for pattern, name in VARYING:
        page = pattern.sub(name, page)
    return re.sub(r" +", " ", page)
