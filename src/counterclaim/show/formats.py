"""Answers as JSON and CSV, written as they come so that memory does not grow."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

from counterclaim.show.answers import ClaimAnswer, DocumentRow, plain
from counterclaim.show.clean import csv_safe, json_safe
from counterclaim.show.details import Quote, place_words, quantity_words, time_words

if TYPE_CHECKING:
    from counterclaim.show.figures import CountAnswer, FigureAnswer
    from counterclaim.show.parties import PartyAnswer, PartyRow
    from counterclaim.types import ItemCount, PlaceCount

CLAIM_COLUMNS = (
    "claim", "document", "name", "outlet", "published", "url", "title",
    "attribution", "party", "side", "act", "certainty", "polarity", "kind",
    "source", "cue", "content", "content_offsets", "speaker", "within", "answers", "said", "score",
    "rivals", "happened", "places", "quantities",
)  # fmt: skip
DOCUMENT_COLUMNS = ("id", "name", "outlet", "published", "url", "title", "skipped", "attributions")
PARTY_COLUMNS = (
    "id", "party", "kind", "side", "sides", "affiliation", "aliases", "roles",
    "first_seen", "last_seen", "claims", "reports",
)  # fmt: skip
DENIAL_COLUMNS = ("denied_by", "denied_by_side", "denied_with")
PLACE_COLUMNS = (
    "place", "precision", "country", "latitude", "longitude", "geonames", "claims", "reports",
)  # fmt: skip
ITEM_COLUMNS = ("item", "unit", "scope", "figures", "reports")
FIGURE_COLUMNS = (
    "item", "unit", "scope", "change", "low", "high", "bound", "vague", "of", "cumulative", "figure",
    "counted", "origins", "range_low", "range_high", "last_low", "last_high", "party_id", "speaker_party",
)  # fmt: skip


def one_json(answer: object) -> str:
    """One answer on one line of JSON, with nothing in it that could upset a terminal."""
    return json_safe(json.dumps(plain(answer), ensure_ascii=False))


def write_json(out: TextIO, answers: Iterable[object]) -> int:
    """A JSON array, one answer a line; returns how many there were."""
    count = 0
    for answer in answers:
        out.write(("[\n" if count == 0 else ",\n") + one_json(answer))
        count += 1
    out.write("\n]\n" if count else "[]\n")
    return count


def write_claims_csv(out: TextIO, rows: Iterable[ClaimAnswer]) -> int:
    """Claims as CSV with a header; spans of one part are joined by " … "; returns how many.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    return write_csv(out, CLAIM_COLUMNS, (_claim_cells(row) for row in rows))


def write_documents_csv(out: TextIO, rows: Iterable[DocumentRow]) -> int:
    """Reports as CSV with a header, under the same precautions; returns how many."""
    return write_csv(out, DOCUMENT_COLUMNS, (_document_cells(row) for row in rows))


def write_parties_csv(out: TextIO, rows: Iterable[PartyRow]) -> int:
    """Parties as CSV with a header, under the same precautions; returns how many."""
    return write_csv(out, PARTY_COLUMNS, (_party_cells(row) for row in rows))


def write_party_csv(out: TextIO, answer: PartyAnswer) -> int:
    """The claims of one party as CSV with a header, each with who denied it; returns how many."""
    denied: dict[str, list[ClaimAnswer]] = {}
    for denial in answer.denials:
        denied.setdefault(denial.claim.id, []).append(denial.by)
    rows = ((*_claim_cells(claim), *_denial_cells(denied.get(claim.id, []))) for claim in answer.claims)
    return write_csv(out, CLAIM_COLUMNS + DENIAL_COLUMNS, rows)


def write_places_csv(out: TextIO, rows: Iterable[PlaceCount]) -> int:
    """Places as CSV with a header, under the same precautions; returns how many."""
    return write_csv(out, PLACE_COLUMNS, (tuple(plain(row).values()) for row in rows))


def write_items_csv(out: TextIO, rows: Iterable[ItemCount]) -> int:
    """Things counted as CSV with a header, under the same precautions; returns how many."""
    return write_csv(out, ITEM_COLUMNS, (tuple(plain(row).values()) for row in rows))


def write_quantities_csv(out: TextIO, counts: Iterable[CountAnswer]) -> int:
    """Every figure as CSV with a header, each with the range of its thing and its claim; returns how many."""
    rows = (
        (*_figure_cells(count, figure), *_claim_cells(figure.claim))
        for count in counts
        for figure in count.figures
    )
    return write_csv(out, FIGURE_COLUMNS + CLAIM_COLUMNS, rows)


def write_csv(out: TextIO, header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> int:
    """Rows as CSV with a header, under the same precautions; returns how many."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    count = 0
    for row in rows:
        writer.writerow(["" if cell is None else csv_safe(str(cell)) for cell in row])
        count += 1
    return count


def _claim_cells(row: ClaimAnswer) -> tuple[object, ...]:
    report = row.report
    answers = f"{row.answers.rel} {row.answers.to}" if row.answers else None
    return (
        row.id, report.id, report.name, report.outlet, report.published, report.url, report.title,
        row.attribution, row.party, row.side, row.act, row.certainty, row.polarity, row.kind,
        _words(row.source), _words(row.cue), _words(row.content),
        " ".join(f"{quote.start}:{quote.end}" for quote in row.content),
        row.speaker.text if row.speaker else None, row.within, answers, row.said, round(row.score, 4),
        "; ".join(f"{rival.quote.text} {rival.score:.2f}" for rival in row.rivals),
        "; ".join(map(time_words, row.happened)), "; ".join(map(place_words, row.places)),
        "; ".join(map(quantity_words, row.quantities)),
    )  # fmt: skip


def _party_cells(row: PartyRow) -> tuple[object, ...]:
    return (
        row.id, row.name, row.kind.value, row.side,
        "; ".join(f"{side.side} {side.claims}" for side in row.sides),
        row.affiliation, "; ".join(row.aliases),
        "; ".join(f"{role.role} {role.first or '?'} to {role.last or '?'}" for role in row.roles),
        row.first_seen, row.last_seen, row.claims, row.reports,
    )  # fmt: skip


def _denial_cells(by: Sequence[ClaimAnswer]) -> tuple[object, ...]:
    return (
        "; ".join(claim.party or _words(claim.source) for claim in by),
        "; ".join(claim.side or "unknown" for claim in by),
        "; ".join(f"{claim.attribution} {_words(claim.content)}" for claim in by),
    )


def _figure_cells(count: CountAnswer, figure: FigureAnswer) -> tuple[object, ...]:
    quantity = figure.quantity
    ends = (
        end for found in (count.range, count.last) for end in ((found.low, found.high) if found else ("", ""))
    )
    return (
        quantity.item, quantity.unit, quantity.scope, quantity.change,
        quantity.low, quantity.high, quantity.bound.value, quantity.vague, quantity.of, quantity.cumulative,
        quantity.quote.text, figure.counted, count.origins, *ends, figure.party_id, figure.party,
    )  # fmt: skip


def _document_cells(row: DocumentRow) -> tuple[object, ...]:
    report = row.report
    return (
        report.id, report.name, report.outlet, report.published,
        report.url, report.title, report.skipped, row.attributions,
    )  # fmt: skip


def _words(quotes: tuple[Quote, ...]) -> str:
    return " … ".join(quote.text for quote in quotes)
