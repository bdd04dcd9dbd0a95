"""From a text to its quantities: find the numerals, leave out what is none, read the words around the rest.

Linear in the text: every word is looked up once, and the few patterns tried at a numeral are bounded.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from counterclaim.resolve.quantities import counted, words
from counterclaim.resolve.quantities.bounds import bound_of, is_change, is_cumulative, scope_of
from counterclaim.resolve.quantities.counted import Counted
from counterclaim.resolve.quantities.exclude import is_excluded, stands_in_token
from counterclaim.resolve.quantities.numerals import (
    FRACTIONS,
    SCALES,
    SMALL,
    TENS,
    VAGUE,
    Numeral,
    read_digits,
    read_fraction,
    read_words,
)
from counterclaim.types import Attribution, Bound, Quantity, Span, When

MAX_QUANTITIES = 3000  # figures read of one text: a bound on hostile input


@cache
def _trigger() -> re.Pattern[str]:
    return re.compile(r"[$€£¥₴₽₹₺]|[A-Za-z]+|\d+")


@cache
def _number_words() -> frozenset[str]:
    return frozenset({*SMALL, *TENS, *SCALES, *VAGUE, "a", "an", "hundred", "dozen", *FRACTIONS})


@dataclass(frozen=True, slots=True)
class Figure:
    """A numeral with its currency, before the words around it are read."""

    start: int
    numeral: Numeral
    currency: str = ""


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
    if is_excluded(text, numeral) or not _counts(text, numeral):
        return None
    return Figure(start, numeral)


@cache
def _pronoun_before() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:no|this|that|the|which|any|every|each|only|another|number|quite|day|phase|square|not)[\s-]$", re.I
    )


def _counts(text: str, numeral: Numeral) -> bool:
    """False for "one" as a pronoun, and for "few" and "couple" that set no figure."""
    word = text[numeral.start : numeral.end].lower()
    before = text[max(0, numeral.start - 12) : numeral.start]
    if word == "one":
        if _pronoun_before().search(before):
            return False
        if re.match(r"[\s-](?:in\s(?:\d|two|three|four|five|six|ten)|(?:of|out\sof)\s(?:the\s)?\w+)", text[numeral.end :][:20]):
            return text[numeral.end + 1 : numeral.end + 3] == "in"
        noun = counted.unit_behind(text, numeral.end, scaled=False) or counted.noun_behind(
            text, numeral.end, one=True
        )
        item = noun.item or noun.unit
        return bool(item) and item.lower() not in words.IDIOMS_OF_ONE
    if word in {"few", "couple", "handful"}:
        if word != "few":
            return text.startswith(" of ", numeral.end)
        return before.lower().endswith((" past ", " last ", " next ", " first ", " the "))
    if numeral.vague == "few" and before.lower().endswith("quite "):
        return False
    if word in {"zero", "scores"}:
        return re.match(r"\sof\b|\s[a-z]+s\b", text[numeral.end : numeral.end + 20]) is not None
    return True


def _read(text: str, figure: Figure) -> Quantity | None:
    """The quantity of a figure: a range or a fraction with the next one, its unit or item, its bound."""
    figure, of = _with_partner(text, figure)
    numeral = figure.numeral
    of = of or numeral.of
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
        of=of,
        change=change,
        cumulative=not change and is_cumulative(text, figure.start, end, scope),
    )


def _what(text: str, figure: Figure) -> Counted:
    """Unit and item; "of" and a noun may follow either."""
    numeral = figure.numeral
    one = numeral.low == numeral.high == 1 and numeral.of is None
    if numeral.of is not None or figure.currency:
        inner = counted.noun_of(text, numeral.end)
        return inner if inner.item or numeral.of is None else _plain_behind(text, numeral.end)
    unit = counted.unit_behind(text, numeral.end, scaled=numeral.scaled)
    if unit is not None:
        inner = counted.noun_of(text, unit.end)
        return Counted(max(unit.end, inner.end), unit.unit, inner.item)
    inner = counted.noun_of(text, numeral.end)
    if inner.item:
        return inner
    return counted.noun_behind(text, numeral.end, one=one)


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


@cache
def _link() -> re.Pattern[str]:
    return re.compile(
        r"(?P<unit>\s?(?:%|percent|per\scent|km|miles|metres|meters|kilomet(?:er|re)s|years|days))?"
        r"(?:(?P<range>\s?[-–—]\s?|\s(?:to|or)\s(?:even\s)?(?:about\s|around\s|as\smany\sas\s)?)"
        r"|(?P<both>\sand\s)|(?P<whole>\s(?:out\s)?of\s(?:the\s|its\s|all\s)?(?:total\s(?:of\s)?)?|\sin\s))"
        r"(?P<symbol>[$€£])?(?=\d|[a-z])",
        re.IGNORECASE,
    )


def _with_partner(text: str, figure: Figure) -> tuple[Figure, float | None]:
    """The figure joined with the next one, where the two make a range or a part of a whole."""
    first = figure.numeral
    link = _link().match(text, first.end)
    if link is None or first.vague or first.of:
        return figure, None
    second = read_digits(text, link.end(), money=bool(figure.currency)) or read_words(text, link.end())
    if second is None or second.vague or (text[second.end : second.end + 1].isalpha() and text[second.end] not in "mk"):
        return figure, None
    if link["whole"]:
        return _fraction(text, figure, link, second)
    before = text[max(0, figure.start - 30) : figure.start].lower()
    if link["symbol"] and not figure.currency:
        return figure, None
    if link["unit"] and not text.startswith(link["unit"].strip(), second.end + text[second.end : second.end + 1].isspace()):
        return figure, None
    if link["both"] and not re.search(r"\bbetween\s(?:\w+\s)?$", before):
        return figure, None
    if re.search(r"\b(?:rose|fell|grew|cut|up|down|increased?|reduced|dropped|climbed|raised|risen)\sfrom\s$", before):
        return figure, None
    low = first.low
    if not first.scaled and second.scaled and low < second.high:
        low *= _scale_of(text, second)
    if not low < second.high:
        return figure, None
    joined = replace(second, start=first.start, low=low, bare=False)
    return Figure(figure.start, joined, figure.currency), None


def _scale_of(text: str, numeral: Numeral) -> float:
    """The scale of "5-10 million", which the first figure shares."""
    digits = read_digits(text.replace(",", "", 0)[numeral.start : numeral.start + 24].split(" ")[0].split("-")[0], 0)
    if digits is None or not digits.low or digits.scaled:
        words_only = read_words(text, numeral.start)
        if words_only is None:
            last = re.search(r"([a-z]+)$", text[numeral.start : numeral.end].lower())
            return {"k": 1e3, "m": 1e6, "bn": 1e9}.get(last[1] if last else "", 1.0)
        last = re.search(r"([a-z]+)$", text[numeral.start : numeral.end].lower())
        return {"hundred": 100.0, **SCALES}.get(last[1] if last else "", 1.0)
    return numeral.low / digits.low


def _fraction(
    text: str, figure: Figure, link: re.Match[str], second: Numeral
) -> tuple[Figure, float | None]:
    """ "141 of 193", "one in five", "nine out of ten"."""
    first = figure.numeral
    if link["whole"].strip() == "in" and not (first.low <= 10 and second.high in {2, 3, 4, 5, 6, 7, 8, 9, 10, 100}):
        return figure, None
    if first.high > second.high or figure.currency or link["unit"]:
        return figure, None
    written = text[first.start : first.end].lower()
    if link["whole"].strip() == "in" and written != "one" and not counted.noun_behind(text, second.end).item:
        return figure, None
    joined = replace(first, end=second.end, bare=False)
    return Figure(figure.start, joined), second.high
