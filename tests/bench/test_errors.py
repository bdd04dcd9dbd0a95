"""The report of where the errors are."""

from __future__ import annotations

from bench.errors import breakdown
from bench.scoring import Scorer

TEXT = "The envoy said that it rained. The farmer denied it."
SAID = {"id": "a0", "cue": [[10, 14]], "content": [[15, 29]], "kind": "indirect"}
DENIED = {"id": "a1", "cue": [[42, 48]], "content": [[49, 51]], "kind": "indirect"}


def test_missed_and_invented_cues_are_named() -> None:
    first_matches = Scorer(score=lambda gold, found: {}, match=lambda gold, found: {0: (0, 1.0)})
    gold = [{"id": "d", "text": TEXT, "attributions": [SAID, DENIED]}]
    invented = {**DENIED, "cue": [[35, 41]], "kind": "direct"}
    lines = list(breakdown(first_matches, gold, [{"id": "d", "attributions": [SAID, invented]}]))
    assert "cues most often missed (1 in all)" in lines
    assert "     1  denied" in lines
    assert "     1  farmer" in lines
    assert "  indirect                  2   50.0      1     100.0" in lines
    assert "  direct                    0    0.0      1       0.0" in lines
