"""A checkpoint to the model folder that ships: one int8 ONNX file, checked against torch.

    python training/export.py --checkpoint training/runs/first/last.pt --out src/counterclaim/extract/model

Ends with a parity check: fp32 ONNX against torch to 1e-3 on real windows, and how far int8
moves the same scores. Scores are calibrated separately (`calibrate.py`).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from counterclaim.extract import labels
from counterclaim.extract.network import ANCHORED, FORMAT, OUTPUTS, OnnxNetwork, pack, unpack
from counterclaim.extract.tokens import load_tokenizer, tokenize
from counterclaim.extract.windows import Sizes, windows
from model import Network, Shape
from train import base_folder

HEADS = ("valid", "act", "certainty", "kind", "side")
TEXT = (
    "The ministry said on Monday that its troops had left the town. "
    "“There was nobody there,” the mayor told reporters, adding that he had asked for help. "
    "A spokesman for the army denied the claim, calling it “absurd”."
)


class Graph(nn.Module):  # type: ignore[misc]  # torch is not installed where types are checked
    """The whole inference in one graph: anchors are chosen inside it, by a threshold."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, features: Tensor, scheme: Tensor, threshold: Tensor) -> tuple[Tensor, ...]:
        """See network.Scores; the last anchor is a dummy, so that no tensor is empty."""
        x = self.network.encode(ids, features, scheme, None)
        logits = self.network.anchor_logits(x)[0]
        likely = 1 - logits.softmax(-1)[:, 0] > threshold
        # The first and last subwords are special ones and anchor nothing.
        inner = likely[1:-1].nonzero()[:, 0] + 1
        at = torch.cat([inner, torch.zeros_like(ids[0, :1])])
        start, emission, heads = self.network.read_near(x, at)
        classes = (heads["valid"][:, 0], *(heads[h] for h in HEADS[1:]))
        return (at, start, logits[at], emission, *classes, self.network.entity_logits(x)[0])


def options() -> argparse.Namespace:
    """The command line."""
    p = argparse.ArgumentParser(description="checkpoint to model folder")
    p.add_argument("--checkpoint", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--base", type=Path, default=None)
    p.add_argument("--weights", choices=["ema", "model"], default="ema")
    p.add_argument(
        "--fp32", action="store_true", help="leave the weights in fp32 (to measure what int8 costs)"
    )
    return p.parse_args()


def load(checkpoint: Path, weights: str) -> tuple[Network, dict[str, Any]]:
    """The network of a checkpoint, ready for inference, and the checkpoint's labels."""
    state = torch.load(checkpoint, weights_only=True, map_location="cpu")
    network = Network(Shape(**state["shape"]))
    network.load_state_dict(state[weights])
    return network.eval(), json.loads(state["labels"])


def to_onnx(network: Network, tokenizer_path: Path, path: Path) -> dict[str, Tensor]:
    """Export; returns the example inputs."""
    tokens = tokenize(load_tokenizer(tokenizer_path), TEXT)
    batch = pack(tokens, next(iter(windows(tokens, Sizes()))), 0)
    example = {
        "ids": torch.from_numpy(batch.ids),
        "features": torch.from_numpy(batch.features),
        "scheme": torch.from_numpy(batch.scheme),
        "threshold": torch.tensor(0.05),
    }
    axes: dict[str, dict[int, str]] = {k: {1: "t"} for k in ("ids", "features")}
    axes |= {k: {0: "n"} for k in ANCHORED} | {"names": {0: "t"}}
    axes["emission"] = {0: "n", 1: "r"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Graph(network).eval(),  # or export would leave the network in training mode
            tuple(example.values()),
            str(path),
            input_names=list(example),
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=17,
            custom_opsets={"com.microsoft": 1},
            dynamo=False,
        )
    return example


def describe(network: Network, found: dict[str, Any], digest: str) -> dict[str, Any]:
    """What goes into model.json; the score's weights are neutral until calibrated."""
    crf = network.crf
    step = (crf.transition + crf.forbidden).detach().numpy().astype(float)
    start = (crf.start + crf.forbidden_start).detach().numpy().astype(float)
    return {
        "format": FORMAT,
        "digest": digest,
        "schemes": list(labels.SCHEMES),
        "tags": list(labels.TAGS),
        "entity_tags": list(labels.ENTITY_TAGS),
        "anchors": list(labels.ANCHORS),
        "acts": list(labels.ACTS),
        "certainties": list(labels.CERTAINTIES),
        "kinds": list(labels.KINDS),
        "sides": found["sides"],
        "crf": {"start": np.round(start, 4).tolist(), "step": np.round(step, 4).tolist()},
        "score": {"bias": 0.0, "anchor": 0.5, "valid": 0.5, "threshold": 0.5, "candidate_threshold": 0.05},
    }


def parity(network: Network, example: dict[str, Tensor], path: Path) -> float:
    """The largest absolute difference of the emissions, torch against this ONNX file."""
    import onnxruntime as ort

    session = ort.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    values = session.run(list(OUTPUTS), {k: v.numpy() for k, v in example.items()})
    with torch.no_grad():
        expected = Graph(network).eval()(*example.values())
    ours = unpack(dict(zip(OUTPUTS, values, strict=True)))
    theirs = unpack({k: v.numpy() for k, v in zip(OUTPUTS, expected, strict=True)})
    mine, other = ({int(at): i for i, at in enumerate(scores.at)} for scores in (ours, theirs))
    # An anchor whose probability lies within rounding of the threshold may be in one list only.
    both = sorted(mine.keys() & other.keys())
    if len(both) < 0.8 * len(mine.keys() | other.keys()):
        return float("inf")
    i, j = [mine[k] for k in both], [other[k] for k in both]
    return float(np.abs(ours.emission[i] - theirs.emission[j]).max(initial=0.0))


def main() -> None:
    """Export."""
    args = options()
    network, found = load(args.checkpoint, args.weights)
    tokenizer_path = base_folder(args.base) / "tokenizer.json"
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        full, final = Path(folder) / "full.onnx", args.out / "model.onnx"
        example = to_onnx(network, tokenizer_path, full)
        difference = parity(network, example, full)
        print(f"fp32 ONNX against torch: largest difference {difference:.2e}")
        if difference > 1e-3:
            raise SystemExit("the exported graph does not compute what torch computes")
        if args.fp32:
            shutil.copy(full, final)
        else:
            quantize_dynamic(
                full,
                final,
                op_types_to_quantize=["MatMul", "Gather"],
                per_channel=True,
                weight_type=QuantType.QInt8,
                extra_options={"MatMulConstBOnly": True},
            )
            print(f"int8 ONNX against torch: largest difference {parity(network, example, final):.2f}")
    digest = hashlib.sha256(final.read_bytes()).hexdigest()[:16]
    text = json.dumps(describe(network, found, digest), ensure_ascii=False, indent=1)
    (args.out / "model.json").write_text(text + "\n", encoding="utf-8")
    shutil.copy(tokenizer_path, args.out / "tokenizer.json")
    size, loaded = final.stat().st_size / 1e6, OnnxNetwork(args.out).digest
    print(f"{final}: {size:.1f} MB, digest {digest}; loads: {loaded}")


if __name__ == "__main__":
    main()
