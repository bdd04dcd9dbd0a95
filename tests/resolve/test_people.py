"""Office holders: a hint from the table beside what the report says."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from counterclaim.errors import TableError
from counterclaim.resolve import Bodies, resolve
from counterclaim.resolve.people import OfficeHolder, People, parse_people
from tests.resolve.reports import Report

ROW = "Iceland\tperson\tAda Quill|Adda Quill\t\t2019-2023\tminister\n"


def names(*rows: str) -> People:
    return People(parse_people("".join(rows), "mine.tsv"))


@pytest.mark.parametrize(
    ("year", "standing"),
    [(2017, ""), (2018, "now"), (2023, "now"), (2025, "now"), (2026, "former"), (None, "undated")],
)
def test_an_office_is_held_for_a_time(year: int | None, standing: str) -> None:
    assert OfficeHolder("Iceland", 2019, 2023).standing(year) == standing


def test_the_longest_name_wins_and_the_last_word_stands_for_it() -> None:
    people = names(ROW)
    assert [name.full for name in people.match(["then", "Ada", "Quill", "spoke"], 1)] == [True]
    assert [name.full for name in people.match(["then", "Quill", "spoke"], 1)] == [False]
    assert people.match(["then", "Ada", "spoke"], 1) == ()


def test_a_dash_forbids_short_names() -> None:
    assert not names(ROW.replace("\t\t", "\t-\t")).match(["Quill"], 0)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("\tperson\tAda Quill\t\t2019-\tx", "the side is empty"),
        ("Iceland\tperson\tQuill\t\t2019-\tx", "full names"),
        ("Iceland\tperson\tAda Quill\t\tlately\tx", "no years"),
        ("Iceland\tperson\tAda Quill\t\t2019-2011\tx", "ends before"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(row: str, reason: str) -> None:
    with pytest.raises(TableError, match=rf"mine\.tsv, line 1: .*{reason}"):
        parse_people(row, "mine.tsv")


def test_a_users_file_adds_people(tmp_path: Path) -> None:
    table = tmp_path / "mine.tsv"
    table.write_text(ROW, encoding="utf-8")
    report = Report("Ada Quill said the roof had gone.").add("Ada Quill", "said")
    document = replace(report.document, published=dt.date(2021, 5, 1))
    (claim,) = resolve(document, report.attributions, Bodies.load(table))
    assert claim.side == "Iceland"


def test_a_users_row_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    table = tmp_path / "mine.tsv"
    table.write_text("Atlantis\tperson\tBoris Johnson\t\t2019-\tking\n", encoding="utf-8")
    found = Bodies.load(table).people.match(["Boris", "Johnson"], 0)
    assert {name.holder.side for name in found} == {"Atlantis"}


def test_a_namesake_named_in_full_is_not_the_office_holder() -> None:
    report = Report("Tim Macron, a baker, closed his shop. Macron said the flour had run out.")
    (claim,) = report.add("Macron", "said").claims()
    assert claim.side != "France"
