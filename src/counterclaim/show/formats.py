"""Answers as JSON and CSV, written as they come so that memory does not grow."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from typing import TextIO

from counterclaim.show.answers import ClaimAnswer, DocumentRow, Quote, plain
from counterclaim.show.clean import csv_safe, json_safe

CLAIM_COLUMNS = (
    "claim", "document", "name", "outlet", "published", "url", "title",
    "attribution", "party", "side", "act", "certainty", "polarity", "kind",
    "source", "cue", "content", "content_offsets", "speaker", "within", "answers", "said", "score",
)  # fmt: skip
DOCUMENT_COLUMNS = ("id", "name", "outlet", "published", "url", "title", "skipped", "attributions")


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
    return _write_csv(out, CLAIM_COLUMNS, (_claim_cells(row) for row in rows))


def write_documents_csv(out: TextIO, rows: Iterable[DocumentRow]) -> int:
    """Reports as CSV with a header, under the same precautions; returns how many."""
    return _write_csv(out, DOCUMENT_COLUMNS, (_document_cells(row) for row in rows))


def _write_csv(out: TextIO, header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> int:
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
    )  # fmt: skip


def _document_cells(row: DocumentRow) -> tuple[object, ...]:
    report = row.report
    return (
        report.id, report.name, report.outlet, report.published,
        report.url, report.title, report.skipped, row.attributions,
    )  # fmt: skip


def _words(quotes: tuple[Quote, ...]) -> str:
    return " … ".join(quote.text for quote in quotes)
