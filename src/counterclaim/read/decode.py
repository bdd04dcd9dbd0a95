"""Bytes to text: which encoding, or a clear refusal.

The order: signatures of well-known binary formats, byte-order marks, UTF-8, UTF-16 without a
mark, then what the bytes themselves suggest. Line ends are kept as they are.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from counterclaim.errors import BinaryInput

_BINARY = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"RIFF": "a RIFF media file",
    b"OggS": "an Ogg media file",
    b"ID3": "an MP3 file",
    b"\x7fELF": "a program",
    b"SQLite format 3\0": "a SQLite database",
    b"BZh": "a bzip2 archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"\x1f\x8b": "a gzip file inside another compressed file",
    b"\xfd7zXZ\0": "an xz file inside another compressed file",
    b"\x28\xb5\x2f\xfd": "a zstd file inside another compressed file",
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Control characters that text does hold: tab, line feed, vertical tab, form feed, return, escape.
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})
# Of a hundred text files none had one control character in a hundred; images have ten.
_MAX_CONTROLS = 0.01
# Bytes on which charset-normalizer judges; more costs seconds and changes no verdict.
_SAMPLE = 64 * 1024
# A text in Latin letters has up to 15 bytes in a hundred beyond ASCII, one in another script 40
# and more. For the former charset-normalizer guesses oddly (a few curly quotes made it cp1250),
# and cp1252 is what such files are.
_MOSTLY_ASCII = 0.8


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and the encoding it came in; `note` says what had to be assumed, or is None."""

    text: str
    encoding: str
    note: str | None = None


def byte_order_mark(head: bytes) -> tuple[bytes, str] | None:
    """The mark that `head` begins with and the encoding it stands for."""
    return next((mark for mark in _MARKS if head.startswith(mark[0])), None)


def refuse_binary(head: bytes, where: str) -> None:
    """Raise `BinaryInput` when `head` is the signature of a well-known binary format."""
    for signature, name in _BINARY.items():
        if head.startswith(signature):
            raise BinaryInput(where, f"{name}, not text")


def decode(data: bytes, where: str, declared: str | None = None) -> Decoded:
    """The text of `data`, without its byte-order mark; `declared` is an encoding it names itself.

    Raises `BinaryInput` when no encoding makes text of it.
    """
    refuse_binary(data, where)
    mark = byte_order_mark(data)
    if mark:
        return _marked(data[len(mark[0]) :], mark[1], where)
    if b"\0" in data[: 2 * _SAMPLE]:
        return _wide(data, where)
    if len(data.translate(None, _CONTROLS)) < len(data) * (1 - _MAX_CONTROLS) or b"\0" in data:
        raise BinaryInput(where, "control characters throughout: not text")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _declared(data, declared) or _one_byte(data, where)


def decode_line(line: bytes) -> Decoded:
    """One line of a file that should be UTF-8: where it is not, Windows-1252 is assumed."""
    try:
        return Decoded(line.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return Decoded(line.decode("cp1252", "replace"), "cp1252", "not UTF-8: taken as Windows-1252")


def _marked(data: bytes, encoding: str, where: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            return _mixed(data)
        raise BinaryInput(where, f"marked as {encoding} but is not ({error.reason})") from error
    if "\0" in text:
        raise BinaryInput(where, "NUL characters: not text")
    return Decoded(text, encoding)


def _wide(data: bytes, where: str) -> Decoded:
    """UTF-16 without a mark shows as a NUL in every other byte; all else with NULs is binary."""
    sample = data[:_SAMPLE]
    half = max(len(sample) // 2, 1)
    for encoding, nuls in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if nuls.count(0) > 0.7 * half:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                break
            if "\0" not in text:
                return Decoded(text, encoding, "no byte-order mark: judged by its bytes")
    raise BinaryInput(where, "NUL bytes: not text")


def _declared(data: bytes, declared: str | None) -> Decoded | None:
    """`data` in the encoding it names, when that exists and fits."""
    if declared is None:
        return None
    try:
        text = data.decode(declared)
    except (LookupError, UnicodeError):
        return None
    return Decoded(text, declared)


def _one_byte(data: bytes, where: str) -> Decoded:
    """Text that is not UTF-8: a mixture, Windows-1252, or what charset-normalizer finds."""
    if any(not line.isascii() and _is_utf8(line) for line in data.split(b"\n")):
        return _mixed(data)
    high = sum(len(piece) for piece in data[:_SAMPLE].translate(None, bytes(range(128))).split())
    if high < (1 - _MOSTLY_ASCII) * min(len(data), _SAMPLE):
        return Decoded(data.decode("cp1252", "replace"), "cp1252", "not UTF-8: taken as Windows-1252")
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise BinaryInput(where, "not text in any encoding we can tell")
    return Decoded(data.decode(best.encoding, "replace"), best.encoding, "judged by its bytes")


def _mixed(data: bytes) -> Decoded:
    """UTF-8 with some lines in Windows-1252, as when two files were put together."""
    lines = [decode_line(line) for line in data.split(b"\n")]
    wrong = sum(line.note is not None for line in lines)
    note = f"mixed encoding: {wrong} of {len(lines)} lines not UTF-8, taken as Windows-1252"
    return Decoded("\n".join(line.text for line in lines), "utf-8", note)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
