"""A person's name as words, and what in it is compared."""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.resolve.register.folding import given_forms, same_given, sound
from counterclaim.resolve.tokens import words

PARTICLES = words("de da del della di du la le van von der den ter bin ibn al el dos das abu")
SUFFIXES = words("jr sr ii iii iv")
ARTICLES = ("al-", "el-", "as-", "ad-", "ar-", "an-", "az-")


@dataclass(frozen=True, slots=True)
class HumanName:
    """The words of a person's name, as written."""

    words: tuple[str, ...]
    suffix: str = ""

    @property
    def full(self) -> bool:
        """True when it holds more than a surname."""
        return len(self.words) > 1 and self.words[0].lower() not in PARTICLES

    @property
    def surname(self) -> str:
        """The sound of the last word, without an Arabic article."""
        return surname_sound(self.words[-1])

    @property
    def given(self) -> str:
        """The one form of the first word; "~" before it when it may stand for several, or is an initial."""
        forms, heard = given_forms(self.words[0]), sound(self.words[0])
        if len(forms) > 1 or len(heard) < 2:
            return "~" + heard
        return next(iter(forms))

    @property
    def middle(self) -> str:
        """The initials between the first and the last word, and a suffix: what tells a son from a father."""
        inner = [word for word in self.words[1:-1] if word.lower() not in PARTICLES]
        return "".join(sound(word)[:1] for word in inner) + (f" {self.suffix}" if self.suffix else "")

    @property
    def shown(self) -> str:
        """The name as it is displayed."""
        return " ".join(self.words) + (f" {self.suffix.capitalize()}" if self.suffix else "")

    def may_be(self, other: HumanName) -> bool:
        """True when nothing in the two full names speaks against one person."""
        return self.surname == other.surname and same_given(self.words[0], other.words[0])


def surname_sound(word: str) -> str:
    """How a surname sounds, without an Arabic article ("al-Assad", "Assad")."""
    lower = word.lower()
    bare = word[3:] if lower.startswith(ARTICLES) and len(word) > 5 else word
    return sound(bare)
