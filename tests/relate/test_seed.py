"""The report the product was asked for with: its dispute on who controls the city.

The report lies in ../shared/seed and is not in this repository.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import counterclaim
from counterclaim.relate.board import relate
from counterclaim.types import Dispute, Position

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def dispute(shared: Path) -> Dispute:
    """The first dispute of the board."""
    (path,) = sorted((shared / "seed").glob("*.txt"))
    (reading,) = counterclaim.extract(path)
    return relate([(reading.document, reading.claims)]).disputes[0]


def position(dispute: Dispute, side: str) -> Position:
    (found,) = [one for one in dispute.positions if side in one.sides]
    return found


def test_one_side_claims_control_and_the_other_denies_it(dispute: Dispute) -> None:
    assert "taken" in position(dispute, "Russia").statement
    assert position(dispute, "Russia").origins == 2
    assert position(dispute, "Ukraine").statement.startswith("Denied: ")


def test_one_calls_it_contested(dispute: Dispute) -> None:
    assert "contested" in position(dispute, "United States").statement


def test_one_leaves_it_open_but_concedes_entry(dispute: Dispute) -> None:
    assert position(dispute, "United Kingdom").statement.startswith("Open: ")
    assert all("United Kingdom" not in one.sides for one in dispute.positions if "taken" in one.statement)
