"""The name of a person out of what a report calls one: "Foreign Minister Ada Quill of Rill" is Ada Quill."""

from __future__ import annotations

from counterclaim.resolve.bodies import Role
from counterclaim.resolve.lexicon import DETERMINERS, FUNCTION, Lexicon
from counterclaim.resolve.register.folding import fold
from counterclaim.resolve.register.human import ARTICLES, PARTICLES, SUFFIXES, HumanName
from counterclaim.resolve.register.terms import Terms, Vocabulary
from counterclaim.resolve.tokens import words

MAX_WORDS = 6  # a longer run of names is no one person's
VAGUE = words(
    "some many several other others another most all both few more certain various numerous part "
    "two three four five six seven eight nine ten dozens hundreds thousands tens half"
)
_ALSO_SURNAMES = words("may april june august will said do so an most few much else long last")
_PASSED = words(". 's mister madam madame monsieur herr senor signor")
_CONTRACTED = ("'m", "'ve", "'re", "'ll", "'d", "n't", "'s")


def human_name(text: str, vocabulary: Vocabulary) -> HumanName | None:
    """The person a wording names; None when it names none, or more than one."""
    if text not in vocabulary.names:
        vocabulary.names[text] = _read(vocabulary.terms(text), vocabulary)
    return vocabulary.names[text]


def _read(terms: Terms, vocabulary: Vocabulary) -> HumanName | None:
    first = _after_roles(terms, vocabulary)
    last = _end(terms, first)
    of_another = terms.lower[last : last + 1] == ("'s",) and last + 1 < len(terms.words)
    if of_another or _names_follow(terms, last):
        return None  # "Ada Quill's office", "Ada Quill and Carl Dorn"
    for hit in reversed(terms.hits):
        if hit.last == last and hit.first - first >= 2:
            last = hit.first
    kept = [word for word in terms.words[first:last] if word != "."]
    if kept and (kept[0].lower() in VAGUE or _has_acronym(kept)):
        return None
    suffix = fold(kept[-1]) if len(kept) > 1 and fold(kept[-1]) in SUFFIXES else ""
    if suffix:
        kept.pop()
    if (
        not 0 < len(kept) <= MAX_WORDS
        or not kept[-1][0].isupper()
        or not all(_is_name(word) for word in kept)
    ):
        return None
    return HumanName(tuple(_cased(word) for word in kept), suffix)


def _has_acronym(words: list[str]) -> bool:
    """True for "CIS Affairs": an acronym among other words is no part of a person's name."""
    shouted = [word for word in words if len(word) > 2 and word.isupper() and word.isalpha()]
    return bool(shouted) and len(shouted) < len(words) and len(words) > 1 and words[0] in shouted


def _names_follow(terms: Terms, at: int) -> bool:
    """True when a capitalised word stands after an "and": a second party is named."""
    follows = False
    for word, lower in zip(terms.words[at:], terms.lower[at:], strict=True):
        follows = follows or lower in {"and", "&"}
        if follows and word[0].isupper():
            return True
    return False


def _end(terms: Terms, first: int) -> int:
    """Where a name ends: before "of Ohio", a comma, a verb."""
    for at in range(first + 1, len(terms.words)):
        word = terms.lower[at]
        initial = len(word) == 1 and terms.words[at].isupper() and terms.words[at + 1 : at + 2] == (".",)
        surname = initial or (word in _ALSO_SURNAMES and terms.words[at][0].isupper())
        small = word in FUNCTION and word not in PARTICLES and not surname
        if small or word == "'s" or not (word[0].isalnum() or word == "."):
            return at
    return len(terms.words)


def _after_roles(terms: Terms, vocabulary: Vocabulary) -> int:
    """Past the titles, roles and bodies that stand before a name."""
    words = vocabulary.lexicon
    starts = {hit.first: hit for hit in terms.hits}
    at, last = 0, len(terms.words)
    while at < last - 1:
        word = terms.lower[at]
        if terms.words[at] in words.given and word not in words.titles:
            break
        if word in _PASSED or word in DETERMINERS or word in words.titles or _tells_role(word, words):
            at += 1
        elif at in starts and (starts[at].last < last - 1 or starts[at].entry.role is Role.ADJECTIVE):
            at = min(starts[at].last, last - 1)
        else:
            break
    return at


def _tells_role(word: str, lexicon: Lexicon) -> bool:
    return bool(lexicon.classify(word)) or word in lexicon.modifiers


def _is_name(word: str) -> bool:
    if word.isalpha():
        return word[0].isupper() or word in PARTICLES
    lower = word.lower()
    if lower.endswith(_CONTRACTED) or any(letter.isdigit() for letter in word):
        return False
    return word[0].isupper() or lower.startswith(ARTICLES)


def _cased(word: str) -> str:
    """A shouted name as it is else written ("PUTIN"); initials and McNames are left."""
    return word.capitalize() if len(word) > 3 and word.isupper() and word.isalpha() else word
