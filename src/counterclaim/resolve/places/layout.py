"""The file that holds the gazetteer: written by `training/gazetteer.py`, read in place by `gazetteer`.

    magic     8 bytes
    header    u32 length, then JSON: "sections", {name: [offset, size]} from the start of the file,
              and "made", what it was built from
    records   one `RECORD` a place; a place's number is its position
    names     the places' names in UTF-8, one after the other
    blocks    the folded names in order, `BLOCK_KEYS` a block, each block compressed with zlib:
              lines of key, tab, postings ("," between them, hexadecimal: number * 4 + naming)
    offsets   u32 for each block and one more: where it starts in `blocks`
    heads     the first key of each block, a line each, compressed with zlib

Everything is little-endian. A lookup reads a block and the records it names, nothing else.
"""

from __future__ import annotations

import struct
from enum import IntEnum

MAGIC = b"CCPLACE1"
RECORD = struct.Struct("<IiiIII2sBB")
"""GeoNames id (0: none), latitude and longitude in 1e-5 degrees (`NOWHERE`: unknown), population,
offset of the name, number of the region (`NO_REGION`), country, kind with `CAPITAL`, length of the name."""
UNIT = 100_000
NOWHERE = 0x7FFFFFFF
NO_REGION = 0xFFFFFFFF
CAPITAL = 0x80
BLOCK_KEYS = 128


class Kind(IntEnum):
    """What a record is."""

    CITY = 0
    COUNTRY = 1
    REGION = 2
    DISTRICT = 3
    AREA = 4
    POINT = 5


class Naming(IntEnum):
    """How a name names a place: as its own name, as another of its names, by its people."""

    NAME = 0
    ALIAS = 1
    PEOPLE = 2
