"""The register of parties: derived from the sightings, kept whole, replaced whole."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, literal, select

from counterclaim.errors import UnknownParty
from counterclaim.keep.conditions import of_entry
from counterclaim.keep.fold import NAMES_END, Row, fold, folded_names, to_json
from counterclaim.keep.reading import claims_by_key, limited, pages_of
from counterclaim.keep.rows import strings_of
from counterclaim.keep.schema import (
    attributions,
    claims,
    register_entries,
    register_members,
    register_roles,
    register_state,
)
from counterclaim.keep.sightings import Place, sighted
from counterclaim.keep.words import bindable
from counterclaim.keep.writing import insert_all
from counterclaim.types import (
    Act,
    Claim,
    Document,
    PartyEntry,
    PartyFilter,
    PartyKind,
    PartyRole,
    Register,
    RegisterState,
    Relation,
    Sighting,
)

Builder = Callable[[Iterable[Sighting]], Register]
"""Makes a register of sightings: a pure function."""

FAR_MORE = 5
"""A party with that many times the claims of any other of its name is the one people ask for."""

MOST_CANDIDATES = 8
"""Parties named when a name fits several."""

_columns = register_entries.c


def state(connection: Connection) -> RegisterState:
    """What there is of a register, and how far the evidence is ahead of it."""
    row = connection.execute(select(register_state)).first()
    through = row.through if row else 0
    behind = select(func.count()).select_from(claims).where(claims.c.key > through)
    return RegisterState(
        parties=int(connection.execute(select(func.count()).select_from(register_entries)).scalar_one()),
        made_by=row.made_by if row else None,
        behind=int(connection.execute(behind).scalar_one()),
    )


def build(connection: Connection, builder: Builder) -> tuple[int, Register, dict[str, Place]]:
    """The last claim there is, the register of all sightings, and where each sighting belongs."""
    through = int(connection.execute(select(func.coalesce(func.max(claims.c.key), 0))).scalar_one())
    places: dict[str, Place] = {}

    def noted() -> Iterator[Sighting]:
        for place, sighting in sighted(connection):
            places[sighting.id] = place
            yield sighting

    return through, builder(noted()), places


def replace(
    connection: Connection, register: Register, places: dict[str, Place], state: tuple[int, str]
) -> None:
    """Put this register in the place of the one there is. `state`: through which claim, made by whom.

    Raises `ValueError` when a sighting is a member of no entry, or of two, or is not known.
    """
    entries: list[Row] = []
    roles: list[Row] = []
    members: list[Row] = []
    left = dict(places)
    for key, entry in enumerate(register.entries, 1):
        entries.append({"key": key, **_entry_row(entry)})
        roles.extend({"entry": key, **row} for row in _role_rows(entry))
        for rank, member in enumerate(entry.members):
            if member not in left:
                raise ValueError(f"party {entry.id} rests on {member}, which is no sighting or another's")
            document, party = left.pop(member)
            members.append(
                {"document": document, "party": party, "entry": key, "rank": rank, "sighting": member}
            )
    if left:
        raise ValueError(f"{len(left)} sightings are of no party, {min(left)} for one")
    for table in (register_state, register_members, register_roles, register_entries):
        connection.execute(delete(table))
    insert_all(connection, register_entries, entries)
    insert_all(connection, register_roles, roles)
    insert_all(connection, register_members, members)
    connection.execute(insert(register_state).values(through=state[0], made_by=state[1]))


def filtered(connection: Connection, where: PartyFilter) -> Iterator[PartyEntry]:
    """The parties that pass the filter, those with the most claims first, then by name."""
    chosen = select(_columns.key).order_by(_columns.claims.desc(), _columns.name, _columns.id)
    if where.name is not None:
        chosen = chosen.where(_has(fold(bindable(where.name))))
    if where.side is not None:
        chosen = chosen.where(_columns.side_folded == fold(bindable(where.side)))
    if where.kind is not None:
        chosen = chosen.where(_columns.kind == where.kind.value)
    for keys in pages_of(connection, limited(chosen, where.limit)):
        yield from _entries(connection, keys)


def find(connection: Connection, wanted: str) -> PartyEntry:
    """The party of that id, or else that goes by that name, or else with that part of a name.

    Of several, the one that has far more claims than any other; where none has, raises
    `UnknownParty` with the candidates.
    """
    needle = fold(bindable(wanted))
    attempts: list[ColumnElement[bool]] = [_columns.id == bindable(wanted)]
    if needle:
        whole = NAMES_END + _columns.folded + NAMES_END
        attempts += [func.instr(whole, NAMES_END + needle + NAMES_END) > 0, _has(needle)]
    for condition in attempts:
        several = select(_columns.key).where(condition)
        keys = connection.execute(
            several.order_by(_columns.claims.desc(), _columns.name, _columns.id).limit(MOST_CANDIDATES + 1)
        ).scalars()
        found = list(_entries(connection, list(keys)))
        if len(found) == 1 or (found and found[0].claims >= FAR_MORE * found[1].claims):
            return found[0]
        if found:
            raise UnknownParty(f'several parties fit "{wanted}": give the id of one: {_candidates(found)}')
    raise UnknownParty(f"no party of the register is named \"{wanted}\": 'counterclaim parties' lists them")


def denials(connection: Connection, entry: str) -> Iterator[tuple[Claim, Claim, Document]]:
    """Claims of a party with each claim that refutes or denies it in the same report."""
    answer, reply = attributions.alias("answer"), claims.alias("reply")
    pairs = (
        select(claims.c.key, reply.c.key)
        .join(attributions, attributions.c.key == claims.c.attribution)
        .join(
            answer,
            (answer.c.document == attributions.c.document) & (answer.c.answers_to == attributions.c.id),
        )
        .join(reply, reply.c.attribution == answer.c.key)
        .where(of_entry(entry))
        .where((answer.c.answers_rel == Relation.REFUTES.value) | (answer.c.act == Act.DENY.value))
    )
    found = [(int(said), int(denied)) for said, denied in connection.execute(pairs)]
    known = dict(claims_by_key(connection, sorted({key for pair in found for key in pair})))
    ordered = sorted(found, key=lambda pair: _in_order(known[pair[0]][1], pair))
    for said, denied in ordered:
        yield known[said][0], known[denied][0], known[said][1]


def _in_order(document: Document, pair: tuple[int, int]) -> tuple[bool, str, str, tuple[int, int]]:
    published = document.published
    return (published is None, str(published or ""), document.id, pair)


def _has(needle: str) -> ColumnElement[bool]:
    return func.instr(_columns.folded, literal(needle)) > 0


def _candidates(found: Sequence[PartyEntry]) -> str:
    named = [f"{entry.name} ({entry.side}, {entry.claims} claims) {entry.id}" for entry in found]
    return "; ".join(named[:MOST_CANDIDATES]) + ("; ..." if len(named) > MOST_CANDIDATES else "")


def _entry_row(entry: PartyEntry) -> Row:
    """The columns of `register_entries`, without the key."""
    return {
        "id": entry.id,
        "name": entry.name,
        "kind": entry.kind.value,
        "aliases": to_json(entry.aliases),
        "side": entry.side,
        "side_folded": fold(entry.side),
        "sides": to_json(entry.sides),
        "affiliation": entry.affiliation,
        "first_seen": entry.first_seen,
        "last_seen": entry.last_seen,
        "claims": entry.claims,
        "folded": folded_names((entry.name, *entry.aliases)),
    }


def _role_rows(entry: PartyEntry) -> Iterator[Row]:
    """The columns of `register_roles`, without the entry's key."""
    for rank, role in enumerate(entry.roles):
        yield {
            "rank": rank,
            "role": role.role,
            "first": role.first,
            "last": role.last,
            "claims": role.claims,
        }


