"""From a text to its times: find the expressions, join neighbours, open or narrow them by their prepositions.

Linear in the text: words are looked up in a table of triggers, and the few patterns tried at a
trigger are bounded.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from counterclaim.resolve.times import dates, periods, relative
from counterclaim.resolve.times.context import Context, Tense, usable
from counterclaim.resolve.times.periods import Period
from counterclaim.resolve.times.rule import Rule
from counterclaim.types import Found, Granularity, Span, When

MAX_TIMES = 2000  # expressions read of one text: a bound on hostile input
_LOOK_BACK = 40  # characters before an expression that may hold its prepositions
_GAP = 16  # characters between two expressions that may be one


@dataclass(frozen=True, slots=True)
class Item:
    """One expression, and its period as far as it has been worked out."""

    start: int
    end: int
    period: Period


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[A-Za-z]+|\d+")


@cache
def _triggers() -> dict[str, tuple[Rule, ...]]:
    """The rules to try at a word, in order; "0" stands for digits."""
    table: dict[str, list[Rule]] = {}
    for rule in (*dates.RULES, *relative.RULES):
        for trigger in rule.triggers:
            table.setdefault(trigger, []).append(rule)
    return {trigger: tuple(rules) for trigger, rules in table.items()}


def find_times(text: str, published: dt.date | None) -> tuple[When, ...]:
    """Every time the text states, in its order; spans neither overlap nor leave the text.

    Relative times count from `published`; without it (or with an absurd one) they keep their span
    and granularity, a length of time keeps its value, and the rest stays None.
    """
    context = Context(text, usable(published))
    found = list(_scan(context))
    counted = relative.counted_days(context)
    settled = [replace(item, period=counted.get(item.start, item.period)) for item in found]
    items = [_opened(text, item) for item in _joined(context, settled)]
    dateline = _dateline_end(text)
    return tuple(
        When(
            value=item.period.value,
            start=item.period.start,
            end=item.period.end,
            granularity=item.period.granularity,
            span=Span(item.start, item.end),
            found=Found.DATELINE if item.end <= dateline else Found.CONTENT,
        )
        for item in items
    )


def _scan(context: Context) -> Iterator[Item]:
    text, triggers, position, found = context.text, _triggers(), 0, 0
    for match in _word().finditer(text):
        if match.start() < position:
            continue
        word = match.group()
        rules = triggers.get("0" if word[0].isdigit() else word.lower())
        if rules is None or (found >= MAX_TIMES) or not _stands_free(text, match.start(), word):
            continue
        item = _first_reading(rules, context, match.start())
        if item is not None:
            if item.period.start is not None:
                context.named.append((item.start, item.period))
            position = item.end
            found += 1
            yield item


def _first_reading(rules: tuple[Rule, ...], context: Context, start: int) -> Item | None:
    for rule in rules:
        match = rule.pattern.match(context.text, start)
        if match is None:
            continue
        try:
            period = rule.read(match, context)
        except (ValueError, OverflowError):  # no such day (30 February), or out of the calendar
            period = periods.unknown(Granularity.DAY)
        if period is not None:
            return Item(start, match.end(), period)
    return None


def _stands_free(text: str, start: int, word: str) -> bool:
    """False inside a longer token: a model name, an address, a sum of money, a decimal."""
    if not start:
        return True
    before = text[start - 1]
    if word[0].isdigit():
        if before == "-":
            return (
                text[max(0, start - 6) : start].lower().endswith(("mid-", "early-", "late-", "pre-", "post-"))
            )
        return not before.isalnum() and before not in "/=_&?#%.,:$€£¥+"
    return not before.isalnum() and before not in "_@#"


def _joined(context: Context, items: list[Item]) -> list[Item]:
    """Neighbours made one: a time of day with its day, the two ends of a range."""
    joined: list[Item] = []
    for item in items:
        whole = None
        if joined and item.start - joined[-1].end <= _GAP:
            between = context.text[joined[-1].end : item.start]
            whole = _with_clock(joined[-1], between, item) or _ranged(context, joined[-1], between, item)
        if whole is None:
            joined.append(item)
        else:
            joined[-1] = whole
    return joined


@cache
def _clock_link() -> re.Pattern[str]:
    return re.compile(
        r",?\s(?:on|at|around|about|local\stime,?(?:\son)?|(?:GMT|UTC|ET|EST|CET)(?:\son)?)?\s?",
        re.IGNORECASE,
    )


def _with_clock(left: Item, between: str, right: Item) -> Item | None:
    """ "6 p.m. on Tuesday", "Tuesday at 6 p.m."."""
    clock, other = (left, right) if left.period.shape == "clock" else (right, left)
    if clock.period.shape != "clock" or not clock.period.value or not _clock_link().fullmatch(between):
        return None
    if other.period.shape in {"clock", "clocked"} or other.period.granularity not in {
        Granularity.DAY,
        Granularity.PART_OF_DAY,
    }:
        return None
    day = other.period.day
    if day is None:
        return Item(left.start, right.end, clock.period)
    hour, minute = clock.period.value[1:].split(":")
    return Item(left.start, right.end, periods.on_clock(day, int(hour), int(minute)))


@cache
def _range_link() -> re.Pattern[str]:
    return re.compile(
        r"(?P<plain>\s?[-–—]\s?|\s(?:to|until|till|through)\s)|(?P<paired>\sand\s)(?:the\s|on\s)?", re.I
    )


def _ranged(context: Context, left: Item, between: str, right: Item) -> Item | None:
    """ "from Monday to Wednesday", "between 2014 and 2018", "December to February"."""
    if not _are_ends(context.text, left, between, right):
        return None
    start, end = left.period, right.period
    if start.start is None or end.end is None or end.start is None:
        both = f"{start.value}/{end.value}" if start.value and end.value else None
        return Item(left.start, right.end, Period(both, None, None, end.granularity, "span"))
    if start.start >= end.start and "weekday" in {start.shape, end.shape}:
        start, end = _a_week_apart(context, left, right)
    if start.start is None or end.start is None or start.start >= end.start:
        return None
    period = Period(f"{start.value}/{end.value}", start.start, end.end, end.granularity, "span")
    return Item(left.start, right.end, period)


def _are_ends(text: str, left: Item, between: str, right: Item) -> bool:
    """True when the words around two times make them the ends of one range."""
    link = _range_link().fullmatch(between)
    if link is None or "duration" in {left.period.shape, right.period.shape}:
        return False
    if link["paired"] and not text[max(0, left.start - 14) : left.start].lower().endswith(
        ("between ", "between the ")
    ):
        return False
    return left.period.granularity is right.period.granularity and left.period.shape != "clock"


def _a_week_apart(context: Context, left: Item, right: Item) -> tuple[Period, Period]:
    """Two weekdays of a range in their order: the first a week back, or the second a week on."""
    week = dt.timedelta(days=7)
    first, last = left.period.day, right.period.day
    if first is None or last is None:
        return left.period, right.period
    if context.tense(left.start, right.end) is Tense.FUTURE:
        return left.period, periods.on_day(last + week)
    return periods.on_day(first - week), right.period


@cache
def _modifier() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:(?P<early>(?:the\s)?(?:early|start\sof|beginning\sof|turn\sof))|(?P<mid>(?:the\s)?middle\sof|mid)"
        r"|(?P<late>(?:the\s)?(?:late|end\sof|close\sof))|(?P<plain>earlier|later))"
        r"(?:\s(?:on|in|in\sthe|the))?[\s-]$",
        re.IGNORECASE,
    )


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:(?P<since>since|(?:starting|beginning|effective)(?:\s(?:on|from|in))?|as\sof\sand\safter)"
        r"|(?P<until>until|till|up\sto|through|by|no\slater\sthan)"
        r"|(?P<before>before|prior\sto|ahead\sof)|(?P<after>after|following))"
        r"(?:\s(?:the|at\sleast|about|around|on|in))?\s$",
        re.IGNORECASE,
    )


@cache
def _onward() -> re.Pattern[str]:
    return re.compile(r"\s(?:onwards?|on)\b(?!\s(?:the|a|an|its|his|their|[A-Z]))", re.IGNORECASE)


@cache
def _attributive() -> re.Pattern[str]:
    """A noun behind: "after the 2014 coup", "before Friday talks" say no more than which one."""
    return re.compile(
        r"['’]s\b|\s(?!(?:and|or|to|when|that|after|before|in|on|at|by|with|as|because|but|while|until|from|for"
        r"|is|was|were|has|had|have|will|would|who|which|he|she|they|it|the|a|an|of|against|over|during|due|amid"
        r"|if|where|said|so|about|than|under|unless|there|we|you|no|not|this|only|onwards?|because)\b)[a-z]"
    )


def _opened(text: str, item: Item) -> Item:
    """Narrowed by "early" or "late", opened to one side by "since", "until", "by", "before", "after"."""
    start, period = item.start, item.period
    if period.shape == "duration":
        return item
    inner = _inner_part(text, item)
    if modifier := _modifier().search(text, max(0, start - _LOOK_BACK), start):
        start = modifier.start()
        part = next((name for name in ("early", "mid", "late") if modifier[name]), None)
        period = periods.narrowed(period, part) if part else period
    elif inner:
        period = periods.narrowed(period, inner)
    if _attributive().match(text, item.end):
        return replace(item, start=start, period=period)
    if period.start is None or period.end is None:
        return replace(item, start=start, period=period)
    opening = _opening().search(text, max(0, start - _LOOK_BACK), start)
    if opening is not None and not (opening["until"] and opening["until"].lower() == "through"):
        period = _one_sided(period, opening)
        start = opening.start()
    elif _onward().match(text, item.end) and text[max(0, start - 5) : start].lower() == "from ":
        period = replace(period, end=None)
    return Item(start, item.end, period)


def _inner_part(text: str, item: Item) -> str:
    """The part that the expression itself names: "the end of the year", "later in the week"."""
    words = text[item.start : item.end].lower()
    for opening, part in (
        ("end of", "late"), ("late in", "late"), ("start of", "early"), ("beginning of", "early"),
        ("early in", "early"), ("middle of", "mid"),
    ):  # fmt: skip
        if words.startswith(opening):
            return part
    return ""


def _one_sided(period: Period, opening: re.Match[str]) -> Period:
    if opening["since"]:
        return replace(period, end=None)
    if opening["until"]:
        return replace(period, start=None)
    if opening["before"]:
        return replace(period, start=None, end=period.start)
    return replace(period, start=period.end, end=None)


@cache
def _dateline() -> re.Pattern[str]:
    return re.compile(
        r"[^\n]{0,120}?\b[A-Z][A-Z .'’-]{2,40}(?:,\s?[A-Z][\w. ]{2,30})?,\s?[A-Z][\w., ]{2,20}?\.?\s?"
        r"(?:/[A-Z]|\([A-Z]|[-–—]{1,2}\s)"
    )


def _dateline_end(text: str) -> int:
    """Where the dateline ends ("HARTON, March 2 (Wire) -"); 0 when there is none."""
    match = _dateline().match(text)
    return match.end() if match else 0
