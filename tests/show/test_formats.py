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
from counterclaim.show.figures import CountAnswer, FigureAnswer, RangeAnswer
from tests.show import annotated
from tests.show.hostile import (
    HOSTILE,
    hostile_answer,
    hostile_count,
    hostile_item,
    hostile_party,
    hostile_place,
)


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


def test_hostile_names_come_through_tamed() -> None:
    party = hostile_party()
    out = io.StringIO()
    formats.write_parties_csv(out, [party.party])
    formats.write_party_csv(out, party)
    formats.write_places_csv(out, [hostile_place()])
    formats.write_items_csv(out, [hostile_item()])
    formats.write_quantities_csv(out, [hostile_count()])
    formats.write_json(out, [party, hostile_place(), hostile_item(), hostile_count()])
    assert not set(out.getvalue()) & set(HOSTILE)


@given(st.lists(st.text(min_size=1), min_size=1, max_size=4))
def test_no_cell_of_csv_starts_a_formula(cells: list[str]) -> None:
    out = io.StringIO()
    formats.write_csv(out, tuple("abcd"[: len(cells)]), [tuple(cells)])
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
    assert rows[0]["said"] == "2025-03-04"
    assert rows[3]["places"] == "Puerto Almena (PY), by the dateline"
    assert rows[9]["rivals"] == "Paraguayan statements 0.38"
    assert (rows[10]["happened"], rows[10]["quantities"]) == ("since 2025-03-02", "at least 40 people killed")


def test_a_denied_claim_says_by_whom_in_csv() -> None:
    party = hostile_party()
    out = io.StringIO()
    assert formats.write_party_csv(out, party) == 2
    rows = list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))
    assert set(formats.DENIAL_COLUMNS) < set(rows[0])
    assert rows[0]["denied_with"]


def test_figures_in_csv_have_the_range_of_their_thing() -> None:
    answer = annotated.answer().claims[10]
    figure = FigureAnswer(answer.quantities[0], "nobody", None, counted=True, claim=answer)
    count = CountAnswer("people", "", "killed", False, 1, RangeAnswer(40, 50), RangeAnswer(40, 40), (figure,))
    out = io.StringIO()
    assert formats.write_quantities_csv(out, [count]) == 1
    [row] = csv.DictReader(io.StringIO(out.getvalue()))
    assert tuple(row) == formats.FIGURE_COLUMNS + formats.CLAIM_COLUMNS
    assert (row["low"], row["bound"], row["figure"]) == ("40", "at least", "At least forty people")
    assert (row["range_low"], row["range_high"], row["last_high"], row["claim"]) == (
        "40",
        "50",
        "40",
        answer.id,
    )
