"""Reports with names tagged by hand, as the network would tag them."""

from __future__ import annotations

import re

from counterclaim.resolve.places import Gazetteer, Home, find_places
from counterclaim.types import Document, Entity, EntityKind, Place, Span


def tagged(text: str, *names: str, kind: EntityKind = EntityKind.LOCATION) -> list[Entity]:
    """Every occurrence of the names as an entity; longer names first, without overlaps."""
    taken: list[Span] = []
    for name in sorted(names, key=len, reverse=True):
        for match in re.finditer(re.escape(name), text):
            span = Span(*match.span())
            if not any(span.overlaps(other) for other in taken):
                taken.append(span)
    return [Entity(span, kind) for span in sorted(taken)]


def places_of(
    text: str,
    *names: str,
    peoples: tuple[str, ...] = (),
    outlet: str | None = None,
    home: Home | None = None,
    gazetteer: Gazetteer | None = None,
) -> dict[str, Place]:
    """The places of a report by the words that name them; of words that stand twice, the last."""
    entities = [*tagged(text, *names), *tagged(text, *peoples, kind=EntityKind.NATIONALITY)]
    document = Document(id="d", text=text, outlet=outlet)
    return {place.span.of(text): place for place in find_places(document, entities, gazetteer, home=home)}
