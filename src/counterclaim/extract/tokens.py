"""Text to subwords, each with its offsets and four small features.

The encoder is uncased and sees no line breaks, so what it would miss is given beside the
subwords: letter case, where quotation marks open and close, and where sentences and
paragraphs begin. Training and inference share this module; a change here needs a new model.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

Ints = npt.NDArray[np.int64]

CASE_NONE, CASE_LOWER, CASE_TITLE, CASE_UPPER, CASE_MIXED = range(5)
QUOTE_OUT, QUOTE_OPEN, QUOTE_IN, QUOTE_CLOSE, QUOTE_SINGLE = range(5)
BREAK_NONE, BREAK_SENTENCE, BREAK_PARAGRAPH = range(3)
FEATURE_SIZES = {"case": 5, "quote": 5, "break": 3}

# A full stop, question or exclamation mark, with its closing marks, before white space and
# something that can begin a sentence. Initials and the commonest abbreviated titles are not ends.
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[A-Z0-9À-ÞА-Я])|\n\s*")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Maj|Col|Lt|Sgt|Capt|Cmdr|Adm|Sen|Rep|Gov|Rev|St|No|vs|Jr|Sr|Inc|Corp|Co|Ltd"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)|\b[A-Z])\.$"
)
_OPENERS = "“«„"
_CLOSERS = "”»"
_SINGLE_OPEN = re.compile(r"(?:^|(?<=[\s(\[\"“—–-]))[‘'](?=\w)")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…])[’'](?=[\s.,;:!?)\]\"”—–-]|$)")
# A single-quoted stretch longer than this is taken for two apostrophes.
_SINGLE_MAX = 200


@dataclass(frozen=True, slots=True)
class Tokens:
    """One text in subwords: parallel arrays of length T.

    `ids` are vocabulary ids without special tokens, `starts` and `ends` code-point offsets,
    `case`, `quote` and `breaks` the features, `word` the index of the word a subword is of.
    """

    ids: Ints
    starts: Ints
    ends: Ints
    case: Ints
    quote: Ints
    breaks: Ints
    word: Ints

    def __len__(self) -> int:
        return len(self.ids)


def load_tokenizer(path: Path) -> Tokenizer:
    """The subword tokenizer, without truncation, padding or special tokens."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def sentence_starts(text: str) -> list[tuple[int, int]]:
    """Offsets at which sentences begin, each with BREAK_SENTENCE or BREAK_PARAGRAPH."""
    starts = [(0, BREAK_PARAGRAPH)]
    for end in _END.finditer(text):
        newline = "\n" in end.group()
        if not newline and _ABBREVIATION.search(text, max(0, end.start() - 8), end.start() + 1):
            continue
        at = end.end()
        while at < len(text) and text[at].isspace():
            newline = newline or text[at] == "\n"
            at += 1
        if at < len(text) and at > starts[-1][0]:
            starts.append((at, BREAK_PARAGRAPH if newline else BREAK_SENTENCE))
    return starts


def quote_states(text: str) -> npt.NDArray[np.int8]:
    """For each character where it stands to the double quotation marks around it.

    A straight mark opens when nothing or white space or an opening bracket precedes it. A
    quotation left open ends with its paragraph; the next one may reopen it.
    """
    state = np.zeros(len(text), dtype=np.int8)
    start = -1
    for mark in re.finditer(r'["“”«»„]|``|\'\'|\n', text):
        at, char = mark.start(), mark.group()
        if char == "\n":
            if start >= 0:
                state[start:at] = QUOTE_IN
                state[start] = QUOTE_OPEN
            start = -1
        elif start < 0 and (char in _OPENERS or char == "``" or (char == '"' and _may_open(text, at))):
            start = at
        elif start >= 0 and (char in _CLOSERS or char in ('"', "''")):
            state[start:at] = QUOTE_IN
            state[start] = QUOTE_OPEN
            state[at : mark.end()] = QUOTE_CLOSE
            start = -1
    if start >= 0:
        state[start:] = QUOTE_IN
        state[start] = QUOTE_OPEN
    _mark_single(text, state)
    return state


def _may_open(text: str, at: int) -> bool:
    return at == 0 or text[at - 1].isspace() or text[at - 1] in "([{—–-:‘'"


def _mark_single(text: str, state: npt.NDArray[np.int8]) -> None:
    """Mark single-quoted stretches outside double marks (headlines use them)."""
    end = 0
    for opening in _SINGLE_OPEN.finditer(text):
        at = opening.start()
        if at < end or state[at] != QUOTE_OUT:
            continue
        closing = _SINGLE_CLOSE.search(text, at + 1, at + _SINGLE_MAX)
        if closing and "\n" not in text[at : closing.start()]:
            end = closing.end()
            inside = state[at:end]
            inside[inside == QUOTE_OUT] = QUOTE_SINGLE


def _case_of(word: str) -> int:
    if not any(c.isalpha() for c in word):
        return CASE_NONE
    if word.islower():
        return CASE_LOWER
    if word.isupper() and len(word) > 1:
        return CASE_UPPER
    return CASE_TITLE if word[0].isupper() and (len(word) == 1 or word[1:].islower()) else CASE_MIXED


def tokenize(tokenizer: Tokenizer, text: str) -> Tokens:
    """Subwords of `text` with offsets into it and their features."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    offsets = np.asarray(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    ids = np.asarray(encoding.ids, dtype=np.int64)
    keep = offsets[:, 1] > offsets[:, 0]
    word_of = np.asarray([-1 if w is None else w for w in encoding.word_ids], dtype=np.int64)
    offsets, ids, word_of = offsets[keep], ids[keep], word_of[keep]
    starts, ends = offsets[:, 0], offsets[:, 1]
    return Tokens(
        ids=ids,
        starts=starts,
        ends=ends,
        case=_cases(text, starts, ends, word_of),
        quote=_quotes(text, starts),
        breaks=_breaks(text, starts),
        word=word_of,
    )


def _cases(text: str, starts: Ints, ends: Ints, word_of: Ints) -> Ints:
    case = np.zeros(len(starts), dtype=np.int64)
    if not len(starts):
        return case
    first = np.flatnonzero(np.r_[True, word_of[1:] != word_of[:-1]])
    last = np.r_[first[1:], len(starts)]
    for i, j in zip(first.tolist(), last.tolist(), strict=True):
        case[i:j] = _case_of(text[starts[i] : ends[j - 1]])
    return case


def _quotes(text: str, starts: Ints) -> Ints:
    if not len(starts):
        return np.zeros(0, dtype=np.int64)
    return quote_states(text)[starts].astype(np.int64)


def _breaks(text: str, starts: Ints) -> Ints:
    breaks = np.zeros(len(starts), dtype=np.int64)
    for at, kind in sentence_starts(text):
        i = int(np.searchsorted(starts, at))
        if i < len(breaks):
            breaks[i] = max(breaks[i], kind)
    return breaks
