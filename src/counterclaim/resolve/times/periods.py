"""The calendar: periods with their TIMEX3 values, and how to move and narrow them.

Every function that may leave the calendar (year 0, year 10000) raises `ValueError` or
`OverflowError`; `find` turns both into a time that stays unknown.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from counterclaim.types import Granularity


@dataclass(frozen=True, slots=True)
class Period:
    """The interval [start, end) with its TIMEX3 value; either end may be open or unknown.

    `shape` tells what the words were ("clock", "weekday", "day", "duration", ...): how neighbours
    combine depends on it.
    """

    value: str | None
    start: dt.datetime | None
    end: dt.datetime | None
    granularity: Granularity
    shape: str = ""

    @property
    def day(self) -> dt.date | None:
        """The calendar day it lies in, when it is one day or part of one."""
        fine = self.granularity in {Granularity.DAY, Granularity.PART_OF_DAY}
        if not fine or self.start is None or self.end is None or self.shape == "span":
            return None
        return self.start.date()


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time: its TIMEX3 letters, how many days or months it has, its granularity."""

    code: str
    granularity: Granularity
    days: float = 0
    months: int = 0


UNITS = {
    "second": Unit("TS", Granularity.PART_OF_DAY, days=1 / 86400),
    "minute": Unit("TM", Granularity.PART_OF_DAY, days=1 / 1440),
    "hour": Unit("TH", Granularity.PART_OF_DAY, days=1 / 24),
    "day": Unit("D", Granularity.DAY, days=1),
    "night": Unit("D", Granularity.DAY, days=1),
    "week": Unit("W", Granularity.WEEK, days=7),
    "fortnight": Unit("W", Granularity.WEEK, days=14),
    "month": Unit("M", Granularity.MONTH, months=1),
    "year": Unit("Y", Granularity.YEAR, months=12),
    "decade": Unit("Y", Granularity.YEAR, months=120),
    "century": Unit("Y", Granularity.YEAR, months=1200),
}
_MULTIPLE = {"fortnight": 2, "decade": 10, "century": 100}  # in the unit that TIMEX3 has a letter for

_PARTS = {"MO": (6, 6), "AF": (12, 6), "EV": (18, 6), "NI": (18, 12)}  # starts at hour, lasts hours
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first month, on the northern half of the earth
ONE_DAY = dt.timedelta(days=1)


def at(day: dt.date, hour: int = 0) -> dt.datetime:
    """That hour of a day, in the report's own clock (which has no zone)."""
    return dt.datetime.combine(day, dt.time(hour))


def on_day(day: dt.date, shape: str = "day") -> Period:
    """One calendar day."""
    return Period(day.isoformat(), at(day), at(day) + ONE_DAY, Granularity.DAY, shape)


def from_to(first: dt.date, last: dt.date) -> Period:
    """The days from `first` to `last`, both included."""
    return Period(f"{first}/{last}", at(first), at(last) + ONE_DAY, Granularity.DAY, "span")


def part_of(day: dt.date, part: str) -> Period:
    """The morning, afternoon, evening or night ("MO", "AF", "EV", "NI") of a day."""
    hour, hours = _PARTS[part]
    start = at(day, hour)
    value = f"{day}T{part}"
    return Period(value, start, start + dt.timedelta(hours=hours), Granularity.PART_OF_DAY, "part")


def on_clock(day: dt.date | None, hour: int, minute: int) -> Period:
    """A minute of a day, or of a day not known."""
    if day is None:
        return Period(f"T{hour:02}:{minute:02}", None, None, Granularity.PART_OF_DAY, "clock")
    start = dt.datetime.combine(day, dt.time(hour, minute))
    value = f"{day}T{hour:02}:{minute:02}"
    return Period(value, start, start + dt.timedelta(minutes=1), Granularity.PART_OF_DAY, "clocked")


def week_of(day: dt.date) -> Period:
    """The week, Monday to Sunday, that holds a day."""
    year, number, weekday = day.isocalendar()
    monday = at(day - dt.timedelta(days=weekday - 1))
    return Period(f"{year}-W{number:02}", monday, monday + dt.timedelta(days=7), Granularity.WEEK, "week")


def weekend_of(day: dt.date) -> Period:
    """The Saturday and Sunday of the week that holds a day."""
    week = week_of(day)
    if week.end is None:
        raise ValueError("a week has an end")
    return replace(week, value=f"{week.value}-WE", start=week.end - 2 * ONE_DAY, shape="weekend")


