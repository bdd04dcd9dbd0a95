"""The mean of several readers' weights, which all began from one: what they agree on.

python training/pairs_average.py OUT CHECKPOINT CHECKPOINT...
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch


def main() -> None:
    """Average the averaged weights (Wortsman et al. 2022)."""
    out, *checkpoints = (Path(name) for name in sys.argv[1:])
    states = [torch.load(path, weights_only=True) for path in checkpoints]
    mean = {k: torch.stack([s["ema"][k] for s in states]).mean(0) for k in states[0]["ema"]}
    torch.save({"shape": states[0]["shape"], "ema": mean}, out)


if __name__ == "__main__":
    main()
