"""Rules for the calendar: dates, weekdays, months, quarters, seasons, years, holidays, the clock."""

from __future__ import annotations

import datetime as dt
import re

from counterclaim.resolve.times import periods
from counterclaim.resolve.times.context import Context, Tense
from counterclaim.resolve.times.periods import ONE_DAY, Period
from counterclaim.resolve.times.rule import Rule, named, rules
from counterclaim.resolve.times.words import (
    AMBIGUOUS_MONTHS,
    DASH,
    DAY,
    FULL_WEEKDAY,
    FULL_WEEKDAYS,
    HOLIDAYS,
    MONTH,
    MONTHS,
    ORDINALS,
    PART,
    PARTS,
    SEASON,
    SEASONS,
    TO,
    UNTIL_DAY,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
)
from counterclaim.types import Granularity

_DIGIT = ("0",)
_COMMA_WEEKDAY = rf"(?:{WEEKDAY},?\s(?:the\s)?)?"
_NEARBY = ("last", "past", "previous", "this", "next", "coming")
_IN_YEAR = rf"(?:,?\s(?:of\s)?{YEAR}|\s(?:of\s)?(?P<which>last|this|next)\syear\b)?"
_OF_YEAR = rf"(?:,?\s(?:of\s)?{YEAR}|,?\s(?:of\s)?(?P<which>last|this|next)\syear)?"
_TIME_BEFORE = re.compile(
    r"(?:\b(?:in|since|until|till|by|from|to|of|late|early|mid|last|next|this|between|and|through|during|for"
    r"|before|after|over|end|start|beginning|earlier|later)\s|\b(?:mid|early|late)-)$",
    re.IGNORECASE,
)
"""Before a month that is also another word, or a bare number, these say that a time is meant."""
_COUNTED = re.compile(
    r"\s(?:[a-z]+ian\s|[a-z]+\s)?(?:people|troops|soldiers|men|women|children|tanks|vehicles|civilians|cases"
    r"|deaths|km|kilomet\w+|met(?:er|re)s|miles|feet|tonn?e?s|dollars|euros|rubles|pounds|per\s?cent|votes"
    r"|workers|employees|refugees|migrants|prisoners|police|fighters|aircraft|homes|houses|seats)\b"
)
_NO_DAY_BEFORE = re.compile(r"\b(?:Merry|Happy)\s$")
_YEARS_AROUND = (-1, 0, 1)


def _nearest_year(month: int, day: int, context: Context, match: re.Match[str]) -> int | None:
    """The year that brings a date without one nearest to publication, on the side the verb tells."""
    published = context.published
    if published is None:
        return None
    weights = _weights(context.tense(match.start(), match.end()))
    candidates = []
    for year in (published.year + step for step in _YEARS_AROUND):
        try:
            days = (dt.date(year, month, day) - published).days
        except ValueError:  # 29 February of a year that has none
            continue
        wrong = "weekday" in match.groupdict() and WEEKDAYS.get(match["weekday"]) not in {
            None,
            dt.date(year, month, day).weekday(),
        }
        candidates.append((wrong, abs(days) * weights[days > 0], year))
    return min(candidates)[-1] if candidates else None


def _weights(tense: Tense) -> tuple[int, int]:
    """By how much distance into the past and into the future counts: the verb may be another's."""
    return {Tense.PAST: (1, 4), Tense.FUTURE: (6, 1), Tense.UNKNOWN: (1, 1)}[tense]


def _year_named(match: re.Match[str], context: Context) -> int | None:
    """The year an expression names, in digits or as "last year"."""
    if year := named(match, "year"):
        return int(year)
    if (which := named(match, "which")) and context.published:
        return context.published.year + {"last": -1, "this": 0, "next": 1}[which]
    return None


def _date(match: re.Match[str], context: Context) -> Period | None:
    month, day = MONTHS[match["month"]], int(match["day"])
    year = _year_named(match, context) or _nearest_year(month, day, context, match)
    if year is None:
        return Period(f"XXXX-{month:02}-{day:02}", None, None, Granularity.DAY, "day")
    return periods.on_day(dt.date(year, month, day))


