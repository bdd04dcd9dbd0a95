"""Of which country a report tells: whose "the foreign ministry" is, nobody need say there.

Elsewhere a report's reading of whose ministry it is errs in one case of three: too often to join.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from counterclaim.resolve.register.institutions import PORTFOLIOS
from counterclaim.resolve.register.terms import COUNTRY_KINDS, Vocabulary
from counterclaim.resolve.sides import home_side
from counterclaim.types import Sighting

AT_HOME = 0.6  # of the claims of a report by countries: nine of ten such readings are right
_POSSESSIVE = ("its ", "his ", "her ", "their ", "our ", "my ", "whose ")
_SPELT = {"defense": "defence"}


class Scenes:
    """What the sightings of each report tell of the countries in it."""

    def __init__(self, sightings: Iterable[Sighting], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._sides: dict[str, Counter[str]] = defaultdict(Counter)
        self._ministries: dict[tuple[str, str], set[str]] = defaultdict(set)
        for sighting in sightings:
            if vocabulary.bodies.kind_of(sighting.party.side) in COUNTRY_KINDS - {"bloc"}:
                self._sides[sighting.document][sighting.party.side] += sighting.claims
            self._note_ministries(sighting)

    def at_home(self, sighting: Sighting) -> bool:
        """True when the side is that of the outlet, of most who speak, or of all like ministries named."""
        if sighting.sources and all(text.lower().startswith(_POSSESSIVE) for text in sighting.sources):
            return False
        home, side = home_side(sighting.outlet, None), sighting.party.side
        if home:
            return home == side
        sides = self._sides[sighting.document]
        others = sides.total() - sighting.claims
        if others > 0 and sides[side] - sighting.claims >= AT_HOME * others:
            return True
        return any(
            self._ministries.get((sighting.document, portfolio)) == {side}
            for portfolio in self._portfolios(sighting.party.name)
        )

    def _note_ministries(self, sighting: Sighting) -> None:
        """Whose ministers and ministries the report names with their country, by their portfolio."""
        for wording in sighting.party.aliases or (sighting.party.name,):
            nations = self._vocabulary.terms(wording).nations()
            if nations:
                for portfolio in self._portfolios(wording):
                    self._ministries[sighting.document, portfolio].update(nations)

    def _portfolios(self, wording: str) -> set[str]:
        lower = self._vocabulary.terms(wording).lower
        if not any(word.startswith(("minist", "department", "secretary")) for word in lower):
            return set()
        return {_SPELT.get(word, word) for word in lower} & PORTFOLIOS
