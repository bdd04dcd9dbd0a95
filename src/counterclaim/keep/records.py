"""What the ledger tells about itself: its runs, and what a search found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from counterclaim.types import Claim, Document


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What was used in one run: enough to repeat it.

    `model` is the digest of the model folder, `code` the version of Counterclaim. `settings`
    must hold JSON values only.
    """

    readers: tuple[str, ...] = ()
    model: str = ""
    code: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """One run as kept. `finished` and `counts` stay empty when it was killed."""

    id: str
    started: dt.datetime
    finished: dt.datetime | None
    info: RunInfo
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Found:
    """What a full-text search found, the best matches first.

    `documents` pairs each report with a passage of plain text around the match. The passage is
    not escaped: it is as hostile as the report it comes from.
    """

    documents: tuple[tuple[Document, str], ...]
    claims: tuple[tuple[Claim, Document], ...]
