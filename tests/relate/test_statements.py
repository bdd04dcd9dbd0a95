"""From claims to statements: what of a content is a party's own, and what it says of it."""

from __future__ import annotations

from dataclasses import replace

from counterclaim.relate.statements import statements
from counterclaim.types import Polarity, Span, Statement
from tests.relate.stories import Report, report


def texts(*found: Report) -> list[tuple[str, str]]:
    return [(item.text, item.polarity.value) for item in statements(found)]


def only(*found: Report) -> Statement:
    (item,) = statements(found)
    return item


def test_each_sentence_is_a_statement() -> None:
    quote = 'The bridge at Torbay fell on Monday. "Mr. Ames saw the pillars give way."'
    assert texts(report("gazette", f"Mayor (Almena) assert: {quote}")) == [
        ("The bridge at Torbay fell on Monday.", "positive"),
        ("Mr. Ames saw the pillars give way.", "positive"),
    ]


def test_a_bare_denial_says_what_it_denies() -> None:
    """Who rejects "the claim" rejects the claim that it answers: its words are borrowed."""
    asserted, denied = statements(
        [
            report(
                "gazette",
                "Army (Almena) assert: troops hold the port of Torbay",
                "Navy (Bregna) deny > 0: the claim",
            )
        ]
    )
    assert (denied.text, denied.polarity, denied.borrowed) == (asserted.text, Polarity.NEGATIVE, True)
    assert denied.spans != asserted.spans, "its span stays where the denial stands"


def test_a_denial_in_its_own_words_keeps_them() -> None:
    denied = only(report("gazette", "Navy (Bregna) deny > 9: the loss of two frigates off Torbay"))
    assert (denied.text, denied.borrowed) == ("the loss of two frigates off Torbay", False)


def test_demands_and_questions_and_refusals_state_nothing() -> None:
    assert not texts(
        report(
            "gazette",
            "Mayor (Almena) demand: the army to leave the port",
            "Mayor (Almena) ask: whether the army left the port?",
            "Navy (Bregna) deny: to leave the port of Torbay",
            "Navy (Bregna) deny: the demands of the mayor for talks",
        )
    )


def test_an_evaluation_states_something_when_it_calls_it_untrue() -> None:
    assert texts(report("gazette", "Mayor (Almena) evaluate: the news of the fallen bridge a fake"))
    assert not texts(report("gazette", "Mayor (Almena) evaluate: the fallen bridge a great sorrow"))


def test_what_is_unclear_is_left_open() -> None:
    found = only(report("gazette", "Monitors (Union) assert: the situation in Torbay remains unclear"))
    assert found.polarity is Polarity.UNDECIDED


def test_what_a_party_reports_of_others_is_not_its_own() -> None:
    """The inner claim stands with the one whose word it is; the outer keeps what is left."""
    document, (outer, inner) = report(
        "gazette",
        "Envoy (Union) assert: the talks broke down because the army says the bridge at Torbay fell",
        "Army (Almena) assert: placeholder",
    )
    start = document.text.index("the bridge at Torbay")
    told = replace(
        inner.attribution, content=(Span(start, start + len("the bridge at Torbay fell")),), within="a0"
    )
    found = list(statements([(document, (outer, replace(inner, attribution=told)))]))
    assert [item.text for item in found] == [
        "the talks broke down because the army says",
        "the bridge at Torbay fell",
    ]
