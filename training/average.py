"""Average the weights of two checkpoints of one lineage (Wortsman et al. 2022, WiSE-FT).

    python training/average.py FIRST/last.pt LAST/last.pt 0.4 mean.pt

Fine-tuning on our articles wins there and forgets some of PolNeAR; the mean of before and
after keeps most of both. The share is that of the second; layers that have grown in between
are padded with zeros, as `load_earlier` does.
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch

from model import Network, Shape, load_earlier


def main() -> None:
    """Average."""
    first, second, share, out = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]), Path(sys.argv[4])
    later = torch.load(second, weights_only=True)
    network = Network(Shape(**later["shape"]))
    load_earlier(network, first)
    before = network.state_dict()
    mean = {name: (1 - share) * before[name] + share * after for name, after in later["ema"].items()}
    torch.save({"shape": later["shape"], "labels": later["labels"], "ema": mean}, out)


if __name__ == "__main__":
    main()
