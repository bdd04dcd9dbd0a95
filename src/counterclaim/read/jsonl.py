"""JSON lines: one report a line, its `text` taken exactly as given.

    {"id", "outlet", "published", "url", "title", "text"}; "byline" or "author" too

Only `text` is required. Other fields, and known fields of an unexpected type, are kept as
metadata. A record with a NUL character or a lone surrogate in any string is refused: no
database, terminal or UTF-8 file downstream could hold it.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from counterclaim.errors import InputError, MalformedRecord, OversizedInput, UnreadableInput
from counterclaim.read.build import Draft
from counterclaim.read.decode import byte_order_mark, decode, decode_line
from counterclaim.read.options import ReadOptions
from counterclaim.read.stream import read_all
from counterclaim.read.text import encoding_notes

READER = "jsonl/1"
_STRINGS = ("outlet", "url", "title")
_KNOWN = frozenset({*_STRINGS, "id", "published", "text"})
_MAX_DEPTH = 64


def drafts(stream: io.BufferedReader, where: str, options: ReadOptions) -> Iterator[Draft | InputError]:
    """The reports of a JSON-lines stream, and an error in place of each line that is none.

    Blank lines are passed over. Memory is bounded by one record of `options.max_bytes`.
    """
    lines = _utf8(stream, where)
    number = 0
    while line := lines.readline(options.max_bytes + 1):
        number += 1
        place = f"{where}:{number}"
        if len(line) > options.max_bytes and not line.endswith(b"\n"):
            _pass_rest_of_line(lines)
            yield OversizedInput(place, f"a record of more than {options.max_bytes:,} bytes")
            continue
        if line.strip():
            yield _draft_or_error(line.rstrip(b"\r\n"), place)


def whole(stream: io.BufferedReader, where: str, options: ReadOptions) -> Iterator[Draft | InputError]:
    """The reports of one JSON value: an object, or an array of objects.

    Raises `MalformedRecord`, `OversizedInput`.
    """
    decoded = decode(read_all(stream, where, options.max_bytes), where)
    value = _parse(decoded.text, where)
    notes = encoding_notes(decoded)
    if not isinstance(value, list):
        yield _draft(value, where, notes)
        return
    for number, record in enumerate(value, 1):
        try:
            yield _draft(record, f"{where}[{number}]", notes)
        except InputError as error:
            yield error


def is_one_value(head: bytes) -> bool:
    """True when `head`, the first characters of a file, are of a JSON value laid out over several lines.

    One record a line shows in a first line from brace to brace, or else (it may be malformed)
    in a second line that opens an object at the margin.
    """
    first, newline, rest = head.partition(b"\n")
    if first.startswith(b"["):
        return True
    return bool(newline) and not first.rstrip().endswith(b"}") and not rest.startswith(b"{")


def _utf8(stream: io.BufferedReader, where: str) -> BinaryIO:
    """`stream` without its byte-order mark, in UTF-8 also where the mark says UTF-16 or -32."""
    mark = byte_order_mark(stream.peek(4))
    if mark is None:
        return stream
    stream.read(len(mark[0]))
    if mark[1] == "utf-8":
        return stream
    return _Recoded(stream, mark[1], where)


class _Recoded(io.BytesIO):
    """Lines of UTF-16 or UTF-32 text, given out in UTF-8."""

    def __init__(self, stream: BinaryIO, encoding: str, where: str) -> None:
        super().__init__()
        self._text = io.TextIOWrapper(stream, encoding, newline="\n")
        self._where = where

    def readline(self, size: int | None = -1) -> bytes:
        try:
            return self._text.readline(-1 if size is None else size).encode("utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            raise UnreadableInput(self._where, f"not {error.encoding} as marked") from error


def _pass_rest_of_line(lines: BinaryIO) -> None:
    while piece := lines.readline(1 << 20):
        if piece.endswith(b"\n"):
            return


def _draft_or_error(line: bytes, place: str) -> Draft | InputError:
    try:
        decoded = decode_line(line)
        return _draft(_parse(decoded.text, place), place, encoding_notes(decoded))
    except InputError as error:
        return error


def _parse(text: str, place: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        inner = f"line {error.lineno}, " if error.lineno > 1 else ""
        reason = f"not JSON ({error.msg}, {inner}column {error.colno})"
        raise MalformedRecord(place, reason) from error
    except ValueError as error:  # NaN, or a number of more digits than Python takes
        raise MalformedRecord(place, f"not JSON ({error})") from error
    except RecursionError as error:
        raise MalformedRecord(place, "nested too deeply") from error


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


def _draft(record: object, place: str, notes: dict[str, str]) -> Draft:
    if not isinstance(record, dict):
        raise MalformedRecord(place, "not a JSON object")
    bad = _unkeepable(record)
    if bad:
        raise MalformedRecord(place, bad)
    text = record.get("text")
    if not isinstance(text, str):
        state = "is not a string" if "text" in record else "is missing"
        raise MalformedRecord(place, f'"text" {state}')
    strings = {key: record[key] for key in _STRINGS if isinstance(record.get(key), str) and record[key]}
    byline = next((record[key] for key in ("byline", "author") if isinstance(record.get(key), str)), None)
    return Draft(
        text=text,
        origin=place,
        reader=READER,
        name=_name(record.get("id"), place),
        byline=byline or None,
        published=record.get("published"),
        metadata={**notes, **_rest(record)},
        **strings,
    )


def _rest(record: dict[str, Any]) -> dict[str, Any]:
    """The fields that have no place of their own, and known ones of an unexpected type."""
    odd = {key: record[key] for key in _STRINGS if not isinstance(record.get(key, ""), str | None)}
    return {**{key: value for key, value in record.items() if key not in _KNOWN}, **odd}


def _name(value: object, place: str) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, str | int) and not isinstance(value, bool):
        return str(value)
    raise MalformedRecord(place, '"id" is neither a string nor a whole number')


def _unkeepable(value: object, depth: int = 0) -> str | None:
    """Why a value cannot be kept: a NUL, a lone surrogate, or absurd nesting; None if it can."""
    if isinstance(value, str):
        return _bad_character(value)
    if depth > _MAX_DEPTH:
        return "nested too deeply"
    if isinstance(value, dict):
        parts = [*value.keys(), *value.values()]
    elif isinstance(value, list):
        parts = value
    else:
        return None
    return next((bad for part in parts if (bad := _unkeepable(part, depth + 1))), None)


def _bad_character(text: str) -> str | None:
    if "\0" in text:
        return "a NUL character in a string"
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "a lone surrogate in a string"
    return None
