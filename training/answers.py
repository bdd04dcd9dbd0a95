"""Train the weights of `extract/answers.py` on the `answers` links of our articles.

    python training/answers.py --corpora ../shared/corpora --out src/counterclaim/extract/answers.json

Prints edge F1 by five-fold cross-validation over articles, from which the threshold is chosen,
and on the dev split, which is only looked at.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from counterclaim.extract.answers import CLASSES, FEATURES, AnswerModel, answer, features, item_of, pairs
from counterclaim.types import Act, Attribution, Certainty, Kind, Span
from data import Record, our_records


@dataclass
class Article:
    """One gold article: its attributions without answers, and the gold edges."""

    text: str
    attributions: list[Attribution]
    gold: dict[tuple[int, int], str]


def article(record: Record) -> Article:
    """Gold record to types."""

    def spans(values: list[list[int]]) -> tuple[Span, ...]:
        return tuple(Span(start, end) for start, end in values)

    items = [
        Attribution(
            id=a["id"],
            source=spans(a["source"]),
            cue=spans(a["cue"]),
            content=spans(a["content"]),
            kind=Kind(a["kind"]),
            act=Act(a["act"]),
            certainty=Certainty(a["certainty"]),
            within=a["in"],
        )
        for a in record["attributions"]
    ]
    index = {a.id: i for i, a in enumerate(items)}
    gold = {
        (index[a["id"]], index[a["answers"]["to"]]): a["answers"]["rel"]
        for a in record["attributions"]
        if a["answers"] and a["answers"]["to"] in index
    }
    return Article(record["text"], items, gold)


def fit(articles: Sequence[Article], strength: float) -> AnswerModel:
    """Softmax regression over all compared pairs."""
    rows, labels = [], []
    for a in articles:
        items = [item_of(a.text, x) for x in a.attributions]
        for i, j in pairs(items):
            rows.append(features(items[i], items[j], i - j))
            labels.append([str(c) for c in CLASSES].index(a.gold.get((i, j), "none")))
    model = LogisticRegression(C=strength, max_iter=2000, fit_intercept=False).fit(np.array(rows), labels)
    return AnswerModel(tuple(tuple(round(float(w), 4) for w in row) for row in model.coef_), 0.5)


def counts(model: AnswerModel, articles: Sequence[Article]) -> np.ndarray:
    """Right, predicted and gold edges."""
    right = predicted = gold = 0
    for a in articles:
        out = answer(a.text, a.attributions, model)
        index = {x.id: i for i, x in enumerate(out)}
        edges = {(i, index[x.answers.to], str(x.answers.rel)) for i, x in enumerate(out) if x.answers}
        truth = {(*k, v) for k, v in a.gold.items()}
        right, predicted, gold = right + len(edges & truth), predicted + len(edges), gold + len(truth)
    return np.array([right, predicted, gold])


def f1(c: np.ndarray) -> float:
    """F1 of right, predicted, gold."""
    return float(2 * c[0] / max(1, c[1] + c[2]))


def main() -> None:
    """Train, choose, print, write."""
    p = argparse.ArgumentParser(description="train the answer links")
    p.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    p.add_argument("--out", type=Path, default=Path("src/counterclaim/extract/answers.json"))
    args = p.parse_args()
    train, dev = ([article(r) for r in records] for records in our_records(args.corpora))
    best = (0.0, 0.0, 0.0)
    for strength in (0.1, 1.0):
        totals = {t: np.zeros(3) for t in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5)}
        for fold in range(5):
            model = fit([a for i, a in enumerate(train) if i % 5 != fold], strength)
            held = [a for i, a in enumerate(train) if i % 5 == fold]
            for t in totals:
                totals[t] += counts(AnswerModel(model.weights, t), held)
        for t, c in totals.items():
            print(f"C {strength} threshold {t}: CV F1 {f1(c):.3f} ({c})")
            best = max(best, (f1(c), strength, t))
    model = AnswerModel(fit(train, best[1]).weights, best[2])
    print(f"chosen C {best[1]} threshold {best[2]}: dev F1 {f1(counts(model, dev)):.3f}")
    final = {
        "features": list(FEATURES),
        "threshold": best[2],
        "weights": {str(c): list(w) for c, w in zip(CLASSES, model.weights, strict=True)},
    }
    args.out.write_text(json.dumps(final, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
