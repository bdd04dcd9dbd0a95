"""An entry of the register out of the sightings that are one party."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from counterclaim.resolve.bodies import USER_ROWS
from counterclaim.resolve.parties import KIND_OF_BODY
from counterclaim.resolve.people import OfficeHolder
from counterclaim.resolve.register.folding import fold
from counterclaim.resolve.register.institutions import PORTFOLIOS
from counterclaim.resolve.register.people import GENERIC_SIDES
from counterclaim.resolve.register.readings import Reading, Shape
from counterclaim.resolve.register.roles import Role
from counterclaim.types import PartyEntry, PartyKind, PartyRole

MAX_ALIASES = 40
MAX_ALIAS_WORDS = 8
MAX_ROLES = 15
FULLER = 10  # times as much as a surname a full name counts when an entry is named
MAX_ROLE_WORDS = 8  # a longer apposition tells a story: evidence, but no role to list
AFFILIATED = 0.15  # of the claims of a person with a role that must name a body
_ID_DIGITS = 12


@dataclass(slots=True)
class Group:
    """Sightings taken for one party. `key` says why, for the id; `holder` is the table's person."""

    key: str
    readings: list[Reading] = field(default_factory=list)
    holder: OfficeHolder | None = None

    @property
    def claims(self) -> int:
        """How many claims the sightings have."""
        return sum(reading.sighting.claims for reading in self.readings)


def make_entries(groups: Iterable[Group]) -> tuple[PartyEntry, ...]:
    """One entry a group, those with the most claims first."""
    ordered = sorted(groups, key=lambda group: (-group.claims, _first_member(group)))
    bodies = _names_of_bodies(ordered)
    taken: set[str] = set()
    return tuple(_entry(group, taken, bodies) for group in ordered)


def _first_member(group: Group) -> str:
    return min(reading.sighting.id for reading in group.readings)


def _entry(group: Group, taken: set[str], bodies: Mapping[str, str]) -> PartyEntry:
    name = _name(group)
    days = [reading.sighting.published for reading in group.readings if reading.sighting.published]
    sides = _sides(group)
    return PartyEntry(
        id=_id(group, taken),
        name=name,
        kind=_kind(group),
        aliases=_aliases(group, name),
        side=_side(group, sides),
        sides=sides,
        roles=_roles(group),
        affiliation=_affiliation(group, bodies),
        first_seen=min(days, default=None),
        last_seen=max(days, default=None),
        claims=group.claims,
        members=tuple(sorted(reading.sighting.id for reading in group.readings)),
    )


def _id(group: Group, taken: set[str]) -> str:
    """A digest of what makes the group one; of two groups alike in that, the larger has it alone."""
    for key in (group.key, f"{group.key}\0{_first_member(group)}"):
        digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_DIGITS]
        if digest not in taken:
            break
    taken.add(digest)
    return digest


def _name(group: Group) -> str:
    """The table's name, or the one most claims have; a full name before a surname."""
    if group.holder is not None:
        return group.holder.name
    body = next((reading.body for reading in group.readings if reading.body), None)
    if body is not None:
        return body.name if body.body.kind == "region" else body.body.name
    counted: Counter[str] = Counter()
    for reading in group.readings:
        full = reading.name is None or reading.name.full
        counted[reading.shown] += reading.sighting.claims * (FULLER if full else 1)
    return min(counted, key=lambda name: (not name[:1].isupper(), -counted[name], name))


def _aliases(group: Group, name: str) -> tuple[str, ...]:
    """Its other names, the most frequent first."""
    counted: Counter[str] = Counter()
    for reading in group.readings:
        party = reading.sighting.party
        for alias in dict.fromkeys((reading.shown, party.name, *_short_names(reading))):
            if alias[:1].isalnum() and len(alias.split()) <= MAX_ALIAS_WORDS:
                counted[alias] += reading.sighting.claims
    counted.pop(name, None)
    ranked = sorted(counted, key=lambda alias: (-counted[alias], alias))
    return tuple(ranked[:MAX_ALIASES])


