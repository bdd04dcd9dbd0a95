"""A wording as terms: what it speaks of, what of that it negates, which names and figures it has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from counterclaim.relate import lexicon

LONGEST = 600
"""Characters of one wording that are read: web text is hostile, and no sentence needs more."""


@dataclass(frozen=True, slots=True)
class Words:
    """The terms of a wording. `negated` are those within the reach of a negation, `names` those that
    are capitalised within the sentence, `figures` the numbers in digits, `times` tell how often."""

    terms: frozenset[str]
    negated: frozenset[str]
    names: frozenset[str]
    figures: frozenset[str]


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:[’'][^\W\d_]+)?|[,;:.!?()\u2013\u2014]")


def words(text: str, names: Mapping[str, str] | None = None) -> Words:
    """The terms of `text`.

    `names` gives for the lower-case form of a name the one under which it is to be known
    ("parisian" is "france"), so that variants meet.
    """
    found = _Reader(names or {})
    for clause in _clauses(text[:LONGEST]):
        found.read(clause)
    return Words(
        frozenset(found.terms), frozenset(found.negated), frozenset(found.names), frozenset(found.figures)
    )


def _clauses(text: str) -> Iterator[list[str]]:
    clause: list[str] = []
    for token in _pattern().findall(text):
        if len(token) == 1 and not token.isalnum():
            yield clause
            clause = []
        else:
            clause.append(token)
    yield clause


class _Reader:
    """Collects terms clause by clause. A negation reaches to the end of its clause; two cancel out."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._known = names
        self._first = True
        self.terms: set[str] = set()
        self.negated: set[str] = set()
        self.names: set[str] = set()
        self.figures: set[str] = set()

    def read(self, clause: list[str]) -> None:
        around = lexicon.around()
        # Within a clause that calls itself false everything is negated, once
        whole = any(token.lower() in around for token in clause)
        negating = whole
        for token in clause:
            word = token.lower().replace("’", "'")
            if word in lexicon.before() or word.endswith("n't"):
                negating = whole or not negating
            elif word in lexicon.breaks():
                negating = whole
            elif word not in around:
                self._take(token, word.removesuffix("'s"), negating)
            self._first = False

    def _take(self, token: str, word: str, negating: bool) -> None:
        if word[0].isdigit():
            self.figures.add(word.replace(",", ""))
            return
        if word in lexicon.function_words() or len(word) < 2:
            return
        known = self._known.get(word)
        term = known if known is not None and token[0].isupper() else lexicon.term(word)
        self.terms.add(term)
        if negating:
            self.negated.add(term)
        if token[0].isupper() and not (self._first and known is None):
            self.names.add(term)
