"""For whom a party speaks, from the words of the report and the table of bodies."""

from __future__ import annotations

import pytest

from counterclaim.resolve.sides import home_side
from counterclaim.types import EntityKind
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


def test_the_networks_opinion_tips_an_even_choice_and_no_other() -> None:
    vague = Report("Peru and Iceland met. Lidia Soto said trade would grow.")
    (claim,) = vague.add("Lidia Soto", "said", side_prior={"Iceland": 0.97, "Peru": 0.02}).claims()
    assert claim.side == "Iceland"
    clear = Report("Peru and Iceland met. Peruvian Trade Minister Lidia Soto said trade would grow.")
    (claim,) = clear.add(
        "Peruvian Trade Minister Lidia Soto", "said", side_prior={"Iceland": 0.6, "Peru": 0.3}
    ).claims()
    assert claim.side == "Peru"


def test_the_organisation_in_a_role_is_a_side_when_the_network_tags_it() -> None:
    report = Report("Ada Moreno, chair of the Rill Harbour Shippers (RHS), said the quay was open.")
    report.tag("Rill Harbour Shippers", EntityKind.ORGANISATION)
    source = "Ada Moreno, chair of the Rill Harbour Shippers (RHS)"
    (claim,) = report.add(source, "said", side_prior={"other": 0.8, "company": 0.1}).claims()
    assert claim.side in {"Rill Harbour Shippers", "RHS"}


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


def test_a_general_is_no_private_person_even_where_no_country_adorns_him() -> None:
    report = Report(
        "The Kenyan army said the hill was held. Ministry spokesman General Oscar Benitez said it had fallen."
    )
    report.add("The Kenyan army", "said").add("Ministry spokesman General Oscar Benitez", "said")
    assert report.claims()[1].side not in {"expert", "civilian", "company"}


def test_a_party_is_not_named_after_the_town_of_its_office() -> None:
    report = Report("The mayor of Puerto Almena, Ines Quiroga, said the bridge was open.")
    (claim,) = report.add("The mayor of Puerto Almena, Ines Quiroga", "said").claims()
    assert claim.speaker is not None
    assert claim.speaker.name == "Ines Quiroga"
