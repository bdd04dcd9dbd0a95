"""Extract: a `Document` in, its `Attribution`s out.

The way through this package is `tokens` (text to subwords with features), `windows`
(documents to overlapping stretches), `network` (the ONNX model), `decode` (scores to
attributions, pure), `answers` (who answers whom) and `extractor`, which puts them in order
and streams. `Extractor` is imported on first use: numpy and ONNX are slow to load.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from counterclaim.extract.extractor import Extractor

__all__ = ["Extractor"]


def __getattr__(name: str) -> Any:
    if name == "Extractor":
        from counterclaim.extract.extractor import Extractor

        return Extractor
    raise AttributeError(name)
