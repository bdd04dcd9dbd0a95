"""What a body is called, made comparable: "Rill's Defense Ministry", "the Ministry of Defence of Rill".

A body of the table is itself, whatever it is called. Any other is known by the country named with
it and by the words that are left, or by its proper name.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from counterclaim.resolve.bodies import Entry, Role
from counterclaim.resolve.lexicon import DETERMINERS, FUNCTION
from counterclaim.resolve.register.folding import fold, sound
from counterclaim.resolve.register.names import VAGUE
from counterclaim.resolve.register.terms import COUNTRY_KINDS, Terms, Vocabulary, anchor_key
from counterclaim.resolve.tokens import words
from counterclaim.types import Party

MAX_WORDS = 10  # a longer wording tells a story
_SAME = {
    "defense": "defence",
    "mod": "ministry defence",
    "mfa": "ministry foreign",
    "internal": "interior",
    "organization": "organisation",
    "center": "centre",
    "labor": "labour",
    "program": "programme",
    "govt": "government",
    "dept": "department",
}
_SMALL = DETERMINERS | words(
    "of for the and 's affairs at in to own itself themselves neighbouring neighboring its new current "
    "mr mrs ms"
)
_CORPORATE = words(
    "inc ltd corp corporation ag plc llc co gmbh sa nv se oyj asa ab company limited pao oao ooo"
)
_CLASS_NOUNS = words(
    """
    agency newspaper daily magazine channel broadcaster website outlet tabloid paper weekly group news
    newswire portal site company firm service party
    """
)
_ATTRIBUTIVE = ("-based", "-member", "-owned", "-run", "-led", "-backed", "-controlled")
# Bodies of which a country has one: its name with the country's tells which.
_SOLE = words(
    """
    government ministry parliament army military navy presidency cabinet treasury senate police foreign
    defence interior finance health justice education energy economy trade transport digital culture
    environment agriculture armed force air general staff border guard central bank presidential
    administration security council state service intelligence supreme court constitutional
    department labour commerce treasury
    """
)
PORTFOLIOS = words(
    """
    foreign defence interior finance health justice education energy economy trade transport digital
    culture environment agriculture
    """
)
_SOLE_HEADS = words(
    "government ministry parliament army military navy presidency cabinet treasury senate administration "
    "department"
)
# Bodies of which a country has many: alike in name, they are one only where a place tells which.
_MANY = words(
    """
    embassy consulate court police mission prosecutor prosecutors office council ambassador hospital
    university school company ministry department agency committee commission bank party service
    delegation officials administration
    """
)


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body's name made comparable. Names of one `key` are one body; `acronym` is short for it."""

    key: str
    shown: str
    acronym: str = ""
    entry: Entry | None = None
    """The body of the table that it is."""
    alone: bool = False
    """True when the words do not tell which body it is: it is kept to its report."""


def body_name(
    party: Party, vocabulary: Vocabulary, wordings: tuple[str, ...] = (), *, at_home: bool = False
) -> BodyName:
    """How a party that is no person is called, made comparable.

    Where the name itself does not tell which body it is, another wording of the report may, or
    that the report is `at_home` in the country for which the party speaks.
    """
    anchor = _anchored(party, wordings, vocabulary)
    if anchor is not None:
        return anchor
    found = _of_text(party.name, wordings, vocabulary)
    if found.key.startswith("name:") and _plain(party.name, vocabulary):
        found = replace(found, key=f"{found.key}@{party.side}")  # "Central Election Commission", of a country
    if not found.alone or VAGUE & set(vocabulary.terms(party.name).lower):
        return found
    own = {fold(word) for word in vocabulary.terms(party.name).words}
    for wording in wordings:
        terms = vocabulary.terms(wording)
        if (
            len(terms.words) <= MAX_WORDS
            and own <= {fold(word) for word in terms.words}
            and not _several(terms)
        ):
            fuller = _of_text(wording, (), vocabulary)
            if not fuller.alone and not fuller.key.startswith("name:"):
                return fuller
    left = _normal(list(vocabulary.terms(party.name).words))
    if at_home and left and _sole(left) and not party.name.lower().endswith(("ments", "ries")):
        return BodyName(f"{party.side}:{' '.join(left)}", f"{party.name} ({party.side})")
    return found


