"""A new ledger and a migrated one are the same; an old one is upgraded on opening, whole or not at all."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from counterclaim.errors import LedgerReadOnly
from counterclaim.keep import Ledger, engine, migrations, schema
from tests.contract.reports import bridge

SECOND = """
from alembic import op

revision = "0002"
down_revision = "0001"

def upgrade():
    op.execute("CREATE TABLE notes (words TEXT)")
    op.execute("INSERT INTO notes SELECT name FROM documents")
"""


def made(path: Path) -> dict[str, str]:
    """The statements that make each thing in the file, whatever their layout and order."""
    connection = sqlite3.connect(path)
    found = connection.execute("SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_master").fetchall()
    connection.close()
    return {name: re.sub(r"\s+", " ", sql).strip() for name, sql in found}


def application(path: Path) -> int:
    connection = sqlite3.connect(path)
    (id_,) = connection.execute("PRAGMA application_id").fetchone()
    connection.close()
    return int(id_)


def test_migrations_make_the_same_tables_as_a_new_ledger(tmp_path: Path) -> None:
    new, migrated = tmp_path / "new.sqlite", tmp_path / "migrated.sqlite"
    Ledger.open(new).close()
    with engine.writing(engine.engine_for(migrated, "rwc"), migrated) as connection:
        migrations.upgrade(connection)
    assert made(migrated) == made(new)
    assert len(made(new)) > 20
    assert application(migrated) == application(new) == schema.APPLICATION_ID
    with Ledger.open(migrated) as ledger:
        assert ledger.add([bridge()]) == 1


def test_the_revision_in_the_schema_is_the_newest_migration() -> None:
    from alembic.script import ScriptDirectory

    assert ScriptDirectory(str(migrations.SCRIPTS)).get_current_head() == schema.REVISION
    assert schema.REVISION in migrations.known_revisions()


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A Counterclaim with one migration more; the path of that migration."""
    scripts = tmp_path / "100% new" / "migrations"
    shutil.copytree(migrations.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    second = scripts / "versions" / "v0002_notes.py"
    second.write_text(SECOND)
    monkeypatch.setattr(schema, "REVISION", "0002")
    monkeypatch.setattr(migrations, "upgrade", partial(migrations.upgrade, scripts=scripts))
    monkeypatch.setattr(migrations, "known_revisions", partial(migrations.known_revisions, scripts))
    yield second


@pytest.fixture
def old(path: Path) -> Path:
    """A ledger of this version that holds a document."""
    with Ledger.open(path) as ledger:
        ledger.add([bridge()])
    return path


def notes(path: Path) -> list[tuple[str]]:
    connection = sqlite3.connect(path)
    found = connection.execute("SELECT words FROM notes").fetchall()
    connection.close()
    return found


def test_an_old_ledger_is_upgraded_on_opening(old: Path, next_version: Path) -> None:
    for _ in range(2):
        with Ledger.open(old) as ledger:
            assert ledger.document("bridge") == bridge().document
    assert notes(old) == [("bridge",)]


def test_an_upgrade_that_fails_leaves_the_ledger_as_it_was(old: Path, next_version: Path) -> None:
    before = made(old)
    next_version.write_text(SECOND + "    raise RuntimeError('power cut')\n")
    with pytest.raises(RuntimeError, match="power cut"):
        Ledger.open(old)
    assert made(old) == before
    next_version.write_text(SECOND)
    Ledger.open(old).close()
    assert notes(old) == [("bridge",)]


def test_an_old_ledger_is_not_upgraded_by_a_reader(old: Path, next_version: Path) -> None:
    with pytest.raises(LedgerReadOnly, match="older Counterclaim: open it once for writing"):
        Ledger.open(old, readonly=True)
