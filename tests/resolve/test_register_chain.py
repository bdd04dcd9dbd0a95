"""The chain of a claim: outlet, each source that reports another, the one whose word it is."""

from __future__ import annotations

from tests.resolve.reports import Report


def test_the_chain_runs_from_the_outlet_to_the_ultimate_speaker() -> None:
    report = Report(
        "The agency Rillwire quoted Mayor Ada Quill as saying that Carl Dorn denied the plan.",
        outlet="Harbour Herald",
    )
    report.add("The agency Rillwire", "quoted").add("Mayor Ada Quill", "saying", within="a0")
    report.add("Carl Dorn", "denied", within="a1")
    agency, mayor, inner = report.claims()
    assert agency.chain == ("Harbour Herald", agency.chain[-1])
    assert mayor.chain == (*agency.chain, "Ada Quill")
    assert inner.chain == (*mayor.chain, "Carl Dorn")
    assert inner.speaker is not None
    assert inner.chain[-1] == inner.speaker.name


def test_a_report_without_an_outlet_begins_with_its_source() -> None:
    (claim,) = Report("Ada Quill said the bridge was open.").add("Ada Quill", "said").claims()
    assert claim.chain == ("Ada Quill",)


def test_a_source_that_is_not_expressed_leaves_no_link() -> None:
    report = Report("Ada Quill said ships were thought to have left.", outlet="Harbour Herald")
    report.add("Ada Quill", "said").add("", "thought", within="a0")
    _, inner = report.claims()
    assert inner.speaker is None
    assert inner.chain == ("Harbour Herald", "Ada Quill")


def test_a_circle_of_attributions_ends() -> None:
    report = Report("Ada Quill said Carl Dorn said so.")
    report.add("Ada Quill", "said", within="a1").add("Carl Dorn", "said", within="a0")
    first, second = report.claims()
    assert sorted(first.chain) == sorted(second.chain) == ["Ada Quill", "Carl Dorn"]


def test_a_parent_that_is_not_there_is_no_link() -> None:
    report = Report("Ada Quill said the bridge was open.", outlet="Harbour Herald")
    (claim,) = report.add("Ada Quill", "said", within="a9").claims()
    assert claim.chain == ("Harbour Herald", "Ada Quill")
