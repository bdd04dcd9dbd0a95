"""Train the pair network: pairs in, checkpoint out. Read it top to bottom.

    python training/pairs_train.py --out training/runs/pairs/base --bf16
    python training/pairs_train.py --out training/runs/pairs/tuned --init training/runs/pairs/base/last.pt \
        --news 2 --public 0.1 --swaps 0.1 --epochs 3 --bf16

The first run learns to compare, mostly from written and public pairs; the second what the news pairs
call same, related and unrelated. Both are resumable: `--out/last.pt` is taken up where it stopped.
"""

from __future__ import annotations

import argparse
import copy
import random
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from checkpoint import Run
from counterclaim.relate.agreement.inputs import gap_class, marks
from counterclaim.relate.agreement.labels import LABELS, UNKNOWN_GAP
from counterclaim.relate.agreement.model import DEFAULT_FOLDER, Encoded
from counterclaim.relate.agreement.order import written
from counterclaim.types import Agreement
from data import Record
from pairs_data import UNKNOWN, Example, answers, elicited, elicited_items, news, public, reported
from pairs_model import PairShape, Reader
from pairs_swap import swaps
from pairs_texts import TEXTS, Texts

Text = tuple[Tensor, Tensor, Tensor]


@dataclass
class Batch:
    """Padded pairs: texts as ids, marks, mask; classes of the gap; labels allowed, entailment."""

    a: Text
    b: Text
    gap: Tensor
    allowed: Tensor
    entails: Tensor
    weight: Tensor

    @property
    def subwords(self) -> int:
        """How many there are, padding left out."""
        return int(self.a[2].sum() + self.b[2].sum())


def options() -> argparse.Namespace:
    """The command line."""
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    p.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    p.add_argument("--model", type=Path, default=DEFAULT_FOLDER, help="folder of the exported encoder")
    p.add_argument("--out", type=Path, default=Path("training/runs/pairs/base"))
    p.add_argument("--init", type=Path, default=None, help="start from this checkpoint's averaged weights")
    p.add_argument("--epochs", type=int, default=1)
    p.add_argument("--width", type=int, default=128)
    p.add_argument("--news", type=float, default=1.0, help="times a news pair is seen an epoch; so below")
    p.add_argument("--elicited", type=float, default=1.0)
    p.add_argument("--answers", type=float, default=1.0)
    p.add_argument("--public", type=float, default=0.3, help="share of the public pairs")
    p.add_argument("--swaps", type=float, default=0.25, help="share of the contents a swap is tried on")
    p.add_argument("--contradict", type=float, default=1.0, help="weight of the news pairs that contradict")
    p.add_argument("--no-dates", type=float, default=0.2, help="share of news pairs whose dates are hidden")
    p.add_argument("--tokens", type=int, default=2500, help="subwords per batch")
    p.add_argument("--rate", type=float, default=1e-3)
    p.add_argument("--decay", type=float, default=0.02)
    p.add_argument("--dropout", type=float, default=0.1)
    p.add_argument("--smooth", type=float, default=0.05)
    p.add_argument("--ema", type=float, default=0.99)
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--bf16", action="store_true")
    p.add_argument("--all", action="store_true", help="train on the dev split too (a final model only)")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--save-every", type=int, default=100)
    p.add_argument("--say-every", type=int, default=50)
    p.add_argument("--texts", type=Path, default=TEXTS, help="where encoded texts are kept between runs")
    return p.parse_args()


@dataclass
class Sources:
    """What an epoch is drawn from. What can be drawn without end is drawn once: each text is encoded once."""

    news: list[Example]
    items: list[Record]
    public: list[Example]
    answers: list[Example]
    swaps: list[Example]

    @staticmethod
    def load(args: argparse.Namespace) -> Sources:
        """Read the corpora that the options ask for."""
        rng = random.Random(0)
        train, dev = news(args.corpora)
        items, held = elicited_items(args.corpora)
        extra = (dev, held) if args.all else ([], [])
        reports = reported(args.corpora) if args.answers or args.swaps else []
        drawn = thinned(public(args.corpora, rng), args.public, rng) if args.public else []
        swapped = swaps(reports, rng, args.swaps)
        return Sources(train + extra[0], items + extra[1], drawn, answers(reports), swapped)

    def epoch(self, args: argparse.Namespace, rng: random.Random) -> list[Example]:
        """One epoch's pairs, in no order."""
        found = thinned(self.news, args.news, rng)
        found += thinned(elicited(self.items, rng), args.elicited, rng)
        return found + self.public + thinned(self.answers, args.answers, rng) + self.swaps


def thinned(examples: list[Example], times: float, rng: random.Random) -> list[Example]:
    """Each example `times` times, the fraction by chance."""
    whole, part = divmod(times, 1)
    return examples * int(whole) + [e for e in examples if rng.random() < part]


def batches(examples: Sequence[Example], tokens: int, rng: random.Random) -> list[list[Example]]:
    """Pairs of like length together, the batches shuffled.

    In a batch the longer text comes first in every pair, or last in every pair, so that little is padding.
    """

    def size(e: Example) -> float:
        return (len(e.a.text) + len(e.b.text)) / 4.3 + 4

    groups: list[list[Example]] = [[]]
    used = 0.0
    for e in sorted(examples, key=lambda e: size(e) + rng.random() * 10):
        if used + size(e) > tokens:
            groups.append([])
            used = 0
        groups[-1].append(e)
        used += size(e)
    rng.shuffle(groups)
    turned = [rng.random() < 0.5 for _ in groups]
    return [
        [e if (len(e.a.text) >= len(e.b.text)) == first else e.turned() for e in group]
        for group, first in zip(groups, turned, strict=True)
    ]


