from __future__ import annotations

from pathlib import Path

import pytest

# The suites are no test modules themselves; without this their failures would show no values.
pytest.register_assert_rewrite("tests.contract.store", "tests.contract.resolved")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a test's ledger lies."""
    return tmp_path / "ledger.sqlite"
