"""Numerals: digits, number words, and vague ones ("dozens"), to values or ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

SMALL = {
    word: number
    for number, word in enumerate(
        [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
            "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        ]
    )
}  # fmt: skip
TENS = {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
LETTERS = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12}
VAGUE = {
    "couple": (2, 3),
    "few": (3, 6),
    "several": (3, 9),
    "handful": (3, 9),
    "tens": (20, 99),
    "dozens": (24, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "thousands": (2e3, 9_999),
    "millions": (2e6, 9_999_999),
    "billions": (2e9, 9_999_999_999),
    "trillions": (2e12, 9_999_999_999_999),
}
"""What a vague numeral spans: from the least it can mean to the last value before the next such word."""

FRACTIONS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
MAX_DIGITS = 15  # longer runs are serial numbers, and floats no longer hold them exactly


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral at [start, end) and the values it spans; `of` is the whole of a fraction.

    `bare` marks plain digits without comma, point or scale: what names and dates are made of;
    `scale` is what its last scale word multiplies by ("million"), 1 without one.
    """

    start: int
    end: int
    low: float
    high: float
    vague: str | None = None
    bare: bool = False
    scale: float = 1.0
    of: float | None = None


@cache
def _digits() -> re.Pattern[str]:
    return re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![,.]?\d)")


@cache
def _scale() -> re.Pattern[str]:
    return re.compile(
        r"(?:\s|-)?(?P<word>hundred|dozen|thousand|million|billion|trillion)\b"
        r"|\s?(?P<letters>bn|bln|mn|mln|tn|trn)\b|(?P<letter>[kmb])(?![\w-])",
        re.IGNORECASE,
    )


@cache
def _metre() -> re.Pattern[str]:
    """What makes the "m" of "1.2m" a metre."""
    return re.compile(
        r"\s(?:high|tall|long|wide|deep|away|below|above|from|off|apart|distance|underwater|radius|race|sprint)\b"
    )


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"(?P<gap>\s(?:and|of)\s|-and-|[\s-])?(?P<word>[A-Za-z]+)")


def read_digits(text: str, start: int, *, money: bool = False) -> Numeral | None:
    """The numeral in digits that starts there, with its scale ("1.2m", "40 billion").

    An attached "m" is a million, unless a word of distance follows or the number is a whole one
    from 10 on with nothing to tell; behind a currency it always is a million.
    """
    match = _digits().match(text, start)
    if match is None or match.end() - start > MAX_DIGITS + 5:
        return None
    written = match.group()
    if written[0] == "0" and len(written) > 1 and written[1] != ".":
        return None
    value, end = float(written.replace(",", "")), match.end()
    scale = _scale().match(text, end)
    if scale is None or not (factor := _factor(scale, text, value, money=money)):
        return Numeral(start, end, value, value, bare=written.isdigit())
    value = round(value * factor, 6)
    return Numeral(start, scale.end(), value, value, scale=factor)


def _factor(scale: re.Match[str], text: str, value: float, *, money: bool) -> float:
    """By how much the scale multiplies; 0 when its letter is a unit or nothing known."""
    if word := scale["word"]:
        return {"hundred": 100.0, "dozen": 12.0}.get(word.lower()) or SCALES[word.lower()]
    if letters := scale["letters"]:
        return LETTERS[letters.lower()]
    letter = scale["letter"].lower()
    if letter == "b":
        return 1e9 if money else 0
    if letter == "m" and not money:
        following = text[scale.end() : scale.end() + 12]
        if _metre().match(following) or not re.match(r"\s(?!in\b|of\b)[a-z]{3,}", following):
            return 0 if value >= 10 or _metre().match(following) else 1e6
    return LETTERS[letter]


def read_words(text: str, start: int) -> Numeral | None:
    """The numeral in words that starts there: "twenty-three", "half a million", "tens of thousands"."""
    opening = _word().match(text, start)
    if opening is None:
        return None
    word = opening["word"].lower()
    if word in {"a", "an"}:
        return _after_article(text, start, opening.end())
    if word == "half":
        return _half_of(text, start, opening.end())
    if word in VAGUE:
        return _vague(text, start, opening.end(), word)
    if word in SMALL or word in TENS or word in SCALES or word in {"hundred", "dozen"}:
        return _exact(text, start)
    return None


@cache
def _unit_and_a_half() -> re.Pattern[str]:
    return re.compile(r"(?:minute|hour|day|week|month|year|mile|decade)\sand\sa\shalf\b", re.IGNORECASE)


def _after_article(text: str, start: int, position: int) -> Numeral | None:
    following = _word().match(text, position)
    if following is None or following["gap"] != " ":
        return None
    word = following["word"].lower()
    if _unit_and_a_half().match(text, following.start("word")):
        return Numeral(start, position, 1.5, 1.5)
    if word in {"few", "couple", "handful"}:
        return _vague(text, start, following.end(), word)
    if word in SCALES or word in {"hundred", "dozen"}:
        inner = _exact(text, following.start("word"))
        return inner and replace(inner, start=start)
    return None