def padded(group: Sequence[tuple[Encoded, Encoded]], side: int) -> Text:
    """Vectors, marks and mask of one side of the pairs."""
    size = max(len(pair[side].vectors) for pair in group)
    vectors = np.zeros((len(group), size, group[0][0].vectors.shape[1]), dtype=np.float32)
    rows, mask = np.zeros((len(group), size), dtype=np.int64), np.zeros((len(group), size), dtype=np.float32)
    for i, pair in enumerate(group):
        n = len(pair[side].vectors)
        vectors[i, :n], mask[i, :n] = pair[side].vectors, 1
        rows[i, :n] = marks(pair[side].subwords, pair[1 - side].subwords)
    return torch.from_numpy(vectors), torch.from_numpy(rows), torch.from_numpy(mask)


def collate(texts: Texts, group: Sequence[Example], args: argparse.Namespace, rng: random.Random) -> Batch:
    """Pad a list of pairs into tensors."""
    encoded = [(texts.of(written(e.a)), texts.of(written(e.b))) for e in group]
    gaps = [gap_class(e.a.published, e.b.published) for e in group]
    rare = [e.source == "news" and Agreement.CONTRADICT in e.labels for e in group]
    return Batch(
        a=padded(encoded, 0),
        b=padded(encoded, 1),
        gap=torch.tensor([UNKNOWN_GAP if rng.random() < args.no_dates else gap for gap in gaps]),
        allowed=torch.tensor([[label in e.labels for label in LABELS] for e in group]),
        entails=torch.tensor([e.entails for e in group]),
        weight=torch.tensor([args.contradict if r else 1.0 for r in rare]),
    )


def loss_of(network: Reader, b: Batch, args: argparse.Namespace) -> tuple[Tensor, dict[str, float]]:
    """The loss, and its parts for the log: of the labels that may be, and of entailment where known."""
    with torch.autocast("cpu", torch.bfloat16, enabled=args.bf16):
        label, entails = network(b.a, b.b, b.gap)
    log = label.float().log_softmax(-1)
    right = torch.logsumexp(log.masked_fill(~b.allowed, -1e4), -1)
    losses = -((1 - args.smooth) * right + args.smooth * log.mean(-1))
    of_label = (losses * b.weight).sum() / b.weight.sum()
    known = b.entails != UNKNOWN
    of_entails = F.binary_cross_entropy_with_logits(
        entails.float(), b.entails.clamp(min=0).float(), weight=known.float(), reduction="sum"
    ) / known.sum().clamp(min=1)
    correct = b.allowed.gather(1, log.argmax(-1, keepdim=True)).float().mean()
    return of_label + 0.5 * of_entails, {
        "label": float(of_label.detach()),
        "entails": float(of_entails.detach()),
        "right": float(correct),
    }


def optimizer_of(network: Reader, args: argparse.Namespace) -> torch.optim.Optimizer:
    """AdamW; no decay on vectors."""
    parts = [[p for p in network.parameters() if (p.ndim > 1) == decay] for decay in (False, True)]
    groups = [{"params": ps, "weight_decay": args.decay * i} for i, ps in enumerate(parts)]
    return torch.optim.AdamW(groups, lr=args.rate, betas=(0.9, 0.98), fused=True)


def begin(args: argparse.Namespace) -> Run:
    """A fresh run on the base encoder, or on another checkpoint's averaged weights."""
    network = Reader(PairShape(reader_width=args.width, reader_heads=args.width // 32), args.dropout)
    if args.init:
        network.load_state_dict(torch.load(args.init, weights_only=True)["ema"])
    network.train()
    ema = copy.deepcopy(network).eval().requires_grad_(False)
    return Run(network, ema, optimizer_of(network, args))


def main() -> None:
    """Train."""
    args = options()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    texts = Texts.load(args.model, args.texts)
    sources = Sources.load(args)
    run = begin(args)
    run.resume(args.out / "last.pt")
    first = sources.epoch(args, random.Random(args.seed * 1000))
    per_epoch = len(batches(first, args.tokens, random.Random(0)))
    total = per_epoch * args.epochs
    print(f"{len(first)} pairs and {per_epoch} steps an epoch, from step {run.step}", flush=True)

    began, seen, recent = time.time(), 0, deque[dict[str, float]](maxlen=per_epoch)
    for epoch in range(run.step // per_epoch, args.epochs):
        rng = random.Random(args.seed * 1000 + epoch)
        # A resumed epoch draws the same batches again and passes over those already learnt.
        drawn = batches(sources.epoch(args, rng), args.tokens, rng)
        for group in islice(drawn, run.step - epoch * per_epoch, per_epoch):
            # Linear warm-up over the first 6 % of the steps, then linear decay.
            factor = min(1.0, run.step / (0.06 * total)) * max(0.02, 1.0 - run.step / total)
            for part in run.optimizer.param_groups:
                part["lr"] = args.rate * factor
            batch = collate(texts, group, args, rng)
            loss, parts = loss_of(run.network, batch, args)
            run.descend(loss, args.ema)
            recent.append(parts)
            seen += batch.subwords
            if run.step % args.say_every == 0:
                shown = " ".join(f"{k} {np.mean([p[k] for p in recent]):.3f}" for k in recent[0])
                speed = seen / (time.time() - began)
                print(f"epoch {epoch} step {run.step}/{total} {speed:.0f} subwords/s {shown}", flush=True)
            if run.step % args.save_every == 0:
                run.save(args.out / "last.pt")
        run.step = (epoch + 1) * per_epoch  # epochs differ by a batch or two
        run.save(args.out / "last.pt")
        texts.save()


if __name__ == "__main__":
    main()
