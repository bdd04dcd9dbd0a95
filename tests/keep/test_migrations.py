"""A new ledger and a migrated one are the same; an old one is upgraded on opening, whole or not at all."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from counterclaim.errors import LedgerReadOnly
from counterclaim.keep import Ledger, engine, migrations, schema
from counterclaim.types import Found, Granularity, Party, PartyKind, When
from tests.contract.reports import bridge
from tests.keep.test_killed import sound

NEXT = """
from alembic import op

revision = "next"
down_revision = "NEWEST"

def upgrade():
    op.execute("CREATE TABLE notes (words TEXT)")
    op.execute("INSERT INTO notes SELECT name FROM documents")
""".replace("NEWEST", schema.REVISION)


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


FIRST = """
INSERT INTO provenances (key, reader, model, code, run) VALUES (1, 'text', '0123abcd', '0.1.0', 'run-1');
INSERT INTO documents (key, id, name, published, day, text, origin, reader, boilerplate, metadata, provenance)
    VALUES (1, '00ff00ff00ff00ff', 'bridge', '2031-05-02', '2031-05-02', 'She said it is open.', '', 'text',
    '[]', '{}', 1);
INSERT INTO parties (key, name, kind, side, aliases, folded)
    VALUES (1, 'She', 'person', 'Arland', '[]', 'she');
INSERT INTO attributions (key, document, id, source, cue, content, kind, act, certainty, score, side_prior)
    VALUES (1, 1, 'a0', '[[0,3]]', '[[4,8]]', '[[9,19]]', 'indirect', 'assert', 'certain', 0.9, '{}');
INSERT INTO claims (key, document, id, attribution, party, side, side_folded, chain, polarity, said, start,
    content, speaker) VALUES (1, 1, 'c0', 1, 1, 'Arland', 'arland', '[]', 'positive', '2031-05-01', 4,
    'it is open', 'She');
INSERT INTO documents_fts (rowid, title, text) SELECT key, title, text FROM documents;
INSERT INTO claims_fts (rowid, content, speaker) SELECT key, content, speaker FROM claims;
"""


def first_version(path: Path, folder: Path) -> None:
    """Make the ledger that 0.1.0 made, with a report in which one party makes one claim."""
    scripts = folder / "first"
    shutil.copytree(migrations.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__", "v0002*"))
    made_by = engine.engine_for(path, "rwc")
    engine.use_wal(made_by, path)
    with engine.writing(made_by, path) as connection:
        migrations.upgrade(connection, scripts)
    made_by.dispose()
    filled = sqlite3.connect(path)
    filled.executescript(FIRST)
    filled.close()


def test_a_ledger_of_the_first_version_keeps_all_it_held(path: Path, tmp_path: Path) -> None:
    first_version(path, tmp_path)
    with pytest.raises(LedgerReadOnly, match="older Counterclaim"):
        Ledger.open(path, readonly=True)
    with Ledger.open(path) as ledger:
        [claim] = ledger.attributions_of("bridge")
        assert claim.said == When(
            "2031-05-01",
            dt.datetime.fromisoformat("2031-05-01"),
            dt.datetime.fromisoformat("2031-05-02"),
            Granularity.DAY,
            found=Found.METADATA,
        )
        assert (claim.places, claim.happened, claim.quantities) == ((), (), ())
        assert claim.speaker == Party("She", PartyKind.PERSON, "Arland")
        assert [found.id for found, _ in ledger.search("open").claims] == ["c0"]
        assert ledger.add([bridge()]) == 1
    sound(path)


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A Counterclaim with one migration more; the path of that migration."""
    scripts = tmp_path / "100% new" / "migrations"
    shutil.copytree(migrations.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    added = scripts / "versions" / "next_notes.py"
    added.write_text(NEXT)
    monkeypatch.setattr(schema, "REVISION", "next")
    monkeypatch.setattr(migrations, "upgrade", partial(migrations.upgrade, scripts=scripts))
    monkeypatch.setattr(migrations, "known_revisions", partial(migrations.known_revisions, scripts))
    yield added


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
    next_version.write_text(NEXT + "    raise RuntimeError('power cut')\n")
    with pytest.raises(RuntimeError, match="power cut"):
        Ledger.open(old)
    assert made(old) == before
    next_version.write_text(NEXT)
    Ledger.open(old).close()
    assert notes(old) == [("bridge",)]


def test_an_old_ledger_is_not_upgraded_by_a_reader(old: Path, next_version: Path) -> None:
    with pytest.raises(LedgerReadOnly, match="older Counterclaim: open it once for writing"):
        Ledger.open(old, readonly=True)
