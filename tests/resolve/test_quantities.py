"""The figures a report gives, what they count, and how exactly they are meant."""

from __future__ import annotations

import datetime as dt

import pytest

from counterclaim.resolve.quantities import claim_quantities, find_quantities
from counterclaim.resolve.times import find_times
from counterclaim.types import Act, Attribution, Bound, Certainty, Kind, Quantity, Span


def read(text: str) -> tuple[Quantity, ...]:
    return find_quantities(text, find_times(text, dt.date(2022, 3, 2)))


def only(text: str) -> Quantity:
    (found,) = read(text)
    return found


@pytest.mark.parametrize(
    ("sentence", "low", "high", "item", "unit"),
    [
        ("Soldiers saw 150 grey tanks.", 150, 150, "tank", ""),
        ("Some 1,200 airborne and artillery troops came.", 1200, 1200, "troops", ""),
        ("Twenty-three sailors came.", 23, 23, "sailor", ""),
        ("Three hundred and fifty houses stand.", 350, 350, "house", ""),
        ("One person came.", 1, 1, "person", ""),
        ("A 15-member council sat.", 15, 15, "member", ""),
        ("Three of the old ships sank.", 3, 3, "ship", ""),
        ("It has two “free cities” in it.", 2, 2, "city", ""),
        # ranges
        ("Between 10 and 15 trucks came.", 10, 15, "truck", ""),
        ("10-15 trucks came.", 10, 15, "truck", ""),
        ("Two or three trucks came.", 2, 3, "truck", ""),
        ("5-10 million voters came.", 5e6, 10e6, "voter", ""),
        # money, shares, measures
        ("It cost $1.2m.", 1.2e6, 1.2e6, "", "USD"),
        ("It cost £3bn.", 3e9, 3e9, "", "GBP"),
        ("It cost €2.5 million.", 2.5e6, 2.5e6, "", "EUR"),
        ("It cost 40 billion rubles.", 40e9, 40e9, "", "RUB"),
        ("It cost 5 million hryvnias.", 5e6, 5e6, "", "UAH"),
        ("It cost A$7.", 7, 7, "", "AUD"),
        ("It cost $5-6 billion.", 5e9, 6e9, "", "USD"),
        ("Ten per cent of voters came.", 10, 10, "voter", "%"),
        ("Rates are at 0.5 percentage points.", 0.5, 0.5, "", "percentage point"),
        ("The queue is 64 km.", 64, 64, "", "km"),
        ("A 40-mile queue formed.", 40, 40, "", "mile"),
        ("The lake covers 300 square kilometres.", 300, 300, "", "km²"),
        ("They sent 20 tonnes of aid.", 20, 20, "aid", "tonne"),
        ("Talks lasted two and a half hours.", 2.5, 2.5, "", "hour"),
        ("Talks lasted half an hour.", 0.5, 0.5, "", "hour"),
        # "1.2m" is a million, "1.2 m" a length
        ("1.2m people came.", 1.2e6, 1.2e6, "people", ""),
        ("The wall is 1.2 m high.", 1.2, 1.2, "", "m"),
        ("The wall is 1.2m high.", 1.2, 1.2, "", "m"),
    ],
)  # fmt: skip
def test_a_figure_and_what_it_counts(sentence: str, low: float, high: float, item: str, unit: str) -> None:
    found = only(sentence)
    assert (found.low, found.high, found.item, found.unit) == (low, high, item, unit)


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("12 people", Bound.EXACTLY),
        ("about 12 people", Bound.ABOUT),
        ("nearly 12 people", Bound.ABOUT),
        ("some 12 people", Bound.ABOUT),
        ("an estimated 12 people", Bound.ABOUT),
        ("at least 12 people", Bound.AT_LEAST),
        ("no fewer than 12 people", Bound.AT_LEAST),
        ("12 or more people", Bound.AT_LEAST),
        ("12+ people", Bound.AT_LEAST),
        ("more than 12 people", Bound.MORE_THAN),
        ("over 12 people", Bound.MORE_THAN),
        ("up to 12 people", Bound.UP_TO),
        ("as many as 12 people", Bound.UP_TO),
        ("no more than 12 people", Bound.UP_TO),
        ("fewer than 12 people", Bound.FEWER_THAN),
    ],
)
def test_how_a_figure_is_bounded(words: str, bound: Bound) -> None:
    found = only(f"The ship took {words}.")
    assert (found.low, found.bound) == (12, bound)


