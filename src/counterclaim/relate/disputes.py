"""Propositions and clashes to disputes.

The strongest clash between two propositions opens a dispute and gives it two positions. What clashes
with one of the two takes the position of the other, what clashes with both takes one of its own, and
what leaves the matter open ("it is unclear whether") is shown as a position of its own too. A
proposition may be part of several disputes, a clash is part of one. The order is that of strength,
then of ids, so that the same claims always give the same disputes.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from counterclaim.relate.clashes import Limits, Not, judge, one_voice
from counterclaim.relate.linking import Weighed
from counterclaim.relate.propositions import digest, representative
from counterclaim.relate.ranking import score
from counterclaim.types import Dispute, Link, Polarity, Position, Proposition, Statement

UNDECIDED = 0.5
"""From which chance of being about the same thing a doubt is shown in a dispute."""

Explain = Callable[[Weighed], Link]


@dataclass(slots=True)
class _Clash:
    """All that sets two propositions apart, and what holds them together."""

    pairs: list[Weighed] = field(default_factory=list)
    against: float = 0.0

    @property
    def strength(self) -> float:
        """The chance that at least one link holds, less what says that they agree."""
        missing = 1.0
        for pair in self.pairs:
            missing *= 1.0 - pair.seen.contradict
        return 1.0 - missing - self.against


@dataclass(frozen=True, slots=True)
class Material:
    """What disputes are made of, each by id."""

    statements: Mapping[str, Statement]
    propositions: Mapping[str, Proposition]
    weighed: Sequence[Weighed]
    explain: Explain
    limits: Limits


def disputes(given: Material) -> list[Dispute]:
    """The disputes in the order of their rank."""
    of = {item: p.id for p in given.propositions.values() for item in p.statements}
    clashes, outcomes = _clashes(given, of)
    latest = max((s.day for s in given.statements.values() if s.day is not None), default=None)
    doubts = _doubts(given, of)
    found = [
        dispute
        for stands, pairs in _grouped(clashes)
        if (dispute := _dispute(given, _Group(stands, pairs, doubts, outcomes, latest))) is not None
    ]
    return sorted(found, key=lambda dispute: (-dispute.score, dispute.id))


@dataclass(frozen=True, slots=True)
class _Group:
    """A dispute in the making: which propositions each position holds, and the pairs between them."""

    stands: list[list[str]]
    pairs: list[Weighed]
    doubts: Mapping[str, list[Weighed]]
    outcomes: Mapping[str, list[Weighed]]
    latest: dt.date | None


Edge = tuple[str, str]


def _clashes(given: Material, of: Mapping[str, str]) -> tuple[dict[Edge, _Clash], dict[str, list[Weighed]]]:
    """The clashes between propositions, and for each proposition the outcomes of its predictions."""
    found: dict[Edge, _Clash] = {}
    outcomes: dict[str, list[Weighed]] = {}
    agreeing: Counter[Edge] = Counter()
    for pair in given.weighed:
        a, b = of.get(pair.a.id), of.get(pair.b.id)
        if a is None or b is None or a == b:
            continue
        edge = (min(a, b), max(a, b))
        verdict = judge(pair, given.limits)
        if verdict is None:
            found.setdefault(edge, _Clash()).pairs.append(pair)
        elif verdict is Not.OUTCOME:
            for end in edge:
                outcomes.setdefault(end, []).append(pair)
        elif pair.seen.same > 0.5:
            agreeing[edge] += 1
    for edge, clash in found.items():
        clash.against = agreeing[edge] / (agreeing[edge] + len(clash.pairs))
    return {edge: clash for edge, clash in found.items() if clash.strength >= given.limits.least}, outcomes


def _grouped(clashes: Mapping[Edge, _Clash]) -> Iterable[tuple[list[list[str]], list[Weighed]]]:
    """Positions, as lists of propositions, with the pairs that hold them apart."""
    near: dict[str, set[str]] = {}
    for a, b in clashes:
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    used: set[Edge] = set()
    for a, b in sorted(clashes, key=lambda edge: (-clashes[edge].strength, -len(clashes[edge].pairs), edge)):
        if (a, b) in used:
            continue
        stands = [[a], [b]]
        for other in sorted((near[a] | near[b]) - {a, b}):
            fresh = [mine for mine in (a, b) if other in near[mine] and _edge(mine, other) not in used]
            if len(fresh) == 2:
                stands.append([other])
            elif fresh:
                stands[1 if fresh == [a] else 0].append(other)
        where = {p: i for i, stand in enumerate(stands) for p in stand}
        inside = [
            edge for edge in {_edge(p, q) for p in where for q in near[p] if q in where}
            if edge not in used and where[edge[0]] != where[edge[1]]
        ]  # fmt: skip
        used.update(inside)
        yield stands, [pair for edge in sorted(inside) for pair in clashes[edge].pairs]


def _edge(a: str, b: str) -> Edge:
    return (min(a, b), max(a, b))


def _doubts(given: Material, of: Mapping[str, str]) -> dict[str, list[Weighed]]:
    """For each proposition, the doubts about it."""
    found: dict[str, list[Weighed]] = {}
    for pair in given.weighed:
        for doubt, other in ((pair.a, pair.b), (pair.b, pair.a)):
            if doubt.polarity is not Polarity.UNDECIDED or doubt.party is None or other.id not in of:
                continue
            if max(pair.seen.same, pair.seen.contradict) >= UNDECIDED and not one_voice(doubt, other):
                found.setdefault(of[other.id], []).append(pair)
    return found


def _dispute(given: Material, group: _Group) -> Dispute | None:
    opposed = {item.id for pair in group.pairs for item in (pair.a, pair.b)}
    central = Counter(dict.fromkeys(opposed, 1.0))
    stands = [
        [given.statements[item] for p in stand for item in given.propositions[p].statements]
        for stand in group.stands
    ]
    doubting = _doubting(group)
    positions = [
        _position(given, members, stand, central)
        for members, stand in zip([*stands, doubting], [*group.stands, []], strict=True)
        if any(item.party is not None for item in members)
    ]
    if len(positions) < 2:
        return None
    members = [item for stand in [*stands, doubting] for item in stand]
    links = tuple(given.explain(pair) for pair in sorted(group.pairs, key=lambda pair: -pair.seen.contradict))
    days = [item.day for item in members if item.day is not None]
    outcomes = {id(w): w for stand in group.stands for p in stand for w in group.outcomes.get(p, ())}
    first = min(item.id for item in stands[0]), min(item.id for item in stands[1])
    return Dispute(
        id=digest("d", sorted(first)),
        question=_question(positions),
        score=score(positions, members, links, group.latest),
        first=min(days, default=None),
        last=max(days, default=None),
        positions=tuple(positions),
        links=links,
        outcomes=tuple(given.explain(pair) for pair in outcomes.values()),
    )


def _doubting(group: _Group) -> list[Statement]:
    found: dict[str, Statement] = {}
    for stand in group.stands:
        for p in stand:
            for pair in group.doubts.get(p, ()):
                doubt = pair.a if pair.a.polarity is Polarity.UNDECIDED else pair.b
                found[doubt.id] = doubt
    return [found[key] for key in sorted(found)]


def _position(
    given: Material, members: Sequence[Statement], stand: Sequence[str], central: Mapping[str, float]
) -> Position:
    named = [item for item in members if item.party is not None]
    sides = Counter(item.side for item in named if item.side)
    parties = Counter(item.party for item in named if item.party)
    stands = representative(named, central)
    return Position(
        statement=_worded(stands),
        sides=_most(sides),
        parties=_most(parties),
        origins=len({item.origin for item in named if item.origin}),
        propositions=tuple(stand),
        statements=tuple(sorted((item.id for item in named), key=lambda i: (_day(given, i), i))),
    )


def _day(given: Material, statement: str) -> dt.date:
    return given.statements[statement].day or dt.date.max


def _most(counts: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def _worded(statement: Statement) -> str:
    if statement.polarity is Polarity.NEGATIVE:
        return f"Denied: {statement.text}"
    return f"Open: {statement.text}" if statement.polarity is Polarity.UNDECIDED else statement.text


def _question(positions: Sequence[Position]) -> str:
    """What the positions answer: the first of them that puts something forward, as a question."""
    plain = [p.statement for p in positions if not p.statement.startswith(("Denied: ", "Open: "))]
    asked = (plain or [positions[0].statement.partition(": ")[2]])[0]
    return f"“{asked.rstrip('.!?,; ')}”: is it so?"
