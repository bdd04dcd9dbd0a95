"""The words for times, and the fragments of patterns made of them."""

from __future__ import annotations

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("Monday", "Mon"),
            ("Tuesday", "Tues", "Tue"),
            ("Wednesday", "Wed"),
            ("Thursday", "Thurs", "Thur", "Thu"),
            ("Friday", "Fri"),
            ("Saturday", "Sat"),
            ("Sunday", "Sun"),
        )
    )
    for name in names
}
FULL_WEEKDAYS = tuple(name for name in WEEKDAYS if name.endswith("day"))

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("January", "Jan"),
            ("February", "Feb"),
            ("March", "Mar"),
            ("April", "Apr"),
            ("May",),
            ("June", "Jun"),
            ("July", "Jul"),
            ("August", "Aug"),
            ("September", "Sept", "Sep"),
            ("October", "Oct"),
            ("November", "Nov"),
            ("December", "Dec"),
        ),
        start=1,
    )
    for name in names
}
AMBIGUOUS_MONTHS = frozenset({"March", "May", "April", "June", "August", "Mar", "Jan", "Dec", "Jun", "Sep"})
"""Also verbs, or names of people: by themselves they want a word before them that says "time"."""

PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
NUMBERS = {
    "zero": 0, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100,
}  # fmt: skip
VAGUE = ("several", "few", "couple", "many", "dozens", "dozen", "some")
"""Numerals without a number: the length of time keeps an X ("PXD")."""

HOLIDAYS = {
    "Christmas Eve": (12, 24),
    "Christmas Day": (12, 25),
    "Christmas": (12, 25),
    "Boxing Day": (12, 26),
    "New Year's Eve": (12, 31),
    "New Year's Day": (1, 1),
    "New Year": (1, 1),
}


def _any(listed: list[str] | tuple[str, ...]) -> str:
    return "|".join(sorted(listed, key=len, reverse=True))


WEEKDAY = rf"(?-i:(?P<weekday>{_any(tuple(WEEKDAYS))}))\b\.?"
FULL_WEEKDAY = rf"(?-i:(?P<weekday>{_any(tuple(FULL_WEEKDAYS))}))\b"
MONTH = rf"(?-i:(?P<month>{_any(tuple(MONTHS))}))\b(?:(?<=\b[A-Z][a-z][a-z])\.|(?<=Sept)\.)?"
DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d|\s?(?:p\.?m|a\.?m)\b)"
UNTIL_DAY = r"(?P<last>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\d|[.,]\d)"
DASH = r"\s?[-‐‑–—]\s?"
TO = rf"(?:{DASH}|\s(?:to|until|through|and|or)\s)"
YEAR = r"(?P<year>(?:19|20)\d\d)(?![\d%]|[.,]\d)"
PART = rf"(?P<part>{_any(tuple(PARTS))})"
SEASON = rf"(?P<season>{_any(tuple(SEASONS))})"
UNIT = r"(?P<unit>second|minute|hour|day|night|week|fortnight|month|year|decade)"
NUMBER = (
    rf"(?P<number>\d{{1,4}}(?:\.\d)?(?![\d,])|(?:(?:twenty|thirty|forty|fifty|sixty|ninety)[ -])?"
    rf"(?:{_any(tuple(NUMBERS))})(?!\w)|(?:a\s)?(?:{_any(VAGUE)}))"
)
