"""People known to speak for a side: office holders (`data/office_holders.tsv` documents the columns).

What the table says of a person is evidence beside the words of a report, never an override of them.
A user adds people of their own as rows of kind "person" in their file of bodies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from counterclaim.errors import TableError
from counterclaim.resolve.tokens import split_words

PERSON_KIND = "person"
EARLY, LATE = 1, 2  # years before and after an office in which its holder is quoted as such
_COLUMNS = 6
_NEVER = "-"  # in place of short names


@dataclass(frozen=True, slots=True)
class OfficeHolder:
    """One row: a person, the side, and the first and last year of office (None: still in it).

    `name` is the full name listed first, `office` what the row says the office is; `row` tells
    the people of a table apart.
    """

    side: str
    first: int
    last: int | None
    name: str = field(default="", compare=False)
    office: str = field(default="", compare=False)
    row: int = field(default=0, compare=False)

    def standing(self, year: int | None) -> str:
        """How an office stands in a year: "now", "former", "undated", or "" when it was yet to come."""
        if year is None:
            return "undated"
        if year < self.first - EARLY:
            return ""
        return "now" if self.last is None or year <= self.last + LATE else "former"


@dataclass(frozen=True, slots=True)
class PersonName:
    """One name of an office holder, as its words; `full` when it is no short form."""

    words: tuple[str, ...]
    full: bool
    holder: OfficeHolder


class People:
    """Names to office holders, matched word by word and by case."""

    def __init__(self, names: Iterable[PersonName]) -> None:
        self._by_first: dict[str, list[PersonName]] = {}
        self._names = tuple(names)
        for name in self._names:
            self._by_first.setdefault(name.words[0], []).append(name)

    def match(self, words: Sequence[str], at: int) -> tuple[PersonName, ...]:
        """All rows of the longest name that starts at word `at`; empty when none does."""
        found: list[PersonName] = []
        for name in self._by_first.get(words[at], ()):
            size = len(name.words)
            if found and size < len(found[0].words):
                continue
            if size == 1 or tuple(words[at : at + size]) == name.words:
                if found and size > len(found[0].words):
                    found.clear()
                found.append(name)
        return tuple(found)

    def __contains__(self, first_word: str) -> bool:
        return first_word in self._by_first

    def __iter__(self) -> Iterator[PersonName]:
        """Every name, in the order of the table."""
        return iter(self._names)


def parse_people(text: str, where: str, first_row: int = 0) -> list[PersonName]:
    """The names of every row of kind "person". Raises `TableError` at the first bad row."""
    names: list[PersonName] = []
    for number, line in enumerate(text.splitlines(), 1):
        if is_person_row(line):
            try:
                names.extend(_parse_row(line, first_row + number))
            except ValueError as error:
                raise TableError(f"{where}, line {number}: {error}") from error
    return names


def is_person_row(line: str) -> bool:
    """True for a row of kind "person" (a comment is none)."""
    columns = line.split("\t", 2)
    return len(columns) > 1 and not line.startswith("#") and columns[1].strip() == PERSON_KIND


def _parse_row(line: str, row: int) -> list[PersonName]:
    columns = [column.strip() for column in line.split("\t")]
    if len(columns) > _COLUMNS:
        raise ValueError(f"{len(columns)} tab-separated columns, expected at most {_COLUMNS}")
    side, _, names, short, years, office = columns + [""] * (_COLUMNS - len(columns))
    if not side:
        raise ValueError("the side is empty")
    first = names.split("|")[0].strip()
    holder = OfficeHolder(side, *_years(years), name=first, office=office, row=row)
    full = [_name_words(name) for name in names.split("|") if name.strip()]
    if not full or min(len(words) for words in full) < 2:
        raise ValueError("a person needs full names of two words or more")
    if short == _NEVER:
        return [PersonName(words, True, holder) for words in full]
    brief = [_name_words(name) for name in short.split("|") if name.strip()] or [words[-1:] for words in full]
    return [
        *(PersonName(words, True, holder) for words in full),
        *(PersonName(words, False, holder) for words in dict.fromkeys(brief)),
    ]


def _name_words(name: str) -> tuple[str, ...]:
    return tuple(split_words(name))


def _years(text: str) -> tuple[int, int | None]:
    first, dash, last = text.partition("-")
    if not dash or not first.isdigit() or not (last.isdigit() or not last):
        raise ValueError(f"{text!r} are no years of office; expected 2014-2021 or 2019-")
    if last and int(last) < int(first):
        raise ValueError(f"{text!r} ends before it begins")
    return int(first), int(last) if last else None
