"""Adding readings: everything of one batch in a handful of bulk statements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection, Table, func, insert, select

from counterclaim.keep import details, rows, schema
from counterclaim.keep.fold import Row
from counterclaim.types import Attribution, Claim, Party, Provenance, Reading

_BATCH = 500
"""Values looked up in one statement, well below the bound on its parameters."""

_PARTS: tuple[tuple[Table, Callable[[Claim], Iterable[Row]]], ...] = (
    (schema.mentions, rows.mention_rows),
    (schema.claim_places, details.place_rows),
    (schema.claim_times, details.time_rows),
    (schema.claim_quantities, details.quantity_rows),
)
"""The tables that hold several rows of one claim, each with the claim's key."""


def add(connection: Connection, readings: Sequence[Reading]) -> int:
    """Write the readings whose document is not there yet; return how many.

    The caller holds the write lock, so the next free keys can be given out here.
    """
    fresh = _fresh(connection, readings)
    if not fresh:
        return 0
    for reading in fresh.values():
        _check(reading)
    provenances = _provenance_keys(connection, [reading.provenance for reading in fresh.values()])
    first_document = _next_key(connection, schema.documents)
    first_claim = _next_key(connection, schema.claims)
    document_keys = {document: key for key, document in enumerate(fresh, first_document)}
    connection.execute(
        insert(schema.documents),
        [
            rows.document_row(reading.document)
            | {"key": document_keys[document], "provenance": provenances[reading.provenance]}
            for document, reading in fresh.items()
        ],
    )
    attributions = _add_attributions(connection, fresh.values(), document_keys)
    _add_claims(connection, fresh.values(), document_keys, attributions, first_claim)
    _index(connection, first_document, first_claim)
    return len(fresh)


def _fresh(connection: Connection, readings: Sequence[Reading]) -> dict[str, Reading]:
    """The readings to write by document id: the first of each document that is not kept yet."""
    first: dict[str, Reading] = {}
    for reading in readings:
        first.setdefault(reading.document.id, reading)
    column = schema.documents.c.id
    for ids in _batches(list(first)):
        for kept in connection.execute(select(column).where(column.in_(ids))).scalars().all():
            del first[kept]
    return first


def _check(reading: Reading) -> None:
    """Raise `ValueError` for what no stage should hand on: ids that clash, a foreign claim."""
    document = reading.document.id
    seen: set[str] = set()
    attributions: dict[str, Attribution] = {}
    for claim in reading.claims:
        if claim.document != document:
            raise ValueError(f"claim {claim.id} is of document {claim.document}, not of {document}")
        if claim.id in seen:
            raise ValueError(f"document {document} has two claims with the id {claim.id}")
        if attributions.setdefault(claim.attribution.id, claim.attribution) != claim.attribution:
            raise ValueError(f"document {document} has two attributions with the id {claim.attribution.id}")
        seen.add(claim.id)


def _add_attributions(
    connection: Connection, readings: Iterable[Reading], documents: dict[str, int]
) -> dict[tuple[str, str], int]:
    """Write each attribution once; return the keys by document and id."""
    found = {
        (claim.document, claim.attribution.id): claim.attribution
        for reading in readings
        for claim in reading.claims
    }
    keys = {place: key for key, place in enumerate(found, _next_key(connection, schema.attributions))}
    insert_all(
        connection,
        schema.attributions,
        [
            rows.attribution_row(attribution) | {"key": keys[place], "document": documents[place[0]]}
            for place, attribution in found.items()
        ],
    )
    return keys


def _add_claims(
    connection: Connection,
    readings: Iterable[Reading],
    documents: dict[str, int],
    attributions: dict[tuple[str, str], int],
    first_key: int,
) -> None:
    """Write the claims with all that belongs to them, and the parties not met before."""
    placed: list[tuple[Claim, str]] = [
        (claim, reading.document.text) for reading in readings for claim in reading.claims
    ]
    parties = _party_keys(connection, [claim.speaker for claim, _ in placed if claim.speaker])
    claim_rows: list[Row] = []
    for key, (claim, text) in enumerate(placed, first_key):
        claim_rows.append(
            rows.claim_row(claim, text)
            | {
                "key": key,
                "document": documents[claim.document],
                "attribution": attributions[claim.document, claim.attribution.id],
                "party": parties[claim.speaker] if claim.speaker else None,
            }
        )
    insert_all(connection, schema.claims, claim_rows)
    keyed = [(key, claim) for key, (claim, _) in enumerate(placed, first_key)]
    for table, rows_of in _PARTS:
        parts = [row | {"claim": key} for key, claim in keyed for row in rows_of(claim)]
        insert_all(connection, table, parts)


def _index(connection: Connection, first_document: int, first_claim: int) -> None:
    """Enter the words of the new rows into the full-text indexes."""
    connection.exec_driver_sql(
        "INSERT INTO documents_fts (rowid, title, text) "
        "SELECT key, title, text FROM documents WHERE key >= ?",
        (first_document,),
    )
    connection.exec_driver_sql(
        "INSERT INTO claims_fts (rowid, content, speaker) "
        "SELECT key, content, speaker FROM claims WHERE key >= ?",
        (first_claim,),
    )


def _party_keys(connection: Connection, wanted: Iterable[Party]) -> dict[Party, int]:
    """The key of each party, new ones written first."""
    distinct = list(dict.fromkeys(wanted))
    table = schema.parties
    keys: dict[Party, int] = {}
    for names in _batches(list(dict.fromkeys(party.name for party in distinct))):
        chosen = select(table.c.key, table.c.name, table.c.kind, table.c.side, table.c.aliases)
        for key, *values in connection.execute(chosen.where(table.c.name.in_(names))):
            keys[rows.party_of(*values)] = key
    new = [party for party in distinct if party not in keys]
    first = _next_key(connection, table)
    insert_all(
        connection, table, [rows.party_row(party) | {"key": key} for key, party in enumerate(new, first)]
    )
    return keys | {party: key for key, party in enumerate(new, first)}


def _provenance_keys(connection: Connection, wanted: Iterable[Provenance]) -> dict[Provenance, int]:
    """The key of each provenance, new ones written first."""
    distinct = list(dict.fromkeys(wanted))
    table = schema.provenances
    keys: dict[Provenance, int] = {}
    for runs in _batches(list({provenance.run for provenance in distinct})):
        chosen = select(table.c.key, table.c.reader, table.c.model, table.c.code, table.c.run)
        for key, *values in connection.execute(chosen.where(table.c.run.in_(runs))):
            keys[Provenance(*values)] = key
    new = [provenance for provenance in distinct if provenance not in keys]
    first = _next_key(connection, table)
    insert_all(
        connection,
        table,
        [
            {"key": key, "reader": p.reader, "model": p.model, "code": p.code, "run": p.run}
            for key, p in enumerate(new, first)
        ],
    )
    return keys | {provenance: key for key, provenance in enumerate(new, first)}


def _next_key(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.coalesce(func.max(table.c.key), 0))).scalar_one()) + 1


def insert_all(connection: Connection, table: Table, values: list[Row]) -> None:
    """Insert many rows; none is fine."""
    if values:
        connection.execute(insert(table), values)


def _batches(values: list[str]) -> Iterable[list[str]]:
    return (values[start : start + _BATCH] for start in range(0, len(values), _BATCH))
