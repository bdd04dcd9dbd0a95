"""The evidence of the register: each party once for each report that quotes it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Select, select

from counterclaim.keep.reading import ORDER, pages_of
from counterclaim.keep.rows import party_of
from counterclaim.keep.schema import attributions, claims, documents, parties
from counterclaim.types import Sighting

Place = tuple[int, int]
"""The keys of a document and of a party in it."""

PAGE_DOCUMENTS = 100
MOST_SOURCES = 40
"""Wordings kept of one party in one report; beyond that they tell nothing new."""


def sighted(connection: Connection) -> Iterator[tuple[Place, Sighting]]:
    """Every sighting, by the publication of its report and the order of its text."""
    reports = select(documents.c.key).order_by(*ORDER)
    for keys in pages_of(connection, reports):
        for start in range(0, len(keys), PAGE_DOCUMENTS):
            page = keys[start : start + PAGE_DOCUMENTS]
            known = {row.key: row for row in connection.execute(_reports(page))}
            rows = {key: list(group) for key, group in groupby(connection.execute(_claims(page)), _document)}
            for key in page:
                yield from _of_report(known[key], rows.get(key, []))


def _reports(keys: Sequence[int]) -> Select[Any]:
    wanted = (
        documents.c.key, documents.c.id, documents.c.outlet, documents.c.published, documents.c.text,
    )  # fmt: skip
    return select(*wanted).where(documents.c.key.in_(keys))


def _claims(keys: Sequence[int]) -> Select[Any]:
    """The claims of those documents that have a speaker, in the order of each text."""
    return (
        select(
            claims.c.document,
            claims.c.party,
            claims.c.side.label("spoken_for"),
            attributions.c.source,
            parties.c.name,
            parties.c.kind,
            parties.c.side,
            parties.c.aliases,
        )
        .join(attributions, attributions.c.key == claims.c.attribution)
        .join(parties, parties.c.key == claims.c.party)
        .where(claims.c.document.in_(keys))
        .order_by(claims.c.document, claims.c.start, claims.c.key)
    )


def _document(row: Any) -> int:
    return int(row.document)


def _of_report(report: Any, rows: Sequence[Any]) -> Iterator[tuple[Place, Sighting]]:
    """The sightings of one report, numbered as its text brings them up."""
    by_party: dict[int, list[Any]] = {}
    for row in rows:
        by_party.setdefault(row.party, []).append(row)
    for number, (party, said) in enumerate(by_party.items()):
        first = said[0]
        sides = Counter(row.spoken_for for row in said if row.spoken_for is not None)
        yield (
            (report.key, party),
            Sighting(
                id=f"{report.id}#{number}",
                document=report.id,
                outlet=report.outlet,
                published=report.published,
                party=party_of(first.name, first.kind, first.side, first.aliases),
                sources=_wordings(said, report.text),
                sides=tuple(sorted(sides.items(), key=lambda pair: (-pair[1], pair[0]))),
                claims=len(said),
            ),
        )


def _wordings(said: Sequence[Any], text: str) -> tuple[str, ...]:
    """How the report words its sources, each wording once and on one line."""
    found: dict[str, None] = {}
    for row in said:
        parts = (text[start:end] for start, end in json.loads(row.source))
        words = " … ".join(" ".join(part.split()) for part in parts)
        if words:
            found.setdefault(words, None)
        if len(found) == MOST_SOURCES:
            break
    return tuple(found)
