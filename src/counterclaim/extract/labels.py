"""The label inventory of the network, the one place where their order is fixed.

The model folder carries a copy (`labels.json`); loading refuses a model whose inventory
differs from this one.
"""

from __future__ import annotations

from counterclaim.types import Act, Certainty, EntityKind, Kind

ROLES = ("source", "cue", "content")
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
"""Tag of a token as seen from one anchor (BIO, Ramshaw and Marcus 1995)."""

ANCHORS = ("none", "cue", "bare")
"""A token begins a cue, begins a quotation that has no cue, or neither."""

ENTITIES = tuple(EntityKind)
ENTITY_TAGS = ("O", *(f"{part}-{kind}" for kind in EntityKind for part in ("B", "I")))
"""Tag of a subword as part of a name (BIO): what `resolve` needs to find places and parties."""

ACTS = tuple(Act)
CERTAINTIES = tuple(Certainty)
KINDS = tuple(Kind)

SCHEMES = ("any", "counterclaim", "polnear")
"""Annotation scheme the output should follow.

PolNeAR (Newell et al. 2018) does not nest and counts thoughts and intentions; our guide
nests and leaves plain mental states out. `any` lets the text decide (seen in training as a
random half of either).
"""


def allowed(previous: int, following: int) -> bool:
    """True when tag `following` may come right after tag `previous`: I-x needs B-x or I-x."""
    tag = TAGS[following]
    return not tag.startswith("I-") or (previous >= 0 and TAGS[previous][2:] == tag[2:])
