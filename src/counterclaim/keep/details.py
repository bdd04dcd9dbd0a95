"""What a claim is about, to table rows and back without loss: its places, times and quantities.

Pure; knows no database. Each kind has a table of its own, one row a place, time or quantity, by
`rank` within its claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from counterclaim.keep.fold import Row, fold
from counterclaim.types import Bound, Claim, Found, Granularity, Place, Precision, Quantity, Span, When

SAID = 0
"""Rank of the time at which a claim was made; those at which it happened follow from 1."""

_WORD = re.compile(r"[^\W_]+|[%$€£]")
_IRREGULAR = {
    "person": "people", "persons": "people", "men": "man", "women": "woman", "children": "child",
    "lives": "life", "aircrafts": "aircraft", "feet": "foot", "servicemen": "serviceman",
}  # fmt: skip


@dataclass(slots=True)
class Details:
    """The places, times and quantities of one claim as they come out of the tables."""

    places: dict[int, Place] = field(default_factory=dict)
    times: dict[int, When] = field(default_factory=dict)
    quantities: dict[int, Quantity] = field(default_factory=dict)

    @property
    def said(self) -> When | None:
        """When the claim was made."""
        return self.times.get(SAID)

    @property
    def happened(self) -> tuple[When, ...]:
        """The times of what is claimed."""
        return tuple(when for rank, when in sorted(self.times.items()) if rank != SAID)


def in_order(ranked: dict[int, Any]) -> tuple[Any, ...]:
    """The values of one kind by rank."""
    return tuple(value for _, value in sorted(ranked.items()))


def place_rows(claim: Claim) -> Iterator[Row]:
    """The columns of `claim_places`, without the claim's key."""
    for rank, place in enumerate(claim.places):
        yield {
            "rank": rank,
            "start": place.span.start,
            "end": place.span.end,
            "name": place.name,
            "folded": fold(place.name),
            "precision": place.precision.value,
            "country": place.country,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "geonames": place.geonames,
            "score": place.score,
            "found": place.found.value,
        }


def place_of(row: Any) -> Place:
    """Inverse of `place_rows`."""
    return Place(
        span=Span(row.start, row.end),
        name=row.name,
        precision=Precision(row.precision),
        country=row.country,
        latitude=row.latitude,
        longitude=row.longitude,
        geonames=row.geonames,
        score=row.score,
        found=Found(row.found),
    )


def time_rows(claim: Claim) -> Iterator[Row]:
    """The columns of `claim_times`, without the claim's key."""
    for rank, when in enumerate((claim.said, *claim.happened), SAID):
        if when is not None:
            yield {
                "rank": rank,
                "start": when.span.start if when.span else None,
                "end": when.span.end if when.span else None,
                "value": when.value,
                "begins": when.start,
                "ends": when.end,
                "granularity": when.granularity.value if when.granularity else None,
                "found": when.found.value,
            }


def time_of(row: Any) -> When:
    """Inverse of `time_rows`."""
    return When(
        value=row.value,
        start=row.begins,
        end=row.ends,
        granularity=None if row.granularity is None else Granularity(row.granularity),
        span=None if row.start is None else Span(row.start, row.end),
        found=Found(row.found),
    )


def quantity_rows(claim: Claim) -> Iterator[Row]:
    """The columns of `claim_quantities`, without the claim's key."""
    for rank, quantity in enumerate(claim.quantities):
        yield {
            "rank": rank,
            "start": quantity.span.start,
            "end": quantity.span.end,
            "low": quantity.low,
            "high": quantity.high,
            "bound": quantity.bound.value,
            "item": quantity.item,
            "unit": quantity.unit,
            "scope": quantity.scope,
            "vague": quantity.vague,
            "whole": quantity.of,
            "change": quantity.change,
            "cumulative": quantity.cumulative,
            "words": item_words(f"{quantity.item} {quantity.unit} {quantity.scope}"),
        }


def quantity_of(row: Any) -> Quantity:
    """Inverse of `quantity_rows`."""
    return Quantity(
        span=Span(row.start, row.end),
        low=row.low,
        high=row.high,
        bound=Bound(row.bound),
        item=row.item,
        unit=row.unit,
        scope=row.scope,
        vague=row.vague,
        of=row.whole,
        change=row.change,
        cumulative=row.cumulative,
    )


def item_words(text: str) -> str:
    """The words of a thing counted in their plainest form, a blank around each: to look one up in.

    Both what is kept and what is asked for pass through here, so "tanks" finds "tank".
    """
    return "".join(f" {_plainest(word)} " for word in _WORD.findall(fold(text)))


def _plainest(word: str) -> str:
    """An English noun without its plural: crude, but alike for both sides of a comparison."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")) else word
