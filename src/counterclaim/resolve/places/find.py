"""Every place a report names, each resolved once."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from counterclaim.resolve.places.choose import Weights, choose
from counterclaim.resolve.places.dateline import dateline
from counterclaim.resolve.places.entry import Entry, Home
from counterclaim.resolve.places.gazetteer import Gazetteer
from counterclaim.resolve.places.layout import Kind
from counterclaim.resolve.places.mentions import Mention, read_page
from counterclaim.resolve.sides import home_side
from counterclaim.types import Document, Entity, Found, Place, Precision

_PRECISION = {
    Kind.POINT: Precision.POINT,
    Kind.CITY: Precision.CITY,
    Kind.REGION: Precision.REGION,
    Kind.DISTRICT: Precision.REGION,
    Kind.AREA: Precision.REGION,
    Kind.COUNTRY: Precision.COUNTRY,
}
_ROUGH = 0.7  # of a score, for what only lies at the place it is called after


def find_places(
    document: Document,
    entities: Sequence[Entity],
    gazetteer: Gazetteer | None = None,
    *,
    home: Home | None = None,
    weights: Weights | None = None,
) -> tuple[Place, ...]:
    """Every location that is tagged in a report, in text order, as the place it most likely is.

    One name means one place throughout a report, unless the text says otherwise ("Paris, Texas").
    What the gazetteer lacks keeps its name, without a position. `home` is where the outlet is at
    home; by default its country, as far as the table of outlets knows it.
    """
    gazetteer = gazetteer or Gazetteer.default()
    page = read_page(document, entities, gazetteer)
    if not page.mentions:
        return ()
    home = home or outlet_home(document, gazetteer)
    groups = choose(page, home, weights or Weights())
    best = {number: group.best() for group in groups for number in group.mentions}
    head = dateline(document.text)
    places = []
    for number, mention in enumerate(page.mentions):
        dated = head is not None and head.contains(mention.span)
        found = Found.DATELINE if dated else Found.CONTENT
        entry, score = best[number]
        if entry is None:
            country = _stated(mention, None if mention.outer is None else best[mention.outer][0])
            places.append(
                Place(mention.span, mention.name, Precision.UNKNOWN, country, None, None, None, score, found)
            )
        else:
            places.append(_place(mention, entry, score, found))
    return tuple(places)


def outlet_home(document: Document, gazetteer: Gazetteer) -> Home | None:
    """Where an outlet is at home: by a user's file, else the country that the table of outlets knows."""
    host = _host(document.url or "")
    if home := gazetteer.home(document.outlet, host, host.removeprefix("www.")):
        return home
    side = home_side(document.outlet, document.url)
    country = gazetteer.country(side) if side else None
    return Home(country) if country else None


def _place(mention: Mention, entry: Entry, score: float, found: Found) -> Place:
    precision = _PRECISION[entry.kind]
    if mention.wanted and not mention.exact:  # the district around a town
        precision = Precision.REGION
    return Place(
        span=mention.span,
        name=entry.name,
        precision=precision,
        country=entry.country,
        latitude=entry.latitude,
        longitude=entry.longitude,
        geonames=entry.geonames,
        score=round(score * (1.0 if mention.exact else _ROUGH), 4),
        found=found,
    )


def _stated(mention: Mention, outer: Entry | None) -> str | None:
    """The country that the text itself puts an unknown place in, if it is one only."""
    if outer is not None:
        return outer.country
    countries = {named.entry.country for named in mention.inside}
    return countries.pop() if len(countries) == 1 else None


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # an address that is none
        return ""
