"""From a path to a ledger, or to an error that names the path and says what to do."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from counterclaim.errors import (
    LedgerCorrupt,
    LedgerError,
    LedgerMissing,
    LedgerNewer,
    LedgerReadOnly,
)
from counterclaim.keep import Ledger, RunInfo, dump, engine
from counterclaim.types import ClaimFilter
from tests.contract.reports import bridge

NOBODY = 65534
OPENINGS = [{}, {"create": False}, {"readonly": True}]


@pytest.fixture
def full(path: Path) -> Path:
    """A closed ledger that holds something."""
    with Ledger.open(path) as ledger:
        ledger.add([bridge(f"number {number}") for number in range(200)])
    return path


@pytest.fixture
def sealed_folder() -> Iterator[Path]:
    """A folder that can be read but not written, also when the tests run as root."""
    folder = Path(tempfile.mkdtemp())
    with Ledger.open(folder / "ledger.sqlite") as ledger:
        ledger.add([bridge()])
    for inside in folder.iterdir():
        inside.chmod(0o444)
    folder.chmod(0o555)
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)  # permissions do not bind root
    try:
        yield folder
    finally:
        os.seteuid(user)
        folder.chmod(0o755)
        shutil.rmtree(folder)


# What opens


def test_a_new_ledger_is_made_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "data ?#%" / "deep" / "ledger.sqlite"
    with Ledger.open(str(path)) as ledger:
        assert ledger.path == path
        assert ledger.add([bridge()]) == 1
    assert [file.name for file in path.parent.iterdir()] == ["ledger.sqlite"]


def test_a_ledger_opened_again_holds_what_it_held(full: Path) -> None:
    for how in OPENINGS:
        with Ledger.open(full, **how) as ledger:
            assert ledger.counts().documents == 200


@pytest.mark.parametrize("content", [b"", "WAL mode set, then killed"])
def test_a_file_left_by_a_killed_creation_is_as_good_as_none(path: Path, content: bytes | str) -> None:
    if content:
        sqlite3.connect(path).execute("PRAGMA journal_mode = WAL").connection.close()
    else:
        path.touch()
    for how in ({"create": False}, {"readonly": True}):
        with pytest.raises(LedgerMissing, match="there is no ledger at"):
            Ledger.open(path, **how)
    with Ledger.open(path) as ledger:
        assert ledger.add([bridge()]) == 1


def test_several_may_create_the_same_ledger_at_once(path: Path) -> None:
    def opened(number: int) -> int:
        with Ledger.open(path) as ledger:
            return ledger.add([bridge(f"number {number}"), bridge("everybody's")])

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(opened, range(8))) == 9
    with Ledger.open(path, readonly=True) as ledger:
        assert ledger.counts().documents == 9


def test_opening_an_up_to_date_ledger_does_not_import_alembic(full: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys\nfrom counterclaim.keep import Ledger\n"
        "Ledger.open(sys.argv[1]).close(); Ledger.open(sys.argv[2]).close()\n"
        "assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, str(full), str(full.with_name("new"))], check=True)


# What does not


@pytest.mark.parametrize("how", [{"create": False}, {"readonly": True}])
def test_a_missing_ledger_is_missing_and_is_not_made(path: Path, how: dict[str, bool]) -> None:
    with pytest.raises(LedgerMissing, match=f"no ledger at {path}"):
        Ledger.open(path, **how)
    assert not path.exists()


@pytest.mark.parametrize("how", OPENINGS)
@pytest.mark.parametrize(
    "content", [b"The mayor said so.\n" * 300, b"x", b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_file_that_is_no_database_is_refused_and_left_alone(
    path: Path, content: bytes, how: dict[str, bool]
) -> None:
    path.write_bytes(content)
    with pytest.raises(LedgerCorrupt, match=f"{path} is not a ledger"):
        Ledger.open(path, **how)
    assert path.read_bytes() == content


@pytest.mark.parametrize("how", OPENINGS)
@pytest.mark.parametrize("mark", ["CREATE TABLE bookmarks (url)", "PRAGMA application_id = 7"])
def test_the_database_of_another_program_is_refused_and_left_alone(
    path: Path, mark: str, how: dict[str, bool]
) -> None:
    sqlite3.connect(path).execute(mark).connection.close()
    before = path.read_bytes()
    with pytest.raises(LedgerCorrupt, match="of another program"):
        Ledger.open(path, **how)
    assert path.read_bytes() == before


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(LedgerCorrupt, match="is a folder"):
        Ledger.open(tmp_path)


def test_a_path_through_a_file_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LedgerError, match="cannot be used as a ledger"):
        Ledger.open(tmp_path / "file" / "ledger.sqlite")


@pytest.mark.parametrize("how", OPENINGS)
def test_a_ledger_without_a_revision_is_damaged(full: Path, how: dict[str, bool]) -> None:
    _execute(full, "DELETE FROM alembic_version")
    with pytest.raises(LedgerCorrupt, match="does not say of which version"):
        Ledger.open(full, **how)


@pytest.mark.parametrize("how", OPENINGS)
def test_a_ledger_of_a_newer_version_is_refused(full: Path, how: dict[str, bool]) -> None:
    _execute(full, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(LedgerNewer, match=r"newer Counterclaim .*9999.*: upgrade Counterclaim"):
        Ledger.open(full, **how)


def test_damage_within_is_reported_when_met(full: Path) -> None:
    content = bytearray(full.read_bytes())
    content[3 * 4096 :] = random.Random(1).randbytes(len(content) - 3 * 4096)
    full.write_bytes(content)
    with pytest.raises(LedgerCorrupt, match="damaged"), Ledger.open(full, readonly=True) as ledger:
        list(dump(ledger))


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE attributions SET act = 'shrug'",
        "UPDATE attributions SET content = '[[1,2'",
        "UPDATE documents SET published = 'soon'",
        "UPDATE claims SET chain = CAST(x'22ff' AS TEXT)",
    ],
)
def test_a_value_that_makes_no_sense_is_damage(full: Path, damage: str) -> None:
    _execute(full, damage)
    with Ledger.open(full) as ledger, pytest.raises(LedgerError, match=f"{full}"):
        list(dump(ledger))


def test_a_ledger_cut_short_is_damaged(full: Path) -> None:
    full.write_bytes(full.read_bytes()[:9000])
    with pytest.raises(LedgerCorrupt, match="damaged"), Ledger.open(full) as ledger:
        list(dump(ledger))


# What cannot be written


def test_a_sealed_ledger_cannot_be_opened_for_writing(sealed_folder: Path) -> None:
    with pytest.raises(LedgerReadOnly, match=r"cannot be written .*: make the file and its folder writable"):
        Ledger.open(sealed_folder / "ledger.sqlite")


def test_no_ledger_can_be_made_in_a_sealed_folder(sealed_folder: Path) -> None:
    for path in (sealed_folder / "new.sqlite", sealed_folder / "folder" / "new.sqlite"):
        with pytest.raises(LedgerReadOnly, match=str(path)):
            Ledger.open(path)


def test_a_sealed_ledger_can_be_read(sealed_folder: Path) -> None:
    with Ledger.open(sealed_folder / "ledger.sqlite", readonly=True) as ledger:
        assert len(list(ledger.claims(ClaimFilter()))) == 2


def test_a_writable_ledger_in_a_sealed_folder_cannot_be_written(sealed_folder: Path) -> None:
    path = sealed_folder / "ledger.sqlite"
    user = os.geteuid()
    os.seteuid(os.getuid())  # only the owner may change permissions
    path.chmod(0o666)
    os.seteuid(user)
    with pytest.raises(LedgerReadOnly, match=str(path)):
        Ledger.open(path)


def test_a_ledger_opened_for_reading_is_not_written(full: Path) -> None:
    with Ledger.open(full, readonly=True) as ledger:
        for write in (lambda: ledger.add([bridge()]), lambda: ledger.start_run(RunInfo())):
            with pytest.raises(LedgerReadOnly, match="opened for reading only"):
                write()


def test_a_locked_ledger_can_be_read_but_says_who_writes(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)
    other = sqlite3.connect(full, isolation_level=None)
    with Ledger.open(full) as ledger:
        other.execute("BEGIN IMMEDIATE")
        assert ledger.counts().documents == 200
        with pytest.raises(LedgerError, match="in use by another program that is writing"):
            ledger.add([bridge()])
        other.execute("ROLLBACK")
        other.close()
        assert ledger.add([bridge()]) == 1


def test_a_full_disk_says_so_and_keeps_what_was_there(full: Path) -> None:
    with Ledger.open(full) as ledger:
        with ledger._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")
        with pytest.raises(LedgerError, match="the disk is full: free some space"):
            ledger.add([bridge(f"more {number}") for number in range(500)])
        assert ledger.counts().documents == 200


def test_a_closed_ledger_says_so(full: Path) -> None:
    ledger = Ledger.open(full)
    ledger.close()
    ledger.close()
    with pytest.raises(LedgerError, match="is closed"):
        ledger.counts()


def _execute(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement)
    connection.close()
