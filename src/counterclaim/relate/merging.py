"""Disputes on one question, found apart, put together.

Reports on one matter run over weeks, and no statement is compared with those of another week: so one
question may open several disputes. Two of them are one when each of the first two positions of the one
agrees with one of the two of the other, and not crosswise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from counterclaim.relate.linking import Weighed

Stands = list[list[str]]
Opened = tuple[Stands, list[Weighed]]
"""Positions, as lists of propositions, with the pairs that hold them apart."""


def merged(opened: Iterable[Opened], agreeing: Mapping[tuple[str, str], float], least: float) -> list[Opened]:
    """The disputes, those on one question as one, in the order in which the first of each came.

    `agreeing` says how much two propositions (by ids, the smaller first) attract each other; positions
    agree from `least` on in all.
    """
    friends: dict[str, dict[str, float]] = {}
    for (a, b), weight in sorted(agreeing.items()):
        friends.setdefault(a, {})[b] = weight
        friends.setdefault(b, {})[a] = weight
    kept: list[Opened] = []
    for stands, pairs in opened:
        match = _match(stands, kept, friends, least)
        if match is None:
            kept.append(([list(stand) for stand in stands], list(pairs)))
            continue
        into, turned = match
        _join(kept[into], (stands, pairs), turned=turned)
    return kept


def _match(
    stands: Stands, kept: Sequence[Opened], friends: Mapping[str, Mapping[str, float]], least: float
) -> tuple[int, bool] | None:
    """The dispute that this is one with, and whether its positions are the other way round."""
    near = {other for stand in stands[:2] for p in stand for other in (p, *friends.get(p, {}))}
    best: tuple[float, int, bool] | None = None
    for number, (known, _) in enumerate(kept):
        if near.isdisjoint(known[0]) or near.isdisjoint(known[1]):
            continue
        straight = [_agree(stands[0], known[0], friends), _agree(stands[1], known[1], friends)]
        crossed = [_agree(stands[0], known[1], friends), _agree(stands[1], known[0], friends)]
        turned = min(crossed) > min(straight)
        along, across = (crossed, straight) if turned else (straight, crossed)
        if min(along) >= least and max(across) < min(along) and (best is None or sum(along) > best[0]):
            best = (sum(along), number, turned)
    return None if best is None else best[1:]


def _agree(one: Sequence[str], other: Sequence[str], friends: Mapping[str, Mapping[str, float]]) -> float:
    """How much two positions attract each other; a proposition in both counts as one strong link."""
    members = set(other)
    drawn = (weight for p in one for q, weight in friends.get(p, {}).items() if q in members)
    return len(members.intersection(one)) + sum(drawn)


def _join(into: Opened, more: Opened, *, turned: bool) -> None:
    stands, pairs = into
    known = {p for stand in stands for p in stand}
    first, second, *rest = more[0]
    for place, stand in enumerate((second, first) if turned else (first, second)):
        stands[place].extend(p for p in stand if p not in known)
    stands.extend(fresh for stand in rest if (fresh := [p for p in stand if p not in known]))
    pairs.extend(more[1])
