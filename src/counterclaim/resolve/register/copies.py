"""Reports that are copies of one text, told by whom they quote: their unnamed sources are the same.

A copy of an agency's story names the same parties in the same words. That is enough to know "a
local man" of the one as "a local man" of the other; nothing else joins unnamed sources.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

from counterclaim.resolve.register.readings import Reading
from counterclaim.types import Sighting

SHARED = 4  # parties in the same words that two reports must share
MOSTLY = 0.6  # of the parties of the smaller report
FREQUENT = 12  # reports that word a party so: more, and the wording tells no copy

Wording = tuple[str, ...]


def wording_of(sighting: Sighting) -> Wording:
    """A party in all its words."""
    return (sighting.party.name, *sighting.party.aliases, *sighting.sources)


def originals(readings: Sequence[Reading]) -> dict[str, str]:
    """For each report the first of those that are copies of each other (itself when it has none)."""
    parties: dict[str, set[Wording]] = defaultdict(set)
    reports: dict[Wording, set[str]] = defaultdict(set)
    for reading in readings:
        sighting = reading.sighting
        parties[sighting.document].add(wording_of(sighting))
        reports[wording_of(sighting)].add(sighting.document)
    shared: Counter[tuple[str, str]] = Counter()
    for found in reports.values():
        if len(found) <= FREQUENT:
            shared.update(combinations(sorted(found), 2))
    first = {document: document for document in parties}
    for (one, other), number in sorted(shared.items()):
        if number >= max(SHARED, MOSTLY * min(len(parties[one]), len(parties[other]))):
            first[other] = min(first[other], first[one])
    return first
