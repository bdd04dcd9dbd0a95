"""What each sighting tells by itself: a person's full name, a surname, a body, an office, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from counterclaim.resolve.bodies import Entry
from counterclaim.resolve.lexicon import DETERMINERS, is_plural
from counterclaim.resolve.register.folding import sound
from counterclaim.resolve.register.human import HumanName, surname_sound
from counterclaim.resolve.register.institutions import body_name
from counterclaim.resolve.register.names import human_name
from counterclaim.resolve.register.roles import Role, read_role, roles_of
from counterclaim.resolve.register.scenes import Scenes
from counterclaim.resolve.register.terms import Vocabulary
from counterclaim.types import PartyKind, Sighting


class Shape(StrEnum):
    """By what a sighting can be joined with others."""

    PERSON = "person"
    SURNAME = "surname"
    BODY = "body"
    OFFICE = "office"
    ALONE = "alone"


@dataclass(slots=True)
class Reading:
    """One sighting read. `key` compares bodies; `shown` is its name as displayed."""

    sighting: Sighting
    shape: Shape
    shown: str
    key: str = ""
    name: HumanName | None = None
    shorts: frozenset[str] = frozenset()
    roles: tuple[Role, ...] = ()
    body: Entry | None = None
    acronym: str = ""

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides its claims speak for, the most first."""
        return tuple(side for side, _ in self.sighting.sides) or (self.sighting.party.side,)


# Whose bearers are people: "Western officials" is nobody in particular, whatever its kind.
_PERSONAL = frozenset({"official", "leader", "military", "civilian", "expert", "source", "vague", "media"})
MAX_SHORT = 40  # characters of a wording that may be a short name
_OF_BODIES = frozenset({"government", "alliance", "monitor", "group"})
_KINDS_OF_BODIES = frozenset(PartyKind) - {PartyKind.PERSON, PartyKind.UNNAMED, PartyKind.DOCUMENT}


def read_all(sightings: Sequence[Sighting], vocabulary: Vocabulary) -> list[Reading]:
    """Each sighting read, in the order given."""
    scenes = Scenes(sightings, vocabulary)
    readings = [_read(sighting, scenes, vocabulary) for sighting in sightings]
    others = _Others(readings)
    return [_second_look(reading, others, scenes, vocabulary) for reading in readings]


def wordings(sighting: Sighting) -> tuple[str, ...]:
    """All the ways a report words the party, its name first."""
    return tuple(dict.fromkeys((sighting.party.name, *sighting.party.aliases, *sighting.sources)))


def _read(sighting: Sighting, scenes: Scenes, vocabulary: Vocabulary) -> Reading:
    kind = sighting.party.kind
    if kind is PartyKind.PERSON and vocabulary.anchor(sighting.party.name) is None:
        return _read_person(sighting, scenes, vocabulary)
    if kind in _KINDS_OF_BODIES or kind is PartyKind.PERSON:
        return _read_body(sighting, scenes, vocabulary)
    if kind is PartyKind.UNNAMED:
        return _read_office(sighting, vocabulary)
    return Reading(sighting, Shape.ALONE, sighting.party.name)


def _read_person(sighting: Sighting, scenes: Scenes, vocabulary: Vocabulary) -> Reading:
    name = human_name(sighting.party.name, vocabulary)
    if name is None and any(len(word) > 2 and word.isupper() for word in sighting.party.name.split()):
        return _read_body(sighting, scenes, vocabulary)  # "DTR Works"
    if name is None:
        return Reading(sighting, Shape.ALONE, sighting.party.name)
    if not name.full:
        body = _part_of_body(name, sighting, vocabulary)
        if body:
            return Reading(
                sighting, Shape.BODY, body, key=f"name:{''.join(sound(word) for word in body.split())}"
            )
        name = _fuller(name, sighting, vocabulary) or name
    roles = roles_of(name, wordings(sighting), vocabulary)
    shape = Shape.PERSON if name.full else Shape.SURNAME
    return Reading(
        sighting, shape, name.shown, name=name, roles=roles, shorts=_shorts(name, sighting, vocabulary)
    )


def _part_of_body(name: HumanName, sighting: Sighting, vocabulary: Vocabulary) -> str:
    """The body of whose name the word is only the end ("Opposition Platform", "Quill Bank")."""
    word = name.words[-1]
    for wording in wordings(sighting):
        words = vocabulary.terms(wording).words
        for before, here in pairwise(words):
            known = vocabulary.lexicon.classify(before.lower())
            if here == word and before[0].isupper() and known in _OF_BODIES:
                return f"{before} {word}"
    return ""


def _fuller(name: HumanName, sighting: Sighting, vocabulary: Vocabulary) -> HumanName | None:
    """A full name with this word, as surname or as given name, among the other wordings of the report."""
    is_role = bool(vocabulary.lexicon.classify(name.words[0].lower()))
    for wording in sighting.party.aliases:
        found = human_name(wording, vocabulary)
        same = found is not None and name.surname in {found.surname, sound(found.words[0])}
        if found is not None and found.full and (same or is_role):
            return found
    return None


