"""Reading the annotated reports for training/resolver.py: documents, gold, the split."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from counterclaim.types import Act, Attribution, Certainty, Document, Entity, EntityKind, Kind, Span


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
    entities: tuple[Entity, ...] = ()


def bucket(identifier: str, parts: int) -> int:
    """A stable number in [0, parts) for a document."""
    return int(hashlib.sha1(identifier.encode()).hexdigest(), 16) % parts


def read_reports(records: Iterable[Mapping[str, Any]]) -> list[Report]:
    """Every annotated record as a report."""
    return [_report(record) for record in records]


def with_opinions(reports: Iterable[Report], path: Path, honest: Container[str]) -> list[Report]:
    """The reports with the names that the network tags, and its opinions of sides where they are honest.

    `path` is what opinions.py wrote; `honest` are the reports that the network was not trained on.
    """
    with path.open(encoding="utf-8") as lines:
        opinions = {o["id"]: o for o in map(json.loads, lines)}

    def told(report: Report) -> Report:
        opinion = opinions.get(report.document.id)
        if opinion is None:
            return report
        entities = tuple(Entity(Span(s, e), EntityKind(k), p) for s, e, k, p in opinion["entities"])
        sides = opinion["sides"] if report.document.id in honest else {}
        attributions = tuple(replace(a, side_prior=sides.get(a.id, {})) for a in report.attributions)
        return replace(report, attributions=attributions, entities=entities)

    return [told(report) for report in reports]


def _spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)


def _date(stated: str | None) -> dt.date | None:
    """The day of an ISO date or time; None for other forms."""
    try:
        return dt.date.fromisoformat((stated or "")[:10])
    except ValueError:
        return None


def _report(row: Mapping[str, Any]) -> Report:
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
        Gold(Span(*one["speaker"]) if one["speaker"] else None, one["side"] or "unknown")
        for one in row["attributions"]
    )
    return Report(document, attributions, gold)
