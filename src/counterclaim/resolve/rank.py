"""Linear rankers over named features; the weights are a JSON file a person can read."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

Weights = Mapping[str, float]


def score(features: Iterable[str], weights: Weights) -> float:
    """The sum of the weights of the features that hold."""
    get = weights.get
    return sum([get(feature, 0.0) for feature in features])


def softmax(scores: Sequence[float]) -> list[float]:
    """Scores to probabilities."""
    top = max(scores)
    parts = [math.exp(value - top) for value in scores]
    total = sum(parts)
    return [part / total for part in parts]


@dataclass(frozen=True, slots=True)
class Rankers:
    """The three rankers. `side_by_part` is `side` turned round for speed: its features of the form
    "class|part" by part, so that what is known of a party is looked up once for all sides.
    """

    speaker: Weights
    mention: Weights
    side: Weights
    side_by_part: Mapping[str, Sequence[tuple[str, float]]]

    @classmethod
    def of(cls, speaker: Weights, mention: Weights, side: Weights) -> Rankers:
        """Rankers with these weights."""
        by_part: dict[str, list[tuple[str, float]]] = {}
        for feature, weight in side.items():
            what, bar, part = feature.partition("|")
            if bar:
                by_part.setdefault(part, []).append((what, weight))
        return cls(speaker, mention, side, by_part)


@cache
def shipped_rankers() -> Rankers:
    """The rankers of the package, made by training/resolver.py."""
    text = (resources.files("counterclaim.resolve") / "weights.json").read_text(encoding="utf-8")
    weights: dict[str, dict[str, float]] = json.loads(text)["rankers"]
    return Rankers.of(weights["speaker"], weights["mention"], weights["side"])
