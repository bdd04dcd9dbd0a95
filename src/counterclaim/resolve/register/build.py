"""The register of parties out of what many reports say of whom: a pure function of the sightings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from counterclaim.resolve.bodies import Bodies
from counterclaim.resolve.register.copies import originals
from counterclaim.resolve.register.entries import Group, make_entries
from counterclaim.resolve.register.folding import sound
from counterclaim.resolve.register.offices import join_offices
from counterclaim.resolve.register.people import Person, by_office, by_word, gather
from counterclaim.resolve.register.readings import Reading, Shape, read_all
from counterclaim.resolve.register.terms import Vocabulary
from counterclaim.types import PartyEntry, Register, Sighting

_HUMAN = frozenset({Shape.PERSON, Shape.SURNAME})


def build_register(sightings: Iterable[Sighting], bodies: Bodies | None = None) -> Register:
    """All parties of these sightings, those with the most claims first.

    A pure function: neither the order of the sightings nor when it is called changes the result.
    Each sighting ends in one entry. `bodies` is the table that anchors known bodies and people,
    with a user's rows in it if there are any (`Bodies.load`); the package's own by default.
    """
    vocabulary = Vocabulary(bodies or Bodies.default())
    unique = {sighting.id: sighting for sighting in sightings}
    readings = read_all([unique[id_] for id_ in sorted(unique)], vocabulary)
    people, surnames = gather([one for one in readings if one.shape in _HUMAN], vocabulary.bodies.people)
    reigning, surnames = by_office(surnames)
    words, surnames = by_word(surnames, people, vocabulary.lexicon.given)
    people += [*reigning, *words]
    offices = join_offices(people, [one for one in readings if one.shape is Shape.OFFICE])
    groups = [_of_person(person) for person in people]
    groups += _of_bodies([one for one in readings if one.shape is Shape.BODY])
    alone = [one for one in readings if one.shape is Shape.ALONE]
    groups += _of_reports([*alone, *surnames, *offices], originals(readings))
    return Register(make_entries(groups))


def by_member(register: Register) -> dict[str, PartyEntry]:
    """The entry of each sighting, by its id: what other reports tell of the party of one."""
    return {member: entry for entry in register.entries for member in entry.members}


def _of_person(person: Person) -> Group:
    name = person.name
    key = (
        f"person:{person.holder.name}"
        if person.holder
        else f"person:{name.given} {name.surname} {name.middle}"
    )
    return Group(key, person.readings, person.holder)


def _of_bodies(readings: Sequence[Reading]) -> list[Group]:
    """One group a key; an acronym goes to the one body that some report introduces with it."""
    groups: dict[str, Group] = {}
    for reading in readings:
        groups.setdefault(reading.key, Group(reading.key)).readings.append(reading)
    meant: dict[str, Counter[str]] = defaultdict(Counter)
    for reading in readings:
        if reading.acronym:
            meant[f"name:{sound(reading.acronym)}"][reading.key] += 1
    for short, long in sorted(meant.items()):
        (key, reports), *rest = sorted(long.items(), key=lambda pair: (-pair[1], pair[0]))
        if short in groups and key in groups and (not rest or reports > 2 * rest[0][1]):
            groups[key].readings.extend(groups.pop(short).readings)
    return list(groups.values())


def _of_reports(readings: Sequence[Reading], first: Mapping[str, str]) -> list[Group]:
    """Who is not known beyond one report: a group for each wording of each (copies are one report)."""
    groups: dict[str, Group] = {}
    for reading in readings:
        party, document = reading.sighting.party, first[reading.sighting.document]
        key = f"report:{document}:{party.kind}:{party.name.casefold()}"
        groups.setdefault(key, Group(key)).readings.append(reading)
    return list(groups.values())
