"""What looks like a figure and is none: dates, ages, names with numbers, list numbers, pronouns."""

from __future__ import annotations

import re
from functools import cache

from counterclaim.resolve.quantities import counted, words
from counterclaim.resolve.quantities.numerals import Numeral


@cache
def _age_before() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:aged?|ages)(?:\s(?:of|about|around|between|under|over))?\s$|\baged\s(?:between\s)?\d+\s(?:and|to)\s$",
        re.I,
    )


@cache
def _age_after() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?:\sto\s|\s?[-–—]\s?|\sand\s)[\w-]{1,12})?"
        r"(?:[\s-](?:years?|months?|weeks?|days?)[\s-](?:olds?\b|of[\s-]age\b))",
        re.IGNORECASE,
    )


@cache
def _apposition() -> re.Pattern[str]:
    """An age in the manner of "Smith, 34, said"."""
    return re.compile(r"[A-Z][\w'’-]+,\s$")


@cache
def _month_beside() -> re.Pattern[str]:
    return re.compile(
        r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
        r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
    )


@cache
def _month_before() -> re.Pattern[str]:
    return re.compile(
        _month_beside().pattern + r"\s(?:the\s)?(?:\d{1,2}\s?[-–—]\s?|\d{1,2}\s(?:and|to|or)\s)?$"
    )


@cache
def _month_after() -> re.Pattern[str]:
    return re.compile(
        r"(?:st|nd|rd|th)?(?:(?:\s?[-–—]\s?|\s(?:and|to|or)\s)\d{1,2}(?:st|nd|rd|th)?)?\s(?:of\s)?"
        + _month_beside().pattern
    )


@cache
def _list_number() -> re.Pattern[str]:
    return re.compile(r"\d{1,3}[.)](?=\s|$)")


@cache
def _year_before() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:in|since|of|until|till|by|from|before|after|late|early|mid|during|for|the|its|and|to|©)[\s-]$",
        re.I,
    )


@cache
def _name_before() -> re.Pattern[str]:
    return re.compile(r"(?P<mark>^|[.!?:\n]\s*[\"“‘(]?|[\"“‘(]\s?)?\b(?P<name>[A-Za-z&][\w&.'’-]*)[\s]#?$")


