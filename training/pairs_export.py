"""The pair network to the model folder that ships.

    python training/pairs_export.py encoder              # the base encoder, int8: before training
    python training/pairs_export.py reader --checkpoint training/runs/pairs/tuned/last.pt

The reader is trained on the vectors of the exported encoder, so what ships is what it learnt from.
Each export ends with a parity check against torch. The second fits the calibration on the dev pairs.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import warnings
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from counterclaim.relate.agreement.calibration import Calibration
from counterclaim.relate.agreement.labels import LABELS
from counterclaim.relate.agreement.model import (
    DEFAULT_FOLDER,
    FORMAT,
    PARTS,
    VOCABULARY,
    PairModel,
    digest_of,
)
from model import load_base
from pairs_calibrate import calibrate
from pairs_data import news
from pairs_eval import gold, load_reader, onnx_scores
from pairs_model import Encoder, PairShape, Reader
from train import base_folder

TEXT_IDS = (101, 1996, 3757, 2056, 2008, 2809, 3548, 2018, 2187, 1996, 2237, 1012, 102)


class Pair(nn.Module):  # type: ignore[misc]  # torch is not installed where types are checked
    """The reader of one pair: no padding, so no masks."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(
        self, a: Tensor, marks_a: Tensor, b: Tensor, marks_b: Tensor, gap: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Label scores [1, 4] and log-odds of entailment [1, 2]."""
        label, entails = self.reader((a, marks_a, None), (b, marks_b, None), gap)
        return label, entails


class Vectors(nn.Module):  # type: ignore[misc]  # as above
    """The encoder of one text."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor) -> Tensor:
        """[1, T, 768]."""
        return self.encoder(ids, None)


def options() -> argparse.Namespace:
    """The command line."""
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    p.add_argument("what", choices=["encoder", "reader"])
    p.add_argument("--checkpoint", type=Path, default=None)
    p.add_argument("--base", type=Path, default=None, help="folder of all-MiniLM-L6-v2")
    p.add_argument("--out", type=Path, default=DEFAULT_FOLDER)
    p.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    p.add_argument("--weights", choices=["ema", "model"], default="ema")
    return p.parse_args()


def to_onnx(module: nn.Module, given: dict[str, Tensor], outputs: Sequence[str], path: Path) -> None:
    """Export in fp32 and check against torch. Raises `SystemExit` when the two differ."""
    axes = {k: {1: f"t_{k[-1]}"} for k, v in given.items() if v.dim() > 1}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module.eval(),  # or export would leave the network in training mode
            tuple(given.values()),
            str(path),
            input_names=list(given),
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=17,
            custom_opsets={"com.microsoft": 1},
            dynamo=False,
        )
    difference = parity(module, given, outputs, path)
    print(f"fp32 ONNX against torch: largest difference {difference:.2e}")
    if difference > 1e-3:
        raise SystemExit("the exported graph does not compute what torch computes")


def parity(module: nn.Module, given: dict[str, Tensor], outputs: Sequence[str], path: Path) -> float:
    """The largest difference between torch and this file."""
    session = ort.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    found = session.run(list(outputs), {k: v.numpy() for k, v in given.items()})
    with torch.no_grad():
        expected = module.eval()(*given.values())
    expected = expected if isinstance(expected, tuple) else (expected,)
    return max(float(np.abs(x - y.numpy()).max()) for x, y in zip(found, expected, strict=True))


def quantised(module: nn.Module, given: dict[str, Tensor], outputs: Sequence[str], final: Path) -> None:
    """Export with int8 weights."""
    final.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        to_onnx(module, given, outputs, full)
        quantize_dynamic(
            full,
            final,
            op_types_to_quantize=["MatMul", "Gather"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True},
        )
    difference = parity(module, given, outputs, final)
    print(
        f"int8 ONNX against torch: largest difference {difference:.2f}; {final.stat().st_size / 1e6:.1f} MB"
    )


def export_encoder(args: argparse.Namespace) -> None:
    """The base encoder as it is."""
    encoder = Encoder(PairShape())
    load_base(encoder, base_folder(args.base) / "model.safetensors")
    quantised(Vectors(encoder), {"ids": torch.tensor([TEXT_IDS])}, ["vectors"], args.out / PARTS[0])


def describe(folder: Path, calibration: Calibration) -> None:
    """Write `model.json`."""
    data: dict[str, Any] = {
        "format": FORMAT,
        "digest": digest_of(*(folder / part for part in PARTS)),
        "vocabulary": digest_of(VOCABULARY),
        "labels": list(LABELS),
        "calibration": asdict(calibration),
    }
    (folder / "model.json").write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def export_reader(args: argparse.Namespace) -> None:
    """A trained reader, and its calibration."""
    reader = load_reader(args.checkpoint, args.weights)
    width = len(reader.shape.depths) * reader.shape.width
    given = {
        "a": torch.randn(1, 9, width),
        "marks_a": torch.randint(0, 5, (1, 9)),
        "b": torch.randn(1, 12, width),
        "marks_b": torch.randint(0, 5, (1, 12)),
        "gap": torch.tensor([1]),
    }
    quantised(Pair(reader), given, ["label", "entails"], args.out / PARTS[1])
    describe(args.out, Calibration(1.0, (0.0,) * len(LABELS), 0.5))
    dev = news(args.corpora)[1]
    calibration = calibrate(onnx_scores(PairModel.load(args.out), dev)[0], gold(dev))
    describe(args.out, calibration)
    print(f"{PairModel.load(args.out).name}, {calibration}")


def main() -> None:
    """Export one of the two."""
    args = options()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    (export_encoder if args.what == "encoder" else export_reader)(args)


if __name__ == "__main__":
    main()
