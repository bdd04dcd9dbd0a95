"""Resolve: who the source of each attribution is, and for whom it speaks (within one document)."""

from __future__ import annotations

from counterclaim.resolve.bodies import Bodies
from counterclaim.resolve.resolver import resolve, resolve_extraction

__all__ = ["Bodies", "resolve", "resolve_extraction"]
