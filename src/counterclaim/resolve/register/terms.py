"""The words of a name or of a mention, and the table's bodies among them. Each wording is read once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from counterclaim.resolve.bodies import Bodies, Entry, Role
from counterclaim.resolve.lexicon import DETERMINERS, Lexicon, lexicon
from counterclaim.resolve.register.folding import sound
from counterclaim.resolve.register.human import HumanName
from counterclaim.resolve.tokens import split_words

MAX_CACHED = 100_000  # distinct wordings remembered
MAX_TEXT = 300  # characters of one wording that are looked at
COUNTRY_KINDS = frozenset({"country", "bloc", "breakaway"})
_SHORTEST_SHOUT = 4  # an all-capitals word of fewer letters is an acronym, not a headline's spelling


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the table at words [first, last)."""

    first: int
    last: int
    entry: Entry

    @property
    def nation(self) -> str:
        """The country or the like whose name or adjective it is; "" for any other body."""
        body = self.entry.body
        return body.side if body.kind in COUNTRY_KINDS and not body.seat else ""


@dataclass(frozen=True, slots=True)
class Terms:
    """A wording cut into words, with the table's names found in it."""

    words: tuple[str, ...]
    lower: tuple[str, ...]
    hits: tuple[Hit, ...]

    def without_hits(self) -> list[int]:
        """The places of the words that belong to no country's name or adjective."""
        taken = {at for hit in self.hits if hit.nation for at in range(hit.first, hit.last)}
        return [at for at in range(len(self.words)) if at not in taken]

    def nations(self) -> tuple[str, ...]:
        """The countries named, each once, in order."""
        return tuple(dict.fromkeys(hit.nation for hit in self.hits if hit.nation))


class Vocabulary:
    """The package's word lists and one table of bodies, with every wording read once."""

    def __init__(self, bodies: Bodies) -> None:
        self.bodies = bodies
        self.lexicon: Lexicon = lexicon()
        self.terms = lru_cache(MAX_CACHED)(self._terms)
        self.anchor = lru_cache(MAX_CACHED)(self._anchor)
        self.names: dict[str, HumanName | None] = {}
        """The person each wording names, kept by `names.human_name`."""

    def _terms(self, text: str) -> Terms:
        words = tuple(split_words(text[:MAX_TEXT].replace("U.S ", "U.S. ")))
        return Terms(words, tuple(word.lower() for word in words), tuple(self._hits(words)))

    def _hits(self, words: tuple[str, ...]) -> Iterator[Hit]:
        at = 0
        while at < len(words):
            found = self.bodies.match(words, at)
            if found is None:
                at += 1
            else:
                yield Hit(at, at + found[1], found[0])
                at += found[1]

    def _anchor(self, text: str) -> Entry | None:
        """The body of the table that a wording as a whole is a name or seat of, however capitalised."""
        words = [word for word in split_words(text[:MAX_TEXT]) if word != "'s"]
        while words and words[-1] in {",", ".", ";", ":"}:
            words.pop()
        bare = words[1:] if words and words[0].lower() in DETERMINERS else words
        upper = [word[:1].upper() + word[1:] for word in bare]
        for form in (
            words,
            ["The", *bare],
            bare,
            [_calm(word) for word in bare],
            [_plain(word) for word in bare],
            upper,
        ):
            found = self.bodies.match(form, 0) if form else None
            if found and found[1] == len(form) and found[0].role is not Role.ADJECTIVE:
                return found[0]
        return None


def anchor_key(entry: Entry) -> str:
    """What tells one body of the table from another; in a row of places, each place is one."""
    body = entry.body
    name = body.name
    if body.kind == "region":
        name = " ".join(sound(word) for word in split_words(entry.name))
    return f"table:{body.side}/{body.kind}/{name}"


def _plain(word: str) -> str:
    """An acronym without its dots ("U.N.")."""
    return word.replace(".", "") if word.isupper() else word


def _calm(word: str) -> str:
    """A shouted word as it is else written ("MOSCOW" in a dateline)."""
    return word.capitalize() if word.isupper() and len(word) >= _SHORTEST_SHOUT else word
