"""Who is behind the parties of many reports: what `resolve` derives for a whole set."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from counterclaim.types.evidence import Party, PartyKind


@dataclass(frozen=True, slots=True)
class Sighting:
    """One party as one report has it: the evidence from which the register of parties is made.

    `id` is "<document>#<n>", the parties of a report counted from 0 in the order of its text.
    `sources` are the distinct wordings of its sources ("the ministry", "He"), one line each, in
    the order of the text; `party.aliases` has the other mentions with what they say of it.
    `sides` says for whom its claims speak, with their number, the most first; `claims` is how
    many there are. `published` is None for an undated report.
    """

    id: str
    document: str
    outlet: str | None
    published: dt.date | None
    party: Party
    sources: tuple[str, ...]
    sides: tuple[tuple[str, int], ...]
    claims: int


@dataclass(frozen=True, slots=True)
class PartyRole:
    """What a party is called ("foreign minister"), and from when to when reports do so."""

    role: str
    first: dt.date | None
    last: dt.date | None
    claims: int


@dataclass(frozen=True, slots=True)
class PartyEntry:
    """One party of the register: who stands behind sightings in many reports.

    `side` is the one most of its claims speak for, `sides` all with their number of claims (the
    most first). `affiliation` is the body it belongs to. `first_seen` and `last_seen` are dates
    of publication, None when all its reports are undated. `members` are the ids of the sightings
    it rests on. The id depends on the evidence alone, so that building again gives it again.
    """

    id: str
    name: str
    kind: PartyKind
    aliases: tuple[str, ...]
    side: str
    sides: tuple[tuple[str, int], ...]
    roles: tuple[PartyRole, ...]
    affiliation: str | None
    first_seen: dt.date | None
    last_seen: dt.date | None
    claims: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """All parties of a set of reports: a pure function of the sightings in it.

    Every sighting is a member of exactly one entry.
    """

    entries: tuple[PartyEntry, ...]
