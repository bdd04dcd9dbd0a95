"""Answers about copies: which reports are one report, and which share passages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from counterclaim.show.answers import ReportAnswer, report_answer
from counterclaim.show.details import Quote, quote
from counterclaim.types import CopyCluster, CopyKind, CopyLink, Document, Precedence, View

Copies = tuple[tuple[CopyLink, ...], tuple[CopyCluster, ...]]
FindCopies = Callable[[View], Copies]


@dataclass(frozen=True, slots=True)
class PassageAnswer:
    """The same text in two reports, but for a few words; `words` is how long it is in the second."""

    words: int
    first: Quote
    second: Quote


@dataclass(frozen=True, slots=True)
class LinkAnswer:
    """Two reports that share text, with how it is known which came first.

    `share_first` is the share of the first one's words that stand in the second, `share_second` the
    other way round.
    """

    first: ReportAnswer
    second: ReportAnswer
    kind: CopyKind
    share_first: float
    share_second: float
    precedence: Precedence
    agencies: tuple[str, ...]
    passages: tuple[PassageAnswer, ...]


@dataclass(frozen=True, slots=True)
class ClusterAnswer:
    """Reports that are one report, in the order of publication.

    `agency` is the one whose report it is by what they say. `links` tie each report but the first
    to the earlier one it shares most with.
    """

    id: str
    agency: str | None
    first: dt.date | None
    last: dt.date | None
    outlets: tuple[str, ...]
    reports: tuple[ReportAnswer, ...]
    links: tuple[LinkAnswer, ...]


def clusters(view: View, find: FindCopies, wanted: Collection[str] = ()) -> Iterator[ClusterAnswer]:
    """Groups of reports that are one, the largest first; only those with a `wanted` report, if any."""
    _, found = find(view)
    for cluster in found:
        if wanted and not set(wanted) & set(cluster.documents):
            continue
        known = _documents(view, cluster.documents)
        yield ClusterAnswer(
            id=cluster.id,
            agency=cluster.agency,
            first=cluster.first,
            last=cluster.last,
            outlets=cluster.outlets,
            reports=tuple(report_answer(known[one]) for one in cluster.documents),
            links=tuple(link_answer(link, known) for link in cluster.links),
        )


def links(view: View, find: FindCopies, wanted: Collection[str] = ()) -> Iterator[LinkAnswer]:
    """Every two reports that share text, those that share most first; only of `wanted` ones, if any."""
    found, _ = find(view)
    for link in sorted(found, key=_by_share):
        if not wanted or link.first in wanted or link.second in wanted:
            yield link_answer(link, _documents(view, (link.first, link.second)))


def link_answer(link: CopyLink, known: dict[str, Document]) -> LinkAnswer:
    """A link with the words that the two reports share."""
    first, second = known[link.first], known[link.second]
    return LinkAnswer(
        first=report_answer(first),
        second=report_answer(second),
        kind=link.kind,
        share_first=link.share_first,
        share_second=link.share_second,
        precedence=link.precedence,
        agencies=link.agencies,
        passages=tuple(
            PassageAnswer(one.words, quote(one.first, first.text), quote(one.second, second.text))
            for one in link.passages
        ),
    )


def _by_share(link: CopyLink) -> tuple[float, str, str]:
    return -max(link.share_first, link.share_second), link.first, link.second


def _documents(view: View, wanted: Iterable[str]) -> dict[str, Document]:
    return {one: view.document(one) for one in wanted}
