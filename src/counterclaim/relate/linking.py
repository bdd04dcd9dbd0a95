"""Statements to links: candidates from the index, weighed by a scorer, with what the reports say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from counterclaim.relate import lexicon
from counterclaim.relate.blocking import Entry, Index
from counterclaim.relate.words import words
from counterclaim.types import (
    Claim,
    Comparer,
    Comparison,
    Document,
    Entailment,
    Link,
    Polarity,
    Relation,
    Statement,
    Wording,
)

BATCH = 512
"""Pairs handed to the scorer at once: enough to sort by length, small enough to hold."""

APART = 0.7
"""How much it pushes two statements apart that they are merely related or not even that: they join
when "same" is the likelier by a little less than even odds."""

ONE_WAY = 0.6
"""What is left of the attraction when only one of two implies the other."""

AROUND = 8
"""Statements before and after one that leaves a matter open among which that matter is looked for."""

CONTEXT = 0.55
"""The chance that they speak of one thing: a little more than even, as it is not in the words."""

KEPT = 0.25
"""Links that are less than that for "same" and for "contradict" are forgotten."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A pair that was compared. `answers` is the score of an answer in the report between the two."""

    a: Statement
    b: Statement
    seen: Comparison
    answers: float

    @property
    def weight(self) -> float:
        """The pull in the graph, from -1 (apart) to 1 (together)."""
        seen = self.seen
        together = seen.same * (ONE_WAY if seen.entails in (Entailment.A_B, Entailment.B_A) else 1.0)
        return together - seen.contradict - APART * (seen.related + seen.unrelated)


Answers = Mapping[tuple[str, str], float]
"""The score with which one claim refutes another of the same report."""


def answers(found: Iterable[tuple[Document, Sequence[Claim]]]) -> dict[tuple[str, str], float]:
    """Which claims refute which, by claim ids."""
    scores: dict[tuple[str, str], float] = {}
    for _, claims in found:
        known = {claim.attribution.id: claim.id for claim in claims}
        for claim in claims:
            answer = claim.attribution.answers
            if answer is not None and answer.rel is Relation.REFUTES and answer.to in known:
                scores[claim.id, known[answer.to]] = answer.score
    return scores


def candidates(
    statements: Sequence[Statement], index: Index, answering: Answers, names: Mapping[str, str]
) -> Iterator[tuple[int, int]]:
    """Pairs to compare, as numbers into `statements`, which are in the order of their days.

    A wording that was put forward in the same words before is compared with that alone: whatever else
    holds of it follows from there.
    """
    latest: dict[tuple[str, bool], int] = {}
    of_claim: dict[str, list[int]] = {}
    for number, statement in enumerate(statements):
        of_claim.setdefault(statement.claim, []).append(number)
        key = (statement.text.casefold(), statement.polarity is Polarity.NEGATIVE)
        before = latest.get(key)
        latest[key] = number
        if before is not None and _near(statement, statements[before], index.options.window):
            yield before, number
            continue
        found = words(statement.text, names)
        negates = (statement.polarity is Polarity.NEGATIVE) != bool(found.negated)
        voice = statement.side or statement.origin
        for other in index.add(number, Entry(found, statement.day, voice, negates)):
            yield other, number
    yield from _around_open(statements)
    for reply, answered in answering:
        yield from ((a, b) for a in of_claim.get(reply, ()) for b in of_claim.get(answered, ()))


def _around_open(statements: Sequence[Statement]) -> Iterator[tuple[int, int]]:
    """What a report says to be open, with what it says just before and after."""
    reports: dict[str, list[int]] = {}
    for number, statement in enumerate(statements):
        reports.setdefault(statement.document, []).append(number)
    for numbers in reports.values():
        numbers.sort(key=lambda number: statements[number].spans[0].start)
        for place, number in enumerate(numbers):
            if is_open(statements[number]):
                around = numbers[max(0, place - AROUND) : place + AROUND + 1]
                yield from ((number, other) for other in around if other != number)


