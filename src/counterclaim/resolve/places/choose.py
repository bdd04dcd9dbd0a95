"""Which of the places of a name a report means: all its names weighed together.

Each name's candidates are scored by what they are (population, kind, how the name names them), by
what the text says they lie in, and by how well they go with the candidates of the report's other
names: same country, same region, close by. The second depends on the others' choice, so that the
scores are worked out in rounds, each from the chances of the last.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from counterclaim.resolve.places.entry import Entry, Home, Named
from counterclaim.resolve.places.fold import fold
from counterclaim.resolve.places.layout import Kind, Naming
from counterclaim.resolve.places.mentions import MAX_CANDIDATES, WIDE, Mention, Page

Cell = tuple[int, int]

ROUNDS = 3
KILOMETRES = 111.2  # of a degree of latitude
LITTLE = 0.02  # a candidate less likely than this says nothing of the others
WELL_KNOWN = 100_000  # people in a place that the world has its own names for
INSIDE_KM = 60.0  # from a town to what is said to lie in it
AREA_KM = 2500.0  # from the middle of a wide area to what is said to lie in it


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign adds to a candidate's score (log odds).

    Set by hand, then one at a time on the tuning half of LGL where `training/places.py` found better.
    """

    population: float = 0.7
    capital: float = 1.5
    country: float = 1.5
    region: float = -1.0
    district: float = 3.0
    area: float = 9.0
    alias: float = -2.5
    known_alias: float = -0.1
    """That of a place of some size: "Rome" is an alias too."""
    people: float = -0.5
    wanted: float = 4.0
    unwanted: float = -3.0
    inside: float = 7.0
    outside: float = -3.0
    same_country: float = 3.84
    same_region: float = 3.0
    close: float = 3.2
    home_country: float = 1.2
    overshadowed: float = 0.2
    """The share of `home_country` for a small place that has a large namesake."""
    home_around: float = 2.5
    home_close: float = 2.5
    unlisted: float = 1.0
    """The score of a place that the gazetteer lacks."""


@dataclass(slots=True)
class Group:
    """The mentions of one name, which mean one place."""

    mentions: list[int]
    candidates: list[Named]
    base: list[float] = field(default_factory=list)
    chances: list[float] = field(default_factory=list)
    weight: float = 1.0
    outer: set[int] = field(default_factory=set)
    """Groups that name what this one lies in."""
    inner: set[int] = field(default_factory=set)
    stated: list[tuple[Named, ...]] = field(default_factory=list)
    """What the text says it lies in, where that has no group of its own."""

    def likely(self) -> list[tuple[Entry, float]]:
        """The candidates with a chance worth counting."""
        pairs = zip(self.candidates, self.chances, strict=True)
        return [(named.entry, chance) for named, chance in pairs if chance >= LITTLE]

    def best(self) -> tuple[Entry | None, float]:
        """The likeliest place and its chance: None when that is one which the gazetteer lacks."""
        rest = max(0.0, 1.0 - sum(self.chances))
        top = max(range(len(self.candidates)), key=lambda at: (self.chances[at], -at), default=None)
        if top is None or self.chances[top] < rest:
            return None, round(rest, 4)
        return self.candidates[top].entry, self.chances[top]


def choose(page: Page, home: Home | None, weights: Weights) -> list[Group]:
    """The groups of a page's mentions, with the chances of their candidates worked out."""
    groups = group_mentions(page.mentions)
    for group in groups:
        group.base = [_base(page, group, named, home, weights) for named in group.candidates]
        group.chances = _chances(group.base, weights)
    peoples = Counter(page.peoples)
    for _ in range(ROUNDS):
        surroundings = Surroundings(groups, peoples)
        fresh = [_chances(surroundings.scores(group, groups, weights), weights) for group in groups]
        for group, chances in zip(groups, fresh, strict=True):
            group.chances = chances
    return groups


