"""Attributions laid over a text: every character once, every mark exactly where it belongs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.show.answers import ClaimAnswer
from counterclaim.show.details import Quote
from counterclaim.show.layers import Role, depths, laid_out, paragraphs
from tests.show import annotated

TEMPLATE = annotated.answer().claims[0]


def claim(
    name: str,
    content: Sequence[tuple[int, int]],
    cue: Sequence[tuple[int, int]] = (),
    within: str | None = None,
) -> ClaimAnswer:
    def quotes(spans: Sequence[tuple[int, int]]) -> tuple[Quote, ...]:
        return tuple(Quote(start, end, "") for start, end in spans)

    return replace(
        TEMPLATE, attribution=name, source=(), cue=quotes(cue), content=quotes(content), within=within
    )


def shown(text: str, *claims: ClaimAnswer) -> list[tuple[str, str]]:
    """Each stretch with the ids of the contents over it, from the outermost in."""
    return [
        (text[stretch.start : stretch.end], " ".join(mark.attribution for mark in stretch.marks))
        for stretches in laid_out(text, claims)
        for stretch in stretches
    ]


def test_nested_contents() -> None:
    assert shown("abcdefgh", claim("a1", [(3, 6)], within="a0"), claim("a0", [(1, 7)])) == [
        ("a", ""),
        ("bc", "a0"),
        ("def", "a0 a1"),
        ("g", "a0"),
        ("h", ""),
    ]


def test_crossing_contents_are_cut_at_every_boundary() -> None:
    assert shown("abcdef", claim("a0", [(0, 4)]), claim("a1", [(2, 6)])) == [
        ("ab", "a0"),
        ("cd", "a0 a1"),
        ("ef", "a1"),
    ]


def test_a_content_that_runs_over_paragraphs_is_in_each_of_them() -> None:
    assert shown("ab\n\ncd", claim("a0", [(1, 5)])) == [("a", ""), ("b", "a0"), ("c", "a0"), ("d", "")]


def test_a_content_lies_outside_a_cue_on_the_same_words() -> None:
    [stretches] = laid_out("abc", [claim("a0", [(0, 3)]), claim("a1", [], cue=[(0, 3)])])
    [stretch] = stretches
    assert [mark.role for mark in stretch.marks] == [Role.CONTENT, Role.CUE]


def test_depths_follow_the_reporting_and_survive_a_circle() -> None:
    nested = [claim("a2", [], within="a1"), claim("a1", [], within="a0"), claim("a0", [])]
    assert depths(nested) == {"a0": 0, "a1": 1, "a2": 2}
    assert depths([claim("a0", [], within="missing")]) == {"a0": 0}
    assert set(depths([claim("a0", [], within="a1"), claim("a1", [], within="a0")])) == {"a0", "a1"}


SPANS = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda pair: (pair[0], pair[0] + pair[1]))
CONTENTS = st.lists(st.lists(SPANS, max_size=3), max_size=5)


@given(st.text("ab \n", min_size=1, max_size=50), CONTENTS)
def test_every_character_is_shown_once_with_exactly_its_marks(
    text: str, contents: list[list[tuple[int, int]]]
) -> None:
    inside = [[(s, min(e, len(text))) for s, e in spans if s < len(text)] for spans in contents]
    claims = [claim(f"a{n}", spans) for n, spans in enumerate(inside)]
    over = {
        p: {f"a{n}" for n, spans in enumerate(inside) if any(s <= p < e for s, e in spans)}
        for p in range(len(text))
    }
    seen: list[int] = []
    for stretches in laid_out(text, claims):
        for stretch in stretches:
            for position in range(stretch.start, stretch.end):
                assert {mark.attribution for mark in stretch.marks} == over[position]
                seen.append(position)
    assert seen == [p for start, end in paragraphs(text) for p in range(start, end)]
