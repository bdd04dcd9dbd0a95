"""A wording to subwords, and a pair of them to what one is to the other."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from counterclaim.relate.agreement.labels import (
    GAPS,
    MATCH_NONE,
    MATCH_NUMBER,
    MATCH_SHARED,
    MATCH_SHARED_NUMBER,
    MATCH_SPECIAL,
    UNKNOWN_GAP,
)

Ints = npt.NDArray[np.int64]

CLS, SEP = 101, 102
LONGEST = 96
"""Subwords read of one text; 99 % of sentences in news are shorter."""


@dataclass(frozen=True, slots=True)
class Subwords:
    """One text: vocabulary ids, special ones at both ends, and which of them are figures."""

    ids: Ints
    figures: npt.NDArray[np.bool_]


def subwords(tokenizer: Tokenizer, text: str) -> Subwords:
    """A text in subwords, at most LONGEST of them."""
    found = tokenizer.encode(text, add_special_tokens=False)
    ids = np.asarray([CLS, *found.ids[:LONGEST], SEP], dtype=np.int64)
    figures = [False, *(is_figure(token) for token in found.tokens[:LONGEST]), False]
    return Subwords(ids, np.asarray(figures))


def marks(text: Subwords, other: Subwords) -> Ints:
    """For each subword of `text` what it is to the other: found there or not, and whether a figure."""
    shared = np.isin(text.ids, other.ids)
    plain = np.where(shared, MATCH_SHARED, MATCH_NONE)
    row = np.where(text.figures, np.where(shared, MATCH_SHARED_NUMBER, MATCH_NUMBER), plain)
    row[[0, -1]] = MATCH_SPECIAL
    return row.astype(np.int64)


@cache
def _numerals() -> frozenset[str]:
    small = "one two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds"
    return frozenset(
        [*small.split(), "twenty", "thirty", "forty", "fifty", "thousand", "thousands", "million"]
    )


def is_figure(token: str) -> bool:
    """Whether a subword is a figure, in digits or as a word."""
    return token.removeprefix("##").isdigit() or token in _numerals()


def gap_class(a: dt.date | None, b: dt.date | None) -> int:
    """The class of the days between two reports."""
    if a is None or b is None:
        return UNKNOWN_GAP
    return bisect_left(GAPS, abs((a - b).days))
