"""Answers about parties: the register, and what is known of one of them."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from counterclaim.show.answers import ClaimAnswer, claim_answer
from counterclaim.types import ClaimFilter, PartyEntry, PartyFilter, PartyKind, View

MOST_OTHERS = 5
"""Other parties named that may have been meant."""


@dataclass(frozen=True, slots=True)
class SideAnswer:
    """A side with the number of claims that speak for it."""

    side: str
    claims: int


@dataclass(frozen=True, slots=True)
class RoleAnswer:
    """What reports call a party, from when to when (dates of publication), and in how many claims."""

    role: str
    first: dt.date | None
    last: dt.date | None
    claims: int


@dataclass(frozen=True, slots=True)
class PartyRow:
    """One party of the register. `reports` is the number of reports that quote it."""

    id: str
    name: str
    kind: PartyKind
    side: str
    sides: tuple[SideAnswer, ...]
    affiliation: str | None
    aliases: tuple[str, ...]
    roles: tuple[RoleAnswer, ...]
    first_seen: dt.date | None
    last_seen: dt.date | None
    claims: int
    reports: int


@dataclass(frozen=True, slots=True)
class DenialAnswer:
    """A claim of a party, and the claim of somebody else in the same report that denies it."""

    claim: ClaimAnswer
    by: ClaimAnswer


@dataclass(frozen=True, slots=True)
class OtherAnswer:
    """Another party that what was asked for may have meant."""

    id: str
    name: str
    side: str
    claims: int


@dataclass(frozen=True, slots=True)
class PartyAnswer:
    """One party with its claims and where they were denied, in the order of publication.

    `sightings` are the ids of what it rests on, "<report>#<number of the party in it>". `claims`
    and `denials` hold the latest ones when there are more than were asked for; `denied` is the
    number of all denials. `others` are those with the most claims of the other parties that fit
    what was asked for.
    """

    party: PartyRow
    sightings: tuple[str, ...]
    claims: tuple[ClaimAnswer, ...]
    denials: tuple[DenialAnswer, ...]
    denied: int
    others: tuple[OtherAnswer, ...]


def parties(view: View, where: PartyFilter) -> Iterator[PartyRow]:
    """The parties that pass the filter, those with the most claims first."""
    for entry in view.parties(where):
        yield _row(entry)


def party(view: View, wanted: str, limit: int = 0) -> PartyAnswer:
    """The party of that id or name, with its latest `limit` claims. Raises `UnknownParty`."""
    entry = view.party(wanted)
    claims = deque(view.claims(ClaimFilter(entry=entry.id)), limit or None)
    denials = list(view.denials(entry.id))
    return PartyAnswer(
        party=_row(entry),
        sightings=entry.members,
        claims=tuple(claim_answer(claim, document) for claim, document in claims),
        denials=tuple(
            DenialAnswer(claim_answer(said, document), claim_answer(by, document))
            for said, by, document in denials[-limit:]
        ),
        denied=len(denials),
        others=tuple(
            OtherAnswer(other.id, other.name, other.side, other.claims)
            for other in view.parties(PartyFilter(name=wanted, limit=MOST_OTHERS + 1))
            if other.id != entry.id
        )[:MOST_OTHERS],
    )


def _row(entry: PartyEntry) -> PartyRow:
    return PartyRow(
        id=entry.id,
        name=entry.name,
        kind=entry.kind,
        side=entry.side,
        sides=tuple(SideAnswer(side, claims) for side, claims in entry.sides),
        affiliation=entry.affiliation,
        aliases=entry.aliases,
        roles=tuple(RoleAnswer(role.role, role.first, role.last, role.claims) for role in entry.roles),
        first_seen=entry.first_seen,
        last_seen=entry.last_seen,
        claims=entry.claims,
        reports=len({member.rpartition("#")[0] for member in entry.members}),
    )