def group_mentions(mentions: Sequence[Mention]) -> list[Group]:
    """Mentions of one name together; apart where the text puts them in different places."""
    by_key: dict[tuple[str, str], Group] = {}
    last_inside: dict[str, str] = {}
    of: dict[int, Group] = {}
    for number, mention in enumerate(mentions):
        name = fold(mention.name)
        inside = fold(mention.inside_name) if mention.inside else last_inside.get(name, "")
        if inside and name not in last_inside and (name, "") in by_key:
            by_key[name, inside] = by_key[name, ""]  # named before it is placed: the same one
        last_inside[name] = inside
        group = by_key.get((name, inside))
        if group is None:
            group = by_key[name, inside] = Group([], _narrowed(mention))
        group.mentions.append(number)
        of[number] = group
    groups = list({id(group): group for group in by_key.values()}.values())
    numbers = {id(group): number for number, group in enumerate(groups)}
    for number, mention in enumerate(mentions):
        group = of[number]
        if mention.outer is not None and of[mention.outer] is not group:
            group.outer.add(numbers[id(of[mention.outer])])
            of[mention.outer].inner.add(numbers[id(group)])
        elif mention.inside and mention.outer is None:
            group.stated.append(mention.inside)
    for group in groups:
        group.weight = 1.0 + math.log(len(group.mentions))
    return groups


def _narrowed(mention: Mention) -> list[Named]:
    """The candidates, the largest `MAX_CANDIDATES` of them in the gazetteer's order."""
    found = list(mention.found)
    if len(found) > MAX_CANDIDATES:
        inside = {one.entry.country for one in mention.inside}
        found.sort(key=lambda one: (one.entry.country not in inside, -one.entry.population, one.entry.number))
        found = sorted(found[:MAX_CANDIDATES], key=lambda one: one.entry.number)
    return found


def _chances(scores: Sequence[float], weights: Weights) -> list[float]:
    """The scores as chances, which leave a rest for a place that the gazetteer lacks."""
    top = max([weights.unlisted, *scores])
    shares = [math.exp(score - top) for score in scores]
    total = sum(shares) + math.exp(weights.unlisted - top)
    return [share / total for share in shares]


def _base(page: Page, group: Group, named: Named, home: Home | None, weights: Weights) -> float:
    """What speaks for a candidate whatever the report's other names are."""
    entry = named.entry
    score = weights.population * math.log10(entry.population + 1) + weights.capital * entry.capital
    score += {
        Kind.COUNTRY: weights.country,
        Kind.REGION: weights.region,
        Kind.DISTRICT: weights.district,
        Kind.AREA: weights.area,
        Kind.POINT: weights.area,
        Kind.CITY: 0.0,
    }[entry.kind]
    if named.naming is Naming.ALIAS:
        score += weights.known_alias if entry.population >= WELL_KNOWN else weights.alias
    elif named.naming is Naming.PEOPLE:
        score += weights.people
    mention = page.mentions[group.mentions[0]]
    if mention.wanted and mention.exact:
        score += weights.wanted if entry.kind in mention.wanted else weights.unwanted
    for containers in group.stated:
        if any(lies_in(entry, container.entry) for container in containers):
            score += weights.inside / len(group.stated)
        elif entry.kind not in WIDE:
            score += weights.outside / len(group.stated)
    return score if home is None else score + _at_home(entry, group, home, weights)


def _at_home(entry: Entry, group: Group, home: Home, weights: Weights) -> float:
    """What it adds that a candidate lies where the outlet is at home."""
    score = 0.0
    if entry.country is not None and entry.country == home.country:
        small = entry.population < WELL_KNOWN
        namesake = small and any(named.entry.population >= WELL_KNOWN for named in group.candidates)
        score += weights.home_country * (weights.overshadowed if namesake else 1.0)
    if home.latitude is not None and home.longitude is not None:
        far = away(entry, home)
        score += weights.home_around * math.exp(-far / 500.0) + weights.home_close * math.exp(-far / 100.0)
    return score


@dataclass(slots=True)
class Masses:
    """How much of what a report names lies in each country, region and cell of one degree."""

    country: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    region: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    cell: dict[Cell, float] = field(default_factory=lambda: defaultdict(float))

    def add(self, entry: Entry, mass: float) -> None:
        """Count a place."""
        if entry.country is not None:
            self.country[entry.country] += mass
        if (region := region_of(entry)) is not None:
            self.region[region] += mass
        if (cell := cell_of(entry)) is not None:
            self.cell[cell] += mass

    def near(self, cell: Cell) -> float:
        """What lies in a cell and those around it."""
        row, column = cell
        found = 0.0
        for north in (row - 1, row, row + 1):
            for east in (column - 1, column, column + 1):
                found += self.cell.get((north, east), 0.0)
        return found


