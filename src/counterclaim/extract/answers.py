"""Who answers whom within one document: a small pair model over attributions.

A denial usually stands near what it denies, shares words with it, or names it by a noun
("the accusations"). Each pair gets a few transparent features; a softmax regression, trained
by `training/answers.py`, weighs them. Its weights ship as readable JSON.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from counterclaim.errors import ModelError
from counterclaim.extract.decode import Floats
from counterclaim.types import Act, Answer, Attribution, Relation, Span

WEIGHTS = Path(__file__).with_name("answers.json")
REACH = 12
"""Attributions this far apart (in their order) are not compared: in training 97 % of answers lie nearer."""

CLASSES = ("none", Relation.REFUTES, Relation.SUPPORTS)

_NEGATION = re.compile(
    r"\b(?:not|no|never|nothing|none|neither|nor|without|fake|false|baseless|groundless|unfounded|untrue|absurd"
    r"|lies?|wrong|nonsense|hoax|hysteria|fabricat\w*|disinformation|myth|ridiculous|unsubstantiated|\w+n[’']t)\b",
    re.IGNORECASE,
)
_BACKING = re.compile(
    r"\b(?:confirm|agree|support|back|echo|share|endors|corroborat|admit|acknowledg|conced|concur)\w*\b",
    re.IGNORECASE,
)
_REJECTING = re.compile(
    r"\b(?:den(?:y|ied|ies|ying)|reject|dismiss|refut|disput|rebuff|contradict|brand|slam|rubbish|repudiat|debunk"
    r"|respond|repl(?:y|ied)|answer|counter|denial|rejection)\w*\b",
    re.IGNORECASE,
)
_REFERRING = re.compile(
    r"^\s*(?:the|any|all|such|these|those|this|that|its?|their|his|her|both|so-called)?\s*(?:\w+\s+){0,3}"
    r"(?:allegation|accusation|claim|report|charge|suggestion|assertion|rumou?r|speculation|statement|demand"
    r"|proposal|idea|information|figure|plan|intention|concern|fear|warning|story|stories|it|this|that)s?\b",
    re.IGNORECASE,
)
_CLAIM_NOUN = re.compile(
    r"\b(?:allegation|accusation|claim|report|charge|suggestion|assertion|rumou?r|speculation|statement|demand"
    r"|proposal|fear|warning|slogan|concern|narrative|hysteria)s?\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3,}|\d[\d.,]*")
_STOP = frozenset(
    [
        "the",
        "and",
        "that",
        "was",
        "were",
        "has",
        "have",
        "had",
        "for",
        "with",
        "from",
        "its",
        "their",
        "his",
        "her",
        "they",
        "them",
        "this",
        "these",
        "those",
        "are",
        "not",
        "but",
        "who",
        "which",
        "will",
        "would",
        "could",
        "should",
        "been",
        "being",
        "said",
        "says",
        "into",
        "over",
        "about",
        "after",
        "before",
        "than",
        "then",
        "there",
        "also",
    ]
)


@dataclass(frozen=True, slots=True)
class Item:
    """What is compared of one attribution."""

    source: str
    cue: str
    content: str
    stems: frozenset[str]
    act: Act
    start: int
    within: str | None
    id: str
    negated: bool
    backing: bool
    rejecting: bool
    referring: bool
    noun: bool


def item_of(text: str, a: Attribution) -> Item:
    """Prepare one attribution for comparison. Contents are read up to 600 characters."""
    source, cue, content = (_text(text, spans)[:600] for spans in (a.source, a.cue, a.content))
    return Item(
        source=source.lower(),
        cue=cue,
        content=content,
        stems=frozenset(w.lower()[:6] for w in _WORD.findall(content) if w.lower() not in _STOP),
        act=a.act,
        start=(a.cue or a.content)[0].start,
        within=a.within,
        id=a.id,
        negated=bool(_NEGATION.search(content)),
        backing=bool(_BACKING.search(cue)),
        rejecting=bool(_REJECTING.search(cue)),
        referring=len(content) < 90 and bool(_REFERRING.search(content)),
        noun=bool(_CLAIM_NOUN.search(cue)),
    )


def _text(text: str, spans: Sequence[Span]) -> str:
    return " ".join(s.of(text) for s in spans)


FEATURES = (
    "bias",
    "deny",
    "doubt",
    "evaluate",
    "other is deny",
    "other is demand",
    "negated",
    "other negated",
    "one negated",
    "rejecting",
    "backing",
    "referring",
    "rejecting referring",
    "other noun",
    "rejecting noun",
    "overlap",
    "containment",
    "deny overlap",
    "negated overlap",
    "backing overlap",
    "before",
    "next",
    "second",
    "far",
    "log distance",
    "deny next",
    "inside other",
    "holds other",
    "same level",
    "same source",
    "both pronouns or none",
)


def features(a: Item, b: Item, gap: int) -> list[float]:
    """What speaks for `a` answering `b`; `gap` is how many attributions `a` comes after `b`."""
    shared = len(a.stems & b.stems)
    overlap = shared / (1 + len(a.stems | b.stems))
    containment = shared / (1 + min(len(a.stems), len(b.stems)))
    deny, near = float(a.act is Act.DENY), float(gap == 1)
    return [
        1.0,
        deny,
        float(a.act is Act.DOUBT),
        float(a.act is Act.EVALUATE),
        float(b.act is Act.DENY),
        float(b.act is Act.DEMAND),
        float(a.negated),
        float(b.negated),
        float(a.negated != b.negated),
        float(a.rejecting),
        float(a.backing),
        float(a.referring),
        float(a.rejecting and a.referring),
        float(b.noun),
        float(a.rejecting and b.noun),
        overlap,
        containment,
        deny * containment,
        float(a.negated) * containment,
        float(a.backing) * containment,
        float(gap < 0),
        near,
        float(gap == 2),
        float(abs(gap) > 4),
        math.log1p(abs(a.start - b.start)) / 5,
        deny * near,
        float(a.within == b.id),
        float(b.within == a.id),
        float(a.within == b.within),
        float(bool(a.source) and a.source == b.source),
        float(bool(a.source) == bool(b.source)),
    ]


def may_answer(a: Item) -> bool:
    """False for the many attributions that bear no sign of answering anything."""
    return a.act in (Act.DENY, Act.DOUBT) or a.negated or a.rejecting or a.backing


def pairs(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Indices (answering, answered) worth comparing."""
    for i, a in enumerate(items):
        if may_answer(a):
            for j in range(max(0, i - REACH), min(len(items), i + REACH + 1)):
                if j != i and not (a.source and a.source == items[j].source):
                    yield i, j


