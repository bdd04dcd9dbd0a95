"""The register as this package makes it: read again from the same evidence, it is the same."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from counterclaim.keep import Ledger
from counterclaim.pipeline import registrar
from counterclaim.types import Document, Party, PartyFilter, PartyKind, Reading
from tests.contract.reports import PROVENANCE, made_claim

SPEAKERS = [
    Party("Maj Gen Ivo Sandor", PartyKind.PERSON, "Hungary", ("Sandor", "army spokesman Ivo Sandor")),
    Party("Ivo Sandor", PartyKind.PERSON, "Hungary", ("Sandor", "the spokesman")),
    Party("Sandor", PartyKind.PERSON, "Hungary"),
    Party("Hungary's defence ministry", PartyKind.GOVERNMENT, "Hungary", ("the defence ministry",)),
    Party("Hungarian Defence Ministry", PartyKind.GOVERNMENT, "Hungary", ("the ministry",)),
    Party("residents", PartyKind.UNNAMED, "civilian"),
    Party("former mayor Ana Kovac", PartyKind.PERSON, "civilian", ("Kovac",)),
    Party("mayor Ana Kovac", PartyKind.PERSON, "Hungary", ("Kovac",)),
]


def report(number: int) -> Reading:
    """A report in which two of the speakers say something."""
    first, second = SPEAKERS[number % len(SPEAKERS)], SPEAKERS[(number * 3 + 1) % len(SPEAKERS)]
    text = f"{first.name} said the bridge is open. {second.name} denied it is safe. ({number})"
    published = dt.date(2031, 5, 1) + dt.timedelta(days=number) if number % 5 else None
    document = Document(Document.digest(None, text), text, published=published)
    claims = (
        made_claim(document, 1, first.name, "said", "the bridge is open", speaker=first, side=first.side),
        made_claim(document, 2, second.name, "denied", "it is safe", speaker=second, side=second.side),
    )
    return Reading(document, claims, PROVENANCE)


def register(
    path: Path, batches: Sequence[Sequence[Reading]], *, often: bool = False
) -> list[dict[str, Any]]:
    """The register of a ledger that reads those batches, built once or after each."""
    builder, made_by = registrar()
    with Ledger.open(path) as ledger:
        for batch in batches:
            ledger.add(batch)
            if often:
                ledger.refresh_register(builder, made_by)
        ledger.refresh_register(builder, made_by)
        return [asdict(entry) for entry in ledger.parties(PartyFilter())]


@pytest.mark.parametrize("seed", range(3))
def test_the_same_evidence_gives_the_identical_register(tmp_path: Path, seed: int) -> None:
    """However the reports came: in one batch or many, in any order, asked in between or not."""
    reports = [report(number) for number in range(40)]
    expected = register(tmp_path / "once.sqlite", [reports])
    assert len(expected) > 3
    random.Random(seed).shuffle(reports)
    batches = [reports[start : start + 7] for start in range(0, len(reports), 7)]
    assert register(tmp_path / "again.sqlite", batches, often=True) == expected


def test_every_sighting_is_in_the_register_once(tmp_path: Path) -> None:
    register(tmp_path / "ledger.sqlite", [[report(number) for number in range(40)]])
    with Ledger.open(tmp_path / "ledger.sqlite") as ledger:
        members = [member for entry in ledger.parties(PartyFilter()) for member in entry.members]
        assert sorted(members) == sorted(sighting.id for sighting in ledger.sightings())
        assert sum(entry.claims for entry in ledger.parties(PartyFilter())) == 80
