"""Questions about what claims are about: the places they name and the figures they give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, case, distinct, func, select

from counterclaim.keep.details import item_words
from counterclaim.keep.fold import fold
from counterclaim.keep.reading import ORDER, PAGE, Query, claims_by_key, limited, narrowed
from counterclaim.keep.schema import (
    claim_places,
    claim_quantities,
    claims,
    documents,
    register_entries,
    register_members,
)
from counterclaim.keep.words import bindable
from counterclaim.types import ClaimFilter, Figure, ItemCount, PartyKind, PlaceCount, PlaceFilter, Precision

_place = claim_places.c
_figure = claim_quantities.c


def places(connection: Connection, where: PlaceFilter) -> Iterator[PlaceCount]:
    """Places with the number of claims about them, those with the most first, then by name."""
    number, name = func.count(distinct(_place.claim)), func.min(_place.name)
    # One place may have several names in its GeoNames id; without an id the name is all there is.
    unlisted = (
        case((_place.geonames.is_(None), part)) for part in (_place.folded, _place.country, _place.precision)
    )
    query = (
        select(
            name,
            func.min(_place.precision),
            func.min(_place.country),
            func.min(_place.latitude),
            func.min(_place.longitude),
            _place.geonames,
            number,
            func.count(distinct(claims.c.document)),
        )
        .join(claims, claims.c.key == _place.claim)
        .group_by(_place.geonames, *unlisted)
        .order_by(number.desc(), name, _place.geonames)
    )
    if where.name is not None:
        query = query.where(func.instr(_place.folded, fold(bindable(where.name))) > 0)
    if where.country is not None:
        query = query.where(_in_country(bindable(where.country)))
    for row in connection.execute(limited(query, where.limit)):
        found, precision, *rest = row
        yield PlaceCount(found, Precision(precision), *rest)


def _in_country(country: str) -> ColumnElement[bool]:
    """Places of a country by its code, or by the name under which some claim names it."""
    codes = select(_place.country).where(
        _place.precision == Precision.COUNTRY.value, _place.folded == fold(country)
    )
    return (_place.country == country.strip().upper()) | _place.country.in_(codes)


def items(connection: Connection, limit: int) -> Iterator[ItemCount]:
    """Things counted with the number of figures for them, those with the most first, then by name."""
    number = func.count()
    query = (
        select(_figure.item, _figure.unit, _figure.scope, number, func.count(distinct(claims.c.document)))
        .join(claims, claims.c.key == _figure.claim)
        .group_by(_figure.item, _figure.unit, _figure.scope)
        .order_by(number.desc(), _figure.item, _figure.scope, _figure.unit)
    )
    for row in connection.execute(limited(query, limit)):
        yield ItemCount(*row)


def figures(connection: Connection, item: str, where: ClaimFilter) -> Iterator[Figure]:
    """Every figure whose item, unit and scope have all words of `item`, in the order of `claims`."""
    wanted = item_words(bindable(item)).split()
    if not wanted:
        return
    query: Query = select(_figure.claim, _figure.rank).join(claims, claims.c.key == _figure.claim)
    query = query.join(documents, documents.c.key == claims.c.document)
    for word in dict.fromkeys(wanted):
        query = query.where(func.instr(_figure.words, f" {word} ") > 0)
    query = narrowed(connection, query, where)
    query = query.order_by(*ORDER, claims.c.start, claims.c.key, _figure.start, _figure.rank)
    query = limited(query, where.limit)
    ranks: dict[int, list[int]] = {}
    for claim, rank in connection.execute(query):
        ranks.setdefault(claim, []).append(rank)
    keys = list(ranks)
    for start in range(0, len(keys), PAGE):
        page = keys[start : start + PAGE]
        known = _speakers(connection, page)
        for key, (claim, document) in claims_by_key(connection, page):
            for rank in ranks[key]:
                yield Figure(claim.quantities[rank], claim, document, *known.get(key, ()))


def _speakers(connection: Connection, keys: Sequence[int]) -> dict[int, tuple[str, str, PartyKind]]:
    """The id, name and kind in the register of who makes each of those claims."""
    seen = register_members.c
    query = (
        select(claims.c.key, register_entries.c.id, register_entries.c.name, register_entries.c.kind)
        .join(register_members, (seen.document == claims.c.document) & (seen.party == claims.c.party))
        .join(register_entries, register_entries.c.key == seen.entry)
        .where(claims.c.key.in_(keys))
    )
    return {key: (entry, name, PartyKind(kind)) for key, entry, name, kind in connection.execute(query)}