def is_open(statement: Statement) -> bool:
    """Whether a statement leaves a matter open, or calls it disputed."""
    if statement.polarity is Polarity.UNDECIDED:
        return True
    return any(word in lexicon.unsettled() for word in re.findall(r"[a-z]+", statement.text.casefold()))


def weigh(
    statements: Sequence[Statement], pairs: Iterable[tuple[int, int]], comparer: Comparer, answering: Answers
) -> Iterator[Weighed]:
    """Each pair of different claims once, compared; those that say little are dropped."""
    todo = sorted({(min(pair), max(pair)) for pair in pairs})
    for start in range(0, len(todo), BATCH):
        batch = [(statements[a], statements[b]) for a, b in todo[start : start + BATCH]]
        batch = [(a, b) for a, b in batch if a.claim != b.claim]
        for (a, b), seen in zip(batch, comparer.compare([_wordings(*pair) for pair in batch]), strict=True):
            answer = max(answering.get((a.claim, b.claim), 0.0), answering.get((b.claim, a.claim), 0.0))
            believed = _in_context(a, b, _believe(seen, answer))
            if max(believed.same, believed.contradict) >= KEPT:
                yield Weighed(a, b, believed, answer)


def link(weighed: Weighed, model: str, why: str) -> Link:
    """A compared pair as it is kept."""
    seen = weighed.seen
    return Link(
        a=weighed.a.id,
        b=weighed.b.id,
        label=seen.label,
        score=round(float(getattr(seen, seen.label.value)), 4),
        weight=round(weighed.weight, 4),
        entails=seen.entails,
        answers=weighed.answers,
        features=seen.features,
        model=model,
        why=why,
    )


def _wordings(a: Statement, b: Statement) -> tuple[Wording, Wording]:
    return _wording(a), _wording(b)


def _wording(statement: Statement) -> Wording:
    return Wording(statement.text, statement.day, statement.polarity is Polarity.NEGATIVE)


def _believe(seen: Comparison, answer: float) -> Comparison:
    """The scores with what the report itself says, as far as the two speak of one thing at all."""
    if answer <= 0.0:
        return seen
    more = (1.0 - seen.contradict) * answer * (1.0 - seen.unrelated)
    left = 1.0 - seen.contradict - more
    scale = left / (1.0 - seen.contradict) if seen.contradict < 1.0 else 0.0
    return replace(
        seen,
        contradict=seen.contradict + more,
        same=seen.same * scale,
        related=seen.related * scale,
        unrelated=seen.unrelated * scale,
    )


def _in_context(a: Statement, b: Statement, seen: Comparison) -> Comparison:
    """The scores with this: what a report calls open is what it speaks of around, if they share a word.

    "The situation in the city is unclear" says nothing alone; beside claims on who holds the city it does.
    """
    against = seen.contradict > seen.same
    most = max(seen.same, seen.contradict)
    if a.document != b.document or not (_of_a_matter(a) or _of_a_matter(b)) or most >= CONTEXT:
        return seen
    undecided = Polarity.UNDECIDED in (a.polarity, b.polarity)
    if not (words(a.text).terms & words(b.text).terms) or not (undecided or against):
        return seen
    scale = (1.0 - CONTEXT) / (1.0 - most)
    return replace(
        seen,
        same=seen.same * scale if against else CONTEXT,
        contradict=CONTEXT if against else seen.contradict * scale,
        related=seen.related * scale,
        unrelated=seen.unrelated * scale,
    )


def _of_a_matter(statement: Statement) -> bool:
    said = re.findall(r"[a-z]+", statement.text.casefold())
    return is_open(statement) and any(word in lexicon.matters() for word in said)


def _near(a: Statement, b: Statement, window: int) -> bool:
    if a.day is None or b.day is None:
        return a.day is b.day
    return abs((a.day - b.day).days) <= window
