"""A user's words as a full-text query that cannot be malformed."""

from __future__ import annotations

import pytest

from counterclaim.keep.words import MOST_TERMS, full_text_query


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("open bridge", '"open" "bridge"'),
        ('the "open bridge" now', '"the" "open bridge" "now"'),
        ('an unclosed "open bridge', '"an" "unclosed" "open bridge"'),
        ("„open bridge“", '"open bridge"'),
        ("open OR NEAR(bridge) -safe", '"open" "OR" "NEAR(bridge)" "-safe"'),
        ('half"open bridge"', '"half" "open bridge"'),
        ("a\0b", '"a" "b"'),
    ],
)
def test_each_word_and_phrase_is_quoted(typed: str, query: str) -> None:
    assert full_text_query(typed) == query


@pytest.mark.parametrize("typed", ["", "  ", '""', '" "', "?! --", "\0", "\ud800"])
def test_what_holds_no_word_is_no_query(typed: str) -> None:
    assert full_text_query(typed) is None


def test_the_number_of_words_is_bounded() -> None:
    query = full_text_query("word " * 10_000)
    assert query is not None
    assert query.count("word") == MOST_TERMS
