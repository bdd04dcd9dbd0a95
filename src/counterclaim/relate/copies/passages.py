"""Which passages two texts share, exactly: runs of shared shingles with little between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterclaim.relate.copies.shingles import SHINGLE, Hashes, Numbers, Shingled, is_sampled
from counterclaim.types import SharedPassage

MIN_WORDS = 20
"""Shorter than this, the same words are as likely a name, a title or one quoted sentence."""

REACH = 16  # from one shared shingle to the next of a passage, in words: a few may be changed between
DRIFT = 4  # by how many words the two sides may differ in that
SHARED = 0.5  # of the words of a passage that stand in a shared shingle, at least


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts share: passages in the order of the second, and the shares of either."""

    passages: tuple[SharedPassage, ...]
    share_first: float
    share_second: float


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A passage in words: [first, first_end) of the one text is [second, second_end) of the other."""

    first: int
    first_end: int
    second: int
    second_end: int
    stock: bool


def overlap(first: Shingled, second: Shingled, stock: Hashes) -> Overlap:
    """What two texts share. `stock` are sampled shingles, ascending, that many reports have.

    A passage most of whose sampled shingles are stock is none, and its words count for neither text.
    """
    stretches = _stretches(first, second, stock)
    passages = tuple(
        SharedPassage(
            first=first.span(one.first, one.first_end),
            second=second.span(one.second, one.second_end),
            words=one.second_end - one.second,
        )
        for one in stretches
        if not one.stock
    )
    in_first = [(one.first, one.first_end, one.stock) for one in stretches]
    in_second = [(one.second, one.second_end, one.stock) for one in stretches]
    return Overlap(passages, _share(first.words, in_first), _share(second.words, in_second))


def _share(words: int, stretches: list[tuple[int, int, bool]]) -> float:
    """The share of a text's words that stand in its passages, stock text aside.

    Of a text that is mostly stock, half counts as its own: a sentence between notices is no copy.
    """
    shared = np.zeros(words, bool)
    stock = np.zeros(words, bool)
    for start, end, is_stock in stretches:
        (stock if is_stock else shared)[start:end] = True
    own = max(words - int((stock & ~shared).sum()), words / 2)
    return int(shared.sum()) / own if own else 0.0


def _stretches(first: Shingled, second: Shingled, stock: Hashes) -> list[_Stretch]:
    keys, left, right = _common(first, second)
    if not len(keys):
        return []
    order = np.argsort(right, kind="stable")
    keys, left, right = keys[order], left[order], right[order]
    step, other = np.diff(left), np.diff(right)
    together = (step > 0) & (step <= REACH) & (other <= REACH) & (abs(step - other) <= DRIFT)
    breaks = np.flatnonzero(~together) + 1
    begins, ends = np.append(0, breaks), np.append(breaks, len(keys))
    sampled = is_sampled(keys)
    is_stock = np.zeros(len(keys), bool)
    is_stock[sampled] = _among(keys[sampled], stock)
    found = []
    for begin, end in zip(begins.tolist(), ends.tolist(), strict=True):
        stretch = _Stretch(
            first=int(left[begin]),
            first_end=int(left[end - 1]) + SHINGLE,
            second=int(right[begin]),
            second_end=int(right[end - 1]) + SHINGLE,
            stock=bool(is_stock[begin:end].sum() * 2 > sampled[begin:end].sum()),
        )
        if _counts(stretch, right[begin:end]):
            found.append(stretch)
    return found


def _counts(stretch: _Stretch, at: Numbers) -> bool:
    """True for a passage that is long enough, with enough of it word for word."""
    words = stretch.second_end - stretch.second
    if min(words, stretch.first_end - stretch.first) < MIN_WORDS:
        return False
    return int(np.minimum(np.diff(at), SHINGLE).sum()) + SHINGLE >= SHARED * words


def _common(first: Shingled, second: Shingled) -> tuple[Hashes, Numbers, Numbers]:
    """The shingles of both, with the word at which each begins in either."""
    if len(first.keys) > len(second.keys):
        keys, right, left = _common(second, first)
        return keys, left, right
    place = np.searchsorted(second.keys, first.keys)
    place[place == len(second.keys)] = 0
    both = second.keys[place] == first.keys if len(second.keys) else np.zeros(len(place), bool)
    return first.keys[both], first.at[both], second.at[place[both]]


def _among(keys: Hashes, known: Hashes) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = np.isin(keys, known, assume_unique=True)
    return found
