"""Whose word it is: invented reports, each showing one way a source is taken up again."""

from __future__ import annotations

from counterclaim.types import Act, PartyKind, Polarity
from tests.resolve.reports import Report


def test_he_is_the_person_named_before() -> None:
    report = Report(
        "Defence Ministry spokesman Colonel Peter Aldous said the bridge was open. "
        "He said trains were running."
    )
    first, second = (
        report.add("Defence Ministry spokesman Colonel Peter Aldous", "said").add("He", "said").claims()
    )
    assert report.mention(second) == "Defence Ministry spokesman Colonel Peter Aldous"
    assert first.speaker == second.speaker
    assert second.speaker is not None
    assert second.speaker.name == "Peter Aldous"
    assert second.speaker.kind is PartyKind.PERSON


def test_a_surname_is_its_fullest_form() -> None:
    report = Report(
        "Mayor Ines Okafor said the dam held. Rain is due on Monday. Ms Okafor urged people to stay home."
    )
    report.add("Mayor Ines Okafor", "said").add("Ms Okafor", "urged")
    assert [report.mention(claim) for claim in report.claims()] == ["Mayor Ines Okafor"] * 2


def test_a_rank_before_the_name_makes_no_other_person() -> None:
    report = Report("General Ewan Pryce said the road was cut.\nMaj Gen Pryce said it would reopen.")
    report.add("General Ewan Pryce", "said").add("Maj Gen Pryce", "said")
    assert report.mention(report.claims()[1]) == "General Ewan Pryce"


def test_the_official_is_the_senior_official_quoted_before() -> None:
    report = Report(
        "A senior Danish defence official said that the port was closed.\n"
        '"Our view is that it will stay so," said the official.'
    )
    report.add("A senior Danish defence official", "said").add("the official", "said", back=20)
    claims = report.claims()
    assert report.mention(claims[1]) == "A senior Danish defence official"
    assert claims[1].side == "Denmark"


def test_he_after_an_organisation_goes_past_it_to_the_person_and_keeps_rivals() -> None:
    report = Report(
        "The pass is under full control, army spokesman Major Tomas Brandt said on Friday.\n"
        "The Norwegian Ministry of Defence said the situation remains unclear.\n"
        "He said the roads were open."
    )
    report.add("army spokesman Major Tomas Brandt", "said")
    report.add("The Norwegian Ministry of Defence", "said", act=Act.DOUBT).add("He", "said")
    third = report.claims()[2]
    assert report.mention(third) == "army spokesman Major Tomas Brandt"
    assert third.mention is not None
    assert all(rival.score <= third.mention.score for rival in third.rivals)


def test_she_is_not_the_man_named_last() -> None:
    report = Report(
        "Anna Weller said the vote was fair. John Marsh said it was not. She said it would stand."
    )
    report.add("Anna Weller", "said").add("John Marsh", "said").add("She", "said")
    assert report.mention(report.claims()[2]) == "Anna Weller"


def test_two_people_of_one_surname_stay_two() -> None:
    report = Report(
        "Finance Minister Laura Stone said taxes would fall. "
        "Her brother, the lawyer Karl Stone, said they would not. "
        "Laura Stone said she was sure."
    )
    report.add("Finance Minister Laura Stone", "said").add("the lawyer Karl Stone", "said").add(
        "Laura Stone", "said"
    )
    claims = report.claims()
    assert report.mention(claims[0]) == report.mention(claims[2]) == "Finance Minister Laura Stone"
    assert report.mention(claims[1]) == "the lawyer Karl Stone"


def test_a_bare_surname_that_two_people_share_keeps_the_other_as_a_rival() -> None:
    report = Report(
        "Laura Stone said taxes would fall. Karl Stone said they would not. "
        "Stone said it was a matter of weeks."
    )
    report.add("Laura Stone", "said").add("Karl Stone", "said").add("Stone", "said", back=0)
    third = report.claims()[2]
    assert report.mention(third) == "Karl Stone"
    assert [rival.span.of(report.document.text) for rival in third.rivals] == ["Laura Stone"]


def test_an_acronym_is_the_name_it_stands_for() -> None:
    report = Report(
        "The Rill River Commission (RRC) said levels were high. The RRC warned of floods. "
        "The RRC said more would come."
    )
    report.add("The Rill River Commission (RRC)", "said").add("The RRC", "warned").add("The RRC", "said")
    parties = {claim.speaker.name for claim in report.claims() if claim.speaker}
    assert len(parties) == 1


def test_a_passive_without_source_has_no_speaker() -> None:
    report = Report("Thousands are thought to have left the valley.")
    (claim,) = report.add("", "are thought").claims()
    assert claim.speaker is None
    assert claim.mention is None
    assert claim.rivals == ()


def test_unnamed_residents_are_an_unnamed_party() -> None:
    report = Report("Residents said the power had failed.")
    (claim,) = report.add("Residents", "said").claims()
    assert claim.speaker is not None
    assert claim.speaker.kind is PartyKind.UNNAMED


def test_the_chain_runs_from_the_outlet_over_the_outer_source_to_the_speaker() -> None:
    text = "Mayor Ines Okafor said that Kenyan officials had warned of floods."
    report = Report(text, outlet="The Rill Courier")
    report.add("Mayor Ines Okafor", "said").add("Kenyan officials", "had warned", within="a0")
    outer, inner = report.claims()
    assert outer.chain == ("The Rill Courier", "Ines Okafor")
    assert inner.chain == ("The Rill Courier", "Ines Okafor", "Kenyan officials")


def test_attributions_nested_in_each_other_do_not_hang() -> None:
    report = Report("Anna Weller said John Marsh said so.")
    report.add("Anna Weller", "said", within="a1").add("John Marsh", "said", within="a0")
    assert [len(claim.chain) for claim in report.claims()] == [2, 2]


def test_polarity_follows_the_act() -> None:
    report = Report("The mayor denied it. The mayor doubted it. The mayor asked why. The mayor said so.")
    for cue, act in (("denied", Act.DENY), ("doubted", Act.DOUBT), ("asked", Act.ASK), ("said", Act.ASSERT)):
        report.add("The mayor", cue, act=act)
    assert [claim.polarity for claim in report.claims()] == [
        Polarity.NEGATIVE,
        Polarity.UNDECIDED,
        Polarity.UNDECIDED,
        Polarity.POSITIVE,
    ]
