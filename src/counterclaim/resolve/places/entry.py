"""What a gazetteer holds: places, and how names name them."""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.resolve.places.layout import Kind, Naming


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of a gazetteer.

    `number` tells it from every other entry of the same gazetteer, `country` is an ISO 3166-1
    alpha-2 code, `region` the number of the first-level division it lies in (None when unknown, or
    when it is one itself).
    """

    number: int
    name: str
    kind: Kind
    country: str | None
    region: int | None
    latitude: float | None
    longitude: float | None
    population: int = 0
    geonames: int | None = None
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A place that has a name, and how the name names it."""

    entry: Entry
    naming: Naming


@dataclass(frozen=True, slots=True)
class Home:
    """Where an outlet is at home: the places it names without more words are likely there.

    `country` is an ISO code. A position makes it a local outlet.
    """

    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
