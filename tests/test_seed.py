"""The report the product was asked for with: what must come out of it, end to end.

The report lies in ../shared/seed and is not in this repository.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import counterclaim
from counterclaim.types import Act, Claim, Relation

pytestmark = pytest.mark.shared


class Seed:
    """The claims of the seed, by words of their cue or content."""

    def __init__(self, folder: Path) -> None:
        (path,) = sorted((folder / "seed").glob("*.txt"))
        (reading,) = counterclaim.extract(path)
        self.text = reading.document.text
        self.claims = reading.claims

    def words(self, claim: Claim, part: str) -> str:
        return " ".join(span.of(self.text) for span in getattr(claim.attribution, part))

    def saying(self, words: str) -> Claim:
        found = [c for c in self.claims if words in self.words(c, "content")]
        assert found, f"nobody says {words!r}"
        return min(found, key=lambda c: len(self.words(c, "content")))

    def speaker(self, words: str) -> tuple[str | None, str | None]:
        claim = self.saying(words)
        return (claim.speaker.name if claim.speaker else None), claim.side


@pytest.fixture(scope="module")
def seed(shared: Path) -> Seed:
    return Seed(shared)


def test_the_mayor_claims_and_demands(seed: Seed) -> None:
    assert seed.speaker("forced their way into the city council") == ("Igor Kolykhayev", "Ukraine")
    assert seed.saying("not to shoot at civilians").attribution.act is Act.DEMAND
    assert seed.speaker("not to shoot at civilians") == ("Igor Kolykhayev", "Ukraine")
    assert seed.saying("obey the Russian invaders").attribution.act is Act.DEMAND


def test_doubt_and_concession_are_two(seed: Seed) -> None:
    unclear, entered = seed.saying("remains unclear"), seed.saying("troops have entered the city")
    assert unclear.attribution.id != entered.attribution.id
    assert {seed.words(c, "source") for c in (unclear, entered)} == {"The UK Ministry of Defence"}
    assert unclear.side == entered.side == "United Kingdom"


def test_a_claim_that_was_denied_is_refuted(seed: Seed) -> None:
    denial = next(c for c in seed.claims if "rejecting" in seed.words(c, "cue"))
    assert denial.attribution.act is Act.DENY
    assert denial.attribution.answers is not None
    assert denial.attribution.answers.rel is Relation.REFUTES


def test_the_official_is_resolved(seed: Seed) -> None:
    assert seed.speaker("very much a contested city") == ("senior US defence official", "United States")


def test_what_is_thought_has_no_source(seed: Seed) -> None:
    claim = seed.saying("to have died or been injured")
    assert claim.speaker is None
    assert claim.attribution.source == ()
