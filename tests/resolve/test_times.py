"""What a report's words for a time mean. Every report here was published on Wednesday, 2 March 2022."""

from __future__ import annotations

import datetime as dt

import pytest

from counterclaim.resolve.times import find_times
from counterclaim.types import Found, Granularity, When

PUBLISHED = dt.date(2022, 3, 2)


def only(sentence: str, published: dt.date | None = PUBLISHED) -> When:
    (found,) = find_times(sentence, published)
    return found


def values(sentence: str, published: dt.date | None = PUBLISHED) -> list[str | None]:
    return [found.value for found in find_times(sentence, published)]


def days(found: When) -> tuple[str | None, str | None]:
    """The interval as two dates, the second excluded."""
    start, end = found.start, found.end
    return (start.date().isoformat() if start else None, end.date().isoformat() if end else None)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        # weekdays: the day of publication itself, else the last one, or the next when the verb looks ahead
        ("The mayor said on Wednesday that the bridge was open.", "2022-03-02"),
        ("The mayor spoke earlier on Wednesday.", "2022-03-02"),
        ("The bridge was closed on Monday.", "2022-02-28"),
        ("The bridge was closed on Thursday.", "2022-02-24"),
        ("The council will vote on Thursday.", "2022-03-03"),
        ("The bank on Thursday said rates must rise.", "2022-02-24"),
        ("Thursday’s vote will decide.", "2022-03-03"),
        ("The council met last Wednesday.", "2022-02-23"),
        ("The council meets next Wednesday.", "2022-03-09"),
        ("The choir returned to the hall, where it sings this Saturday.", "2022-03-05"),
        ("The ferry sank on Friday last week.", "2022-02-25"),
        # parts of a day
        ("The lights went out on Tuesday night.", "2022-03-01TNI"),
        ("The lights went out overnight.", "2022-03-01TNI"),
        ("Snow is expected tonight.", "2022-03-02TNI"),
        ("She arrived this morning.", "2022-03-02TMO"),
        ("The shop shut at 6 p.m. on Tuesday.", "2022-03-01T18:00"),
        ("The shop shut on Tuesday at 18:30.", "2022-03-01T18:30"),
        # days by name or distance
        ("The ferry sank yesterday.", "2022-03-01"),
        ("The ferry sank three days ago.", "2022-02-27"),
        # dates with and without a year: the nearest, on the side the verb tells
        ("The siege began on 24 February.", "2022-02-24"),
        ("The siege began on Thursday, Feb. 24, 2022.", "2022-02-24"),
        ("The fair will open on January 5.", "2023-01-05"),
        ("The fair opened on December 5.", "2021-12-05"),
        ("It was dated 24.02.2022.", "2022-02-24"),
        ("Talks were held in November.", "2021-11"),
        ("Talks will be held in November.", "2022-11"),
        ("The treaty of July 2014 holds.", "2014-07"),
        # weeks, months, quarters, seasons, years
        ("The dam broke last week.", "2022-W08"),
        ("The dam broke two weeks ago.", "2022-W07"),
        ("Repairs start next month.", "2022-04"),
        ("Sales fell in the third quarter of 2021.", "2021-Q3"),
        ("Sales fell in the first half of this year.", "2022-H1"),
        ("The harvest failed last summer.", "2021-SU"),
        ("The dam was built eight years ago.", "2014"),
        ("The port was closed over the weekend.", "2022-W08-WE"),
        ("The port opened in 1873.", "1873"),
        # ranges
        ("The strike ran from 25 to 27 February.", "2022-02-25/2022-02-27"),
        ("The strike ran between Monday and Wednesday.", "2022-02-28/2022-03-02"),
        ("He will visit from Monday to Wednesday.", "2022-03-07/2022-03-09"),
        ("He was mayor from 2014 to 2018.", "2014/2018"),
        # lengths of time
        ("A week-long siege ended.", "P1W"),
        ("It took three and a half hours.", "PT3.5H"),
        ("The repair takes 3-4 weeks.", "P3W/P4W"),
        ("They waited for weeks.", "PXW"),
        ("It was the first strike in two years.", "P2Y"),
        ("Rain fell in the past 24 hours.", "PT24H"),
    ],
)  # fmt: skip
def test_an_expression_has_its_timex_value(sentence: str, value: str) -> None:
    assert only(sentence).value == value


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("The siege has lasted since 24 February.", "2022-02-24", None),
        ("They must leave by Friday.", None, "2022-03-05"),
        ("The pass is shut until 10 March.", None, "2022-03-11"),
        ("It must be done before Monday.", None, "2022-03-07"),
        ("Nobody saw him after Monday.", "2022-03-01", None),
        ("The rules hold from Monday onwards.", "2022-02-28", None),
        ("Rain fell in the past 24 hours.", "2022-03-01", "2022-03-03"),
        ("Rain fell over the past week.", "2022-02-23", "2022-03-03"),
        ("Rain is likely for the next two weeks.", "2022-03-02", "2022-03-17"),
        ("It was seen in recent days.", None, "2022-03-03"),
        ("The plan is due by the end of the year.", None, "2023-01-01"),
        ("The plan is due in mid-March.", "2022-03-11", "2022-03-21"),
        ("The plan came late last year.", "2021-09-01", "2022-01-01"),
        ("The plan came in early February.", "2022-02-01", "2022-02-11"),
    ],
)
def test_prepositions_open_and_narrow_the_interval(sentence: str, start: str | None, end: str | None) -> None:
    assert days(only(sentence)) == (start, end)


