"""Byte streams: unpacking, and the bounds that keep hostile input from filling memory.

A compressed stream is told by its first bytes, never by its name. Truncated streams raise
`UnreadableInput` instead of ending silently, and a stream that unpacks to an absurd size
raises `OversizedInput`.
"""

from __future__ import annotations

import io
import lzma
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, Protocol

from counterclaim.errors import InputError, OversizedInput, UnreadableInput

_GZIP, _XZ, _ZSTD = b"\x1f\x8b", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd"
_CHUNK = 64 * 1024
_PACKED_CHUNK = 8 * 1024
# zstandard cannot bound the output of one call. A block of 4 bytes may unpack to 128 KB, so
# 256 bytes of input cannot give more than 8 MB.
_ZSTD_CHUNK = 256
# Decoders allocate their window up front; 128 MiB is what `xz -9` and `zstd --long` ask for.
_MAX_WINDOW = 128 * 1024 * 1024
HEAD = 4096


class _Unpacker(Protocol):
    """One compressed member: what lzma's decompressor offers."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    @property
    def needs_input(self) -> bool: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class _Gzip:
    """zlib's decompressor in the shape of lzma's."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


class _Zstd:
    """zstandard's decompressor in the shape of lzma's, fed in small bites."""

    def __init__(self) -> None:
        import zstandard

        self._inner = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW).decompressobj()
        self._waiting = b""

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data + self._waiting

    @property
    def needs_input(self) -> bool:
        return not self._waiting

    def decompress(self, data: bytes, max_length: int) -> bytes:  # noqa: ARG002 - bounded by the bite
        self._waiting += data
        bite, self._waiting = self._waiting[:_ZSTD_CHUNK], self._waiting[_ZSTD_CHUNK:]
        return self._inner.decompress(bite)


def _xz() -> _Unpacker:
    return lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=2 * _MAX_WINDOW)


_UNPACKERS: dict[bytes, Callable[[], _Unpacker]] = {_GZIP: _Gzip, _XZ: _xz, _ZSTD: _Zstd}


class _Unpacked(io.RawIOBase):
    """The unpacked bytes of a gzip, xz or zstd stream of one or more members."""

    def __init__(self, packed: BinaryIO, magic: bytes, where: str, max_bytes: int, max_ratio: int) -> None:
        self._packed, self._magic, self._where = packed, magic, where
        self._max_bytes, self._max_ratio = max_bytes, max_ratio
        self._unpacker: _Unpacker = _UNPACKERS[magic]()
        self._failures = _failures(magic)
        self._input = self._output = 0
        self._carry = self._pending = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._pending:
            if not self._step(len(buffer)):
                return 0
        piece, self._pending = self._pending[: len(buffer)], self._pending[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)

    def _step(self, size: int) -> bool:
        """Unpack a little more; False at the end of the last member."""
        if self._unpacker.eof and not self._next_member():
            return False
        data, self._carry = self._carry, b""
        if not data and self._unpacker.needs_input:
            data = self._take()
            if not data:
                raise UnreadableInput(self._where, "the compressed file is truncated")
        try:
            self._pending = self._unpacker.decompress(data, size)
        except self._failures as error:
            raise UnreadableInput(self._where, f"the compressed file is damaged ({error})") from error
        self._output += len(self._pending)
        if self._output > max(self._max_bytes, self._max_ratio * self._input):
            times = self._output // max(self._input, 1)
            raise OversizedInput(self._where, f"it unpacks to over {times} times its size: not read further")
        return True

    def _take(self) -> bytes:
        data = self._packed.read(_PACKED_CHUNK)
        self._input += len(data)
        return data

    def _next_member(self) -> bool:
        """Start on the next member of a concatenated stream; zeros after the last are padding."""
        rest = self._unpacker.unused_data.lstrip(b"\0")
        while len(rest) < len(self._magic):
            more = self._take()
            if not more:
                break
            rest = (rest + more).lstrip(b"\0")
        if not rest:
            return False
        if not rest.startswith(self._magic):
            raise UnreadableInput(self._where, "the compressed file is damaged (garbage at its end)")
        self._unpacker, self._carry = _UNPACKERS[self._magic](), rest
        return True


def _failures(magic: bytes) -> tuple[type[Exception], ...]:
    if magic == _ZSTD:
        import zstandard

        return (zstandard.ZstdError,)
    return (zlib.error,) if magic == _GZIP else (lzma.LZMAError,)


def unpacked(raw: BinaryIO, where: str, max_bytes: int, max_ratio: int) -> io.BufferedReader:
    """The bytes of `raw`, unpacked if they are gzip, xz or zstd; its first `HEAD` can be peeked at.

    Reading may raise `UnreadableInput` (truncated, damaged) or `OversizedInput`.
    """
    outer = _peekable(raw)
    head = outer.peek(HEAD)
    for magic in _UNPACKERS:
        if head.startswith(magic):
            return _peekable(_Unpacked(outer, magic, where, max_bytes, max_ratio))
    return outer


class _Headed(io.RawIOBase):
    """A stream whose first read gives the whole head, however slowly a pipe delivers it."""

    def __init__(self, inner: BinaryIO | io.RawIOBase) -> None:
        self._inner = inner
        self._head = b""
        while len(self._head) < HEAD and (piece := inner.read(HEAD - len(self._head))):
            self._head += piece

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._head or self._inner.read(len(buffer)) or b""
        self._head = data[len(buffer) :] if self._head else b""
        data = data[: len(buffer)]
        buffer[: len(data)] = data
        return len(data)


def _peekable(inner: BinaryIO | io.RawIOBase) -> io.BufferedReader:
    return io.BufferedReader(_Headed(inner), _CHUNK)


def read_all(stream: BinaryIO, where: str, max_bytes: int) -> bytes:
    """Everything in `stream`. Raises `OversizedInput` beyond `max_bytes`, `UnreadableInput`."""
    try:
        data = stream.read(max_bytes + 1)
    except OSError as error:
        raise unreadable(where, error) from error
    if len(data) > max_bytes:
        raise OversizedInput(where, f"more than {max_bytes:,} bytes (the bound for one report)")
    return data


def unreadable(where: str, error: OSError | ValueError) -> InputError:
    """`error` as an `UnreadableInput` in plain words."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return UnreadableInput(where, reason)