def month_of(year: int, month: int) -> Period:
    """A calendar month."""
    start = dt.date(year, month, 1)
    return Period(f"{year:04}-{month:02}", at(start), at(months_on(start, 1)), Granularity.MONTH, "month")


def quarter_of(year: int, quarter: int) -> Period:
    """A quarter of a calendar year."""
    start = dt.date(year, 3 * quarter - 2, 1)
    return Period(f"{year:04}-Q{quarter}", at(start), at(months_on(start, 3)), Granularity.QUARTER, "quarter")


def half_of(year: int, half: int) -> Period:
    """Half a calendar year."""
    start = dt.date(year, 6 * half - 5, 1)
    return Period(f"{year:04}-H{half}", at(start), at(months_on(start, 6)), Granularity.QUARTER, "quarter")


def season_of(year: int, season: str) -> Period:
    """A season ("SP", "SU", "FA", "WI"); a winter has the year of its December."""
    start = dt.date(year, _SEASONS[season], 1)
    return Period(f"{year:04}-{season}", at(start), at(months_on(start, 3)), Granularity.QUARTER, "season")


def year_of(year: int) -> Period:
    """A calendar year."""
    start = dt.date(year, 1, 1)
    return Period(f"{year:04}", at(start), at(months_on(start, 12)), Granularity.YEAR, "year")


def months_on(day: dt.date, months: int) -> dt.date:
    """The same day of the month, `months` later; the month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    for last in (day.day, 30, 29):
        if last <= day.day and (last < 29 or _has(year, month, last)):
            return dt.date(year, month, last)
    return dt.date(year, month, 28)


def _has(year: int, month: int, day: int) -> bool:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if month == 2:
        return day <= 28 + leap
    return day <= (30 if month in {4, 6, 9, 11} else 31)


def moved(moment: dt.datetime, count: float, unit: str) -> dt.datetime:
    """`moment` moved by a number of units, backwards when negative."""
    size = UNITS[unit]
    if size.months:
        day = months_on(moment.date(), round(count * size.months))
        return dt.datetime.combine(day, moment.time())
    return moment + dt.timedelta(days=count * size.days)


def containing(day: dt.date, unit: str) -> Period:
    """The calendar unit that holds a day: its week, its month, its year, or itself."""
    if unit in {"week", "fortnight"}:
        return week_of(day)
    if unit == "month":
        return month_of(day.year, day.month)
    if unit in {"year", "decade", "century"}:
        return year_of(day.year)
    if unit == "quarter":
        return quarter_of(day.year, (day.month + 2) // 3)
    return on_day(day)


def duration_value(count: float | None, unit: str) -> str:
    """The TIMEX3 value of a length of time; "PXD" when its number is not known."""
    code = UNITS[unit].code
    prefix, letter = ("PT", code[1]) if len(code) == 2 else ("P", code)
    if count is None:
        return f"{prefix}X{letter}"
    return f"{prefix}{count * _MULTIPLE.get(unit, 1):g}{letter}"


def lasting(count: float | None, unit: str) -> Period:
    """A length of time that is tied to no calendar."""
    return Period(duration_value(count, unit), None, None, UNITS[unit].granularity, "duration")


def unknown(granularity: Granularity, shape: str = "") -> Period:
    """A time that cannot be placed: there is nothing to count from."""
    return Period(None, None, None, granularity, shape)


def narrowed(period: Period, part: str) -> Period:
    """Its "early", "mid" or "late" part; the value stays that of the whole, as in TIMEX3."""
    if period.start is None or period.end is None or period.granularity is Granularity.PART_OF_DAY:
        return period
    if period.granularity is Granularity.DAY:
        noon = period.start + (period.end - period.start) / 2
        halves = {"early": (period.start, noon), "late": (noon, period.end)}
        start, end = halves.get(part, (period.start, period.end))
        return replace(period, start=start, end=end, granularity=Granularity.PART_OF_DAY)
    first, second = _thirds(period, period.start, period.end)
    start, end = {
        "early": (period.start, first),
        "mid": (first, second),
        "late": (second, period.end),
    }[part]
    return replace(period, start=start, end=end)


def _thirds(period: Period, start: dt.datetime, end: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    if period.shape == "month":
        return start + 10 * ONE_DAY, start + 20 * ONE_DAY
    if period.shape == "year":
        return moved(start, 4, "month"), moved(start, 8, "month")
    days = (end - start).days
    return start + ONE_DAY * (days // 3), end - ONE_DAY * (days // 3)
