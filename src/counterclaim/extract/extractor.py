"""The stage itself: documents in, attributions out, streaming and in order.

A document's attributions depend on nothing but the document, the model and the settings:
each of its windows is a run of the network by itself, so neither its neighbours nor the
number of threads can change a single bit (dynamic int8 quantisation scales by run).
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from counterclaim.extract import labels
from counterclaim.extract.acts import ActModel, revise
from counterclaim.extract.answers import AnswerModel, answer
from counterclaim.extract.decode import Candidate, Floats, assemble, entities_of, softmax, spans_of, viterbi
from counterclaim.extract.network import DEFAULT_FOLDER, Network, OnnxNetwork, Scores, Settings
from counterclaim.extract.tokens import Ints, Tokens, load_tokenizer, tokenize
from counterclaim.extract.windows import Sizes, Window, windows
from counterclaim.types import Document, Extraction, Span, Spans

SIDES_KEPT = 3
"""How many of the network's side guesses an attribution carries on to `resolve`."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to extract.

    `scheme` is one of labels.SCHEMES; `nested` false leaves out what is reported inside other
    contents; `sizes` are those of the windows.
    """

    scheme: str = "any"
    nested: bool = True
    sizes: Sizes = field(default_factory=Sizes)


class Extractor:
    """Finds attributions. Use `load`; one extractor serves any number of documents."""

    def __init__(
        self, network: Network, tokenizer_path: Path, *, threads: int = 0, options: Options | None = None
    ) -> None:
        self.network = network
        self.threads = threads or os.cpu_count() or 1
        self.options = options or Options()
        self._tokenizer = load_tokenizer(tokenizer_path)
        self._answers = AnswerModel.load()
        self._acts = ActModel.load()

    @classmethod
    def load(
        cls, folder: Path | None = None, *, threads: int = 0, options: Options | None = None
    ) -> Extractor:
        """The extractor of a model folder (default: the one that ships). Raises `ModelError`.

        `threads` 0 means one for each core.
        """
        folder = folder or DEFAULT_FOLDER
        return cls(OnnxNetwork(folder), folder / "tokenizer.json", threads=threads, options=options)

    @property
    def digest(self) -> str:
        """The digest of the network's weights."""
        return self.network.digest

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """What is in each document, lazily, in the order given."""
        if self.threads == 1:
            yield from map(self.of, documents)
            return
        with ThreadPoolExecutor(self.threads) as pool:
            waiting: deque[Future[Extraction]] = deque()
            for document in documents:
                waiting.append(pool.submit(self.of, document))
                # Twice the threads: enough to keep them busy, few enough to bound memory.
                while len(waiting) > 2 * self.threads:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def of(self, document: Document) -> Extraction:
        """The attributions of one document, in the order of their cues, and the names in it."""
        if document.skipped or not document.text.strip():
            return Extraction(document, ())
        tokens = tokenize(self._tokenizer, document.text)
        scheme = labels.SCHEMES.index(self.options.scheme)
        candidates: list[Candidate] = []
        names = np.zeros((len(tokens), len(labels.ENTITY_TAGS)), dtype=np.float32)
        for window in windows(tokens, self.options.sizes):
            scores = self.network.score(tokens, window, scheme)
            candidates.extend(read_scores(scores, tokens, window, self.network.settings))
            own = slice(window.core_start - window.start, window.core_end - window.start)
            names[window.core_start : window.core_end] = scores.names[own]
        found = [
            revise(candidate, document.text, self._acts)
            for candidate in candidates
            if not _touches(candidate, document.boilerplate)
        ]
        attributions = answer(document.text, assemble(found, nested=self.options.nested), self._answers)
        return Extraction(document, attributions, entities_of(names, tokens))


def probabilities(scores: Scores, settings: Settings) -> Floats:
    """The calibrated probability [N] that each anchor is real (Platt 1999, on our dev split)."""
    anchor = scores.anchor
    odds = np.logaddexp(anchor[:, 1], anchor[:, 2]) - anchor[:, 0]
    logit = settings.bias + settings.anchor_weight * odds + settings.valid_weight * scores.valid
    return np.asarray(1.0 / (1.0 + np.exp(-logit)), dtype=np.float32)


def read_scores(scores: Scores, tokens: Tokens, window: Window, settings: Settings) -> Iterator[Candidate]:
    """The candidates of one window: anchors in its core that are likely enough."""
    probability = probabilities(scores, settings)
    at = scores.at + window.start
    own = (at >= window.core_start) & (at < window.core_end)
    chosen = np.flatnonzero(own & (probability >= settings.threshold))
    if not len(chosen):
        return
    emission = without_specials(scores.emission[chosen], scores.start[chosen], len(window))
    tags = viterbi(emission, settings.transitions)
    sides, acts = softmax(scores.side[chosen]), softmax(scores.act[chosen])
    for i, n in enumerate(chosen.tolist()):
        spans = spans_of(tags[i], tokens, window.start + int(scores.start[n]))
        yield Candidate(
            source=spans["source"],
            cue=spans["cue"],
            content=spans["content"],
            kind=labels.KINDS[int(scores.kind[n].argmax())],
            act=labels.ACTS[int(scores.act[n].argmax())],
            certainty=labels.CERTAINTIES[int(scores.certainty[n].argmax())],
            score=round(float(probability[n]), 4),
            side_prior=_largest(sides[i], settings.sides),
            act_odds=tuple(np.log(acts[i] + 1e-6).tolist()),
        )


def without_specials(emission: Floats, start: Ints, length: int) -> Floats:
    """`emission` with the special tokens (before the window's first, after its last) tagged O."""
    at = start[:, None] + np.arange(emission.shape[1])
    special = (at < 0) | (at >= length)
    emission = emission.copy()
    emission[special, 1:] = -1e4
    return emission


def _largest(row: Floats, names: Sequence[str]) -> dict[str, float]:
    best = np.argsort(-row)[:SIDES_KEPT]
    return {names[int(i)]: round(float(row[int(i)]), 3) for i in best}


def _touches(candidate: Candidate, boilerplate: Spans) -> bool:
    """True when the candidate's cue or content lies in text that is no part of the report."""
    parts: Sequence[Span] = candidate.cue or candidate.content
    return any(span.overlaps(part) for span in boilerplate for part in parts)
