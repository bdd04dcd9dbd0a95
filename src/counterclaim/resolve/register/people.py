"""Which sightings are one person: full names that sound alike, then surnames that fit one of them.

Names propose, the rest decides. Two people of one name are told apart by middle initials, and by
sides and roles that have nothing in common.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from counterclaim.resolve.bodies import USER_ROWS
from counterclaim.resolve.people import OfficeHolder, People
from counterclaim.resolve.register.folding import fold, given_forms, sound
from counterclaim.resolve.register.human import HumanName, surname_sound
from counterclaim.resolve.register.readings import Reading, Shape
from counterclaim.resolve.register.roles import telling

GENERIC_SIDES = frozenset({"unknown", "media", "civilian", "expert", "company", ""})
SHARE = 0.15  # of a person's claims that a side must have, or it is taken for a slip of one report
MARGIN = 1.0  # by which the best must lead the next of a surname: nearly three times as often reported
MAX_NAMESAKES = 40  # people of one surname that are looked at
KNOWN = 8  # reports in which a person must stand for a surname alone to be enough, whatever the side
_REIGNING = frozenset({"pope", "king", "queen", "emir", "prince", "princess"})
LONG = 7  # letters of a surname that two people with one given name hardly share but for one
MIN_LETTERS = 6  # of a surname in which one other letter may be a slip


@dataclass(slots=True)
class Person:
    """Sightings taken for one person, and what they tell together."""

    readings: list[Reading] = field(default_factory=list)
    sides: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    nations: Counter[str] = field(default_factory=Counter)
    shorts: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    claims: int = 0
    holder: OfficeHolder | None = None

    def add(self, reading: Reading) -> None:
        """Take a sighting in."""
        self.readings.append(reading)
        for side, claims in reading.sighting.sides or ((reading.sighting.party.side, 1),):
            self.sides[side] += claims
        self.words.update(telling(reading.roles))
        self.nations.update(nation for role in reading.roles for nation in role.nations)
        self.shorts |= reading.shorts
        self.documents.add(reading.sighting.document)
        self.claims += reading.sighting.claims

    def take(self, other: Person) -> None:
        """Take all of another's sightings in."""
        for reading in other.readings:
            self.add(reading)
        self.holder = self.holder or other.holder

    def own_sides(self) -> set[str]:
        """The sides it speaks for, slips and general ones left out."""
        total = sum(self.sides.values())
        return {side for side, n in self.sides.items() if side not in GENERIC_SIDES and n >= SHARE * total}

    @property
    def name(self) -> HumanName:
        """The full name most of its sightings have."""
        names = Counter(reading.name for reading in self.readings if reading.name and reading.name.full)
        names = names or Counter(reading.name for reading in self.readings if reading.name)
        return min(names, key=lambda name: (-names[name], name.words))


def agree(one: Person, other: Person) -> bool:
    """True when sides and roles do not speak against one person."""
    first, second = one.own_sides(), other.own_sides()
    return not first or not second or bool(first & second) or bool(set(one.words) & set(other.words))


def _have_in_common(one: Person, other: Person) -> bool:
    """True when a side or a word of their roles is shared, or no role is stated of either."""
    if not one.words and not other.words:
        return True
    return bool((set(one.sides) & set(other.sides)) - {"unknown"} or set(one.words) & set(other.words))


def gather(readings: Sequence[Reading], known: People) -> tuple[list[Person], list[Reading]]:
    """The people of these readings, and the surnames that fit none of them or several."""
    people = _by_full_name(reading for reading in readings if reading.shape is Shape.PERSON)
    people = _doubtful_given(people)
    people = _within_longer(people)
    people = _misspelt(people)
    people = _known(people, known)
    return _surnames(people, [reading for reading in readings if reading.shape is Shape.SURNAME])


def _by_full_name(readings: Iterable[Reading]) -> list[Person]:
    """One person a full name, and more where middle names, or sides and roles, tell them apart."""
    groups: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    for reading in readings:
        assert reading.name is not None
        groups[reading.name.surname, reading.name.given].append(reading)
    parts = [part for group in groups.values() for half in _by_middle(group) for part in _by_form(half)]
    return [person for part in parts for person in _namesakes(part)]