def _days_of_month(match: re.Match[str], context: Context) -> Period | None:
    """ "March 3-5", "from 3 to 5 March"."""
    month, day, last = MONTHS[match["month"]], int(match["day"]), int(match["last"])
    year = _year_named(match, context) or _nearest_year(month, day, context, match)
    if last <= day:
        return None
    if year is None:
        return Period(
            f"XXXX-{month:02}-{day:02}/XXXX-{month:02}-{last:02}", None, None, Granularity.DAY, "span"
        )
    return periods.from_to(dt.date(year, month, day), dt.date(year, month, last))


def _numeric(match: re.Match[str], context: Context) -> Period | None:
    """ "2022-03-02", "02.03.2022"; "3/2/2022" in the order that brings it nearest to publication."""
    one, two = int(match["one"]), int(match["two"])
    year = int(match["year"])
    if match["mark"] == "-":
        return periods.on_day(dt.date(year, one, two))
    readings = [
        dt.date(year, month, day)
        for day, month in ((one, two), (two, one))
        if month <= 12 and day <= (periods.months_on(dt.date(year, month, 1), 1) - ONE_DAY).day
    ]
    if not readings:
        return None
    if match["mark"] == "/" and context.published is not None:
        published = context.published
        readings.sort(key=lambda day: abs((day - published).days))
    return periods.on_day(readings[0])


def _month_and_year(match: re.Match[str], context: Context) -> Period | None:
    year = _year_named(match, context)
    if year is None:
        return Period(f"XXXX-{MONTHS[match['month']]:02}", None, None, Granularity.MONTH, "month")
    return periods.month_of(year, MONTHS[match["month"]])


def _month(match: re.Match[str], context: Context) -> Period | None:
    """A month by itself: the nearest one on the side the verb tells, the current one included."""
    name, published = match["month"], context.published
    before = context.text[max(0, match.start() - 12) : match.start()]
    if name in AMBIGUOUS_MONTHS and not named(match, "which") and not _TIME_BEFORE.search(before):
        return None
    month = MONTHS[name]
    if published is None:
        return Period(f"XXXX-{month:02}", None, None, Granularity.MONTH, "month")
    ahead = (month - published.month) % 12
    if named(match, "which"):
        weights = (1, 99) if named(match, "which") in {"last", "past"} else (99, 1)
        ahead = ahead or 12 * (weights[0] == 1)
    else:
        weights = _weights(context.tense(match.start(), match.end()))
    future = not ahead or ahead * weights[1] <= (12 - ahead) * weights[0]
    day = periods.months_on(published.replace(day=1), ahead if future else ahead - 12)
    return periods.month_of(day.year, day.month)


def weekday_near(context: Context, weekday: int, start: int, end: int) -> dt.date | None:
    """The day a bare weekday names: the day of publication if it is one, else the last or the next."""
    if context.published is None:
        return None
    back = (context.published.weekday() - weekday) % 7
    if back and context.tense(start, end) is Tense.FUTURE:
        back -= 7
    return context.published - dt.timedelta(days=back)


def _weekday(match: re.Match[str], context: Context) -> Period | None:
    number, published = WEEKDAYS[match["weekday"]], context.published
    which, week, part = named(match, "which"), named(match, "week"), named(match, "part")
    if published is None:
        return periods.unknown(Granularity.PART_OF_DAY if part else Granularity.DAY, "weekday")
    monday = published - dt.timedelta(days=published.weekday())
    if week:
        day: dt.date | None = monday + dt.timedelta(days=number + {"last": -7, "this": 0, "next": 7}[week])
    elif which in {"last", "past", "previous"}:
        day = published - dt.timedelta(days=(published.weekday() - number) % 7 or 7)
    elif which in {"next", "coming"}:
        day = published + dt.timedelta(days=(number - published.weekday()) % 7 or 7)
    elif which == "this":
        day = monday + dt.timedelta(days=number)
    else:
        day = weekday_near(context, number, match.start(), match.end())
    if day is None:
        return None
    return periods.part_of(day, PARTS[part]) if part else periods.on_day(day, "weekday")


