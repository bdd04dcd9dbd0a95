"""The pair model: what goes in, how scores become probabilities, and what the shipped weights say."""

from __future__ import annotations

import datetime as dt
import json
import math
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from counterclaim.errors import ModelError
from counterclaim.relate.agreement import PairModel
from counterclaim.relate.agreement.calibration import (
    Calibration,
    comparison,
    direction,
    probabilities,
    turned,
)
from counterclaim.relate.agreement.inputs import LONGEST, gap_class, marks, subwords
from counterclaim.relate.agreement.labels import (
    LABELS,
    MATCH_NONE,
    MATCH_NUMBER,
    MATCH_SHARED,
    MATCH_SHARED_NUMBER,
    MATCH_SPECIAL,
    UNKNOWN_GAP,
)
from counterclaim.relate.agreement.model import DEFAULT_FOLDER, PARTS, VOCABULARY
from counterclaim.relate.agreement.order import ordered, written
from counterclaim.types import Agreement, Comparer, Comparison, Entailment, Wording

PLAIN = Calibration(1.0, (0.0, 0.0, 0.0, 0.0), 0.5)
AGAIN = Wording("The bridge is open again, according to the harbour master.", dt.date(2031, 5, 2))
OPEN = Wording("The harbour master said the bridge was open again.", dt.date(2031, 5, 2))
SHUT = Wording("The bridge has not been opened, the regional council insisted.", dt.date(2031, 5, 3))
BROKEN = Wording("The mayor said that the dam had broken.")
FERRY = Wording("The ferry company plans to buy two new ships next year.", dt.date(2031, 5, 3))
FIRES = Wording("Ten houses burned down in the hills, firefighters said.", dt.date(2031, 8, 20))

logits = st.lists(st.floats(-20, 20), min_size=4, max_size=4)
texts = st.text(st.characters(codec="utf-8"), max_size=300)
wordings = st.builds(Wording, texts, st.none() | st.dates(), st.booleans())


@pytest.fixture(scope="module")
def model() -> PairModel:
    return PairModel.load(threads=1)


@pytest.fixture(scope="module")
def vocabulary() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(VOCABULARY))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


# Scores to probabilities


@given(logits, st.floats(0.1, 5), logits)
def test_probabilities_sum_to_one(scores: list[float], temperature: float, offsets: list[float]) -> None:
    found = probabilities(scores, Calibration(temperature, tuple(offsets), 0.5))
    assert math.isclose(sum(found), 1.0)
    assert all(0 <= p <= 1 for p in found)


def test_a_temperature_spreads_and_an_offset_lifts() -> None:
    scores = (2.0, 0.0, 0.0, 0.0)
    even = probabilities(scores, replace(PLAIN, temperature=4.0))
    assert even[0] < probabilities(scores, PLAIN)[0]
    lifted = probabilities(scores, replace(PLAIN, offsets=(0.0, 1.0, 0.0, 0.0)))
    assert lifted[1] > lifted[2] == lifted[3]


def test_entailment_is_given_where_the_two_are_the_same() -> None:
    assert comparison((3, 0, 0, 0), (2, -2), PLAIN).entails is Entailment.A_B
    assert comparison((3, 0, 0, 0), (-2, -2), PLAIN).entails is None
    assert comparison((0, 3, 0, 0), (2, 2), PLAIN).entails is None


@pytest.mark.parametrize(
    ("odds", "wanted"),
    [
        ((3, 3), Entailment.BOTH),
        ((3, 0), Entailment.A_B),
        ((0, 3), Entailment.B_A),
        ((0, 0), None),
    ],
)
def test_a_direction_needs_the_threshold(odds: tuple[float, float], wanted: Entailment | None) -> None:
    assert direction(odds, threshold=0.9) is wanted


@given(logits, st.tuples(st.floats(-9, 9), st.floats(-9, 9)))
def test_turning_twice_changes_nothing(scores: list[float], odds: tuple[float, float]) -> None:
    found = comparison(scores, odds, PLAIN)
    assert turned(turned(found)) == found
    assert turned(found) == comparison(scores, odds[::-1], PLAIN)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"temperature": 0, "offsets": [0, 0, 0, 0], "entails": 0.5},
        {"temperature": float("nan"), "offsets": [0, 0, 0, 0], "entails": 0.5},
        {"temperature": 1, "offsets": [0, 0], "entails": 0.5},
        {"temperature": 1, "offsets": [0, 0, 0, 0], "entails": 1},
        {"temperature": "warm", "offsets": [0, 0, 0, 0], "entails": 0.5},
    ],
)
def test_a_calibration_out_of_range_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ModelError, match="calibration"):
        Calibration.read(data)


# Wordings to arrays


