"""The register of parties: who stands behind the sightings of many reports.

`build_register` is a pure function of the evidence. A surname, an acronym or an office in one
report is joined to what other reports spell out; who is not known beyond a report stays its own.
"""

from __future__ import annotations

from counterclaim.resolve.register.build import build_register, by_member

__all__ = ["build_register", "by_member"]
