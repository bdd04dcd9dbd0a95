"""Times: what a report's words for a time mean, given the day it was published.

`find_times` reads them, `claim_times` says which of them tell when a claim was made and which
belong to what is claimed.
"""

from __future__ import annotations

from counterclaim.resolve.times.claims import claim_times
from counterclaim.resolve.times.find import find_times

__all__ = ["claim_times", "find_times"]
