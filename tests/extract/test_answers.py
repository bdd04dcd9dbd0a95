"""A denial finds what it denies; what bears no sign of an answer is left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from counterclaim.errors import ModelError
from counterclaim.extract.answers import (
    CLASSES,
    FEATURES,
    WEIGHTS,
    AnswerModel,
    answer,
    features,
    item_of,
    pairs,
)
from counterclaim.types import Act, Attribution, Certainty, Kind, Relation, Span

TEXT = (
    "The ministry said its troops had taken the port of Ostrel. "
    "The army denied that troops had taken the port. "
    "Farmers called for rain."
)


def attribution(n: int, source: str, cue: str, content: str, act: Act = Act.ASSERT) -> Attribution:
    def span(part: str) -> tuple[Span, ...]:
        start = TEXT.index(part)
        return (Span(start, start + len(part)),)

    return Attribution(f"a{n}", span(source), span(cue), span(content), Kind.INDIRECT, act, Certainty.CERTAIN)


ATTRIBUTIONS = (
    attribution(0, "The ministry", "said", "its troops had taken the port of Ostrel"),
    attribution(1, "The army", "denied", "that troops had taken the port", Act.DENY),
    attribution(2, "Farmers", "called for", "rain", Act.DEMAND),
)


def test_a_denial_refutes_what_it_repeats() -> None:
    answered = answer(TEXT, ATTRIBUTIONS, AnswerModel.load())
    assert answered[1].answers is not None
    assert (answered[1].answers.to, answered[1].answers.rel) == ("a0", Relation.REFUTES)
    assert answered[0].answers is None
    assert answered[2].answers is None


def test_only_what_bears_a_sign_is_compared() -> None:
    items = [item_of(TEXT, a) for a in ATTRIBUTIONS]
    assert {i for i, _ in pairs(items)} == {1}


def test_one_source_does_not_answer_itself() -> None:
    items = [item_of(TEXT, a) for a in (ATTRIBUTIONS[1], ATTRIBUTIONS[1])]
    assert list(pairs(items)) == []


def test_each_pair_has_every_feature() -> None:
    a, b = (item_of(TEXT, x) for x in ATTRIBUTIONS[:2])
    assert len(features(b, a, 1)) == len(FEATURES)


def test_probabilities_sum_to_one() -> None:
    a, b = (item_of(TEXT, x) for x in ATTRIBUTIONS[:2])
    row = AnswerModel.load().probabilities([features(b, a, 1)])[0]
    assert len(row) == len(CLASSES)
    assert row.sum() == pytest.approx(1.0, abs=1e-5)


def test_weights_of_other_features_are_refused(tmp_path: Path) -> None:
    data = json.loads(WEIGHTS.read_text(encoding="utf-8")) | {"features": ["bias"]}
    (tmp_path / "w.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(ModelError, match="not this version's"):
        AnswerModel.load(tmp_path / "w.json")
