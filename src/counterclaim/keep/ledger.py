"""The ledger as the rest of the program sees it: no SQL above this module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, select

from counterclaim.errors import LedgerError, LedgerReadOnly
from counterclaim.keep import facts, reading, runs, sightings, writing
from counterclaim.keep import register as register_of
from counterclaim.keep.engine import reading as read_connection
from counterclaim.keep.engine import writing as write_connection
from counterclaim.keep.opening import open_engine
from counterclaim.keep.records import Found, Run, RunInfo
from counterclaim.keep.register import Builder
from counterclaim.keep.schema import documents
from counterclaim.keep.words import bindable, full_text_query
from counterclaim.types import (
    Claim,
    ClaimFilter,
    Counts,
    Document,
    Figure,
    ItemCount,
    PartyEntry,
    PartyFilter,
    PlaceCount,
    PlaceFilter,
    Provenance,
    Reading,
    RegisterState,
    Sighting,
)


class Ledger:
    """A ledger in one SQLite file: a `Writer` and a `View` (see `counterclaim.types`).

    May be used from several threads, and by one writing and many reading processes at once.
    An iterator sees the ledger as it was when the iteration began. Every method raises
    `LedgerError` (most often `LedgerCorrupt`) when the file fails under it.
    """

    def __init__(self, engine: Engine, path: Path, *, readonly: bool) -> None:
        """For `open`; use that."""
        self._engine = engine
        self._closed = False
        self.path = path
        self.readonly = readonly

    @classmethod
    def open(cls, path: Path | str, *, create: bool = True, readonly: bool = False) -> Self:
        """Open the ledger at `path`, made when missing (unless `readonly`), upgraded when old.

        Raises `LedgerMissing` (not there, and not to be made), `LedgerCorrupt` (not a ledger,
        or damaged), `LedgerNewer`, `LedgerReadOnly` (opened for writing, but the file or its
        folder cannot be written), else `LedgerError`.
        """
        path = Path(path).expanduser()
        return cls(open_engine(path, create=create, readonly=readonly), path, readonly=readonly)

    def close(self) -> None:
        """Let go of the file. Closing twice is fine."""
        self._closed = True
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Writing

    def has(self, document: str) -> bool:
        """True when the ledger holds a whole document of that id."""
        with self._reading() as connection:
            found = connection.execute(select(documents.c.key).where(documents.c.id == bindable(document)))
            return found.first() is not None

    def add(self, readings: Sequence[Reading]) -> int:
        """Keep the readings in one transaction; return how many were new.

        A document that is there already is left as it is. Raises `LedgerReadOnly`, and
        `ValueError` when a reading contradicts itself (two claims with one id); then none of
        the readings is kept.
        """
        with self._writing() as connection:
            return writing.add(connection, readings)

    def start_run(self, info: RunInfo) -> str:
        """Enter a run; return its id, to be used in `Provenance.run`."""
        with self._writing() as connection:
            return runs.start(connection, info)

    def finish_run(self, run: str, counts: Mapping[str, int]) -> None:
        """Enter that a run is finished, and its counts. Raises `LedgerError` for an unknown run."""
        with self._writing() as connection:
            runs.finish(connection, run, counts)

    # Reading

    def document(self, document: str) -> Document:
        """The document of that id, name, or unique beginning of an id. Raises `UnknownDocument`."""
        with self._reading() as connection:
            key = reading.find_document(connection, document)
            return reading.documents_by_key(connection, [key])[key]

    def documents(self, limit: int = 0) -> Iterator[tuple[Document, int]]:
        """Every document with its number of attributions, by publication date (undated last), id."""
        with self._reading() as connection:
            yield from reading.all_documents(connection, limit)

    def claims(self, where: ClaimFilter) -> Iterator[tuple[Claim, Document]]:
        """Claims in the order of publication (undated last), document, place in the text.

        Raises `UnknownDocument` at the first item when `where.document` names none.
        """
        with self._reading() as connection:
            yield from reading.filtered_claims(connection, where)

    def attributions_of(self, document: str) -> tuple[Claim, ...]:
        """The claims of one document in the order of its text. Raises `UnknownDocument`."""
        return tuple(claim for claim, _ in self.claims(ClaimFilter(document=document)))

    def provenance(self, document: str) -> Provenance:
        """Which reader, model, code and run a document comes from. Raises `UnknownDocument`."""
        with self._reading() as connection:
            return reading.provenance_of(connection, document)

    def search(self, query: str, limit: int = 20) -> Found:
        """Documents (title, text) and claims (content, speaker) in which all words occur.

        A "phrase in quotation marks" must occur as it stands; case and accents make no
        difference; there are no operators, and no query is an error. `limit` bounds each of
        the two lists; 0 means no limit.
        """
        words = full_text_query(query)
        if words is None:
            return Found((), ())
        with self._reading() as connection:
            return Found(
                documents=tuple(reading.matching_documents(connection, words, limit)),
                claims=tuple(reading.matching_claims(connection, words, limit)),
            )

    def counts(self) -> Counts:
        """How much there is of everything."""
        with self._reading() as connection:
            return reading.counts(connection)

    def runs(self) -> tuple[Run, ...]:
        """All runs in the order they started."""
        with self._reading() as connection:
            return runs.every(connection)

    # The register of parties

    def refresh_register(self, builder: Builder, made_by: str, *, always: bool = False) -> bool:
        """Build the register anew if the evidence, or what makes it, has changed; True if it was.

        `builder` is a pure function of the sightings, `made_by` names it and its version; `always`
        builds it in any case. Others may read and write while it works. Raises `LedgerReadOnly`,
        and `ValueError` when the register leaves a sighting out or counts one twice.
        """
        if not always and self.register_state().current(made_by):
            return False
        if self.readonly:
            raise LedgerReadOnly(f"{self.path} was opened for reading only")
        with self._reading() as connection:
            through, register, places = register_of.build(connection, builder)
        with self._writing() as connection:
            register_of.replace(connection, register, places, (through, made_by))
        return True

    def register_state(self) -> RegisterState:
        """What there is of the register, and how many claims are newer."""
        with self._reading() as connection:
            return register_of.state(connection)

    def sightings(self) -> Iterator[Sighting]:
        """The evidence of the register: each party once for each report that quotes it."""
        with self._reading() as connection:
            for _, sighting in sightings.sighted(connection):
                yield sighting

    def parties(self, where: PartyFilter) -> Iterator[PartyEntry]:
        """Parties of the register, those with the most claims first, then by name."""
        with self._reading() as connection:
            yield from register_of.filtered(connection, where)

    def party(self, wanted: str) -> PartyEntry:
        """The party of that id or name, or with that part of a name; of several, one far ahead.

        Raises `UnknownParty` when there is none, or several.
        """
        with self._reading() as connection:
            return register_of.find(connection, wanted)

    def denials(self, entry: str) -> Iterator[tuple[Claim, Claim, Document]]:
        """Claims of a party (by id) with each claim that refutes or denies it in the same report."""
        with self._reading() as connection:
            yield from register_of.denials(connection, entry)

    # What claims are about

    def places(self, where: PlaceFilter) -> Iterator[PlaceCount]:
        """Places that claims are about, those with the most claims first, then by name."""
        with self._reading() as connection:
            yield from facts.places(connection, where)

    def items(self, limit: int = 0) -> Iterator[ItemCount]:
        """Things that claims count, those with the most figures first, then by name."""
        with self._reading() as connection:
            yield from facts.items(connection, limit)

    def figures(self, item: str, where: ClaimFilter | None = None) -> Iterator[Figure]:
        """Every figure whose item, unit and scope have all those words, in the order of `claims`.

        `where` narrows the claims that give them; its limit bounds the figures.
        """
        with self._reading() as connection:
            yield from facts.figures(connection, item, where or ClaimFilter())

    # Connections

    def _reading(self) -> AbstractContextManager[Connection]:
        self._check_open()
        return read_connection(self._engine, self.path)

    def _writing(self) -> AbstractContextManager[Connection]:
        self._check_open()
        if self.readonly:
            raise LedgerReadOnly(f"{self.path} was opened for reading only")
        return write_connection(self._engine, self.path)

    def _check_open(self) -> None:
        if self._closed:
            raise LedgerError(f"{self.path} is closed")
