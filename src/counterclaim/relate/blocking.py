"""Which statements are worth comparing: an inverted index with bounded work for each statement.

A statement is looked up under its rarest terms among the latest statements that have them, those that
negate apart from those that do not: denials are few, and would else drown among what they deny. What
is read per statement is bounded by `Blocking`, whatever the size of the ledger.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass

from counterclaim.relate.words import Words

BACKGROUND = 1000
"""Statements without any of its terms that a ledger is taken to begin with, so that in a small one
two claims about one town count as close, as they do in a large one."""


@dataclass(frozen=True, slots=True)
class Blocking:
    """The bounds of the search.

    `window` is the most days between two statements; `terms` how many of the rarest terms are looked
    up; `postings` how many of the latest statements are read for each; `same` and `opposed` how many
    candidates are kept that negate as the statement does, and that do not; `shared` the least weight
    of terms in common, in nats: terms that 1 in 20 statements has weigh 3 each.
    """

    window: int = 4
    terms: int = 8
    postings: int = 96
    same: int = 6
    opposed: int = 8
    shared: float = 6.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement as the index needs it. `negates` says whether any of it is denied."""

    words: Words
    day: dt.date | None
    negates: bool


class Index:
    """Statements by their terms, to be entered in the order of their days.

    Two with a date meet when they are at most `window` days apart; undated ones meet each other only:
    nothing says that they are of one time with the rest.
    """

    def __init__(self, options: Blocking | None = None) -> None:
        self.options = options or Blocking()
        self._entries: dict[int, Entry] = {}
        self._counts: Counter[str] = Counter()
        self._postings: dict[tuple[str, bool, bool], deque[int]] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def weight(self, term: str) -> float:
        """How much it says that two statements share a term: the rarer, the more."""
        return math.log((len(self._entries) + BACKGROUND) / (self._counts[term] + 1))

    def add(self, number: int, entry: Entry) -> tuple[int, ...]:
        """Enter a statement under a number; return those of earlier ones to compare it with, best first."""
        rare = sorted(entry.words.terms, key=lambda term: (self._counts[term], term))[: self.options.terms]
        found = (*self._find(entry, rare, entry.negates), *self._find(entry, rare, not entry.negates))
        self._entries[number] = entry
        self._counts.update(entry.words.terms)
        for term in entry.words.terms:
            key = (term, entry.negates, entry.day is None)
            if key not in self._postings:
                self._postings[key] = deque(maxlen=self.options.postings)
            self._postings[key].append(number)
        return found

    def _find(self, entry: Entry, rare: Iterable[str], negating: bool) -> list[int]:
        scores: dict[int, float] = {}
        for term in rare:
            weight = self.weight(term)
            for number in reversed(self._postings.get((term, negating, entry.day is None), ())):
                if not self._near(entry, self._entries[number]):
                    break  # older ones are farther still
                scores[number] = scores.get(number, 0.0) + weight
        enough = [number for number, score in scores.items() if score >= self.options.shared]
        most = self.options.same if negating == entry.negates else self.options.opposed
        return sorted(enough, key=lambda number: (-scores[number], number))[:most]

    def _near(self, a: Entry, b: Entry) -> bool:
        if a.day is None or b.day is None:
            return True
        return abs((a.day - b.day).days) <= self.options.window
