"""The public record: what `counterclaim extract --format jsonl` prints for one document.

Other tools score against it, so that its names and offsets are a contract
(docs/reference, and the scorer that documents them).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from counterclaim.types import Claim, Document, Span, Spans


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
    }


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _pairs(spans: Spans) -> list[list[int]]:
    return [_pair(span) for span in spans]
