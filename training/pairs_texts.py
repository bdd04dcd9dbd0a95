"""Texts encoded once: the vectors that the shipped encoder gives, for training its reader."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np

from counterclaim.relate.agreement.inputs import Subwords
from counterclaim.relate.agreement.model import PARTS, VOCABULARY, Encoded, Encoder, digest_of

TEXTS = Path("training/runs/pairs/texts.npz")


class Texts:
    """Every text that was asked for, encoded; some 50 KB each, so tens of thousands fit in memory."""

    def __init__(self, encoder: Encoder, path: Path, digest: str) -> None:
        self._encoder = encoder
        self._path = path
        self._digest = digest
        self._found: dict[str, Encoded] = {}
        self._kept = 0

    @classmethod
    def load(cls, folder: Path, path: Path) -> Texts:
        """With the encoder of a model folder, and what a run with that encoder kept at `path`."""
        texts = cls(Encoder.load(folder, VOCABULARY), path, digest_of(folder / PARTS[0]))
        if path.exists():
            with np.load(path) as data:
                if str(data["digest"]) == texts._digest:
                    texts._take(data)
        return texts

    def of(self, text: str) -> Encoded:
        """One text, encoded on first use."""
        if text not in self._found:
            self._found[text] = self._encoder.encode(text)
        return self._found[text]

    def save(self) -> None:
        """Keep what was encoded for later runs, whole or not at all."""
        if len(self._found) <= self._kept:
            return
        found = list(self._found.values())
        partial = self._path.with_suffix(f".{os.getpid()}.npz")  # other runs may be saving too
        np.savez(
            partial,
            digest=self._digest,
            texts=json.dumps(list(self._found)),
            sizes=[len(e.vectors) for e in found],
            ids=np.concatenate([e.subwords.ids for e in found]),
            figures=np.concatenate([e.subwords.figures for e in found]),
            vectors=np.concatenate([e.vectors for e in found]),
        )
        partial.replace(self._path)
        self._kept = len(found)

    def _take(self, data: np.lib.npyio.NpzFile) -> None:
        ids, figures, vectors = data["ids"], data["figures"], data["vectors"]
        at = 0
        for text, size in zip(json.loads(str(data["texts"])), data["sizes"], strict=True):
            part = slice(at, at + int(size))
            self._found[text] = Encoded(Subwords(ids[part], figures[part]), vectors[part])
            at += int(size)
        self._kept = len(self._found)
