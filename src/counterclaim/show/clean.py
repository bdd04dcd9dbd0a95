"""Make hostile text safe to look at, in a terminal and on a page.

A report may hold escape sequences that would repaint the terminal, or bidirectional
overrides that would make a line read otherwise than it is stored. They are replaced, one
character for one character, so that every offset stays right.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_UNSAFE: Final = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 and C1 controls but for tab and newline
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional marks, embeddings, isolates
    "\u200b\u2028\u2029\u2060-\u2065\u206a-\u206f\ufeff"  # invisible, or a line break in disguise
    "\ufff9-\ufffb\ud800-\udfff"  # interlinear annotation, lone surrogates
    "\U000e0000-\U000e007f"  # tag characters
    "]"
)
_WHITE: Final = re.compile(r"\s+")


def _stand_in(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def safe(text: str) -> str:
    """The text with every unsafe character replaced by a visible one; of the same length."""
    return _UNSAFE.sub(_stand_in, text)


def line(text: str, limit: int = 0) -> str:
    """The text, safe and on one line, at most `limit` characters long (0: no limit)."""
    flat = safe(_WHITE.sub(" ", text)).strip()
    return flat if not limit or len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


def complaint(message: str) -> str:
    """A message as one plain line that says whose it is."""
    return f"counterclaim: {line(message, 1000)}"


def json_safe(encoded: str) -> str:
    r"""JSON with every unsafe character as its \uXXXX escape: safe to look at, same value."""
    return _UNSAFE.sub(_escape, encoded)


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def csv_safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    A cell that begins with one of = + - @ (after blanks, or as their full-width forms) gets
    an apostrophe in front, which spreadsheets read as "this is text".
    """
    text = safe(cell)
    first = unicodedata.normalize("NFKC", text.lstrip()[:1])
    return f"'{text}" if first in tuple("=+-@") else text
