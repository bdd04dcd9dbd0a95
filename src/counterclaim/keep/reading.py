"""Questions to the ledger: what to select, and pages of rows made into core types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import (
    LABEL_STYLE_TABLENAME_PLUS_COL,
    ColumnElement,
    Connection,
    Select,
    column,
    false,
    func,
    literal_column,
    select,
    table,
)

from counterclaim.errors import UnknownDocument
from counterclaim.keep import rows
from counterclaim.keep.conditions import about_place, of_entry
from counterclaim.keep.details import Details, place_of, quantity_of, time_of
from counterclaim.keep.fold import fold
from counterclaim.keep.schema import (
    attributions,
    claim_places,
    claim_quantities,
    claim_times,
    claims,
    documents,
    mentions,
    parties,
    provenances,
    runs,
)
from counterclaim.keep.words import bindable, full_text_query
from counterclaim.types import Claim, ClaimFilter, Counts, Document, Mention, Provenance, Span

Query = Select[*tuple[Any, ...]]
"""A question with any columns."""

PAGE = 200
"""Rows fetched together: enough to make statements rare, few enough to keep in memory."""

SHORTEST_PREFIX = 4
"""Fewer characters of an id say too little to mean one document."""

PASSAGE_WORDS = 24

MOST_ROWS = 2**63
"""SQLite takes no greater number; no limit then means the same."""

_documents_fts = table("documents_fts", column("rowid"))
_claims_fts = table("claims_fts", column("rowid"))

ORDER = (documents.c.day, documents.c.id)


def find_document(connection: Connection, wanted: str) -> int:
    """The key of the document of that id, name, file name, or unique beginning of an id.

    A report without a name of its own is shown by its file's name, so that one is taken too.
    Raises `UnknownDocument`, naming the candidates when there are several.
    """
    wanted = bindable(wanted)
    id_ = documents.c.id
    attempts: list[tuple[ColumnElement[bool], str]] = [
        (id_ == wanted, ""),
        (documents.c.name == wanted, f'documents are named "{wanted}"'),
    ]
    if wanted:
        origin = documents.c.origin
        in_folder = origin.endswith("/" + wanted, autoescape=True)
        attempts.append(((origin == wanted) | in_folder, f'documents come from files named "{wanted}"'))
    if len(wanted) >= SHORTEST_PREFIX:
        # A range, not LIKE: it uses the index and knows no wild cards.
        begins = (id_ >= wanted) & (id_ < wanted + "\U0010ffff")
        attempts.append((begins, f'document ids begin with "{wanted}"'))
    for condition, several in attempts:
        query = select(documents.c.key, id_).where(condition).order_by(id_).limit(6)
        found = connection.execute(query).all()
        if len(found) == 1:
            return int(found[0].key)
        if found:
            ids = ", ".join(row.id for row in found[:5]) + (", ..." if len(found) > 5 else "")
            raise UnknownDocument(f"several {several}: give one id of {ids}")
    raise UnknownDocument(
        f'no document has the id, name or file name "{wanted}" (the first {SHORTEST_PREFIX} or more '
        "characters of an id will do): 'counterclaim documents' lists what there is"
    )


def documents_by_key(connection: Connection, keys: Iterable[int]) -> dict[int, Document]:
    """The documents of those keys."""
    found = connection.execute(select(documents).where(documents.c.key.in_(list(keys))))
    return {row.key: rows.document_of(row) for row in found}


def all_documents(connection: Connection, limit: int) -> Iterator[tuple[Document, int]]:
    """Every document, by publication date and id, with its number of attributions."""
    ordered = select(documents.c.key).order_by(*ORDER)
    for keys in pages_of(connection, limited(ordered, limit)):
        page = documents_by_key(connection, keys)
        per_document = (
            select(attributions.c.document, func.count())
            .where(attributions.c.document.in_(keys))
            .group_by(attributions.c.document)
        )
        numbers: dict[int, int] = dict(map(tuple, connection.execute(per_document)))
        for key in keys:
            yield page[key], numbers.get(key, 0)


def filtered_claims(connection: Connection, where: ClaimFilter) -> Iterator[tuple[Claim, Document]]:
    """The claims that pass the filter, in the order of publication, document, place in the text."""
    ordered = select(claims.c.key).join(documents, documents.c.key == claims.c.document)
    ordered = narrowed(connection, ordered, where).order_by(*ORDER, claims.c.start, claims.c.key)
    return claims_of_pages(connection, pages_of(connection, limited(ordered, where.limit)))


def narrowed(connection: Connection, query: Query, where: ClaimFilter) -> Query:
    """A query over claims and documents with the bounds of the filter (its limit aside)."""
    query = query.where(*_conditions(connection, where))
    if where.act is not None:
        query = query.join(attributions, attributions.c.key == claims.c.attribution)
        query = query.where(attributions.c.act == where.act.value)
    return query


def _conditions(connection: Connection, where: ClaimFilter) -> Iterator[ColumnElement[bool]]:
    """What the filter asks of claims and documents (the act aside)."""
    if where.document is not None:
        yield claims.c.document == find_document(connection, where.document)
    if where.party is not None:
        needle = fold(bindable(where.party))
        named = select(parties.c.key).where(func.instr(parties.c.folded, needle) > 0)
        yield claims.c.party.in_(named)
    if where.side is not None:
        yield claims.c.side_folded == fold(bindable(where.side))
    if where.entry is not None:
        yield of_entry(where.entry)
    if where.place is not None:
        yield about_place(where.place)
    if where.since is not None:
        yield documents.c.day >= rows.day(where.since)
    if where.until is not None:
        yield documents.c.day <= rows.day(where.until)
    if where.since is not None or where.until is not None:
        yield documents.c.day < rows.UNDATED
    if where.text is not None:
        query = full_text_query(where.text)
        matching = select(_claims_fts.c.rowid).where(_match("claims_fts", f"content: ({query})"))
        yield claims.c.key.in_(matching) if query else false()


def matching_documents(connection: Connection, query: str, limit: int) -> list[tuple[Document, str]]:
    """The documents a full-text query matches, best first, each with a passage around the match."""
    passage: ColumnElement[str] = literal_column(f"snippet(documents_fts, 1, '', '', '…', {PASSAGE_WORDS})")
    ranked = (
        select(_documents_fts.c.rowid, passage.label("passage"))
        .where(_match("documents_fts", query))
        .order_by(literal_column("rank"), _documents_fts.c.rowid)
    )
    found = connection.execute(limited(ranked, limit)).all()
    by_key: dict[int, Document] = {}
    for start in range(0, len(found), PAGE):
        by_key |= documents_by_key(connection, [row.rowid for row in found[start : start + PAGE]])
    return [(by_key[row.rowid], row.passage) for row in found]


def matching_claims(connection: Connection, query: str, limit: int) -> list[tuple[Claim, Document]]:
    """The claims whose content or speaker a full-text query matches, best first."""
    ranked = (
        select(_claims_fts.c.rowid)
        .where(_match("claims_fts", query))
        .order_by(literal_column("rank"), _claims_fts.c.rowid)
    )
    return list(claims_of_pages(connection, pages_of(connection, limited(ranked, limit))))


def counts(connection: Connection) -> Counts:
    """How much there is of everything. Parties are told apart by name alone."""
    of_documents = select(func.count(), func.count(documents.c.skipped)).select_from(documents)
    number, skipped = connection.execute(of_documents).one()

    def one(counted: ColumnElement[int]) -> int:
        return int(connection.execute(select(counted)).scalar_one())

    return Counts(
        documents=number,
        skipped=skipped,
        attributions=one(func.count(attributions.c.key)),
        parties=one(func.count(parties.c.name.distinct())),
        sides=one(func.count(claims.c.side_folded.distinct())),
        runs=one(func.count(runs.c.key)),
    )


def provenance_of(connection: Connection, document: str) -> Provenance:
    """Which reader, model, code and run a document comes from."""
    chosen = (
        select(provenances.c.reader, provenances.c.model, provenances.c.code, provenances.c.run)
        .join(documents, documents.c.provenance == provenances.c.key)
        .where(documents.c.key == find_document(connection, document))
    )
    return Provenance(*connection.execute(chosen).one())


def _match(index: str, query: str) -> ColumnElement[bool]:
    # The table's name stands for all its columns, which SQLAlchemy has no word for.
    return literal_column(index).op("MATCH", is_comparison=True)(query)


def limited(query: Query, limit: int) -> Query:
    """The query with at most `limit` rows; 0 means no limit."""
    return query.limit(limit) if 0 < limit < MOST_ROWS else query


def pages_of(connection: Connection, ordered: Query) -> Iterator[list[int]]:
    """The first column of a query, page by page, without holding more than a page."""
    keys = connection.execute(ordered, execution_options={"yield_per": PAGE}).scalars()
    while page := list(islice(keys, PAGE)):
        yield page


def claims_of_pages(
    connection: Connection, pages: Iterable[Sequence[int]]
) -> Iterator[tuple[Claim, Document]]:
    """The claims of those keys in that order, each with its document."""
    known: dict[int, Document] = {}
    for keys in pages:
        found = {row.claims_key: row for row in connection.execute(_whole_claims(keys))}
        needed = {row.claims_document for row in found.values()}
        known = {key: document for key, document in known.items() if key in needed}
        known |= documents_by_key(connection, needed - known.keys())
        ranked = _mentions(connection, keys)
        about = _details(connection, keys)
        for key in keys:
            document = known[found[key].claims_document]
            yield rows.claim_of(found[key], document.id, ranked[key], about[key]), document


def claims_by_key(
    connection: Connection, keys: Sequence[int]
) -> Iterator[tuple[int, tuple[Claim, Document]]]:
    """The claims of those keys, each with its key and its document, in that order."""
    pages = (keys[start : start + PAGE] for start in range(0, len(keys), PAGE))
    return zip(keys, claims_of_pages(connection, pages), strict=True)


def _whole_claims(keys: Sequence[int]) -> Select[Any]:
    """Claims with their attribution and party, columns labelled `<table>_<column>`."""
    return (
        select(claims, attributions, parties)
        .join(attributions, attributions.c.key == claims.c.attribution)
        .outerjoin(parties, parties.c.key == claims.c.party)
        .where(claims.c.key.in_(keys))
        .set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL)
    )


def _mentions(connection: Connection, keys: Sequence[int]) -> dict[int, list[tuple[int, Mention]]]:
    """The ranked mentions of each of those claims."""
    ranked: dict[int, list[tuple[int, Mention]]] = defaultdict(list)
    for row in connection.execute(select(mentions).where(mentions.c.claim.in_(keys))):
        ranked[row.claim].append((row.rank, Mention(Span(row.start, row.end), row.score)))
    return ranked


def _details(connection: Connection, keys: Sequence[int]) -> dict[int, Details]:
    """What each of those claims is about."""
    about: dict[int, Details] = defaultdict(Details)
    for row in connection.execute(select(claim_places).where(claim_places.c.claim.in_(keys))):
        about[row.claim].places[row.rank] = place_of(row)
    for row in connection.execute(select(claim_times).where(claim_times.c.claim.in_(keys))):
        about[row.claim].times[row.rank] = time_of(row)
    for row in connection.execute(select(claim_quantities).where(claim_quantities.c.claim.in_(keys))):
        about[row.claim].quantities[row.rank] = quantity_of(row)
    return about
