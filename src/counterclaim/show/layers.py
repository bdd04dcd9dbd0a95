"""Lay attributions over a text: which words are source, cue or content of which of them.

Spans of different attributions nest, touch and cross. A page and a terminal both need them
as a tree, so that the text is cut at every boundary and each stretch knows its marks from
the outermost in: contents of an outer attribution first, then those reported inside it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from counterclaim.show.answers import ClaimAnswer
from counterclaim.show.details import Quote


class Role(IntEnum):
    """A part of an attribution; a content lies outside a source or a cue on the same words."""

    CONTENT = 0
    SOURCE = 1
    CUE = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """One span of one attribution. `first` marks the span that leads its part of it."""

    attribution: str
    role: Role
    start: int
    end: int
    depth: int
    first: bool

    @property
    def order(self) -> tuple[int, int, int, int, str]:
        """From the outermost in."""
        return (self.depth, self.role, self.start, -self.end, self.attribution)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters `start` to `end` of the text, with the marks over all of them."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def depths(claims: Sequence[ClaimAnswer]) -> dict[str, int]:
    """How deep each attribution is nested: 0 for one that the report itself makes."""
    parents = {claim.attribution: claim.within for claim in claims}
    found: dict[str, int] = {}
    for claim in claims:
        path: list[str] = []
        here: str | None = claim.attribution
        while here is not None and here in parents and here not in found and here not in path:
            path.append(here)
            here = parents[here]
        depth = found.get(here, -1) if here is not None else -1
        for step in reversed(path):
            depth += 1
            found[step] = depth
    return found


def marks(claims: Sequence[ClaimAnswer]) -> list[Mark]:
    """Every span of every attribution."""
    deep = depths(claims)
    out = []
    for claim in claims:
        parts: tuple[tuple[Role, tuple[Quote, ...]], ...] = (
            (Role.SOURCE, claim.source),
            (Role.CUE, claim.cue),
            (Role.CONTENT, claim.content),
        )
        for role, quotes in parts:
            for index, quote in enumerate(quotes):
                depth = deep[claim.attribution]
                out.append(Mark(claim.attribution, role, quote.start, quote.end, depth, index == 0))
    return out


def laid_out(text: str, claims: Sequence[ClaimAnswer]) -> Iterator[list[Stretch]]:
    """The text paragraph by paragraph (lines with something on them), each cut into stretches."""
    upcoming = deque(sorted(marks(claims), key=lambda mark: mark.start))
    live: list[Mark] = []
    for start, end in paragraphs(text):
        while upcoming and upcoming[0].start < end:
            live.append(upcoming.popleft())
        live = [mark for mark in live if mark.end > start]
        yield list(stretches(start, end, live))


def stretches(start: int, end: int, over: Sequence[Mark]) -> Iterator[Stretch]:
    """Cut characters `start` to `end` at every boundary of the marks, without a gap."""
    opening = deque(sorted(over, key=lambda mark: mark.start))
    cuts = sorted({start, end} | {min(max(p, start), end) for m in over for p in (m.start, m.end)})
    live: list[Mark] = []
    for left, right in pairwise(cuts):
        live = [mark for mark in live if mark.end > left]
        while opening and opening[0].start <= left:
            mark = opening.popleft()
            if mark.end > left:
                live.append(mark)
        yield Stretch(left, right, tuple(sorted(live, key=lambda mark: mark.order)))


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where each line with something on it begins and ends."""
    start = 0
    for row in text.split("\n"):
        if row.strip():
            yield start, start + len(row)
        start += len(row) + 1
