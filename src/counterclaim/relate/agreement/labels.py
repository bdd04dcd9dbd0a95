"""The inventory of the pair model; training and inference share it."""

from __future__ import annotations

from counterclaim.types import Agreement

LABELS = tuple(Agreement)
"""The order of the network's four label scores."""

GAPS = (0, 1, 2, 3, 5, 9, 30)
"""Upper ends, in days, of the classes of the time between two reports; later ones are one class."""

UNKNOWN_GAP = len(GAPS) + 1
GAP_CLASSES = len(GAPS) + 2

MATCH_SPECIAL, MATCH_NONE, MATCH_SHARED, MATCH_NUMBER, MATCH_SHARED_NUMBER = range(5)
"""What a subword is to the other text: found there or not, and whether it is a figure."""

MATCHES = 5
