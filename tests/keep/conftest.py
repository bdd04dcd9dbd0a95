from __future__ import annotations

from pathlib import Path

import pytest

# The suite is no test module itself; without this its failures would show no values.
pytest.register_assert_rewrite("tests.contract.store")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a test's ledger lies."""
    return tmp_path / "ledger.sqlite"
