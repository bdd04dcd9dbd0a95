"""The SQLite ledger passes the suite of every store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counterclaim.keep import Ledger
from tests.contract.store import Store, StoreContract


class TestSqlite(StoreContract):
    @pytest.fixture
    def store(self, path: Path) -> Iterator[Store]:
        with Ledger.open(path) as ledger:
            yield ledger
