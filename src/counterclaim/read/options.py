"""What a caller may set about reading."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Format = Literal["auto", "text", "html", "jsonl"]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How inputs are read; every field has a default that suits a mixed folder.

    `published`, `outlet` and `url` are taken for reports that state none themselves.
    `format` "auto" goes by extension, then by content. `max_bytes` bounds one file of text
    or HTML (unpacked) and one JSON record; `max_text` bounds the characters of one report.
    A JSON-lines file as a whole is unbounded: it is streamed. `max_ratio` is how many times
    its own size a compressed file may unpack to once it passes `max_bytes`. `languages`
    are those from which attributions are taken; reports in others are kept but marked.
    """

    published: dt.date | None = None
    outlet: str | None = None
    url: str | None = None
    format: Format = "auto"
    # The longest report of a year of six wires has 0.1 M characters; 4 M is a thick book. HTML
    # pages carry about ten times their text, and trafilatura refuses more than 20 MB.
    max_bytes: int = 16 * 1024 * 1024
    max_text: int = 4_000_000
    # News as JSON lines packs 3 to 8 times, boilerplate-heavy dumps up to 40 times.
    max_ratio: int = 200
    languages: tuple[str, ...] = ("en",)
    identify_language: bool = True