def _shorts(name: HumanName, sighting: Sighting, vocabulary: Vocabulary) -> frozenset[str]:
    """By which single words the report calls the person: the surname, and no mere given name."""
    own = {sound(word) for word in name.words}
    found, given = {name.surname}, vocabulary.lexicon.given
    for wording in (*sighting.party.aliases, *sighting.sources):
        short = human_name(wording, vocabulary) if len(wording) < MAX_SHORT else None
        if short is not None and len(short.words) == 1 and sound(short.words[0]) in own:
            found.update({surname_sound(short.words[0])} if short.words[0] not in given else ())
    return frozenset(found)


def _read_body(sighting: Sighting, scenes: Scenes, vocabulary: Vocabulary) -> Reading:
    at_home = scenes.at_home(sighting)
    known = body_name(sighting.party, vocabulary, wordings(sighting), at_home=at_home)
    if known.alone or (known.entry is None and _personal(sighting.party.name, vocabulary)):
        return Reading(sighting, Shape.ALONE, sighting.party.name)
    return Reading(sighting, Shape.BODY, known.shown, key=known.key, body=known.entry, acronym=known.acronym)


def _personal(name: str, vocabulary: Vocabulary) -> bool:
    """True for a plural of people, or "media": who exactly, the report does not say."""
    words = vocabulary.terms(name).words
    if not words or not (words[-1].islower() or len(words) == 1):
        return False
    head = words[-1].lower()
    known = vocabulary.lexicon.classify(head) in _PERSONAL
    return head in {"media", "press"} or (known and is_plural(head))


def _read_office(sighting: Sighting, vocabulary: Vocabulary) -> Reading:
    """A description that fits one person at a time ("the Rill foreign minister"), if it says of what."""
    for wording in (*sighting.sources, *sighting.party.aliases):
        words = vocabulary.terms(wording).lower
        definite = (
            words and (words[0] == "the" or "'s" in words[:4]) and words[0] not in DETERMINERS - {"the"}
        )
        role = read_role(wording, vocabulary) if definite and len(words) <= 10 else None
        singular = words and not words[-1].endswith(("leaders", "ministers", "presidents"))
        if role and singular and role.of and role.sole and "," not in words and "and" not in words:
            return Reading(sighting, Shape.OFFICE, sighting.party.name, roles=(role,))
    return Reading(sighting, Shape.ALONE, sighting.party.name)


class _Others:
    """What all reports together call people and bodies, with the number of claims."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self.people: set[tuple[str, str]] = set()
        self.surnames: Counter[str] = Counter()
        self.bodies: Counter[str] = Counter()
        for reading in readings:
            if reading.shape is Shape.PERSON and reading.name is not None:
                self.people.add(_person_key(reading.name))
                self.surnames[reading.name.surname] += reading.sighting.claims
            elif reading.shape is Shape.BODY and reading.key.startswith("name:"):
                self.bodies[reading.key] += reading.sighting.claims


def _person_key(name: HumanName) -> tuple[str, str]:
    return name.surname, name.given


def _second_look(reading: Reading, others: _Others, scenes: Scenes, vocabulary: Vocabulary) -> Reading:
    """What other reports tell of the shape: a "body" may be a person's name, a "surname" a firm's."""
    if reading.shape is Shape.SURNAME and reading.name is not None and not reading.roles:
        known = body_name(reading.sighting.party, vocabulary)
        if not known.alone and others.bodies[known.key] > others.surnames[reading.name.surname]:
            return Reading(reading.sighting, Shape.BODY, known.shown, key=known.key)
    if reading.shape is Shape.PERSON and (firm := _firm(reading, others, vocabulary)):
        return firm
    nameless = reading.shape is Shape.ALONE and reading.sighting.party.kind is PartyKind.UNNAMED
    nameless = nameless and vocabulary.anchor(reading.sighting.party.name) is None
    of_place = reading.shape is Shape.BODY and " of " in reading.shown and reading.body is None
    if nameless or of_place or reading.key.startswith("name:"):
        name = human_name(reading.sighting.party.name, vocabulary)
        if name is not None and _is_known(name, reading, others, vocabulary):
            return _read_person(reading.sighting, scenes, vocabulary)
    return reading


def _firm(reading: Reading, others: _Others, vocabulary: Vocabulary) -> Reading | None:
    """A name of several words that is a body's in other reports."""
    known = body_name(reading.sighting.party, vocabulary)
    if known.alone or reading.roles or not others.bodies[known.key]:
        return None
    return Reading(reading.sighting, Shape.BODY, known.shown, key=known.key)


def _is_known(name: HumanName, reading: Reading, others: _Others, vocabulary: Vocabulary) -> bool:
    if name.full:
        given = name.words[0].split("-")[0] in vocabulary.lexicon.given and len(name.words) == 2
        return given or _person_key(name) in others.people
    alone = reading.sighting.party.name.casefold() == name.words[0].casefold()
    return alone and others.surnames[name.surname] > others.bodies[reading.key]
