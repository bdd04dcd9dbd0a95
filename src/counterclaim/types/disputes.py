"""What is claimed, whoever claims it, and where it cannot all be so: what `relate` derives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from counterclaim.types.evidence import Act, Certainty, Place, Polarity, Quantity, Spans, When


class Agreement(StrEnum):
    """How what is claimed in one wording stands to what is claimed in another.

    Same: equivalent, or one entails the other. Contradict: both cannot hold of the same event, place
    and time. Related: one question, but compatible. Unrelated: different questions.
    """

    SAME = "same"
    CONTRADICT = "contradict"
    RELATED = "related"
    UNRELATED = "unrelated"


class Entailment(StrEnum):
    """Which of two wordings, if any, says all that the other says."""

    A_B = "a>b"
    B_A = "b>a"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Wording:
    """One side of a pair: the bare content of a claim, or a whole sentence.

    `published` is the day of its report, None when unknown. `denied` marks a content whose negation
    is what is put forward.
    """

    text: str
    published: dt.date | None = None
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two wordings stand to each other: probabilities that sum to one, and what they rest on.

    `features` are the named numbers behind the scores, as far as the scorer can name any.
    """

    same: float
    contradict: float
    related: float
    unrelated: float
    entails: Entailment | None = None
    features: tuple[tuple[str, float], ...] = ()

    @property
    def label(self) -> Agreement:
        """The label with the highest score; a tie goes to the one named first in `Agreement`."""
        return max(Agreement, key=lambda label: float(getattr(self, label.value)))


class Comparer(Protocol):
    """What weighs pairs: the pair model, or the lexical scorer that needs none."""

    @property
    def name(self) -> str:
        """Name and version, kept with every link."""
        ...

    def compare(self, pairs: Sequence[tuple[Wording, Wording]]) -> Sequence[Comparison]:
        """One comparison for each pair, in the order given."""
        ...


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of what one claim puts forward: what propositions are made of.

    The content of a claim may run over several sentences, each of which may be disputed by itself.
    `id` is "<claim>.<n>". `text` is what is claimed, in the words of the report (`spans`); `polarity`
    says whether it is put forward, denied, or left open. `borrowed` marks a denial that only points
    at what it denies ("the claim", "such allegations"): its `text` is that of the claim it answers.
    `day` is when it was said, as far as known; `origin` the ultimate speaker, "" when unnamed, such
    that two statements with one origin are one voice.
    """

    id: str
    claim: str
    document: str
    attribution: str
    spans: Spans
    text: str
    polarity: Polarity
    act: Act
    certainty: Certainty
    party: str | None
    side: str | None
    origin: str
    outlet: str | None
    day: dt.date | None
    happened: tuple[When, ...] = ()
    places: tuple[Place, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    borrowed: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """How two statements stand to each other, and on what grounds.

    `score` is the probability of `label`, `weight` its pull in the graph: above 0 the two belong
    together, below 0 apart. `answers` is the score of an answer within one report that says so, 0
    when there is none. `model` names what compared them. `why` says it in one line.
    """

    a: str
    b: str
    label: Agreement
    score: float
    weight: float
    entails: Entailment | None
    answers: float
    features: tuple[tuple[str, float], ...]
    model: str
    why: str


@dataclass(frozen=True, slots=True)
class Proposition:
    """What is claimed, whoever claims it: statements that put forward the same thing.

    `statement` is the wording that stands for it, with `denied` when it is put forward as untrue.
    `implies` are the propositions that follow from it.
    """

    id: str
    statement: str
    denied: bool
    statements: tuple[str, ...]
    implies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """One answer to the question of a dispute, and who gives it.

    `origins` is how many independent ones there are at most.
    """

    statement: str
    sides: tuple[str, ...]
    parties: tuple[str, ...]
    origins: int
    propositions: tuple[str, ...]
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Positions that cannot all hold of the same place and time, put forward by different parties.

    `links` hold the positions apart. `outcomes` are claims of later facts that a prediction in the
    dispute turned out by or against: they are shown, and are no position.
    """

    id: str
    question: str
    score: float
    first: dt.date | None
    last: dt.date | None
    positions: tuple[Position, ...]
    links: tuple[Link, ...]
    outcomes: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """All that was derived from a set of claims: a pure function of them and of the scorer.

    `disputes` come in the order of their rank. `compared` is how many pairs were weighed, `model`
    names what weighed them.
    """

    statements: tuple[Statement, ...]
    propositions: tuple[Proposition, ...]
    disputes: tuple[Dispute, ...]
    compared: int
    model: str
