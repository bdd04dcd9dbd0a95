"""A run killed at any point leaves whole documents only, and running it again finishes the work.

The killing is real (SIGKILL to a process of its own) but placed: just before a chosen statement,
so that every run of this test kills at the same point of a transaction.
"""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from counterclaim.keep import Ledger, dump
from counterclaim.types import ClaimFilter
from tests.contract.reports import bridge, silent

ROOT = Path(__file__).resolve().parents[2]

READER = """
import os, signal, sys
from sqlalchemy import Engine, event
from counterclaim.keep import Ledger
from tests.keep.test_killed import BATCHES

path, statement, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
seen = 0

@event.listens_for(Engine, "before_cursor_execute")
def kill(connection, cursor, sql, *rest):
    global seen
    seen += sql.strip().startswith(statement)
    if seen == times:
        os.kill(os.getpid(), signal.SIGKILL)

with Ledger.open(path) as ledger:
    for batch in BATCHES:
        ledger.add(batch)
"""

BATCHES = [
    [bridge(f"report {batch}.{number}") for number in range(3)] + [silent(f"day {batch}")]
    for batch in range(4)
]


def killed(path: Path, statement: str, times: int) -> None:
    """Read the batches in another process, killed before the statement is run for the nth time."""
    command = [sys.executable, "-c", READER, str(path), statement, str(times)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    ("statement", "times", "batches_left"),
    [
        ("CREATE TABLE claims", 1, 0),  # while the ledger itself is made
        ("INSERT INTO mentions", 1, 0),  # documents and claims written, nothing committed
        ("INSERT INTO claims_fts", 3, 2),  # in the middle of the work, all but the words written
    ],
)
def test_a_killed_run_leaves_whole_documents_and_can_be_finished(
    tmp_path: Path, statement: str, times: int, batches_left: int
) -> None:
    path, untouched = tmp_path / "killed.sqlite", tmp_path / "untouched.sqlite"
    killed(path, statement, times)
    if batches_left:
        with Ledger.open(path, readonly=True) as ledger:
            assert ledger.counts().documents == 4 * batches_left
    with Ledger.open(path) as ledger:
        for claim, document in ledger.claims(ClaimFilter()):
            assert ledger.has(document.id)
            assert claim.attribution.content
        assert ledger.counts().documents == 4 * batches_left
        assert [ledger.add(batch) for batch in BATCHES] == [0] * batches_left + [4] * (4 - batches_left)
        with Ledger.open(untouched) as other:
            for batch in BATCHES:
                other.add(batch)
            assert list(dump(ledger)) == list(dump(other))
            assert ledger.search("bridge", 0) == other.search("bridge", 0)
    sound(path)


def sound(path: Path) -> None:
    """Let SQLite itself check the file, the references in it and the word indexes."""
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    for index in ("documents_fts", "claims_fts"):
        connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
    connection.close()
