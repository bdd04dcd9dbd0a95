"""Rules for times that count from another: from the day of publication, or from a day named before."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from dataclasses import replace

from counterclaim.resolve.times import periods
from counterclaim.resolve.times.context import Context, Tense
from counterclaim.resolve.times.periods import ONE_DAY, UNITS, Period
from counterclaim.resolve.times.rule import Rule, named, rules
from counterclaim.resolve.times.words import DASH, NUMBER, NUMBERS, PART, PARTS, UNIT, VAGUE
from counterclaim.types import Granularity

MAX_EVENTS = 10  # events of one text whose first day is looked for: a bound on hostile input
NEARBY = 60  # characters within which a day tells when an event began
_BACK = ("last", "past", "previous", "recent", "preceding")
_AHEAD = ("next", "coming", "following", "upcoming")
_UNIT_WORDS = tuple(word for unit in UNITS for word in (unit, f"{unit}s"))
_NUMBER_WORDS = ("0", *NUMBERS, *VAGUE)
_LENGTH_BEFORE = re.compile(
    r"\b(?:for|in|within|after|over|than|lasted|lasts|last|about|nearly|almost|around|roughly|takes?|took"
    r"|every|half|another|least|spent|entire|whole|under|quarter of|followed|following|spent)\s$",
    re.IGNORECASE,
)
"""Before "a week" these say that its length is meant, and not a rate ("twice a week")."""
_RECORD = re.compile(r"\b(?:first|time|only|[a-z]+est|worst|once|twice|times)\b[^.]*$", re.IGNORECASE)
"""Before "in two years" these look back over them."""
_AGES = r"(?!-old|\sold\b|s?\sof\sage|-olds)"
_DAY_NUMBERS = re.compile(r"[\s-]+")


def count_of(written: str) -> float | None:
    """The number a numeral stands for; None for "several" and its kind."""
    words = _DAY_NUMBERS.split(written.lower())
    if words[0][0].isdigit():
        return float(words[0])
    if words[-1] in VAGUE:
        return None
    return float(sum(NUMBERS[word] for word in words if word))


def _around(context: Context, value: str, count: float, unit: str) -> Period:
    """`count` units back (negative) or ahead from the day of publication, that day included."""
    granularity = UNITS[unit].granularity
    if context.published is None:
        return Period(value, None, None, granularity, "duration")
    today = periods.at(context.published)
    other = periods.moved(today, count, unit)
    if count < 0:
        return Period(value, other, today + ONE_DAY, granularity, "span")
    return Period(value, today, other + ONE_DAY, granularity, "span")


def _stretch(match: re.Match[str], context: Context) -> Period | None:
    """ "the past 24 hours", "the next few days"."""
    unit, number = match["unit"].lower(), named(match, "number")
    count = count_of(number) if number else 1
    value = periods.duration_value(count, unit)
    back = named(match, "way") in _BACK
    if count is None:
        return _open(context, value, unit, back=back)
    return _around(context, value, -count if back else count, unit)


def _open(context: Context, value: str, unit: str, *, back: bool) -> Period:
    """Some units back or ahead, nobody says how many: the end at the day of publication is known."""
    granularity = UNITS[unit].granularity
    if context.published is None:
        return Period(value, None, None, granularity, "duration")
    today = periods.at(context.published)
    start, end = (None, today + ONE_DAY) if back else (today, None)
    return Period(value, start, end, granularity, "span")


def _ago(match: re.Match[str], context: Context) -> Period | None:
    """ "three days ago": the day; "two weeks ago": the week; "eight years ago": the year."""
    unit, count = match["unit"].lower(), count_of(match["number"])
    if context.published is None:
        return periods.unknown(UNITS[unit].granularity)
    if count is None:
        return _open(context, periods.duration_value(None, unit), unit, back=True)
    if UNITS[unit].days and UNITS[unit].days < 1:
        start = periods.moved(periods.at(context.published), -count, unit)
        return replace(periods.on_day(context.published), start=start, shape="span")
    day = periods.moved(periods.at(context.published), -count, unit).date()
    return periods.containing(day, unit)


def _plural_ago(match: re.Match[str], context: Context) -> Period | None:
    """ "days ago", "recent weeks", "the coming months"."""
    unit = match["unit"].lower()
    back = not match[0].lower().startswith(_AHEAD) and not match[0].lower().endswith("ahead")
    return _open(context, periods.duration_value(None, unit), unit, back=back)


def _from_anchor(match: re.Match[str], context: Context) -> Period | None:
    """ "a day earlier", "two days later", "the previous day": from the day named last."""
    unit = named(match, "unit") or "day"
    count = count_of(named(match, "number") or "one")
    anchor = context.day_before(match.start())
    if anchor is None or count is None:
        return periods.unknown(UNITS[unit].granularity)
    if UNITS[unit].days and UNITS[unit].days < 1:
        return periods.on_day(anchor, "span")
    back = named(match, "way") in {"earlier", "before", "previous", "prior"}
    day = periods.moved(periods.at(anchor), -count if back else count, unit).date()
    return periods.containing(day, unit)


def _same_unit(match: re.Match[str], context: Context) -> Period | None:
    """ "the same year", "that month": of the period named last."""
    unit = match["unit"].lower()
    for _, period in context.near(match.start()):
        if period.start is not None:
            return periods.containing(period.start.date(), unit)
    return None


def _vague_from_anchor(match: re.Match[str], _context: Context) -> Period | None:
    """ "days earlier", "hours before the call", "two days after he left": how far from something else."""
    number = named(match, "number")
    if number in {"a", "an", "one", ""} and match["unit"].lower() in {"second", "minute"}:
        return None
    return periods.lasting(count_of(number) if number else None, match["unit"].lower())


def _same_day(match: re.Match[str], context: Context) -> Period | None:
    anchor = context.day_before(match.start())
    return periods.unknown(Granularity.DAY) if anchor is None else periods.on_day(anchor)


def _calendar_unit(match: re.Match[str], context: Context) -> Period | None:
    """ "this week", "last month", "next year", "the weekend"."""
    unit, which = match["unit"].lower(), named(match, "which")
    if context.published is None:
        fine = (
            Granularity.WEEK
            if unit == "weekend"
            else periods.containing(dt.date(2000, 1, 1), unit).granularity
        )
        return periods.unknown(fine)
    step = -1 if which in {"last", "past", "previous"} else int(which in {"next", "coming", "following"})
    if unit == "weekend":
        return _weekend(match, context, context.published, step)
    if unit == "quarter":
        day = periods.months_on(context.published, 3 * step)
    else:
        day = periods.moved(periods.at(context.published), step, unit).date()
    return periods.containing(day, unit)


def _weekend(match: re.Match[str], context: Context, today: dt.date, step: int) -> Period:
    """The last weekend is the one before this day; "the weekend" is the nearest the verb allows."""
    on_weekend = today.weekday() >= 5
    if step:
        return periods.weekend_of(today + dt.timedelta(days=7 if step > 0 else -7))
    past = context.tense(match.start(), match.end()) is not Tense.FUTURE
    if past and not on_weekend and (named(match, "which") != "this" or today.weekday() == 0):
        return periods.weekend_of(today - dt.timedelta(days=7))
    return periods.weekend_of(today)


def _bare_unit(match: re.Match[str], context: Context) -> Period | None:
    """ "the end of the year", "later in the week": the running one."""
    unit = match["unit"].lower()
    if context.published is None:
        return periods.unknown(periods.containing(dt.date(2000, 1, 1), unit).granularity)
    if unit == "day":
        return _same_day(match, context)
    return _calendar_unit(match, context)


def _named_day(match: re.Match[str], context: Context) -> Period | None:
    """ "today", "yesterday evening", "tomorrow", "tonight", "this morning", "last night", "overnight"."""
    word = match["word"].lower()
    part = PARTS.get(named(match, "part"), "")
    granularity = Granularity.PART_OF_DAY if part or word in {"tonight", "overnight"} else Granularity.DAY
    if context.published is None:
        return periods.unknown(granularity)
    steps = {"yesterday": -1, "last": -1, "tomorrow": 1}
    day = context.published + dt.timedelta(days=steps.get(word, 0))
    if word == "tonight":
        part = "NI"
    if word == "overnight":
        ahead = context.tense(match.start(), match.end()) is Tense.FUTURE
        return periods.part_of(day if ahead else day - ONE_DAY, "NI")
    return periods.part_of(day, part) if part else periods.on_day(day)


def _length(match: re.Match[str], context: Context) -> Period | None:
    """ "three weeks", "a week-long", "two-day": how long, not when."""
    number, unit = match["number"].lower(), match["unit"].lower()
    count = count_of(number)
    if unit == "night":
        return None
    if most := named(match, "most"):
        return _length_range(count, most, unit)
    if number in {"a", "an", "one"} and not named(match, "long") and not named(match, "half"):
        before = context.text[max(0, match.start() - 12) : match.start()]
        if not _LENGTH_BEFORE.search(before):
            return None
    if count is not None and named(match, "half"):
        count += 0.5
    return periods.lasting(count, unit)


def _length_range(count: float | None, most: str, unit: str) -> Period | None:
    """ "three or four weeks", "3-4 weeks"."""
    last = float(most) if most[0].isdigit() else NUMBERS.get(most)
    if count is None or last is None or not count < last:
        return None
    value = f"{periods.duration_value(count, unit)}/{periods.duration_value(last, unit)}"
    return replace(periods.lasting(count, unit), value=value)


def _some_length(match: re.Match[str], _context: Context) -> Period | None:
    """ "for weeks", "in years", "decades-long"."""
    return periods.lasting(1 if named(match, "long") else None, match["unit"].lower())


def _half(match: re.Match[str], _context: Context) -> Period | None:
    """ "half an hour", "half a year"."""
    return periods.lasting(0.5, match["unit"].lower())


def _within(match: re.Match[str], context: Context) -> Period | None:
    """ "within 48 hours": from the day of publication on, where that is to come; else a length."""
    unit, count = match["unit"].lower(), count_of(match["number"])
    if count is None or context.tense(match.start(), match.end()) is not Tense.FUTURE:
        return None
    return _around(context, periods.duration_value(count, unit), count, unit)


def _in_units(match: re.Match[str], context: Context) -> Period | None:
    """ "will meet in two days": the day; "the first in two years" and "fell in two days" are lengths."""
    unit, count = match["unit"].lower(), count_of(match["number"])
    before = context.text[max(0, match.start() - 40) : match.start()]
    if count is None or context.published is None or _RECORD.search(before):
        return None
    if context.tense(match.start(), match.end()) is not Tense.FUTURE or UNITS[unit].code.startswith("T"):
        return None
    return periods.containing(periods.moved(periods.at(context.published), count, unit).date(), unit)


def _day_of_event(match: re.Match[str], context: Context) -> Period | None:
    """ "day 8 of the war": settled at the end, when the text may have said when the war began."""
    number = int(match["number"])
    if not number:
        return None
    context.counted[match.start()] = (number, match["event"].lower())
    return periods.unknown(Granularity.DAY)


def counted_days(context: Context) -> dict[int, Period]:
    """The days counted from an event whose first day the text tells, by their places."""
    events = list(dict.fromkeys(event for _, event in context.counted.values()))[:MAX_EVENTS]
    began = {event: first for event in events if (first := _first_day(event, context))}
    return {
        place: periods.on_day(began[event] + dt.timedelta(days=number - 1))
        for place, (number, event) in context.counted.items()
        if event in began
    }


def _first_day(event: str, context: Context) -> dt.date | None:
    """The day named within a few words of "the war began", or of "since the war", anywhere in the text."""
    name = re.escape(event)
    began = r"(?:began|begun|started|launched|broke\sout|erupted|opened|beginning|start)"
    told = re.compile(
        rf"\b{name}\b[^.\n]{{0,60}}\b{began}\b|\b{began}\b[^.\n]{{0,60}}\b{name}\b|\bsince\sthe\s{name}\b",
        re.IGNORECASE,
    )
    days = [(place, period.day) for place, period in context.named if period.day]
    places = [place for place, _ in days]
    for start in told.finditer(context.text):
        near = days[bisect_left(places, start.start() - NEARBY) : bisect_right(places, start.end() + NEARBY)]
        if near:
            return min(near, key=lambda named: abs(named[0] - start.end()))[1]
    return None


_BACK_OR_AHEAD = rf"(?P<way>{'|'.join((*_BACK, *_AHEAD))})"
_LONG = rf"(?P<long>(?:{DASH}|\s)?long\b)"

RULES: tuple[Rule, ...] = (
    *rules(
        _named_day,
        ("today", "yesterday", "tomorrow"),
        rf"(?P<word>today|yesterday|tomorrow)\b(?:\s{PART}\b)?",
    ),
    *rules(_named_day, ("this",), r"(?P<word>this)\s(?P<part>morning|afternoon|evening)\b"),
    *rules(_named_day, ("last",), r"(?P<word>last)\s(?P<part>night|evening)\b"),
    *rules(_named_day, ("tonight", "overnight"), r"(?P<word>tonight|overnight)\b"),
    *rules(
        _stretch,
        (*_BACK, *_AHEAD),
        rf"{_BACK_OR_AHEAD}\s(?!an?\s(?!few|couple)){NUMBER}(?:\sof)?\s{UNIT}s?\b",
        r"(?P<way>last|past|next|coming)\s(?P<unit>decade|century|fortnight|minute|hour)\b",
        r"(?P<way>past)\s(?P<unit>day|week|month|year)(?!\w|-)",
        r"(?<=the\s)(?P<way>last)\s(?P<unit>week|month|year)(?!\w|-)",
    ),
    *rules(_plural_ago, (*_BACK, *_AHEAD), rf"{_BACK_OR_AHEAD}\s{UNIT}s\b"),
    *rules(_plural_ago, _UNIT_WORDS, rf"{UNIT}s\s(?:ago|ahead)\b"),
    *rules(_ago, _NUMBER_WORDS, rf"{NUMBER}(?:\sof)?\s(?:full\s)?{UNIT}s?\sago\b"),
    *rules(
        _from_anchor,
        _NUMBER_WORDS,
        rf"{NUMBER}\s{UNIT}s?\s(?P<way>earlier|later)\b",
    ),
    *rules(_vague_from_anchor, _NUMBER_WORDS, rf"{NUMBER}\s{UNIT}s?(?=\s(?:before|after|prior\sto|into)\b)"),
    *rules(
        _vague_from_anchor,
        _UNIT_WORDS,
        rf"{UNIT}s\s(?:earlier|later)\b",
        rf"{UNIT}s(?=\s(?:before|after)\b)",
    ),
    *rules(
        _from_anchor,
        ("previous", "following", "next", "day"),
        r"(?P<way>previous|following|next)\s(?P<unit>day)\b",
        r"(?P<unit>day)\s(?P<way>before|after)\b(?!\s(?:yesterday|tomorrow|day)\b)",
    ),
    *rules(_same_day, ("same", "that"), r"(?:same|that)\sday\b"),
    *rules(_same_unit, ("same", "that"), r"(?:same|that)\s(?P<unit>week|month|year)\b"),
    *rules(
        _calendar_unit,
        ("last", "previous", "this", "current", "next", "coming", "following"),
        r"(?P<which>last|previous|this|current|next|coming|following)\s"
        r"(?P<unit>weekend|week|month|quarter|year)(?!\w|-(?:old|long|end))",
    ),
    *rules(_calendar_unit, ("weekend",), r"(?P<unit>weekend)\b"),
    *rules(
        _bare_unit,
        ("end", "start", "beginning", "middle", "rest", "earlier", "later", "early", "late"),
        r"(?:end|start|beginning|middle|rest)\sof\sthe\s(?P<unit>week|month|quarter|year)\b",
        r"(?:earlier|later|early|late)\sin\sthe\s(?P<unit>day|week|month|year)\b",
    ),
    *rules(
        _day_of_event,
        ("day", "0"),
        r"day\s(?P<number>\d{1,4})\sof\s(?:the|its|their|his|her)\s(?:[\w-]+\s){0,3}?(?P<event>[a-z]+)\b",
        r"(?P<number>\d{1,4})(?:st|nd|rd|th)\sday\sof\s(?:the|its|their|his|her)\s(?:[\w-]+\s){0,3}?(?P<event>[a-z]+)\b",
    ),
    *rules(_within, ("within",), rf"within\s(?:the\s)?{NUMBER}(?:\sof)?\s{UNIT}s?\b(?!\sof\s)"),
    *rules(_in_units, ("in",), rf"in\s{NUMBER}\s{UNIT}s?\b(?!\sof\s)"),
    *rules(_half, ("half",), rf"half\san?\s{UNIT}\b"),
    *rules(
        _length,
        _NUMBER_WORDS,
        rf"{NUMBER}(?:{DASH}|\s)?{UNIT}s?{_LONG}",
        rf"{NUMBER}(?:{DASH}|\s(?:to|or)\s)(?P<most>\d{{1,3}}|[a-z]+)[\s-]{UNIT}s?\b{_AGES}",
        rf"{NUMBER}\s{UNIT}(?P<half>\sand\sa\shalf)\b",
        rf"{NUMBER}(?P<half>[\s-]and[\s-]a[\s-]half)?(?:\sof|\smore|\sfull|\sstraight|\sconsecutive)?(?:{DASH}|\s)"
        rf"(?:(?:working|business|calendar)\s)?{UNIT}s?\b{_AGES}",
    ),
    *rules(_some_length, _UNIT_WORDS, rf"{UNIT}s?{_LONG}", rf"(?<=spent\s){UNIT}s\b", rf"{UNIT}s(?=\sof\s)"),
    *rules(
        _some_length,
        ("for", "in", "over", "within"),
        rf"(?:for|in|over|within)\s(?:many\s|the\s)?{UNIT}s\b(?!\sahead|\sago|\sand|\sto\scome|\sof\s[a-z]+ing)",
    ),
)
