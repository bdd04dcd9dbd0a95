"""The ledger: evidence kept in one SQLite file, append-only and searchable.

The names below are imported when first used: `default_path` needs no database library, and a
command that keeps nothing should not wait for one.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from counterclaim.keep.paths import default_path
from counterclaim.keep.records import Found, Run, RunInfo

if TYPE_CHECKING:
    from counterclaim.keep.dumping import dump as dump
    from counterclaim.keep.ledger import Ledger as Ledger

__all__ = ["Found", "Ledger", "Run", "RunInfo", "default_path", "dump"]

_HOMES = {"Ledger": "counterclaim.keep.ledger", "dump": "counterclaim.keep.dumping"}


def __getattr__(name: str) -> Any:
    """Import `Ledger` and `dump` on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
