"""What the other parts ask of a ledger, and what it answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from counterclaim.types.evidence import Act, Claim, Document, PartyKind, Precision, Quantity, Reading
from counterclaim.types.register import PartyEntry


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """What `claims` may be narrowed by. None means no bound; `limit` 0 means no limit.

    `party` matches names and aliases (case-insensitive, part of the name is enough), `side`
    matches whole (case-insensitive), `text` is a full-text query over the contents, `since`
    and `until` bound the publication date (inclusive; undated reports fall out), `entry` is the
    id of a party in the register, `place` the whole name (case-insensitive) or GeoNames id of a
    place the claim is about.
    """

    party: str | None = None
    side: str | None = None
    act: Act | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    document: str | None = None
    text: str | None = None
    limit: int = 0
    entry: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class PartyFilter:
    """What parties of the register may be narrowed by, as `ClaimFilter` does claims."""

    name: str | None = None
    side: str | None = None
    kind: PartyKind | None = None
    limit: int = 0


@dataclass(frozen=True, slots=True)
class PlaceFilter:
    """What places may be narrowed by: a part of the name; a country's ISO code or its name."""

    name: str | None = None
    country: str | None = None
    limit: int = 0


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """A place with the number of claims about it and of the reports that make them.

    Places are told apart by GeoNames id, and by name, country and precision where there is none.
    """

    name: str
    precision: Precision
    country: str | None
    latitude: float | None
    longitude: float | None
    geonames: int | None
    claims: int
    documents: int


@dataclass(frozen=True, slots=True)
class ItemCount:
    """A thing that claims count, with the number of figures there are for it."""

    item: str
    unit: str
    scope: str
    figures: int
    documents: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with the claim that gives it.

    `entry`, `party` and `kind` are the id, name and kind of its speaker in the register, None for
    a claim without a speaker, and for one that is newer than the register.
    """

    quantity: Quantity
    claim: Claim
    document: Document
    entry: str | None = None
    party: str | None = None
    kind: PartyKind | None = None


@dataclass(frozen=True, slots=True)
class RegisterState:
    """What there is of the register of parties.

    `made_by` says which code made it, None when it was never built; `behind` is the number of
    claims that are newer than it.
    """

    parties: int
    made_by: str | None
    behind: int

    def current(self, made_by: str) -> bool:
        """True when this code made it, of all there is."""
        return self.made_by == made_by and not self.behind


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each thing a ledger holds."""

    documents: int
    skipped: int
    attributions: int
    parties: int
    sides: int
    runs: int


class Writer(Protocol):
    """What the pipeline needs of a ledger in order to add to it."""

    def has(self, document: str) -> bool:
        """True when the ledger holds a whole document of that id."""
        ...

    def add(self, readings: Sequence[Reading]) -> int:
        """Keep them in one transaction; return how many were new."""
        ...


class View(Protocol):
    """A read-only look at what a ledger holds."""

    def document(self, document: str) -> Document:
        """The document of that id, name, or unique id prefix. Raises `UnknownDocument`."""
        ...

    def documents(self, limit: int = 0) -> Iterator[tuple[Document, int]]:
        """Every document with its number of attributions, by publication date, then id."""
        ...

    def claims(self, where: ClaimFilter) -> Iterator[tuple[Claim, Document]]:
        """Claims in the order of publication, document, place in the text."""
        ...

    def register_state(self) -> RegisterState:
        """What there is of the register of parties, and how many claims are newer."""
        ...

    def parties(self, where: PartyFilter) -> Iterator[PartyEntry]:
        """Parties of the register, those with the most claims first, then by name."""
        ...

    def party(self, wanted: str) -> PartyEntry:
        """The party of that id or name, or with that part of a name; of several, one far ahead.

        Raises `UnknownParty` when there is none, or several.
        """
        ...

    def denials(self, entry: str) -> Iterator[tuple[Claim, Claim, Document]]:
        """Claims of a party (by id) with each claim that refutes or denies it in the same report."""
        ...

    def places(self, where: PlaceFilter) -> Iterator[PlaceCount]:
        """Places that claims are about, those with the most claims first, then by name."""
        ...

    def items(self, limit: int = 0) -> Iterator[ItemCount]:
        """Things that claims count, those with the most figures first, then by name."""
        ...

    def figures(self, item: str, where: ClaimFilter | None = None) -> Iterator[Figure]:
        """Every figure whose item, unit and scope have all those words, in the order of `claims`.

        `where` narrows the claims that give them; its limit bounds the figures.
        """
        ...

    def counts(self) -> Counts:
        """How much there is of everything."""
        ...
