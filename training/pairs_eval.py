"""Figures on the dev pairs: of a checkpoint, of the model folder, of a baseline of words, of one side alone.

    python training/pairs_eval.py figures --model src/counterclaim/relate/agreement/model
    python training/pairs_eval.py figures --checkpoint training/runs/pairs/tuned/last.pt
    python training/pairs_eval.py words           # how far words, figures and dates go without a network
    python training/pairs_eval.py one-sided       # what is left when one text of the pair is hidden

Label F1 is that of `../shared/eval/score_pairs.py`. Dev contradictions are few: their F1 is
uncertain by a tenth either way.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from counterclaim.relate.agreement.calibration import probabilities
from counterclaim.relate.agreement.inputs import gap_class, marks
from counterclaim.relate.agreement.labels import LABELS
from counterclaim.relate.agreement.model import DEFAULT_FOLDER, PairModel
from counterclaim.relate.agreement.order import ordered, written
from counterclaim.types import Agreement
from pairs_calibrate import calibrate
from pairs_data import Example, answers, elicited, elicited_cycles, elicited_items, news, reported
from pairs_model import PairShape, Reader
from pairs_swap import swaps
from pairs_texts import TEXTS, Texts

Floats = npt.NDArray[np.float64]
Scores = tuple[Floats, Floats]
"""Label scores [N, 4] and log-odds [N, 2] of a>b and b>a, of the pairs as they stand."""


def options() -> argparse.Namespace:
    """The command line."""
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    p.add_argument("what", choices=["figures", "words", "one-sided"])
    p.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    p.add_argument("--model", type=Path, default=DEFAULT_FOLDER)
    p.add_argument("--checkpoint", type=Path, default=None)
    p.add_argument("--weights", choices=["ema", "model"], default="ema")
    p.add_argument("--few", type=int, default=0, help="only so many of the dev pairs")
    return p.parse_args()


def load_reader(checkpoint: Path, weights: str = "ema") -> Reader:
    """The reader of a checkpoint, ready for inference."""
    state = torch.load(checkpoint, weights_only=True, map_location="cpu")
    reader = Reader(PairShape.read(state["shape"]))
    reader.load_state_dict(state[weights])
    reader.eval()
    return reader


def torch_scores(reader: Reader, texts: Texts, examples: Sequence[Example]) -> Scores:
    """Scores of a torch reader, pair by pair as at inference."""

    def score(e: Example) -> tuple[list[float], list[float]]:
        a, b = texts.of(written(e.a)), texts.of(written(e.b))
        vectors = [torch.from_numpy(x.vectors).float()[None] for x in (a, b)]
        rows = [torch.from_numpy(marks(x.subwords, y.subwords))[None] for x, y in ((a, b), (b, a))]
        gap = torch.tensor([gap_class(e.a.published, e.b.published)])
        with torch.no_grad():
            label, entails = reader((vectors[0], rows[0], None), (vectors[1], rows[1], None), gap)
        return label[0].tolist(), entails[0].tolist()

    return in_order(score, examples)


def onnx_scores(model: PairModel, examples: Sequence[Example]) -> Scores:
    """Scores of the model folder."""
    return in_order(lambda e: model.scores(e.a, e.b), examples)


def in_order(
    score: Callable[[Example], tuple[list[float], list[float]]], examples: Sequence[Example]
) -> Scores:
    """Scores of each pair in the order in which the model reads it, turned back."""
    labels, odds = [], []
    for e in examples:
        as_given = ordered(e.a, e.b)
        label, entails = score(e if as_given else e.turned())
        labels.append(label)
        odds.append(entails if as_given else entails[::-1])
    return np.asarray(labels), np.asarray(odds)


def gold(examples: Sequence[Example]) -> npt.NDArray[np.int64]:
    """The label of each pair as an index."""
    return np.asarray([LABELS.index(next(iter(e.labels))) for e in examples])


def f1s(true: npt.NDArray[Any], found: npt.NDArray[Any]) -> list[float]:
    """F1 of each label."""
    return [
        float(2 * ((true == k) & (found == k)).sum() / max(1, (true == k).sum() + (found == k).sum()))
        for k in range(len(LABELS))
    ]


def calibration_error(p: Floats, chosen: npt.NDArray[Any], true: npt.NDArray[Any], bins: int = 10) -> float:
    """Expected calibration error: how far the probability of the label given is from its share right."""
    sure = p[np.arange(len(p)), chosen]
    right = (chosen == true).astype(float)
    at = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = [
        abs(sure[at == b].mean() - right[at == b].mean()) * (at == b).sum()
        for b in range(bins)
        if (at == b).any()
    ]
    return float(sum(gaps) / len(p))


def report(name: str, true: npt.NDArray[Any], found: npt.NDArray[Any]) -> None:
    """One line: macro-F1 and the F1 of each label."""
    values = f1s(true, found)
    each = " ".join(f"{k} {v:.3f}" for k, v in zip(LABELS, values, strict=True))
    print(f"{name}: macro {np.mean(values):.3f} {each} accuracy {(true == found).mean():.3f}")


def cross_fitted(scores: Floats, true: npt.NDArray[Any], folds: int = 5) -> tuple[Floats, npt.NDArray[Any]]:
    """Probabilities and labels of pairs whose calibration was fitted on the others."""
    p, chosen = np.zeros_like(scores), np.zeros_like(true)
    fold = np.random.default_rng(0).permutation(len(true)) % folds
    for k in range(folds):
        c = calibrate(scores[fold != k], true[fold != k])
        found = np.asarray([probabilities(row, c) for row in scores[fold == k]])
        p[fold == k], chosen[fold == k] = found, found.argmax(1)
    return p, chosen


def figures(scorer: Callable[[Sequence[Example]], Scores], args: argparse.Namespace) -> None:
    """All figures of one model."""
    dev = news(args.corpora)[1][: args.few or None]
    true = gold(dev)
    scores = scorer(dev)[0]
    report("news dev, scores as they come", true, scores.argmax(1))
    p, chosen = cross_fitted(scores, true)
    report("news dev, calibrated on the other folds", true, chosen)
    print(f"  calibration error {calibration_error(p, chosen, true):.3f}")
    items = elicited_items(args.corpora)[1]
    cycles = random.Random(0).sample(elicited_cycles(items), args.few or 600)
    own = scorer(cycles)[0]
    sides = own[:, [0, 1]].argmax(1)
    true = gold(cycles)
    print(f"elicited dev, same or contradict: accuracy {(sides == true).mean():.3f} (chance .5)")
    for kind in sorted({e.kind for e in cycles}):
        here = np.asarray([e.kind == kind for e in cycles])
        print(f"  {kind}: {(sides == true)[here].mean():.3f} of {here.sum()}")
    weaker = [
        e for e in elicited(items, random.Random(0)) if e.kind == "weaker" and Agreement.SAME in e.labels
    ]
    odds = scorer(weaker)[1]
    print(f"which of statement and weaker entails: {(odds[:, 0] > odds[:, 1]).mean():.3f} of {len(weaker)}")


def plain(text: str) -> set[str]:
    """Words and figures of a text."""
    return set(re.findall(r"\w+", text.lower()))


def word_features(examples: Sequence[Example], idf: dict[str, float]) -> Floats:
    """What can be seen of a pair without a network: shared words and figures, denials, lengths, days."""
    rows = []
    for e in examples:
        a, b = plain(written(e.a)), plain(written(e.b))
        weight = [sum(idf.get(w, 9.0) for w in x) or 1.0 for x in (a & b, a, b)]
        digits = [{w for w in x if w.isdigit()} for x in (a, b)]
        noes = [len(x & DENIALS) for x in (a, b)]
        days = abs((e.a.published - e.b.published).days) if e.a.published and e.b.published else 3
        shared = weight[0] / (weight[1] * weight[2]) ** 0.5
        rows.append([
            shared, shared**2, len(a & b), weight[0] / min(weight[1:]), len(a) + len(b), abs(len(a) - len(b)),
            len(digits[0] & digits[1]), len(digits[0] ^ digits[1]), abs(noes[0] - noes[1]), min(noes), days,
        ])  # fmt: skip
    return np.asarray(rows, dtype=float)


DENIALS = {"not", "no", "denied", "denies", "deny", "rejected", "dismissed", "never", "refuted", "without"}


def words(args: argparse.Namespace) -> None:
    """A boosted forest on what can be seen without a network: the baseline."""
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    train, dev = news(args.corpora)
    vectors = TfidfVectorizer(token_pattern=r"\w+").fit([written(s) for e in train for s in (e.a, e.b)])
    idf = dict(zip(vectors.get_feature_names_out(), vectors.idf_, strict=True))
    x, y = word_features(train, idf), gold(train)
    for name, model in (
        ("logistic regression", LogisticRegression(max_iter=2000, class_weight="balanced")),
        (
            "boosted trees",
            HistGradientBoostingClassifier(max_iter=60, class_weight="balanced", random_state=0),
        ),
    ):
        scale = x.std(0)
        found = model.fit(x / scale, y).predict(word_features(dev, idf) / scale)
        report(f"words, {name}", gold(dev), found)


def one_sided(args: argparse.Namespace) -> None:
    """Accuracy of a bag of words that sees one text and guesses whether the pair agrees: near .5 is right."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_score
    from sklearn.pipeline import make_pipeline

    reports = reported(args.corpora)
    rng = random.Random(0)
    drawn = elicited_cycles(elicited_items(args.corpora)[0]) + answers(reports)
    drawn += swaps(reports, rng) + swaps(reports, rng)
    kinds: dict[tuple[str, str], list[Example]] = {}
    for e in drawn:
        kinds.setdefault((e.source, e.kind), []).append(e)
    for (source, kind), found in sorted(kinds.items()):
        sides = [(written(e.a), Agreement.CONTRADICT in e.labels, e.group) for e in found]
        sides += [(written(e.b), Agreement.CONTRADICT in e.labels, e.group) for e in found]
        texts, against, groups = zip(*sides, strict=True)
        model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LogisticRegression(C=3.0, max_iter=500))
        accuracy = cross_val_score(model, texts, against, groups=groups, cv=GroupKFold(5))
        share = max(np.mean(against), 1 - np.mean(against))
        print(
            f"{source} {kind}: {accuracy.mean():.3f} (the commoner answer {share:.3f}) of {len(found)} pairs"
        )


def main() -> None:
    """Print what is asked for."""
    args = options()
    torch.set_num_threads(1)
    if args.what == "words":
        words(args)
    elif args.what == "one-sided":
        one_sided(args)
    elif args.checkpoint:
        reader, texts = load_reader(args.checkpoint, args.weights), Texts.load(args.model, TEXTS)
        figures(lambda examples: torch_scores(reader, texts, examples), args)
    else:
        model = PairModel.load(args.model)
        figures(lambda examples: onnx_scores(model, examples), args)


if __name__ == "__main__":
    main()
