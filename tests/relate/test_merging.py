"""One question that opened several disputes is one dispute, with its positions the right way round."""

from __future__ import annotations

import pytest

from counterclaim.relate.merging import Opened, merged


def sides(found: list[Opened]) -> list[list[list[str]]]:
    return [stands for stands, _ in found]


def test_both_positions_agree() -> None:
    opened: list[Opened] = [([["a1"], ["b1"]], []), ([["a2"], ["b2"]], [])]
    agreeing = {("a1", "a2"): 1.5, ("b1", "b2"): 1.5}
    assert sides(merged(opened, agreeing, 1.0)) == [[["a1", "a2"], ["b1", "b2"]]]


def test_the_other_way_round() -> None:
    opened: list[Opened] = [([["a1"], ["b1"]], []), ([["b2"], ["a2"], ["c2"]], [])]
    agreeing = {("a1", "a2"): 1.5, ("b1", "b2"): 1.5}
    assert sides(merged(opened, agreeing, 1.0)) == [[["a1", "a2"], ["b1", "b2"], ["c2"]]]


@pytest.mark.parametrize(
    "agreeing",
    [{("a1", "a2"): 5.0}, {("a1", "a2"): 5.0, ("b1", "b2"): 0.5}, {("a1", "a2"): 2.0, ("a2", "b1"): 2.0}],
    ids=["one position alone", "one of them hardly", "crosswise"],
)
def test_they_stay_two(agreeing: dict[tuple[str, str], float]) -> None:
    opened: list[Opened] = [([["a1"], ["b1"]], []), ([["a2"], ["b2"]], [])]
    assert sides(merged(opened, agreeing, 1.0)) == [[["a1"], ["b1"]], [["a2"], ["b2"]]]
