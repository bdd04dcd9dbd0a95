"""Words as the ledger compares them, and JSON as it keeps it. Pure."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]
"""The columns of one row by name."""

NAMES_END = "\n"
"""Parts the folded names of a party. Folding leaves no line end, so no search can cross it."""

_ENCODER = json.JSONEncoder(separators=(",", ":"))


def fold(text: str) -> str:
    """`text` as compared without regard to case, spacing and the way accents are written."""
    return " ".join(unicodedata.normalize("NFC", text.casefold()).split())


def folded_names(names: Iterable[str]) -> str:
    """Several names, folded, to look for a part of one in."""
    return NAMES_END.join(map(fold, names))


def to_json(value: Any) -> str:
    """Compact JSON. ASCII only: a lone surrogate inside a metadata field must not break a write."""
    return _ENCODER.encode(value)
