"""Which statements are worth comparing: an inverted index with bounded work for each statement.

A statement is looked up under its rarest terms among the latest statements that have them, those that
negate apart from those that do not: denials are few, and would else drown among what they deny. What
is read per statement is bounded by `Blocking`, whatever the size of the ledger.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, deque
from dataclasses import dataclass

from counterclaim.relate.words import Words

BACKGROUND = 1000
"""Statements without any of its terms that a ledger is taken to begin with, so that in a small one
two claims about one town count as close, as they do in a large one."""


@dataclass(frozen=True, slots=True)
class Blocking:
    """The bounds of the search.

    `window` is the most days between two statements; `terms` how many of the rarest terms are looked
    up; `postings` how many of the latest statements are read for each, of those that negate and of
    those that do not. Of what is found, `same` are kept that speak for the same side, `across` that
    speak for another, and `against` that speak for another and negate where this one does not, or the
    reverse. `shared` is the least weight of terms in common, in nats: a term that 1 in 20 statements
    has weighs 3.
    """

    window: int = 4
    terms: int = 10
    postings: int = 96
    same: int = 4
    across: int = 4
    against: int = 6
    shared: float = 5.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement as the index needs it.

    `voice` is for whom it speaks, `negates` says whether any of it is denied.
    """

    words: Words
    day: dt.date | None
    voice: str
    negates: bool


class Index:
    """Statements by their terms, to be entered in the order of their days.

    Two with a date meet when they are at most `window` days apart; undated ones meet each other only:
    nothing says that they are of one time with the rest.
    """

    def __init__(self, options: Blocking | None = None) -> None:
        self.options = options or Blocking()
        self._entries: dict[int, Entry] = {}
        self._lengths: dict[int, float] = {}
        self._counts: Counter[str] = Counter()
        self._postings: dict[tuple[str, bool, bool], deque[int]] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def weight(self, term: str) -> float:
        """How much it says that two statements share a term: the rarer, the more."""
        return math.log((len(self._entries) + BACKGROUND) / (self._counts[term] + 1))

    def add(self, number: int, entry: Entry) -> tuple[int, ...]:
        """Enter a statement under a number; return those of earlier ones to compare it with."""
        found = self._best(entry, self._find(entry))
        self._entries[number] = entry
        self._counts.update(entry.words.terms)
        self._lengths[number] = math.sqrt(sum(map(self.weight, sorted(entry.words.terms))) + 1.0)
        for term in entry.words.terms:
            key = (term, entry.negates, entry.day is None)
            if key not in self._postings:
                self._postings[key] = deque(maxlen=self.options.postings)
            self._postings[key].append(number)
        return found

    def _find(self, entry: Entry) -> dict[int, float]:
        """The weight of what earlier statements share with this one."""
        rare = sorted(entry.words.terms, key=lambda term: (self._counts[term], term))[: self.options.terms]
        scores: dict[int, float] = {}
        for term in rare:
            weight = self.weight(term)
            for negating in (True, False):
                for number in reversed(self._postings.get((term, negating, entry.day is None), ())):
                    if not self._near(entry, self._entries[number]):
                        break  # older ones are farther still
                    scores[number] = scores.get(number, 0.0) + weight
        return scores

    def _best(self, entry: Entry, scores: dict[int, float]) -> tuple[int, ...]:
        """The best of each kind, by what is shared for its length: else long statements win always."""
        room = [self.options.same, self.options.across, self.options.against]
        enough = [number for number, score in scores.items() if score >= self.options.shared]
        kept: list[int] = []
        for number in sorted(enough, key=lambda number: (-scores[number] / self._lengths[number], number)):
            other = self._entries[number]
            kind = 0 if other.voice == entry.voice else 1 + (other.negates != entry.negates)
            if room[kind] > 0:
                room[kind] -= 1
                kept.append(number)
        return tuple(kept)

    def _near(self, a: Entry, b: Entry) -> bool:
        if a.day is None or b.day is None:
            return True
        return abs((a.day - b.day).days) <= self.options.window
