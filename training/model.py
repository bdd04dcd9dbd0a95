"""The network: a small BERT encoder, an anchor tagger, and an anchor-conditioned reader.

One pass over a window of subwords gives each a vector (all-MiniLM-L6-v2's six layers, with
case, quotation, break and scheme features added to the embeddings). A linear layer then says
which subwords are *anchors*: the first of a cue, or the first of a quotation that has no cue.
For each anchor a second, narrow transformer reads the whole window again *as seen from that
anchor* and tags every subword as source, cue, content or none (a linear-chain CRF), and a
pooled vector gives act, certainty, kind, side, and whether the anchor is real. Since every
anchor has its own tags, attributions may nest and overlap.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from counterclaim.extract import labels
from counterclaim.extract.tokens import FEATURE_SIZES


@dataclass(frozen=True)
class Shape:
    """Sizes of the network; the defaults are all-MiniLM-L6-v2 with our reader on top."""

    vocabulary: int = 30522
    positions: int = 512
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    reader_width: int = 128
    reader_layers: int = 2
    reader_heads: int = 4
    sides: int = 2
    role_pools: bool = False
    entities: bool = False

    def as_dict(self) -> dict[str, int]:
        """For the checkpoint."""
        return asdict(self)


class Dropout(nn.Module):
    """Dropout whose mask comes from numpy's byte generator: torch's own takes a quarter of a CPU step."""

    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p
        self.bytes = np.random.Generator(np.random.SFC64(0))

    def forward(self, x: Tensor) -> Tensor:
        """`x` with a share `p` of its elements zeroed and the rest scaled up, in training only."""
        if not self.training or not self.p:
            return x
        if x.device.type != "cpu":
            return F.dropout(x, self.p)
        limit = round(self.p * 256)
        keep = np.frombuffer(self.bytes.bytes(x.numel()), dtype=np.uint8) >= limit
        return x * torch.from_numpy(keep).view(x.shape) * (256 / (256 - limit))


class FusedAttention(torch.autograd.Function):
    """Attention as ONNX Runtime's one fused operator; only ever used while exporting.

    Its CPU kernel (flash attention) needs no padding mask, transposes or score matrices in
    memory: three times faster at our sizes than the plain operators.
    """

    @staticmethod
    def forward(_: Any, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
        """The same in torch: [B, T, width] each."""

        def split(y: Tensor) -> Tensor:
            return y.view(*y.shape[:2], heads, -1).transpose(1, 2)

        return F.scaled_dot_product_attention(split(q), split(k), split(v)).transpose(1, 2).reshape(q.shape)

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any, heads: int) -> Any:
        """The operator in the exported graph."""
        return g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=heads).setType(q.type())


class Attention(nn.Module):
    """Multi-head self-attention."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads, self.size = heads, width // heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """`x` is [B, T, width]; `bias` [B, 1, 1, T] is added to the scores (0 or very low)."""
        b, t, w = x.shape
        if torch.onnx.is_in_onnx_export():
            parts = (self.query, self.key, self.value)
            weight, offset = torch.cat([p.weight for p in parts]), torch.cat([p.bias for p in parts])
            q, k, v = F.linear(x, weight, offset).split(w, dim=2)
            return self.out(FusedAttention.apply(q, k, v, self.heads))

        def split(y: Tensor) -> Tensor:
            return y.view(b, t, self.heads, self.size).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        # Plain products: torch's fused kernel has a backward pass three times slower on the CPU.
        scores = q @ k.transpose(-1, -2) * self.size**-0.5
        if bias is not None:
            scores = scores + bias
        y = scores.softmax(-1).to(v.dtype) @ v
        return self.out(y.transpose(1, 2).reshape(b, t, w))


class Layer(nn.Module):
    """One post-norm transformer layer, as in BERT (Devlin et al. 2019)."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.attention = Attention(width, heads)
        self.norm1, self.norm2 = nn.LayerNorm(width, 1e-12), nn.LayerNorm(width, 1e-12)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """[B, T, width] to the same."""
        x = self.norm1(x + self.dropout(self.attention(x, bias)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Crf(nn.Module):
    """A linear-chain conditional random field over the tags (Lafferty et al. 2001)."""

    def __init__(self, tags: int) -> None:
        super().__init__()
        self.transition = nn.Parameter(torch.zeros(tags, tags))
        self.start = nn.Parameter(torch.zeros(tags))
        no = [[0.0 if labels.allowed(i, j) else -1e4 for j in range(tags)] for i in range(tags)]
        self.register_buffer("forbidden", torch.tensor(no))
        self.register_buffer(
            "forbidden_start", torch.tensor([0.0 if labels.allowed(-1, j) else -1e4 for j in range(tags)])
        )

    def forward(self, emission: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Negative log-likelihood [N] of `tags` [N, T] under `emission` [N, T, K]."""
        transition = self.transition + self.forbidden
        start = self.start + self.forbidden_start
        m = mask.to(emission.dtype)
        gold = emission.gather(2, tags[..., None]).squeeze(2)
        score = (gold * m).sum(1) + start[tags[:, 0]]
        score = score + (transition[tags[:, :-1], tags[:, 1:]] * m[:, 1:]).sum(1)
        alpha = start + emission[:, 0]
        for t in range(1, emission.shape[1]):
            step = torch.logsumexp(alpha[:, :, None] + transition[None], 1) + emission[:, t]
            alpha = torch.where(mask[:, t, None], step, alpha)
        return torch.logsumexp(alpha, 1) - score


class Network(nn.Module):
    """See the module's text. `encode`, `anchor_logits` and `read` are its three steps."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        w, r = shape.width, shape.reader_width
        self.words = nn.Embedding(shape.vocabulary, w)
        self.positions = nn.Embedding(shape.positions, w)
        self.types = nn.Parameter(torch.zeros(w))
        self.features = nn.ModuleDict({k: nn.Embedding(n, w) for k, n in FEATURE_SIZES.items()})
        self.scheme = nn.Embedding(len(labels.SCHEMES), w)
        self.norm = nn.LayerNorm(w, 1e-12)
        self.layers = nn.ModuleList(Layer(w, shape.heads, shape.inner, dropout) for _ in range(shape.layers))
        self.dropout = Dropout(dropout)
        self.anchor = nn.Sequential(nn.Linear(w, r), nn.GELU(), nn.Linear(r, len(labels.ANCHORS)))
        if shape.entities:
            self.entity = nn.Sequential(nn.Linear(w, r), nn.GELU(), nn.Linear(r, len(labels.ENTITY_TAGS)))
        self.token_in, self.anchor_in = nn.Linear(w, r), nn.Linear(w, r)
        self.distance = nn.Embedding(2 * DISTANCES + 1, r)
        self.reader_norm = nn.LayerNorm(r)
        self.reader = nn.ModuleList(
            Layer(r, shape.reader_heads, 4 * r, dropout) for _ in range(shape.reader_layers)
        )
        self.tags = nn.Linear(r, len(labels.TAGS))
        self.crf = Crf(len(labels.TAGS))
        pooled = 3 * r + w + (len(labels.ROLES) * r if shape.role_pools else 0)
        sizes = {
            "valid": 1,
            "act": len(labels.ACTS),
            "certainty": len(labels.CERTAINTIES),
            "kind": len(labels.KINDS),
            "side": shape.sides,
        }
        self.pool = nn.Linear(r, 2)
        self.head_dropout = Dropout(2 * dropout)
        self.heads = nn.ModuleDict(
            {k: nn.Sequential(nn.Linear(pooled, r), nn.GELU(), nn.Linear(r, n)) for k, n in sizes.items()}
        )
        for e in (*self.features.values(), self.scheme, self.distance):
            nn.init.normal_(e.weight, std=0.02)

    def encode(self, ids: Tensor, features: Tensor, scheme: Tensor, mask: Tensor | None) -> Tensor:
        """Vectors [B, T, width] of `ids` [B, T] with `features` [B, T, 3], `scheme` [B], `mask` [B, T].

        Without a mask there is no padding.
        """
        x = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.types
        for i, name in enumerate(FEATURE_SIZES):
            x = x + self.features[name](features[..., i])
        x = self.dropout(self.norm(x + self.scheme(scheme)[:, None]))
        bias = None if mask is None else (1.0 - mask.to(x.dtype))[:, None, None] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def anchor_logits(self, x: Tensor) -> Tensor:
        """[B, T, 3] over labels.ANCHORS."""
        return self.anchor(x)

    def entity_logits(self, x: Tensor) -> Tensor:
        """[B, T, 11] over labels.ENTITY_TAGS."""
        return self.entity(x)

    def read(self, x: Tensor, mask: Tensor, row: Tensor, at: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        """Tags [N, T, 7] and classes of the N anchors at token `at` [N] of window `row` [N]."""
        far = torch.arange(x.shape[1], device=x.device)[None] - at[:, None]
        bias = (1.0 - mask[row].to(x.dtype))[:, None, None] * -1e4
        return self._read(self.token_in(x)[row], x[row, at], far, bias)

    def read_near(self, x: Tensor, at: Tensor) -> tuple[Tensor, Tensor, dict[str, Tensor]]:
        """As `read`, of one unpadded window, each anchor seeing only the REACH around it.

        Returns the first token [N] that each anchor saw, then what `read` returns.
        """
        total = torch.full_like(at, x.shape[1])
        seen = torch.arange(BEFORE + AFTER, device=x.device)[: x.shape[1]]
        start = torch.minimum(at - BEFORE, total - seen.shape[0]).clamp(min=0)
        place = start[:, None] + seen[None]
        tags, heads = self._read(self.token_in(x)[0][place], x[0][at], place - at[:, None], None)
        return start, tags, heads

    def _read(
        self, tokens: Tensor, anchor: Tensor, far: Tensor, bias: Tensor | None
    ) -> tuple[Tensor, dict[str, Tensor]]:
        z = tokens + self.anchor_in(anchor)[:, None] + self.distance(bucket(far))
        z = self.dropout(self.reader_norm(z))
        for layer in self.reader:
            z = layer(z, bias)
        weight = self.pool(z)
        if bias is not None:
            weight = weight + bias[:, 0, 0, :, None]
        summary = (weight.softmax(1).transpose(1, 2) @ z).flatten(1)
        here = (z * (far == 0)[..., None].to(z.dtype)).sum(1)
        tags = self.tags(z)
        parts = [summary, here, anchor]
        if self.shape.role_pools:
            parts.append(self._by_role(z, tags, bias))
        pooled = self.head_dropout(torch.cat(parts, 1))
        return tags, {k: head(pooled) for k, head in self.heads.items()}

    @staticmethod
    def _by_role(z: Tensor, tags: Tensor, bias: Tensor | None) -> Tensor:
        """The mean vector of what is tagged source, of the cue, and of the content: [N, 3 r]."""
        p = tags.detach().softmax(-1)
        if bias is not None:  # padding weighs nothing
            p = p * (bias[:, 0, 0, :, None] == 0).to(p.dtype)
        share = torch.stack([p[..., 2 * i + 1] + p[..., 2 * i + 2] for i in range(len(labels.ROLES))], 1)
        share = share / (share.sum(2, keepdim=True) + 0.1)
        return (share.to(z.dtype) @ z).flatten(1)


BEFORE, AFTER = 64, 112
"""How many tokens before and after its anchor are read at inference (see LOG.md)."""

DISTANCES = 16


def bucket(far: Tensor) -> Tensor:
    """Signed distance in tokens to one of 33 buckets: exact to 6, then logarithmic."""
    size = far.abs()
    log = 6 + torch.log(size.clamp(min=6).float() / 6) / math.log(256 / 6) * (DISTANCES - 6)
    b = torch.where(size < 6, size, log.long().clamp(max=DISTANCES))
    return DISTANCES + torch.sign(far) * b


def load_earlier(network: Network, path: Path) -> None:
    """Fill a network with an earlier checkpoint's averaged weights.

    A layer that has grown since (heads that now see the role pools, more side labels) keeps what it
    had; the rest begins at zero, so that the network computes what it did. Layers that are new keep
    their random values.
    """
    state = network.state_dict()
    for name, value in torch.load(path, weights_only=True)["ema"].items():
        if state[name].shape != value.shape:
            state[name].zero_()
        state[name][tuple(slice(n) for n in value.shape)].copy_(value)


def load_base(network: Network, path: Path) -> None:
    """Fill the encoder with all-MiniLM-L6-v2's weights (`path` is its model.safetensors)."""
    from safetensors.torch import load_file

    base = load_file(str(path))
    e = "embeddings."
    names = {
        "words.weight": e + "word_embeddings.weight",
        "positions.weight": e + "position_embeddings.weight",
        "norm.weight": e + "LayerNorm.weight",
        "norm.bias": e + "LayerNorm.bias",
    }
    parts = {
        "attention.query": "attention.self.query",
        "attention.key": "attention.self.key",
        "attention.value": "attention.self.value",
        "attention.out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for i in range(network.shape.layers):
        for ours, theirs in parts.items():
            for kind in ("weight", "bias"):
                names[f"layers.{i}.{ours}.{kind}"] = f"encoder.layer.{i}.{theirs}.{kind}"
    state = network.state_dict()
    for ours, theirs in names.items():
        state[ours].copy_(base[theirs])
    network.types.data.copy_(base[e + "token_type_embeddings.weight"][0])
