"""Which disputes come first.

A dispute weighs more the more independent origins stand on both sides, the later it was fed, and the
more outlets carry it:

    score = log2(1 + balance) * (1 + log2(outlets)) * (1 + recency) / 2 * certainty

`balance` is the harmonic mean of the origins of the two strongest positions: ten against one is
little more than one against one. `recency` halves every `HALF_LIFE` days between the last claim in
the dispute and the last in the ledger; without dates it is 0. `certainty` is the mean score of its
strongest links that hold the positions apart.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence

from counterclaim.types import Link, Position, Statement

HALF_LIFE = 14.0
STRONGEST = 5


def score(
    positions: Sequence[Position], members: Iterable[Statement], links: Sequence[Link], latest: dt.date | None
) -> float:
    """The rank of a dispute, 0 and up."""
    members = list(members)
    outlets = len({item.outlet or item.document for item in members})
    days = [item.day for item in members if item.day is not None]
    strongest = sorted((link.score for link in links), reverse=True)[:STRONGEST]
    certainty = sum(strongest) / len(strongest) if strongest else 0.0
    value = math.log2(1 + balance(positions)) * (1 + math.log2(max(1, outlets)))
    return round(value * (1 + recency(max(days, default=None), latest)) / 2 * certainty, 4)


def balance(positions: Sequence[Position]) -> float:
    """The harmonic mean of the origins of the two positions that have the most."""
    first, second = [*sorted((p.origins for p in positions), reverse=True), 0, 0][:2]
    return 2 * first * second / (first + second) if second else 0.0


def recency(last: dt.date | None, latest: dt.date | None) -> float:
    """1 for a dispute fed on the last day of the ledger, halved every `HALF_LIFE` days before."""
    if last is None or latest is None:
        return 0.0
    return float(0.5 ** (max(0, (latest - last).days) / HALF_LIFE))
