"""Connections to one SQLite file, and its errors in our words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from counterclaim.errors import LedgerCorrupt, LedgerError, LedgerReadOnly

Mode = Literal["ro", "rw", "rwc"]
"""Read only; read and write; the same, and create the file when missing."""

BUSY_SECONDS = 5.0
"""How long to wait for another process that is writing. One batch takes under a tenth of that."""

_IMMEDIATE = "counterclaim_immediate"


def engine_for(path: Path, mode: Mode) -> Engine:
    """An engine on `path`; nothing is opened yet.

    Transactions are begun by us (`BEGIN`, or `BEGIN IMMEDIATE` for a writer), not by the
    driver: it would begin them only at the first write, too late for a stable view, and a
    reader that turns writer could be refused.
    """
    engine = create_engine(
        "sqlite://", creator=lambda: _connect(path, mode), poolclass=QueuePool, max_overflow=-1
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get(_IMMEDIATE, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


def use_wal(engine: Engine, path: Path) -> None:
    """Let readers and one writer work at the same time. The file remembers it."""
    with explained(path):
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA journal_mode = WAL")
        finally:
            connection.close()


@contextmanager
def reading(engine: Engine, path: Path) -> Iterator[Connection]:
    """A connection with one stable view of the ledger. Raises `LedgerError`s.

    SQLite does not notice a changed byte within a value; we do when it no longer decodes.
    """
    with explained(path), engine.connect() as connection:
        try:
            yield connection
        except ValueError as error:
            raise LedgerCorrupt(
                f"{path} is damaged, it holds a value that makes no sense ({error}): restore a copy"
            ) from error


@contextmanager
def writing(engine: Engine, path: Path) -> Iterator[Connection]:
    """A connection in one write transaction: all of it is kept, or nothing. Raises `LedgerError`s."""
    with (
        explained(path),
        engine.connect() as connection,
        connection.execution_options(**{_IMMEDIATE: True}).begin(),
    ):
        yield connection


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the database reports into a `LedgerError` that names `path`."""
    try:
        yield
    except DBAPIError as error:
        if not isinstance(error.orig, sqlite3.Error):
            raise
        raise explain(error.orig, path) from error
    except sqlite3.Error as error:
        raise explain(error, path) from error


def explain(error: sqlite3.Error, path: Path) -> LedgerError:
    """The `LedgerError` for what SQLite reported about `path`, saying what to do."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return LedgerCorrupt(
            f"{path} is not a ledger, or it is damaged ({error}): name another file, or restore a copy"
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
        return LedgerReadOnly(
            f"{path} cannot be written ({error}): make the file and its folder writable, "
            "or name a ledger elsewhere"
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LedgerError(
            f"{path} is in use by another program that is writing ({error}): try again when it is done"
        )
    if code == sqlite3.SQLITE_FULL:
        return LedgerError(f"{path} cannot grow, the disk is full: free some space and run again")
    return LedgerError(f"{path}: {error}")


def _connect(path: Path, mode: Mode) -> sqlite3.Connection:
    """Open the file and set what SQLite keeps per connection."""
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = _open(uri)
    if mode == "ro":
        return _readable(connection, path, uri)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        # In WAL mode a killed process loses nothing; a power cut loses the last batches at most,
        # which the next run reads again.
        connection.execute("PRAGMA synchronous = NORMAL")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _open(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)


def _readable(connection: sqlite3.Connection, path: Path, uri: str) -> sqlite3.Connection:
    """`connection`, or one that reads the file as it lies when its folder cannot be written.

    SQLite needs two files beside a WAL database even to read it. Where it cannot make them
    and no write is left over in a `-wal` file, the database file alone is the whole truth.
    """
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        leftover = path.with_name(f"{path.name}-wal")
        cannot_write = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
        if leftover.exists() or not cannot_write:
            raise
        return _open(f"{uri}&immutable=1")
    except sqlite3.Error:
        connection.close()
        raise
    return connection
