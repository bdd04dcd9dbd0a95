"""What the ledger answers, typed: the one thing every skin (terminal, page, JSON) shows.

Answers hold plain values only: quotes come with their offsets, dates stay dates, and
`plain` turns any answer into what JSON can carry.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from pathlib import PurePath
from typing import Any

from counterclaim.show.details import (
    PlaceAnswer,
    QuantityAnswer,
    Quote,
    TimeAnswer,
    about,
    place_answer,
    quantity_answer,
    quote,
    time_answer,
)
from counterclaim.types import Claim, ClaimFilter, Document, Mention, Spans, View, When


@dataclass(frozen=True, slots=True)
class Rival:
    """Another mention that may have been the speaker, with its score."""

    quote: Quote
    score: float


@dataclass(frozen=True, slots=True)
class Reply:
    """This claim refutes or supports the one of attribution `to` in the same report."""

    to: str
    rel: str
    score: float


@dataclass(frozen=True, slots=True)
class ReportAnswer:
    """Which report: enough to find and to cite it, without its text."""

    id: str
    name: str | None
    outlet: str | None
    url: str | None
    title: str | None
    byline: str | None
    published: dt.date | None
    language: str | None
    origin: str
    skipped: str | None

    @property
    def label(self) -> str:
        """What to call it: its name, or the file it came from; `title` is for those who read."""
        return self.name or PurePath(self.origin).name or self.id


@dataclass(frozen=True, slots=True)
class ClaimAnswer:
    """One claim with the words it rests on.

    `attribution` is its id within the report, `within` that of the attribution in whose
    content it is reported. `speaker` is the most informative mention of the source; `rivals` are
    there when the choice was close. `said` is the day on which the time `said_when` begins.
    `happened`, `places` and `quantities` are those of what is claimed.
    """

    id: str
    attribution: str
    party: str | None
    party_kind: str | None
    side: str | None
    act: str
    certainty: str
    polarity: str
    kind: str
    source: tuple[Quote, ...]
    cue: tuple[Quote, ...]
    content: tuple[Quote, ...]
    speaker: Quote | None
    rivals: tuple[Rival, ...]
    within: str | None
    answers: Reply | None
    chain: tuple[str, ...]
    said: dt.date | None
    said_when: TimeAnswer | None
    happened: tuple[TimeAnswer, ...]
    places: tuple[PlaceAnswer, ...]
    quantities: tuple[QuantityAnswer, ...]
    score: float
    report: ReportAnswer

    @property
    def about(self) -> tuple[tuple[str, str], ...]:
        """Where, when and how many, each with its name; without what is not known."""
        return about(self.places, self.happened, self.quantities)


@dataclass(frozen=True, slots=True)
class DocumentAnswer:
    """One report with its text and all its claims, in the order of the text."""

    report: ReportAnswer
    text: str
    claims: tuple[ClaimAnswer, ...]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One report in a list of them."""

    report: ReportAnswer
    attributions: int


@dataclass(frozen=True, slots=True)
class StatusAnswer:
    """How much a ledger holds.

    `parties` are names in single reports; `register` is the number of parties they come to over
    all reports, None before the register is built; `newer` claims are not in it yet.
    """

    ledger: str
    documents: int
    skipped: int
    attributions: int
    parties: int
    sides: int
    runs: int
    register: int | None
    newer: int


def claims(view: View, where: ClaimFilter) -> Iterator[ClaimAnswer]:
    """The claims that meet the filter, in the order of publication and text."""
    for claim, document in view.claims(where):
        yield claim_answer(claim, document)


def document(view: View, identity: str) -> DocumentAnswer:
    """One report by id, name, or unique id prefix. Raises `UnknownDocument`."""
    found = view.document(identity)
    return document_answer(found, (claim for claim, _ in view.claims(ClaimFilter(document=found.id))))


def documents(view: View, limit: int = 0) -> Iterator[DocumentRow]:
    """The reports in the ledger, by publication date."""
    for found, attributions in view.documents(limit):
        yield DocumentRow(report_answer(found), attributions)


def status(view: View, ledger: str) -> StatusAnswer:
    """How much the ledger at the path `ledger` holds."""
    have, register = view.counts(), view.register_state()
    return StatusAnswer(
        ledger=ledger,
        documents=have.documents,
        skipped=have.skipped,
        attributions=have.attributions,
        parties=have.parties,
        sides=have.sides,
        runs=have.runs,
        register=None if register.made_by is None else register.parties,
        newer=register.behind,
    )


def document_answer(found: Document, found_claims: Iterable[Claim]) -> DocumentAnswer:
    """A report and its claims as one answer."""
    report = report_answer(found)
    answers = tuple(_claim(claim, found.text, report) for claim in found_claims)
    return DocumentAnswer(report, found.text, answers)


def claim_answer(claim: Claim, found: Document) -> ClaimAnswer:
    """A claim as an answer, its words cut from the report."""
    return _claim(claim, found.text, report_answer(found))


def report_answer(found: Document) -> ReportAnswer:
    """Which report, without its text."""
    return ReportAnswer(
        id=found.id,
        name=found.name,
        outlet=found.outlet,
        url=found.url,
        title=found.title,
        byline=found.byline,
        published=found.published,
        language=found.language,
        origin=found.origin,
        skipped=found.skipped,
    )


def _claim(claim: Claim, text: str, report: ReportAnswer) -> ClaimAnswer:
    said = claim.attribution
    reply = said.answers
    return ClaimAnswer(
        id=claim.id,
        attribution=said.id,
        party=claim.speaker.name if claim.speaker else None,
        party_kind=claim.speaker.kind.value if claim.speaker else None,
        side=claim.side,
        act=said.act.value,
        certainty=said.certainty.value,
        polarity=claim.polarity.value,
        kind=said.kind.value,
        source=_quotes(said.source, text),
        cue=_quotes(said.cue, text),
        content=_quotes(said.content, text),
        speaker=quote(claim.mention.span, text) if claim.mention else None,
        rivals=tuple(_rival(rival, text) for rival in claim.rivals),
        within=said.within,
        answers=Reply(reply.to, reply.rel.value, reply.score) if reply else None,
        chain=claim.chain,
        said=day_of(claim.said),
        said_when=time_answer(claim.said, text) if claim.said else None,
        happened=tuple(time_answer(when, text) for when in claim.happened),
        places=tuple(place_answer(place, text) for place in claim.places),
        quantities=tuple(quantity_answer(quantity, text) for quantity in claim.quantities),
        score=said.score,
        report=report,
    )


def day_of(when: When | None) -> dt.date | None:
    """The day on which a time begins; None when it has no beginning."""
    return when.start.date() if when and when.start else None


def _quotes(spans: Spans, text: str) -> tuple[Quote, ...]:
    return tuple(quote(span, text) for span in spans)


def _rival(rival: Mention, text: str) -> Rival:
    return Rival(quote(rival.span, text), rival.score)


def plain(answer: object) -> Any:
    """An answer as dicts, lists, strings and numbers: what JSON can carry."""
    if is_dataclass(answer) and not isinstance(answer, type):
        return {field.name: plain(getattr(answer, field.name)) for field in fields(answer)}
    if isinstance(answer, (tuple, list)):
        return [plain(item) for item in answer]
    if isinstance(answer, Enum):
        return answer.value
    if isinstance(answer, dt.date):
        return answer.isoformat()
    return answer
