"""The gazetteer: names to places, read in place from one file that is never loaded as a whole."""

from __future__ import annotations

import json
import mmap
import struct
import zlib
from bisect import bisect_right
from functools import cache
from importlib import resources
from pathlib import Path

from counterclaim.errors import TableError
from counterclaim.resolve.places.entry import Entry, Home, Named
from counterclaim.resolve.places.fold import fold
from counterclaim.resolve.places.layout import CAPITAL, MAGIC, NO_REGION, NOWHERE, RECORD, UNIT, Kind, Naming
from counterclaim.resolve.places.own import Own, read_own

MAX_KEPT = 4096
"""Names whose entries are kept in memory once looked up; then the memory starts anew."""


class Gazetteer:
    """Names to places. Build one with `default` or `load`."""

    def __init__(self, data: bytes | mmap.mmap, own: Own | None = None) -> None:
        self._data = data
        self._sections = _sections(data)
        self._heads = self._unpack(*self._sections["heads"]).decode().split("\n")
        at, size = self._sections["offsets"]
        self._offsets = struct.unpack_from(f"<{size // 4}I", data, at)
        self._known: dict[str, tuple[Named, ...]] = {}
        self._own = own or Own()

    @classmethod
    def default(cls) -> Gazetteer:
        """The gazetteer that comes with the package, opened once."""
        return _default()

    @classmethod
    def load(cls, extra: Path | str | None = None) -> Gazetteer:
        """The package's gazetteer with the places of the file `extra` before it.

        Raises `TableError` naming the file, the line and the reason when a row is bad or the file
        cannot be read.
        """
        if extra is None:
            return cls.default()
        return cls(_shipped(), read_own(Path(extra), cls.default().country))

    def lookup(self, name: str) -> tuple[Named, ...]:
        """Every place of that name, in the order of their numbers; those of a user's file alone, if any."""
        key = fold(name)
        found = self._known.get(key)
        if found is None:
            own = self._own.places.get(key)
            found = tuple(own) if own else self._find(key)
            if len(self._known) >= MAX_KEPT:
                self._known.clear()
            self._known[key] = found
        return found

    def home(self, *outlet: str | None) -> Home | None:
        """The home that a user's file gives an outlet, by any of its names."""
        return next((home for name in outlet if name and (home := self._own.homes.get(name.lower()))), None)

    def country(self, name: str) -> str | None:
        """The ISO code of a country by one of its names; None for anything else."""
        for named in self.lookup(name):
            if named.entry.kind is Kind.COUNTRY:
                return named.entry.country
        return None

    def __len__(self) -> int:
        return self._sections["records"][1] // RECORD.size

    def _find(self, key: str) -> tuple[Named, ...]:
        if not key:
            return ()
        block = bisect_right(self._heads, key) - 1
        if block < 0:
            return ()
        first = self._sections["blocks"][0]
        start, end = self._offsets[block], self._offsets[block + 1]
        text = b"\n" + self._unpack(first + start, end - start)
        line = text.find(b"\n" + key.encode() + b"\t")
        if line < 0:
            return ()
        postings = text[line + 1 : text.find(b"\n", line + 1)].rpartition(b"\t")[2]
        numbers = [int(posting, 16) for posting in postings.split(b",")]
        return tuple(Named(self.entry(number >> 2), Naming(number & 3)) for number in numbers)

    def _unpack(self, at: int, size: int) -> bytes:
        return zlib.decompress(self._data[at : at + size])

    def entry(self, number: int) -> Entry:
        """The entry of that number of the package's gazetteer. Raises `IndexError` when there is none."""
        at, size = self._sections["records"]
        if not 0 <= number < size // RECORD.size:
            raise IndexError(f"no place {number}")
        fields = RECORD.unpack_from(self._data, at + number * RECORD.size)
        geonames, latitude, longitude, population, name, region, country, kind, length = fields
        named = self._sections["names"][0] + name
        known = latitude != NOWHERE
        return Entry(
            number=number,
            name=self._data[named : named + length].decode(),
            kind=Kind(kind & ~CAPITAL),
            country=country.decode() if country != b"\0\0" else None,
            region=region if region != NO_REGION else None,
            latitude=latitude / UNIT if known else None,
            longitude=longitude / UNIT if known else None,
            population=population,
            geonames=geonames or None,
            capital=bool(kind & CAPITAL),
        )


def _sections(data: bytes | mmap.mmap) -> dict[str, tuple[int, int]]:
    """Where each part of the file lies. Raises `TableError` when it is no such file, or cut short."""
    if data[: len(MAGIC)] != MAGIC or len(data) < len(MAGIC) + 4:
        raise TableError("gazetteer.bin: not a gazetteer of this version")
    (size,) = struct.unpack_from("<I", data, len(MAGIC))
    start = len(MAGIC) + 4
    header = json.loads(data[start : start + size])
    sections = {name: (at, length) for name, (at, length) in header["sections"].items()}
    if any(at + length > len(data) for at, length in sections.values()):
        raise TableError("gazetteer.bin: the file is cut short")
    return sections


@cache
def _shipped() -> bytes | mmap.mmap:
    file = resources.files("counterclaim.resolve.places") / "data" / "gazetteer.bin"
    if not isinstance(file, Path):  # imported from a zip archive
        return file.read_bytes()
    with file.open("rb") as opened:
        return mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)


@cache
def _default() -> Gazetteer:
    return Gazetteer(_shipped())
