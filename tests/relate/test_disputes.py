"""What is a dispute and what only looks like one; positions, ranking, and a pure function of the claims."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.relate.board import Relating, relate
from counterclaim.types import (
    Board,
    Bound,
    Claim,
    Comparison,
    Dispute,
    Document,
    Found,
    Place,
    Precision,
    Quantity,
    Wording,
)
from tests.relate.stories import Report, report

HELD = "troops captured the port of Torbay"
NOT_HELD = "troops never captured the port of Torbay"


@dataclass
class Scripted:
    """Says that two wordings contradict when told so, and that like wordings are the same."""

    contradictory: list[tuple[str, str]] = field(default_factory=list)
    name: str = "scripted 1"

    def compare(self, pairs: Sequence[tuple[Wording, Wording]]) -> list[Comparison]:
        return [self._one(a, b) for a, b in pairs]

    def _one(self, a: Wording, b: Wording) -> Comparison:
        if a.text == b.text:
            same = a.denied == b.denied
        elif any({a.text, b.text} == set(pair) for pair in self.contradictory):
            same = a.denied != b.denied
        else:
            return Comparison(0.0, 0.0, 0.5, 0.5)
        return Comparison(0.9, 0.0, 0.1, 0.0) if same else Comparison(0.0, 0.9, 0.1, 0.0)


def board(*reports: Report) -> Board:
    return relate(reports)


def one(found: Board) -> Dispute:
    (dispute,) = found.disputes
    return dispute


def stands(dispute: Dispute) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(position.sides, position.parties) for position in dispute.positions]


def test_an_assertion_and_a_denial_by_another_side() -> None:
    found = one(
        board(
            report("gazette", f"Army (Almena) assert: {HELD}"),
            report("herald", f"Navy (Bregna) deny: {HELD}", day=1),
        )
    )
    assert stands(found) == [(("Almena",), ("Army",)), (("Bregna",), ("Navy",))]
    assert [position.statement for position in found.positions] == [HELD, f"Denied: {HELD}"]
    assert found.question == f"“{HELD}”: is it so?"
    assert (found.first, found.last) == (dt.date(2031, 5, 2), dt.date(2031, 5, 3))


def test_polarity_is_folded_in() -> None:
    """ "Denied that X" and "not X" are one position."""
    found = one(
        board(
            report("gazette", f"Army (Almena) assert: {HELD}"),
            report("herald", f"Navy (Bregna) deny: {HELD}"),
            report("post", f"Mayor (Torbay) assert: {NOT_HELD}"),
        )
    )
    assert [position.sides for position in found.positions] == [("Almena",), ("Bregna", "Torbay")]


def test_a_link_is_explained_in_one_line() -> None:
    (link,) = one(
        board(
            report("gazette", f"Army (Almena) assert: {HELD}"),
            report("herald", f"Navy (Bregna) deny: {HELD}", day=1),
        )
    ).links
    assert link.model == "lexical 1"
    assert link.why.startswith("Army and Navy cannot both be so")
    assert "“captured”" in link.why
    assert link.why.endswith("Navy denies it; said 1 day apart")


def test_an_answer_within_a_report_counts() -> None:
    found = one(
        board(
            report("gazette", f"Army (Almena) assert: {HELD}", "Navy (Bregna) deny > 0: the claim", day=None)
        )
    )
    assert found.links[0].answers == 0.9
    assert "the report itself sets one against the other" in found.links[0].why


def test_who_calls_it_open_or_contested_has_a_position_of_its_own() -> None:
    found = one(
        board(
            report(
                "gazette",
                f"Army (Almena) assert: {HELD}",
                "Navy (Bregna) deny > 0: the claim",
                "Monitors (Union) assert: the situation in the port is unclear",
                "Envoy (League) evaluate: Torbay is very much a contested port",
            )
        )
    )
    assert {position.sides for position in found.positions} == {
        ("Almena",), ("Bregna",), ("Union",), ("League",)
    }  # fmt: skip
    assert found.positions[-1].statement == "Open: the situation in the port is unclear"


@pytest.mark.parametrize(
    "second",
    [
        f"General Staff (Almena) deny: {HELD}",
        f"nobody (unknown) deny: {HELD}",
        "Navy (Bregna) demand: troops to leave the port of Torbay",
        "Navy (Bregna) assert: troops captured the airfield of Kesh",
    ],
    ids=["one side at two times", "somebody unnamed", "a demand", "another thing"],
)
def test_not_disputes(second: str) -> None:
    assert not board(
        report("gazette", f"Army (Almena) assert: {HELD}"), report("herald", second, day=1)
    ).disputes


def test_a_denial_long_after_is_of_a_changed_situation() -> None:
    assert not board(
        report("gazette", f"Army (Almena) assert: {HELD}"),
        report("herald", f"Navy (Bregna) deny: {HELD}", day=9),
    ).disputes


def with_(found: Report, **changes: Any) -> Report:
    document, (claim,) = found
    return document, (replace(claim, **changes),)


def place(found: Report, name: str) -> Report:
    span = found[1][0].attribution.content[0]
    return with_(found, places=(Place(span, name, Precision.CITY, found=Found.CONTENT),))


def test_another_place_is_no_dispute() -> None:
    fell = report("gazette", "Army (Almena) assert: troops captured the port")
    denied = report("herald", "Navy (Bregna) deny: troops captured the port")
    assert board(place(fell, "Torbay"), place(denied, "Torbay")).disputes
    assert not board(place(fell, "Torbay"), place(denied, "Kesh")).disputes


def figure(found: Report, low: float, *, cumulative: bool = False, bound: Bound = Bound.EXACTLY) -> Report:
    span = found[1][0].attribution.content[0]
    quantity = Quantity(span, low, low, bound, item="people", scope="killed", cumulative=cumulative)
    return with_(found, quantities=(quantity,))


@pytest.mark.parametrize(
    ("day", "cumulative", "bound", "disputed"),
    [
        (0, False, Bound.EXACTLY, True),
        (1, False, Bound.EXACTLY, False),
        (0, True, Bound.EXACTLY, False),
    ],
    ids=["one day, two figures", "a later count", "a toll that grows"],
)
def test_figures_conflict_only_of_one_time(day: int, cumulative: bool, bound: Bound, disputed: bool) -> None:
    twelve, forty = "the blast killed 12 people", "the blast killed 40 people"
    first = figure(report("gazette", f"Army (Almena) assert: {twelve}"), 12, cumulative=cumulative)
    second = figure(report("herald", f"Navy (Bregna) assert: {forty}", day=day), 40, bound=bound)
    found = relate([first, second], Relating(comparer=Scripted([(twelve, forty)])))
    assert bool(found.disputes) is disputed


def test_a_prediction_and_the_later_fact_are_an_outcome() -> None:
    will, fact, no = "troops will take Torbay", "troops stayed out of Torbay", "nobody plans to take Torbay"
    reports = [
        report("gazette", f"Army (Almena) predict: {will}"),
        report("post", f"Port (Torbay) assert: {no}"),
        report("herald", f"Navy (Bregna) assert: {fact}", day=3),
    ]
    found = one(relate(reports, Relating(comparer=Scripted([(will, fact), (will, no)]))))
    assert [position.sides for position in found.positions] == [("Almena",), ("Torbay",)]
    assert [{link.a.partition("/")[0], link.b.partition("/")[0]} for link in found.outcomes] == [
        {"gazette", "herald"}
    ]


def test_reprints_of_one_voice_are_one_origin() -> None:
    copies = [report(f"outlet{n}", f"Army (Almena) assert: {HELD}") for n in range(5)]
    found = one(board(*copies, report("herald", f"Navy (Bregna) deny: {HELD}")))
    assert [position.origins for position in found.positions] == [1, 1]


def test_disputes_with_origins_on_both_sides_come_first() -> None:
    many = [report(f"far{n}", f"Army {n} (Almena) assert: {HELD}") for n in range(6)]
    crane = "the harbour crane at Kesh collapsed"
    both = [report(f"near{n}", f"Pilot {n} (Almena) assert: {crane}") for n in range(3)]
    no = [report(f"nay{n}", f"Warden {n} (Bregna) deny: {crane}") for n in range(3)]
    found = board(*many, *both, *no, report("herald", f"Navy (Bregna) deny: {HELD}"))
    assert [dispute.question for dispute in found.disputes] == [
        f"“{crane}”: is it so?",
        f"“{HELD}”: is it so?",
    ]


LINES = [
    f"Army (Almena) assert: {HELD}",
    f"Navy (Bregna) deny: {HELD}",
    f"Mayor (Torbay) assert: {NOT_HELD}",
    "Monitors (Union) assert: it is unclear whether troops captured the port of Torbay",
    "Pilot (Almena) assert: the harbour crane at Kesh collapsed",
    "Warden (Bregna) deny: the harbour crane at Kesh collapsed",
    "Envoy (League) predict: troops will capture the port of Torbay",
]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(LINES), st.integers(0, 6)), max_size=12),
    st.randoms(use_true_random=False),
)
def test_the_order_of_reports_does_not_matter(told: list[tuple[str, int]], chance: random.Random) -> None:
    reports = [report(f"r{number}", line, day=day) for number, (line, day) in enumerate(told)]
    shuffled = reports[:]
    chance.shuffle(shuffled)
    assert relate(shuffled) == relate(reports)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(LINES), st.integers(0, 6)), max_size=12))
def test_positions_of_a_dispute_are_of_different_voices(told: list[tuple[str, int]]) -> None:
    found = board(*[report(f"r{number}", line, day=day) for number, (line, day) in enumerate(told)])
    known = {item.id: item for item in found.statements}
    for dispute in found.disputes:
        assert len(dispute.positions) >= 2
        for link in dispute.links:
            a, b = known[link.a], known[link.b]
            assert (a.side, a.party) != (b.side, b.party)
            assert abs((a.day or dt.date.min) - (b.day or dt.date.min)).days <= 4


def test_nothing_gives_nothing() -> None:
    nothing: list[tuple[Document, Sequence[Claim]]] = []
    assert relate(nothing).disputes == ()


def test_a_question_that_lasts_for_weeks_is_one_dispute() -> None:
    told = [
        report(f"r{day}", f"Army {day} (Almena) assert: {HELD}", f"Navy {day} (Bregna) deny: {HELD}", day=day)
        for day in range(0, 30, 3)
    ]
    found = one(board(*told))
    assert [position.origins for position in found.positions] == [10, 10]
    assert (found.last or dt.date.min) - (found.first or dt.date.max) == dt.timedelta(days=27)
