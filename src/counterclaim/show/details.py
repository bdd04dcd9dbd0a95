"""What a claim is about, as answers and in words: its places, times and quantities."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.types import Bound, Found, Granularity, Place, Precision, Quantity, Span, When

_ALREADY_SEVERAL = (
    "s", "people", "men", "children", "aircraft", "personnel", "police", "staff", "cattle", "military",
    "infantry", "artillery", "ammunition", "equipment",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quote:
    """The exact words, and where they stand: code points, half open, into the report's text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class PlaceAnswer:
    """A place with what is known of it, and from which part of the report it is."""

    name: str
    precision: Precision
    country: str | None
    latitude: float | None
    longitude: float | None
    geonames: int | None
    score: float
    found: Found
    quote: Quote


@dataclass(frozen=True, slots=True)
class TimeAnswer:
    """A time as an interval, half open; `quote` is None where it comes from metadata."""

    value: str | None
    start: dt.datetime | None
    end: dt.datetime | None
    granularity: Granularity | None
    found: Found
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class QuantityAnswer:
    """A figure; `low` and `high` are the same but for a range."""

    low: float
    high: float
    bound: Bound
    item: str
    unit: str
    scope: str
    vague: str | None
    of: float | None
    change: bool
    cumulative: bool
    quote: Quote


def quote(span: Span, text: str) -> Quote:
    """The words of a span."""
    return Quote(span.start, span.end, span.of(text))


def place_answer(place: Place, text: str) -> PlaceAnswer:
    """A place with the words that name it."""
    return PlaceAnswer(
        name=place.name,
        precision=place.precision,
        country=place.country,
        latitude=place.latitude,
        longitude=place.longitude,
        geonames=place.geonames,
        score=place.score,
        found=place.found,
        quote=quote(place.span, text),
    )


def time_answer(when: When, text: str) -> TimeAnswer:
    """A time with the words that state it."""
    words = quote(when.span, text) if when.span else None
    return TimeAnswer(when.value, when.start, when.end, when.granularity, when.found, words)


def quantity_answer(quantity: Quantity, text: str) -> QuantityAnswer:
    """A figure with the words that give it."""
    return QuantityAnswer(
        low=plain_number(quantity.low),
        high=plain_number(quantity.high),
        bound=quantity.bound,
        item=quantity.item,
        unit=quantity.unit,
        scope=quantity.scope,
        vague=quantity.vague,
        of=None if quantity.of is None else plain_number(quantity.of),
        change=quantity.change,
        cumulative=quantity.cumulative,
        quote=quote(quantity.span, text),
    )


def plain_number(value: float) -> float:
    """A whole number as an int, so that JSON says 40 and not 40.0."""
    return int(value) if value == value // 1 and abs(value) < 1e15 else value


def number_words(value: float) -> str:
    """A number as people write it: 870,000 or 1.25."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.4f}".rstrip("0").rstrip(".")


def range_words(low: float, high: float) -> str:
    """One number or two."""
    return number_words(low) if low == high else f"{number_words(low)} to {number_words(high)}"


def figure_words(quantity: QuantityAnswer) -> str:
    """The figure without what it counts: "more than 40", "dozens (24 to 99)", "141 of 193"."""
    figure = range_words(quantity.low, quantity.high)
    if quantity.vague:
        figure = f"{quantity.vague} ({figure})"
    if quantity.of is not None:
        figure += f" of {number_words(quantity.of)}"
    bound = "" if quantity.bound is Bound.EXACTLY or quantity.vague else f"{quantity.bound.value} "
    return f"{'another ' if quantity.change else ''}{bound}{figure}"


def item_words(item: str, unit: str, scope: str) -> str:
    """What is counted, in what, and what became of it: "people killed", "km", "USD"."""
    return " ".join(part for part in (unit, item, scope) if part)


def quantity_words(quantity: QuantityAnswer) -> str:
    """The figure with what it counts."""
    item = quantity.item if quantity.high == 1 and not quantity.unit else several(quantity.item)
    return f"{figure_words(quantity)} {item_words(item, quantity.unit, quantity.scope)}".strip()


def several(item: str) -> str:
    """An English noun in the plural. A rare word may come out wrong; it is only shown, never kept."""
    if item.endswith(("us", "ss")):
        return item + "es"
    if not item[-1:].isalpha() or item.endswith(_ALREADY_SEVERAL):
        return item
    if item.endswith("man"):
        return item[:-2] + "en"
    if item.endswith("y") and not item.endswith(("ay", "ey", "oy", "uy")):
        return item[:-1] + "ies"
    return item + ("es" if item.endswith(("ch", "sh", "x")) else "s")


def place_words(place: PlaceAnswer) -> str:
    """The place, its country, and where in the report it was found unless in what is claimed."""
    known = place.name
    if place.precision is Precision.UNKNOWN:
        known += " (in no gazetteer)"
    elif place.country and place.precision is not Precision.COUNTRY:
        known += f" ({place.country})"
    return known + found_words(place.found)


def found_words(found: Found) -> str:
    """From which part of the report something is, unless from what is claimed."""
    return "" if found is Found.CONTENT else f", by the {found.value}"


def time_words(when: TimeAnswer) -> str:
    """The time as days (or hours of one), or its words where it has no days."""
    if when.start is None and when.end is None:
        told = when.quote.text if when.quote else when.value or "unknown"
        return f"“{told}”" + _found_time(when.found)
    return _interval(when) + _found_time(when.found)


def _found_time(found: Found) -> str:
    """As `found_words`; but when something was said stands in its sentence as a rule."""
    return "" if found is Found.SENTENCE else found_words(found)


def _interval(when: TimeAnswer) -> str:
    if when.end is None:
        return f"since {when.start.date()}" if when.start else ""
    # The end itself is excluded; the first moment of all has nothing before it.
    last = (when.end - dt.timedelta.resolution if when.end.year > 1 else when.end).date()
    if when.start is None:
        return f"until {last}"
    first = when.start.date()
    if when.granularity is Granularity.PART_OF_DAY and first == last:
        return f"{first} {when.start:%H:%M} to {when.end:%H:%M}"
    return _days(first, last, when.granularity)


def _days(first: dt.date, last: dt.date, granularity: Granularity | None) -> str:
    """Both ends included; a whole month or year by its number."""
    following = last + dt.timedelta(days=1) if last < dt.date.max else last
    if granularity is Granularity.YEAR and first.year == last.year:
        return f"{first.year:04}"
    if granularity is Granularity.MONTH and first.day == following.day == 1 and first.month == last.month:
        return first.isoformat()[:7]
    return str(first) if first >= last else f"{first} to {last}"


def about(
    places: Sequence[PlaceAnswer], times: Sequence[TimeAnswer], quantities: Sequence[QuantityAnswer]
) -> tuple[tuple[str, str], ...]:
    """Where, when and how many, in words; without what is not known."""
    told = (
        ("where", [place_words(place) for place in places]),
        ("when", [time_words(when) for when in times]),
        ("how many", [quantity_words(quantity) for quantity in quantities]),
    )
    return tuple((name, "; ".join(dict.fromkeys(values))) for name, values in told if values)