def stands_in_token(text: str, start: int, end: int) -> bool:
    """True inside a longer token: "T-72", "MH17", "5G", "1990s", "3.4.1", "10:30", an address."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and (before.isalnum() or before in "_@#/:=.,&+"):
        return not (before in ",:." and text[start - 2 : start - 1].isspace()) or before == "+"
    if before in {"-", "‑", "–"} and start >= 2 and (text[start - 2].isalnum()):
        return True
    if after.isalpha() or after in {"_", "@"}:
        return re.match(r"(?:km|kg|m|cm|mm|ft|in|pct|nm|bn|MW|GW|g)\b", text[end : end + 4]) is None
    if after in {":", "/"} and text[end + 1 : end + 2].isdigit():
        return True
    return re.match(r"[-.]\d+[-.]\d|\+\d", text[end : end + 12]) is not None


@cache
def _street() -> re.Pattern[str]:
    return re.compile(r"[a-z]?\s(?:[A-Z]\w+\s){1,2}(?:Street|Road|Avenue|Lane|Square|Boulevard|Drive|Way)\b")


def is_excluded(text: str, numeral: Numeral) -> bool:
    """True when a numeral is the age of somebody, part of a date or a name, or counts a list."""
    start, end = numeral.start, numeral.end
    before = text[max(0, start - 40) : start]
    if _age_before().search(before) or _age_after().match(text, end):
        return True
    if not numeral.bare:
        return _capital_word(text, numeral)
    if _month_before().search(before) or _month_after().match(text, end):
        return True
    return (
        _is_apposed_age(text, numeral, before)
        or _is_year(text, numeral, before)
        or _is_list_number(text, start)
        or _street().match(text, end) is not None
        or _is_name_part(text, numeral, before)
    )


@cache
def _ordinal_noun() -> re.Pattern[str]:
    return re.compile(r"\b(?:number|phase|chapter|part|day|level|stage|page|round|article)\s$", re.IGNORECASE)


def _capital_word(text: str, numeral: Numeral) -> bool:
    """ "World War Two", "number two": a number word that belongs to the word before it."""
    if _ordinal_noun().search(text, max(0, numeral.start - 12), numeral.start):
        return True
    if not text[numeral.start].isupper() or text[numeral.start - 1 : numeral.start] != " ":
        return False
    word = re.search(r"(\w+)\s$", text[max(0, numeral.start - 20) : numeral.start])
    return word is not None and word[1][0].isupper()


def _is_apposed_age(text: str, numeral: Numeral, before: str) -> bool:
    """ "Smith, 34, said", "(34)"."""
    if not 1 <= numeral.low <= 110:
        return False
    after = text[numeral.end : numeral.end + 1]
    if before.endswith("(") and after == ")":
        return True
    return _apposition().search(before) is not None and after in {",", ".", ";", ")", ""}


def _is_year(text: str, numeral: Numeral, before: str) -> bool:
    """Four plain digits that may be a year, with no noun of what people count behind them."""
    if not (numeral.end - numeral.start == 4 and 1900 <= numeral.low <= 2100):
        return False
    return bool(_year_before().search(before)) or not _is_counting(text, numeral.end)


def _is_counting(text: str, end: int) -> bool:
    """True when one of the two words behind is a unit or a noun of what reports count."""
    following = re.match(r"[\s-]([a-z]+)(?:[\s-]([a-z]+))?|\s?%", text[end : end + 40])
    if following is None:
        return False
    if following[1] is None:
        return True
    behind = {following[1], following[2]}
    return not words.COUNTED_PEOPLE.isdisjoint(behind) or following[1] in words.MEASURES


def _is_list_number(text: str, start: int) -> bool:
    return (not start or text[start - 1] == "\n") and _list_number().match(text, start) is not None


def _is_name_part(text: str, numeral: Numeral, before: str) -> bool:
    """ "Article 5", "page 3", "Boeing 777": the number belongs to the word before it."""
    found = _name_before().search(before)
    if found is None:
        return False
    name = found["name"]
    lower = name.lower().rstrip(".")
    if lower in words.REFERENCES:
        return lower != "no" or name[0] == "N" or name.endswith(".")
    if not name[0].isupper() or lower in words.FIRST_WORDS or lower.endswith(("'s", "’s")):
        return False
    if found["mark"] is not None and not name.isupper() and re.match(r"\s[a-z]", text[numeral.end :][:2]):
        return False
    return not _is_counting(text, numeral.end)


@cache
def _pronoun_before() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:no|this|that|the|which|any|every|each|only|another|number|quite|phase|square|not)[\s-]$",
        re.IGNORECASE,
    )


def is_no_figure(text: str, numeral: Numeral) -> bool:
    """True for number words that set no figure: the pronoun "one", a bare "few", "the couple"."""
    word = text[numeral.start : numeral.end].lower()
    before = text[max(0, numeral.start - 12) : numeral.start]
    if word == "one":
        return _is_pronoun(text, numeral, before)
    if word in {"couple", "handful"}:
        return not text.startswith(" of ", numeral.end)
    if word == "few":
        return not before.lower().endswith((" past ", " last ", " next ", " first ", " the "))
    if numeral.vague == "few":
        return before.lower().endswith("quite ")
    if word in {"zero", "scores"}:
        return re.match(r"\sof\b|\s[a-z]+s\b", text[numeral.end : numeral.end + 20]) is None
    return False


def _is_pronoun(text: str, numeral: Numeral, before: str) -> bool:
    """ "one" counts in "one person" and "one in five", not in "one of the men", "this one", "one day"."""
    if _pronoun_before().search(before):
        return True
    following = text[numeral.end : numeral.end + 20]
    if re.match(r"\sin\s(?:\d|two|three|four|five|six|ten)", following):
        return False
    if re.match(r"[\s-](?:out\s)?of\s", following):
        return True
    if counted.unit_behind(text, numeral.end, scaled=False):
        return following.startswith(" day")
    item = counted.noun_behind(text, numeral.end, one=True).item
    return not item or (item.lower() in words.IDIOMS_OF_ONE and not following.startswith(" more "))
