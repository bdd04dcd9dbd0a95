"""HTML pages through trafilatura: its output text is the document, not the page's source."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import re
from functools import cache
from typing import Any

from counterclaim.errors import EmptyInput, OversizedInput
from counterclaim.read.build import Draft
from counterclaim.read.decode import decode
from counterclaim.read.text import encoding_notes

_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w:.-]{2,40})""", re.I
)
# Where browsers look for the declaration is the first 1,024 bytes; real pages run over.
_DECLARED_WITHIN = 4096
# trafilatura takes some 0.05 ms a tag, so this is five seconds for the worst page that is read.
# The longest live pages have half as many.
_MAX_TAGS = 100_000
# What XML, and so lxml, cannot hold; entities may smuggle it in.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def draft(data: bytes, where: str) -> Draft:
    """The article of a page with what the page states about it.

    `metadata["page_sha256"]` is the digest of the page as it was read. Raises `EmptyInput`
    where the page has no article, `BinaryInput` where it is no text.
    """
    declared = _CHARSET.search(data[:_DECLARED_WITHIN])
    decoded = decode(data, where, declared[1].decode("ascii", "replace") if declared else None)
    if decoded.text.count("<") > _MAX_TAGS:
        raise OversizedInput(where, f"an HTML page of more than {_MAX_TAGS:,} tags")
    page = _extract(_ILLEGAL.sub(" ", decoded.text))
    text = _ILLEGAL.sub("\ufffd", page.text or "") if page is not None else ""
    if not any(_is_prose(line) for line in text.splitlines()):
        raise EmptyInput(where, "no article in the HTML page")
    metadata = {"page_sha256": hashlib.sha256(data).hexdigest(), **encoding_notes(decoded)}
    return Draft(
        text=text,
        origin=where,
        reader=_reader(),
        outlet=_field(page.sitename or page.hostname),
        url=_field(page.url),
        title=_field(page.title),
        byline=_field(page.author),
        published=page.date,
        metadata=metadata,
    )


def _is_prose(line: str) -> bool:
    """True of a line that may be of an article; menus and link lists have none such."""
    words = len(line.split())
    return words >= 8 or (words >= 3 and line.rstrip().endswith((".", "!", "?", '"', "”", "…")))


def _extract(source: str) -> Any:
    """trafilatura's document of a page, or None."""
    import trafilatura

    _keep_from_stderr("trafilatura", "htmldate")
    # The extensive date search takes dates from footers and comments: better none.
    dates = {
        "original_date": True,
        "extensive_search": False,
        "max_date": (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)).isoformat(),
    }
    return trafilatura.bare_extraction(
        source, fast=True, include_comments=False, with_metadata=True, date_extraction_params=dates
    )


@cache
def _keep_from_stderr(*names: str) -> None:
    """Let loggers reach the handlers an application sets up, but not standard error without one.

    trafilatura logs every page without an article as an error; here that is an `EmptyInput`.
    """
    for name in names:
        logging.getLogger(name).addHandler(logging.NullHandler())


def _field(value: str | None) -> str | None:
    return " ".join(_ILLEGAL.sub(" ", value).split()) or None if value else None


def _reader() -> str:
    import trafilatura

    return f"html/1 trafilatura/{trafilatura.__version__}"