def _of_text(text: str, wordings: tuple[str, ...], vocabulary: Vocabulary) -> BodyName:
    terms = vocabulary.terms(text)
    if VAGUE & set(terms.lower):
        return BodyName("", text, alone=True)
    if _several(terms):
        return BodyName("several:" + _joined(terms), text)
    nations = terms.nations()
    if nations:
        return _national(nations, terms, vocabulary)
    if _proper(terms, vocabulary):
        return _own_name(terms, wordings, vocabulary)
    return BodyName("", text, alone=True)


def _anchored(party: Party, wordings: tuple[str, ...], vocabulary: Vocabulary) -> BodyName | None:
    """The table's body that the name is, or of whose fuller name it is a part ("[New] York Times")."""
    found = vocabulary.anchor(party.name)
    if found is None:
        found = _fuller_anchor(party.name, wordings, vocabulary)
    elif _elsewhere(found, party, vocabulary):
        return None
    return BodyName(anchor_key(found), party.name, entry=found) if found is not None else None


def _fuller_anchor(name: str, wordings: tuple[str, ...], vocabulary: Vocabulary) -> Entry | None:
    """A body of the table that a wording names, of whose name all the words are a part."""
    own = {fold(word) for word in vocabulary.terms(name).words}
    for wording in wordings:
        for hit in vocabulary.terms(wording).hits:
            words = vocabulary.terms(wording).words[hit.first : hit.last]
            last = len(own) > 1 or fold(words[-1]) in own  # "Times", but no "World" or "United"
            if last and hit.entry.role is Role.NAME and own < {fold(word) for word in words}:
                return hit.entry
    return None


def _elsewhere(entry: Entry, party: Party, vocabulary: Vocabulary) -> bool:
    """True for a common name ("Security Council") in a report that speaks of another country's."""
    plain = _plain(party.name, vocabulary)
    country = vocabulary.bodies.kind_of(party.side) in COUNTRY_KINDS
    return plain and country and entry.body.side != party.side


def _plain(name: str, vocabulary: Vocabulary) -> bool:
    """True for a name of common words alone, which several countries may use."""
    words = vocabulary.terms(name).words
    return all(_common(word, vocabulary) or word.lower() in _SMALL for word in words)


def _qualifies(word: str) -> bool:
    """True for "Rill-based" and "centre-left" before a name."""
    return word.lower().endswith(_ATTRIBUTIVE) or (word.islower() and "-" in word)


def _without_class(words: list[str]) -> list[str]:
    """Without what says what kind of thing it is ("Quill news agency", "Quill Ltd")."""
    kept = words
    while len(kept) > 1 and (kept[0].isdigit() or _qualifies(kept[0])):
        kept = kept[1:]
    while len(kept) > 1 and (
        kept[-1].lower() in _CORPORATE or (kept[-1].islower() and kept[-1] in _CLASS_NOUNS)
    ):
        kept = kept[:-1]
    return kept


def _several(terms: Terms) -> bool:
    """True when two parties are named side by side: "Rill and Moss"."""
    for at, word in enumerate(terms.lower[1:-1], 1):
        if word in {"and", "&", ",", "or"}:
            before = any(hit.last <= at for hit in terms.hits) or terms.words[at - 1][0].isupper()
            after = any(hit.first > at for hit in terms.hits) or terms.words[at + 1][0].isupper()
            if before and after and any(hit.first > at or hit.last <= at for hit in terms.hits):
                return True
    return False


def _normal(rest: list[str]) -> list[str]:
    """The telling words in an order of their own."""
    found = {
        singular(word)
        for one in rest
        for word in _SAME.get(fold(one), fold(one)).split()
        if word and one.lower() not in _SMALL and not one.lower().endswith(_ATTRIBUTIVE)
    }
    return sorted(found)


def singular(word: str) -> str:
    """A word without the "s" of a plural, so that "Operation" and "Operations" are one."""
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def _proper(terms: Terms, vocabulary: Vocabulary) -> bool:
    """True when a capitalised word stands that is no common noun: "Quill House", not "Foreign Ministry"."""
    if any(hit.entry.role is not Role.ADJECTIVE and not hit.nation for hit in terms.hits):
        return True
    capitals = [word for word in terms.words if word[0].isupper() and word.lower() not in FUNCTION]
    return len(capitals) > 2 or any(not _common(word, vocabulary) for word in capitals)


