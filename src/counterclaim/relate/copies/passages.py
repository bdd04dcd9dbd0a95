"""Which passages two texts share, exactly: runs of shared shingles with little between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterclaim.relate.copies.shingles import SHINGLE, Hashes, Numbers, Shingled, is_sampled
from counterclaim.types import SharedPassage

MIN_WORDS = 20
"""Shorter than this, the same words are as likely a name, a title or one quoted sentence."""

MIN_PIECE = 8  # words of a passage from which inner sentences are cut: each piece has that many
REACH = 16  # from one shared shingle to the next of a piece, in words: a few may be changed between
DRIFT = 4  # by how many words the two sides may differ in that
SHARED = 0.5  # of the words of a piece that stand in a shared shingle, at least
WHOLE = 0.85  # from this share on a text stands in the other whole, and its stock text is shared too
WINDOW = 9  # sampled shingles that decide whether their surroundings (about 36 words) are stock


_Parts = Sequence[tuple[int, int, bool]]  # words [start, end) of a text, and whether they are stock


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts share: passages in the order of the second, and the shares of either."""

    passages: tuple[SharedPassage, ...]
    share_first: float
    share_second: float


@dataclass(frozen=True, slots=True)
class _Piece:
    """In words: [first, first_end) of the one text is [second, second_end) of the other."""

    first: int
    first_end: int
    second: int
    second_end: int
    stock: bool

    @property
    def words(self) -> int:
        """Its length in the text where it is shorter."""
        return min(self.first_end - self.first, self.second_end - self.second)


def overlap(first: Shingled, second: Shingled, stock: Hashes) -> Overlap:
    """What two texts share. `stock` are sampled shingles, ascending, that many reports have.

    Stock text is no passage, and its words count for neither text, unless one of them stands in the
    other whole.
    """
    pieces = _long_enough(_pieces(first, second, stock))
    in_first = [(one.first, one.first_end, one.stock) for one in pieces]
    in_second = [(one.second, one.second_end, one.stock) for one in pieces]
    whole = max(_covered(first.words, in_first), _covered(second.words, in_second)) >= WHOLE
    passages = tuple(
        SharedPassage(
            first=first.span(one.first, one.first_end),
            second=second.span(one.second, one.second_end),
            words=one.second_end - one.second,
        )
        for one in pieces
        if whole or not one.stock
    )
    share = _covered if whole else _share
    return Overlap(passages, share(first.words, in_first), share(second.words, in_second))


def _covered(words: int, pieces: _Parts) -> float:
    """The share of a text's words that stand in its passages, stock or not."""
    covered = np.zeros(words, bool)
    for start, end, _ in pieces:
        covered[start:end] = True
    return int(covered.sum()) / words if words else 0.0


def _share(words: int, pieces: _Parts) -> float:
    """The share of a text's words that stand in its passages, stock text aside.

    Of a text that is mostly stock, half counts as its own: a sentence between notices is no copy.
    """
    stock = _covered(words, [piece for piece in pieces if piece[2]])
    shared = _covered(words, [piece for piece in pieces if not piece[2]])
    return min(1.0, shared / max(1 - stock, 0.5))


def _long_enough(pieces: Iterable[_Piece]) -> list[_Piece]:
    """Those of passages with enough words: a passage is pieces that follow each other in one text.

    What stands between them in the other was cut, or put in.
    """
    kept: list[_Piece] = []
    passage: list[_Piece] = []
    for piece in pieces:
        if passage and not _continues(passage[-1], piece):
            kept += _if_long(passage)
            passage = []
        passage.append(piece)
    return kept + _if_long(passage)


def _continues(before: _Piece, piece: _Piece) -> bool:
    if piece.stock is not before.stock or piece.first < before.first_end - SHINGLE:
        return False
    return min(piece.first - before.first_end, piece.second - before.second_end) <= REACH


def _if_long(passage: list[_Piece]) -> list[_Piece]:
    return passage if sum(piece.words for piece in passage) >= MIN_WORDS else []


def _pieces(first: Shingled, second: Shingled, stock: Hashes) -> Iterator[_Piece]:
    """Runs of shared shingles, in the order of the second text."""
    keys, left, right = _common(first, second)
    if not len(keys):
        return
    order = np.argsort(right, kind="stable")
    keys, left, right = keys[order], left[order], right[order]
    is_stock = _stock(keys, stock)
    step, other = np.diff(left), np.diff(right)
    together = (step > 0) & (step <= REACH) & (other <= REACH) & (abs(step - other) <= DRIFT)
    together &= is_stock[1:] == is_stock[:-1]
    breaks = np.flatnonzero(~together) + 1
    covered = np.append(0, np.cumsum(np.minimum(other, SHINGLE)))
    for begin, end in zip([0, *breaks.tolist()], [*breaks.tolist(), len(keys)], strict=True):
        piece = _Piece(
            first=int(left[begin]),
            first_end=int(left[end - 1]) + SHINGLE,
            second=int(right[begin]),
            second_end=int(right[end - 1]) + SHINGLE,
            stock=bool(is_stock[begin]),
        )
        word_for_word = int(covered[end - 1] - covered[begin]) + SHINGLE
        if piece.words >= MIN_PIECE and word_for_word >= SHARED * (piece.second_end - piece.second):
            yield piece


def _stock(keys: Hashes, known: Hashes) -> NDArray[np.bool_]:
    """For shingles in the order of a text: whether most sampled ones around each are stock.

    One by itself says little: "the foreign minister said on" stands in reports of every day.
    """
    at = np.flatnonzero(is_sampled(keys))
    if not len(at) or not len(known):
        return np.zeros(len(keys), bool)
    single = np.isin(keys[at], known, assume_unique=True).astype(np.int64)
    summed = np.append(0, np.cumsum(single))
    low = np.maximum(np.arange(len(at)) - WINDOW // 2, 0)
    high = np.minimum(np.arange(len(at)) + WINDOW // 2 + 1, len(at))
    most = (summed[high] - summed[low]) * 2 > high - low
    around: NDArray[np.bool_] = most[np.clip(np.searchsorted(at, np.arange(len(keys))), 0, len(at) - 1)]
    return around


def _common(first: Shingled, second: Shingled) -> tuple[Hashes, Numbers, Numbers]:
    """The shingles of both, with the word at which each begins in either."""
    if len(first.keys) > len(second.keys):
        keys, right, left = _common(second, first)
        return keys, left, right
    place = np.searchsorted(second.keys, first.keys)
    place[place == len(second.keys)] = 0
    both = second.keys[place] == first.keys if len(second.keys) else np.zeros(len(place), bool)
    return first.keys[both], first.at[both], second.at[place[both]]
