"""Names made comparable: letters folded to ASCII, transliterations to one sound, given names to one form.

A fold loses differences on purpose. It proposes that two words are the same name; whether two
people are one is decided elsewhere, with more than a word to go by.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

MAX_CACHED = 200_000  # distinct words remembered: more than a year of reports has

# Applied in this order. Each line is one difference between the usual transliterations of one name
# (Zelensky, Zelenskyy, Zelenskiy; Lukashenko, Lukashenka; Medvedev, Medwedew; Yermak, Ermak).
_RULES = (
    (r"shch|sch", "sh"),
    (r"tsch|tch|cz", "ch"),
    (r"dzh", "j"),
    (r"kh", "h"),
    (r"ph", "f"),
    (r"ck|q", "k"),
    (r"x", "ks"),
    (r"w", "v"),
    (r"ou", "u"),
    (r"[yij]e", "e"),
    (r"[yj]", "i"),
    (r"(.)\1+", r"\1"),
    (r"enka$", "enko"),
    (r"iev$", "ev"),
)


@cache
def _lookalikes() -> dict[int, int]:
    """Cyrillic letters that look Latin, for the one that slipped into a word of Latin letters."""
    return str.maketrans("АВЕКМНОРСТХаеорсухі", "ABEKMHOPCTXaeopcyxi")


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), to) for pattern, to in _RULES)


@lru_cache(MAX_CACHED)
def fold(word: str) -> str:
    """A word in lower-case ASCII letters and digits, without marks ("Schönbach" to "schonbach")."""
    if not word.isascii():
        from anyascii import anyascii

        if any(letter.isascii() and letter.isalpha() for letter in word):
            word = word.translate(_lookalikes())
        word = anyascii(word)
    return "".join(letter for letter in word.lower() if letter.isalnum())


@lru_cache(MAX_CACHED)
def sound(word: str) -> str:
    """A word as its transliterations have in common ("Zelenskyy", "Zelenskiy" to "zelenski")."""
    folded = fold(word)
    for pattern, to in _rules():
        folded = pattern.sub(to, folded)
    return folded


@lru_cache(MAX_CACHED)
def given_forms(word: str) -> frozenset[str]:
    """The given names a word may stand for, each by its row's first form; its own sound if none."""
    heard = sound(word)
    return _variants().get(heard) or frozenset({heard})


def same_given(one: str, other: str) -> bool:
    """True when two words may be one given name: by sound, by a row of the table, or by its initial."""
    if given_forms(one) & given_forms(other):
        return True
    first, second = sound(one), sound(other)
    return (len(first) == 1 or len(second) == 1) and first[:1] == second[:1] != ""


@cache
def _variants() -> dict[str, frozenset[str]]:
    text = (resources.files("counterclaim.resolve") / "data" / "name_variants.tsv").read_text("utf-8")
    found: dict[str, set[str]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            forms = line.split("|")
            for form in forms:
                found.setdefault(sound(form), set()).add(sound(forms[0]))
    return {form: frozenset(rows) for form, rows in found.items()}
