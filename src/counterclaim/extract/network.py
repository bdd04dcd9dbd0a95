"""The shipped network: one int8 ONNX file, run on the CPU.

The model folder holds `model.onnx`, `tokenizer.json`, `model.json` (inventory, CRF scores,
calibration, thresholds) and `MODEL_CARD.md`. Nothing is fetched from anywhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from counterclaim.errors import ModelError
from counterclaim.extract import labels
from counterclaim.extract.decode import Floats, Transitions
from counterclaim.extract.tokens import FEATURE_SIZES, Ints, Tokens
from counterclaim.extract.windows import Window

FORMAT = 1
CLS, SEP = 101, 102
DEFAULT_FOLDER = Path(__file__).with_name("model")
OUTPUTS = ("row", "at", "anchor", "emission", "valid", "act", "certainty", "kind", "side")


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of one batch: arrays over its N anchors.

    `row` window of the batch and `at` subword of that window, `anchor` [N, 3] and `valid` [N]
    log-odds-like scores, `emission` [N, T, 7], and logits of the classes. Subword 0 of a
    window is its first real one: special tokens are already taken off.
    """

    row: Ints
    at: Ints
    anchor: Floats
    emission: Floats
    valid: Floats
    act: Floats
    certainty: Floats
    kind: Floats
    side: Floats


@dataclass(frozen=True, slots=True)
class Settings:
    """What `model.json` states: how scores become probabilities and decisions."""

    sides: tuple[str, ...]
    transitions: Transitions
    bias: float
    anchor_weight: float
    valid_weight: float
    threshold: float
    candidate_threshold: float


class Network(Protocol):
    """What the extractor needs: the ONNX session here, a torch module in training."""

    settings: Settings
    digest: str

    def score(self, tokens: Tokens, windows: Sequence[Window], scheme: int) -> Scores:
        """Score some windows of one text."""
        ...


@dataclass(frozen=True, slots=True)
class Inputs:
    """Padded arrays of one batch, special tokens included."""

    ids: Ints
    features: Ints
    scheme: Ints
    mask: npt.NDArray[np.bool_]


def pack(tokens: Tokens, windows: Sequence[Window], scheme: int) -> Inputs:
    """Windows of one text as the network takes them."""
    size = max(len(w) for w in windows) + 2
    ids = np.zeros((len(windows), size), dtype=np.int64)
    features = np.zeros((len(windows), size, len(FEATURE_SIZES)), dtype=np.int64)
    mask = np.zeros((len(windows), size), dtype=np.bool_)
    for i, w in enumerate(windows):
        n = len(w)
        ids[i, 0], ids[i, 1 : n + 1], ids[i, n + 1] = CLS, tokens.ids[w.start : w.end], SEP
        for j, feature in enumerate((tokens.case, tokens.quote, tokens.breaks)):
            features[i, 1 : n + 1, j] = feature[w.start : w.end]
        mask[i, : n + 2] = True
    return Inputs(ids, features, np.full(len(windows), scheme, dtype=np.int64), mask)


def settings_from(data: dict[str, Any]) -> Settings:
    """Read `model.json`, checked against this code's inventory. Raises `ModelError`."""
    inventory = {"tags": list(labels.TAGS), "acts": list(labels.ACTS), "schemes": list(labels.SCHEMES)}
    for name, ours in inventory.items():
        if data.get(name) != ours:
            raise ModelError(f"the model's {name} are not this version's: train or install a matching model")
    score = data["score"]
    return Settings(
        sides=tuple(data["sides"]),
        transitions=Transitions(
            np.asarray(data["crf"]["start"], dtype=np.float32),
            np.asarray(data["crf"]["step"], dtype=np.float32),
        ),
        bias=float(score["bias"]),
        anchor_weight=float(score["anchor"]),
        valid_weight=float(score["valid"]),
        threshold=float(score["threshold"]),
        candidate_threshold=float(score["candidate_threshold"]),
    )


class OnnxNetwork:
    """The network in ONNX Runtime. One session may be used from several threads at once."""

    def __init__(self, folder: Path) -> None:
        """Load `folder`. Raises `ModelError` when it is missing, damaged, or of another version."""
        import onnxruntime as ort

        try:
            data = json.loads((folder / "model.json").read_text(encoding="utf-8"))
            model = (folder / "model.onnx").read_bytes()
        except (OSError, ValueError) as error:
            raise ModelError(f"no usable model in {folder}: {error}") from error
        self.digest = hashlib.sha256(model).hexdigest()[:16]
        if data.get("format") != FORMAT or data.get("digest") != self.digest:
            raise ModelError(f"the model in {folder} is damaged or of another version (digest {self.digest})")
        self.settings = settings_from(data)
        options = ort.SessionOptions()
        # Threads are ours (one batch each): ONNX Runtime's own would contend with them.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # The arena keeps the largest block it ever needed; without it memory follows the batch.
        options.enable_cpu_mem_arena = False
        try:
            self._session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise ModelError(f"ONNX Runtime cannot load {folder / 'model.onnx'}: {error}") from error

    def score(self, tokens: Tokens, windows: Sequence[Window], scheme: int) -> Scores:
        """Score some windows of one text."""
        batch = pack(tokens, windows, scheme)
        values = self._session.run(
            list(OUTPUTS),
            {
                "ids": batch.ids,
                "features": batch.features,
                "scheme": batch.scheme,
                "mask": batch.mask,
                "threshold": np.asarray(self.settings.candidate_threshold, dtype=np.float32),
            },
        )
        return unpack(dict(zip(OUTPUTS, values, strict=True)))


def unpack(raw: dict[str, npt.NDArray[Any]]) -> Scores:
    """Take off what the graph adds: the dummy last anchor, and the special tokens.

    The graph always reads one anchor too many, at subword 0, so that no tensor in it is
    ever empty.
    """
    real = {name: value[:-1] for name, value in raw.items()}
    return Scores(
        row=real["row"],
        at=real["at"] - 1,
        anchor=real["anchor"],
        emission=real["emission"][:, 1:-1],
        valid=real["valid"],
        act=real["act"],
        certainty=real["certainty"],
        kind=real["kind"],
        side=real["side"],
    )
