"""From a path to a ledger that can be used: create, recognise, upgrade, or refuse."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, select

from counterclaim.errors import LedgerCorrupt, LedgerError, LedgerMissing, LedgerNewer, LedgerReadOnly
from counterclaim.keep import schema
from counterclaim.keep.engine import Mode, engine_for, reading, use_wal, writing

SMALLEST_DATABASE = 512
"""Bytes of SQLite's smallest page. It takes a shorter file for an empty one, and writes over it."""


def open_engine(path: Path, *, create: bool, readonly: bool) -> Engine:
    """An engine on a ledger of the newest revision.

    Raises `LedgerMissing`, `LedgerCorrupt`, `LedgerNewer`, `LedgerReadOnly`, and `LedgerError`
    for what is none of these (a lock that is not released, a disk error).
    """
    create = create and not readonly
    _check_path(path, create=create)
    mode: Mode = "ro" if readonly else "rwc" if create else "rw"
    engine = engine_for(path, mode)
    try:
        _prepare(engine, path, create=create, readonly=readonly)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _check_path(path: Path, *, create: bool) -> None:
    """Refuse a folder and a missing file; make the folder of a file to be created."""
    try:
        if path.is_dir():
            raise LedgerCorrupt(f"{path} is a folder, not a ledger: name a file in it")
        if path.exists():
            if 0 < path.stat().st_size < SMALLEST_DATABASE:
                raise LedgerCorrupt(f"{path} is not a ledger: name another file")
            return
        if not create:
            raise _missing(path)
        path.parent.mkdir(parents=True, exist_ok=True)
    except PermissionError as error:
        raise LedgerReadOnly(
            f"{path} cannot be reached or created ({error.strerror}): "
            "change the permissions of its folder, or name a ledger elsewhere"
        ) from error
    except OSError as error:
        raise LedgerError(f"{path} cannot be used as a ledger ({error.strerror})") from error


def _missing(path: Path) -> LedgerMissing:
    return LedgerMissing(f"there is no ledger at {path}: 'counterclaim read' makes one, or name another")


def _prepare(engine: Engine, path: Path, *, create: bool, readonly: bool) -> None:
    """Bring the file to the newest revision, and make sure a writer can write."""
    with reading(engine, path) as connection:
        blank = _is_blank(connection)
        revision = None if blank else _revision(connection, path)
    if blank and not create:
        raise _missing(path)
    if blank:
        use_wal(engine, path)
    if readonly:
        if revision != schema.REVISION:
            _refuse_newer(revision, path)
            raise LedgerReadOnly(
                f"{path} was written by an older Counterclaim: open it once for writing to upgrade it "
                "('counterclaim read' does)"
            )
        return
    # Also the test that the file can be written: a run should fail now, not after an hour.
    with writing(engine, path) as connection:
        # Look again under the lock: another process may have created or upgraded it meanwhile.
        if _is_blank(connection):
            schema.create(connection)
            return
        revision = _revision(connection, path)
        if revision != schema.REVISION:
            _refuse_newer(revision, path)
            _upgrade(connection)


def _is_blank(connection: Connection) -> bool:
    """True for a file in which no program has made anything yet (as after a kill at creation)."""
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    return tables == 0 and _application(connection) == 0


def _application(connection: Connection) -> int:
    return int(connection.exec_driver_sql("PRAGMA application_id").scalar_one())


def _revision(connection: Connection, path: Path) -> str:
    """The revision a ledger is stamped with."""
    if _application(connection) != schema.APPLICATION_ID:
        raise LedgerCorrupt(f"{path} is a database of another program, not a ledger: name another file")
    stamped = connection.exec_driver_sql(
        "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
    ).scalar_one()
    revision = stamped and connection.execute(select(schema.alembic_version.c.version_num)).scalar()
    if not revision:
        raise LedgerCorrupt(f"{path} does not say of which version it is: restore a copy")
    return str(revision)


def _refuse_newer(revision: str | None, path: Path) -> None:
    """Raise `LedgerNewer` for a revision this version has no migration for."""
    from counterclaim.keep import migrations

    if revision not in migrations.known_revisions():
        raise LedgerNewer(
            f"{path} was written by a newer Counterclaim (its revision is {revision}, "
            f"this version knows up to {schema.REVISION}): upgrade Counterclaim"
        )


def _upgrade(connection: Connection) -> None:
    from counterclaim.keep import migrations

    migrations.upgrade(connection)
