from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a test's ledger lies."""
    return tmp_path / "ledger.sqlite"
