"""Agreement: do two wordings claim the same, contradict each other, or neither?

`inputs` turns a pair of wordings into arrays, `model` runs the network on them, `calibration` (pure)
makes a `Comparison` of its scores. `PairModel` is imported on first use: numpy and ONNX are slow
to load.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from counterclaim.relate.agreement.model import PairModel

__all__ = ["PairModel"]


def __getattr__(name: str) -> Any:
    if name == "PairModel":
        from counterclaim.relate.agreement.model import PairModel

        return PairModel
    raise AttributeError(name)
