"""The views in a terminal and in a pipe."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from counterclaim.show import tables, terminal
from counterclaim.show.answers import DocumentAnswer, DocumentRow, StatusAnswer
from tests.show import annotated
from tests.show.hostile import (
    HOSTILE,
    hostile_answer,
    hostile_count,
    hostile_item,
    hostile_party,
    hostile_place,
)


def printed(answer: DocumentAnswer) -> str:
    out = io.StringIO()
    terminal.print_document(terminal.console_on(out), answer)
    return out.getvalue()


def in_colour(answer: DocumentAnswer) -> str:
    out = io.StringIO()
    console = Console(
        file=out, force_terminal=True, color_system="standard", width=100, highlight=False, no_color=False
    )
    terminal.print_document(console, answer)
    return out.getvalue()


def test_a_report_in_a_pipe(snapshot: SnapshotAssertion) -> None:
    """Every source, cue and content is marked by signs, with its id; nested ones stand inside."""
    assert printed(annotated.answer()) == snapshot


def test_nesting_shows_without_colour() -> None:
    assert "⟦a7 they had seen ‹Paraguayan› «a8 statements» ⟦a8 that the garrison had surrendered⟧⟧" in re.sub(
        r"\s+", " ", printed(annotated.answer())
    )


def test_the_words_are_all_there_and_nothing_else() -> None:
    without_signs = re.sub(r"⟦a\d+ |⟧a\d+|⟧|‹|›|«a\d+ |»", "", printed(annotated.answer()))
    squeezed = re.sub(r"\s+", " ", without_signs)
    assert re.sub(r"\s+", " ", annotated.TEXT) in squeezed


def test_colour_marks_roles_and_levels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    text = in_colour(annotated.answer())
    assert "\x1b[1;4m" in text
    assert "⟦a8 " in text
    assert "‹" not in text


def test_a_crossing_content_says_which_one_ends() -> None:
    answer = annotated.answer()
    first, second = answer.claims[0], answer.claims[1]
    head = answer.text[:12]
    cut = (replace(first.content[0], start=0, end=8), replace(second.content[0], start=4, end=12))
    crossing = (
        replace(first, source=(), cue=(), content=cut[:1]),
        replace(second, source=(), cue=(), content=cut[1:]),
    )
    assert f"⟦a0 {head[:4]}⟦a1 {head[4:8]}⟧a0{head[8:12]}⟧" in printed(replace(answer, claims=crossing))


@pytest.mark.parametrize("view", [printed, in_colour])
def test_hostile_text_reaches_no_terminal(view: object) -> None:
    text = printed(hostile_answer()) if view is printed else in_colour(hostile_answer())
    own = re.sub(r"\x1b\[[0-9;]*m", "", text) if view is in_colour else text
    assert not set(own) & set(HOSTILE)


def test_tables_are_safe_too() -> None:
    answer = hostile_answer()
    out = io.StringIO()
    console = terminal.console_on(out)
    assert terminal.print_claims(console, answer.claims) == len(answer.claims)
    assert terminal.print_documents(console, [DocumentRow(answer.report, 3)]) == 1
    terminal.print_status(console, StatusAnswer(f"/tmp/{HOSTILE}", 1, 0, 3, 2, 1, 1, None, 3))
    assert not set(out.getvalue()) & set(HOSTILE)


def test_tables_of_parties_places_and_figures_are_safe_too() -> None:
    out = io.StringIO()
    console = terminal.console_on(out)
    party = hostile_party()
    tables.print_party(console, party)
    assert tables.print_parties(console, [party.party]) == 1
    assert tables.print_places(console, [hostile_place()]) == 1
    assert tables.print_items(console, [hostile_item()]) == 1
    assert tables.print_quantities(console, [hostile_count()]) == 1
    assert not set(out.getvalue()) & set(HOSTILE)


def test_a_close_choice_of_speaker_and_what_a_claim_is_about_show_in_the_table() -> None:
    out = io.StringIO()
    terminal.print_claims(terminal.console_on(out), annotated.answer().claims)
    squeezed = re.sub(r"\s+", " ", out.getvalue())
    assert "or: Paraguayan" in squeezed
    assert "when: since 2025-03-02 · how many: at least" in squeezed


def test_a_skipped_report_says_why() -> None:
    answer = annotated.answer()
    skipped = replace(answer, claims=(), report=replace(answer.report, skipped="language de"))
    assert "No attributions: skipped, language de." in printed(skipped)


def test_no_rows_print_no_table() -> None:
    out = io.StringIO()
    assert terminal.print_claims(terminal.console_on(out), []) == 0
    assert out.getvalue() == ""
