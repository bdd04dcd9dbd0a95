"""What the source does with the content, a second opinion: the words themselves.

The network's act head has seen three thousand examples and blurs rare cues. A softmax
regression over the words of cue and content (trained by `training/acts.py`, its weights in
readable JSON) is as good alone and errs elsewhere; `revise` multiplies the two opinions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from counterclaim.errors import ModelError
from counterclaim.extract import labels
from counterclaim.extract.decode import Candidate, Floats
from counterclaim.types import Act, Span

WEIGHTS = Path(__file__).with_name("acts.json")

_WORD = re.compile(r"[\w'’]+|[^\w\s]")
_SIGNS = ("will", "would", "could", "may", "might", "should", "must", "not", "n't", "no", "never", "?")
_AFTER_CUE = ("will", "would", "should", "must", "not", "to", "if", "whether")
_CONTENT_WORDS = 60
_CONTENT_VALUE = 0.5
"""A content has many words, none of which says much: half weight did best in cross-validation."""


def features(
    text: str, source: Sequence[Span], cue: Sequence[Span], content: Sequence[Span]
) -> dict[str, float]:
    """The features of one attribution that are present, with their values."""
    cues, words = _words(text, cue), _words(text, content)[:_CONTENT_WORDS]
    found = {f"cue={w}" for w in cues} | {f"cue5={w[:5]}" for w in cues}
    found |= {f"{i}={w}" for i, w in enumerate(words[:3])}
    found |= {f"whole={' '.join(cues)}", f"begins={' '.join(words[:2])}", f"long={min(len(words) // 8, 5)}"}
    found |= {f"has={sign}" for sign in _SIGNS if any(sign in w for w in words)}
    if cues:
        found.add(f"last={cues[-1]}")
        found |= {f"{cues[-1][:5]}+{w}" for w in _AFTER_CUE if w in words[:12]}
    else:
        found.add("no cue")
    if not source:
        found.add("no source")
    return dict.fromkeys(found, 1.0) | {f"content={w[:6]}": _CONTENT_VALUE for w in words}


def _words(text: str, spans: Sequence[Span]) -> list[str]:
    return [w.lower() for s in spans for w in _WORD.findall(s.of(text)[:400])]


@dataclass(frozen=True, slots=True)
class ActModel:
    """Weights [8] by feature, and the exponent of this opinion beside the network's."""

    weights: Mapping[str, Floats]
    trust: float

    @staticmethod
    def load(path: Path = WEIGHTS) -> ActModel:
        """Read the weights. Raises `ModelError` when they do not fit this code."""
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ModelError(f"no usable weights in {path}: {error}") from error
        if data.get("acts") != list(labels.ACTS):
            raise ModelError(f"{path}: the acts are not this version's")
        weights = {name: np.asarray(row, dtype=np.float32) for name, row in data["weights"].items()}
        return ActModel(weights, float(data["trust"]))

    def log_odds(self, found: Mapping[str, float]) -> Floats:
        """Unnormalised log-probabilities [8] of the acts."""
        total = np.zeros(len(labels.ACTS), dtype=np.float32)
        # Sorted, so that the sum does not depend on the order of a set.
        for name in sorted(found & self.weights.keys()):
            total += found[name] * self.weights[name]
        return total


def revise(candidate: Candidate, text: str, model: ActModel) -> Candidate:
    """The candidate with the act that both opinions together make likeliest."""
    words = model.log_odds(features(text, candidate.source, candidate.cue, candidate.content))
    both = np.asarray(candidate.act_odds, dtype=np.float32) + model.trust * words
    act: Act = labels.ACTS[int(both.argmax())]
    return replace(candidate, act=act)
