"""Make a model's scores probabilities, and choose the threshold, on the dev split.

    python training/calibrate.py --model src/counterclaim/extract/model

Three numbers are fitted (Platt scaling of the anchor's log-odds and the reader's verdict) and
one is chosen (the threshold with the best attribution F1, our dev split and PolNeAR's alike).
Rewrites model.json.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
from sklearn.linear_model import LogisticRegression

from counterclaim.extract.decode import Candidate, assemble
from counterclaim.extract.extractor import Extractor, Options, read_scores
from counterclaim.extract.network import Settings
from counterclaim.extract.tokens import load_tokenizer, tokenize
from counterclaim.extract.windows import windows
from data import Record, is_dev, read_jsonl

CANDIDATES = 0.4
"""Share of the threshold below which the anchor tagger alone rules out: at .55 nothing changed on dev."""

Match = Callable[[list[dict[str, Any]], list[dict[str, Any]]], dict[int, tuple[int, float]]]


def scorer(path: Path) -> Match:
    """`match` of ../shared/eval/score_attributions.py."""
    spec = importlib.util.spec_from_file_location("score_attributions", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast(Match, module.match)


def plain(c: Any) -> dict[str, Any]:
    """A candidate or attribution as the scorer wants it."""
    return {k: [[s.start, s.end] for s in getattr(c, k)] for k in ("source", "cue", "content")}


def candidates(extractor: Extractor, tokenizer: Any, record: Record) -> list[tuple[Candidate, float, float]]:
    """Every candidate of one article with the anchor's log-odds and the reader's verdict."""
    tokens = tokenize(tokenizer, record["text"])
    found = []
    base = replace(extractor.network.settings, bias=0.0, threshold=0.0)
    only_anchor = replace(base, anchor_weight=1.0, valid_weight=0.0)
    only_valid = replace(base, anchor_weight=0.0, valid_weight=1.0)
    for window in windows(tokens, extractor.options.sizes):
        scores = extractor.network.score(tokens, window, 0)
        pairs = zip(
            read_scores(scores, tokens, window, only_anchor),
            read_scores(scores, tokens, window, only_valid),
            strict=True,
        )
        found += [(a, logit(a.score), logit(b.score)) for a, b in pairs]
    return found


def logit(p: float) -> float:
    """Log-odds, bounded."""
    p = min(max(p, 1e-4), 1 - 1e-4)
    return float(np.log(p / (1 - p)))


Judged = tuple[Record, list[tuple[Candidate, float, float]]]


def rescored(found: list[tuple[Candidate, float, float]], s: Settings) -> list[Candidate]:
    """The candidates with the probability that the settings give."""
    logits = [s.bias + s.anchor_weight * a + s.valid_weight * v for _, a, v in found]
    return [replace(c, score=float(1 / (1 + np.exp(-x)))) for (c, _, _), x in zip(found, logits, strict=True)]


def fit(judged: Sequence[Judged], match: Match) -> tuple[float, float, float]:
    """Bias and weights of the two signals, over candidates that match gold or do not."""
    rows, right = [], []
    for record, found in judged:
        matched = {j for j, _ in match(record["attributions"], [plain(c) for c, _, _ in found]).values()}
        for j, (_, a, v) in enumerate(found):
            rows.append((a, v))
            right.append(j in matched)
    model = LogisticRegression(C=1e3).fit(np.array(rows), right)
    return float(model.intercept_[0]), float(model.coef_[0, 0]), float(model.coef_[0, 1])


def f1(judged: Sequence[Judged], match: Match, settings: Settings, threshold: float) -> float:
    """Attribution F1 at a threshold."""
    hits = predicted = gold = 0
    for record, found in judged:
        out = assemble([c for c in rescored(found, settings) if c.score >= threshold])
        hits += len(match(record["attributions"], [plain(a) for a in out]))
        predicted, gold = predicted + len(out), gold + len(record["attributions"])
    return 2 * hits / max(1, predicted + gold)


def main() -> None:
    """Calibrate."""
    p = argparse.ArgumentParser(description="calibrate a model folder on the dev split")
    p.add_argument("--model", type=Path, required=True)
    p.add_argument("--shared", type=Path, default=Path("../shared"))
    args = p.parse_args()
    match = scorer(args.shared / "eval/score_attributions.py")
    ours = [r for r in read_jsonl(args.shared / "corpora/attributions/train.jsonl") if is_dev(r["id"])]
    polnear = read_jsonl(args.shared / "corpora/polnear/dev.jsonl")
    extractor = Extractor.load(args.model, threads=1, options=Options())
    tokenizer = load_tokenizer(args.model / "tokenizer.json")
    sets = [[(r, candidates(extractor, tokenizer, r)) for r in records] for records in (ours, polnear)]
    bias, anchor, valid = fit(sets[0], match)
    settings = replace(extractor.network.settings, bias=bias, anchor_weight=anchor, valid_weight=valid)
    table = {round(t, 3): tuple(f1(s, match, settings, t) for s in sets) for t in np.arange(0.2, 0.62, 0.04)}
    for t, figures in table.items():
        print(f"threshold {t}: ours {figures[0]:.4f} PolNeAR {figures[1]:.4f}")
    best = max(table, key=lambda t: sum(table[t]))
    path = args.model / "model.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["score"] |= {
        "bias": round(bias, 4),
        "anchor": round(anchor, 4),
        "valid": round(valid, 4),
        "threshold": best,
        # Anchors less likely than this are not read at all: none of them would pass the threshold.
        "candidate_threshold": round(CANDIDATES * best, 3),
    }
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"bias {bias:.3f}, anchor {anchor:.3f}, valid {valid:.3f}, threshold {best}")


if __name__ == "__main__":
    main()
