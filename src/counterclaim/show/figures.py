"""Answers about places and about figures: every figure for a thing, and how far they lie apart.

A range says what was put forward, never what is so. It counts origins, not reports: what one
party says in ten reports is one origin.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from counterclaim.keep.details import item_words
from counterclaim.show.answers import ClaimAnswer, claim_answer
from counterclaim.show.details import QuantityAnswer, plain_number, quantity_answer
from counterclaim.types import (
    Act,
    ClaimFilter,
    Figure,
    ItemCount,
    PartyKind,
    PlaceCount,
    PlaceFilter,
    Polarity,
    View,
)

What = tuple[str, str, str, bool]
"""What is counted: item (in its plainest form), unit, scope, and whether it is a change of a total."""


@dataclass(frozen=True, slots=True)
class FigureAnswer:
    """One figure. `party` is its speaker, as the register names it (`party_id`) where it does.

    `counted` says whether the range rests on it: it is asserted, not denied, asked or demanded.
    """

    quantity: QuantityAnswer
    party: str | None
    party_id: str | None
    counted: bool
    claim: ClaimAnswer


@dataclass(frozen=True, slots=True)
class RangeAnswer:
    """The lowest and the highest of some figures."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class CountAnswer:
    """All figures for one thing, in the order of publication.

    `range` is that of all asserted figures, `last` that of the last one of each origin; both are
    None when none is asserted. There are at most `origins` independent origins: distinct speakers
    (a nameless one is another in each report, unless the reports have the same text).
    """

    item: str
    unit: str
    scope: str
    change: bool
    origins: int
    range: RangeAnswer | None
    last: RangeAnswer | None
    figures: tuple[FigureAnswer, ...]


def places(view: View, where: PlaceFilter) -> Iterator[PlaceCount]:
    """Places that claims are about, those with the most claims first."""
    return view.places(where)


def items(view: View, limit: int = 0) -> Iterator[ItemCount]:
    """Things that claims count, those with the most figures first."""
    return view.items(limit)


def quantities(view: View, item: str, where: ClaimFilter) -> Iterator[CountAnswer]:
    """The figures for each thing counted that has all words of `item`, the most figures first.

    Where a figure is reported at second hand ("she said the army counted 40") it is given once,
    as that of the innermost speaker.
    """
    things: dict[What, list[Figure]] = {}
    for figure in _at_first_hand(view.figures(item, where)):
        counted = figure.quantity
        what = (item_words(counted.item), counted.unit, counted.scope, counted.change)
        things.setdefault(what, []).append(figure)
    for what, figures in sorted(things.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        yield _count(what, figures)


def _at_first_hand(figures: Iterable[Figure]) -> Iterator[Figure]:
    """The figures without those of claims in which another claim reports the same words."""
    for _, of_report in groupby(figures, key=lambda figure: figure.document.id):
        report = list(of_report)
        reporting = {
            (figure.claim.attribution.within, figure.quantity.span)
            for figure in report
            if figure.claim.attribution.within is not None
        }
        for figure in report:
            if (figure.claim.attribution.id, figure.quantity.span) not in reporting:
                yield figure


def _count(what: What, figures: Sequence[Figure]) -> CountAnswer:
    item = Counter(figure.quantity.item for figure in figures).most_common(1)[0][0]
    asserted = [figure for figure in figures if _asserted(figure)]
    # Undated reports first: what one says must not pass for the last word.
    by_date = sorted(asserted, key=lambda figure: figure.document.published is not None)
    last = {_origin(figure): figure for figure in by_date}
    _, unit, scope, change = what
    return CountAnswer(
        item=item,
        unit=unit,
        scope=scope,
        change=change,
        origins=len(last),
        range=_range(asserted),
        last=_range(list(last.values())),
        figures=tuple(_answer(figure) for figure in figures),
    )


def _asserted(figure: Figure) -> bool:
    claim = figure.claim
    return claim.polarity is Polarity.POSITIVE and claim.attribution.act is Act.ASSERT


def _origin(figure: Figure) -> str:
    """Who it comes from: a party, or for a nameless one the text in which it speaks.

    Reports with the same text have the same nameless speakers.
    """
    speaker = figure.claim.speaker
    kind = figure.kind or (speaker.kind if speaker else PartyKind.UNNAMED)
    if speaker is not None and kind is not PartyKind.UNNAMED:
        return figure.entry or speaker.name
    words = " ".join(figure.document.text.split())
    text = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{text} {speaker.name if speaker else ''}"


def _range(figures: Sequence[Figure]) -> RangeAnswer | None:
    if not figures:
        return None
    low = min(figure.quantity.low for figure in figures)
    high = max(figure.quantity.high for figure in figures)
    return RangeAnswer(plain_number(low), plain_number(high))


def _answer(figure: Figure) -> FigureAnswer:
    claim = claim_answer(figure.claim, figure.document)
    return FigureAnswer(
        quantity=quantity_answer(figure.quantity, figure.document.text),
        party=figure.party or claim.party,
        party_id=figure.entry,
        counted=_asserted(figure),
        claim=claim,
    )