@dataclass(frozen=True)
class AnswerModel:
    """Weights [3, F] of the softmax regression and the probability from which a link is made."""

    weights: tuple[tuple[float, ...], ...]
    threshold: float

    @staticmethod
    def load(path: Path = WEIGHTS) -> AnswerModel:
        """Read the weights. Raises `ModelError` when they do not fit this code."""
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ModelError(f"no usable weights in {path}: {error}") from error
        if data.get("features") != list(FEATURES):
            raise ModelError(f"{path}: the features are not this version's")
        return AnswerModel(tuple(tuple(data["weights"][str(c)]) for c in CLASSES), float(data["threshold"]))

    @cached_property
    def matrix(self) -> Floats:
        """The weights as an array [F, 3]."""
        return np.asarray(self.weights, dtype=np.float32).T

    def probabilities(self, rows: Sequence[Sequence[float]]) -> Floats:
        """P(none, refutes, supports) [N, 3] of feature rows [N, F]."""
        logits = np.asarray(rows, dtype=np.float32) @ self.matrix
        e = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(e / e.sum(axis=1, keepdims=True), dtype=np.float32)


def answer(text: str, attributions: Sequence[Attribution], model: AnswerModel) -> tuple[Attribution, ...]:
    """The attributions, each with the one it answers where the model is sure enough."""
    items = [item_of(text, a) for a in attributions]
    compared = list(pairs(items))
    if not compared:
        return tuple(attributions)
    table = model.probabilities([features(items[i], items[j], i - j) for i, j in compared])
    best: dict[int, tuple[float, int, Relation]] = {}
    for (i, j), row in zip(compared, table, strict=True):
        rel, p = (Relation.REFUTES, row[1]) if row[1] >= row[2] else (Relation.SUPPORTS, row[2])
        if p >= model.threshold and (i not in best or p > best[i][0]):
            best[i] = (float(p), j, rel)
    return tuple(
        replace(a, answers=Answer(attributions[best[i][1]].id, best[i][2], round(best[i][0], 4)))
        if i in best
        else a
        for i, a in enumerate(attributions)
    )
