"""Publication dates: stated ones, never invented ones."""

from __future__ import annotations

import datetime as dt

import pytest

from counterclaim.read.dates import stated_date

TODAY = dt.date(2022, 3, 5)


@pytest.mark.parametrize(
    "value",
    ["2022-03-02", "2022-03-02T23:30:00Z", "2022-03-02T00:30:00+05:00", " 2022-03-02 10:15:00 ", "20220302"],
)
def test_iso_dates_as_stated_without_a_time_zone_applied(value: str) -> None:
    assert stated_date(value, TODAY) == dt.date(2022, 3, 2)


def test_tomorrow_may_be_today_elsewhere() -> None:
    assert stated_date("2022-03-06", TODAY) == dt.date(2022, 3, 6)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "2 March 2022",
        "2022-02-30",
        "0001-01-01",
        "2022-03-07",
        "1970-01-01",
        None,
        20220302,
        ["2022-03-02"],
    ],
)
def test_everything_else_is_unknown(value: object) -> None:
    assert stated_date(value, TODAY) is None