def _by_form(group: list[Reading]) -> list[list[Reading]]:
    """Parted by the form of the given name ("Tim", "Timothy") where roles of both are nothing alike."""
    forms: dict[str, list[Reading]] = defaultdict(list)
    for reading in group:
        forms[sound(reading.name.words[0]) if reading.name else ""].append(reading)
    if len(forms) < 2:
        return [group]
    kept: list[tuple[Person, list[Reading]]] = []
    for form in sorted(forms, key=lambda form: (-len(forms[form]), form)):
        person = Person()
        for reading in forms[form]:
            person.add(reading)
        for other, readings in kept:
            if not (person.words and other.words) or _share_much(person, other):
                readings.extend(forms[form])
                break
        else:
            kept.append((person, forms[form].copy()))
    return [sorted(readings, key=lambda reading: reading.sighting.id) for _, readings in kept]


def _share_much(one: Person, other: Person) -> bool:
    """True when a side that is no general one, or a word of their roles, is shared."""
    return bool(one.own_sides() & other.own_sides() or set(one.words) & set(other.words))


def _by_middle(group: Sequence[Reading]) -> list[list[Reading]]:
    """Parted by middle initials; a sighting without any goes to the most frequent."""
    parts: dict[str, list[Reading]] = defaultdict(list)
    for reading in group:
        parts[reading.name.middle if reading.name else ""].append(reading)
    bare = parts.pop("", [])
    if not parts:
        return [bare]
    largest = min(parts, key=lambda middle: (-len(parts[middle]), middle))
    if any(" " in middle for middle in parts) and bare:  # "Jr": the bare name is more likely the other
        return [bare, *parts.values()]
    parts[largest] = bare + parts[largest]
    return list(parts.values())


def _namesakes(group: Sequence[Reading]) -> list[Person]:
    """Parted where roles of different countries are stated, and neither side nor role is shared.

    A side alone parts nobody: a report's reading of it is wrong far more often than a name is shared.
    """
    parts: list[tuple[set[str], Person]] = []
    for reading in group:
        marks = _marks(reading)
        joined = [part for part in parts if marks & part[0]] if marks else []
        if not joined and marks:
            parts.append((marks, Person()))
            joined = parts[-1:]
        for other in joined[1:]:
            joined[0][0].update(other[0])
            joined[0][1].take(other[1])
        parts = [part for part in parts if not any(part is other for other in joined[1:])]
        if joined:
            joined[0][0].update(marks)
            joined[0][1].add(reading)
    people = [person for _, person in parts] or [Person()]
    largest = max(people, key=lambda person: person.claims)
    for reading in group:
        if not _marks(reading):  # it tells too little to be someone else
            largest.add(reading)
    return people


def _marks(reading: Reading) -> set[str]:
    """By what a sighting that states a country is tied to others of its name; none for any other."""
    nations = {f"of {nation}" for role in reading.roles for nation in role.nations}
    if not nations:
        return set()
    sides = {f"of {side}" for side in reading.sides if side not in GENERIC_SIDES}
    return nations | sides | {f"word {word}" for word in telling(reading.roles)}


def _merge(people: Sequence[Person], into: dict[int, int]) -> list[Person]:
    """The people after each was taken into another one, by place; chains are followed."""

    def root(at: int) -> int:
        seen = set()
        while at in into and at not in seen:
            seen.add(at)
            at = into[at]
        return at

    for at in sorted(into):
        if root(at) != at:
            people[root(at)].take(people[at])
    return [person for at, person in enumerate(people) if root(at) == at]


