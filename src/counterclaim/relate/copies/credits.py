"""Where a report names a news agency: as where it comes from, or as who reported something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from counterclaim.errors import TableError
from counterclaim.types import Credit, CreditForm, Document, Span

HEAD, TAIL = 200, 400  # characters at either end of a report where its credit lines stand
MAX_CREDITS = 50
_COLUMNS = 3
_BEFORE, _AFTER = 60, 40  # characters around a name that decide what it is there for
_SIGNATURE = 150  # and after a name in the last lines
_SIGNED = re.compile(
    r"(?:reporting|reported|written|compiled|editing|additional reporting|with files|with material"
    r"|source|photo|by)s?\W+(?:[\w.'’-]+\W+){0,6}$|[—–]\s*$",
    re.IGNORECASE,
)
_CONTRIBUTED = re.compile(r"\W+(?:[\w.'’-]+\W+){0,12}contributed\b|\W+(?:staff )?writers?\b")
_TOLD = re.compile(
    r"(?:\btold|\bciting|\bcite[sd]?|\baccording to|\bquoted by|\breported by|\bsaid by|\bcarried by"
    r"|\binterview (?:with|to)|\bcorrespondents? (?:of|for))\s+(?:the\s+)?(?:[\w’'-]+\s+){0,2}$",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"(?:\s+(?:news agency|agency|correspondent))?\s+(?:has\s+|had\s+|also\s+|earlier\s+)?"
    r"(?:report(?:s|ed)|sa(?:ys|id)|quot(?:es|ed)|cit(?:es|ed|ing)|wr(?:ites|ote)|learned|was told)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Agency:
    """One row of the table."""

    name: str
    names: tuple[str, ...]
    outlets: tuple[str, ...]


class Agencies:
    """News agencies by the names that reports use for them. Build one with `default` or `load`."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self._by_name: dict[str, str] = {}
        self._by_outlet: dict[str, str] = {}
        for agency in agencies:
            self._by_name.update(dict.fromkeys((agency.name, *agency.names), agency.name))
            self._by_outlet.update(dict.fromkeys(agency.outlets, agency.name))
            self._by_outlet[agency.name.casefold()] = agency.name
        self._names = sorted(self._by_name, key=lambda name: (-len(name), name))

    @classmethod
    def default(cls) -> Agencies:
        """The table that comes with the package, read once."""
        return _default()

    @classmethod
    def load(cls, extra: Path | str) -> Agencies:
        """The package's table with the rows of the file `extra`, which go before its own.

        Raises `TableError` naming the file, the line and the reason when a row is bad or the file
        cannot be read.
        """
        path = Path(extra)
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise TableError(f"{path}: cannot be read as UTF-8 text: {error}") from error
        return cls([*_shipped(), *_parse(text, str(path))])

    def of_outlet(self, outlet: str | None) -> str | None:
        """The agency that an outlet is, by its name, domain or an ending of that; None for others."""
        name = (outlet or "").casefold().strip().removeprefix("the ")
        while name:
            if name in self._by_outlet:
                return self._by_outlet[name]
            name = name.partition(".")[2]
        return None

    def find(self, text: str) -> Iterator[tuple[str, Span]]:
        """Every agency named in a text, with where; of names within one another the longest."""
        # Most reports name one or two: looking for each name first is four times as fast as one
        # pattern of all names.
        present = [re.escape(name) for name in self._names if name in text]
        if not present:
            return
        for match in re.finditer(rf"(?<![\w-])(?:{'|'.join(present)})(?![\w-])", text):
            yield self._by_name[match.group()], Span(*match.span())


def find_credits(document: Document, agencies: Agencies | None = None) -> tuple[Credit, ...]:
    """Where a report names an agency, in the order of its text, the byline first.

    An agency that is only talked about ("the head of TASS") is not among them. The rules are for
    reports in English; `MAX_CREDITS` bounds how many are returned.
    """
    known = agencies or Agencies.default()
    found = [Credit(name, CreditForm.LINE, None) for name, _ in known.find(document.byline or "")]
    text = document.text
    for name, span in known.find(text):
        form = _form(text, span)
        if form is not None:
            found.append(Credit(name, form, span))
        if len(found) >= MAX_CREDITS:
            break
    return tuple(dict.fromkeys(found))


def _form(text: str, span: Span) -> CreditForm | None:
    before = text[max(0, span.start - _BEFORE) : span.start]
    after = text[span.end : span.end + _AFTER]
    if span.start < HEAD and _is_dateline(before, after):
        return CreditForm.LINE
    if _TOLD.search(before) or _REPORTED.match(after):
        return CreditForm.CITED
    signed = span.start > len(text) - TAIL and (
        _SIGNED.search(before) or _CONTRIBUTED.match(text[span.end : span.end + _SIGNATURE])
    )
    return CreditForm.LINE if signed else None


def _is_dateline(before: str, after: str) -> bool:
    """True for a name that stands alone between brackets or slashes, or before a dash."""
    opened, closed = before.rstrip()[-1:], after.lstrip()[:1]
    return (opened == "(" and closed in (")", "/", ",")) or (opened == "/" and closed in ("/", ")"))


@cache
def _shipped() -> tuple[Agency, ...]:
    table = resources.files("counterclaim.relate").joinpath("data/agencies.tsv")
    return tuple(_parse(table.read_text(encoding="utf-8"), "agencies.tsv"))


@cache
def _default() -> Agencies:
    return Agencies(_shipped())


def _parse(text: str, where: str) -> Iterable[Agency]:
    for number, row in enumerate(text.splitlines(), start=1):
        if not row.strip() or row.startswith("#"):
            continue
        cells = [cell.strip() for cell in row.split("\t")]
        if len(cells) != _COLUMNS or not cells[0]:
            raise TableError(f"{where}, line {number}: wants agency, names, outlets, with tabs between them")
        names, outlets = (tuple(filter(None, map(str.strip, cell.split("|")))) for cell in cells[1:])
        yield Agency(cells[0], names, tuple(outlet.casefold() for outlet in outlets))
