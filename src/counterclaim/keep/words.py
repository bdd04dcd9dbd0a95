"""A user's search words as an FTS5 query that cannot be malformed."""

from __future__ import annotations

import re
import unicodedata

MOST_TERMS = 64
"""More words than anyone types; bounds the work a hostile query can cause."""

MOST_CHARACTERS = 4096

_CURLY = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\0": " "})
_TERMS = re.compile(r'"([^"]*)"?|([^\s"]+)')


def bindable(text: str) -> str:
    """`text` without lone surrogates (bytes of a command line that are no UTF-8), as "?"."""
    return text.encode("utf-8", "replace").decode("utf-8")


def full_text_query(text: str) -> str | None:
    """The FTS5 query in which every word, and every "quoted phrase", of `text` must occur.

    Each term is passed on as an FTS5 string, so operators, columns and wild cards in it are
    plain characters. None when `text` holds nothing that is indexed: it can match nothing.
    """
    cleaned = bindable(text[:MOST_CHARACTERS]).translate(_CURLY)
    terms = [phrase or word for phrase, word in _TERMS.findall(cleaned)]
    indexed = [term for term in terms if any(map(_is_indexed, term))]
    return " ".join(f'"{term}"' for term in indexed[:MOST_TERMS]) or None


def _is_indexed(character: str) -> bool:
    """Letters, numbers and private characters: what the unicode61 tokenizer makes tokens of."""
    category = unicodedata.category(character)
    return category[0] in "LN" or category == "Co"
