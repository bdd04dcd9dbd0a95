"""What holds of the times of any text, however odd."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.resolve.times import find_times

LISTED = """
    Monday Tuesday Wednesday March May 24 2022 1 31 99 9999 the a two several days weeks ago last next
    since until by before after from to between and on in early mid- late end of year quarter first
    week-long overnight yesterday 10:30 p.m. day 8 war began will said . , - – % $ '
"""
WORDS = [*LISTED.split(), "\n"]
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
DAYS = st.one_of(st.none(), st.dates())


@given(TEXTS, DAYS)
def test_spans_slice_in_order_without_overlap_and_intervals_run_forward(
    text: str, published: dt.date | None
) -> None:
    position = 0
    for found in find_times(text, published):
        assert found.span is not None
        assert position <= found.span.start < found.span.end <= len(text)
        position = found.span.end
        if found.start is not None and found.end is not None:
            assert found.start < found.end


@given(TEXTS, DAYS)
def test_the_same_text_gives_the_same_times(text: str, published: dt.date | None) -> None:
    assert find_times(text, published) == find_times(text, published)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "1-",
        "1,",
        "Monday ",
        "Monday to ",
        "March 3 ",
        "two ",
        "a ",
        "day 8 of the war ",
        "\n",
        "“",
    ],
)
def test_time_grows_linearly_with_whatever_is_repeated(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        start = time.process_time()
        find_times(text, dt.date(2022, 3, 2))
        return time.process_time() - start

    seconds(1000)
    assert seconds(16_000) < 12 * seconds(4_000) + 0.2


def test_a_hundred_thousand_digits_are_read_in_no_time() -> None:
    start = time.process_time()
    assert find_times("1" * 100_000, dt.date(2022, 3, 2)) == ()
    assert time.process_time() - start < 1
