"""The dateline: from where, by its own head, a report was filed."""

from __future__ import annotations

import re
from functools import cache

from counterclaim.types import Span

_HEAD = 600  # characters in which a dateline may stand: a headline and a byline may come first


@cache
def _pattern() -> re.Pattern[str]:
    """A line's head in capitals up to a dash or an agency: "KYIV, Ukraine (AP) —", "OSLO, May 1. /TASS/."."""
    capital = r"[A-Z\u00c0-\u00de]"
    month = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s\d"
    place = rf"{capital}{{2}}(?:[.'’/ -]?{capital}){{1,40}}"
    more = rf"(?:,\s(?!{month}){capital}[\w.'’]*(?:[ -]{capital}[\w.'’]*){{0,4}}){{0,2}}"
    date = rf"(?:,?\s{month}\d?(?:,?\s\d{{4}})?\.?)?"
    agency = r"(?:\s?\([^()\n]{1,40}\)|\s?/[A-Z][^/\n]{0,40}/)"
    end = rf"(?:{agency}\.?\s?(?:[—–]|--?\s)?|\s?(?:[—–]|--?\s))"
    return re.compile(rf"^(?P<where>{place}{more}){date}{end}", re.MULTILINE)


def dateline(text: str) -> Span | None:
    """The places of the dateline, as a stretch of the text; None when the report has none."""
    match = _pattern().search(text, 0, _HEAD)
    return Span(*match.span("where")) if match else None
