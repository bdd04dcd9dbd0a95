"""A text as overlapping runs of words, hashed: what two reports are compared by.

Case, accents, punctuation, spaces and the kind of quotation mark do not count. All hashes are our
own arithmetic, so that they are the same in every process.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from counterclaim.types import Document, Span

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]

SHINGLE = 4
"""Words in a shingle. With one word of seven changed, 54 % of shingles of four words stay whole and
46 % of five; shingles of three are shared by reports on one subject that are no copies."""

SAMPLED = 4
"""One shingle of this many stands for its text in the index, chosen by its hash alone, so that
the same words are chosen in every report (FracMinHash, Hera et al. 2023)."""

MAX_WORDS = 50_000  # of one document: the rest of a longer one is not compared
_TABLE = 0x10000  # characters beyond the basic plane separate words
_FOLDED_BELOW = 0x2000  # the scripts with upper case and accents
_SOLO = ((0x0E00, 0x0E7F), (0x3040, 0x30FF), (0x3400, 0x9FFF))  # written without spaces: each its own word
_LONGEST = 64  # letters of a word that tell it from others
_MIX = tuple(np.uint64(number) for number in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))
_SHIFTS = (np.uint64(30), np.uint64(27), np.uint64(31))


@dataclass(frozen=True, slots=True)
class Shingled:
    """A document's words and shingles.

    `starts` and `ends` are the offsets of each word; `keys` the distinct shingles in ascending
    order, and `at` the word with which each begins where it stands first.
    """

    starts: Numbers
    ends: Numbers
    keys: Hashes
    at: Numbers

    @property
    def words(self) -> int:
        """How many words there are."""
        return len(self.starts)

    def sample(self) -> Hashes:
        """The shingles that stand for this document in an index, ascending."""
        sampled: Hashes = self.keys[is_sampled(self.keys)]
        return sampled

    def span(self, first: int, end: int) -> Span:
        """From the start of word `first` to the end of the word before `end`."""
        return Span(int(self.starts[first]), int(self.ends[end - 1]))


def shingle(document: Document) -> Shingled:
    """A document's words and shingles, without those of its boilerplate."""
    return shingle_text(document.text, document.boilerplate)


def shingle_text(text: str, without: Iterable[Span] = ()) -> Shingled:
    """A text's words and shingles, passing over the spans `without`."""
    starts, ends, hashes = _words(text, without)
    keys, at = np.unique(_rolled(hashes), return_index=True)
    return Shingled(starts, ends, keys, at.astype(np.int64))


def is_sampled(keys: Hashes) -> NDArray[np.bool_]:
    """Which shingles stand for their text in an index."""
    chosen: NDArray[np.bool_] = keys % np.uint64(SAMPLED) == 0
    return chosen


def word_hashes(text: str) -> Hashes:
    """The hash of each word in the order of the text."""
    return _words(text, ())[2]


def _words(text: str, without: Iterable[Span]) -> tuple[Numbers, Numbers, Hashes]:
    folded_as, solo = _tables()
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    codes = np.where(codes < _TABLE, codes, 0)
    letters = folded_as[codes]
    for span in without:
        letters[span.start : span.end] = 0
    # A word begins at a letter after none, and at (and after) every sign that is a word by itself.
    inside = letters != 0
    alone = solo[codes]
    follows = np.zeros(len(letters), bool)
    follows[1:] = inside[:-1] & ~alone[1:] & ~alone[:-1]
    starts = np.flatnonzero(inside & ~follows)[:MAX_WORDS]
    if not len(starts):
        return starts, starts, np.empty(0, np.uint64)
    limits = np.append(starts[1:], len(letters))
    begins = np.repeat(starts, limits - starts)
    place = np.minimum(np.arange(starts[0], len(letters)) - begins, _LONGEST - 1)
    values = letters[starts[0] :] * _powers()[place]
    lengths = np.add.reduceat(inside[starts[0] :].astype(np.int64), starts - starts[0])
    return starts, starts + lengths, _mixed(np.add.reduceat(values, starts - starts[0]))


def _rolled(hashes: Hashes) -> Hashes:
    """The hash of every run of `SHINGLE` words."""
    count = len(hashes) - SHINGLE + 1
    if count <= 0:
        return np.empty(0, np.uint64)
    rolled = np.zeros(count, np.uint64)
    for word in range(SHINGLE):
        rolled = rolled * _MIX[0] + hashes[word : count + word]
    return _mixed(rolled)


def _mixed(values: Hashes) -> Hashes:
    """The finisher of SplitMix64: every bit of the result depends on every bit of the value."""
    values = (values ^ (values >> _SHIFTS[0])) * _MIX[1]
    values = (values ^ (values >> _SHIFTS[1])) * _MIX[2]
    return values ^ (values >> _SHIFTS[2])


@cache
def _powers() -> Hashes:
    powers = np.full(_LONGEST, _MIX[0])
    powers[0] = 1
    return np.multiply.accumulate(powers)


@cache
def _tables() -> tuple[Hashes, NDArray[np.bool_]]:
    """For each character the letter it counts as (0 for none), and whether it is a word by itself."""
    folded = np.array([code if chr(code).isalnum() else 0 for code in range(_TABLE)], np.uint64)
    for code in range(_FOLDED_BELOW):
        if folded[code]:
            folded[code] = ord(unicodedata.normalize("NFKD", chr(code))[0].casefold()[0])
    solo = np.zeros(_TABLE, bool)
    for first, last in _SOLO:
        solo[first : last + 1] = True
    return folded, solo