def _by_surname(people: Sequence[Person]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for at, person in enumerate(people):
        found[person.name.surname].append(at)
    return found


def _doubtful_given(people: list[Person]) -> list[Person]:
    """A short form or an initial ("Alex", "J") goes to the one person of that surname that it fits."""
    into: dict[int, int] = {}
    for group in _by_surname(people).values():
        for at in group:
            if people[at].name.given.startswith("~"):
                fits = [
                    other for other in group
                    if not people[other].name.given.startswith("~")
                    and people[at].name.may_be(people[other].name) and agree(people[at], people[other])
                ]  # fmt: skip
                if len(fits) == 1:
                    into[at] = fits[0]
    return _merge(people, into)


def _within_longer(people: list[Person]) -> list[Person]:
    """A name whose words stand in one longer name, in order: "Tayyip Reed" in "Ada Tayyip Reed"."""
    by_ends: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, person in enumerate(people):
        name = person.name
        by_ends[name.given, name.surname].append(at)
    into: dict[int, int] = {}
    for at, person in enumerate(people):
        words = [word for word in person.name.words if not word.islower()]
        forms = [next(iter(sorted(given_forms(word)))) for word in words]
        ends = [
            (forms[i], surname_sound(words[j])) for i in range(len(words)) for j in range(i + 1, len(words))
        ]
        fits = {
            other for end in ends if end != (forms[0], person.name.surname) for other in by_ends.get(end, ())
        }
        fits = {other for other in fits if other != at and _have_in_common(person, people[other])}
        if len(fits) == 1 and next(iter(fits)) not in into:
            into[at] = fits.pop()
    return _merge(people, into)


def _misspelt(people: list[Person]) -> list[Person]:
    """A rare spelling one letter from a frequent one, with the same given name, side or role."""
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, person in enumerate(people):
        name = person.name
        blocks["given " + name.given, name.surname[:1]].append(at)
        blocks["surname " + name.surname, sound(name.words[0])[:1]].append(at)
    into: dict[int, int] = {}
    for block in blocks.values():
        for at in block:
            fits = [other for other in block if at not in into and other not in into
                    and _slip(people[at], people[other])]  # fmt: skip
            if len(fits) == 1:
                into[at] = fits[0]
    return _merge(people, into)


def _slip(rare: Person, frequent: Person) -> bool:
    common = bool(set(rare.words) & set(frequent.words))
    if len(rare.documents) > len(frequent.documents):
        return False
    first, second = rare.name, frequent.name
    one, other = (
        (first.surname, second.surname) if first.given == second.given
        else (sound(first.words[0]), sound(second.words[0]))
    )  # fmt: skip
    alike = first.given != second.given or len(set(rare.words) & set(frequent.words)) > 1
    if min(len(one), len(other)) < (4 if alike else MIN_LETTERS) or one == other:
        return False
    if (one[-1] != other[-1] and one[:-1] == other[:-1]) or one + "a" == other or other + "a" == one:
        return False  # Petrov, Petrova; Antonio, Antonia
    rare_name = first.given == second.given and min(len(one), len(other)) >= LONG and agree(rare, frequent)
    shared = common or rare_name or bool(rare.own_sides() & frequent.own_sides())
    return shared and OSA.distance(one, other, score_cutoff=1) <= 1


def _known(people: list[Person], known: People) -> list[Person]:
    """People of the table: all spellings that one row lists are one person.

    Rows of one name in a user's file are as many people, told apart by side; in the package's
    own table they are offices that one person held.
    """
    rows: dict[tuple[str, str], dict[str, OfficeHolder]] = defaultdict(dict)
    for listed in known:
        if listed.full:
            name, holder = HumanName(listed.words), listed.holder
            person = f"{holder.name} {holder.row}" if holder.row >= USER_ROWS else holder.name
            rows[name.surname, name.given].setdefault(person, holder)
    parts = [part for person in people for part in _by_row(person, rows)]
    of_row: dict[str, int] = {}
    into: dict[int, int] = {}
    for at in sorted(range(len(parts)), key=lambda place: -parts[place].claims):
        sides = parts[at].own_sides()
        if parts[at].name.suffix:
            continue  # the son is not the father
        fits = {
            key: holder
            for key, holder in rows.get((parts[at].name.surname, parts[at].name.given), {}).items()
            if not sides or holder.side in sides or holder.side in GENERIC_SIDES
        }
        if len(fits) == 1:
            row, parts[at].holder = next(iter(fits.items()))
            if row in of_row:
                into[at] = of_row[row]
            of_row.setdefault(row, at)
    return _merge(parts, into)


def _by_row(person: Person, rows: Mapping[tuple[str, str], Mapping[str, OfficeHolder]]) -> list[Person]:
    """A person parted by the rows of a user's file, if several have the name."""
    found = rows.get((person.name.surname, person.name.given), {})
    sides = [holder.side for holder in found.values() if holder.row >= USER_ROWS]
    if len(sides) < 2:
        return [person]
    parts: dict[str, Person] = defaultdict(Person)
    for reading in person.readings:
        parts[next((side for side in reading.sides if side in sides), sides[0])].add(reading)
    return list(parts.values())


class _Surnames:
    """Who may be meant by a surname: the people named in full somewhere, with the rest as evidence."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._by_short: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            own = {surname_sound(word) for word in person.name.words}  # not a name that ran into it
            for short in sorted(person.shorts & own):
                self._by_short[short].append(person)
        for found in self._by_short.values():
            found.sort(key=lambda person: (-len(person.documents), -person.claims))

    def of(self, reading: Reading) -> Person | None:
        """The one person that fits clearly best; None when nobody does."""
        assert reading.name is not None
        found = self._by_short.get(reading.name.surname, [])
        scored = [
            (self._score(reading, person), -at, person) for at, person in enumerate(found[:MAX_NAMESAKES])
        ]
        scored = sorted(one for one in scored if one[0] > 0)
        if not scored or (len(scored) > 1 and scored[-1][0] - scored[-2][0] < MARGIN):
            return None
        return scored[-1][2]

    @staticmethod
    def _score(reading: Reading, person: Person) -> float:
        """How well a person fits: by side, role, and how much is reported of them; 0 for not at all.

        The weights are set by hand, on the logarithmic scale of the number of reports.
        """
        words, sides = telling(reading.roles), set(reading.sides) - GENERIC_SIDES
        nations = {nation for role in reading.roles for nation in role.nations}
        own = person.own_sides()
        if nations and own and not nations & (own | set(person.nations)):
            return 0.0
        if words and person.words and not words & set(person.words):
            return 0.0
        same_side, same_role = bool(sides & own), bool(words & set(person.words))
        general = {"media", "expert"} & set(reading.sides) & set(person.sides)
        alike = bool(general) and not sides and reading.shorts == {person.name.surname} and not words
        if not (same_side or same_role or alike) and len(person.documents) < KNOWN:
            return 0.0
        apart = bool(sides and own and not same_side)
        known = math.log(1 + len(person.documents))
        return known + 2.0 * same_side + 1.5 * same_role + 0.7 * alike - 1.0 * apart


def _surnames(people: list[Person], readings: Sequence[Reading]) -> tuple[list[Person], list[Reading]]:
    """Each surname to the one person it fits, judged by what the full names alone tell."""
    index = _Surnames(people)
    found = [(reading, index.of(reading)) for reading in readings]
    left = [reading for reading, person in found if person is None]
    for reading, person in found:
        if person is not None:
            person.add(reading)
    return people, left


def by_office(readings: Sequence[Reading]) -> tuple[list[Person], list[Reading]]:
    """Surnames that nobody has in full, one person where surname, office and side are the same."""
    groups: dict[tuple[str, str, str], Person] = {}
    left: list[Reading] = []
    for reading in readings:
        office = next((role.key[-1] for role in reading.roles if role.sole), "")
        side = "" if office in _REIGNING else reading.sides[0]
        if reading.name is None or not office or side in GENERIC_SIDES - {""}:
            left.append(reading)
        else:
            if office in _REIGNING:
                reading.shown = f"{office.capitalize()} {reading.shown}"
            groups.setdefault((reading.name.surname, office, side), Person()).add(reading)
    return list(groups.values()), left


def by_word(
    readings: Sequence[Reading], people: Sequence[Person], given: Collection[str]
) -> tuple[list[Person], list[Reading]]:
    """A word taken for a surname that is nobody's, most often a firm's: one where side or role is shared."""
    surnames = {person.name.surname for person in people if len(person.documents) > 1}
    groups: dict[str, list[Person]] = defaultdict(list)
    left: list[Reading] = []
    for reading in readings:
        word = reading.shown
        if (
            reading.name is None
            or " " in word
            or len(word) < 4
            or word in given
            or reading.name.surname in surnames
        ):
            left.append(reading)
            continue
        words = telling(reading.roles)
        alike = [one for one in groups[fold(word)] if words & set(one.words) or word[1:] != word[1:].lower()
                 or (set(reading.sides) - {"unknown", "civilian"}) & set(one.sides)]  # fmt: skip
        if not alike:
            alike = [Person()]
            groups[fold(word)].append(alike[0])
        alike[0].add(reading)
    return [one for found in groups.values() for one in found], left
