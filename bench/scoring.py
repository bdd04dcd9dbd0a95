"""Scores: the shared folder's own scorers, called where they lie, and what they leave out.

Every figure is a fraction between 0 and 1, higher is better.
"""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bench.corpora import Row

Record = dict[str, Any]
Matching = dict[int, tuple[int, float]]
"""Index of a gold attribution to that of the predicted one it matches, and the overlap."""

ROLES = ("source", "cue", "content")
PARTS = ("attribution", "attribution@.8", "exact", "source", "kind", "act", "certainty", "speaker", "side")
EDGES = ("in", "answers")


class Scorer(NamedTuple):
    """The functions of score_attributions.py that we call."""

    score: Callable[[list[Row], list[Record]], dict[str, Any]]
    match: Callable[[list[Record], list[Record]], Matching]


def load_scorer(path: Path) -> Scorer:
    """The attribution scorer, imported from where it lies and never copied."""
    spec = importlib.util.spec_from_file_location("score_attributions", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot import {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return Scorer(module.score, module.match)


def attribution_figures(scorer: Scorer, gold: list[Row], records: list[Record]) -> dict[str, float]:
    """F1 of each part of an attribution, by the shared scorer."""
    result = scorer.score(gold, records)
    return {name: float(result[name]["f1"]) for name in (*PARTS, *EDGES)}


def make_span_documents(script: Path, corpus: Path, out: Path) -> None:
    """Let the shared script write one document for each instance of a CofeNet file."""
    subprocess.run([sys.executable, str(script), "make", str(corpus), str(out)], check=True)


def span_figures(script: Path, corpus: Path, records: Path) -> dict[str, float]:
    """Exact-span F1 through the public record, by the shared script."""
    command = [sys.executable, str(script), "score", str(corpus), str(records), "0", "0", "0"]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = re.search(r"source (\S+) cue (\S+) content (\S+)", printed)
    if found is None:
        raise ValueError(f"{script.name} printed no figures: {printed!r}")
    return {role: float(figure) / 100 for role, figure in zip(ROLES, found.groups(), strict=True)}


def token_text(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """A corpus file's own tokens as a text with a space between each two, and where each lies."""
    offsets = []
    at = 0
    for token in tokens:
        offsets.append((at, at + len(token)))
        at += len(token) + 1
    return " ".join(tokens), offsets


def label_spans(labels: Sequence[str]) -> set[tuple[str, int, int]]:
    """The (role, first token, token after the last) of each BIO span."""
    spans = set()
    role, start = "", 0
    for at, label in enumerate([*labels, "O"]):
        kind = label[2:]
        if role and (label.startswith(("B", "O")) or kind != role):
            spans.add((role, start, at))
            role = ""
        if kind and not role:
            role, start = kind, at
    return spans


def record_spans(record: Record, offsets: Sequence[tuple[int, int]]) -> set[tuple[str, int, int]]:
    """The spans of one record as tokens: every token a span touches belongs to it."""
    spans = set()
    for attribution in record["attributions"]:
        for role in ROLES:
            for start, end in attribution[role]:
                touched = [i for i, (first, last) in enumerate(offsets) if first < end and last > start]
                if touched:
                    spans.add((role, touched[0], touched[-1] + 1))
    return spans


def f1(hits: int, predicted: int, gold: int) -> float:
    """The harmonic mean of precision and recall; 0 when nothing is hit."""
    return 2 * hits / (predicted + gold) if hits else 0.0


def own_token_figures(corpus: Sequence[Row], records: Iterable[Record]) -> dict[str, float]:
    """Exact-span F1 on the corpus file's own tokens, as the published figures are defined."""
    found = {record["id"]: record for record in records}
    counts = {role: [0, 0, 0] for role in ROLES}
    for number, row in enumerate(corpus):
        _, offsets = token_text(row["tokens"])
        gold = label_spans(row["labels"])
        predicted = record_spans(found.get(f"c{number}", {"attributions": []}), offsets)
        for role in ROLES:
            of_role = ({s for s in gold & predicted if s[0] == role}, predicted, gold)
            for place, spans in enumerate(of_role):
                counts[role][place] += sum(1 for span in spans if span[0] == role)
    return {role: round(f1(*counts[role]), 4) for role in ROLES}


def calibration_error(scored: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error: how far the score is from the share that is right, by equal bins."""
    if not scored:
        return 0.0
    cells: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for score, right in scored:
        cells[min(int(score * bins), bins - 1)].append((score, right))
    gaps = (abs(sum(score - right for score, right in cell)) for cell in cells)
    return sum(gaps) / len(scored)


def judged(scorer: Scorer, gold: list[Row], records: list[Record]) -> list[tuple[float, bool]]:
    """The score of each predicted attribution, and whether a gold one matches it."""
    found = {record["id"]: record["attributions"] for record in records}
    out = []
    for row in gold:
        predicted = found.get(row["id"], [])
        right = {j for j, _ in scorer.match(row["attributions"], predicted).values()}
        out += [(float(a.get("score", 1.0)), j in right) for j, a in enumerate(predicted)]
    return out
