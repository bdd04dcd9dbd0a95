"""Subwords lead back to the text, and their features say what the uncased encoder cannot see."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from counterclaim.extract import tokens as tk
from counterclaim.extract.network import DEFAULT_FOLDER


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    return tk.load_tokenizer(DEFAULT_FOLDER / "tokenizer.json")


@settings(max_examples=80, deadline=None)
@given(text=st.text(max_size=300))
def test_offsets_are_ordered_and_slice_the_text(tokenizer: Tokenizer, text: str) -> None:
    t = tk.tokenize(tokenizer, text)
    assert len(t.ids) == len(t.starts) == len(t.ends) == len(t.case) == len(t.quote) == len(t.breaks)
    assert (t.starts < t.ends).all()
    assert (t.starts[1:] >= t.ends[:-1]).all() or len(set(t.word.tolist())) < len(t)
    assert all(text[s:e] for s, e in zip(t.starts.tolist(), t.ends.tolist(), strict=True))


def test_subwords_of_one_word_share_its_index_and_case(tokenizer: Tokenizer) -> None:
    t = tk.tokenize(tokenizer, "Zaporozhskaya said")
    first = t.word == t.word[0]
    assert first.sum() > 1
    assert set(t.case[first].tolist()) == {tk.CASE_TITLE}


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("said", tk.CASE_LOWER),
        ("NATO", tk.CASE_UPPER),
        ("Mayor", tk.CASE_TITLE),
        ("McNeil", tk.CASE_MIXED),
        ("I", tk.CASE_TITLE),
        ("870", tk.CASE_NONE),
    ],
)
def test_case_is_told_apart(tokenizer: Tokenizer, word: str, case: int) -> None:
    assert tk.tokenize(tokenizer, word).case[0] == case


def starts(text: str) -> list[str]:
    return [text[at : at + 6] for at, _ in tk.sentence_starts(text)]


def test_sentences_begin_after_full_stops_and_line_breaks() -> None:
    assert starts("It fell. They left.\nNobody stayed.") == ["It fel", "They l", "Nobody"]


def test_titles_and_initials_end_no_sentence() -> None:
    assert starts("Maj. Gen. Orlov and Mr. J. Smith met. They spoke.") == ["Maj. G", "They s"]


def test_a_sentence_may_begin_with_a_quotation_mark() -> None:
    assert starts("He left. “We stay,” she said.") == ["He lef", "“We st"]


def states(text: str) -> str:
    """One letter a character: . outside, ( open, i inside, ) close, s single."""
    return "".join(".(i)s"[s] for s in tk.quote_states(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a "b" c', "..(i).."),
        ("a “b” c", "..(i).."),
        ("a «b» c", "..(i).."),
        ("a “b", "..(i"),
        ("a ``b'' c", "..(ii))..".replace("(ii))", "(ii))")),
        ("don't", "....."),
        ("he 'b c' d", "...sssss.."),
    ],
)
def test_quotation_marks_are_followed(text: str, expected: str) -> None:
    assert states(text) == expected


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "“We hold\nThe army left."
    assert states(text).endswith("." * len("\nThe army left."))


def test_a_quotation_over_paragraphs_reopens() -> None:
    text = "“We hold.\n“We stay,” he said."
    state = tk.quote_states(text)
    assert state[text.index("stay")] == tk.QUOTE_IN
    assert state[text.index("he said")] == tk.QUOTE_OUT


def test_empty_text_has_no_subwords(tokenizer: Tokenizer) -> None:
    t = tk.tokenize(tokenizer, "")
    assert len(t) == 0
    assert t.quote.dtype == np.int64
