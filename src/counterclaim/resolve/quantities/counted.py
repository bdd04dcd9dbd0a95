"""What a figure counts: the unit or the noun behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from counterclaim.resolve.quantities import words

_WORD = r"(?:(?:[A-Z]\.){2,}|[A-Za-z]\w*(?:['’.-]\w+)*)"
MAX_MODIFIERS = 6  # words looked at for the noun a figure counts


@dataclass(frozen=True, slots=True)
class Counted:
    """Unit and item of a figure, and where the words for them end."""

    end: int
    unit: str = ""
    item: str = ""
    part_of: bool = False
    """The figure counts a part of the item ("three of the ships")."""


@cache
def _token() -> re.Pattern[str]:
    return re.compile(rf"(?:[\s-]|\s[\"“'‘])(?P<word>{_WORD})")


@cache
def _unit() -> re.Pattern[str]:
    measures = "|".join(sorted(words.MEASURES, key=len, reverse=True))
    currencies = "|".join(sorted(words.CURRENCIES, key=len, reverse=True))
    return re.compile(
        rf"\s?(?P<percent>%(?!\w)|(?:percent|per\scent|pct)\b)(?P<points>[\s-](?:age\s)?points?)?"
        rf"|\s(?P<percentage>percentage\spoints?)\b"
        rf"|[\s-]?(?P<shape>square|cubic|sq\.?|nautical)[\s-](?P<of_shape>{measures})\b"
        rf"|[\s-]?(?P<prefix>kilo|mega|giga|tera)watt[\s-]hours?\b"
        rf"|[\s-]?(?P<cents>pence|cents)\b"
        rf"|[\s-](?:of\s)?(?P<nation>(?:hong\skong|[a-z]+)\s)?(?P<currency>{currencies})\b"
        rf"|(?P<inches>(?<=\d)in\b)"
        rf"|\s(?P<pounds>pounds?)\b|-(?P<weight>pounds?)\b"
        rf"|[\s-]?(?P<measure>{measures})(?P<squared>[²2]\b|²)?(?P<hour>/h\b|\sper\shour\b|\san\shour\b)?(?!\w)",
        re.IGNORECASE,
    )


def unit_behind(text: str, end: int, *, scaled: bool) -> Counted | None:
    """The unit of measure or currency right behind a figure; `scaled` figures of pounds are money."""
    match = _unit().match(text, end)
    if match is None:
        return None
    unit = _unit_of(match, scaled=scaled)
    return None if unit is None else Counted(match.end(), unit)


_FIXED = {"points": "percentage point", "percentage": "percentage point", "percent": "%", "inches": "inch"}
_ENERGY = {"kilo": "kWh", "mega": "MWh", "giga": "GWh", "tera": "TWh"}


def _unit_of(match: re.Match[str], *, scaled: bool) -> str | None:
    fixed = next((unit for group, unit in _FIXED.items() if match[group]), None)
    if fixed:
        return fixed
    if match["shape"]:
        return _shaped(match["shape"].lower(), words.MEASURES[match["of_shape"].lower()])
    if match["prefix"]:
        return _ENERGY[match["prefix"].lower()]
    return _measure(match) if match["measure"] else _money(match, scaled=scaled)


def _money(match: re.Match[str], *, scaled: bool) -> str | None:
    if match["cents"]:
        return "cent" if match["cents"].lower() == "cents" else "penny"
    if match["currency"]:
        return _currency(match)
    return "GBP" if match["pounds"] and scaled else "pound"


def _measure(match: re.Match[str]) -> str | None:
    """A unit of measure; None for short ones in capitals ("KM" may be a name), except of power."""
    written = match["measure"]
    if len(written) <= 2 and not written.islower() and written.lower() not in {"mw", "gw"}:
        return None
    unit = words.MEASURES[written.lower()]
    if match["squared"]:
        return f"{unit}²"
    if match["hour"] and unit in {"km", "mile"}:
        return "km/h" if unit == "km" else "mph"
    return unit


def _shaped(shape: str, unit: str) -> str:
    if shape == "nautical":
        return "nautical mile"
    mark, name = ("³", "cubic") if shape == "cubic" else ("²", "square")
    return unit + mark if unit in {"km", "m", "cm", "mm"} else f"{name} {unit}"


def _currency(match: re.Match[str]) -> str | None:
    """Its code; None where an adjective before it is no nation ("100 big dollars")."""
    code = words.CURRENCIES[match["currency"].lower()]
    nation = (match["nation"] or "").strip().lower()
    if not nation:
        return code
    if code == "USD" and nation in words.DOLLAR_NATIONS:
        return words.DOLLAR_NATIONS[nation]
    return code if match["nation"][0].isupper() or nation in {"us", "u.s."} else None


def noun_behind(text: str, end: int, *, one: bool = False) -> Counted:
    """The noun that a figure counts, in its plain form: the first plural within a few words.

    `one` takes a singular: the last word before the phrase ends. A word joined by a hyphen
    ("a 15-member council") counts as it stands.
    """
    match = _token().match(text, end)
    if match is None:
        return Counted(end)
    if text[end] == "-":
        return _hyphenated(match, end)
    position, last = end, Counted(end)
    for _ in range(MAX_MODIFIERS):
        match = _token().match(text, position)
        if match is None or text[position] == "-":
            break
        word = match["word"]
        lower = word.lower()
        joins = lower == "and" and last.item and not one and _goes_on(text, match.end())
        if not joins and _ends_phrase(lower, last, one=one):
            break
        position = match.end()
        if words.is_plural(word) and not _possessive(text, position):
            return _with_more_plural(text, Counted(position, item=words.singular(word)))
        if not joins and lower not in words.ADJECTIVES:
            last = Counted(position, item=words.singular(word))
    if one and last.item and not _is_verb_form(last.item.lower()):
        return last
    return Counted(end)


def _ends_phrase(lower: str, last: Counted, *, one: bool) -> bool:
    """True for a word that cannot stand between a figure and its noun."""
    if lower in words.STOP or (lower.endswith("ly") and lower != "family"):
        return True
    return one and bool(last.item) and _is_verb_form(lower)


def _goes_on(text: str, position: int) -> bool:
    """ "airborne and artillery troops": a noun in the plural closes what "and" goes on with."""
    for _ in range(3):
        match = _token().match(text, position)
        if match is None or match["word"].lower() in words.STOP:
            return False
        if words.is_plural(match["word"]):
            return True
        position = match.end()
    return False


def _hyphenated(match: re.Match[str], end: int) -> Counted:
    word = match["word"].split("-")[0]
    if word[0].isupper() or word.lower() in {"strong", "odd", "plus", "and", "to", "year", "fold"}:
        return Counted(end)
    return Counted(match.start("word") + len(word), item=words.singular(word.lower()))


def _with_more_plural(text: str, found: Counted) -> Counted:
    """ "forces personnel": a plural of people right behind is the head."""
    match = _token().match(text, found.end)
    if match and match["word"].lower() in {"personnel", "troops", "people", "staff", "members", "officials"}:
        return Counted(match.end(), item=words.singular(match["word"]))
    return found


def _possessive(text: str, end: int) -> bool:
    return text[end : end + 1] in {"'", "’"}


def _is_verb_form(lower: str) -> bool:
    return lower.endswith(("ed", "ing")) and lower not in {
        "building",
        "wedding",
        "breed",
        "seed",
        "king",
        "ring",
    }


@cache
def _of() -> re.Pattern[str]:
    return re.compile(
        r"(?:\sout)?\sof\s(?:(?:the|its|their|his|her|our|all|these|those|this|that|an?|some|such|our)\s)*"
    )


@cache
def _phrase_token() -> re.Pattern[str]:
    return re.compile(rf"\s?[\"“]?(?P<word>{_WORD})")


def noun_of(text: str, end: int) -> Counted:
    """The noun behind "of": "three of the ships", "60% of voters", "20 tonnes of aid"."""
    opening = _of().match(text, end)
    if opening is None:
        return Counted(end)
    position, last = opening.end(), Counted(end)
    for _ in range(MAX_MODIFIERS):
        match = _phrase_token().match(text, position)
        if match is None:
            break
        word = match["word"]
        lower = word.lower()
        if lower in words.STOP or (lower in words.VERBS_IN_S and last.item):
            break
        position = match.end()
        if lower.endswith(("'s", "’s")):
            continue
        if words.is_plural(word) and not _possessive(text, position):
            return Counted(position, item=words.singular(word), part_of=True)
        if _is_verb_form(lower) and last.item:
            break
        last = Counted(position, item=words.singular(word), part_of=True)
        if text[position : position + 1] not in {" ", "-"}:
            break
    return last
