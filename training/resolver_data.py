"""Reading the annotated reports for training/resolver.py: documents, gold, the split."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counterclaim.types import Act, Attribution, Certainty, Document, Kind, Span

DEV_PART = 6  # one document in six, by a digest of its id, is never trained on


@dataclass(frozen=True)
class Gold:
    """One attribution's annotated speaker and side."""

    speaker: Span | None
    side: str


@dataclass(frozen=True)
class Report:
    """One annotated report."""

    document: Document
    attributions: tuple[Attribution, ...]
    gold: tuple[Gold, ...]


def bucket(identifier: str, parts: int) -> int:
    """A stable number in [0, parts) for a document."""
    return int(hashlib.sha1(identifier.encode()).hexdigest(), 16) % parts


def read_reports(path: Path) -> list[Report]:
    """Every report of the annotation file."""
    with path.open(encoding="utf-8") as lines:
        return [_report(json.loads(line)) for line in lines if line.strip()]


def split(reports: list[Report]) -> tuple[list[Report], list[Report]]:
    """Train and dev, by document."""
    dev = [report for report in reports if bucket(report.document.id, DEV_PART) == 0]
    return [report for report in reports if bucket(report.document.id, DEV_PART) != 0], dev


def _spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)


def _date(stated: str | None) -> dt.date | None:
    """The day of an ISO date or time; None for other forms."""
    try:
        return dt.date.fromisoformat((stated or "")[:10])
    except ValueError:
        return None


def _report(row: dict[str, Any]) -> Report:
    document = Document(
        id=row["id"],
        text=row["text"],
        outlet=row.get("outlet"),
        url=row.get("url"),
        title=row.get("title"),
        published=_date(row.get("published")),
    )
    attributions = tuple(
        Attribution(
            id=one["id"],
            source=_spans(one["source"]),
            cue=_spans(one["cue"]),
            content=_spans(one["content"]),
            kind=Kind(one["kind"]),
            act=Act(one["act"]),
            certainty=Certainty(one["certainty"]),
            within=one["in"],
        )
        for one in row["attributions"]
    )
    gold = tuple(
        Gold(Span(*one["speaker"]) if one["speaker"] else None, str(one["side"]))
        for one in row["attributions"]
    )
    return Report(document, attributions, gold)
