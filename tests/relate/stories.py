"""Reports with claims, made of a few lines each: "Party (Side) act: content"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from counterclaim.types import (
    Act,
    Answer,
    Attribution,
    Certainty,
    Claim,
    Document,
    Kind,
    Party,
    PartyKind,
    Polarity,
    Relation,
    Span,
    When,
)

Report = tuple[Document, Sequence[Claim]]
LINE = re.compile(r"(?P<party>[^(]+) \((?P<side>[^)]*)\) (?P<act>\w+)(?: > (?P<to>\d+))?: (?P<content>.+)")
FIRST = dt.date(2031, 5, 2)


def report(name: str, *lines: str, day: int | None = 0, outlet: str | None = None) -> Report:
    """A report of `day` days after 2 May 2031 (None: undated), a claim for each line.

    A line "Port (Almena) deny > 0: the claim" answers the claim of line 0. "nobody" is no party.
    """
    text = "\n".join(lines)
    published = None if day is None else FIRST + dt.timedelta(days=day)
    document = Document(
        id=name, name=name, text=text, outlet=outlet or f"The {name.title()}", published=published
    )
    found, start = [], 0
    for number, line in enumerate(lines):
        found.append(_claim(document, number, start, line))
        start += len(line) + 1
    return document, tuple(found)


def _claim(document: Document, number: int, start: int, line: str) -> Claim:
    parts = LINE.fullmatch(line)
    assert parts, line
    act = Act(parts["act"])
    content = Span(start + parts.start("content"), start + parts.end("content"))
    answers = Answer(f"a{parts['to']}", Relation.REFUTES, 0.9) if parts["to"] else None
    attribution = Attribution(
        id=f"a{number}",
        source=(Span(start + parts.start("party"), start + parts.end("party")),),
        cue=(Span(start + parts.start("act"), start + parts.end("act")),),
        content=(content,),
        kind=Kind.INDIRECT,
        act=act,
        certainty=Certainty.CERTAIN,
        answers=answers,
    )
    polarity = {Act.DENY: Polarity.NEGATIVE, Act.DOUBT: Polarity.UNDECIDED}.get(act, Polarity.POSITIVE)
    named = parts["party"] != "nobody"
    said = dt.datetime.combine(document.published, dt.time()) if document.published else None
    return Claim(
        id=f"{document.id}/a{number}",
        document=document.id,
        attribution=attribution,
        speaker=Party(parts["party"], PartyKind.ORGANISATION, parts["side"]) if named else None,
        mention=None,
        rivals=(),
        side=parts["side"],
        chain=(),
        polarity=polarity,
        said=When(str(document.published), said, None, None) if said else None,
    )