class Surroundings:
    """Where the places that a report is likely to mean lie, by the chances so far."""

    def __init__(self, groups: Sequence[Group], peoples: Counter[str]) -> None:
        self._all = Masses()
        self._own: dict[int, Masses] = {}
        self._total = sum(group.weight for group in groups)
        for country, count in peoples.items():
            self._all.country[country] += 1.0 + math.log(count)
            self._total += 1.0 + math.log(count)
        for group in groups:
            own = self._own[id(group)] = Masses()
            for entry, chance in group.likely():
                own.add(entry, chance * group.weight)
                self._all.add(entry, chance * group.weight)

    def scores(self, group: Group, groups: Sequence[Group], weights: Weights) -> list[float]:
        """The scores of a group's candidates beside the other names of the report."""
        total = self._total - group.weight
        own = self._own[id(group)]
        return [
            base
            + (self._fitting(named.entry, own, weights) / total if total > 0 else 0.0)
            + _nesting(named.entry, group, groups, weights)
            for named, base in zip(group.candidates, group.base, strict=True)
        ]

    def _fitting(self, entry: Entry, own: Masses, weights: Weights) -> float:
        """How much of what the other names may be lies in the same country, the same region, close by."""
        score = 0.0
        if (country := entry.country) is not None:
            score += weights.same_country * (
                self._all.country.get(country, 0.0) - own.country.get(country, 0.0)
            )
        if (region := region_of(entry)) is not None:
            score += weights.same_region * (self._all.region.get(region, 0.0) - own.region.get(region, 0.0))
        if (cell := cell_of(entry)) is not None and self._all.cell:
            score += weights.close * (self._all.near(cell) - own.near(cell))
        return score


def _nesting(entry: Entry, group: Group, groups: Sequence[Group], weights: Weights) -> float:
    """What it adds that the text puts a candidate in another place, or another place in it."""
    score = 0.0
    for number in group.outer:
        inside = outside = 0.0
        for outer, chance in groups[number].likely():
            if lies_in(entry, outer):
                inside += chance
            elif outer.kind in WIDE and entry.kind not in WIDE:
                outside += chance
        score += (weights.inside * inside + weights.outside * outside) / len(group.outer)
    for number in group.inner:
        held = sum(chance for inner, chance in groups[number].likely() if lies_in(inner, entry))
        score += weights.inside * held / len(group.inner)
    return score


def lies_in(entry: Entry, container: Entry) -> bool:
    """True when a place lies in another, as far as the gazetteer tells."""
    if entry.number == container.number:
        return False
    if container.kind is Kind.COUNTRY:
        return entry.country == container.country and entry.kind is not Kind.COUNTRY
    if container.kind is Kind.REGION:
        return entry.region == container.number
    if entry.kind is Kind.COUNTRY and container.kind is not Kind.AREA:
        return False
    if container.kind is Kind.AREA:
        return away(entry, container) <= (AREA_KM if container.country is None else AREA_KM / 8)
    return entry.country == container.country and away(entry, container) <= INSIDE_KM


def region_of(entry: Entry) -> int | None:
    """The number of the first-level region a place lies in or is."""
    return entry.number if entry.kind is Kind.REGION else entry.region


def cell_of(entry: Entry) -> Cell | None:
    """The cell of one degree that a town lies in; None for what is larger than that."""
    if entry.latitude is None or entry.longitude is None or entry.kind in WIDE:
        return None
    return math.floor(entry.latitude), math.floor(entry.longitude)


def away(one: Entry | Home, other: Entry | Home) -> float:
    """Kilometres between two places; infinite where one has no position."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return math.inf
    return distance(one.latitude, one.longitude, other.latitude, other.longitude)


def distance(latitude: float, longitude: float, other: float, far: float) -> float:
    """Kilometres between two points, as a flat map has them: right to a per cent below 1,000 km."""
    east = abs(longitude - far)
    east = min(east, 360.0 - east) * math.cos(math.radians((latitude + other) / 2))
    return KILOMETRES * math.hypot(latitude - other, east)