@pytest.mark.parametrize(
    ("words", "vague", "low", "high"),
    [
        ("several ships", "several", 3, 9),
        ("dozens of ships", "dozens", 24, 99),
        ("hundreds of ships", "hundreds", 200, 999),
        ("several dozen ships", "several dozen", 36, 108),
        ("tens of thousands of ships", "tens of thousands", 20_000, 99_999),
        ("a couple of ships", "couple", 2, 3),
    ],
)
def test_a_vague_numeral_is_a_range_with_its_word(words: str, vague: str, low: float, high: float) -> None:
    found = only(f"They saw {words}.")
    assert (found.vague, found.low, found.high, found.item) == (vague, low, high, "ship")
    assert found.bound is Bound.ABOUT


@pytest.mark.parametrize(
    ("sentence", "part", "whole", "item"),
    [
        ("141 of 193 members voted.", 141, 193, "member"),
        ("Nine out of ten members voted.", 9, 10, "member"),
        ("One in five children is ill.", 1, 5, "child"),
        ("Two-thirds of members voted.", 2, 3, "member"),
        ("Half the houses stand.", 1, 2, "house"),
        ("Sales fell by about a fifth.", 1, 5, ""),
    ],
)
def test_a_fraction_keeps_its_whole(sentence: str, part: float, whole: float, item: str) -> None:
    found = only(sentence)
    assert (found.low, found.of, found.item) == (part, whole, item)


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        ("The blast killed 12 people.", "killed"),
        ("12 people were killed.", "killed"),
        ("It left 12 people dead.", "killed"),
        ("The count is 12 deaths.", "killed"),
        ("At least 12 sailors in the town have been wounded.", "injured"),
        ("More than 800,000 people have fled.", "fled"),
        ("Police detained 12 men.", "detained"),
        ("They destroyed 12 tanks.", "destroyed"),
        ("12 people are missing.", "missing"),
        ("12 ships came.", ""),
    ],
)
def test_what_became_of_what_is_counted(sentence: str, scope: str) -> None:
    assert only(sentence).scope == scope


@pytest.mark.parametrize(
    ("sentence", "change", "cumulative"),
    [
        ("Another 12 people died.", True, False),
        ("12 more people died.", True, False),
        ("Prices rose by 12%.", True, False),
        ("Prices rose to 12%.", False, True),
        ("The death toll stands at 12.", False, True),
        ("12 people have died so far.", False, True),
        ("12 people died.", False, False),
        ("They lost 12 tanks.", False, False),
    ],
)
def test_a_change_and_a_running_total(sentence: str, change: bool, cumulative: bool) -> None:
    found = only(sentence)
    assert (found.change, found.cumulative) == (change, cumulative)


@pytest.mark.parametrize(
    "sentence",
    [
        "On 24 February 2022, at 10:30 or 6 p.m., since 2014 and in the 1990s.",
        "Okafor, 34, a 34-year-old nurse aged 34, and her son (12) waited.",
        "Members aged between 18 and 24 came.",
        "A T-72, an Su-35, an F-16, a Boeing 777 and flight MH17 met under Resolution 2202.",
        "COVID-19 is on the list of the G7; 5G is not.",
        "See article 5, page 3, room 12 and chapter two of World War Two.",
        "1. The first point\n2. The second",
        "Call +1 555 123 4567 or 555-1234, at 10 Harbour Street.",
        "Rovers won 3-1; the vote was 98-0.",
        "One of the men said no one came one day; this one did.",
        "Few came, and quite a few left with the couple.",
        "Version 3.4.1 runs at 192.168.0.1.",
    ],
)
def test_what_looks_like_a_figure_and_is_none(sentence: str) -> None:
    assert read(sentence) == ()


def test_rose_from_one_to_the_other_is_no_range() -> None:
    assert [found.low for found in read("Prices rose from 12 to 15 euros.")] == [12, 15]
    assert [found.unit for found in read("Oil rose by 3% to $100.")] == ["%", "USD"]


def test_a_length_of_time_is_a_quantity_and_a_point_in_time_is_none() -> None:
    assert only("The siege lasted 12 days.").unit == "day"
    assert read("The siege ended 12 days ago, in the past 24 hours.") == ()


def test_each_figure_of_a_sentence_has_its_own_scope() -> None:
    found = read("The blast killed 12 people and wounded 30, and 5 are missing.")
    assert [(each.low, each.scope) for each in found] == [(12, "killed"), (30, "injured"), (5, "missing")]


def test_the_figures_of_a_claim_are_those_in_its_content() -> None:
    text = "Two mayors said that 12 people died and 30 fled."
    content = "12 people died and 30 fled"
    start = text.index(content)
    attribution = Attribution(
        "a1", (Span(0, 10),), (Span(11, 15),), (Span(start, start + len(content)),),
        Kind.INDIRECT, Act.ASSERT, Certainty.CERTAIN,
    )  # fmt: skip
    assert [found.low for found in claim_quantities(attribution, read(text))] == [12, 30]
