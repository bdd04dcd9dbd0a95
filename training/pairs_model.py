"""The pair network: each text by itself, once, then a narrow reader of the two side by side.

all-MiniLM-L6-v2 reads each text alone, as it was trained to, so that a text is encoded once however
many pairs it stands in, and its knowledge of sentences is there from the first step. The reader is
small. It aligns the two (soft alignment by the cosine of the encoder's own vectors; Parikh et al.
2016, Chen et al. 2017), sets each subword against what it is aligned with, lets every subword see both
texts, and pools.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from counterclaim.relate.agreement.labels import GAP_CLASSES, LABELS, MATCHES
from model import Dropout, Layer


@dataclass(frozen=True)
class PairShape:
    """Sizes of the network; `depths` are the layers whose vectors the reader is given."""

    vocabulary: int = 30522
    positions: int = 512
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    depths: tuple[int, ...] = (3, 6)
    reader_width: int = 128
    reader_layers: int = 2
    reader_heads: int = 4

    def as_dict(self) -> dict[str, object]:
        """For the checkpoint."""
        return asdict(self) | {"depths": list(self.depths)}

    @staticmethod
    def read(data: dict[str, object]) -> PairShape:
        """From a checkpoint."""
        return PairShape(**{k: tuple(v) if isinstance(v, list) else v for k, v in data.items()})  # type: ignore[arg-type]


class Encoder(nn.Module):  # type: ignore[misc]  # torch is not installed where types are checked
    """all-MiniLM-L6-v2."""

    def __init__(self, shape: PairShape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        w = shape.width
        self.words = nn.Embedding(shape.vocabulary, w)
        self.positions = nn.Embedding(shape.positions, w)
        self.types = nn.Parameter(torch.zeros(w))
        self.norm = nn.LayerNorm(w, 1e-12)
        self.layers = nn.ModuleList(Layer(w, shape.heads, shape.inner, dropout) for _ in range(shape.layers))

    def forward(self, ids: Tensor, mask: Tensor | None) -> Tensor:
        """The vectors [B, T, depths x width] of texts `ids` [B, T]; without a mask there is no padding."""
        x = self.norm(self.words(ids) + self.positions.weight[: ids.shape[1]] + self.types)
        bias = None if mask is None else blind(mask)
        found = []
        for depth, layer in enumerate(self.layers, 1):
            x = layer(x, bias)
            if depth in self.shape.depths:
                found.append(x)
        return torch.cat(found, 2)


class Reader(nn.Module):  # type: ignore[misc]  # as above
    """From the vectors of two texts to label scores and entailment."""

    def __init__(self, shape: PairShape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        w, r = shape.width, shape.reader_width
        self.enter = nn.Linear(len(shape.depths) * w, r)
        self.marks = nn.Embedding(MATCHES, r)
        self.which = nn.Embedding(2, r)
        self.sharpness = nn.Parameter(torch.tensor(12.0))
        self.compare = nn.Linear(4 * r + 1, r)
        self.norm = nn.LayerNorm(r)
        self.layers = nn.ModuleList(
            Layer(r, shape.reader_heads, 4 * r, dropout) for _ in range(shape.reader_layers)
        )
        self.pool = nn.Linear(r, 2)
        self.whole = nn.Linear(2 * w, r)
        self.gap = nn.Embedding(GAP_CLASSES, 16)
        self.dropout = Dropout(dropout)
        self.head_dropout = Dropout(2 * dropout)
        self.head = nn.Sequential(nn.Linear(7 * r + 17, 2 * r), nn.GELU())
        self.label = nn.Linear(2 * r, len(LABELS))
        self.entails = nn.Linear(2 * r, 2)
        for e in (self.marks, self.which, self.gap):
            nn.init.normal_(e.weight, std=0.02)

    def forward(
        self,
        a: tuple[Tensor, Tensor, Tensor | None],
        b: tuple[Tensor, Tensor, Tensor | None],
        gap: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """Label scores [B, 4] and log-odds [B, 2] of a>b and b>a.

        Each text is its vectors [B, T, depths x width], its marks [B, T] and its mask [B, T] or None.
        """
        w = self.shape.width
        last = [F.normalize(text[0][..., -w:], dim=2) for text in (a, b)]
        likeness = last[0] @ last[1].transpose(1, 2)
        if a[2] is not None and b[2] is not None:
            likeness = likeness - (1 - a[2][:, :, None] * b[2][:, None].to(likeness.dtype)) * 1e4
        x = [self.dropout(self.enter(text[0])) + self.marks(text[1]) for text in (a, b)]
        y = [
            self.against(x[0], x[1], likeness) + self.which.weight[0],
            self.against(x[1], x[0], likeness.transpose(1, 2)) + self.which.weight[1],
        ]
        split = y[0].shape[1]
        z = self.dropout(self.norm(torch.cat(y, 1)))
        mask = None if a[2] is None or b[2] is None else torch.cat([a[2], b[2]], 1)
        for layer in self.layers:
            z = layer(z, None if mask is None else blind(mask))
        u = self.summary(z[:, :split], a[2])
        v = self.summary(z[:, split:], b[2])
        means = [mean(text[0][..., -w:], text[2]) for text in (a, b)]
        cosine = F.cosine_similarity(means[0], means[1], dim=1)[:, None]
        whole = self.whole(torch.cat([(means[0] - means[1]).abs(), means[0] * means[1] * 10], 1))
        joined = torch.cat([u, v, (u - v).abs(), whole, cosine, self.gap(gap)], 1)
        h = self.head(self.head_dropout(joined))
        return self.label(h), self.entails(h)

    def against(self, x: Tensor, other: Tensor, likeness: Tensor) -> Tensor:
        """Each subword of `x` set against what it is aligned with in `other`."""
        aligned = (likeness * self.sharpness).softmax(2) @ other
        best = likeness.max(2, keepdim=True).values.clamp(min=-1)
        return F.gelu(self.compare(torch.cat([x, aligned, x - aligned, x * aligned, best], 2)))

    def summary(self, z: Tensor, mask: Tensor | None) -> Tensor:
        """Two attention pools of one text: [B, 2 r]."""
        weight = self.pool(z)
        if mask is not None:
            weight = weight - (1 - mask)[..., None] * 1e4
        return (weight.softmax(1).transpose(1, 2) @ z).flatten(1)


class PairNetwork(nn.Module):  # type: ignore[misc]  # as above
    """Both; `encoder` is run once a text, `reader` once a pair."""

    def __init__(self, shape: PairShape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape, dropout)
        self.reader = Reader(shape, dropout)


def blind(mask: Tensor) -> Tensor:
    """What is added to attention scores so that padding is not seen."""
    return (1.0 - mask)[:, None, None] * -1e4


def mean(x: Tensor, mask: Tensor | None) -> Tensor:
    """The mean vector of what is no padding."""
    if mask is None:
        return x.mean(1)
    m = mask[..., None].to(x.dtype)
    return (x * m).sum(1) / m.sum(1)
