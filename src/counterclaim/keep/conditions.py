"""What claims may be asked for that stands in other tables, as conditions on `claims`."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select, tuple_

from counterclaim.keep.fold import fold
from counterclaim.keep.schema import claim_places, claims, register_entries, register_members
from counterclaim.keep.words import bindable

MOST_DIGITS = 18
"""More digits than any GeoNames id has, and few enough for SQLite."""


def of_entry(entry: str) -> ColumnElement[bool]:
    """Claims of the party of the register with that id."""
    members = (
        select(register_members.c.document, register_members.c.party)
        .join(register_entries, register_entries.c.key == register_members.c.entry)
        .where(register_entries.c.id == bindable(entry))
    )
    return tuple_(claims.c.document, claims.c.party).in_(members)


def about_place(wanted: str) -> ColumnElement[bool]:
    """Claims about the place of that whole name or GeoNames id."""
    wanted = bindable(wanted).strip()
    named = claim_places.c.folded == fold(wanted)
    if wanted.isascii() and wanted.isdigit() and len(wanted) <= MOST_DIGITS:
        named |= claim_places.c.geonames == int(wanted)
    return claims.c.key.in_(select(claim_places.c.claim).where(named))
