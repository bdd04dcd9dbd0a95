"""JSON and CSV: complete, streamed, and harmless in a terminal and in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.show import formats
from counterclaim.show.answers import ClaimAnswer, DocumentRow, plain
from tests.show import annotated
from tests.show.hostile import HOSTILE, hostile_answer


def test_json_is_an_array_with_one_answer_a_line() -> None:
    out = io.StringIO()
    claims = annotated.answer().claims
    assert formats.write_json(out, claims) == len(claims)
    assert json.loads(out.getvalue()) == [plain(claim) for claim in claims]
    assert len(out.getvalue().splitlines()) == len(claims) + 2


def test_nothing_is_an_empty_array() -> None:
    out = io.StringIO()
    assert formats.write_json(out, []) == 0
    assert json.loads(out.getvalue()) == []


def test_rows_are_written_as_they_come() -> None:
    out = io.StringIO()

    def rows() -> Iterator[ClaimAnswer]:
        for claim in annotated.answer().claims[:3]:
            written.append(out.tell())
            yield claim

    for write in (formats.write_json, formats.write_claims_csv):
        written: list[int] = []
        write(out, rows())
        assert written == sorted(set(written))


def test_hostile_words_come_through_json_whole_and_csv_tamed() -> None:
    answer = hostile_answer()
    out = io.StringIO()
    formats.write_json(out, answer.claims)
    assert not set(out.getvalue()) & set(HOSTILE)
    assert json.loads(out.getvalue())[0]["content"][0]["text"] == answer.claims[0].content[0].text

    out = io.StringIO()
    formats.write_claims_csv(out, answer.claims)
    formats.write_documents_csv(out, [DocumentRow(answer.report, 2)])
    assert not set(out.getvalue()) & set(HOSTILE)


@given(st.lists(st.text(min_size=1), min_size=1, max_size=4))
def test_no_cell_of_csv_starts_a_formula(cells: list[str]) -> None:
    out = io.StringIO()
    formats._write_csv(out, tuple("abcd"[: len(cells)]), [tuple(cells)])
    rows = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert len(rows) == 2
    assert not [cell for cell in rows[1] if cell.strip()[:1] in set("=+-@")]


def test_claims_csv_has_a_column_for_every_name() -> None:
    out = io.StringIO()
    formats.write_claims_csv(out, annotated.answer().claims)
    [first, *_] = rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert tuple(first) == formats.CLAIM_COLUMNS
    assert rows[8]["within"] == "a7"
    assert rows[4]["answers"] == "refutes a3"
    assert rows[0]["published"] == "2025-03-04"
