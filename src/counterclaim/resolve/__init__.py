"""Resolve: who the source of each attribution is, and for whom it speaks (within one document)."""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.resolve.bodies import Bodies
from counterclaim.resolve.tokens import split_words
from counterclaim.types import (
    Act,
    Attribution,
    Claim,
    Document,
    Mention,
    Party,
    PartyKind,
    Polarity,
)

__all__ = ["Bodies", "resolve"]


def resolve(
    document: Document, attributions: Sequence[Attribution], bodies: Bodies | None = None
) -> tuple[Claim, ...]:
    """Each attribution as one party's claim, in the order given."""
    table = bodies or Bodies.default()
    return tuple(_claim(document, attribution, table) for attribution in attributions)


def _claim(document: Document, attribution: Attribution, bodies: Bodies) -> Claim:
    mention = Mention(attribution.source[0], 1.0) if attribution.source else None
    name = mention.span.of(document.text) if mention else ""
    words = split_words(name)
    found = [match[0].body.side for at in range(len(words)) if (match := bodies.match(words, at))]
    side = found[0] if found else "unknown"
    return Claim(
        id=f"{document.id}/{attribution.id}",
        document=document.id,
        attribution=attribution,
        speaker=Party(name, PartyKind.UNNAMED, side) if mention else None,
        mention=mention,
        rivals=(),
        side=side,
        chain=tuple(part for part in (document.outlet, name) if part),
        polarity={
            Act.DENY: Polarity.NEGATIVE,
            Act.DOUBT: Polarity.UNDECIDED,
            Act.ASK: Polarity.UNDECIDED,
        }.get(attribution.act, Polarity.POSITIVE),
    )
