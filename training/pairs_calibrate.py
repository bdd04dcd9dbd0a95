"""Scores of dev pairs to a calibration: a temperature and four offsets.

Few parameters, drawn towards doing nothing: dev holds a few hundred pairs, and of contradictions
a handful.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from counterclaim.relate.agreement.calibration import Calibration
from counterclaim.relate.agreement.labels import LABELS

Floats = npt.NDArray[np.float64]

DRAW = 0.01
"""How strongly offsets are drawn to 0; so that folds of dev agree on them."""

EVEN = 0.35
"""0 weighs pairs alike (best probabilities), 1 labels alike (none is passed over); chosen on dev folds."""


def calibrate(
    scores: Floats, true: npt.NDArray[Any], entails: float = 0.5, even: float = EVEN
) -> Calibration:
    """The calibration that fits label scores [N, 4] of pairs with labels `true` [N]."""
    x, y = torch.from_numpy(scores), torch.from_numpy(true)
    count = torch.bincount(y, minlength=len(LABELS)).clamp(min=1).double()
    weight = (len(y) / len(LABELS) / count) ** even
    log_temperature = torch.zeros((), dtype=torch.float64, requires_grad=True)
    offsets = torch.zeros(len(LABELS), dtype=torch.float64, requires_grad=True)
    solver = torch.optim.LBFGS([log_temperature, offsets], max_iter=100, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        solver.zero_grad()
        logits = x / log_temperature.exp() + offsets
        value = torch.nn.functional.cross_entropy(logits, y, weight) + DRAW * (offsets**2).sum()
        value.backward()
        return value

    solver.step(loss)
    found = np.round(offsets.detach().numpy(), 4)
    return Calibration(round(float(log_temperature.detach().exp()), 4), tuple(found.tolist()), entails)
