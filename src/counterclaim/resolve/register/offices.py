"""Who is meant by an office: "the Rill foreign minister" is whom the reports of those days call so."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence

from counterclaim.resolve.register.people import Person
from counterclaim.resolve.register.readings import Reading
from counterclaim.resolve.register.roles import Role

WINDOW = 60  # days around a report in which its holder is looked for: longer, and a successor comes in
ALL_BUT = 0.9  # of the reports that name a holder: the same person, or nobody is meant
HOLDERS = 2  # reports that must name the holder

Office = tuple[tuple[str, ...], str]
"""The words of a role in an order of their own, and the country or body whose office it is."""


def join_offices(people: Sequence[Person], readings: Sequence[Reading]) -> list[Reading]:
    """Add each sighting of an office to the one person who holds it; return those left."""
    wanted = {office for reading in readings for role in reading.roles for office in _offices(role)}
    holders = _Holders(people, wanted) if wanted else None
    left: list[Reading] = []
    found: list[tuple[Reading, Person]] = []
    for reading in readings:
        person = holders.of(reading) if holders else None
        if person is None:
            left.append(reading)
        else:
            found.append((reading, person))
    for reading, person in found:
        person.add(reading)
    return left


def _offices(role: Role) -> list[Office]:
    return [(tuple(sorted(role.key)), of) for of in sorted(role.of)]


class _Holders:
    """The reports that name the holder of an office: when, and whom."""

    def __init__(self, people: Sequence[Person], wanted: set[Office]) -> None:
        self._people = people
        self._reports: dict[Office, list[tuple[dt.date | None, int]]] = defaultdict(list)
        for at, person in enumerate(people):
            own = sorted(person.own_sides())
            for reading in person.readings:
                for office in sorted(_held(reading, own) & wanted):
                    self._reports[office].append((reading.sighting.published, at))

    def of(self, reading: Reading) -> Person | None:
        """The one holder at the time of a report; None when there are several, or too few reports."""
        for role in reading.roles:
            for office in _offices(role):
                counted = Counter(
                    at for day, at in self._reports.get(office, ()) if _near(day, reading.sighting.published)
                )
                if counted:
                    at = min(counted, key=lambda place: (-counted[place], place))
                    if counted[at] >= max(HOLDERS, ALL_BUT * counted.total()):
                        return self._people[at]
        return None


def _held(reading: Reading, own_sides: Sequence[str]) -> set[Office]:
    """The offices a report gives a person; one without a country is of the person's own."""
    held: set[Office] = set()
    for role in reading.roles:
        if not role.former:
            words = tuple(sorted(role.key))
            held.update(_offices(role) or [(words, side) for side in own_sides])
    return held


def _near(one: dt.date | None, other: dt.date | None) -> bool:
    return one is not None and other is not None and abs((one - other).days) <= WINDOW
