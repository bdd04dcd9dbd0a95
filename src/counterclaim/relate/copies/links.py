"""What two reports that share text are to each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from counterclaim.relate.copies.credits import Agencies
from counterclaim.relate.copies.passages import Overlap
from counterclaim.types import CopyKind, CopyLink, Credit, Document, Precedence

COPIED = 0.6
"""The share of a report's words in one of another outlet from which on it counts as a copy."""

OWN_COPIED = 0.7
"""The same within one outlet. Outlets repeat their own background paragraphs, which make up to 65 %
of a short item that is news all the same; few pairs of one outlet lie between 70 and 90 %."""

WHOLE = 0.8
"""The share of an earlier report that must stand in a longer later one for both to be one report:
reports are often published anew with more in them."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is known of a document when it is linked.

    `agency` is the one that its outlet is, `credits` are those that it names.
    """

    id: str
    outlet: str | None
    published: dt.date | None
    words: int
    agency: str | None
    credits: frozenset[str]

    @property
    def named(self) -> frozenset[str]:
        """The agencies that it names or is."""
        return self.credits | ({self.agency} if self.agency else set())

    @property
    def rank(self) -> tuple[bool, dt.date, bool, int, str]:
        """Documents in this order come first to last: a total order, whatever is unknown.

        On one day agencies come before others, then the longer report before the shorter.
        """
        undated = self.published is None
        return undated, self.published or dt.date.max, self.agency is None, -self.words, self.id


def describe(document: Document, words: int, agencies: Agencies, credits_: Iterable[Credit]) -> Paper:
    """A document with that many words and those credits."""
    return Paper(
        id=document.id,
        outlet=document.outlet,
        published=document.published,
        words=words,
        agency=agencies.of_outlet(document.outlet),
        credits=frozenset(one.agency for one in credits_),
    )


def link(first: Paper, second: Paper, shared: Overlap) -> CopyLink | None:
    """The link between two documents, `first` coming first; None when they share no passage."""
    if not shared.passages:
        return None
    precedence = _precedence(first, second)
    same_outlet = first.outlet is not None and first.outlet == second.outlet
    return CopyLink(
        first=first.id,
        second=second.id,
        kind=_kind(shared, precedence, OWN_COPIED if same_outlet else COPIED),
        share_first=round(shared.share_first, 4),
        share_second=round(shared.share_second, 4),
        precedence=precedence,
        agencies=() if same_outlet else tuple(sorted(first.named & second.named)),
        passages=shared.passages,
    )


def is_one_report(found: CopyLink) -> bool:
    """True when the two are one report: copies, or an earlier one that stands whole in a later one."""
    return found.kind is CopyKind.COPY or (found.kind is CopyKind.EXTENSION and found.share_first >= WHOLE)


def _kind(shared: Overlap, precedence: Precedence, copied: float) -> CopyKind:
    if shared.share_second >= copied:
        return CopyKind.COPY
    if shared.share_first >= copied:
        return CopyKind.COPY if precedence is Precedence.UNKNOWN else CopyKind.EXTENSION
    return CopyKind.PASSAGE


def _precedence(first: Paper, second: Paper) -> Precedence:
    if first.published is None or second.published is None:
        return Precedence.UNKNOWN
    if first.published != second.published:
        return Precedence.PUBLISHED
    credited = first.agency in second.credits and first.agency != second.agency
    return Precedence.CREDIT if credited else Precedence.UNKNOWN
