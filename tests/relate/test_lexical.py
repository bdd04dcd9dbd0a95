"""The scorer that has no model: what shared and negated words tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.relate.lexical import LexicalComparer
from counterclaim.types import Agreement, Comparison, Entailment, Wording


def compare(a: str | Wording, b: str | Wording) -> Comparison:
    wordings = tuple(item if isinstance(item, Wording) else Wording(item) for item in (a, b))
    (found,) = LexicalComparer().compare([(wordings[0], wordings[1])])
    return found


def denied(text: str) -> Wording:
    return Wording(text, denied=True)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Almena plans to invade Bregna", "Almena has no plans to invade Bregna"),
        ("the port of Torbay was shelled", "the port of Torbay was not shelled"),
        ("radiation levels at Torbay rose", "radiation levels at Torbay are normal"),
        ("reports of a landing at Torbay are false", "a landing at Torbay"),
    ],
)
def test_negation_and_contrary_words_contradict(a: str, b: str) -> None:
    assert compare(a, b).label is Agreement.CONTRADICT


def test_a_denial_is_the_negation_of_its_content() -> None:
    """Words are the same: it is the denial that sets the two apart, and two denials agree."""
    plan = "Almena plans to invade Bregna"
    assert compare(denied(plan), plan).label is Agreement.CONTRADICT
    assert compare(denied(plan), denied(plan)).label is Agreement.SAME
    assert compare(denied(plan), "Almena has no plans to invade Bregna").label is Agreement.SAME


def test_one_who_captured_a_town_has_entered_it() -> None:
    found = compare("troops captured the town of Torbay", "troops entered the town of Torbay")
    assert found.entails is Entailment.A_B
    assert found.label is not Agreement.SAME
    kept_out = compare(denied("troops captured the town of Torbay"), "troops entered the town of Torbay")
    assert kept_out.label is not Agreement.CONTRADICT


def test_other_figures_are_related() -> None:
    assert compare("12 people died in Torbay", "40 people died in Torbay").label is Agreement.RELATED


def test_nothing_shared_is_unrelated() -> None:
    assert compare("the harvest failed", "troops entered Torbay").label is Agreement.UNRELATED


WORDS = [
    "Almena",
    "Bregna",
    "no",
    "not",
    "port",
    "fell",
    "shelled",
    "denied",
    "left,",
    "12",
    "40",
    "false",
    ".",
]
sentences = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


@given(sentences, sentences, st.booleans(), st.booleans())
def test_scores_are_probabilities_and_the_order_of_a_pair_does_not_matter(
    a: str, b: str, deny_a: bool, deny_b: bool
) -> None:
    one, other = Wording(a, denied=deny_a), Wording(b, denied=deny_b)
    forth, back = compare(one, other), compare(other, one)
    scores = (forth.same, forth.contradict, forth.related, forth.unrelated)
    assert all(-1e-9 <= score <= 1 + 1e-9 for score in scores)
    assert sum(scores) == pytest.approx(1)
    assert (back.same, back.contradict) == pytest.approx((forth.same, forth.contradict))


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    found = compare(text, "troops entered Torbay")
    assert found.same + found.contradict + found.related + found.unrelated == pytest.approx(1)