def _year(match: re.Match[str], context: Context) -> Period | None:
    following = context.text[match.end() : match.end() + 40]
    if _COUNTED.match(following):
        return None
    return periods.year_of(int(match["year"]))


def _years(match: re.Match[str], _context: Context) -> Period | None:
    """ "2014-2018", "2014 to 2018", "2021/22"."""
    first, last = int(match["year"]), match["last"]
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if not first < end:
        return None
    start, stop = periods.year_of(first), periods.year_of(end)
    return Period(f"{first}/{end}", start.start, stop.end, Granularity.YEAR, "span")


def _early_year(match: re.Match[str], context: Context) -> Period | None:
    """A year before 1900: only where a preposition says so."""
    before = context.text[max(0, match.start() - 7) : match.start()].lower()
    return periods.year_of(int(match[0])) if before.endswith((" in ", " since ", "\nin ")) else None


def _quarter(match: re.Match[str], context: Context) -> Period | None:
    number = int(named(match, "number") or ORDINALS[named(match, "ordinal")])
    half = bool(named(match, "half"))
    year = _year_named(match, context)
    if year is None and context.published is not None:
        year = _implied_year(match, context, 3 * number - 2)
    if half and number > 2:
        return None
    if year is None:
        return periods.unknown(Granularity.QUARTER, "quarter")
    return periods.half_of(year, number) if half else periods.quarter_of(year, number)


def _implied_year(match: re.Match[str], context: Context, month: int) -> int | None:
    """The year of a quarter or season named without one: not ahead, unless the verb is."""
    if context.published is None:
        return None
    year = context.published.year
    past = context.tense(match.start(), match.end()) is Tense.PAST
    return year - 1 if past and month > context.published.month else year


def _season(match: re.Match[str], context: Context) -> Period | None:
    season, published = SEASONS[match["season"].lower()], context.published
    which = named(match, "which")
    if year := named(match, "year"):
        return periods.season_of(int(year), season)
    if published is None:
        return periods.unknown(Granularity.QUARTER, "season")
    around = [periods.season_of(published.year + step, season) for step in (-2, -1, 0, 1)]
    today = periods.at(published)
    past = [each for each in around if each.end is not None and each.end <= today]
    rest = [each for each in around if each not in past]
    if which in {"last", "past", "previous"}:
        return past[-1]
    if which in {"next", "coming"}:
        ahead = [each for each in rest if each.start is not None and each.start > today]
        return ahead[0] if ahead else None
    running = rest[0].start is not None and rest[0].start <= today
    if not running and context.tense(match.start(), match.end()) is Tense.PAST:
        return past[-1]
    return rest[0]


def _holiday(match: re.Match[str], context: Context) -> Period | None:
    if _NO_DAY_BEFORE.search(context.text, max(0, match.start() - 7), match.start()):
        return None
    name = match["holiday"].replace("’", "'")
    month, day = HOLIDAYS[name]
    year = _year_named(match, context) or _nearest_year(month, day, context, match)
    if year is None:
        return Period(f"XXXX-{month:02}-{day:02}", None, None, Granularity.DAY, "day")
    return periods.on_day(dt.date(year, month, day))


