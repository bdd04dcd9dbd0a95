"""Resolve: who speaks, for whom, of where, when and how many (within one document)."""

from __future__ import annotations

from counterclaim.resolve.bodies import Bodies
from counterclaim.resolve.facts import resolve_extraction
from counterclaim.resolve.places import Gazetteer
from counterclaim.resolve.resolver import resolve

__all__ = ["Bodies", "Gazetteer", "resolve", "resolve_extraction"]
