"""The words of cue and content vote on the act beside the network."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from counterclaim.errors import ModelError
from counterclaim.extract import labels
from counterclaim.extract.acts import WEIGHTS, ActModel, features, revise
from counterclaim.extract.decode import Candidate
from counterclaim.types import Act, Certainty, Kind, Span

TEXT = "The governor urged people to leave the valley."


def candidate(odds: tuple[float, ...]) -> Candidate:
    return Candidate(
        source=(Span(0, 12),),
        cue=(Span(13, 18),),
        content=(Span(19, 45),),
        kind=Kind.INDIRECT,
        act=Act.ASSERT,
        certainty=Certainty.CERTAIN,
        score=0.9,
        act_odds=odds,
    )


def test_features_name_what_stands_in_cue_and_content() -> None:
    c = candidate(())
    found = features(TEXT, c.source, c.cue, c.content)
    assert {"cue=urged", "last=urged", "begins=people to", "urged+to"} <= found.keys()
    assert "no source" not in found


def test_where_the_network_has_no_opinion_the_words_decide() -> None:
    assert revise(candidate((0.0,) * 8), TEXT, ActModel.load()).act is Act.DEMAND


def test_a_sure_network_is_not_overruled() -> None:
    odds = tuple(0.0 if act is Act.DENY else -30.0 for act in labels.ACTS)
    assert revise(candidate(odds), TEXT, ActModel.load()).act is Act.DENY


def test_weights_for_other_acts_are_refused(tmp_path: Path) -> None:
    data = json.loads(WEIGHTS.read_text(encoding="utf-8")) | {"acts": ["assert"]}
    (tmp_path / "w.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(ModelError, match="not this version's"):
        ActModel.load(tmp_path / "w.json")
