"""The public names, pinned: adding or taking one away is a decision, not an accident."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import counterclaim
from counterclaim.errors import EmptyInput, UnreadableInput
from tests.scripted import report, stages

NAMES = {
    "extract",
    "read",
    "record",
    "Stages",
    "Outcome",
    "ReadOptions",
    "Ledger",
    "Attribution",
    "Claim",
    "ClaimFilter",
    "Document",
    "Party",
    "Reading",
    "Span",
    "CounterclaimError",
    "InputError",
    "LedgerError",
    "ModelError",
    "__version__",
}


def test_the_public_names() -> None:
    assert set(counterclaim.__all__) == NAMES
    assert set(dir(counterclaim)) >= NAMES
    assert counterclaim.__version__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        counterclaim.nonsense  # noqa: B018


@pytest.mark.parametrize("module", ["read.options", "extract.labels"])
def test_the_functions_stay_when_the_stage_of_that_name_is_imported(module: str) -> None:
    """The folders of two stages have the names of the two main functions."""
    name = module.partition(".")[0]
    code = f"""
import counterclaim, importlib
importlib.import_module("counterclaim.{module}")
from counterclaim import {name}
assert {name} is counterclaim.{name} and {name}.__module__ == "counterclaim.pipeline.documents"
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_extract_takes_a_text() -> None:
    text = "The mayor said that the bridge was open to everybody."
    [reading] = counterclaim.extract(text, stages=stages())
    [claim] = reading.claims
    assert claim.attribution.content[0].of(text) == "that the bridge was open to everybody"
    assert counterclaim.record(reading.document, reading.claims)["id"] == reading.document.id


def test_extract_takes_documents_and_paths_and_keeps_their_order(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text("The army denied that the bridge had been lost to anybody.", encoding="utf-8")
    given: list[counterclaim.Document | Path] = [report("The mayor said that it rained.", name="first"), path]
    first, second = counterclaim.extract(given, stages=stages())
    assert first.document.name == "first"
    assert second.document.text.startswith("The army")


def test_extract_raises_where_nobody_listens(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput):
        list(counterclaim.extract(tmp_path / "missing.txt", stages=stages()))
    with pytest.raises(EmptyInput):
        list(counterclaim.extract("", stages=stages()))


def test_read_and_look(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text("The mayor said that the bridge was open.", encoding="utf-8")
    with counterclaim.Ledger.open(tmp_path / "l.sqlite") as ledger:
        outcome = counterclaim.read(tmp_path / "r.txt", ledger=ledger, stages=stages())
        [(claim, document)] = ledger.claims(counterclaim.ClaimFilter(side="ukraine"))
    assert outcome.new == 1
    assert claim.document == document.id


def test_read_makes_the_ledger_at_a_path(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text("The mayor said that the bridge was open.", encoding="utf-8")
    path = tmp_path / "new.sqlite"
    assert counterclaim.read(tmp_path / "r.txt", ledger=path, stages=stages()).new == 1
    assert counterclaim.read(tmp_path / "r.txt", ledger=path, stages=stages()).present == 1
