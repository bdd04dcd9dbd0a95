"""HTML pages through trafilatura: its output text is the document, not the page's source."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import re
from typing import Any

from counterclaim.errors import EmptyInput
from counterclaim.read.build import Draft
from counterclaim.read.decode import decode
from counterclaim.read.text import encoding_notes

_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w:.-]{2,40})""", re.I
)
# Where browsers look for the declaration is the first 1,024 bytes; real pages run over.
_DECLARED_WITHIN = 4096
# What XML, and so lxml, cannot hold; entities may smuggle it in.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def draft(data: bytes, where: str) -> Draft:
    """The article of a page with what the page states about it.

    `metadata["page_sha256"]` is the digest of the page as it was read. Raises `EmptyInput`
    where the page has no article, `BinaryInput` where it is no text.
    """
    declared = _CHARSET.search(data[:_DECLARED_WITHIN])
    decoded = decode(data, where, declared[1].decode("ascii", "replace") if declared else None)
    page = _extract(_ILLEGAL.sub(" ", decoded.text))
    text = _ILLEGAL.sub("\ufffd", page.text or "") if page is not None else ""
    if not text.strip():
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


def _extract(source: str) -> Any:
    """trafilatura's document of a page, or None."""
    import trafilatura

    # It reports every page without an article on its logger; here that is an EmptyInput.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    # The extensive date search takes dates from footers and comments: better none.
    dates = {
        "original_date": True,
        "extensive_search": False,
        "max_date": (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)).isoformat(),
    }
    return trafilatura.bare_extraction(
        source, fast=True, include_comments=False, with_metadata=True, date_extraction_params=dates
    )


def _field(value: str | None) -> str | None:
    return " ".join(_ILLEGAL.sub(" ", value).split()) or None if value else None


def _reader() -> str:
    import trafilatura

    return f"html/1 trafilatura/{trafilatura.__version__}"
