"""From a text to its quantities: find the numerals, leave out what is none, read the words around the rest.

Linear in the text: every word is looked up once, and the few patterns tried at a numeral are bounded.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from counterclaim.resolve.quantities import counted, words
from counterclaim.resolve.quantities.bounds import bound_of, is_change, is_cumulative, scope_of
from counterclaim.resolve.quantities.counted import Counted
from counterclaim.resolve.quantities.exclude import is_excluded, is_no_figure, stands_in_token
from counterclaim.resolve.quantities.numerals import (
    FRACTIONS,
    SCALES,
    SMALL,
    TENS,
    VAGUE,
    read_digits,
    read_fraction,
    read_words,
)
from counterclaim.resolve.quantities.partners import Figure, with_partner
from counterclaim.types import Attribution, Bound, Quantity, Span, When

MAX_QUANTITIES = 3000  # figures read of one text: a bound on hostile input


@cache
def _trigger() -> re.Pattern[str]:
    return re.compile(r"[$€£¥₴₽₹₺]|[A-Za-z]+|\d+")


@cache
def _number_words() -> frozenset[str]:
    return frozenset({*SMALL, *TENS, *SCALES, *VAGUE, "a", "an", "hundred", "dozen", *FRACTIONS})


def claim_quantities(attribution: Attribution, quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The figures that lie in the content of an attribution, in their order."""
    return tuple(
        quantity
        for quantity in quantities
        if any(span.contains(quantity.span) for span in attribution.content)
    )


def find_quantities(text: str, times: Sequence[When] = ()) -> tuple[Quantity, ...]:
    """Every figure the text gives, in its order; spans neither overlap nor leave the text.

    `times` are the times found in the same text: a number in one of them is no quantity, unless it
    is a length of time tied to no calendar ("three hours").
    """
    taken = sorted((time.span.start, time.span.end) for time in times if time.span and _is_placed(time))
    found: list[Quantity] = []
    position = 0
    for figure in _figures(text):
        if figure.start < position or _is_taken(taken, figure):
            continue
        quantity = _read(text, figure)
        if quantity is not None:
            found.append(quantity)
            position = quantity.span.end
            if len(found) == MAX_QUANTITIES:
                break
    return tuple(found)


def _is_placed(time: When) -> bool:
    lasts = time.value is not None and time.value.startswith("P")
    return time.start is not None or time.end is not None or not lasts


def _is_taken(taken: list[tuple[int, int]], figure: Figure) -> bool:
    at = bisect_right(taken, (figure.numeral.start, len(taken) + 1 << 40)) - 1
    return at >= 0 and figure.numeral.start < taken[at][1]


def _figures(text: str) -> Iterator[Figure]:
    number_words, position = _number_words(), 0
    for match in _trigger().finditer(text):
        start, word = match.start(), match.group()
        if start < position:
            continue
        if word[0].isdigit():
            figure = _digit_figure(text, start)
        elif word in words.SYMBOLS:
            figure = _money_figure(text, start, word)
        elif word.lower() in number_words:
            figure = _word_figure(text, start)
        else:
            continue
        if figure is not None:
            position = figure.numeral.end
            yield figure


def _digit_figure(text: str, start: int) -> Figure | None:
    numeral = read_digits(text, start)
    if numeral is None or stands_in_token(text, start, numeral.end) or is_excluded(text, numeral):
        return None
    code = re.search(r"(?<!\w)([A-Z]{3})\s$", text[max(0, start - 5) : start])
    if code and code[1].lower() in words.CURRENCIES:
        return Figure(start - 4, numeral, words.CURRENCIES[code[1].lower()])
    return Figure(start, numeral)


def _money_figure(text: str, start: int, symbol: str) -> Figure | None:
    gap = 1 if text[start + 1 : start + 2] == " " else 0
    numeral = read_digits(text, start + 1 + gap, money=True)
    if numeral is None:
        return None
    prefix = re.search(r"(?<![A-Za-z])(AU?|CA?|NZ|HK|S|US)$", text[max(0, start - 3) : start])
    if symbol == "$" and prefix:
        return Figure(start - len(prefix[1]), numeral, words.DOLLARS[prefix[1]])
    return Figure(start, numeral, words.SYMBOLS[symbol])


def _word_figure(text: str, start: int) -> Figure | None:
    if start and (text[start - 1].isalnum() or text[start - 1] in "-_@#'’"):
        return None
    numeral = read_fraction(text, start) or read_words(text, start)
    if numeral is None or text[numeral.end : numeral.end + 1].isalnum():
        return None
    if is_excluded(text, numeral) or is_no_figure(text, numeral):
        return None
    return Figure(start, numeral)


def _read(text: str, figure: Figure) -> Quantity | None:
    """The quantity of a figure: a range or a fraction with the next one, its unit or item, its bound."""
    figure = with_partner(text, figure)
    numeral = figure.numeral
    what = _what(text, figure)
    end = max(numeral.end, what.end)
    if not (figure.currency or what.unit or what.item) and _is_serial(text, figure):
        return None
    scope = scope_of(text, figure.start, numeral.end, end, what.item)
    bound = bound_of(text, figure.start, numeral.end, end)
    if bound is Bound.EXACTLY and numeral.vague:
        bound = Bound.ABOUT
    unit = figure.currency or what.unit
    change = is_change(text, figure.start, numeral.end, end, unit)
    return Quantity(
        span=Span(figure.start, end),
        low=numeral.low,
        high=numeral.high,
        bound=bound,
        item=what.item,
        unit=unit,
        scope=scope,
        vague=numeral.vague,
        of=numeral.of,
        change=change,
        cumulative=not change and is_cumulative(text, figure.start, end, scope),
    )


def _what(text: str, figure: Figure) -> Counted:
    """Unit and item; "of" and a noun may follow either."""
    numeral = figure.numeral
    inner = counted.noun_of(text, numeral.end)
    if figure.currency:
        return inner
    if numeral.of is not None:
        return inner if inner.item else _plain_behind(text, numeral.end)
    unit = counted.unit_behind(text, numeral.end, scaled=numeral.scale > 1)
    if unit is not None:
        inner = counted.noun_of(text, unit.end)
        return Counted(max(unit.end, inner.end), unit.unit, inner.item)
    if not inner.item:
        inner = counted.noun_behind(text, numeral.end, one=numeral.low == numeral.high == 1)
    elif not numeral.vague:
        return inner
    measure = words.MEASURES.get(inner.item)  # "hundreds of kilometres", "one more day"
    return Counted(inner.end, measure) if measure else inner


def _plain_behind(text: str, end: int) -> Counted:
    """ "half the houses": the noun without an "of"."""
    article = re.compile(r"\s(?:the|its|his|her|their|that|this)(?=\s)", re.IGNORECASE).match(text, end)
    return counted.noun_behind(text, article.end() if article else end, one=True)


def _is_serial(text: str, figure: Figure) -> bool:
    """Plain digits next to more digits ("3-1", "98-0", "555 123 4567"): a score or a serial, no figure."""
    start, end = figure.start, figure.numeral.end
    if not (text[start].isdigit() and text[end - 1].isdigit()):
        return False
    return (
        re.match(r"[-–\s]\d", text[end : end + 2]) is not None
        or re.search(r"\d[-–\s]$", text[max(0, start - 2) : start]) is not None
        or re.fullmatch(r"\d{3}[-–]\d{4}", text[start:end]) is not None
    )
