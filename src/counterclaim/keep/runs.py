"""Runs: the one record that is written twice, when a run starts and when it finishes."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, select, update

from counterclaim.errors import LedgerError
from counterclaim.keep import rows, schema
from counterclaim.keep.fold import to_json
from counterclaim.keep.records import Run, RunInfo


def start(connection: Connection, info: RunInfo) -> str:
    """Enter a run and return its id: the time it started, and chance to tell apart what ties."""
    now = _now()
    run = f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    connection.execute(
        insert(schema.runs).values(
            id=run,
            started=now,
            readers=to_json(info.readers),
            model=info.model,
            code=info.code,
            settings=to_json(dict(info.settings)),
            arguments=to_json(info.arguments),
            counts=to_json({}),
        )
    )
    return run


def finish(connection: Connection, run: str, counts: Mapping[str, int]) -> None:
    """Enter when a run finished and what it counted. Raises `LedgerError` for an unknown run."""
    table = schema.runs
    changed = connection.execute(
        update(table).where(table.c.id == run).values(finished=_now(), counts=to_json(dict(counts)))
    )
    if changed.rowcount != 1:
        raise LedgerError(f"no run {run} was started in this ledger")


def every(connection: Connection) -> tuple[Run, ...]:
    """All runs in the order they started."""
    return tuple(map(_run, connection.execute(select(schema.runs).order_by(schema.runs.c.key))))


def _run(row: Any) -> Run:
    return Run(
        id=row.id,
        started=row.started.replace(tzinfo=dt.UTC),
        finished=row.finished.replace(tzinfo=dt.UTC) if row.finished else None,
        info=RunInfo(
            readers=rows.strings_of(row.readers),
            model=row.model,
            code=row.code,
            settings=rows.mapping_of(row.settings),
            arguments=rows.strings_of(row.arguments),
        ),
        counts=rows.mapping_of(row.counts),
    )


def _now() -> dt.datetime:
    """The time in UTC, kept without the zone (SQLite knows none)."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)
