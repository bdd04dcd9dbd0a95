"""The commands about parties, places and quantities, from end to end, with scripted stages."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from counterclaim.errors import LedgerReadOnly
from tests.show.running import Command

FLEET = [
    "The ministry said that 40 boats sank at Almena. The army denied that 40 boats sank.",
    "The ministry said that at least 44 boats sank at Almena and Lower Almena. It rained.",
    "The mayor said that the army said that 7 boats sank at Harrow.",
]


@pytest.fixture
def fleet(cli: Command, tmp_path: Path) -> Command:
    """The same as `cli`, with three reports in the ledger that give figures."""
    reports = (
        {"id": f"fleet-{number}", "text": text, "published": f"2025-03-0{number + 1}"}
        for number, text in enumerate(FLEET)
    )
    (tmp_path / "fleet.jsonl").write_text("".join(json.dumps(line) + "\n" for line in reports))
    assert cli("read", "fleet.jsonl").code == 0
    return cli


def test_parties_come_with_what_the_register_knows(fleet: Command) -> None:
    rows = json.loads(fleet("parties", "--format", "json").out)
    assert [(row["name"], row["claims"], row["reports"]) for row in rows] == [
        ("The ministry", 2, 2),
        ("The army", 1, 1),
        ("The mayor", 1, 1),
        ("the army", 1, 1),
    ]
    assert (rows[0]["first_seen"], rows[0]["last_seen"]) == ("2025-03-01", "2025-03-02")
    [first, *_] = csv.DictReader(io.StringIO(fleet("parties", "--format", "csv").out))
    assert (first["party"], first["side"], first["sides"]) == ("The ministry", "Russia", "Russia 2")
    assert "The ministry" in fleet("parties", "--side", "russia", "--kind", "organisation").out
    none = fleet("parties", "--name", "nobody")
    assert (none.code, none.out, none.err) == (0, "", "counterclaim: no party fits\n")


def test_a_party_is_told_with_its_claims_and_where_they_were_denied(fleet: Command) -> None:
    answer = json.loads(fleet("party", "ministry", "--format", "json").out)
    assert answer["party"]["name"] == "The ministry"
    assert answer["party"]["roles"][0]["role"] == "The ministry"
    assert [claim["report"]["name"] for claim in answer["claims"]] == ["fleet-0", "fleet-1"]
    assert [denial["by"]["party"] for denial in answer["denials"]] == ["The army"]
    assert (answer["denied"], answer["others"]) == (1, [])
    assert len(answer["sightings"]) == 2
    rows = list(csv.DictReader(io.StringIO(fleet("party", "ministry", "--format", "csv").out)))
    assert [row["denied_by"] for row in rows] == ["The army", ""]
    shown = fleet("party", "ministry", "--limit", "1").out
    assert "Claims (the latest 1 of 2)" in shown
    assert "Denied (1)" in shown
    assert fleet("party", answer["party"]["id"], "--limit", "1").out.startswith("The ministry")


def test_a_party_that_is_unknown_or_several_is_one_line(fleet: Command) -> None:
    for name, told in (("nobody", "no party of the register"), ("the army", "several parties fit")):
        ran = fleet("party", name)
        assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
        assert told in ran.err


def test_new_reports_are_in_the_register_at_the_next_question(fleet: Command, tmp_path: Path) -> None:
    assert len(json.loads(fleet("parties", "--format", "json").out)) == 4
    (tmp_path / "talks.txt").write_text("The envoy doubts that the talks will go on.")
    fleet("read", "talks.txt")
    assert len(json.loads(fleet("parties", "--format", "json").out)) == 5


def test_a_ledger_that_cannot_be_written_answers_from_an_old_register(
    fleet: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sealed(*_: object, **__: object) -> bool:
        raise LedgerReadOnly("the disk is sealed")

    monkeypatch.setattr("counterclaim.keep.Ledger.refresh_register", sealed)
    ran = fleet("parties")
    assert (ran.code, ran.err) == (2, "counterclaim: the disk is sealed\n")
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COUNTERCLAIM_LEDGER", str(tmp_path / "own.sqlite"))
    fleet("read", "fleet.jsonl")
    assert fleet("parties").code == 0
    (tmp_path / "talks.txt").write_text("The envoy doubts that the talks will go on.")
    fleet("read", "talks.txt")
    monkeypatch.setattr("counterclaim.keep.Ledger.refresh_register", sealed)
    ran = fleet("parties", "--format", "json")
    assert (ran.code, len(json.loads(ran.out))) == (0, 4)
    assert "the register of parties is old, 1 claims are newer" in ran.err


def test_places_are_listed_with_their_claims(fleet: Command) -> None:
    rows = json.loads(fleet("places", "--format", "json").out)
    assert rows[0] == {
        "name": "Almena",
        "precision": "city",
        "country": "PY",
        "latitude": -25.5,
        "longitude": -57.25,
        "geonames": 4711,
        "claims": 2,
        "documents": 2,
    }
    assert [row["place"] for row in csv.DictReader(io.StringIO(fleet("places", "--format", "csv").out))] == [
        "Almena",
        "Harrow",
    ]
    assert "4711" in fleet("places", "--country", "py").out
    assert fleet("places", "--country", "zz").err == "counterclaim: no place fits\n"
    claims = json.loads(fleet("claims", "--place", "almena", "--format", "json").out)
    assert [claim["places"][0]["name"] for claim in claims] == ["Almena", "Almena"]


def test_quantities_list_every_figure_with_its_range(fleet: Command) -> None:
    [count] = json.loads(fleet("quantities", "boat", "--format", "json").out)
    assert (count["item"], count["origins"]) == ("boats", 2)
    assert count["range"] == {"low": 7, "high": 44}
    assert [(f["party"], f["quantity"]["low"], f["counted"]) for f in count["figures"]] == [
        ("The ministry", 40, True),
        ("The army", 40, False),
        ("The ministry", 44, True),
        ("the army", 7, True),
    ]
    shown = fleet("quantities", "boats", "--place", "Almena").out
    assert "boats: 40 to 44, 2 figures from at most 1 independent origin; the last of each: 44" in shown
    assert "at least 44" in re.sub(r"\s+", " ", shown)
    rows = list(csv.DictReader(io.StringIO(fleet("quantities", "boats", "--format", "csv").out)))
    assert [row["low"] for row in rows] == ["40", "40", "44", "7"]
    none = fleet("quantities", "trains")
    assert (none.code, none.err.count("\n")) == (0, 1)


def test_quantities_without_a_thing_list_what_is_counted(fleet: Command) -> None:
    [item] = json.loads(fleet("quantities", "--format", "json").out)
    assert (item["item"], item["figures"], item["documents"]) == ("boats", 5, 3)
    assert "boats" in fleet("quantities").out
    assert fleet("quantities", "--format", "csv").out.splitlines()[1] == "boats,,,5,3"
