"""Answers about origins: on whose word a report rests, and where else the same words stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from counterclaim.errors import UnknownDocument
from counterclaim.show.answers import ReportAnswer, report_answer
from counterclaim.show.details import Quote, quote
from counterclaim.types import (
    Claim,
    ClaimFilter,
    Document,
    Fold,
    FoldKind,
    Origin,
    PartyEntry,
    PartyFilter,
    View,
    Voice,
)

FindOrigins = Callable[[View, str, Callable[[str], Iterable[Voice]]], tuple[Origin, ...]]
"""Gives the origins of a report's claims (by its id), drawing on the voices of other reports."""

CAUTION = "No sign of copying is no proof of independence."


@dataclass(frozen=True, slots=True)
class SameAnswer:
    """A claim of another report that is the same words, and why it is taken for that."""

    claim: str
    report: ReportAnswer
    content: tuple[Quote, ...]
    why: str


@dataclass(frozen=True, slots=True)
class ToldAnswer:
    """One claim of the report, with those of others that are the same text or quotation."""

    claim: str
    content: tuple[Quote, ...]
    same: tuple[SameAnswer, ...]


@dataclass(frozen=True, slots=True)
class OriginAnswer:
    """One origin: who it is ("" where no source is named), and the claims that go back to it.

    `parties` are the ids of its parties in the register. `reports`, of these `outlets`, have what
    it says, and `copies` of them only repeat another one.
    """

    id: str
    name: str
    parties: tuple[str, ...]
    reports: int
    copies: int
    outlets: tuple[str, ...]
    first: dt.date | None
    claims: tuple[ToldAnswer, ...]


@dataclass(frozen=True, slots=True)
class OriginsAnswer:
    """On whose word a report, or one claim of it, rests: on that of at most so many origins."""

    asked: str
    report: ReportAnswer
    at_most: int
    claims: int
    reports: int
    caution: str
    origins: tuple[OriginAnswer, ...]


def origins(view: View, find: FindOrigins, wanted: str) -> OriginsAnswer:
    """The origins behind a report (id, name or start of its id), or a claim ("<report>:<attribution>").

    With each claim come those of other reports that are the same words. Raises `UnknownDocument`.
    """
    document, claim = _which(view, wanted)
    entries = {member: entry for entry in view.parties(PartyFilter()) for member in entry.members}
    found = find(view, document, lambda one: voices(view, one, entries))
    told = _claims(view, {one for origin in found for one in origin.documents})
    answers = [_origin(one, document, told, claim) for one in found if claim is None or claim in one.claims]
    claims = [one for answer in answers for one in answer.claims]
    return OriginsAnswer(
        asked=claim or document,
        report=report_answer(view.document(document)),
        at_most=len(answers),
        claims=len(claims),
        reports=len({document, *(same.report.id for one in claims for same in one.same)}),
        caution=CAUTION,
        origins=tuple(answers),
    )


def voices(view: View, document: str, entries: dict[str, PartyEntry]) -> Iterator[Voice]:
    """The claims of a report with their parties in the register, of which `entries` has the members."""
    numbers: dict[object, int] = {}
    for claim, report in view.claims(ClaimFilter(document=document)):
        entry = None
        if claim.speaker is not None:
            # As sightings are numbered: the parties of a report in the order of its text.
            number = numbers.setdefault(claim.speaker, len(numbers))
            entry = entries.get(f"{report.id}#{number}")
        yield Voice(claim, report, entry)


def _which(view: View, wanted: str) -> tuple[str, str | None]:
    """The report that is meant, and the claim of it, if one is."""
    try:
        return view.document(wanted).id, None
    except UnknownDocument:
        mark = max(wanted.rfind(":"), wanted.rfind("/"))
        if mark < 0:
            raise
    report, attribution = wanted[:mark], wanted[mark + 1 :]
    document = view.document(report).id
    for claim, _ in view.claims(ClaimFilter(document=document)):
        if claim.attribution.id == attribution:
            return document, claim.id
    raise UnknownDocument(f"{report} has no attribution {attribution}")


def _claims(view: View, documents: Iterable[str]) -> dict[str, tuple[Claim, Document]]:
    found = (pair for one in sorted(documents) for pair in view.claims(ClaimFilter(document=one)))
    return {claim.id: (claim, report) for claim, report in found}


def _origin(
    origin: Origin, document: str, told: Mapping[str, tuple[Claim, Document]], only: str | None
) -> OriginAnswer:
    """An origin with its claims of the report, or `only` one of them."""
    own = [one for one in origin.claims if told[one][1].id == document and only in (None, one)]
    return OriginAnswer(
        id=origin.id,
        name=origin.name,
        parties=origin.parties,
        reports=len(origin.documents),
        copies=origin.copies,
        outlets=origin.outlets,
        first=origin.first,
        claims=tuple(ToldAnswer(one, _content(told[one]), tuple(_same(origin, one, told))) for one in own),
    )


def _same(origin: Origin, claim: str, told: Mapping[str, tuple[Claim, Document]]) -> Iterator[SameAnswer]:
    """Claims of other reports that are the same words as this one, in the order of publication."""
    why: dict[str, str] = {}
    for fold in _textual(origin):
        why[fold.second] = fold.why
        why.setdefault(fold.first, fold.why)
    same = _same_words(origin, claim)
    for one in origin.claims:
        if one in same and told[one][1].id != told[claim][1].id:
            yield SameAnswer(one, report_answer(told[one][1]), _content(told[one]), why[one])


def _content(told: tuple[Claim, Document]) -> tuple[Quote, ...]:
    claim, report = told
    return tuple(quote(span, report.text) for span in claim.attribution.content)


def _same_words(origin: Origin, claim: str) -> set[str]:
    """A claim of an origin with those that are the same text or quotation, one way or another."""
    kept, size = {claim}, 0
    textual = _textual(origin)
    while size != len(kept):
        size = len(kept)
        for fold in textual:
            if fold.first in kept or fold.second in kept:
                kept |= {fold.first, fold.second}
    return kept


def _textual(origin: Origin) -> list[Fold]:
    return [fold for fold in origin.folds if fold.kind not in (FoldKind.SPEAKER, FoldKind.BODY)]
