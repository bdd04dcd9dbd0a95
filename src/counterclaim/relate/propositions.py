"""Statements and links to propositions: what is claimed, whoever claims it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from counterclaim.relate.graph import cluster
from counterclaim.relate.linking import Weighed
from counterclaim.types import Entailment, Polarity, Proposition, Statement

ABSENT = 0.02
"""What it costs to have two statements in one proposition that were never compared: a statement is
compared with a dozen others at most, so that a proposition may have hundreds."""

SHORTEST = 4
"""Words below which a wording says too little to stand for others."""

SHORT = 160
"""Characters beyond which a wording is too long to stand for others."""

IMPLIED = 0.5
"""Share of the links between two propositions that must run one way for one to imply the other."""

_POINTING = ("i ", "we ", "our ", "my ", "they ", "he ", "she ", "it ", "these ", "this ", "there ")


def propositions(statements: Sequence[Statement], weighed: Sequence[Weighed]) -> list[Proposition]:
    """The propositions of all statements that take a stand, in the order of their ids.

    A denial is put with what negates the same: "denied X" joins "not X". A doubt takes no stand, and
    belongs to no proposition.
    """
    decided = {item.id: item for item in statements if item.polarity is not Polarity.UNDECIDED}
    edges = [(w.a.id, w.b.id, w.weight) for w in weighed if w.a.id in decided and w.b.id in decided]
    groups = cluster(decided, edges, ABSENT)
    central = _centrality(edges)
    made = [_proposition([decided[item] for item in group], central) for group in groups]
    implied = _implied(made, weighed)
    return sorted(
        (
            Proposition(p.id, p.statement, p.denied, p.statements, tuple(sorted(implied.get(p.id, ()))))
            for p in made
        ),
        key=lambda p: p.id,
    )


def digest(prefix: str, parts: Iterable[str]) -> str:
    """A short id that depends on the parts alone."""
    return prefix + hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def representative(members: Sequence[Statement], central: Mapping[str, float]) -> Statement:
    """The wording that stands for others: short, in the third person, and close to most of them."""

    def rank(item: Statement) -> tuple[bool, bool, float, int, str]:
        says_little = item.text.casefold().startswith(_POINTING) or len(item.text.split()) < SHORTEST
        return says_little, len(item.text) > SHORT, -central.get(item.id, 0.0), len(item.text), item.id

    return min(members, key=rank)


def _centrality(edges: Iterable[tuple[str, str, float]]) -> Mapping[str, float]:
    total: dict[str, float] = {}
    for a, b, weight in sorted(edges):
        if weight > 0:
            total[a] = total.get(a, 0.0) + weight
            total[b] = total.get(b, 0.0) + weight
    return total


def _proposition(members: list[Statement], central: Mapping[str, float]) -> Proposition:
    denials = [item for item in members if item.polarity is Polarity.NEGATIVE]
    denied = 2 * len(denials) > len(members)
    stands = representative([m for m in members if (m.polarity is Polarity.NEGATIVE) == denied], central)
    ids = tuple(sorted(item.id for item in members))
    return Proposition(digest("p", ids[:1]), stands.text, denied, ids)


def _implied(made: Sequence[Proposition], weighed: Iterable[Weighed]) -> Mapping[str, set[str]]:
    """For each proposition, those that most links between the two say follow from it, not the reverse."""
    of = {item: p.id for p in made for item in p.statements}
    ways: dict[tuple[str, str], Counter[bool]] = {}
    for w in weighed:
        a, b = of.get(w.a.id), of.get(w.b.id)
        if a is None or b is None or a == b or w.seen.same < w.seen.contradict:
            continue
        forward = w.seen.entails in (Entailment.A_B, Entailment.BOTH)
        backward = w.seen.entails in (Entailment.B_A, Entailment.BOTH)
        ways.setdefault((a, b), Counter())[forward] += 1
        ways.setdefault((b, a), Counter())[backward] += 1
    found: dict[str, set[str]] = {}
    for (a, b), count in ways.items():
        if count[True] > IMPLIED * count.total() and ways[b, a][True] <= IMPLIED * ways[b, a].total():
            found.setdefault(a, set()).add(b)
    return found
