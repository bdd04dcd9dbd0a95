"""Small readings for the tests of a store: invented reports, and hypothesis strategies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from counterclaim.types import (
    Act,
    Answer,
    Attribution,
    Bound,
    Certainty,
    Claim,
    Document,
    Found,
    Granularity,
    Kind,
    Mention,
    Party,
    PartyKind,
    Place,
    Polarity,
    Precision,
    Provenance,
    Quantity,
    Reading,
    Relation,
    Span,
    When,
)

PROVENANCE = Provenance(reader="text", model="0123abcd", code="0.1.0", run="run-1")

MINISTRY = Party("Ministry of Roads", PartyKind.GOVERNMENT, "Arland", ("the ministry", "Ministère"))
MAYOR = Party("Ines Odal", PartyKind.PERSON, "civilian", ("the mayor", "Odal"))


def span(text: str, words: str) -> Span:
    """Where `words` first stand in `text`."""
    start = text.index(words)
    return Span(start, start + len(words))


def made_claim(document: Document, number: int, source: str, cue: str, content: str, **more: Any) -> Claim:
    """The claim in which `source` `cue` `content`; `more` replaces its other fields."""
    text = document.text
    attribution = Attribution(
        id=f"a{number}",
        source=(span(text, source),),
        cue=(span(text, cue),),
        content=(span(text, content),),
        kind=Kind.INDIRECT,
        act=more.pop("act", Act.ASSERT),
        certainty=Certainty.CERTAIN,
        score=0.9,
    )
    claim = Claim(
        id=f"{document.id}:a{number}",
        document=document.id,
        attribution=attribution,
        speaker=None,
        mention=None,
        rivals=(),
        side=None,
        chain=(),
        polarity=Polarity.POSITIVE,
    )
    return replace(claim, **more)


def bridge(name: str = "bridge", published: dt.date | None = dt.date(2031, 5, 2)) -> Reading:
    """Two claims: the ministry asserts, the mayor denies. The reading lists the second one first."""
    text = f"The ministry said the bridge is open. The mayor denied that it is safe. ({name})"
    document = Document(
        id=Document.digest(None, text), text=text, name=name, published=published, title="A bridge reopens"
    )
    rivals = (Mention(span(text, "the bridge"), 0.25),)
    opened = made_claim(
        document, 1, "The ministry", "said", "the bridge is open", speaker=MINISTRY, side=MINISTRY.side
    )
    denied = made_claim(
        document,
        2,
        "The mayor",
        "denied",
        "it is safe",
        speaker=MAYOR,
        side=MAYOR.side,
        act=Act.DENY,
        mention=Mention(span(text, "The mayor"), 0.5),
        rivals=rivals,
    )
    return Reading(document, (denied, opened), PROVENANCE)


def silent(name: str, skipped: str | None = None) -> Reading:
    """A report in which nobody says anything."""
    text = f"It rained all day in {name}."
    return Reading(Document(Document.digest(None, text), text, name=name, skipped=skipped), (), PROVENANCE)


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
"""Any text a reader lets through, NULs and line ends included: all but lone surrogates."""

SCORES = st.floats(0, 1)
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def spans(text: str, least: int = 0) -> st.SearchStrategy[tuple[Span, ...]]:
    """Some spans of `text`, in any order."""
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(
        lambda pair: pair[0] != pair[1]
    )
    one = ends.map(lambda pair: Span(min(pair), max(pair)))
    return st.lists(one, min_size=least, max_size=3).map(tuple)


def _mention(text: str) -> st.SearchStrategy[Mention]:
    return st.builds(Mention, _one_span(text), SCORES)


def _attributions(text: str) -> st.SearchStrategy[Attribution]:
    return st.builds(
        Attribution,
        id=WORDS,
        source=spans(text),
        cue=spans(text),
        content=spans(text),
        kind=st.sampled_from(Kind),
        act=st.sampled_from(Act),
        certainty=st.sampled_from(Certainty),
        within=st.none() | WORDS,
        answers=st.none() | st.builds(Answer, WORDS, st.sampled_from(Relation), SCORES),
        score=SCORES,
        side_prior=st.dictionaries(WORDS, SCORES, max_size=3),
    )


PARTIES = st.builds(Party, WORDS, st.sampled_from(PartyKind), WORDS, st.lists(WORDS, max_size=3).map(tuple))


def _one_span(text: str) -> st.SearchStrategy[Span]:
    return spans(text, 1).map(lambda found: found[0])


def _whens(text: str) -> st.SearchStrategy[When]:
    return st.builds(
        When,
        value=st.none() | WORDS,
        start=st.none() | st.datetimes(),
        end=st.none() | st.datetimes(),
        granularity=st.none() | st.sampled_from(Granularity),
        span=st.none() | _one_span(text),
        found=st.sampled_from(Found),
    )


def _places(text: str) -> st.SearchStrategy[Place]:
    return st.builds(
        Place,
        span=_one_span(text),
        name=WORDS,
        precision=st.sampled_from(Precision),
        country=st.none() | st.sampled_from(["UA", "PY"]),
        latitude=st.none() | st.floats(-90, 90),
        longitude=st.none() | st.floats(-180, 180),
        geonames=st.none() | st.integers(1, 2**31),
        score=SCORES,
        found=st.sampled_from(Found),
    )


def _quantities(text: str) -> st.SearchStrategy[Quantity]:
    number = st.floats(0, 1e15)
    return st.builds(
        Quantity,
        span=_one_span(text),
        low=number,
        high=number,
        bound=st.sampled_from(Bound),
        item=WORDS,
        unit=WORDS,
        scope=WORDS,
        vague=st.none() | WORDS,
        of=st.none() | number,
        change=st.booleans(),
        cumulative=st.booleans(),
    )


def _claims(document: Document) -> st.SearchStrategy[Claim]:
    return st.builds(
        Claim,
        id=WORDS,
        document=st.just(document.id),
        attribution=_attributions(document.text),
        speaker=st.none() | PARTIES,
        mention=st.none() | _mention(document.text),
        rivals=st.lists(_mention(document.text), max_size=3).map(tuple),
        side=st.none() | WORDS,
        chain=st.lists(WORDS, max_size=3).map(tuple),
        polarity=st.sampled_from(Polarity),
        said=st.none() | _whens(document.text),
        happened=st.lists(_whens(document.text), max_size=2).map(tuple),
        places=st.lists(_places(document.text), max_size=2).map(tuple),
        quantities=st.lists(_quantities(document.text), max_size=2).map(tuple),
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Any reading a pipeline can make, apart from the document's id (`with_id` gives it one)."""
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=2, max_size=60))
    maybe = st.none() | WORDS
    document = Document(
        id="",
        text=text,
        name=draw(maybe),
        outlet=draw(maybe),
        url=draw(maybe),
        title=draw(maybe),
        byline=draw(maybe),
        published=draw(st.none() | st.dates()),
        language=draw(maybe),
        origin=draw(WORDS),
        reader=draw(WORDS),
        boilerplate=draw(spans(text)),
        skipped=draw(maybe),
        metadata=draw(st.dictionaries(st.text(max_size=5), JSON, max_size=3)),
    )
    claims = draw(
        st.lists(_claims(document), max_size=4, unique_by=(lambda c: c.id, lambda c: c.attribution.id))
    )
    return Reading(document, tuple(claims), draw(st.builds(Provenance, WORDS, WORDS, WORDS, WORDS)))


def with_id(reading: Reading, document: str) -> Reading:
    """The same reading of a document of that id."""
    claims = tuple(replace(claim, document=document) for claim in reading.claims)
    return Reading(replace(reading.document, id=document), claims, reading.provenance)


def in_text_order(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Claims by the first character of their cue or content (source, when both are empty)."""

    def place(claim: Claim) -> int:
        attribution = claim.attribution
        spans = attribution.cue + attribution.content or attribution.source
        return min((span.start for span in spans), default=0)

    return tuple(sorted(claims, key=place))