def _common(word: str, vocabulary: Vocabulary) -> bool:
    """True for a noun or adjective that many bodies have in their name; an acronym is none."""
    lower, lexicon = word.lower(), vocabulary.lexicon
    known = lower in _SOLE or lexicon.classify(lower) or lower in lexicon.modifiers
    return bool(known) or (lower in lexicon.organisation and not word.isupper())


def _own_name(terms: Terms, wordings: tuple[str, ...], vocabulary: Vocabulary) -> BodyName:
    """A proper name, without "the", a legal form, and a class noun in lower case after it."""
    kept = [word for word in terms.words if word[0].isalnum()]
    if kept and kept[0].lower() in DETERMINERS:
        kept = kept[1:]
    kept = _without_class(kept)
    entry = vocabulary.anchor(" ".join(kept))
    if entry is not None:
        return BodyName(anchor_key(entry), " ".join(kept), entry=entry)
    letters = "".join(word[0] for word in kept if word.lower() not in _SMALL and word[0].isupper()).upper()
    bare = {wording.split()[-1].strip("().,") for wording in wordings if len(wording.split()) <= 2}
    acronym = letters if len(letters) > 2 and letters in bare else ""
    told = [singular(_SAME.get(fold(word), sound(word))) for word in kept if word.lower() not in _SMALL]
    key = "".join(" ".join(told).split())
    return BodyName(f"name:{key}", " ".join(kept), acronym, alone=len(key) < 3)


def _national(nations: tuple[str, ...], terms: Terms, vocabulary: Vocabulary) -> BodyName:
    """A body named with its country: a body of the table after all ("US State Department"), or its own."""
    shown = " ".join(terms.words).replace(" 's", "'s")
    rest = [terms.words[at] for at in terms.without_hits()]
    left = _normal(rest)
    bare = _without_class([word for word in rest if word[0].isalnum() and word.lower() not in DETERMINERS])
    bare = bare[:-1] if bare and bare[-1] == "of" else bare
    entry = vocabulary.anchor(" ".join(bare)) if bare else None
    leads = (
        terms.hits[0].nation and not any(hit.nation for hit in terms.hits[1:]) and terms.hits[0].first == 0
    )
    private = leads and entry is not None and entry.body.kind in {"medium", "company"}
    if entry is not None and (entry.body.side in nations or private):
        return BodyName(anchor_key(entry), shown, entry=entry)
    if not left:
        countries = [hit.entry for hit in terms.hits if hit.nation]
        country = countries[0]
        if len(countries) == 1 and country.role is not Role.ADJECTIVE:  # "neighbouring Rill"
            return BodyName(anchor_key(country), shown, entry=country)
        return BodyName(f"people:{' '.join(nations)}:{_joined(terms)}", shown)
    if len(nations) > 1 or _sole(left) or not _MANY & set(left):
        return BodyName(f"{'|'.join(nations)}:{' '.join(left)}", shown)
    place = _place(terms)
    return BodyName(f"{nations[0]}:{' '.join(left)}{place}", shown, alone=len(left) < 2 and not place)


def _place(terms: Terms) -> str:
    """A place named beside the country: which of many courts or embassies it is."""
    for at, word in enumerate(terms.lower[:-1]):
        if word in {"in", "to"} and terms.words[at + 1][0].isupper():
            return "@" + fold(terms.words[at + 1])
    seat = next((hit for hit in terms.hits if hit.entry.role is Role.SEAT), None)
    return "@" + fold(seat.entry.name) if seat else ""


def _sole(left: list[str]) -> bool:
    return (
        bool(_SOLE_HEADS & set(left) or {"armed", "force"} <= set(left))
        and set(left) <= _SOLE
        and left not in (["ministry"], ["department"])
    )


def _joined(terms: Terms) -> str:
    return " ".join(fold(word) for word in terms.words if word[0].isalnum() and word.lower() not in _SMALL)
