"""Claims to statements: one for each sentence of a content, in the words of the report.

What a party reports of another's words is left out of its own statements: it is a claim by itself,
and stands with the party whose word it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from counterclaim.relate import lexicon
from counterclaim.relate.words import words
from counterclaim.types import Act, Claim, Document, Polarity, Relation, Span, Spans, Statement

OPEN = frozenset({"unclear", "unknown", "uncertain", "unconfirmed", "unverified", "undecided"})
"""Words by which an assertion leaves open what it speaks of."""

FEWEST_TERMS = 2
"""A sentence with fewer terms ("I'm here") says too little to be told apart from others."""

MOST_SENTENCES = 12
"""Sentences taken of one claim; a speech that runs on is not one proposition after another."""

POINTING = frozenset(
    {"suggestion", "suggestions", "insinuation", "insinuations", "notion", "charge", "charges"}
)
"""Words, besides those of reporting itself, by which a denial points at what it denies."""

REQUESTS = frozenset({"demand", "demands", "call", "calls", "request", "requests", "proposal", "proposals"})
"""Things that can be turned down, and are neither so nor not so."""

REQUEST_WITHIN = 40
"""Characters from the start of a content within which its head stands."""

ANSWER_FLOOR = 0.4
"""Score from which an answer within a report is believed: read off 60 answers of real reports, below
it most pair a denial with the wrong claim."""

OriginOf = Callable[[Claim, Document], str]
"""Gives the ultimate speaker behind a claim: claims with one origin are one voice."""


def own_origin(claim: Claim, document: Document) -> str:  # noqa: ARG001 - the shape of `OriginOf`
    """The speaker by name, "" without one: what is known before copies and parties are resolved."""
    return f"{claim.speaker.name}|{claim.side or ''}".casefold() if claim.speaker else ""


def statements(
    found: Iterable[tuple[Document, Sequence[Claim]]], origin_of: OriginOf = own_origin
) -> Iterator[Statement]:
    """The statements of each document's claims, in the order of documents and claims.

    Questions and demands state nothing; an evaluation does where it calls something untrue or
    answers another claim.
    """
    for document, claims in found:
        nested = _nested(claims)
        known = {claim.attribution.id: claim for claim in claims}
        for claim in claims:
            if _states(claim, document):
                yield from _of_claim(claim, document, nested.get(claim.attribution.id, ()), known, origin_of)


def _nested(claims: Sequence[Claim]) -> Mapping[str, Spans]:
    found: dict[str, Spans] = {}
    for claim in claims:
        within = claim.attribution.within
        if within is not None:
            found[within] = found.get(within, ()) + claim.attribution.content
    return found


def _states(claim: Claim, document: Document) -> bool:
    said = claim.attribution
    if said.act in (Act.ASK, Act.DEMAND) or (said.act is Act.DENY and _refuses(claim, document)):
        return False
    if said.act is not Act.EVALUATE:
        return True
    telling = lexicon.around() | lexicon.unsettled()
    return bool(_answered(claim)) or bool(_word_set(_text(said.content, document.text)) & telling)


def _refuses(claim: Claim, document: Document) -> bool:
    """Whether what is "denied" is a wish, not a fact: "refused to meet", "rejected the demands"."""
    content = _text(claim.attribution.content, document.text).strip().casefold()
    return content.startswith("to ") or bool(_word_set(content[:REQUEST_WITHIN]) & REQUESTS)


def _of_claim(
    claim: Claim, document: Document, nested: Spans, known: Mapping[str, Claim], origin_of: OriginOf
) -> Iterator[Statement]:
    origin = origin_of(claim, document)
    pieces = list(_pieces(claim.attribution.content, nested, document.text))
    for number, (spans, text) in enumerate(pieces[:MOST_SENTENCES]):
        borrowed = _borrowed(claim, text, known, document.text)
        if borrowed is None and (text.endswith("?") or len(words(text).terms) < FEWEST_TERMS):
            continue
        yield _statement(claim, document, (number, spans, borrowed or text), (origin, borrowed is not None))


def _statement(
    claim: Claim, document: Document, piece: tuple[int, Spans, str], voice: tuple[str, bool]
) -> Statement:
    number, spans, text = piece
    origin, borrowed = voice
    said = claim.said
    return Statement(
        id=f"{claim.id}.{number}",
        claim=claim.id,
        document=document.id,
        attribution=claim.attribution.id,
        spans=spans,
        text=text,
        polarity=_polarity(claim, text, borrowed=borrowed),
        act=claim.attribution.act,
        certainty=claim.attribution.certainty,
        party=claim.speaker.name if claim.speaker else None,
        side=claim.side,
        origin=origin,
        outlet=document.outlet,
        day=said.start.date() if said and said.start else document.published,
        happened=claim.happened,
        places=claim.places,
        quantities=tuple(q for q in claim.quantities if any(s.contains(q.span) for s in spans)),
        borrowed=borrowed,
    )


def _polarity(claim: Claim, text: str, *, borrowed: bool) -> Polarity:
    if borrowed:
        return Polarity.NEGATIVE
    return Polarity.UNDECIDED if _word_set(text) & OPEN else claim.polarity


def _pieces(content: Spans, nested: Spans, text: str) -> Iterator[tuple[Spans, str]]:
    """The sentences of a content with what is reported in them cut out.

    Several spans are either pieces of one sentence ("X," he said, "Y") or sentences of their own: a
    span that does not end one is joined to the next.
    """
    waiting: list[Span] = []
    for span in sorted(content):
        for sentence in _sentences(span, text):
            waiting.append(sentence)
            if _ends(sentence.of(text)):
                yield from _piece(waiting, nested, text)
                waiting = []
    yield from _piece(waiting, nested, text)


def _piece(spans: list[Span], nested: Spans, text: str) -> Iterator[tuple[Spans, str]]:
    kept = tuple(part for span in spans for part in _without(span, nested))
    words_kept = " ".join(part.of(text).strip() for part in kept).strip()
    if kept and words_kept:
        yield kept, _tidy(words_kept)


@cache
def _sentence_end() -> re.Pattern[str]:
    return re.compile(r"[.!?][\"”’']?\s+(?=[\"“‘A-Z0-9])")


def _sentences(span: Span, text: str) -> Iterator[Span]:
    start = span.start
    for match in _sentence_end().finditer(text, span.start, span.end):
        # "Mr. Smith", "U.S. troops": a short capitalised word before the stop ends no sentence
        before = re.split(r"[^\w.]+", text[max(start, match.start() - 4) : match.start()])[-1]
        if text[match.start()] == "." and before[:1].isupper() and len(before) < 4:
            continue
        yield Span(start, match.end())
        start = match.end()
    if start < span.end:
        yield Span(start, span.end)


def _ends(sentence: str) -> bool:
    return sentence.rstrip().rstrip("\"”’'").endswith((".", "!", "?"))


def _without(span: Span, nested: Spans) -> Iterator[Span]:
    start = span.start
    for hole in sorted(nested):
        if hole.end <= start or hole.start >= span.end:
            continue
        if hole.start > start:
            yield Span(start, hole.start)
        start = hole.end
    if start < span.end:
        yield Span(start, span.end)


def _tidy(text: str) -> str:
    text = text.strip(' \t\r\n,;:"“”„«»‘')
    return re.sub(r"^(?:that|of|about|to the effect that)\s+", "", text)


def _borrowed(claim: Claim, text: str, known: Mapping[str, Claim], report: str) -> str | None:
    """The content of the claim that a bare denial answers; None when the denial speaks for itself."""
    target = _answered(claim)
    if target is None or target not in known or not _points(text, claim.attribution.act):
        return None
    answered = known[target].attribution
    pieces = list(_pieces(answered.content, (), report))
    return pieces[0][1] if pieces and answered.act is not Act.DENY else None


def _answered(claim: Claim) -> str | None:
    answers = claim.attribution.answers
    if answers is None or answers.rel is not Relation.REFUTES or answers.score < ANSWER_FLOOR:
        return None
    return answers.to


def _points(text: str, act: Act) -> bool:
    """Whether a text has nothing to say but "that claim", with a word for its being untrue or none."""
    if act is not Act.DENY and not _word_set(text) & lexicon.around():
        return False
    left = words(text).terms - {lexicon.term(word) for word in POINTING}
    return len(left) < FEWEST_TERMS


def _text(spans: Spans, text: str) -> str:
    return " ".join(span.of(text) for span in spans)


def _word_set(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.lower()))
