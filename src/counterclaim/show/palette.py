"""Which look stands for which side, and which shape for which act, on a page.

Sides get their looks in the order of how much they say on that page, so that no colour
belongs to a country. A side is told by colour, sign and line together; the hues are of equal
weight, with no red against green. An unknown side is always grey.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from counterclaim.show.answers import ClaimAnswer
from counterclaim.show.clean import line

UNKNOWN: Final = "unknown"
SIGNS: Final = "●■▲◆✚▼⬟★"
ACTS: Final = {
    "assert": ("says it is so", "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0"),
    "deny": ("denies it",
             "M-5 -3.4L-3.4 -5L0 -1.6L3.4 -5L5 -3.4L1.6 0L5 3.4L3.4 5L0 1.6L-3.4 5L-5 3.4L-1.6 0Z"),
    "doubt": ("calls it uncertain", "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0M-3 0a3 3 0 1 1 6 0a3 3 0 1 1 -6 0"),
    "predict": ("expects it", "M-4 -5L5.5 0L-4 5Z"),
    "demand": ("demands it", "M-5 4.5L0 -5.5L5 4.5Z"),
    "commit": ("undertakes it", "M-4.5 -4.5H4.5V4.5H-4.5Z"),
    "ask": ("asks about it", "M0 -6L6 0L0 6L-6 0ZM0 -3.4L-3.4 0L0 3.4L3.4 0Z"),
    "evaluate": ("judges it", "M-4.5 -4.5H4.5V4.5H-4.5ZM-2.7 -2.7V2.7H2.7V-2.7Z"),
}  # fmt: skip
"""For each act: what it does with the content, in words, and the outline of its shape (10 by 10)."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a side looks: a class of the style sheet, and a sign."""

    side: str
    style: str
    sign: str


class Palette:
    """The looks of all sides on one page; beyond eight sides they repeat, with the name beside."""

    def __init__(self, claims: Iterable[ClaimAnswer]) -> None:
        spoken = Counter(claim.side for claim in claims if claim.side and claim.side != UNKNOWN)
        order = sorted(spoken, key=lambda side: (-spoken[side], side))
        self._looks = {
            side: Look(line(side, 40), f"s{index % len(SIGNS)}", SIGNS[index % len(SIGNS)])
            for index, side in enumerate(order)
        }

    def of(self, side: str | None) -> Look:
        """The look of a side."""
        return self._looks.get(side or UNKNOWN) or Look(UNKNOWN, "sx", "○")
