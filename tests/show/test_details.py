"""Places, times and figures in words."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.show import details
from counterclaim.show.answers import plain
from counterclaim.show.details import PlaceAnswer, QuantityAnswer, Quote, TimeAnswer
from counterclaim.types import Bound, Found, Granularity, Place, Precision, Quantity, Span, When

WORDS = Quote(0, 4, "them")


def figure(low: float, high: float | None = None, **more: object) -> str:
    values = {"bound": Bound.EXACTLY} | more
    quantity = Quantity(Span(0, 4), low, low if high is None else high, **values)  # type: ignore[arg-type]
    return details.quantity_words(details.quantity_answer(quantity, "them"))


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("1 tank", figure(1, item="tank")),
        ("40 people killed", figure(40.0, item="people", scope="killed")),
        ("at least 870,000 refugees", figure(870_000, bound=Bound.AT_LEAST, item="refugee")),
        ("about 12 to 15 families", figure(12, 15, bound=Bound.ABOUT, item="family")),
        ("dozens (24 to 99) buses hit", figure(24, 99, vague="dozens", item="bus", scope="hit")),
        ("141 of 193 states", figure(141, of=193, item="state")),
        ("2.5 USD", figure(2.5, unit="USD")),
        ("another 3 servicemen", figure(3, item="serviceman", change=True)),
        ("12 days", figure(12, item="day")),
        ("5 %", figure(5, unit="%")),
    ],
)
def test_a_figure_reads_as_people_write_it(words: str, made: str) -> None:
    assert words == made


def when(start: str | None, end: str | None, granularity: Granularity | None = None, **more: object) -> str:
    ends = [dt.datetime.fromisoformat(day) if day else None for day in (start, end)]
    values = {"found": Found.CONTENT, "quote": WORDS, "value": None} | more
    return details.time_words(
        TimeAnswer(start=ends[0], end=ends[1], granularity=granularity, **values)  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("2022-03-02", when("2022-03-02", "2022-03-03", Granularity.DAY)),
        ("2022-03-02 to 2022-03-08", when("2022-03-02", "2022-03-09", Granularity.WEEK)),
        ("2022-03", when("2022-03-01", "2022-04-01", Granularity.MONTH)),
        ("2022-12", when("2022-12-01", "2023-01-01", Granularity.MONTH)),
        ("2022", when("2022-01-01", "2023-01-01", Granularity.YEAR)),
        ("2022-01-01 to 2022-03-31", when("2022-01-01", "2022-04-01", Granularity.QUARTER)),
        ("2022-03-02 06:00 to 12:00", when("2022-03-02T06:00", "2022-03-02T12:00", Granularity.PART_OF_DAY)),
        ("since 2022-02-24", when("2022-02-24", None, Granularity.DAY)),
        ("until 2022-03-04", when(None, "2022-03-05", Granularity.DAY)),
        ("“them”", when(None, None)),
        ("“P1W”", when(None, None, value="P1W", quote=None)),
        ("2022-03-02, by the dateline", when("2022-03-02", "2022-03-03", found=Found.DATELINE)),
    ],
)
def test_a_time_reads_as_days(words: str, made: str) -> None:
    assert words == made


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Harrow (AR)", Place(Span(0, 4), "Harrow", Precision.CITY, "AR", 1.0, 2.0, 3)),
        ("Arland", Place(Span(0, 4), "Arland", Precision.COUNTRY, "AR")),
        ("Lower Harrow (in no gazetteer)", Place(Span(0, 4), "Lower Harrow", Precision.UNKNOWN)),
        (
            "Harrow (AR), by the dateline",
            Place(Span(0, 4), "Harrow", Precision.CITY, "AR", found=Found.DATELINE),
        ),
    ],
)
def test_a_place_reads_with_its_country_and_where_it_was_found(words: str, place: Place) -> None:
    assert details.place_words(details.place_answer(place, "them")) == words


def test_what_is_not_known_is_left_out() -> None:
    place = PlaceAnswer("Harrow", Precision.CITY, "AR", None, None, None, 1.0, Found.CONTENT, WORDS)
    assert details.about((place, place), (), ()) == (("where", "Harrow (AR)"),)


NUMBERS = st.floats(0, 1e15)
MAYBE = st.none() | st.datetimes()


@given(st.builds(When, st.none() | st.text(), MAYBE, MAYBE, st.none() | st.sampled_from(Granularity)))
def test_every_time_has_words(time: When) -> None:
    assert details.time_words(details.time_answer(time, "them"))


@given(st.builds(Quantity, st.just(Span(0, 4)), NUMBERS, NUMBERS, st.sampled_from(Bound), st.text()))
def test_every_figure_has_words_and_is_json(quantity: Quantity) -> None:
    answer: QuantityAnswer = details.quantity_answer(quantity, "them")
    assert details.quantity_words(answer)
    assert json.loads(json.dumps(plain(answer)))["low"] == quantity.low
