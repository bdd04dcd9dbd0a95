"""From what a format found to a finished `Document`: defaults, bounds, language, boilerplate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from counterclaim.errors import EmptyInput, OversizedInput
from counterclaim.read import boilerplate
from counterclaim.read.dates import stated_date
from counterclaim.read.language import identify
from counterclaim.read.options import ReadOptions
from counterclaim.types import Document


@dataclass(frozen=True, slots=True)
class Draft:
    """What a format found in an input. `published` is as stated there, unjudged."""

    text: str
    origin: str
    reader: str
    name: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    byline: str | None = None
    published: object = None
    metadata: Mapping[str, Any] = field(default_factory=dict)


def document(draft: Draft, options: ReadOptions) -> Document:
    """The document of a draft.

    Raises `EmptyInput` where the text is blank, `OversizedInput` beyond `options.max_text`.
    """
    text = draft.text
    if not text or text.isspace():
        raise EmptyInput(draft.origin, "no text in it")
    if len(text) > options.max_text:
        reason = f"{len(text):,} characters of text; one report may have {options.max_text:,}"
        raise OversizedInput(draft.origin, reason)
    published, metadata = _published(draft, options)
    language = identify(text) if options.identify_language else _stated_language(metadata)
    foreign = language is not None and language not in options.languages
    url = draft.url or options.url
    return Document(
        id=Document.digest(url, text),
        text=text,
        name=draft.name,
        outlet=draft.outlet or options.outlet,
        url=url,
        title=draft.title,
        byline=draft.byline,
        published=published,
        language=language,
        origin=draft.origin,
        reader=draft.reader,
        boilerplate=boilerplate.find(text),
        skipped=f"language {language}" if foreign else None,
        metadata=metadata,
    )


def _published(draft: Draft, options: ReadOptions) -> tuple[dt.date | None, dict[str, Any]]:
    """The date, and the metadata with the stated value kept where it is no date."""
    metadata = dict(draft.metadata)
    if draft.published in (None, ""):
        return options.published, metadata
    date = stated_date(draft.published)
    if date is None:
        metadata["published"] = draft.published
    return date, metadata


def _stated_language(metadata: Mapping[str, Any]) -> str | None:
    """The language an input states, taken only when none is to be identified."""
    stated = metadata.get("language")
    return stated.lower().partition("-")[0] if isinstance(stated, str) and stated else None
