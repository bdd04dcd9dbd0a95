"""Train the weights of `extract/acts.py` on our articles: cue and content words to act.

    python training/acts.py

Prints accuracy by five-fold cross-validation over articles and on dev, gold spans given. The
trust in this opinion beside the network's is chosen on dev (`--trust`, see LOG.md).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from counterclaim.extract import labels
from counterclaim.extract.acts import features
from counterclaim.types import Span
from data import Record, our_records


def rows(records: list[Record]) -> tuple[list[dict[str, float]], list[int], list[str]]:
    """Features, act and article of every gold attribution."""
    found, acts, articles = [], [], []
    for r in records:
        for a in r["attributions"]:
            source, cue, content = ([Span(s, e) for s, e in a[k]] for k in ("source", "cue", "content"))
            found.append(features(r["text"], source, cue, content))
            acts.append([str(x) for x in labels.ACTS].index(a["act"]))
            articles.append(r["id"])
    return found, acts, articles


def main() -> None:
    """Train, print, write."""
    p = argparse.ArgumentParser(description="train the act words")
    p.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    p.add_argument("--out", type=Path, default=Path("src/counterclaim/extract/acts.json"))
    p.add_argument("--trust", type=float, default=0.6)
    args = p.parse_args()
    train, dev = our_records(args.corpora)
    found, acts, articles = rows(train)
    often = {f for f, n in Counter(f for row in found for f in row).items() if n >= 3}
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([{k: v for k, v in row.items() if k in often} for row in found])
    model = LogisticRegression(C=1.0, max_iter=500)
    predicted = cross_val_predict(model, matrix, acts, groups=articles, cv=GroupKFold(5))
    print(f"{matrix.shape[1]} features, CV accuracy {np.mean(predicted == np.array(acts)):.3f}")
    model.fit(matrix, acts)
    dev_found, dev_acts, _ = rows(dev)
    held = vectorizer.transform(dev_found)
    print(f"dev accuracy {model.score(held, dev_acts):.3f}")
    names = vectorizer.get_feature_names_out()
    weights = {
        str(name): [round(float(w), 3) for w in model.coef_[:, i]]
        for i, name in enumerate(names)
        if np.abs(model.coef_[:, i]).max() >= 0.12
    }
    data = {"acts": list(labels.ACTS), "trust": args.trust, "weights": weights}
    args.out.write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{args.out}: {args.out.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
