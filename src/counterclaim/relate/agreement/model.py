"""The shipped pair model: two ONNX files, run on the CPU.

The model folder holds `encoder.onnx` (int8; one text to vectors), `reader.onnx` (the vectors of two
texts to scores), `model.json` (calibration, digests) and `MODEL_CARD.md`; the vocabulary is that of the
extractor, whose file is used. A text is encoded once however many pairs it stands in, as long as it is
remembered. Each run of a network is of one text or one pair, so that no neighbour and no number of
threads can change a bit of its scores (dynamic int8 quantisation scales by run).
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime as ort
from tokenizers import Tokenizer

from counterclaim.errors import ModelError
from counterclaim.relate.agreement.calibration import Calibration, comparison, turned
from counterclaim.relate.agreement.inputs import Subwords, gap_class, marks, subwords
from counterclaim.relate.agreement.labels import LABELS
from counterclaim.relate.agreement.order import ordered, written
from counterclaim.types import Comparison, Wording

FORMAT = 1
PARTS = ("encoder.onnx", "reader.onnx")
DEFAULT_FOLDER = Path(__file__).with_name("model")
VOCABULARY = Path(__file__).parents[2] / "extract" / "model" / "tokenizer.json"
"""Both models are made from one base encoder, so one file of subwords serves both."""

SHARE = 16
"""Pairs handed to a thread at a time: enough that handing over costs nothing."""

REMEMBERED = 1024
"""Encoded texts kept: some 50 MB of sentences, 150 MB at most."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text and the vectors [T, 768] of its subwords."""

    subwords: Subwords
    vectors: npt.NDArray[np.float16]


class Encoder:
    """Texts to vectors. One serves several threads at once."""

    def __init__(self, session: ort.InferenceSession, tokenizer: Tokenizer) -> None:
        self._session = session
        self._tokenizer = tokenizer

    @classmethod
    def load(cls, folder: Path, vocabulary: Path) -> Encoder:
        """The encoder in `folder`. Raises `ModelError` when a file is missing or damaged."""
        try:
            tokenizer = Tokenizer.from_buffer(_content(vocabulary))
        except ValueError as error:
            raise ModelError(f"no usable vocabulary in {vocabulary}: {error}") from error
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return cls(_session(folder / PARTS[0]), tokenizer)

    def encode(self, text: str) -> Encoded:
        """One text. Half precision is kept: a rounding error far below that of int8."""
        found = subwords(self._tokenizer, text)
        vectors = self._session.run(["vectors"], {"ids": found.ids[None]})[0][0]
        return Encoded(found, vectors.astype(np.float16))


class PairModel:
    """Says how pairs of wordings stand to each other. Use `load`; one model serves any number of pairs."""

    def __init__(self, encoder: Encoder, reader: ort.InferenceSession, data: dict[str, Any]) -> None:
        self.digest: str = data["digest"]
        self.calibration = Calibration.read(data["calibration"])
        self.threads = os.cpu_count() or 1
        self._encode = lru_cache(maxsize=REMEMBERED)(encoder.encode)
        self._reader = reader

    @classmethod
    def load(
        cls, folder: Path = DEFAULT_FOLDER, *, vocabulary: Path = VOCABULARY, threads: int = 0
    ) -> PairModel:
        """The model in `folder`. Raises `ModelError` when it is missing, damaged or of another version."""
        try:
            data = json.loads(_content(folder / "model.json"))
        except ValueError as error:
            raise ModelError(f"no usable pair model in {folder}: {error}") from error
        _check(data, folder, vocabulary)
        model = cls(Encoder.load(folder, vocabulary), _session(folder / PARTS[1]), data)
        model.threads = threads or model.threads
        return model

    @property
    def name(self) -> str:
        """Name and version, kept with every link."""
        return f"pairs {self.digest}"

    def compare(self, pairs: Sequence[tuple[Wording, Wording]]) -> list[Comparison]:
        """One comparison for each pair, in the order given."""
        return list(self.stream(pairs))

    def stream(self, pairs: Iterable[tuple[Wording, Wording]]) -> Iterator[Comparison]:
        """The same, lazily."""
        waiting: deque[Future[list[Comparison]]] = deque()
        source = iter(pairs)
        with ThreadPoolExecutor(self.threads) as pool:
            while share := list(islice(source, SHARE)):
                waiting.append(pool.submit(self._all, share))
                if len(waiting) > 2 * self.threads:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()

    def one(self, a: Wording, b: Wording) -> Comparison:
        """The comparison of one pair."""
        if not ordered(a, b):
            return turned(self.one(b, a))
        return comparison(*self.scores(a, b), self.calibration)

    def scores(self, a: Wording, b: Wording) -> tuple[list[float], list[float]]:
        """The network's label scores and the log-odds of a>b and b>a, as they come, in this order."""
        first, second = self._encode(written(a)), self._encode(written(b))
        fed = {
            "a": first.vectors[None].astype(np.float32),
            "marks_a": marks(first.subwords, second.subwords)[None],
            "b": second.vectors[None].astype(np.float32),
            "marks_b": marks(second.subwords, first.subwords)[None],
            "gap": np.asarray([gap_class(a.published, b.published)], dtype=np.int64),
        }
        found: list[npt.NDArray[np.float32]] = self._reader.run(["label", "entails"], fed)
        return found[0][0].tolist(), found[1][0].tolist()

    def _all(self, pairs: Iterable[tuple[Wording, Wording]]) -> list[Comparison]:
        return [self.one(a, b) for a, b in pairs]


def digest_of(*paths: Path) -> str:
    """How files are named in `model.json`: 16 hex digits of their SHA-256. Raises `ModelError`."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(_content(path))
    return digest.hexdigest()[:16]


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"no usable pair model: {error}") from error


def _check(data: Any, folder: Path, vocabulary: Path) -> None:
    """Raise `ModelError` unless `model.json` describes these files and this code's labels."""
    digest = digest_of(*(folder / part for part in PARTS))
    if not isinstance(data, dict) or data.get("format") != FORMAT or data.get("digest") != digest:
        raise ModelError(f"the pair model in {folder} is damaged or of another version (digest {digest})")
    if data.get("labels") != list(LABELS) or data.get("vocabulary") != digest_of(vocabulary):
        raise ModelError(f"the pair model in {folder} has other labels or another vocabulary than this code")


def _session(path: Path) -> ort.InferenceSession:
    options = ort.SessionOptions()
    # Threads are ours (a share of the pairs each): ONNX Runtime's own would contend with them.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False
    try:
        return ort.InferenceSession(_content(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise ModelError(f"ONNX Runtime cannot load {path}: {error}") from error
