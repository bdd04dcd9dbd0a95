"""The table of bodies: what it covers, and what a user's own file may do."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterclaim.errors import TableError
from counterclaim.resolve import Bodies
from counterclaim.resolve.tokens import split_words
from tests.resolve.reports import Report


def side_of(bodies: Bodies, name: str) -> str | None:
    words = split_words(name)
    found = bodies.match(words, 0)
    return found[0].body.side if found and found[1] == len(words) else None


@pytest.mark.parametrize(
    ("name", "side"),
    [
        ("Burkina Faso", "Burkina Faso"),
        ("Ni-Vanuatu", "Vanuatu"),
        ("Nuku'alofa", "Tonga"),
        ("U.S.", "United States"),
        ("South Korean", "South Korea"),
        ("Quai d'Orsay", "France"),
        ("Abkhaz", "Abkhazia"),
        ("OPEC+", "OPEC"),
        ("the", None),
        ("turkey", None),
    ],
)
def test_names_of_the_whole_world(name: str, side: str | None) -> None:
    assert side_of(Bodies.default(), name) == side


def test_the_table_is_read_once() -> None:
    assert Bodies.default() is Bodies.default()
    assert len(Bodies.default()) > 2000


def test_the_longest_name_wins() -> None:
    words = split_words("South Sudan and Sudan")
    found = Bodies.default().match(words, 0)
    assert found is not None
    assert (found[0].body.side, found[1]) == ("South Sudan", 2)


def test_a_users_file_adds_bodies_and_overrides_names(tmp_path: Path) -> None:
    mine = tmp_path / "mine.tsv"
    mine.write_text(
        "# my groups\nRill League\tgroup\tRill League|RL\nGeorgia (US)\tregion\tGeorgia\n", encoding="utf-8"
    )
    bodies = Bodies.load(mine)
    assert side_of(bodies, "Georgia") == "Georgia (US)"
    assert side_of(bodies, "Georgian") == "Georgia"
    report = Report("The Rill League said the strike was over.")
    (claim,) = report.add("The Rill League", "said").claims(bodies)
    assert claim.side == "Rill League"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Rill\n", "columns"),
        ("\tgroup\tRill\n", "side is empty"),
        ("Rill\tplanet\tRill\n", "unknown kind 'planet'"),
        ("Rill\tgroup\t\n", "no name"),
        ("Rill\tgroup\tRill\nMoss\tgroup\tRill\n", "already stands for 'Rill' on line 2"),
        ("Rill\tgroup\t" + "very " * 11 + "long\n", "1 to 10 words"),
    ],
)
def test_a_bad_row_names_file_line_and_reason(tmp_path: Path, row: str, reason: str) -> None:
    path = tmp_path / "bad.tsv"
    path.write_text("# header\n" + row, encoding="utf-8")
    with pytest.raises(TableError, match=rf"bad\.tsv, line [23]: .*{reason}"):
        Bodies.load(path)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"missing\.tsv"):
        Bodies.load(tmp_path / "missing.tsv")
    (tmp_path / "bytes.tsv").write_bytes(b"\xff\xfe\x00bad")
    with pytest.raises(TableError, match="UTF-8"):
        Bodies.load(tmp_path / "bytes.tsv")
