"""A user's own places and outlets: a text file of tab-separated columns.

One row a place, UTF-8; a line that starts with "#" is a comment:

    names      what reports call it, "|" between names; the first is the standard name
    kind       point | city | region | country | outlet
    country    ISO 3166-1 alpha-2 code or the country's name; may be empty
    latitude   WGS 84 degrees; with the longitude, may be empty for a region, country or outlet
    longitude
    note       for the reader of the file; not used

A name that stands in the file means what the file says, and nothing else. A row of kind "outlet"
gives outlets, by their names or domains, a home.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from counterclaim.errors import TableError
from counterclaim.resolve.places.entry import Entry, Home, Named
from counterclaim.resolve.places.fold import MAX_NAME, fold
from counterclaim.resolve.places.layout import Kind, Naming

KINDS = {"point": Kind.POINT, "city": Kind.CITY, "region": Kind.REGION, "country": Kind.COUNTRY}
OUTLET = "outlet"
_POPULATION = 1_000_000  # what a place weighs that somebody took the trouble to enter


@dataclass(slots=True)
class Own:
    """The places by folded name, and the homes of outlets by their names in lower case."""

    places: dict[str, list[Named]] = field(default_factory=dict)
    homes: dict[str, Home] = field(default_factory=dict)


def read_own(path: Path, country_of: Callable[[str], str | None]) -> Own:
    """The rows of a user's file; `country_of` tells a country's code by its name.

    Raises `TableError` naming the file, the line and the reason at the first bad row, or when the
    file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    own = Own()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            _add_row(own, line, -number, country_of)
        except ValueError as error:
            raise TableError(f"{path}, line {number}: {error}") from error
    return own


def _add_row(own: Own, line: str, number: int, country_of: Callable[[str], str | None]) -> None:
    columns = [column.strip() for column in line.split("\t")]
    if not 3 <= len(columns) <= 6:
        raise ValueError(
            f"{len(columns)} tab-separated columns, expected names, kind, country and up to three more"
        )
    listed, kind, country, latitude, longitude, _ = [*columns, "", "", ""][:6]
    names = _names(listed)
    if kind not in KINDS and kind != OUTLET:
        raise ValueError(f"unknown kind {kind!r}; one of {', '.join([*KINDS, OUTLET])}")
    position = _position(latitude, longitude)
    code = _code(country, country_of)
    if kind == OUTLET:
        if code is None and position is None:
            raise ValueError("an outlet needs a country or a position")
        own.homes.update({name.lower(): Home(code, *(position or (None, None))) for name in names})
        return
    if kind in {"point", "city"} and position is None:
        raise ValueError(f"a {kind} needs a latitude and a longitude")
    north, east = position or (None, None)
    entry = Entry(number, names[0], KINDS[kind], code, None, north, east, _POPULATION)
    for key in dict.fromkeys(map(fold, names)):
        own.places.setdefault(key, []).append(Named(entry, Naming.NAME))


def _names(listed: str) -> list[str]:
    names = [name.strip() for name in listed.split("|") if name.strip()]
    if not names:
        raise ValueError("no name")
    for name in names:
        if len(name) > MAX_NAME or not fold(name):
            raise ValueError(f"{name[:MAX_NAME]!r} is not a name of up to {MAX_NAME} characters")
    return names


def _position(latitude: str, longitude: str) -> tuple[float, float] | None:
    if not latitude and not longitude:
        return None
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        raise ValueError(f"latitude {latitude!r} and longitude {longitude!r} are not two numbers") from None
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise ValueError(f"{latitude}, {longitude} is no place on earth")
    return north, east


def _code(country: str, country_of: Callable[[str], str | None]) -> str | None:
    if not country:
        return None
    if len(country) == 2 and country.isascii() and country.isupper():
        return country
    code = country_of(country)
    if code is None:
        raise ValueError(f"{country!r} is no country's code or name")
    return code
