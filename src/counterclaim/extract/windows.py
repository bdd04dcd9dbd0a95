"""Long texts to overlapping windows the encoder can take.

Each window has a *core*; the cores tile the text, and an attribution belongs to the window
whose core holds its anchor. What lies around the core is context, so that a source or a
content that crosses a core's edge is still seen whole. Edges fall on sentence starts where
there are any.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from counterclaim.extract.tokens import Ints, Tokens


@dataclass(frozen=True, slots=True)
class Window:
    """Subwords `start` to `end` of a text, of which `core_start` to `core_end` are its own."""

    start: int
    end: int
    core_start: int
    core_end: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Sizes:
    """Window length and context on each side, in subwords (chosen on dev, see LOG.md)."""

    size: int = 160
    left: int = 24
    right: int = 32


def windows(tokens: Tokens, sizes: Sizes) -> Iterator[Window]:
    """Windows over `tokens`, in order; their cores tile it without gap or overlap."""
    total = len(tokens)
    edges = np.append(np.flatnonzero(tokens.breaks), total)
    core = 0
    while core < total:
        start = _first_edge(edges, max(0, core - sizes.left), core)
        end = min(total, start + sizes.size)
        if end < total:
            end = _last_edge(edges, core + 1, end)
        stop = end if end == total else _last_edge(edges, core + 1, max(core + 1, end - sizes.right))
        yield Window(start, end, core, stop)
        core = stop


def _first_edge(edges: Ints, low: int, high: int) -> int:
    """The first sentence start in [low, high], else low."""
    i = int(np.searchsorted(edges, low))
    return int(edges[i]) if i < len(edges) and edges[i] <= high else low


def _last_edge(edges: Ints, low: int, high: int) -> int:
    """The last sentence start in [low, high], else high."""
    i = int(np.searchsorted(edges, high, side="right")) - 1
    return int(edges[i]) if i >= 0 and edges[i] >= low else high