def _entries(connection: Connection, keys: Sequence[int]) -> Iterator[PartyEntry]:
    """The parties of those keys, in their order."""
    found = {
        row.key: row for row in connection.execute(select(register_entries).where(_columns.key.in_(keys)))
    }
    roles: dict[int, list[PartyRole]] = defaultdict(list)
    told = register_roles.c
    for row in connection.execute(
        select(register_roles).where(told.entry.in_(keys)).order_by(told.entry, told.rank)
    ):
        roles[row.entry].append(PartyRole(row.role, row.first, row.last, row.claims))
    members: dict[int, list[str]] = defaultdict(list)
    seen = register_members.c
    for row in connection.execute(
        select(seen.entry, seen.sighting).where(seen.entry.in_(keys)).order_by(seen.entry, seen.rank)
    ):
        members[row.entry].append(row.sighting)
    for key in keys:
        yield _entry_of(found[key], tuple(roles[key]), tuple(members[key]))


def _entry_of(row: Any, roles: tuple[PartyRole, ...], members: tuple[str, ...]) -> PartyEntry:
    """Inverse of `_entry_row`, with what stands in the other tables."""
    return PartyEntry(
        id=row.id,
        name=row.name,
        kind=PartyKind(row.kind),
        aliases=strings_of(row.aliases),
        side=row.side,
        sides=tuple((side, number) for side, number in json.loads(row.sides)),
        roles=roles,
        affiliation=row.affiliation,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        claims=row.claims,
        members=members,
    )
