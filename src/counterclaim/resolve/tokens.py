"""Cutting a text into words and marks: the same cut for reports and for the table of bodies."""

from __future__ import annotations

import re

# Initials ("U.S."), words with inner marks ("Nuku'alofa", "H&M", "gazeta.ru") but without a
# possessive 's, the possessive itself, a break between paragraphs, any other single mark.
TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    r"|[^\W_]+(?:(?!['’]s\b)(?:['’&+-](?=[^\W_])|\.(?=[a-z]))[^\W_]+)*\+?"
    r"|['’]s\b"
    r"|\n+"
    r"|[^\w\s]"
)


def split_words(text: str) -> list[str]:
    """The tokens of a text, with one form of apostrophe."""
    return [token.replace("’", "'") for token in TOKEN.findall(text)]


def words(listed: str) -> frozenset[str]:
    """A set of words written with spaces between them."""
    return frozenset(listed.split())
