"""Core types to table rows and back, without loss. Pure; knows no database."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from counterclaim.keep.details import Details, in_order
from counterclaim.keep.fold import Row, fold, folded_names, to_json
from counterclaim.types import (
    Act,
    Answer,
    Attribution,
    Certainty,
    Claim,
    Document,
    Kind,
    Mention,
    Party,
    PartyKind,
    Polarity,
    Relation,
    Span,
    Spans,
)

UNDATED = "undated"


def spans_to_json(spans: Spans) -> str:
    """Spans as [[start,end],...]."""
    return "[" + ",".join(f"[{span.start},{span.end}]" for span in spans) + "]"


def spans_of(value: str) -> Spans:
    """Inverse of `spans_to_json`."""
    return tuple(Span(start, end) for start, end in json.loads(value))


def day(published: dt.date | None) -> str:
    """A date as text that sorts by time, `UNDATED` after all."""
    return UNDATED if published is None else published.isoformat()


def document_row(document: Document) -> Row:
    """The columns of `documents` that follow from the document itself."""
    return {
        "id": document.id,
        "name": document.name,
        "outlet": document.outlet,
        "url": document.url,
        "title": document.title,
        "byline": document.byline,
        "published": document.published,
        "day": day(document.published),
        "language": document.language,
        "text": document.text,
        "origin": document.origin,
        "reader": document.reader,
        "boilerplate": spans_to_json(document.boilerplate),
        "skipped": document.skipped,
        "metadata": to_json(dict(document.metadata)),
    }


def document_of(row: Any) -> Document:
    """Inverse of `document_row`, from a result row with those columns."""
    return Document(
        id=row.id,
        text=row.text,
        name=row.name,
        outlet=row.outlet,
        url=row.url,
        title=row.title,
        byline=row.byline,
        published=row.published,
        language=row.language,
        origin=row.origin,
        reader=row.reader,
        boilerplate=spans_of(row.boilerplate),
        skipped=row.skipped,
        metadata=json.loads(row.metadata),
    )


def party_row(party: Party) -> Row:
    """The columns of `parties`, without the key."""
    return {
        "name": party.name,
        "kind": party.kind.value,
        "side": party.side,
        "aliases": to_json(party.aliases),
        "folded": folded_names((party.name, *party.aliases)),
    }


def party_of(name: str, kind: str, side: str, aliases: str) -> Party:
    """Inverse of `party_row`."""
    return Party(name=name, kind=PartyKind(kind), side=side, aliases=tuple(json.loads(aliases)))


def attribution_row(attribution: Attribution) -> Row:
    """The columns of `attributions` that follow from the attribution itself."""
    answers = attribution.answers
    return {
        "id": attribution.id,
        "source": spans_to_json(attribution.source),
        "cue": spans_to_json(attribution.cue),
        "content": spans_to_json(attribution.content),
        "kind": attribution.kind.value,
        "act": attribution.act.value,
        "certainty": attribution.certainty.value,
        "within": attribution.within,
        "answers_to": answers.to if answers else None,
        "answers_rel": answers.rel.value if answers else None,
        "answers_score": answers.score if answers else None,
        "score": attribution.score,
        "side_prior": to_json(dict(attribution.side_prior)),
    }


def attribution_of(row: Any) -> Attribution:
    """Inverse of `attribution_row`, from a result row labelled `attributions_<column>`."""
    answers = None
    if row.attributions_answers_to is not None:
        relation = Relation(row.attributions_answers_rel)
        answers = Answer(row.attributions_answers_to, relation, row.attributions_answers_score)
    return Attribution(
        id=row.attributions_id,
        source=spans_of(row.attributions_source),
        cue=spans_of(row.attributions_cue),
        content=spans_of(row.attributions_content),
        kind=Kind(row.attributions_kind),
        act=Act(row.attributions_act),
        certainty=Certainty(row.attributions_certainty),
        within=row.attributions_within,
        answers=answers,
        score=row.attributions_score,
        side_prior=json.loads(row.attributions_side_prior),
    )


def place_in_text(attribution: Attribution) -> int:
    """Where an attribution begins: its first cue or content character, else its source's."""
    spans = attribution.cue + attribution.content or attribution.source
    return min((span.start for span in spans), default=0)


def content_words(attribution: Attribution, text: str) -> str:
    """The words of the content, its parts joined by an ellipsis."""
    return " … ".join(span.of(text) for span in attribution.content)


def claim_row(claim: Claim, text: str) -> Row:
    """The columns of `claims` that follow from the claim and the text it was found in."""
    return {
        "id": claim.id,
        "side": claim.side,
        "side_folded": None if claim.side is None else fold(claim.side),
        "chain": to_json(claim.chain),
        "polarity": claim.polarity.value,
        "start": place_in_text(claim.attribution),
        "content": content_words(claim.attribution, text),
        "speaker": claim.speaker.name if claim.speaker else None,
    }


def mention_rows(claim: Claim) -> list[Row]:
    """The columns of `mentions` without the claim's key: the chosen one has rank 0."""
    ranked = enumerate((claim.mention, *claim.rivals))
    return [
        {"rank": rank, "start": mention.span.start, "end": mention.span.end, "score": mention.score}
        for rank, mention in ranked
        if mention is not None
    ]


def claim_of(row: Any, document: str, mentions: Iterable[tuple[int, Mention]], details: Details) -> Claim:
    """Inverse of `claim_row` and `mention_rows`, from a row labelled `<table>_<column>`."""
    speaker = None
    if row.parties_name is not None:
        speaker = party_of(row.parties_name, row.parties_kind, row.parties_side, row.parties_aliases)
    ranked = dict(sorted(mentions, key=lambda pair: pair[0]))
    chosen = ranked.pop(0, None)
    return Claim(
        id=row.claims_id,
        document=document,
        attribution=attribution_of(row),
        speaker=speaker,
        mention=chosen,
        rivals=tuple(ranked.values()),
        side=row.claims_side,
        chain=tuple(json.loads(row.claims_chain)),
        polarity=Polarity(row.claims_polarity),
        said=details.said,
        happened=details.happened,
        places=in_order(details.places),
        quantities=in_order(details.quantities),
    )


def mapping_of(value: str) -> Mapping[str, Any]:
    """A JSON object as a mapping."""
    decoded: Mapping[str, Any] = json.loads(value)
    return decoded


def strings_of(value: str) -> tuple[str, ...]:
    """A JSON list of strings as a tuple."""
    decoded: Sequence[str] = json.loads(value)
    return tuple(decoded)
