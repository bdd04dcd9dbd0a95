"""The whole stage: claims with their speakers, and the places, times and figures of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from counterclaim.resolve.bodies import Bodies
from counterclaim.resolve.places import Gazetteer, claim_places, find_places
from counterclaim.resolve.quantities import claim_quantities, find_quantities
from counterclaim.resolve.resolver import resolve
from counterclaim.resolve.times import claim_times, find_times
from counterclaim.types import Claim, Document, Entity, Extraction


def resolve_extraction(
    found: Extraction, bodies: Bodies | None = None, gazetteer: Gazetteer | None = None
) -> tuple[Claim, ...]:
    """What `extract` found in a document, resolved: who speaks, for whom, of where, when and how many.

    `bodies` and `gazetteer` are the package's own by default.
    """
    claims = resolve(found.document, found.attributions, bodies, entities=found.entities)
    return with_facts(found.document, claims, found.entities, gazetteer)


def with_facts(
    document: Document,
    claims: Sequence[Claim],
    entities: Sequence[Entity],
    gazetteer: Gazetteer | None = None,
) -> tuple[Claim, ...]:
    """The claims with when they were said, and the times, places and figures of what is claimed.

    `entities` are the names in the text: without them no place is found. `gazetteer` is the
    package's own by default.
    """
    if not claims:
        return ()
    times = find_times(document.text, document.published)
    places = find_places(document, entities, gazetteer)
    quantities = find_quantities(document.text, times)
    stated = []
    for claim in claims:
        said, happened = claim_times(document, claim.attribution, times)
        stated.append(
            replace(
                claim,
                said=said,
                happened=happened,
                places=claim_places(document, claim.attribution, places),
                quantities=claim_quantities(claim.attribution, quantities),
            )
        )
    return tuple(stated)
