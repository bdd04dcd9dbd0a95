"""A link in one line that a reader accepts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from counterclaim.relate.linking import Weighed
from counterclaim.relate.words import words
from counterclaim.types import Agreement, Entailment, Polarity, Statement

MOST_WORDS = 5
"""Shared words that are named."""

_VERDICT = {
    Agreement.SAME: "say the same",
    Agreement.CONTRADICT: "cannot both be so",
    Agreement.RELATED: "speak of one question",
    Agreement.UNRELATED: "speak of different things",
}


def explain(pair: Weighed, names: Mapping[str, str]) -> str:
    """Why the two are linked as they are: what they share, who negates it, when each was said."""
    label = pair.seen.label
    score = float(getattr(pair.seen, label.value))
    parts = [f"{_who(pair.a)} and {_who(pair.b)} {_VERDICT[label]} ({score:.0%})"]
    shared = _shared(pair, names)
    if shared:
        parts.append("both speak of " + ", ".join(f"“{word}”" for word in shared))
    parts.extend(_negation(pair, names))
    if pair.answers:
        parts.append(f"the report itself sets one against the other ({pair.answers:.0%})")
    if label is Agreement.SAME and pair.seen.entails in (Entailment.A_B, Entailment.B_A):
        fuller = pair.a if pair.seen.entails is Entailment.A_B else pair.b
        parts.append(f"{_who(fuller)} says more")
    parts.extend(_times(pair))
    return "; ".join(parts)


def _who(statement: Statement) -> str:
    return statement.party or "somebody unnamed"


def _shared(pair: Weighed, names: Mapping[str, str]) -> list[str]:
    """Words of the first wording whose terms the second has too, in their order."""
    common = words(pair.a.text, names).terms & words(pair.b.text, names).terms
    found: dict[str, str] = {}
    for word in re.findall(r"[^\W\d_]+(?:[’'][^\W\d_]+)?", pair.a.text):
        for term in words(word, names).terms & common:
            found.setdefault(term, word)
    return list(found.values())[:MOST_WORDS]


def _negation(pair: Weighed, names: Mapping[str, str]) -> list[str]:
    denied = [item for item in (pair.a, pair.b) if item.polarity is Polarity.NEGATIVE]
    if len(denied) == 1:
        return [f"{_who(denied[0])} denies it"]
    a, b = words(pair.a.text, names), words(pair.b.text, names)
    unequal = (a.negated ^ b.negated) & a.terms & b.terms
    if denied or not unequal:
        return []
    return [f"{_who(pair.a if a.negated & unequal else pair.b)} says it is not so"]


def _times(pair: Weighed) -> list[str]:
    if pair.a.day is None or pair.b.day is None:
        return []
    days = abs((pair.a.day - pair.b.day).days)
    return ["said on one day"] if days == 0 else [f"said {days} day{'s' if days > 1 else ''} apart"]
