"""Contradictions made from real contents: a number, name, place, time, direction or polarity swapped.

From a content and the sentence that reports it come four texts, each with and without the swap. The
two without and the two with it agree, the others do not: every text stands once on either side, so
that the swap itself gives nothing away. A swapped place, time or actor may be another event rather
than a contradiction, so such a pair is only said not to be the same.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from counterclaim.types import Agreement, Wording
from pairs_data import APART, CONTRADICT, NEITHER, SAME, YES, Example, Reported

_NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?:,\d{3})+(?![\w,])|(?<![\w.,-])\d+(?:\.\d+)?(?![\w,-]|\.\d)")
_WORDS = (
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "twelve",
    "twenty",
    "thirty",
)
_NUMERAL = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "April", "June", "July", "August", "September", "October", "November")
_TIMES = (_DAYS, _MONTHS, ("yesterday", "today", "tomorrow"), ("last week", "this week", "next week"))
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}(?: [A-Z][a-z]+)*")
_PLACED = re.compile(r"\b(?:in|at|near|from|into|of|towards?) $")
_OPPOSITES = (
    ("withdraw", "advance"), ("withdrawn", "advanced"), ("withdrew", "advanced"), ("increase", "decrease"),
    ("increased", "decreased"), ("increasing", "decreasing"), ("rise", "fall"), ("rose", "fell"),
    ("more", "less"), ("before", "after"), ("inside", "outside"), ("win", "lose"), ("won", "lost"),
    ("begin", "end"), ("began", "ended"), ("start", "stop"), ("started", "stopped"), ("open", "closed"),
    ("opened", "closed"), ("accept", "reject"), ("accepted", "rejected"), ("support", "oppose"),
    ("supported", "opposed"), ("supports", "opposes"), ("arrived", "left"), ("true", "false"),
    ("possible", "impossible"), ("safe", "dangerous"), ("legal", "illegal"), ("first", "last"),
    ("all", "none"), ("guilty", "innocent"), ("alive", "dead"), ("joined", "quit"), ("higher", "lower"),
    ("up", "down"), ("better", "worse"), ("success", "failure"), ("peaceful", "violent"),
)  # fmt: skip
_OPPOSITE = {x: y for pair in _OPPOSITES for x, y in (pair, pair[::-1])}
_TURNABLE = re.compile(rf"\b(?:{'|'.join(_OPPOSITE)})\b")
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|could|should|must)\b(?! not\b|n't)")
_NEGATED = re.compile(r"\b(is|are|was|were|has|have|had|will|would|could|should|must) not\b")

Swap = tuple[str, str]
"""What stands in the text, and what it becomes."""


def number(content: str, rng: random.Random, _: Sequence[str]) -> Swap | None:
    """Another figure of the same kind."""
    found = [m.group() for m in _NUMBER.finditer(content) if not re.fullmatch(r"(?:19|20)\d\d", m.group())]
    if found:
        old = rng.choice(found)
        value = float(old.replace(",", ""))
        factor = rng.choice((0.2, 0.4, 0.5, 1.6, 2.0, 3.0, 5.0))
        decimals = len(old.partition(".")[2])
        new = f"{value * factor:{',' if ',' in old else ''}.{decimals}f}"
        return (old, new) if new != old and float(new.replace(",", "")) > 0 else None
    words = _NUMERAL.findall(content)
    if not words:
        return None
    old = rng.choice(words)
    return old, rng.choice([w for w in _WORDS if w != old])


def time(content: str, rng: random.Random, _: Sequence[str]) -> Swap | None:
    """Another day, month or year."""
    for family in _TIMES:
        here = [w for w in family if re.search(rf"\b{w}\b", content)]
        if here:
            old = rng.choice(here)
            return old, rng.choice([w for w in family if w not in here])
    years = re.findall(r"\b20[0-2]\d\b", content)
    return (years[0], str(int(years[0]) - rng.randint(1, 6))) if years else None


def _named(content: str, rng: random.Random, names: Sequence[str], placed: bool) -> Swap | None:
    skip = {*_DAYS, *_MONTHS, "March", "May", "December"}
    here = [
        m.group()
        for m in _NAME.finditer(content)
        if bool(_PLACED.search(content, 0, m.start())) == placed and m.group() not in skip
    ]
    others = [n for n in names if n not in content and n not in skip]
    return (rng.choice(here), rng.choice(others)) if here and others else None


def place(content: str, rng: random.Random, names: Sequence[str]) -> Swap | None:
    """Another name of the report after a preposition of place."""
    return _named(content, rng, names, placed=True)


def actor(content: str, rng: random.Random, names: Sequence[str]) -> Swap | None:
    """Another name of the report elsewhere."""
    return _named(content, rng, names, placed=False)


def direction(content: str, rng: random.Random, _: Sequence[str]) -> Swap | None:
    """A word for its opposite."""
    found = _TURNABLE.findall(content)
    old = rng.choice(found) if found else ""
    return (old, _OPPOSITE[old]) if found else None


def polarity(content: str, _rng: random.Random, _: Sequence[str]) -> Swap | None:
    """A "not" put in after the first auxiliary, or taken out."""
    negated = _NEGATED.search(content)
    if negated:
        return negated.group(), negated.group(1)
    plain = _AUXILIARY.search(content)
    if plain is None or " not " in content or "n't" in content:
        return None
    return plain.group(), f"{plain.group()} not"


KINDS: dict[str, Callable[[str, random.Random, Sequence[str]], Swap | None]] = {
    f.__name__: f for f in (number, time, place, actor, direction, polarity)
}
SURE = {"number", "direction", "polarity"}
"""Kinds whose swap contradicts; of the others it is only known that they are not the same."""


def replaced(text: str, swap: Swap) -> str:
    """`text` with the first whole-word occurrence swapped."""
    new = swap[1]
    return re.sub(rf"(?<!\w){re.escape(swap[0])}(?!\w)", lambda _: new, text, count=1)


def swapped(item: Reported, kind: str, names: Sequence[str], rng: random.Random) -> list[Example]:
    """The four pairs of one content and one swap, or none when it has nothing of that kind."""
    swap = KINDS[kind](item.content, rng, names)
    if swap is None or item.content not in item.sentence or item.act not in ("assert", "predict"):
        return []
    changed = replaced(item.content, swap)
    if changed == item.content:
        return []
    around = item.sentence.replace(item.content, changed, 1)
    plain, whole, other, whole_other = (Wording(t) for t in (item.content, item.sentence, changed, around))
    against = CONTRADICT if kind in SURE else APART
    drawn = [
        (whole, plain, SAME),
        (whole_other, other, SAME),
        (whole, other, against),
        (whole_other, plain, against),
    ]
    return [_example(a, b, labels, kind, item) for a, b, labels in drawn]


def _example(a: Wording, b: Wording, labels: frozenset[Agreement], kind: str, item: Reported) -> Example:
    entails = (YES, YES) if labels == SAME else NEITHER
    return Example(a, b, labels, entails, "swap", kind, item.document)


def denied(item: Reported) -> list[Example]:
    """A denial: its sentence agrees with the content denied, and not with the content."""
    if item.act != "deny":
        return []
    whole, plain, turned = Wording(item.sentence), Wording(item.content), Wording(item.content, denied=True)
    drawn = [
        (whole, turned, SAME),
        (whole, plain, CONTRADICT),
        (plain, plain, SAME),
        (turned, plain, CONTRADICT),
        (turned, turned, SAME),
    ]
    return [_example(a, b, labels, "denial", item) for a, b, labels in drawn]


def swaps(reports: Sequence[Sequence[Reported]], rng: random.Random, share: float = 1.0) -> list[Example]:
    """One drawing: of each content at most one swap, of a kind drawn at random; every denial."""
    found: list[Example] = []
    for report in reports:
        names = sorted({m for r in report for m in _NAME.findall(r.content)})
        for item in report:
            if rng.random() < share:
                kind = rng.choice(sorted(KINDS))
                found += swapped(item, kind, names, rng) or denied(item)
    return found
