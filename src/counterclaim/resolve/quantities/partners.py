"""Two figures that are one: the ends of a range, a part and its whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from counterclaim.resolve.quantities import counted
from counterclaim.resolve.quantities.numerals import Numeral, read_digits, read_words

_WHOLES = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 100})
"""Of how many "nine in ten" may speak: "12 in 2021" and "three in 40" are no fractions."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A numeral with its currency, before the words around it are read."""

    start: int
    numeral: Numeral
    currency: str = ""


@cache
def _link() -> re.Pattern[str]:
    unit = r"(?P<unit>\s?(?:%|percent|per\scent|km|miles|metres|meters|kilomet(?:er|re)s|years|days))?"
    between = (
        r"(?P<range>\s?[-–—]\s?|\s(?:to|or)\s(?:even\s)?(?:about\s|around\s|as\smany\sas\s)?)"
        r"|(?P<both>\sand\s)|(?P<part>\sin\s)"
        r"|(?P<whole>\s(?:out\s)?of\s(?:(?:the|its|all|about|around|some|nearly|over|almost)\s)*(?:total\s(?:of\s)?)?)"
    )
    return re.compile(rf"{unit}(?:{between})(?P<symbol>[$€£])?(?=\d|[a-z])", re.IGNORECASE)


@cache
def _two_levels() -> re.Pattern[str]:
    """ "rose from 12 to 15" gives two figures, no range."""
    return re.compile(
        r"\b(?:rose|fell|grew|cut|up|down|increased?|reduced|dropped|climbed|raised|risen)\sfrom\s$",
        re.IGNORECASE,
    )


def with_partner(text: str, figure: Figure) -> Figure:
    """The figure joined with the next one, where the two make a range or a part of a whole."""
    first = figure.numeral
    link = _link().match(text, first.end)
    if link is None or first.vague or first.of:
        return figure
    second = _second(text, link.end(), money=bool(figure.currency))
    if second is None:
        return figure
    if link["whole"] or link["part"]:
        return _fraction(text, figure, link, second)
    return _range(text, figure, link, second)


def _second(text: str, start: int, *, money: bool) -> Numeral | None:
    second = read_digits(text, start, money=money) or read_words(text, start)
    if second is None or second.vague:
        return None
    behind = text[second.end : second.end + 1]
    return None if behind.isalpha() and behind not in "mk" else second


def _range(text: str, figure: Figure, link: re.Match[str], second: Numeral) -> Figure:
    """ "10-15", "between 10 and 15", "5-10 million", "two or three"."""
    first = figure.numeral
    before = text[max(0, figure.start - 30) : figure.start]
    if (link["symbol"] and not figure.currency) or _two_levels().search(before):
        return figure
    if link["unit"] and not text[second.end : second.end + 20].lstrip().startswith(link["unit"].strip()):
        return figure
    if link["both"] and not re.search(r"\bbetween\s(?:\w+\s)?$", before, re.IGNORECASE):
        return figure
    low = first.low * (second.scale if first.scale == 1 and first.low < second.high / second.scale else 1)
    if not low < second.high:
        return figure
    joined = replace(second, start=first.start, low=low, bare=False)
    return replace(figure, numeral=joined)


def _fraction(text: str, figure: Figure, link: re.Match[str], second: Numeral) -> Figure:
    """ "141 of 193", "one in five", "nine out of ten"."""
    first = figure.numeral
    if first.high > second.high or figure.currency or link["unit"]:
        return figure
    if link["part"]:
        one = text[first.start : first.end].lower() == "one"
        named = one or bool(counted.noun_behind(text, second.end).item)
        if first.low > 10 or second.high not in _WHOLES or not named:
            return figure
    return replace(figure, numeral=replace(first, end=second.end, bare=False, of=second.high))