def test_marks_say_what_the_other_text_has_too(vocabulary: Tokenizer) -> None:
    a, b = (subwords(vocabulary, text) for text in ("12 boats left", "30 boats left"))
    assert marks(a, b).tolist() == [MATCH_SPECIAL, MATCH_NUMBER, MATCH_SHARED, MATCH_SHARED, MATCH_SPECIAL]
    a, b = (subwords(vocabulary, text) for text in ("three boats", "three ships"))
    assert marks(b, a).tolist() == [MATCH_SPECIAL, MATCH_SHARED_NUMBER, MATCH_NONE, MATCH_SPECIAL]


def test_a_long_text_is_cut(vocabulary: Tokenizer) -> None:
    long, empty = (subwords(vocabulary, text) for text in ("boat " * 5000, ""))
    assert len(long.ids) == len(marks(long, empty)) == LONGEST + 2
    assert len(empty.ids) == len(marks(empty, long)) == 2


def test_days_between_reports_fall_into_classes() -> None:
    day = dt.date(2031, 5, 1)
    classes = [gap_class(day, day + dt.timedelta(days)) for days in (0, 1, 2, 3, 4, 5, 6, 30, 31, 900)]
    assert classes == [0, 1, 2, 3, 4, 4, 5, 6, 7, 7]
    assert gap_class(day, None) == UNKNOWN_GAP
    assert gap_class(day, day + dt.timedelta(2)) == gap_class(day + dt.timedelta(2), day)


def test_a_denied_content_reads_as_denied() -> None:
    assert written(Wording("the dam broke", denied=True)) == "denied: the dam broke"


@given(wordings, wordings)
def test_a_pair_has_one_order(a: Wording, b: Wording) -> None:
    assert ordered(a, b) or ordered(b, a)
    if ordered(a, b) and ordered(b, a):
        assert written(a) == written(b)


# The shipped model


def test_the_model_is_a_comparer(model: PairModel) -> None:
    comparer: Comparer = model
    assert comparer.name == f"pairs {model.digest}"
    assert comparer.compare([]) == []


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        (
            OPEN,
            Wording("The bridge is open again, according to the harbour master.", dt.date(2031, 5, 2)),
            "same",
        ),
        (BROKEN, Wording("The mayor denied that the dam had broken."), "contradict"),
        (BROKEN, Wording("the dam had not broken"), "contradict"),
        (OPEN, FIRES, "unrelated"),
    ],
)
def test_plain_cases(model: PairModel, a: Wording, b: Wording, wanted: str) -> None:
    assert model.one(a, b).label == wanted


def test_asked_the_other_way_round_the_answer_is_turned(model: PairModel) -> None:
    for a, b in ((OPEN, SHUT), (OPEN, FERRY), (SHUT, FIRES), (OPEN, OPEN)):
        assert model.one(b, a) == turned(model.one(a, b))


def test_neither_neighbours_nor_threads_change_a_bit(model: PairModel) -> None:
    pairs = [(a, b) for a in (OPEN, SHUT, FERRY) for b in (OPEN, SHUT, FERRY, FIRES)] * 5
    alone = [model.one(a, b) for a, b in pairs]
    assert model.compare(pairs) == alone
    assert PairModel.load(threads=3).compare(pairs) == alone


def test_pairs_are_taken_as_they_come(model: PairModel) -> None:
    taken = 0

    def endless() -> object:
        nonlocal taken
        while True:
            taken += 1
            yield OPEN, SHUT

    first = next(model.stream(endless()))  # type: ignore[arg-type]
    assert isinstance(first, Comparison)
    assert taken < 200


@pytest.mark.parametrize("text", ["", " ", "\0", "\ud800", "x" * 100_000, "١٢٣", "🛶" * 500])
def test_hostile_texts_are_read(model: PairModel, text: str) -> None:
    found = model.one(Wording(text), OPEN)
    assert math.isclose(sum(getattr(found, label) for label in Agreement), 1.0)


def test_labels_are_those_of_the_types() -> None:
    assert tuple(Agreement) == LABELS


# A folder that is no model


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped model, to be spoilt."""
    copy = tmp_path / "model"
    shutil.copytree(DEFAULT_FOLDER, copy)
    return copy


def test_a_missing_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no usable pair model"):
        PairModel.load(tmp_path)


@pytest.mark.parametrize("part", PARTS)
def test_damaged_weights_are_told(folder: Path, part: str) -> None:
    with (folder / part).open("ab") as weights:
        weights.write(b"!")
    with pytest.raises(ModelError, match="damaged or of another version"):
        PairModel.load(folder)


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("format", 99, "another version"),
        ("labels", ["yes", "no"], "other labels"),
        ("vocabulary", "0" * 16, "another vocabulary"),
        ("calibration", {}, "calibration"),
    ],
)
def test_another_version_is_told(folder: Path, key: str, value: object, reason: str) -> None:
    path = folder / "model.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {key: value}))
    with pytest.raises(ModelError, match=reason):
        PairModel.load(folder)
