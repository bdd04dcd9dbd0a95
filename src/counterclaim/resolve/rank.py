"""Linear rankers over named features; the weights are a JSON file a person can read."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources

Weights = Mapping[str, float]


def score(features: Iterable[str], weights: Weights) -> float:
    """The sum of the weights of the features that hold."""
    get = weights.get
    return sum(get(feature, 0.0) for feature in features)


def softmax(scores: Sequence[float]) -> list[float]:
    """Scores to probabilities."""
    top = max(scores)
    parts = [math.exp(value - top) for value in scores]
    total = sum(parts)
    return [part / total for part in parts]


@cache
def shipped_weights() -> Mapping[str, Weights]:
    """The weights of the package (`speaker`, `mention`, `side`), made by training/resolver.py."""
    text = (resources.files("counterclaim.resolve") / "weights.json").read_text(encoding="utf-8")
    rankers: dict[str, dict[str, float]] = json.loads(text)["rankers"]
    return rankers
