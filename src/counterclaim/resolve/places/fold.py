"""One form for the spellings of a name: the gazetteer is built with it and looked up by it."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans(
    {
        "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ı": "i", "ß": "ss",
        "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "ə": "a", "Ə": "A", "ħ": "h",
        "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ŋ": "n", "Ŋ": "N",
    }
)  # fmt: skip
# Soft signs, glottal stops and apostrophes, which transliterations set or leave out at will.
_MARKS = re.compile("['’‘ʼʻʾʿ`´′ʹ]")
_INITIALS = re.compile(r"\b([^\W\d_])\.(?=[^\W\d_]\b|\s|$|,)")  # "U.S.", "D.C."
_WORD = re.compile(r"[^\W_]+|&")
_SAINTS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount", "&": "and"}
_LAST = {"twp": "township", "co": "county", "cnty": "county"}
MAX_NAME = 100
"""Characters of a name that are looked at; no place has a longer one."""


def fold(name: str) -> str:
    """A name without case, diacritics, apostrophes and marks, its "St." spelt out.

    >>> fold("St. Petersburg"), fold("Żółkiew"), fold("Al-Ḩasakah"), fold("U.S.")
    ('saint petersburg', 'zolkiew', 'al hasakah', 'us')
    """
    name = name[:MAX_NAME]
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name.translate(_LETTERS))
        name = "".join(letter for letter in name if not unicodedata.combining(letter))
    name = _MARKS.sub("", _INITIALS.sub(r"\1", name)).casefold()
    words = _WORD.findall(name)
    if len(words) > 1:
        words = [_SAINTS.get(word, word) for word in words[:-1]] + [_LAST.get(words[-1], words[-1])]
        if words[0] == "the":
            del words[0]
    return " ".join(words)
