"""The floors: quality figures pinned in git next to the digests of what they were measured on.

A figure below its floor fails the gate, and so does a corpus or scorer with other bytes.
`--set-floors` raises floors to what was measured; lowering one takes `--allow-lower` as well.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PATH = Path(__file__).with_name("floors.json")

SLACK = 0.005
"""How far below the measured figure a floor is set. The int8 products of the network round
differently between CPU families, and a handful of close calls then fall the other way."""


class FloorsError(Exception):
    """The floors are missing, or are not to be changed like this."""


@dataclass(frozen=True, slots=True)
class Floors:
    """Figures that must be reached, on exactly those corpora. `model` says what was measured."""

    figures: Mapping[str, float]
    corpora: Mapping[str, str]
    model: Mapping[str, Any] = field(default_factory=dict)

    @staticmethod
    def load(path: Path) -> Floors:
        """The pinned floors."""
        content = json.loads(path.read_text(encoding="utf-8"))
        return Floors(content["figures"], content["corpora"], content["model"])

    def save(self, path: Path) -> None:
        """Write them where git keeps them."""
        content = {"corpora": self.corpora, "figures": self.figures, "model": self.model}
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")

    def failures(self, measured: Floors) -> list[str]:
        """What stands against `measured`, in words; empty when the gate is passed."""
        changed = [
            f"{name} is not the file the floors were measured on"
            for name, digest in self.corpora.items()
            if measured.corpora.get(name) != digest
        ]
        missing = [f"{name} was not measured" for name in self.figures if name not in measured.figures]
        fallen = [
            f"{name} {measured.figures[name]:.4f} is below its floor {floor:.4f}"
            for name, floor in self.figures.items()
            if name in measured.figures and measured.figures[name] < floor
        ]
        return changed + missing + fallen

    def raised(self, measured: Floors) -> Floors:
        """These floors lifted to what was measured. Raises `FloorsError` where one would fall."""
        if failures := self.failures(measured):
            raise FloorsError("lowering a floor takes --allow-lower: " + "; ".join(failures))
        lifted = {
            name: max(figure, self.figures.get(name, 0.0)) for name, figure in measured.pinned().items()
        }
        return Floors(lifted, measured.corpora, measured.model)

    def pinned(self) -> Mapping[str, float]:
        """These measured figures as floors."""
        return {name: max(0.0, round(figure - SLACK, 4)) for name, figure in self.figures.items()}
