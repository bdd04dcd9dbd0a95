"""The places of one claim: those of its content, else of its sentence, else the dateline's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from counterclaim.types import Attribution, Document, Found, Place, Precision, Span

MAX_SENTENCE = 1500  # characters on either side of the cue in which its sentence is sought
MAX_PLACES = 50  # of one claim: a bound on hostile input


@cache
def _end() -> re.Pattern[str]:
    """The end of a sentence: a mark, what closes a quotation, and a word that may begin another."""
    return re.compile(
        r"(?<![A-Z][.])(?<!\b(?:Mr|Ms|Dr|St|Lt)[.])(?<!\b(?:Mrs|Gen|Col|Sgt|Sen|Rep|Gov)[.])(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z\u00c0-\u00de])|\n+"
    )


def claim_places(document: Document, attribution: Attribution, places: Sequence[Place]) -> tuple[Place, ...]:
    """The places that a claim is about, and where they were found.

    Places that the content names come first. A content that names none is taken to be about the
    places of the sentence with the cue, those within the source left out (they say where the speaker
    belongs), or else about the place of the dateline.
    """
    content = [replace(place, found=Found.CONTENT) for place in places if _within(place, attribution.content)]
    if content:
        return _distinct(document.text, content)
    sentence = _sentence(document.text, attribution)
    if sentence is not None:
        around = [
            replace(place, found=Found.SENTENCE)
            for place in places
            if sentence.contains(place.span)
            and place.found is not Found.DATELINE
            and not _within(place, attribution.source)
        ]
        if around:
            return _distinct(document.text, around)
    return _distinct(document.text, [place for place in places if place.found is Found.DATELINE])


def _within(place: Place, spans: Iterable[Span]) -> bool:
    return any(span.contains(place.span) for span in spans)


def _sentence(text: str, attribution: Attribution) -> Span | None:
    """The sentence in which the cue stands; without a cue, that of the source or the content's start."""
    parts = attribution.cue or attribution.source or attribution.content
    if not parts:
        return None
    anchor = parts[0]
    start = max(0, anchor.start - MAX_SENTENCE)
    end = min(len(text), anchor.start + MAX_SENTENCE)
    for match in _end().finditer(text, start, end):
        if match.end() <= anchor.start:
            start = match.end()
        elif match.start() >= anchor.start:
            end = match.start()
            break
    return Span(start, end) if start < end else None


def _distinct(text: str, places: Sequence[Place]) -> tuple[Place, ...]:
    """Each place once; the larger one of "Paris, Texas" only tells which Paris it is."""
    kept: list[Place] = []
    seen: set[tuple[str, int | None, str | None]] = set()
    previous: Place | None = None
    for place in places[:MAX_PLACES]:
        larger = previous is not None and _only_places(text, previous, place)
        previous = place
        key = (place.name, place.geonames, place.country)
        if key not in seen and not larger:
            seen.add(key)
            kept.append(place)
    return tuple(kept)


def _only_places(text: str, one: Place, other: Place) -> bool:
    """True when the second of two places only says where the first one lies."""
    return (
        text[one.span.end : other.span.start] == ", "
        and other.precision in {Precision.REGION, Precision.COUNTRY}
        and one.precision in {Precision.CITY, Precision.POINT, Precision.UNKNOWN, Precision.REGION}
        and one.country == other.country
        and one.precision != other.precision
    )
