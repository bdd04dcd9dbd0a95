"""A training run that can be killed: the network, the running average of its weights, the optimizer.

Both networks of this project, the extractor's and the pair model's, are trained through it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor


@dataclass
class Run:
    """What a checkpoint holds. `labels` is the inventory kept with the weights, if there is any."""

    network: Any
    ema: Any
    optimizer: torch.optim.Optimizer
    labels: str | None = None
    step: int = 0

    def save(self, path: Path) -> None:
        """Write the checkpoint whole or not at all, so that a killed run can go on."""
        state = {
            "shape": self.network.shape.as_dict(),
            "model": self.network.state_dict(),
            "ema": self.ema.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
        }
        if self.labels is not None:
            state["labels"] = self.labels
        partial = path.with_suffix(".partial")
        torch.save(state, partial)
        partial.replace(path)

    def resume(self, path: Path) -> None:
        """Go on from the checkpoint, if there is one."""
        if path.exists():
            state = torch.load(path, weights_only=True)
            self.network.load_state_dict(state["model"])
            self.ema.load_state_dict(state["ema"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.step = state["step"]

    def descend(self, loss: Tensor, ema: float) -> None:
        """One step of the optimizer, and of the running average of the weights (decay `ema`)."""
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 2.0)
        self.optimizer.step()
        self.step += 1
        decay = min(ema, (1 + self.step) / (10 + self.step))
        pairs = zip(self.ema.parameters(), self.network.parameters(), strict=True)
        averaged = [(e, p) for e, p in pairs if p.requires_grad]
        with torch.no_grad():
            torch._foreach_lerp_([e for e, _ in averaged], [p for _, p in averaged], 1 - decay)
