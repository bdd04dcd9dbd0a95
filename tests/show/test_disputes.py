"""The commands `disputes` and `dispute`, in process, with the scripted stand-in for the model."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.show.running import Command

FELL = "The ministry said that troops captured the port of Torbay.\n"
DENIED = "The mayor denied that troops captured the port of Torbay.\n"
REPORTS = [
    {"id": "port-1", "text": FELL, "outlet": "The Gazette", "published": "2025-03-04"},
    {"id": "port-2", "text": DENIED, "outlet": "The \x1b[31mHerald", "published": "2025-03-05"},
    {"id": "rain-1", "text": "The envoy said that it rained at Kesh.", "published": "2025-03-05"},
]


@pytest.fixture
def filled(cli: Command, tmp_path: Path) -> Command:
    """Three reports in the ledger, two of them in dispute."""
    (tmp_path / "reports.jsonl").write_text("".join(json.dumps(line) + "\n" for line in REPORTS))
    assert cli("read", "reports.jsonl").code == 0
    return cli


def test_the_record_is_the_contract(filled: Command) -> None:
    ran = filled("disputes", "--by", "words", "--format", "json")
    (dispute,) = json.loads(ran.out)
    assert list(dispute) == ["id", "question", "score", "from", "to", "positions"]
    assert dispute["question"] == "“troops captured the port of Torbay”: is it so?"
    assert (dispute["from"], dispute["to"]) == ("2025-03-04", "2025-03-05")
    for_it, against = dispute["positions"]
    assert list(for_it) == ["statement", "sides", "parties", "origins", "claims"]
    assert (for_it["sides"], against["sides"]) == (["Russia"], ["Ukraine"])
    (claim,) = for_it["claims"]
    assert claim == {
        "document": "port-1",
        "start": FELL.index("that"),
        "end": FELL.index("."),
        "quote": "that troops captured the port of Torbay",
        "party": "The ministry",
        "side": "Russia",
        "act": "assert",
        "certainty": "certain",
        "said": "2025-03-04",
    }


def test_the_table_says_at_most(filled: Command) -> None:
    out = filled("disputes", "--by", "words").out
    assert "≤ 1" in out
    assert "no proof of independence" in out
    assert "\x1b" not in out


def test_csv_has_a_line_for_each_position_and_each_claim(filled: Command) -> None:
    rows = list(csv.DictReader(io.StringIO(filled("disputes", "--by", "words", "--format", "csv").out)))
    assert [(row["position"], row["sides"]) for row in rows] == [("1", "Russia"), ("2", "Ukraine")]
    claims = filled("dispute", rows[0]["dispute"], "--by", "words", "--format", "csv").out
    assert [row["document"] for row in csv.DictReader(io.StringIO(claims))] == ["port-1", "port-2"]


def test_a_dispute_tells_why(filled: Command) -> None:
    out = " ".join(filled("dispute", "d", "--by", "words").out.split())
    assert "The ministry and The mayor cannot both be so" in out
    assert "The mayor denies it; said 1 day apart" in out


def test_a_dispute_as_json_carries_links_with_their_features(filled: Command) -> None:
    answer = json.loads(filled("dispute", "d", "--by", "words", "--format", "json").out)
    (link,) = answer["links"]
    assert (link["label"], link["model"]) == ("contradict", "lexical 1")
    assert dict(link["features"])["opposed"] == 1.0


def test_an_unknown_dispute_is_said_so(filled: Command) -> None:
    ran = filled("dispute", "nonsense", "--by", "words")
    assert (ran.code, ran.out) == (1, "")
    assert "no dispute has the id 'nonsense'" in ran.err


def test_no_dispute(cli: Command, tmp_path: Path) -> None:
    (tmp_path / "port.txt").write_text(FELL)
    cli("read", "port.txt")
    assert json.loads(cli("disputes", "--by", "words", "--format", "json").out) == []
    assert "no dispute was found" in cli("disputes", "--by", "words").err