def _short_names(reading: Reading) -> list[str]:
    """Aliases that are part of the name itself ("Quill" of "Ada Quill")."""
    own = {fold(word) for word in reading.shown.split()}
    return [alias for alias in reading.sighting.party.aliases if {fold(word) for word in alias.split()} < own]


def _kind(group: Group) -> PartyKind:
    body = next((reading.body for reading in group.readings if reading.body), None)
    if body is not None:
        return KIND_OF_BODY.get(body.body.kind, PartyKind.ORGANISATION)
    if group.holder or any(reading.shape is Shape.PERSON for reading in group.readings):
        return PartyKind.PERSON
    kinds: Counter[PartyKind] = Counter()
    for reading in group.readings:
        kinds[reading.sighting.party.kind] += reading.sighting.claims
    return min(kinds, key=lambda kind: (-kinds[kind], kind.value))


def _sides(group: Group) -> tuple[tuple[str, int], ...]:
    counted: Counter[str] = Counter()
    for reading in group.readings:
        for side, claims in reading.sighting.sides or (
            (reading.sighting.party.side, reading.sighting.claims),
        ):
            counted[side] += claims
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def _side(group: Group, sides: Sequence[tuple[str, int]]) -> str:
    """What a user's row or the table of bodies says; else what most claims say, if they say anything."""
    body = next((reading.body for reading in group.readings if reading.body), None)
    if body is not None:
        return body.body.side
    if group.holder is not None and group.holder.row >= USER_ROWS:
        return group.holder.side
    return next((side for side, _ in sides if side != "unknown"), "unknown")


def _roles(group: Group) -> tuple[PartyRole, ...]:
    """Every role stated, with the days of the first and the last report that do."""
    texts: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    days: dict[tuple[str, ...], list[dt.date]] = defaultdict(list)
    for reading in group.readings:
        for role in reading.roles:
            if len(role.key) <= MAX_ROLE_WORDS:
                texts[_role_key(role)][role.text] += reading.sighting.claims
                if reading.sighting.published:
                    days[_role_key(role)].append(reading.sighting.published)
    found = [
        PartyRole(
            min(counted, key=lambda text: (-counted[text], text)),
            min(days[key], default=None),
            max(days[key], default=None),
            sum(counted.values()),
        )
        for key, counted in texts.items()
    ]
    return tuple(sorted(found, key=lambda role: (-role.claims, role.role))[:MAX_ROLES])


def _role_key(role: Role) -> tuple[str, ...]:
    return tuple(sorted(role.key))


def _names_of_bodies(groups: Iterable[Group]) -> dict[str, str]:
    """What the bodies are called that are known by country and words ("Rill:foreign ministry")."""
    return {group.key: _name(group) for group in groups if group.readings[0].shape is Shape.BODY}


def _affiliation(group: Group, bodies: Mapping[str, str]) -> str | None:
    """The body a person's roles name most often, or the ministry of a minister."""
    if _kind(group) is not PartyKind.PERSON:
        return None
    counted: Counter[str] = Counter()
    stated = 0
    for reading in group.readings:
        roles = [role for role in reading.roles if not role.former]
        stated += reading.sighting.claims if roles else 0
        for name in {_body_of(role, reading, bodies) for role in roles}:
            counted[name] += reading.sighting.claims
    del counted[""]
    name = min(counted, key=lambda name: (-counted[name], name), default="")
    return name if name and counted[name] >= AFFILIATED * stated else None


def _body_of(role: Role, reading: Reading, bodies: Mapping[str, str]) -> str:
    for entry in role.entries:
        if entry.body.side in reading.sides or entry.body.side in GENERIC_SIDES:
            return entry.body.name
    nation = role.nations[0] if role.nations else reading.sides[0]
    told = {"ministry" if word == "minister" else word for word in role.key}
    kept = sorted(told & (PORTFOLIOS | {"ministry"}))
    known = bodies.get(f"{nation}:{' '.join(kept)}") if "ministry" in kept and len(kept) > 1 else None
    return known if known and nation in reading.sides else ""
