"""What a report calls a party besides its name: "Rill's foreign minister", "an analyst at Quill House"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from counterclaim.resolve.bodies import Entry
from counterclaim.resolve.lexicon import DETERMINERS, FUNCTION, PERSONAL
from counterclaim.resolve.register.folding import fold
from counterclaim.resolve.register.human import HumanName
from counterclaim.resolve.register.terms import Terms, Vocabulary
from counterclaim.resolve.tokens import words

MAX_ROLE_WORDS = 12  # of an apposition: what follows is a story, not a role
FORMER = words("former ex erstwhile one-time onetime ousted late deposed then-")
_HONORIFICS = words("mr mrs ms miss mx dr sir dame lord lady hon rt sen rep gov gen col maj lt")
_SAME = {
    "defense": "defence",
    "spokeswoman": "spokesman",
    "spokesperson": "spokesman",
    "spokesmen": "spokesman",
    "pm": "prime minister",
    "premier": "prime minister",
    "chairman": "chair",
    "chairwoman": "chair",
    "chairperson": "chair",
    "sec": "secretary",
    "gen": "general",
    "maj": "major",
    "col": "colonel",
    "lt": "lieutenant",
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "presidents": "president",
    "ministers": "minister",
    "leaders": "leader",
    "senators": "senator",
}
_OFFICES = words(
    "president minister chancellor secretary spokesman ambassador mayor governor chief king queen general "
    "commissioner envoy chair director leader pope emir prince secretarygeneral"
)
_SMALL = FUNCTION - FORMER | DETERMINERS | {"of", "for", "the", "and", "to", "in", "at", "'s", "on"}
_RANKS = words("general major colonel lieutenant captain admiral marshal sergeant brigadier corporal")
_RELATIVE = words(
    "counterpart counterparts friend ally supporters adversary guest interviewer host including"
)
_STOPS = words("who which that when where while but said says told added and")


@dataclass(frozen=True, slots=True)
class Role:
    """One wording of a role: its text, the words that tell it, and the bodies it names.

    `key` compares roles ("Rill's defence minister" and "Defense Minister of Rill" have one).
    """

    text: str
    key: tuple[str, ...]
    nations: tuple[str, ...]
    entries: tuple[Entry, ...]

    @property
    def bodies(self) -> tuple[str, ...]:
        """The bodies of the table it names, countries aside."""
        return tuple(dict.fromkeys(entry.body.name for entry in self.entries))

    @property
    def former(self) -> bool:
        """True when it is no longer held."""
        return any(word in FORMER for word in self.key)

    @property
    def of(self) -> frozenset[str]:
        """The country or body whose office it is."""
        return frozenset((*self.nations, *self.bodies))

    @property
    def sole(self) -> bool:
        """True for an office that one person holds at a time."""
        return bool(self.key) and self.key[-1] in _OFFICES and not self.former and "deputy" not in self.key


def roles_of(name: HumanName, wordings: tuple[str, ...], vocabulary: Vocabulary) -> tuple[Role, ...]:
    """The roles that the wordings give a person, each once, in order."""
    found: dict[tuple[str, ...], Role] = {}
    for wording in wordings:
        terms = vocabulary.terms(wording)
        at = _place(name, terms)
        if at is not None:
            for text in (_before(terms, at[0]), _after(terms, at[1], vocabulary)):
                role = read_role(text, vocabulary) if text else None
                if role is not None:
                    found.setdefault((*role.key, *role.nations), role)
    return tuple(found.values())


def read_role(text: str, vocabulary: Vocabulary) -> Role | None:
    """A wording as a role; None when it has no word that tells one."""
    terms = vocabulary.terms(text)
    lexicon = vocabulary.lexicon
    places = terms.without_hits()
    if not any(
        lexicon.classify(terms.lower[at]) or terms.lower[at] in _SAME for at in range(len(terms.words))
    ):
        return None
    told = [word for at in places for word in _SAME.get(terms.lower[at], terms.lower[at]).split()]
    key = [fold(word) for word in told
           if word not in _SMALL and word not in _HONORIFICS and word[0].isalnum()]  # fmt: skip
    bodies = tuple(hit.entry for hit in terms.hits if not hit.nation)
    if not key or key[-1] in _RELATIVE:
        return None
    return Role(text, tuple(key), terms.nations(), bodies)


def _place(name: HumanName, terms: Terms) -> tuple[int, int] | None:
    """Where the name stands in a wording, by its last word and the words before it."""
    last = fold(name.words[-1])
    for at, word in enumerate(terms.words):
        if fold(word) == last:
            first = at
            own = {fold(one) for one in name.words}
            while first > 0 and (fold(terms.words[first - 1]) in own or terms.words[first - 1] == "."):
                first -= 1
            return first, at + 1
    return None


def _before(terms: Terms, first: int) -> str:
    """The role before a name: the words back to a comma or an "and"."""
    if first > 1 and terms.words[first - 1] == ",":  # "the mayor of Rill, Ada Quill"
        first -= 1
    start = first
    while start > 0 and _belongs(terms, start - 1) and terms.lower[start - 1] not in _STOPS:
        start -= 1
    return _text(terms, start, first)


def _after(terms: Terms, last: int, vocabulary: Vocabulary) -> str:
    """The role after a name: an apposition, or where an office is ("of Ohio") is left to the one before."""
    if last >= len(terms.words) or terms.words[last] not in {",", "(", "—", "–"}:
        return ""
    end = last + 1
    while end < min(len(terms.words), last + 1 + MAX_ROLE_WORDS) and _belongs(terms, end):
        if terms.lower[end] in _STOPS and terms.lower[end] != "and":
            break
        end += 1
    words = terms.lower[last + 1 : end]
    named = any(vocabulary.lexicon.classify(word) for word in words[:8])
    return _text(terms, last + 1, end) if named else ""


def _belongs(terms: Terms, at: int) -> bool:
    word = terms.lower[at]
    return word[0].isalnum() or word in {"'s", ".", "-", "&", "'"}


def _text(terms: Terms, first: int, last: int) -> str:
    while first < last and (terms.lower[first] in DETERMINERS or terms.lower[first] in PERSONAL
                            or not terms.words[first][0].isalnum() or _shouted(terms, first)):  # fmt: skip
        first += 1
    text = ""
    for word in terms.words[first:last]:
        text += word if word in {".", "'s", ","} or not text else f" {word}"
    return text.strip()


def _shouted(terms: Terms, at: int) -> bool:
    """True for a word of a headline that ran into the sentence ("TALKS RESUME President")."""
    word = terms.words[at]
    return len(word) > 3 and word.isupper() and word.isalpha() and all(hit.first != at for hit in terms.hits)


def telling(roles: Iterator[Role] | tuple[Role, ...]) -> frozenset[str]:
    """The words by which roles are compared. A rank goes with any office, so that it tells none."""
    return frozenset(word for role in roles for word in role.key if word not in FORMER and word not in _RANKS)
