"""Floors hold figures up: they rise with what is measured, and fall only when told to."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.floors import SLACK, Floors, FloorsError

CORPORA = {"corpora/a.jsonl": "d1"}


def floors(**figures: float) -> Floors:
    return Floors(figures, CORPORA)


def test_a_figure_at_its_floor_passes_and_one_below_fails() -> None:
    pinned = floors(cue=0.7)
    assert pinned.failures(floors(cue=0.7)) == []
    assert pinned.failures(floors(cue=0.69)) == ["cue 0.6900 is below its floor 0.7000"]


def test_a_figure_nobody_measured_fails() -> None:
    assert floors(cue=0.7).failures(floors()) == ["cue was not measured"]


def test_a_corpus_with_other_bytes_fails() -> None:
    other = Floors({"cue": 0.9}, {"corpora/a.jsonl": "d2"})
    assert floors(cue=0.7).failures(other) == ["corpora/a.jsonl is not the file the floors were measured on"]


def test_raising_lifts_what_rose_and_keeps_the_rest() -> None:
    raised = floors(cue=0.7, source=0.8).raised(floors(cue=0.75, source=0.801))
    assert raised.figures == {"cue": 0.745, "source": 0.8}


def test_raising_refuses_to_lower() -> None:
    with pytest.raises(FloorsError, match=r"--allow-lower.*cue"):
        floors(cue=0.7).raised(floors(cue=0.6))


@given(st.dictionaries(st.sampled_from(["cue", "source"]), st.floats(0, 1), min_size=1))
def test_what_was_measured_passes_its_own_floors(figures: dict[str, float]) -> None:
    measured = floors(**figures)
    pinned = Floors(measured.pinned(), CORPORA)
    assert pinned.failures(measured) == []
    assert all(figures[name] - floor <= SLACK + 1e-4 for name, floor in pinned.figures.items())


def test_floors_survive_the_file(tmp_path: Path) -> None:
    pinned = Floors({"cue": 0.7}, CORPORA, {"digest": "m"})
    pinned.save(tmp_path / "floors.json")
    assert Floors.load(tmp_path / "floors.json") == pinned
