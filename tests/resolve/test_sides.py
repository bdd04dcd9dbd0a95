"""For whom a party speaks, from the words of the report and the table of bodies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counterclaim.resolve import resolve
from counterclaim.resolve.sides import home_side
from tests.resolve.reports import Report


@pytest.mark.parametrize(
    ("source", "side"),
    [
        ("The Kremlin", "Russia"),
        ("Downing Street", "United Kingdom"),
        ("the Pentagon", "United States"),
        ("Brazilian Foreign Minister Marta Leal", "Brazil"),
        ("Japan's defence ministry", "Japan"),
        ("NATO", "NATO"),
        ("the European Commission", "EU"),
        ("Reuters", "media"),
        ("Residents", "civilian"),
        ("Experts", "expert"),
    ],
)
def test_a_source_by_itself(source: str, side: str) -> None:
    report = Report(f"{source} said the talks would go on next week.")
    (claim,) = report.add(source, "said").claims()
    assert claim.side == side


def test_a_mayor_speaks_for_the_country_of_the_town() -> None:
    report = Report(
        "The mayor of the Kenyan town of Rill, Ines Okafor, said the dam held. She thanked the Kenyan army."
    )
    report.add("The mayor of the Kenyan town of Rill, Ines Okafor", "said").add("She", "thanked")
    assert [claim.side for claim in report.claims()] == ["Kenya", "Kenya"]


def test_all_claims_of_one_speaker_have_one_side() -> None:
    report = Report(
        "Chilean President Rosa Munoz met French officials. "
        "Munoz said talks went well. She said France would help."
    )
    report.add("Munoz", "said").add("She", "said")
    assert [claim.side for claim in report.claims()] == ["Chile", "Chile"]


def test_an_ambassador_speaks_for_who_sent_her_not_for_where_she_is() -> None:
    report = Report("Peru's ambassador to Canada, Lidia Soto, said trade would grow.")
    (claim,) = report.add("Peru's ambassador to Canada, Lidia Soto", "said").claims()
    assert claim.side == "Peru"


def test_the_networks_opinion_counts() -> None:
    report = Report("Ada Quill said the roof had gone.")
    report.add("Ada Quill", "said")
    swayed = replace(report.attributions[0], side_prior={"Iceland": 0.97, "civilian": 0.02})
    (claim,) = resolve(report.document, [swayed])
    assert claim.side == "Iceland"


@pytest.mark.parametrize(
    ("outlet", "url", "side"),
    [
        ("bbc.co.uk", None, "United Kingdom"),
        (None, "https://www.example.com.au/story", "Australia"),
        ("The Japan Times", None, "Japan"),
        ("example.com", "not a url [", ""),
        (None, None, ""),
    ],
)
def test_where_an_outlet_is_at_home(outlet: str | None, url: str | None, side: str) -> None:
    assert home_side(outlet, url) == side
