"""No character of a report can upset a terminal, a spreadsheet or a reader."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.show.clean import complaint, csv_safe, json_safe, line, safe

ESCAPE = "\x1b[31mred\x1b]0;title\x07"
OVERRIDE = "\u202egnihton\u202c"
ANYTHING = st.text(st.characters(codec=None))


@given(ANYTHING)
def test_offsets_stay_right(text: str) -> None:
    assert len(safe(text)) == len(text)


@given(ANYTHING)
def test_nothing_that_controls_is_left(text: str) -> None:
    left = {unicodedata.category(character) for character in safe(text).replace("\n", "").replace("\t", "")}
    assert not left & {"Cc", "Cs", "Zl", "Zp"}


def test_what_was_there_shows() -> None:
    assert safe(ESCAPE) == "␛[31mred␛]0;title␇"
    assert safe(OVERRIDE) == "\ufffdgnihton\ufffd"


def test_ordinary_text_of_any_script_is_left_alone() -> None:
    text = "Miss Müller – «Київ» 北京 السلام می‌خواهم 👩‍🚀\n\tsaid"
    assert safe(text) == text


def test_a_line_is_one_line() -> None:
    assert line("  one\n\n two\tthree ") == "one two three"
    assert line("one two three", 8) == "one two…"


def test_a_complaint_is_one_line() -> None:
    assert complaint("a\x1b[2Jb\nc") == "counterclaim: a␛[2Jb c"


@given(ANYTHING)
def test_json_means_the_same_but_shows_no_control(text: str) -> None:
    encoded = json_safe(json.dumps({"quote": text}, ensure_ascii=False))
    assert json.loads(encoded) == {"quote": text}
    assert safe(encoded) == encoded


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "  =1+1", "\t=1+1", "\n@x", "＝1+1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert csv_safe(cell).startswith("'")


@pytest.mark.parametrize("cell", ["", "The mayor", "2025-03-04", "a=b", "0.9"])
def test_other_cells_are_left_alone(cell: str) -> None:
    assert csv_safe(cell) == cell
