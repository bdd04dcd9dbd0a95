"""Which times of a report belong to one attribution: when it was said, and when what it tells happened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from counterclaim.resolve.times.context import sentence_end, sentence_start
from counterclaim.types import Attribution, Document, Found, Granularity, Span, When

_REACH = 150  # characters of its clause, contents left out, that may lie between a time and the cue
_COARSE_REACH = 40  # the same for months and years, which mostly belong to something else
_SENTENCE = 800  # characters to either side of a cue that are searched for the ends of its sentence


def claim_times(
    document: Document, attribution: Attribution, times: Sequence[When]
) -> tuple[When | None, tuple[When, ...]]:
    """When the content was said, and the times within it.

    `said` is the time that stands with the cue, outside the content: in the cue's sentence, with
    no border of a clause between ("said on Wednesday that", "On Monday, the ministry said"). Where
    there is none it is the day of the dateline, but not for an attribution within another: that
    was said before. Else it is None: the day of publication is no evidence of when somebody spoke.
    """
    happened = tuple(time for time in times if time.span and _inside(time.span, attribution.content))
    anchors = attribution.cue or attribution.source
    stated: list[tuple[int, When]] = []
    if anchors:
        sentence = _sentence_around(document.text, anchors[0])
        for time in times:
            distance = _distance(document, attribution, sentence, anchors, time)
            if distance is not None:
                stated.append((distance, time))
    if stated:
        nearest = min(stated, key=lambda pair: pair[0])[1]
        return replace(nearest, found=Found.SENTENCE), happened
    if attribution.within is None:
        return next((time for time in times if time.found is Found.DATELINE), None), happened
    return None, happened


def _inside(span: Span, spans: Sequence[Span]) -> bool:
    return any(span.overlaps(other) for other in spans)


def _sentence_around(text: str, anchor: Span) -> Span:
    start = sentence_start(text, max(0, anchor.start - _SENTENCE), anchor.start)
    after = sentence_end().search(text, anchor.end, anchor.end + _SENTENCE)
    return Span(start, after.start() if after else min(len(text), anchor.end + _SENTENCE))


def _distance(
    document: Document, attribution: Attribution, sentence: Span, anchors: Sequence[Span], time: When
) -> int | None:
    """Characters between a time and the cue; None when it does not tell when the cue's act was done."""
    span = time.span
    if span is None or not sentence.contains(span) or _inside(span, attribution.content):
        return None
    if not _could_be_said(document, time):
        return None
    anchor = min(anchors, key=lambda each: _gap(span, each))
    in_source = any(
        source.contains(span) and _published_thing().search(source.of(document.text))
        for source in attribution.source
    )
    if in_source or _is_adverbial(document.text, attribution, sentence, time, anchor):
        return _gap(span, anchor)
    return None


def _is_adverbial(text: str, attribution: Attribution, sentence: Span, time: When, anchor: Span) -> bool:
    """True for a time that stands by itself in the clause of the cue."""
    span = time.span
    if span is None or _attribute().match(text, span.end) or _inside(span, attribution.source):
        return False
    coarse = time.granularity in {Granularity.MONTH, Granularity.QUARTER, Granularity.YEAR}
    bare_year = time.granularity is Granularity.YEAR and text[span.start].isdigit()
    if bare_year and not text[: span.start].endswith((" in ", "In ")):
        return False  # "the 2014 coup"
    parts = (*attribution.source, *attribution.cue)
    if attribution.within is not None and span.end <= min(part.start for part in parts):
        return False  # it stands with the words that report this attribution
    between = _between(text, attribution.content, span, anchor)
    if len(between) > (_COARSE_REACH if coarse else _REACH):
        return False
    return not _apart(text, between, sentence, span, anchor)


def _could_be_said(document: Document, time: When) -> bool:
    """A point in time, not a length, not open, not after publication."""
    if time.found is Found.DATELINE:
        return False
    if time.start is None and time.end is None:
        return time.value is None or not time.value.startswith("P")
    if time.start is None or time.end is None:
        return False
    return document.published is None or time.start.date() <= document.published


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


@cache
def _attribute() -> re.Pattern[str]:
    return re.compile(
        r"['’]s\b|\s(?:meeting|talks|attack|summit|visit|vote|session|hearing|protest|election|war|deal|agreement"
        r"|strike|invasion|conference|crash|ruling|statement|speech|report)s?\b"
    )


@cache
def _border() -> re.Pattern[str]:
    """Words that open another clause between a cue and a time."""
    return re.compile(
        r"[;:]|\b(?:that|who|which|whose|where|while|whereas|but|although|though|because|if|unless)\b",
        re.IGNORECASE,
    )


@cache
def _aside() -> re.Pattern[str]:
    return re.compile(
        r",(?!\s*(?:speaking|in|on|at|late|early|earlier|during|after|adding|$))", re.IGNORECASE
    )


@cache
def _subordinate() -> re.Pattern[str]:
    return re.compile(
        r"[\s\"“]*(?:and\s)?(?:who|which|whose|where|when|after|before|while|as|since|following|amid|despite"
        r"|although|though|because|if|[a-z]+ed)\b",
        re.IGNORECASE,
    )


@cache
def _dependent() -> re.Pattern[str]:
    """A clause of its own between cue and time: "said after rebels fired on Monday"."""
    return re.compile(
        r"\b(?:after|before|when|as|since|until)\b.*?\b(?:[a-z]+ed|was|were|had|has|have|did|took|fell|began)\b"
    )


@cache
def _published_thing() -> re.Pattern[str]:
    """A source that is itself dated: "a report published on Monday"."""
    return re.compile(
        r"\b(?:report|statement|poll|survey|letter|article|study|post|tweet|interview|document|briefing|speech"
        r"|published|released|issued|posted)\w?\b",
        re.IGNORECASE,
    )


def _between(text: str, content: Sequence[Span], span: Span, anchor: Span) -> str:
    """The words between a time and the cue, contents left out."""
    start, end = (span.end, anchor.start) if span.end <= anchor.start else (anchor.end, span.start)
    return _without(text, Span(start, end), content) if start < end else ""


def _apart(text: str, between: str, sentence: Span, span: Span, anchor: Span) -> bool:
    """True when the border of a clause lies between a time and the cue."""
    if _border().search(between):
        return True
    if span.end > anchor.start:
        return bool(_aside().search(between) or _dependent().search(between))
    clause = text[sentence.start : span.start].rpartition(",")[2]
    return _subordinate().match(clause) is not None


def _without(text: str, stretch: Span, content: Sequence[Span]) -> str:
    """The characters of a stretch that lie in no content."""
    kept, position = [], stretch.start
    for span in sorted(content):
        if span.overlaps(stretch):
            kept.append(text[position : max(position, span.start)])
            position = max(position, span.end)
    kept.append(text[position : stretch.end])
    return " ".join(kept)
