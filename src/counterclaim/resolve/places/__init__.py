"""Places: which place of the world each location named in a report is, and which a claim is about."""

from __future__ import annotations

from counterclaim.resolve.places.claims import claim_places
from counterclaim.resolve.places.entry import Home
from counterclaim.resolve.places.find import find_places
from counterclaim.resolve.places.gazetteer import Gazetteer

__all__ = ["Gazetteer", "Home", "claim_places", "find_places"]
