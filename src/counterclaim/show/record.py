"""The public record: what `counterclaim extract --format jsonl` prints for one document.

Other tools score against it, so that its names and offsets are a contract
(docs/reference, and the scorer that documents them).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from counterclaim.show.details import plain_number
from counterclaim.types import Claim, Document, Place, Quantity, Span, Spans, When


def record(document: Document, claims: Iterable[Claim]) -> dict[str, Any]:
    """One document with its attributions; `skipped` says why there are none, if there is a reason.

    The id is the one the input gave, or else the document's digest.
    """
    attributions = [_attribution(claim) for claim in claims]
    out: dict[str, Any] = {"id": document.name or document.id, "attributions": attributions}
    if document.skipped is not None:
        out["skipped"] = document.skipped
    return out


def _attribution(claim: Claim) -> dict[str, Any]:
    said = claim.attribution
    return {
        "id": said.id,
        "source": _pairs(said.source),
        "cue": _pairs(said.cue),
        "content": _pairs(said.content),
        "kind": said.kind.value,
        "act": said.act.value,
        "certainty": said.certainty.value,
        "speaker": _pair(claim.mention.span) if claim.mention else None,
        "side": claim.side,
        "in": said.within,
        "answers": {"to": said.answers.to, "rel": said.answers.rel.value} if said.answers else None,
        "score": round(said.score, 4),
        "party": claim.speaker.name if claim.speaker else None,
        "rivals": [{"span": _pair(rival.span), "score": round(rival.score, 4)} for rival in claim.rivals],
        "said": claim.said.start.date().isoformat() if claim.said and claim.said.start else None,
        "said_when": _time(claim.said) if claim.said else None,
        "happened": [_time(when) for when in claim.happened],
        "places": [_place(place) for place in claim.places],
        "quantities": [_quantity(quantity) for quantity in claim.quantities],
    }


def _time(when: When) -> dict[str, Any]:
    return {
        "value": when.value,
        "start": when.start.isoformat() if when.start else None,
        "end": when.end.isoformat() if when.end else None,
        "granularity": when.granularity.value if when.granularity else None,
        "span": _pair(when.span) if when.span else None,
        "found": when.found.value,
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "name": place.name,
        "precision": place.precision.value,
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geonames": place.geonames,
        "score": round(place.score, 4),
        "span": _pair(place.span),
        "found": place.found.value,
    }


def _quantity(quantity: Quantity) -> dict[str, Any]:
    return {
        "low": plain_number(quantity.low),
        "high": plain_number(quantity.high),
        "bound": quantity.bound.value,
        "item": quantity.item,
        "unit": quantity.unit,
        "scope": quantity.scope,
        "vague": quantity.vague,
        "of": None if quantity.of is None else plain_number(quantity.of),
        "change": quantity.change,
        "cumulative": quantity.cumulative,
        "span": _pair(quantity.span),
    }


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _pairs(spans: Spans) -> list[list[int]]:
    return [_pair(span) for span in spans]
