"""Stand-ins for the model and the resolver, for tests of what lies around them.

The extractor knows one pattern, "SOURCE said/denied/doubts that CONTENT.", which nests:
"The mayor said that the army denied that the bridge fell." It is enough to make ledgers,
pages and tables whose every offset a test can check by eye.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from counterclaim.pipeline import Stages
from counterclaim.types import (
    Act,
    Answer,
    Attribution,
    Bound,
    Certainty,
    Claim,
    Document,
    Extraction,
    Kind,
    Mention,
    Party,
    PartyKind,
    Place,
    Polarity,
    Precision,
    Quantity,
    Relation,
    Span,
)

ACTS = {"said": Act.ASSERT, "denied": Act.DENY, "doubts": Act.DOUBT}
POLARITIES = {Act.ASSERT: Polarity.POSITIVE, Act.DENY: Polarity.NEGATIVE, Act.DOUBT: Polarity.UNDECIDED}
SIDES = {"ministry": "Russia", "army": "Ukraine", "mayor": "Ukraine", "envoy": "UN"}
PATTERN = re.compile(r"(?P<source>[^.!?\n]{1,60}?) (?P<cue>said|denied|doubts) (?P<content>that [^.\n]+)")
AT = re.compile(r"\bat ([A-Z]\w+)")
FIGURE = re.compile(r"(?P<bound>at least )?(?P<number>\d+) (?P<item>[a-z]+)(?: were (?P<scope>killed))?")
GAZETTEER = {"Almena": ("PY", -25.5, -57.25, 4711)}


class ScriptedExtractor:
    """Finds what the pattern finds; remembers which documents it was given."""

    digest = "scripted"

    def __init__(self) -> None:
        self.seen: list[str] = []

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        for document in documents:
            self.seen.append(document.id)
            yield Extraction(document, () if document.skipped else tuple(attributions(document.text)))


def attributions(text: str) -> list[Attribution]:
    """Every match, with those inside a content nested, a denial answering the first assertion."""
    found: list[Attribution] = []
    _search(text, 0, len(text), None, found)
    return found


def _search(text: str, start: int, end: int, within: str | None, found: list[Attribution]) -> None:
    for match in PATTERN.finditer(text, start, end):
        left = match.start("source") + len(match["source"]) - len(match["source"].lstrip())
        act = ACTS[match["cue"]]
        first = next((other for other in found if other.act is Act.ASSERT and other.id != within), None)
        answer = Answer(first.id, Relation.REFUTES) if act is Act.DENY and first else None
        name = f"a{len(found)}"
        found.append(
            Attribution(
                id=name,
                source=(Span(left, match.end("source")),),
                cue=(Span(*match.span("cue")),),
                content=(Span(*match.span("content")),),
                kind=Kind.INDIRECT,
                act=act,
                certainty=Certainty.CERTAIN,
                within=within,
                answers=answer,
                score=0.9,
            )
        )
        _search(text, match.start("content") + len("that "), match.end("content"), name, found)


def resolve(found: Extraction) -> tuple[Claim, ...]:
    """Each source stands for itself; its last word says which side it is on."""
    return tuple(claim(found.document, attribution) for attribution in found.attributions)


def claim(document: Document, attribution: Attribution) -> Claim:
    """One attribution as a claim of the party its source names."""
    span = attribution.source[0] if attribution.source else None
    name = span.of(document.text) if span else None
    side = SIDES.get(name.split()[-1], "unknown") if name else None
    return Claim(
        id=f"{document.id}:{attribution.id}",
        document=document.id,
        attribution=attribution,
        speaker=Party(name, PartyKind.ORGANISATION, side or "unknown") if name else None,
        mention=Mention(span, 0.9) if span else None,
        rivals=(),
        side=side,
        chain=tuple(part for part in (document.outlet, name) if part),
        polarity=POLARITIES[attribution.act],
        places=tuple(places(document.text, attribution)),
        quantities=tuple(quantities(document.text, attribution)),
    )


def places(text: str, attribution: Attribution) -> Iterator[Place]:
    """Every capitalised word after "at" in the content; those of GAZETTEER are known."""
    for span in attribution.content:
        for match in AT.finditer(text, span.start, span.end):
            known = GAZETTEER.get(match[1])
            found = Span(*match.span(1))
            yield (
                Place(found, match[1], Precision.CITY, *known)
                if known
                else Place(found, match[1], Precision.UNKNOWN)
            )


def quantities(text: str, attribution: Attribution) -> Iterator[Quantity]:
    """Every "[at least] NUMBER THINGS [killed]" in the content."""
    for span in attribution.content:
        for match in FIGURE.finditer(text, span.start, span.end):
            number = float(match["number"])
            bound = Bound.AT_LEAST if match["bound"] else Bound.EXACTLY
            yield Quantity(
                Span(*match.span()), number, number, bound, item=match["item"], scope=match["scope"] or ""
            )


def stages() -> Stages:
    """Fresh scripted stages."""
    return Stages(ScriptedExtractor(), resolve)


def report(text: str, name: str | None = None, skipped: str | None = None) -> Document:
    """A small document."""
    return Document(
        id=Document.digest(None, text),
        text=text,
        name=name,
        outlet="The Gazette",
        title="A report",
        skipped=skipped,
    )
