"""Which contradictions are disputes, and which only look like one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from counterclaim.relate.linking import Weighed
from counterclaim.types import (
    Act,
    Bound,
    Certainty,
    Found,
    Place,
    Polarity,
    Precision,
    Quantity,
    Statement,
    When,
)

NOBODY = frozenset({"unknown", "media", "civilian", "expert", "company", "other", ""})
"""Sides that say what a speaker is, not for whom it speaks: two of them may well disagree."""

SETTLED = 2
"""Days after a prediction from which what is stated as a fact may have come about since."""


class Not(StrEnum):
    """Why two statements that seem to contradict each other are no dispute."""

    WEAK = "they do not contradict each other"
    ONE_VOICE = "one side at two times, or one voice twice"
    UNNAMED = "somebody unnamed says so"
    PLANS = "two intentions, each of its own"
    PLACES = "different places"
    TIMES = "different times"
    SERIES = "figures of different times or of a different whole"
    OUTCOME = "a prediction, and what came of it"


@dataclass(frozen=True, slots=True)
class Limits:
    """When a contradiction counts.

    `least` is the least probability that both cannot be so; `window` the most days between the two,
    as long as neither says when it happened: what is denied a week later may have changed.
    """

    least: float = 0.5
    window: int = 4


def judge(pair: Weighed, limits: Limits) -> Not | None:
    """Why a compared pair is no dispute; None when it is one."""
    a, b = pair.a, pair.b
    if pair.seen.contradict < limits.least or Polarity.UNDECIDED in (a.polarity, b.polarity):
        return Not.WEAK
    if a.party is None or b.party is None:
        return Not.UNNAMED
    if one_voice(a, b):
        return Not.ONE_VOICE
    if a.act is Act.COMMIT and b.act is Act.COMMIT:
        return Not.PLANS
    return _of_another(a, b, limits)


def one_voice(a: Statement, b: Statement) -> bool:
    """Whether both speak for one side, or have one origin: then nobody disputes anything."""
    if a.origin == b.origin or (a.party or "").casefold() == (b.party or "").casefold():
        return True
    return a.side == b.side and (a.side or "") not in NOBODY


def _of_another(a: Statement, b: Statement, limits: Limits) -> Not | None:
    """Whether they speak of another place, time or figure."""
    if _outcome(a, b) or _outcome(b, a):
        return Not.OUTCOME
    if _elsewhere(a.places, b.places):
        return Not.PLACES
    if not _overlap(a.happened, b.happened) or _far(a, b, limits.window):
        return Not.TIMES
    return Not.SERIES if _series(a, b) else None


def _outcome(prediction: Statement, fact: Statement) -> bool:
    """Whether `fact` states what came of a prediction, rather than denying that it will come."""
    if prediction.act is not Act.PREDICT or fact.act is not Act.ASSERT:
        return False
    if fact.certainty is not Certainty.CERTAIN or prediction.day is None or fact.day is None:
        return False
    return (fact.day - prediction.day).days >= SETTLED


def _far(a: Statement, b: Statement, window: int) -> bool:
    return a.day is not None and b.day is not None and abs((a.day - b.day).days) > window


def _elsewhere(a: tuple[Place, ...], b: tuple[Place, ...]) -> bool:
    """Whether both name exact places in what they say, and none in common."""
    one, other = set(_exact(a)), set(_exact(b))
    return bool(one and other and not one & other)


def _exact(places: Iterable[Place]) -> Iterator[object]:
    for place in places:
        if place.precision in (Precision.POINT, Precision.CITY) and place.found is Found.CONTENT:
            yield place.geonames or place.name.casefold()


def _overlap(a: tuple[When, ...], b: tuple[When, ...]) -> bool:
    """Whether some time stated in the one content meets one in the other; unstated ones always do."""
    one = [when for when in a if when.found is Found.CONTENT and (when.start or when.end)]
    other = [when for when in b if when.found is Found.CONTENT and (when.start or when.end)]
    return not one or not other or any(_meet(x, y) for x in one for y in other)


def _meet(a: When, b: When) -> bool:
    starts_late = a.end is not None and b.start is not None and b.start >= a.end
    ends_early = b.end is not None and a.start is not None and a.start >= b.end
    return not starts_late and not ends_early


def _series(a: Statement, b: Statement) -> bool:
    """Whether they differ in figures of one thing that may both be right.

    Figures conflict only for one scope and unit, on one day, as totals that do not grow, in ranges
    that do not meet. A denial disputes a figure whatever the day.
    """
    if a.polarity is not b.polarity:
        return False
    pairs = [(x, y) for x in a.quantities for y in b.quantities if _one_thing(x, y)]
    if not any(_disjoint(x, y) for x, y in pairs):
        return False
    same_day = a.day is not None and a.day == b.day
    return not same_day or any(x.cumulative or y.cumulative or x.change != y.change for x, y in pairs)


def _one_thing(a: Quantity, b: Quantity) -> bool:
    return (a.item, a.unit, a.scope) == (b.item, b.unit, b.scope)


def _disjoint(a: Quantity, b: Quantity) -> bool:
    (low_a, high_a), (low_b, high_b) = _range(a), _range(b)
    return high_a < low_b or high_b < low_a


def _range(quantity: Quantity) -> tuple[float, float]:
    if quantity.bound in (Bound.AT_LEAST, Bound.MORE_THAN):
        return quantity.low, float("inf")
    if quantity.bound in (Bound.UP_TO, Bound.FEWER_THAN):
        return 0.0, quantity.high
    slack = 0.1 if quantity.bound is Bound.ABOUT else 0.0
    return quantity.low * (1 - slack), quantity.high * (1 + slack)
