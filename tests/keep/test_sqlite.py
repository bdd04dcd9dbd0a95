"""The SQLite ledger passes the suites of every store, and asks SQLite sparingly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from counterclaim.keep import Ledger
from counterclaim.types import ClaimFilter
from tests.contract.reports import bridge
from tests.contract.resolved import ResolvedContract
from tests.contract.resolved import Store as RegisterStore
from tests.contract.store import Store, StoreContract


class TestSqlite(StoreContract):
    @pytest.fixture
    def store(self, path: Path) -> Iterator[Store]:
        with Ledger.open(path) as ledger:
            yield ledger


class TestResolvedSqlite(ResolvedContract):
    @pytest.fixture
    def store(self, path: Path) -> Iterator[RegisterStore]:
        with Ledger.open(path) as ledger:
            yield ledger


@pytest.mark.parametrize(
    "where",
    [
        ClaimFilter(),
        ClaimFilter(limit=5),
        ClaimFilter(since=dt.date(2031, 1, 1)),
        ClaimFilter(document="bridge"),
    ],
)
def test_the_first_claims_come_without_sorting_all(path: Path, where: ClaimFilter) -> None:
    """An index gives the order, so the first page costs the same however much there is."""
    with Ledger.open(path) as ledger, ledger._engine.connect() as connection:
        ledger.add([bridge()])
        asked: list[tuple[str, tuple[object, ...]]] = []

        @event.listens_for(ledger._engine, "before_cursor_execute")
        def note(
            _connection: Connection, _cursor: object, sql: str, values: tuple[object, ...], *_: object
        ) -> None:
            asked.append((sql, values))

        next(ledger.claims(where))
        sql, values = next((sql, values) for sql, values in asked if "ORDER BY documents.day" in sql)
        plan = [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)]
        assert len(plan) == 2
        assert not [step for step in plan if "TEMP B-TREE" in step]


def test_a_batch_is_written_in_a_few_statements(path: Path) -> None:
    """Bulk statements: their number does not grow with the batch."""
    with Ledger.open(path) as ledger:
        counts = []
        for size in (2, 100):
            asked: list[str] = []

            @event.listens_for(ledger._engine, "before_cursor_execute")
            def note(
                _connection: Connection, _cursor: object, sql: str, *_: object, asked: list[str] = asked
            ) -> None:
                asked.append(sql)

            ledger.add([bridge(f"{size}.{number}") for number in range(size)])
            event.remove(ledger._engine, "before_cursor_execute", note)
            counts.append(len(asked))
        assert counts[0] >= counts[1]