@cache
def _half() -> re.Pattern[str]:
    return re.compile(
        r"[\s-]an?(?:[\s-](?P<scale>million|billion|trillion|dozen)\b"
        r"|(?=\s(?:minute|hour|day|week|month|year|decade|century|mile|kilometre|kilometer|tonne|ton|percent)\b))",
        re.IGNORECASE,
    )


def _half_of(text: str, start: int, position: int) -> Numeral | None:
    """ "half a million", "half a dozen", "half an hour"."""
    match = _half().match(text, position)
    if match is None:
        return None
    if match["scale"] is None:
        return Numeral(start, match.end(), 0.5, 0.5)
    scale = {"dozen": 12.0, **SCALES}[match["scale"].lower()]
    return Numeral(start, match.end(), scale / 2, scale / 2, scale=scale)


def _vague(text: str, start: int, end: int, word: str) -> Numeral | None:
    """A vague word, times the scale behind it ("several hundred", "tens of thousands")."""
    low, high = map(float, VAGUE[word])
    following = _word().match(text, end)
    vague = word
    if following is not None:
        behind = following["word"].lower()
        gap = following["gap"]
        factor = {"hundred": 100.0, "dozen": 12.0, **SCALES}.get(behind.removesuffix("s"))
        if factor and ((gap == " of ") == behind.endswith("s") or word == "couple"):
            end, vague = following.end(), f"{word} {'of ' if gap == ' of ' else ''}{behind}"
            low, high = low * factor, (high + 1) * factor - 1 if gap == " of " else high * factor
    if word == "tens" and vague == word:
        return None
    return Numeral(start, end, low, high, vague=vague)


def _exact(text: str, start: int) -> Numeral | None:
    """A run of number words, added up as they are read."""
    total, current, last, scale = 0.0, 0.0, "", 1.0
    position = end = start
    while match := _word().match(text, position):
        word, gap = match["word"].lower(), (match["gap"] or "").strip(" -")
        if gap == "of" or (position != start and match["gap"] is None):
            break
        if gap == "and" and _and_a_half(text, position):
            current, end = current + 0.5, position + len(" and a half")
            position, last = end, "half"
            continue
        if gap == "and" and last not in {"hundred", "scale"}:
            break
        step = _step(word, last)
        if step is None:
            break
        kind, value = step
        if kind in {"small", "tens"}:
            current += value
            scale = 1.0
        elif kind == "hundred":
            current, scale = (current or 1) * value, value
        else:
            total, current, scale = total + (current or 1) * value, 0.0, value
        position = end = match.end()
        last = kind
    if end == start:
        return None
    value = total + current
    return Numeral(start, end, value, value, scale=scale)


def _and_a_half(text: str, position: int) -> bool:
    return text[position : position + 11].lower().replace("-", " ") == " and a half"


def _step(word: str, last: str) -> tuple[str, float] | None:
    """What a number word may add behind a word of kind `last`; None when it cannot follow."""
    if word in SMALL and (last in {"", "hundred", "scale"} or (last == "tens" and 0 < SMALL[word] < 10)):
        return "small", SMALL[word]
    if word in TENS and last in {"", "hundred", "scale"}:
        return "tens", TENS[word]
    if word in {"hundred", "dozen"} and last in {"", "small", "tens", "half"}:
        return "hundred", 100 if word == "hundred" else 12
    if word in SCALES and last != "scale":
        return "scale", SCALES[word]
    return None


@cache
def _fraction() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?P<count>a|one|two|three|four|nine)[\s-])?(?P<part>half|third|quarter|fifth|tenth)s?(?!\w)",
        re.IGNORECASE,
    )


@cache
def _shared() -> re.Pattern[str]:
    """What is divided: "half of the houses", "half the houses"; but not "half the time"."""
    return re.compile(r"\sof\b|\s(?:the|its|his|her|their|that|this)\b(?!\s(?:time|way)\b)", re.IGNORECASE)


@cache
def _by_before() -> re.Pattern[str]:
    """ "fell by about a fifth" names no whole."""
    return re.compile(r"\bby\s(?:\w+\s){0,2}$", re.IGNORECASE)


def read_fraction(text: str, start: int) -> Numeral | None:
    """ "half of", "a third of", "two-thirds of", "by a fifth": so many of so many parts."""
    match = _fraction().match(text, start)
    if match is None:
        return None
    if not _shared().match(text, match.end()) and not _by_before().search(text, max(0, start - 24), start):
        return None
    part, count = match["part"].lower(), (match["count"] or "").lower()
    if part != "half" and not count:
        return None
    low = float(SMALL.get(count, 1))
    return Numeral(start, match.end(), low, low, of=float(FRACTIONS[part]))
