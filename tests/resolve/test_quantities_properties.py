"""What holds of the quantities of any text, however odd; and that the measured bars are held."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import corpora, expressions
from counterclaim.resolve.quantities import find_quantities

LISTED = """
    12 1,200 1.2m 0.5 99999999999999999999 $ £5 two hundred thousand and a half dozens several tens of
    in one couple million people tanks km % percent killed more than at least up to between 10-15
    another rose by to or euros Smith, 34, - . , '
"""
WORDS = [*LISTED.split(), "\n"]
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))


@given(TEXTS)
def test_spans_slice_in_order_without_overlap_and_ranges_run_upward(text: str) -> None:
    position = 0
    for found in find_quantities(text):
        assert position <= found.span.start < found.span.end <= len(text)
        position = found.span.end
        assert 0 <= found.low <= found.high
        assert found.of is None or found.high <= found.of


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "1-",
        "1,",
        "two ",
        "hundred and ",
        "a ",
        "$1 ",
        "12 of ",
        "killed 12 ",
        "between 1 and ",
        "“",
    ],
)
def test_time_grows_linearly_with_whatever_is_repeated(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        start = time.process_time()
        find_quantities(text)
        return time.process_time() - start

    seconds(1000)
    assert seconds(16_000) < 12 * seconds(4_000) + 0.2


def test_a_hundred_thousand_digits_are_read_in_no_time() -> None:
    start = time.process_time()
    assert find_quantities("1" * 100_000) == ()
    assert time.process_time() - start < 1


@pytest.mark.shared
def test_times_and_quantities_of_the_stream_hold_their_bars() -> None:
    measured = expressions.measure(corpora.shared_folder() / corpora.STREAM)
    for name, floor in expressions.FLOORS.items():
        assert measured.figures[name] >= floor
