"""Scores of the network to probabilities and a direction of entailment; pure.

A temperature and four offsets make label scores into probabilities that hold on news: contradictions
are common among the pairs the network learns from and rare among pairs of reports.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from counterclaim.errors import ModelError
from counterclaim.relate.agreement.labels import LABELS
from counterclaim.types import Agreement, Comparison, Entailment


@dataclass(frozen=True, slots=True)
class Calibration:
    """What `model.json` states under "calibration".

    `offsets`, in the order of LABELS, are added to the scores divided by `temperature`; `entails` is
    the probability from which one text is said to say all that the other says.
    """

    temperature: float
    offsets: tuple[float, ...]
    entails: float

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Calibration:
        """From `model.json`. Raises `ModelError` when a number is missing or out of range."""
        try:
            offsets = tuple(float(x) for x in data["offsets"])
            found = cls(float(data["temperature"]), offsets, float(data["entails"]))
        except (KeyError, TypeError, ValueError) as error:
            raise ModelError(f"the pair model's calibration cannot be read: {error}") from error
        if len(offsets) != len(LABELS) or not found.temperature > 0 or not 0 < found.entails < 1:
            raise ModelError("the pair model's calibration is out of range")
        return found


def probabilities(logits: Sequence[float], calibration: Calibration) -> tuple[float, ...]:
    """The probability of each label, in the order of LABELS; they sum to 1."""
    shifted = [x / calibration.temperature + y for x, y in zip(logits, calibration.offsets, strict=True)]
    top = max(shifted)
    powers = [math.exp(x - top) for x in shifted]
    total = sum(powers)
    return tuple(power / total for power in powers)


def comparison(logits: Sequence[float], odds: Sequence[float], calibration: Calibration) -> Comparison:
    """What label scores and the log-odds of a>b and b>a come to.

    Entailment is given where the label is same.
    """
    same, contradict, related, unrelated = probabilities(logits, calibration)
    found = Comparison(same, contradict, related, unrelated)
    if found.label is not Agreement.SAME:
        return found
    return replace(found, entails=direction(odds, calibration.entails))


def direction(odds: Sequence[float], threshold: float) -> Entailment | None:
    """Which of the log-odds of a>b and b>a reach the threshold."""
    limit = math.log(threshold / (1 - threshold))
    forth, back = (x >= limit for x in odds)
    if forth and back:
        return Entailment.BOTH
    return Entailment.A_B if forth else Entailment.B_A if back else None


_TURNED = {Entailment.A_B: Entailment.B_A, Entailment.B_A: Entailment.A_B}


def turned(found: Comparison) -> Comparison:
    """The comparison of the same pair asked the other way round."""
    if found.entails is None:
        return found
    return replace(found, entails=_TURNED.get(found.entails, found.entails))
