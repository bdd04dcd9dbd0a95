"""The table of bodies: countries, institutions, groups and media that reports quote.

The table is data (`data/bodies.tsv`, whose header documents the columns). A user adds bodies of
their own with a second file of the same form: a name that stands in both takes the user's row.
Rows of kind "person" are people who speak for a body (see `people`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from pathlib import Path

from counterclaim.errors import TableError
from counterclaim.resolve.people import People, PersonName, is_person_row, parse_people
from counterclaim.resolve.tokens import split_words, words

KINDS = words(
    """
    country bloc government parliament region local agency international monitor ngo thinktank group
    party breakaway faith sport medium company
    """
) | {"armed force"}
MAX_NAME_WORDS = 10
USER_ROWS = 1_000_000  # rows of a user's file are numbered from here
_COLUMNS = 6


class Role(StrEnum):
    """In which column a name stands: what it says about the phrase it is found in."""

    NAME = "name"
    ADJECTIVE = "adjective"
    SEAT = "seat"


@dataclass(frozen=True, slots=True)
class Body:
    """One row: a body, its kind, and the side for which it speaks."""

    side: str
    kind: str
    row: int
    name: str = ""
    """What the body itself is called: the first name of its row, or a row without names' first seat."""
    note: str = ""
    """A neutral word on a status that is disputed, or whom a medium belongs to."""
    seat: bool = False
    """True for a row that gives seats alone: the office that sits there ("the Kremlin"), not its country."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of a body."""

    body: Body
    role: Role
    name: str


class Bodies:
    """Names to bodies, matched word by word and by case. Build one with `load` or `default`."""

    def __init__(self, entries: Iterable[Entry], people: Iterable[PersonName] = ()) -> None:
        self.people = People(people)
        """Who is known to speak for a side."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        self._kind_of: dict[str, str] = {}
        self._adjective_of: dict[str, str] = {}
        for entry in entries:
            words = tuple(split_words(entry.name))
            self._by_first.setdefault(words[0], []).append((words, entry))
            self._kind_of.setdefault(entry.body.side, entry.body.kind)
            if entry.role is Role.ADJECTIVE:
                self._adjective_of.setdefault(entry.body.side, entry.name)
        for found in self._by_first.values():
            found.sort(key=lambda pair: -len(pair[0]))

    @classmethod
    def default(cls) -> Bodies:
        """The table that comes with the package, read once."""
        return _default()

    @classmethod
    def without_people(cls) -> Bodies:
        """The package's bodies alone: a ranker learns from them what to do with a person nobody knows."""
        return cls(_shipped())

    @classmethod
    def load(cls, extra: Path | str | None = None) -> Bodies:
        """The package's table with the rows of the file `extra` before it.

        Raises `TableError` naming the file, the line and the reason when a row is bad or the
        file cannot be read.
        """
        if extra is None:
            return cls.default()
        path = Path(extra)
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise TableError(f"{path}: cannot be read as UTF-8 text: {error}") from error
        mine = parse_table(text, str(path), first_row=USER_ROWS)
        taken = {entry.name for entry in mine}
        people = parse_people(text, str(path), first_row=USER_ROWS)
        named = {name.words for name in people}
        holders = {name.holder.row for name in _shipped_people() if name.words in named and name.full}
        return cls(
            [*mine, *(entry for entry in _shipped() if entry.name not in taken)],
            [*people, *(name for name in _shipped_people() if name.holder.row not in holders)],
        )

    def match(self, words: Sequence[str], at: int) -> tuple[Entry, int] | None:
        """The longest name that starts at word `at`, and how many words it takes."""
        for name, entry in self._by_first.get(words[at], ()):
            size = len(name)
            if size == 1 or tuple(words[at : at + size]) == name:
                return entry, size
        return None

    def kind_of(self, side: str) -> str:
        """The kind of the first body listed for a side; "" for a side the table does not know."""
        return self._kind_of.get(side, "")

    def adjective_of(self, side: str) -> str:
        """The adjective of a side ("Syrian"); "" when the table gives none."""
        return self._adjective_of.get(side, "")

    def __iter__(self) -> Iterator[Entry]:
        for found in self._by_first.values():
            yield from (entry for _, entry in found)

    def __contains__(self, first_word: str) -> bool:
        return first_word in self._by_first

    def __len__(self) -> int:
        return sum(len(found) for found in self._by_first.values())


def parse_table(text: str, where: str, first_row: int = 0) -> list[Entry]:
    """Every name of a body of a table in the documented form. Raises `TableError` at the first bad row."""
    entries: list[Entry] = []
    side_of: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#") or is_person_row(line):
            continue
        try:
            found = _parse_row(line, first_row + number)
            _check_unique(found, side_of, number)
        except ValueError as error:
            raise TableError(f"{where}, line {number}: {error}") from error
        entries.extend(found)
    return entries


def _parse_row(line: str, row: int) -> list[Entry]:
    columns = [column.strip() for column in line.split("\t")]
    if not 3 <= len(columns) <= _COLUMNS:
        raise ValueError(
            f"{len(columns)} tab-separated columns, expected side, kind, names and up to three more"
        )
    side, kind, *named = columns + [""] * (_COLUMNS - len(columns))
    if not side:
        raise ValueError("the side is empty")
    if kind not in KINDS:
        raise ValueError(f"unknown kind {kind!r}; one of {', '.join(sorted(KINDS))}")
    names, _, seats, note = named
    called = (names or seats).partition("|")[0].strip() or side
    body = Body(side, kind, row, called, note, seat=not names)
    entries = [
        Entry(body, role, name.strip())
        for role, column in zip(Role, named, strict=False)
        for name in column.split("|")
        if name.strip()
    ]
    if not entries:
        raise ValueError("no name, adjective or seat")
    for entry in entries:
        if not 1 <= len(split_words(entry.name)) <= MAX_NAME_WORDS:
            raise ValueError(f"{entry.name!r} is not a name of 1 to {MAX_NAME_WORDS} words")
    return entries


def _check_unique(found: Iterable[Entry], side_of: dict[str, tuple[str, int]], number: int) -> None:
    for entry in found:
        side, line = side_of.setdefault(entry.name, (entry.body.side, number))
        if side != entry.body.side:
            raise ValueError(f"{entry.name!r} already stands for {side!r} on line {line}")


@cache
def _shipped() -> tuple[Entry, ...]:
    return tuple(parse_table(_read("bodies.tsv"), "bodies.tsv"))


@cache
def _shipped_people() -> tuple[PersonName, ...]:
    return tuple(parse_people(_read("office_holders.tsv"), "office_holders.tsv"))


def _read(name: str) -> str:
    return (resources.files("counterclaim.resolve") / "data" / name).read_text(encoding="utf-8")


@cache
def _default() -> Bodies:
    return Bodies(_shipped(), _shipped_people())
