"""From paths to files: folders in sorted order, and a reason for each file passed over."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from counterclaim.errors import EmptyInput, InputError, SkippedInput
from counterclaim.read.stream import unreadable

TEXT = frozenset({".txt", ".text", ".md"})
HTML = frozenset({".html", ".htm", ".xhtml"})
LINES = frozenset({".jsonl", ".ndjson"})
JSON = frozenset({".json"})
PACKED = frozenset({".gz", ".xz", ".zst"})
_REPORTS = TEXT | HTML | LINES | JSON


def kind_suffix(path: Path) -> str:
    """The extension that tells the format: "a.jsonl.gz" gives ".jsonl"."""
    inner = path.with_suffix("") if path.suffix.lower() in PACKED else path
    return inner.suffix.lower()


def printable(path: Path) -> str:
    """The path as text that can be kept: file names need not be valid UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")


def files(path: Path) -> Iterator[Path | InputError]:
    """`path` itself, or the report files under it in sorted order.

    In a folder, what is no report by its name is given as `SkippedInput` with the reason; a
    folder without any report ends in an `EmptyInput`.
    """
    try:
        folder = path.is_dir()
    except OSError as error:
        yield unreadable(printable(path), error)
        return
    if not folder:
        yield path
        return
    found: Counter[type] = Counter()
    for item in _walk(path):
        yield item
        found[type(item)] += 1
    passed_over = found[SkippedInput]
    if found.total() == passed_over:
        others = f" ({passed_over} passed over)" if passed_over else ""
        yield EmptyInput(printable(path), f"no report in this folder{others}")


def _walk(top: Path) -> Iterator[Path | InputError]:
    """Depth first, without recursion: folders nest deeper than Python's stack."""
    waiting = [top]
    while waiting:
        entry = waiting.pop()
        try:
            reason = None if entry is top else _passed_over(entry)
            if reason:
                yield SkippedInput(printable(entry), reason)
            elif entry.is_dir():
                waiting.extend(sorted(entry.iterdir(), key=os.fsencode, reverse=True))
            else:
                yield entry
        except OSError as error:
            yield unreadable(printable(entry), error)


def _passed_over(entry: Path) -> str | None:
    """Why an entry of a folder is not read, or None."""
    if entry.name.startswith("."):
        return "hidden"
    if entry.is_dir():
        return "a link to a folder" if entry.is_symlink() else None
    if entry.exists() and not entry.is_file():
        return "not a regular file"
    suffix = kind_suffix(entry)
    if suffix not in _REPORTS:
        return f"no report by its extension ({suffix or 'none'})"
    return None
