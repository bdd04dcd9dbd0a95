"""A wording as the network reads it, and the one order in which a pair is read."""

from __future__ import annotations

import datetime as dt

from counterclaim.types import Wording

DENIED = "denied: "
"""Written before a content that is put forward as untrue, where the words themselves do not say so."""

LONGEST_TEXT = 2000
"""Characters of one wording that are looked at: more than the subwords that are read."""


def written(wording: Wording) -> str:
    """The text that the network reads."""
    # Half of a surrogate pair is no character, and no tokenizer takes it.
    text = wording.text[:LONGEST_TEXT].encode("utf-8", "replace").decode("utf-8")
    return DENIED + text if wording.denied else text


def ordered(a: Wording, b: Wording) -> bool:
    """Whether (a, b) is the order in which this pair is read; if not, (b, a) is.

    A pair has one order, whichever way round it is asked: the answer to (b, a) is that to (a, b), turned.
    """
    return (written(a), a.published or dt.date.min) <= (written(b), b.published or dt.date.min)