def _clock(match: re.Match[str], _context: Context) -> Period | None:
    hour, minute = int(match["hour"]), int(named(match, "minute") or 0)
    if half := named(match, "half"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    return periods.on_clock(None, hour, minute) if hour < 24 and minute < 60 else None


def _noon(match: re.Match[str], _context: Context) -> Period | None:
    return periods.on_clock(None, 0 if match[0].lower() == "midnight" else 12, 0)


_HALF_DAY = r"(?P<half>[ap]\.?\s?m\b\.?)"
_WHICH = r"(?:(?P<which>last|past|previous|this|next|coming)\s)"

_HOLIDAY_NAMES = "|".join(HOLIDAYS).replace("'", "['’]")
_HOLIDAY_THINGS = (
    r"(?:['’]s)?\s(?:message|address|card|carol|dinner|gift|greeting|present|song|speech|tree|market)s?\b"
)

RULES: tuple[Rule, ...] = (
    *rules(
        _days_of_month,
        (*MONTHS, *FULL_WEEKDAYS, *_DIGIT),
        rf"{_COMMA_WEEKDAY}{MONTH}\s{DAY}{TO}{UNTIL_DAY}{_OF_YEAR}",
        rf"{_COMMA_WEEKDAY}{DAY}{TO}{UNTIL_DAY}\s(?:of\s)?{MONTH}{_OF_YEAR}",
    ),
    *rules(
        _date,
        (*MONTHS, *WEEKDAYS, *_DIGIT),
        rf"{_COMMA_WEEKDAY}{MONTH}\s{DAY}{_OF_YEAR}",
        rf"{_COMMA_WEEKDAY}{DAY}\s(?:of\s)?{MONTH}{_OF_YEAR}",
    ),
    *rules(
        _numeric,
        _DIGIT,
        r"(?P<year>(?:19|20)\d\d)(?P<mark>-)(?P<one>\d\d)-(?P<two>\d\d)(?![\d/-])",
        r"(?P<one>\d{1,2})(?P<mark>[./])(?P<two>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)(?![\d/-])",
    ),
    *rules(
        _month_and_year,
        tuple(MONTHS),
        rf"{MONTH},?\s(?:of\s)?{YEAR}",
        rf"{MONTH},?\s(?:of\s)?(?P<which>last|this|next)\syear\b",
    ),
    *rules(_month, _NEARBY, rf"{_WHICH}{MONTH}"),
    *rules(_month, tuple(MONTHS), rf"{MONTH}(?!\s\d)"),
    *rules(
        _weekday,
        (*FULL_WEEKDAYS, *_NEARBY),
        rf"{_WHICH}?{FULL_WEEKDAY}(?:\s{PART}\b)?(?:,?\s(?:of\s)?(?P<week>last|this|next)\sweek\b)?",
    ),
    *rules(_years, _DIGIT, rf"{YEAR}(?:{DASH}|/|\sto\s)(?P<last>(?:19|20)\d\d|\d\d)(?!\d|[.,/-]\d)"),
    *rules(_year, _DIGIT, rf"{YEAR}(?!s\b|-(?:year|strong|member|\d|[a-z]\b))"),
    *rules(_early_year, _DIGIT, r"1[0-8]\d\d(?!\d|[.,]\d|\s[a-z]+s\b|%)"),
    *rules(
        _quarter,
        (*ORDINALS, "q", *_DIGIT),
        rf"Q(?P<number>[1-4])\b{_IN_YEAR}",
        rf"(?P<ordinal>{'|'.join(ORDINALS)})\squarter\b(?!-?\s?final){_IN_YEAR}",
        rf"(?P<ordinal>first|second)\s(?P<half>half)\b(?=\sof\s(?:(?:19|20)\d\d|last|this|next)){_IN_YEAR}",
    ),
    *rules(_season, _NEARBY, rf"{_WHICH}(?:year['’]s\s)?{SEASON}\b(?:,?\s(?:of\s)?{YEAR})?"),
    *rules(_season, tuple(SEASONS), rf"{SEASON}\s(?:of\s)?{YEAR}"),
    *rules(_season, ("over", "during"), rf"(?:over|during)\sthe\s{SEASON}\b"),
    *rules(
        _holiday,
        ("christmas", "boxing", "new"),
        rf"(?P<holiday>(?-i:{_HOLIDAY_NAMES}))\b(?!{_HOLIDAY_THINGS}){_OF_YEAR}",
    ),
    *rules(
        _clock,
        _DIGIT,
        rf"(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))?\s?{_HALF_DAY}",
        r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::\d\d)?(?![\d:])(?:\s?hours|\s?hrs)?",
        r"(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d)(?=\s(?:GMT|UTC|hours|hrs|local|Moscow|CET|EST)\b)",
    ),
    *rules(_noon, ("noon", "midday", "midnight"), r"(?:noon|midday|midnight)\b"),
)
