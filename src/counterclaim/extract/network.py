"""The shipped network: one int8 ONNX file, run on the CPU.

The model folder holds `model.onnx`, `tokenizer.json`, `model.json` (inventory, CRF scores,
calibration, thresholds) and `MODEL_CARD.md`. Nothing is fetched from anywhere.
"""

from __future__ import annotations

import hashlib
import json
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

FORMAT = 2
CLS, SEP = 101, 102
DEFAULT_FOLDER = Path(__file__).with_name("model")
ANCHORED = ("at", "start", "anchor", "emission", "valid", "act", "certainty", "kind", "side")
OUTPUTS = (*ANCHORED, "names")


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of one window: arrays over its N anchors.

    `at` is the anchor's subword in the window and `start` the first subword it saw, `anchor`
    [N, 3] the logits over labels.ANCHORS, `emission` [N, R, 7] those of the R subwords from
    `start` on, `valid` [N] the log-odds that the anchor is real, the rest logits of the classes.
    Subword 0 is the window's first real one; the special ones around them (-1 and the one
    after the last) are among those seen. `names` [T, 11] are logits over labels.ENTITY_TAGS of
    the window's T subwords, special ones left out.
    """

    at: Ints
    start: Ints
    anchor: Floats
    emission: Floats
    valid: Floats
    act: Floats
    certainty: Floats
    kind: Floats
    side: Floats
    names: Floats


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

    def score(self, tokens: Tokens, window: Window, scheme: int) -> Scores:
        """Score one window of a text."""
        ...


@dataclass(frozen=True, slots=True)
class Inputs:
    """One window as arrays, special tokens included: [1, T], [1, T, 3] and [1]."""

    ids: Ints
    features: Ints
    scheme: Ints


def pack(tokens: Tokens, window: Window, scheme: int) -> Inputs:
    """A window of a text as the network takes it.

    One window a run: without padding there is no mask, and int8 scales are the window's own.
    """
    n = len(window)
    ids = np.full((1, n + 2), CLS, dtype=np.int64)
    features = np.zeros((1, n + 2, len(FEATURE_SIZES)), dtype=np.int64)
    ids[0, 1:-1] = tokens.ids[window.start : window.end]
    ids[0, -1] = SEP
    for j, feature in enumerate((tokens.case, tokens.quote, tokens.breaks)):
        features[0, 1:-1, j] = feature[window.start : window.end]
    return Inputs(ids, features, np.asarray([scheme], dtype=np.int64))


def settings_from(data: dict[str, Any]) -> Settings:
    """Read `model.json`, checked against this code's inventory. Raises `ModelError`."""
    inventory = {
        "tags": list(labels.TAGS),
        "entity_tags": list(labels.ENTITY_TAGS),
        "acts": list(labels.ACTS),
        "schemes": list(labels.SCHEMES),
    }
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

    def score(self, tokens: Tokens, window: Window, scheme: int) -> Scores:
        """Score one window of a text."""
        given = pack(tokens, window, scheme)
        threshold = np.asarray(self.settings.candidate_threshold, dtype=np.float32)
        fed = {"ids": given.ids, "features": given.features, "scheme": given.scheme, "threshold": threshold}
        return unpack(dict(zip(OUTPUTS, self._session.run(list(OUTPUTS), fed), strict=True)))


def unpack(raw: dict[str, npt.NDArray[Any]]) -> Scores:
    """Take off what the graph adds: the dummy last anchor, and the first special token's place.

    The graph always reads one anchor too many, at subword 0, so that no tensor in it is
    ever empty.
    """
    real = {name: raw[name][:-1] for name in ANCHORED}
    return Scores(**(real | {"at": real["at"] - 1, "start": real["start"] - 1}), names=raw["names"][1:-1])
