"""`read`: every path to its documents, an error in place of each input that is refused."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from counterclaim.errors import EmptyInput, InputError
from counterclaim.read import html, jsonl, text, walk
from counterclaim.read.build import Draft, document
from counterclaim.read.options import ReadOptions
from counterclaim.read.stream import HEAD, read_all, unpacked, unreadable
from counterclaim.types import Document

STDIN = "<stdin>"
_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p|meta|title)\b", re.I)
_DEFAULTS = ReadOptions()


def read(
    paths: Sequence[str | Path],
    options: ReadOptions = _DEFAULTS,
    stdin: BinaryIO | None = None,
) -> Iterator[Document | InputError]:
    """The reports in files and folders; "-" is standard input (or `stdin` where given).

    Nothing is raised for a bad input: its `InputError` is yielded in its place and reading
    goes on. `SkippedInput` among them is a file of a folder that is no report by its name.
    Memory is constant: one report at a time.
    """
    for path in paths:
        if str(path) == "-":
            yield from _guarded(lambda: _stream(stdin or sys.stdin.buffer, STDIN, "", options), STDIN)
            continue
        for item in walk.files(Path(path)):
            yield from (item,) if isinstance(item, InputError) else _file(item, options)


def from_text(content: str, options: ReadOptions = _DEFAULTS, origin: str = "<text>") -> Document:
    """The document of a text already in hand. Raises `EmptyInput`, `OversizedInput`."""
    return document(Draft(text=content, origin=origin, reader=text.READER), options)


def _file(path: Path, options: ReadOptions) -> Iterator[Document | InputError]:
    where = walk.printable(path)

    def results() -> Iterator[Document | InputError]:
        with _open(path, where) as raw:
            yield from _stream(raw, where, walk.kind_suffix(path), options)

    return _guarded(results, where)


def _guarded(
    results: Callable[[], Iterator[Document | InputError]], where: str
) -> Iterator[Document | InputError]:
    """The results, with an error that stops them given as the last of them."""
    try:
        yield from results()
    except InputError as error:
        yield error
    except OSError as error:
        yield unreadable(where, error)


def _open(path: Path, where: str) -> BinaryIO:
    try:
        return path.open("rb")
    except ValueError as error:  # a NUL in the path
        raise unreadable(where, error) from error


def _stream(raw: BinaryIO, where: str, suffix: str, options: ReadOptions) -> Iterator[Document | InputError]:
    stream = unpacked(raw, where, options.max_bytes, options.max_ratio)
    head = stream.peek(HEAD)
    if not head:
        raise EmptyInput(where, "nothing in it")
    for item in _drafts(stream, where, _format(head, suffix, options), options):
        yield item if isinstance(item, InputError) else _document(item, options)


def _document(draft: Draft, options: ReadOptions) -> Document | InputError:
    try:
        return document(draft, options)
    except InputError as error:
        return error


def _format(head: bytes, suffix: str, options: ReadOptions) -> str:
    """ "text", "html", "json" or "lines": by option, by extension, by the first bytes."""
    if options.format in ("text", "html"):
        return options.format
    if options.format == "auto" and suffix in walk.HTML:
        return "html"
    if options.format == "auto" and suffix in walk.TEXT:
        return "text"
    if suffix in walk.LINES:
        return "lines"
    # Without its zeros and mark, UTF-16 shows the same first characters.
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if options.format == "jsonl" or suffix in walk.JSON or start.startswith((b'{"', b"[{", b"{\n", b"{ ")):
        return "json" if jsonl.is_one_value(start) else "lines"
    return "html" if start.startswith(b"<") and _TAG.search(start) else "text"


def _drafts(
    stream: io.BufferedReader, where: str, kind: str, options: ReadOptions
) -> Iterator[Draft | InputError]:
    if kind == "lines":
        return jsonl.drafts(stream, where, options)
    if kind == "json":
        return jsonl.whole(stream, where, options)
    data = read_all(stream, where, options.max_bytes)
    return iter((html.draft(data, where) if kind == "html" else text.draft(data, where),))
