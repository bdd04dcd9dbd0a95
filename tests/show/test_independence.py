"""The commands `copies` and `origins`, in process, with the scripted stand-in for the model."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.show.running import Command

STORY = (
    "The ministry said that the town fell.\n"
    "Four streets stood under water by morning, and firefighters carried residents out in rubber boats. "
    "The bridge to the railway station is closed until divers have looked at its piers, and trains end one "
    "stop before it. Farmers below the town moved cattle to higher ground before the rain came back."
)
OTHER = (
    "Dockers at the northern harbour laid down their tools on Tuesday over a roster with no free Sunday. "
    "Eleven freighters wait outside the breakwater while shops on the islands run out of flour and of milk."
)
REPORTS = [
    {"id": "port-1", "text": STORY, "outlet": "apnews.com", "published": "2025-03-04", "title": "Town fell"},
    {
        "id": "port-2",
        "text": f"ORLEN (AP) — It rained.\n{STORY}",
        "outlet": "The Herald",
        "published": "2025-03-04",
        "title": "=1+1",
    },
    {"id": "port-3", "text": f"{OTHER} {STORY[38:260]}", "outlet": "Courier", "published": "2025-03-06"},
]


@pytest.fixture
def filled(cli: Command, tmp_path: Path) -> Command:
    """Three reports in the ledger, two of them one report, the third with a passage of it."""
    (tmp_path / "reports.jsonl").write_text("".join(json.dumps(line) + "\n" for line in REPORTS))
    assert cli("read", "reports.jsonl").code == 0
    return cli


def test_copies_lists_what_is_one_report(filled: Command) -> None:
    [cluster] = json.loads(filled("copies", "--format", "json").out)
    assert [report["name"] for report in cluster["reports"]] == ["port-1", "port-2"]
    assert cluster["agency"] == "Associated Press"
    [link] = cluster["links"]
    assert (link["kind"], link["precedence"], link["share_first"]) == ("copy", "credit", 1)
    passage = link["passages"][0]
    assert passage["first"]["text"].startswith("The ministry")
    table = filled("copies").out
    assert "port-2" in table
    assert "(credit)" in table


def test_copies_of_one_report(filled: Command) -> None:
    assert json.loads(filled("copies", "port-3", "--format", "json").out) == []
    assert filled("copies", "port-3").err.endswith(
        "no copies were found, which is no proof that there are none\n"
    )
    assert filled("copies", "nowhere").code == 1


def test_passages_lists_every_link(filled: Command) -> None:
    rows = list(csv.DictReader(io.StringIO(filled("copies", "--passages", "--format", "csv").out)))
    assert sorted(row["kind"] for row in rows) == ["copy", "extension", "passage"]
    assert all(0 < float(row["share_second"]) <= 1 for row in rows)
    assert "extension" in filled("copies", "--passages").out


def test_cells_are_safe_in_a_spreadsheet(filled: Command) -> None:
    assert "'=1+1" in filled("copies", "--format", "csv").out


def test_origins_of_a_report(filled: Command) -> None:
    answer = json.loads(filled("origins", "port-2", "--format", "json").out)
    assert (answer["at_most"], answer["claims"], answer["reports"]) == (1, 1, 2)
    [origin] = answer["origins"]
    [told] = origin["claims"]
    assert told["content"][0]["text"] == "that the town fell"
    assert [same["report"]["name"] for same in told["same"]] == ["port-1"]
    assert origin["copies"] == 1
    assert "no proof of independence" in answer["caution"]
    assert "at most 1 independent origin. No sign of copying" in filled("origins", "port-2").out


def test_origins_of_one_claim(filled: Command) -> None:
    whole = json.loads(filled("origins", "port-1", "--format", "json").out)
    claim = whole["origins"][0]["claims"][0]["claim"]
    answer = json.loads(filled("origins", claim, "--format", "json").out)
    assert (answer["asked"], answer["at_most"]) == (claim, 1)
    [row] = csv.DictReader(io.StringIO(filled("origins", claim, "--format", "csv").out))
    assert row["same_outlet"] == "The Herald"


@pytest.mark.parametrize("wanted", ["nowhere", "nowhere:a0", "port-1:a99"])
def test_what_is_not_there(filled: Command, wanted: str) -> None:
    ran = filled("origins", wanted)
    assert ran.code == 1
    assert wanted.partition(":")[0] in ran.err
