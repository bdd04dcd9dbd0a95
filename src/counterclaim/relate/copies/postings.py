"""Which documents hold which shingles: sorted arrays that are merged as they grow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterclaim.relate.copies.shingles import Hashes, Numbers

HOLDERS = 64
"""Of the documents that hold a shingle, the first this many (in each run) are known. More than
that hold only stock text and stories that ran everywhere, which the first ones find as well."""


@dataclass(frozen=True, slots=True)
class _Run:
    keys: Hashes
    documents: NDArray[np.uint32]


class Postings:
    """From a shingle to the numbers of the documents that hold it, in the order they came.

    Twelve bytes an entry. Runs grow in size as the digits of a binary counter do, so that adding
    costs the logarithm of what is there, on average.
    """

    def __init__(self) -> None:
        self._runs: list[_Run] = []

    def add(self, document: int, keys: Hashes) -> None:
        """Enter a document with its distinct shingles, ascending."""
        run = _Run(keys, np.full(len(keys), document, np.uint32))
        while self._runs and len(self._runs[-1].keys) <= 2 * len(run.keys):
            run = _merged(self._runs.pop(), run)
        self._runs.append(run)

    def holders(self, keys: Hashes) -> tuple[Numbers, Numbers]:
        """Every pair of one of `keys` (by its place among them) and a document that holds it."""
        places: list[Numbers] = [np.empty(0, np.int64)]
        found: list[Numbers] = [np.empty(0, np.int64)]
        for run in self._runs:
            low = np.searchsorted(run.keys, keys, "left")
            counts = np.searchsorted(run.keys, keys, "right") - low
            places.append(np.repeat(np.arange(len(keys)), counts))
            found.append(run.documents[_ranges(low, counts)].astype(np.int64))
        return np.concatenate(places), np.concatenate(found)


def _merged(older: _Run, newer: _Run) -> _Run:
    keys = np.concatenate([older.keys, newer.keys])
    order = np.argsort(keys, kind="stable")  # stable: of one key, the older document stays before
    keys = keys[order]
    documents = np.concatenate([older.documents, newer.documents])[order]
    kept = np.ones(len(keys), bool)
    kept[HOLDERS:] = keys[HOLDERS:] != keys[:-HOLDERS]
    return _Run(keys[kept], documents[kept])


def _ranges(low: Numbers, counts: Numbers) -> Numbers:
    """The numbers from each `low`, as many as its count, one after the other."""
    ends = np.cumsum(counts)
    numbers: Numbers = np.arange(ends[-1] if len(ends) else 0) + np.repeat(low - (ends - counts), counts)
    return numbers
