"""A report that tries to break whatever shows it: planted markup, scripts, control characters."""

from __future__ import annotations

from dataclasses import replace

from counterclaim.show.answers import DocumentAnswer, Reply, Rival
from counterclaim.show.details import PlaceAnswer, QuantityAnswer, Quote, TimeAnswer
from counterclaim.show.figures import CountAnswer, FigureAnswer
from counterclaim.show.parties import (
    DenialAnswer,
    OtherAnswer,
    PartyAnswer,
    PartyRow,
    RoleAnswer,
    SideAnswer,
)
from counterclaim.types import Bound, Found, ItemCount, PartyKind, PlaceCount, Precision
from tests.show import annotated

HOSTILE = "\x1b\x07\x00\x9b\u202e\u2066\u2028\u200b"
"""Characters that must never come out."""

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&{{7*7}}</style></title>"
PLANTED = f"{MARKUP}[bold red]{HOSTILE}"


def hostile_answer() -> DocumentAnswer:
    """The annotated report with something planted in every field that comes from outside."""
    answer = annotated.answer()
    text = f"{PLANTED} said {PLANTED}"
    half = len(PLANTED)
    source, content = Quote(0, half, PLANTED), Quote(half + 6, len(text), PLANTED)
    report = replace(
        answer.report,
        name=PLANTED,
        outlet=PLANTED,
        title=PLANTED,
        byline=PLANTED,
        url=f'javascript:alert(1)//"{PLANTED}',
        origin=PLANTED,
    )
    first = replace(
        answer.claims[0],
        id=PLANTED,
        attribution=f'"><b>{HOSTILE}',
        party=PLANTED,
        side=PLANTED,
        source=(source,),
        cue=(Quote(half + 1, half + 5, "said"),),
        content=(content,),
        speaker=source,
        rivals=(Rival(source, 0.4),),
        chain=(PLANTED,),
        said_when=TimeAnswer(PLANTED, None, None, None, Found.METADATA, source),
        happened=(TimeAnswer(PLANTED, None, None, None, Found.CONTENT, content),),
        places=(PlaceAnswer(PLANTED, Precision.CITY, PLANTED, None, None, None, 1.0, Found.CONTENT, source),),
        quantities=(_figure(source),),
        report=report,
    )
    second = replace(
        first, attribution='a"1', within=first.attribution, answers=Reply(first.attribution, "refutes", 1.0)
    )
    return DocumentAnswer(report, text, (first, second))


def _figure(quote: Quote) -> QuantityAnswer:
    return QuantityAnswer(
        3, 3, Bound.ABOUT, PLANTED, PLANTED, PLANTED, PLANTED, None, change=True, cumulative=True, quote=quote
    )


def hostile_party() -> PartyAnswer:
    """A party with something planted in every name."""
    first, second = hostile_answer().claims
    row = PartyRow(
        id=PLANTED,
        name=PLANTED,
        kind=PartyKind.PERSON,
        side=PLANTED,
        sides=(SideAnswer(PLANTED, 2),),
        affiliation=PLANTED,
        aliases=(PLANTED,) * 20,
        roles=(RoleAnswer(PLANTED, None, None, 2),),
        first_seen=None,
        last_seen=None,
        claims=2,
        reports=1,
    )
    return PartyAnswer(
        row,
        (PLANTED,),
        (first, second),
        (DenialAnswer(first, second),),
        1,
        (OtherAnswer(PLANTED, PLANTED, PLANTED, 1),),
    )


def hostile_count() -> CountAnswer:
    """A figure for something planted."""
    claim = hostile_answer().claims[0]
    figure = FigureAnswer(claim.quantities[0], PLANTED, PLANTED, counted=True, claim=claim)
    return CountAnswer(PLANTED, PLANTED, PLANTED, True, 0, None, None, (figure,))


def hostile_place() -> PlaceCount:
    """A place of which only the name and the country are known, and are planted."""
    return PlaceCount(PLANTED, Precision.UNKNOWN, PLANTED, None, None, None, 1, 1)


def hostile_item() -> ItemCount:
    """Something planted that is counted."""
    return ItemCount(PLANTED, PLANTED, PLANTED, 1, 1)
