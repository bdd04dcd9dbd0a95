"""The index that finds copies: documents go in one at a time, links to earlier ones come out."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from counterclaim.relate.copies.credits import Agencies, find_credits
from counterclaim.relate.copies.links import Paper, describe, link
from counterclaim.relate.copies.passages import overlap
from counterclaim.relate.copies.postings import Postings
from counterclaim.relate.copies.shingles import Hashes, Numbers, Shingled, shingle
from counterclaim.types import CopyLink, Document

SHARED_SAMPLES = 3
"""Sampled shingles that two documents share before they are compared: a passage of 40 words, word
for word, has nine on average and fewer than three in one case of 160."""

MOSTLY = 0.6  # of a document's sampled shingles: enough to compare it, stock text or not

CANDIDATES = 32
"""The most documents that one is compared with, those with the most and rarest in common first."""

STOCK_DAYS = 7
"""A shingle in reports of more days than this is stock text (a notice, a background paragraph). A
story that runs everywhere does so within few days, and so is not taken for stock."""

KEPT = 20_000  # documents whose shingles stay in memory where others can be fetched again
_UNDATED = 0  # the days of the calendar begin with 1
_DAYS = 4_000_000  # more than it has

Mask = NDArray[np.bool_]
Fetch = Callable[[str], Document]


class CopyIndex:
    """Finds which documents share text. Nothing about it depends on time or chance.

    Memory: about 1.5 kB a document, and 10 kB more for the text of each of the last `kept` (of all,
    without `fetch`). `fetch` gives a document back by its id when its text is needed again.
    """

    def __init__(
        self, fetch: Fetch | None = None, *, kept: int = KEPT, agencies: Agencies | None = None
    ) -> None:
        self._fetch = fetch
        self._kept = kept
        self._agencies = agencies or Agencies.default()
        self._postings = Postings()
        self._papers: list[Paper] = []
        self._numbers: dict[str, int] = {}
        self._shingled: dict[int, Shingled] = {}
        self._facts = np.empty((2, 0), np.int64)  # of each document: its day, its sampled shingles

    def __len__(self) -> int:
        return len(self._papers)

    def __contains__(self, document: str) -> bool:
        return document in self._numbers

    def add(self, document: Document) -> tuple[CopyLink, ...]:
        """Enter a document and return its links to those entered before.

        A document that is there already is not entered again, and has no new links.
        """
        if document.id in self._numbers:
            return ()
        self.enter(document)
        return self.links(document.id)

    def enter(self, document: Document) -> None:
        """Enter a document without asking for its links: what comes later is linked to it."""
        if document.id in self._numbers:
            return
        number = len(self._papers)
        shingled = shingle(document)
        self._numbers[document.id] = number
        paper = describe(document, shingled.words, self._agencies, find_credits(document, self._agencies))
        day = document.published.toordinal() if document.published else _UNDATED
        self._papers.append(paper)
        sample = shingled.sample()
        self._note(number, day, len(sample))
        self._keep(number, shingled)
        self._postings.add(number, sample)

    def links(self, document: str) -> tuple[CopyLink, ...]:
        """Links between a document and those entered before it, the most alike first.

        What counts as stock text is judged by all that has been entered since. Raises `KeyError`
        for a document that was never entered.
        """
        number = self._numbers[document]
        shingled = self._get(number)
        sample = shingled.sample()
        places, holders = self._postings.holders(sample)
        stock = self._stock(len(sample), places, holders)
        others = self._candidates(number, places, holders, stock)
        found = [self._compare(number, other, sample[stock]) for other in others]
        linked = [one for one in found if one is not None]
        return tuple(
            sorted(linked, key=lambda one: (-max(one.share_first, one.share_second), one.first, one.second))
        )

    def _stock(self, samples: int, places: Numbers, holders: Numbers) -> Mask:
        """Which of a document's sampled shingles are stock text."""
        often = np.bincount(places, minlength=samples) > STOCK_DAYS
        use = often[places]
        pairs = np.unique(places[use] * _DAYS + self._facts[0, holders[use]])
        many: Mask = np.bincount(pairs // _DAYS, minlength=samples) > STOCK_DAYS
        return many

    def _candidates(self, number: int, places: Numbers, holders: Numbers, stock: Mask) -> list[int]:
        """Earlier documents that share enough, as many as are compared.

        Three shingles that are not stock are enough, and so are most of those that either has.
        """
        counts = np.bincount(places, minlength=len(stock))
        use = holders < number
        places, holders = places[use], holders[use]
        earlier, inverse, shared = np.unique(holders, return_inverse=True, return_counts=True)
        telling = np.bincount(inverse, weights=~stock[places], minlength=len(earlier))
        fewer = np.minimum(self._facts[1, earlier], len(stock))
        enough = (telling >= SHARED_SAMPLES) | (shared > MOSTLY * fewer)
        rarity = np.bincount(inverse, weights=1 / counts[places], minlength=len(earlier))[enough]
        earlier = earlier[enough]
        return [int(one) for one in earlier[np.lexsort((earlier, -rarity))][:CANDIDATES]]

    def _compare(self, number: int, other: int, stock: Hashes) -> CopyLink | None:
        first, second = sorted((other, number), key=lambda one: self._papers[one].rank)
        shared = overlap(self._get(first), self._get(second), stock)
        return link(self._papers[first], self._papers[second], shared)

    def _note(self, number: int, day: int, samples: int) -> None:
        room = self._facts.shape[1]
        if number >= room:
            self._facts = np.pad(self._facts, ((0, 0), (0, max(64, room))))
        self._facts[:, number] = day, samples

    def _keep(self, number: int, shingled: Shingled) -> None:
        """Hold on to a document's shingles, letting go of what was used longest ago."""
        self._shingled[number] = shingled
        if self._fetch is not None and len(self._shingled) > self._kept:
            del self._shingled[next(iter(self._shingled))]

    def _get(self, number: int) -> Shingled:
        shingled = self._shingled.pop(number, None)
        if shingled is None and self._fetch is not None:
            shingled = shingle(self._fetch(self._papers[number].id))
        if shingled is None:
            raise KeyError(self._papers[number].id)
        self._keep(number, shingled)
        return shingled


def find_copies(documents: Iterable[Document], agencies: Agencies | None = None) -> tuple[CopyLink, ...]:
    """Every link between these documents, by the ids of first and second.

    A pure function of the set: the order in which they are given changes nothing.
    """
    ordered = sorted({one.id: one for one in documents}.values(), key=_by_day)
    index = CopyIndex(agencies=agencies)
    for document in ordered:
        index.enter(document)
    links = [found for document in ordered for found in index.links(document.id)]
    return tuple(sorted(links, key=lambda one: (one.first, one.second)))


def _by_day(document: Document) -> tuple[bool, str, str]:
    return document.published is None, str(document.published), document.id
