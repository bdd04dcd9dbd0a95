"""The scorer that needs no model: what two wordings share, and what of it one of them negates.

It stands in where there is no pair model. It sees words, not meaning: it finds "plans to invade"
against "has no plans to invade" and "levels rose" against "levels are normal", and misses whatever
takes knowledge of the world. It prefers to miss: most pairs come out as related.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from counterclaim.relate import lexicon
from counterclaim.relate.words import Words, words
from counterclaim.types import Comparison, Entailment, Wording

NAME = "lexical 1"

COVERED = 0.8
"""Share of a wording's weight found in another from which the other is taken to say all of it."""

ABOUT = (10.0, 0.5)
"""Slope and middle of the chance, by shared weight, that two wordings are about one thing."""

OPPOSED = (9.0, 0.6)
"""Slope and middle of the chance, by the share of what one negates that the other puts forward,
that they cannot both be so. Both read off pairs of one stream of reports, half of it left aside."""


CONTRARY, MOST = 4.0, 0.8
"""What one contrary word for each four shared ones counts, and the most that it can."""

RARE, RARE_FROM, RARE_TO = 0.12, 8.0, 16.0
"""What it adds that the shared words are rare ones, and between which weights: within days of each other
two reports of a kindergarten that was shelled are of one shelling, however else they are worded."""

SHORTER = 0.4
"""How much being found whole in a longer wording counts for its denial."""

LESSER = 0.4
"""What is left of "same" when one says more than the other: they are not one proposition."""

REMEMBERED = 50_000
"""Wordings whose terms are kept, since each is compared with a dozen others."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two wordings have in common, by weight.

    `about` is the share in common, `left` and `right` the share of each found in the other. `opposed`
    is the share of what one negates that the other puts forward; `opposites` the weight of words of
    contrary meaning in relation to what is shared. `figures` says that both give numbers, and none in
    common; `elsewhere` that both name names, and none in common; `rare` from 0 to 1 how rare the shared
    words are; `more` which of the two says what takes the other ("captured" takes "entered").
    """

    about: float
    left: float
    right: float
    opposed: float
    opposites: float
    figures: bool
    elsewhere: bool
    rare: float = 0.0
    more: Entailment | None = None


class LexicalComparer:
    """A `Comparer` over words alone.

    `weight` says how much a shared term counts (the rarer, the more), `names` is as in `words`.
    """

    def __init__(
        self, weight: Callable[[str], float] | None = None, names: Mapping[str, str] | None = None
    ) -> None:
        self._weight = weight or _even
        self._names = names or {}
        self._known: dict[str, Words] = {}

    @property
    def name(self) -> str:
        """Name and version."""
        return NAME

    def compare(self, pairs: Sequence[tuple[Wording, Wording]]) -> Sequence[Comparison]:
        """One comparison for each pair."""
        return [self._one(self._read(a), self._read(b), a.denied != b.denied) for a, b in pairs]

    def _read(self, wording: Wording) -> Words:
        found = self._known.get(wording.text)
        if found is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            found = self._known[wording.text] = words(wording.text, self._names)
        return found

    def _one(self, a: Words, b: Words, flipped: bool) -> Comparison:
        return _scores(self.overlap(a, b, flipped), flipped)

    def overlap(self, a: Words, b: Words, flipped: bool = False) -> Overlap:
        """What two wordings share; `flipped` when exactly one of them is denied as a whole."""
        shared = a.terms & b.terms
        whole_a, whole_b, both = self._sum(a.terms), self._sum(b.terms), self._sum(shared)
        left, right = _share(both, whole_a), _share(both, whole_b)
        contrary = self._contrary(a, b, shared, flipped)
        return Overlap(
            about=math.sqrt(left * right),
            left=left,
            right=right,
            opposed=_opposed(self._sum, a, b, flipped),
            opposites=_share(contrary, both),
            figures=bool(a.figures and b.figures and not a.figures & b.figures),
            elsewhere=bool(a.names and b.names and not a.names & b.names),
            rare=min(1.0, max(0.0, (both - RARE_FROM) / (RARE_TO - RARE_FROM))),
            more=_more(a, b),
        )

    def _contrary(self, a: Words, b: Words, shared: frozenset[str], flipped: bool) -> float:
        """The weight of contrary words that both sides put forward, or both negate."""
        table = lexicon.opposites()
        total = 0.0
        for term in sorted(a.terms - shared):
            against = table.get(term, frozenset()) & (b.terms - shared)
            if any(((term in a.negated) != (other in b.negated)) == flipped for other in against):
                total += self._weight(term)
        return total

    def _sum(self, terms: Iterable[str]) -> float:
        return sum(map(self._weight, sorted(terms)))


def _opposed(weigh: Callable[[Iterable[str]], float], a: Words, b: Words, flipped: bool) -> float:
    """How much of what one wording negates the other puts forward.

    Where one is denied as a whole, that is what both put forward alike, of all they share.
    """
    shared = a.terms & b.terms
    unequal = (a.negated ^ b.negated) & shared
    if flipped:
        return _share(weigh(shared - unequal), weigh(shared))
    if not unequal:
        return 0.0
    sides = [side for side in (a, b) if side.negated & unequal]
    return max(_share(weigh(side.negated & unequal), weigh(side.negated)) for side in sides)


def _more(a: Words, b: Words) -> Entailment | None:
    if _takes(a, b):
        return Entailment.A_B
    return Entailment.B_A if _takes(b, a) else None


def _takes(more: Words, less: Words) -> bool:
    table = lexicon.lesser()
    only = (more.terms - less.terms) & table.keys()
    return any(table[term] & (less.terms - more.terms) for term in only)


def _scores(seen: Overlap, flipped: bool) -> Comparison:
    about = _logistic(seen.about, *ABOUT)
    if seen.elsewhere:
        about *= 0.5
    against = max(
        _logistic(seen.opposed, *OPPOSED) if seen.opposed else 0.0, min(MOST, CONTRARY * seen.opposites)
    )
    # A short denial need not repeat all that it denies
    part = SHORTER * max(seen.left, seen.right) + (1.0 - SHORTER) * seen.about + RARE * seen.rare
    contradict = (0.5 if seen.elsewhere else 1.0) * _logistic(part, *ABOUT) * against
    same = about * (1.0 - against) * (0.3 if seen.figures else 1.0) * (1.0 - contradict)
    if seen.more is not None:
        same, contradict = same * LESSER, contradict * (LESSER if flipped else 1.0)
    rest = 1.0 - same - contradict
    unrelated = rest * (1.0 - min(1.0, 2 * seen.about))
    features = tuple(
        (name, round(float(getattr(seen, name)), 3)) for name in ("about", "opposed", "opposites", "figures")
    )
    entails = _entailment(seen) if same > contradict and not flipped else None
    return Comparison(same, contradict, rest - unrelated, unrelated, entails, features)


def _entailment(seen: Overlap) -> Entailment | None:
    if seen.more is not None:
        return seen.more
    left, right = seen.left >= COVERED, seen.right >= COVERED
    if left and right:
        return Entailment.BOTH
    if right:
        return Entailment.A_B
    return Entailment.B_A if left else None


def _share(part: float, whole: float) -> float:
    return part / whole if whole > 0 else 0.0


def _logistic(x: float, slope: float, middle: float) -> float:
    return 1.0 / (1.0 + math.exp(-slope * (x - middle)))


def _even(_: str) -> float:
    return 1.0
