"""Cores tile the text whatever its sentences are; windows stay within their size."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.extract.tokens import Tokens
from counterclaim.extract.windows import Sizes, windows


def tokens(breaks: list[int]) -> Tokens:
    n = len(breaks)
    z = np.zeros(n, dtype=np.int64)
    return Tokens(z, np.arange(n), np.arange(n) + 1, z, z, np.asarray(breaks, dtype=np.int64), np.arange(n))


@given(
    breaks=st.lists(st.sampled_from([0, 0, 0, 0, 1, 2]), max_size=400),
    size=st.integers(10, 60),
    left=st.integers(0, 4),
    right=st.integers(0, 5),
)
def test_cores_tile_the_text_and_windows_hold_them(
    breaks: list[int], size: int, left: int, right: int
) -> None:
    made = list(windows(tokens(breaks), Sizes(size, left, right)))
    core = [i for w in made for i in range(w.core_start, w.core_end)]
    assert core == list(range(len(breaks)))
    for w in made:
        assert 0 <= w.start <= w.core_start < w.core_end <= w.end <= len(breaks)
        assert len(w) <= size


def test_a_short_text_is_one_window() -> None:
    assert [len(w) for w in windows(tokens([2] + [0] * 99), Sizes(160, 24, 32))] == [100]


def test_edges_fall_on_sentence_starts() -> None:
    breaks = [1 if i % 10 == 0 else 0 for i in range(200)]
    made = list(windows(tokens(breaks), Sizes(64, 12, 12)))
    assert all(w.start % 10 == 0 and w.core_start % 10 == 0 for w in made)


def test_a_text_without_sentences_is_cut_all_the_same() -> None:
    made = list(windows(tokens([0] * 1000), Sizes(100, 10, 10)))
    assert made[-1].core_end == 1000
    assert max(len(w) for w in made) == 100
