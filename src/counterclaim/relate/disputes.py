"""Propositions and clashes to disputes.

The strongest clash between two propositions opens a dispute and gives it two positions. What clashes
with one of the two takes the position of the other, what clashes with both takes one of its own. From
there it grows, as reports go on about the matter: a proposition that clashes with one position and
agrees with another joins that. What leaves the matter open ("it is unclear whether") is shown as a
position of its own too. A proposition may be part of several disputes, a clash is part of one. The
order is that of strength, then of ids, so that the same claims always give the same disputes.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from counterclaim.relate.clashes import Limits, Not, judge, one_voice
from counterclaim.relate.linking import Weighed, is_open
from counterclaim.relate.merging import merged
from counterclaim.relate.propositions import digest, representative
from counterclaim.relate.ranking import score
from counterclaim.relate.words import words
from counterclaim.types import Dispute, Link, Polarity, Position, Proposition, Statement

UNDECIDED = 0.5
"""From which chance of being about the same thing a doubt is shown in a dispute."""

STEPS = 50
"""How often a dispute may grow: a bound on the work, never met in practice."""

FRIENDLY = 1.0
"""Attraction between two propositions from which they may take one position: two clear links, or more
weak ones. With less, disputes on like-worded matters ran into each other on real reports."""

DENIED, LEFT_OPEN = "Denied: ", "Open: "
"""What stands before a position that says that something is not so, or that it is not known."""

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
    clashes, agreeing, outcomes = _clashes(given, of)
    latest = max((s.day for s in given.statements.values() if s.day is not None), default=None)
    doubts = _doubts(given, of)
    found = [
        dispute
        for stands, pairs in merged(_grouped(clashes, agreeing, given), agreeing, FRIENDLY)
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


_Outcomes = dict[str, list[Weighed]]


def _clashes(
    given: Material, of: Mapping[str, str]
) -> tuple[dict[Edge, _Clash], dict[Edge, float], _Outcomes]:
    """Which propositions clash, which agree, and for each the outcomes of its predictions."""
    found: dict[Edge, _Clash] = {}
    outcomes: _Outcomes = {}
    agreeing: dict[Edge, float] = {}
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
        elif pair.weight > 0:
            agreeing[edge] = agreeing.get(edge, 0.0) + pair.weight
    for edge, clash in found.items():
        agreed = agreeing.get(edge, 0.0)
        clash.against = agreed / (agreed + len(clash.pairs))
    clashes = {edge: clash for edge, clash in found.items() if clash.strength >= given.limits.least}
    friends = {edge: weight for edge, weight in agreeing.items() if edge not in clashes}
    return clashes, friends, outcomes


@dataclass(frozen=True, slots=True)
class _Web:
    """Which propositions clash, which agree, and which say that something is not so."""

    near: Mapping[str, set[str]]
    friends: Mapping[str, set[str]]
    negating: frozenset[str]
    contesting: frozenset[str]


def _negating(given: Material) -> frozenset[str]:
    """The propositions most of whose statements say that something is not so."""
    found = set()
    for p in given.propositions.values():
        members = [given.statements[item] for item in p.statements]
        negating = [m for m in members if (m.polarity is Polarity.NEGATIVE) != bool(words(m.text).negated)]
        if 2 * len(negating) > len(members):
            found.add(p.id)
    return frozenset(found)


def _contesting(given: Material) -> frozenset[str]:
    """The propositions that call a matter open or contested."""
    found = given.propositions.values()
    return frozenset(p.id for p in found if all(is_open(given.statements[item]) for item in p.statements))


def _grouped(
    clashes: Mapping[Edge, _Clash], agreeing: Mapping[Edge, float], given: Material
) -> Iterator[tuple[list[list[str]], list[Weighed]]]:
    """Positions, as lists of propositions, with the pairs that hold them apart."""
    friendly = (edge for edge, weight in agreeing.items() if weight >= FRIENDLY)
    web = _Web(_neighbours(clashes), _neighbours(friendly), _negating(given), _contesting(given))
    near = web.near
    used: set[Edge] = set()
    for a, b in sorted(clashes, key=lambda edge: (-clashes[edge].strength, -len(clashes[edge].pairs), edge)):
        if (a, b) in used:
            continue
        stands = _opened(a, b, web, used)
        _grow(stands, web, used)
        where = {p: i for i, stand in enumerate(stands) for p in stand}
        inside = {_edge(p, q) for p in where for q in near[p] if q in where and where[p] != where[q]} - used
        used.update(inside)
        yield stands, [pair for edge in sorted(inside) for pair in clashes[edge].pairs]


def _neighbours(edges: Iterable[Edge]) -> dict[str, set[str]]:
    near: dict[str, set[str]] = {}
    for a, b in edges:
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    return near


def _opened(a: str, b: str, web: _Web, used: set[Edge]) -> list[list[str]]:
    """The positions around the clash that opens a dispute.

    What clashes with one of the two need not say what the other says: it takes the other's position
    when the two agree, or when both negate or neither does. It has one of its own if it clashes with
    both, or calls the matter contested; else it is left to open another dispute.
    """
    stands = [[a], [b]]
    for other in sorted((web.near[a] | web.near[b]) - {a, b}):
        fresh = [mine for mine in (a, b) if other in web.near[mine] and _edge(mine, other) not in used]
        if not fresh:
            continue
        beside = b if fresh == [a] else a
        alike = (other in web.negating) == (beside in web.negating)
        if len(fresh) == 1 and (alike or beside in web.friends.get(other, ())):
            stands[1 if beside == b else 0].append(other)
        elif len(fresh) == 2 or other in web.contesting:
            stands.append([other])
    return stands


def _grow(stands: list[list[str]], web: _Web, used: set[Edge]) -> None:
    """Let in what clashes with one of the two first positions and agrees with the other."""
    inside = {p for stand in stands for p in stand}
    fresh = list(inside)
    for _ in range(STEPS):
        around = {q for p in fresh for q in web.near[p] if _edge(p, q) not in used} - inside
        fresh = []
        for other in sorted(around):
            against = [bool(web.near[other] & set(stand)) for stand in stands[:2]]
            agrees = [bool(web.friends.get(other, set()) & set(stand)) for stand in stands[:2]]
            if against[0] != against[1] and agrees[0] != agrees[1] and against[0] == agrees[1]:
                stands[1 if against[0] else 0].append(other)
                fresh.append(other)
        inside.update(fresh)
        if not fresh:
            return


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
    central = Counter(item.id for pair in group.pairs for item in (pair.a, pair.b))
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
    positions.sort(key=_order)
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


def _order(position: Position) -> tuple[int, int, str]:
    """What is put forward before what is denied, before what is left open; more origins first."""
    if position.statement.startswith(LEFT_OPEN):
        return 2, -position.origins, position.statement
    denied = position.statement.startswith(DENIED) or bool(words(position.statement).negated)
    return int(denied), -position.origins, position.statement


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
        return f"{DENIED}{statement.text}"
    return f"{LEFT_OPEN}{statement.text}" if statement.polarity is Polarity.UNDECIDED else statement.text


def _question(positions: Sequence[Position]) -> str:
    """What the positions answer: the first of them that puts something forward, as a question."""
    plain = [p.statement for p in positions if not p.statement.startswith((DENIED, LEFT_OPEN))]
    asked = (plain or [positions[0].statement.partition(": ")[2]])[0]
    return f"“{asked.rstrip('.!?,; ')}”: is it so?"