def test_a_noun_behind_takes_the_preposition_from_the_time() -> None:
    """ "before Monday's talks" tells which talks, not when."""
    assert days(only("The envoy left before Monday's talks.")) == ("2022-02-28", "2022-03-01")
    assert days(only("The envoy left after the 2014 coup.")) == ("2014-01-01", "2015-01-01")


def test_early_and_late_keep_the_value_and_halve_the_day() -> None:
    early = only("The ferry sank early on Tuesday.")
    assert (early.value, early.granularity) == ("2022-03-01", Granularity.PART_OF_DAY)
    assert early.end is not None
    assert early.end.isoformat() == "2022-03-01T12:00:00"


@pytest.mark.parametrize(
    "sentence",
    [
        "A 34-year-old driver, 34 years old, was hurt.",
        "They marched in the March for Bread and may march again; the Sundays are quiet.",
        "The $2022 prize went to flight 2014-B.",
        "Snow fell in the 1990s.",
        "Merry Christmas, said the Christmas card.",
        "It costs five coins a day, paid twice a week.",
        "The sun sat on the second hill.",
    ],
)
def test_what_looks_like_a_time_and_is_none(sentence: str) -> None:
    assert find_times(sentence, PUBLISHED) == ()


def test_a_count_is_no_year_and_a_year_no_count() -> None:
    assert values("Some 2000 troops came in 2000, after the 2014 vote.") == ["2000", "2014"]


def test_the_previous_day_counts_from_the_day_named_before() -> None:
    text = "The vote was on 10 February. A day earlier, two ministers left; the next day, a third."
    assert values(text) == ["2022-02-10", "2022-02-09", "2022-02-10"]
    assert values("The vote was in 2014. That year the mine shut.") == ["2014", "2014"]


def test_a_day_of_the_war_counts_from_its_first_day_wherever_the_text_tells_it() -> None:
    text = "On day 8 of the siege the road was cut. The siege began on 24 February."
    assert values(text) == ["2022-03-03", "2022-02-24"]
    assert values("On day 8 of the siege the road was cut.") == [None]


def test_an_undated_report_keeps_what_stands_by_itself() -> None:
    text = "On Wednesday, after a two-day trip since 5 May, he left; on 5 March 2022 he had come last week."
    assert values(text, None) == [None, "P2D", "XXXX-05-05", "2022-03-05", None]
    weekday = find_times(text, None)[0]
    assert (weekday.start, weekday.end, weekday.granularity) == (None, None, Granularity.DAY)


@pytest.mark.parametrize("absurd", [dt.date.min, dt.date(1, 1, 8), dt.date.max])
def test_an_absurd_day_of_publication_is_no_day_to_count_from(absurd: dt.date) -> None:
    assert values("It sank last week, 99 years ago, on Monday.", absurd) == [None, None, None]


def test_a_day_that_does_not_exist_stays_unknown() -> None:
    found = only("It was dated 30 February 2021.")
    assert (found.value, found.start, found.end) == (None, None, None)


def test_the_day_of_a_dateline_is_marked() -> None:
    text = "HARTON, March 1 (Wire) - The mayor said on Tuesday that the bridge was open."
    dateline, told = find_times(text, PUBLISHED)
    assert (dateline.found, told.found) == (Found.DATELINE, Found.CONTENT)


def test_day_and_month_of_a_numeric_date_come_in_the_order_nearest_to_publication() -> None:
    assert values("Printed 3/2/2022.") == ["2022-03-02"]
    assert values("Printed 3/2/2022.", dt.date(2022, 2, 5)) == ["2022-02-03"]
