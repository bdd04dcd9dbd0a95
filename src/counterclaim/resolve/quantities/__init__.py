"""Quantities: the figures a report gives, what they count, and how exactly they are meant.

`find_quantities` reads them, `claim_quantities` says which belong to one attribution.
"""

from __future__ import annotations

from counterclaim.resolve.quantities.find import claim_quantities, find_quantities

__all__ = ["claim_quantities", "find_quantities"]
