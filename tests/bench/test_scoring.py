"""The scores the gate adds to those of the shared folder's own scorers."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import data
from bench import corpora, scoring

SENTENCE = ["``", "It", "is", "over", ",", "''", "said", "the", "envoy", "."]
LABELS = ["O", "B-content", "I-content", "I-content", "O", "O", "B-cue", "B-source", "I-source", "O"]


def record(number: int, **roles: list[list[int]]) -> scoring.Record:
    return {"id": f"c{number}", "attributions": [{role: roles.get(role, []) for role in scoring.ROLES}]}


def test_label_spans_end_where_a_new_span_begins() -> None:
    assert scoring.label_spans(LABELS) == {("content", 1, 4), ("cue", 6, 7), ("source", 7, 9)}
    assert scoring.label_spans(["B-cue", "B-cue", "I-cue"]) == {("cue", 0, 1), ("cue", 1, 3)}
    assert scoring.label_spans(["I-cue", "I-source"]) == {("cue", 0, 1), ("source", 1, 2)}


@given(st.lists(st.text("abc.'`", min_size=1), min_size=1))
def test_tokens_keep_their_places_in_the_text(tokens: list[str]) -> None:
    text, offsets = scoring.token_text(tokens)
    assert [text[start:end] for start, end in offsets] == tokens


def test_own_token_figures_count_exact_spans_only() -> None:
    text, offsets = scoring.token_text(SENTENCE)
    exact = [offsets[1][0], offsets[3][1]]
    short = [offsets[7][0], offsets[7][1]]
    corpus = [{"tokens": SENTENCE, "labels": LABELS}]
    figures = scoring.own_token_figures(
        corpus, [record(0, content=[exact], cue=[list(offsets[6])], source=[short])]
    )
    assert text[slice(*exact)] == "It is over"
    assert figures == {"source": 0.0, "cue": 1.0, "content": 1.0}


def test_a_document_without_a_record_counts_as_missed() -> None:
    corpus = [{"tokens": SENTENCE, "labels": LABELS}] * 2
    figures = scoring.own_token_figures(corpus, [record(1, cue=[list(scoring.token_text(SENTENCE)[1][6])])])
    assert figures["cue"] == pytest.approx(2 / 3, abs=1e-4)


def test_calibration_error_is_the_gap_between_score_and_share_right() -> None:
    assert scoring.calibration_error([]) == 0.0
    assert scoring.calibration_error([(1.0, True), (0.0, False)]) == 0.0
    assert scoring.calibration_error([(0.8, True), (0.8, False)]) == pytest.approx(0.3)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans())))
def test_calibration_error_is_a_fraction(scored: list[tuple[float, bool]]) -> None:
    assert 0.0 <= scoring.calibration_error(scored) <= 1.0


def test_about_one_article_in_six_is_held_out() -> None:
    held_out = sum(corpora.is_dev(f"article {number}") for number in range(6000))
    assert 900 < held_out < 1100


@given(st.text())
def test_training_holds_out_the_same_articles(article: str) -> None:
    assert corpora.is_dev(article) == data.is_dev(article)


@pytest.mark.shared
def test_gold_scores_full_marks_with_the_shared_scorer(shared: Path) -> None:
    scorer = scoring.load_scorer(shared / corpora.ATTRIBUTION_SCORER)
    gold = [row for row in corpora.rows(shared / corpora.ATTRIBUTIONS) if corpora.is_dev(row["id"])]
    assert len(gold) >= 30
    figures = scoring.attribution_figures(scorer, gold, gold)
    assert set(figures.values()) == {1.0}
    assert all(right for _, right in scoring.judged(scorer, gold, gold))


@pytest.mark.shared
def test_the_shared_span_scorer_reads_our_records(shared: Path, tmp_path: Path) -> None:
    instances = corpora.rows(shared / corpora.SPANS)[:200]
    corpus, documents, out = (tmp_path / name for name in ("corpus", "documents", "out"))
    corpora.write_rows(corpus, instances)
    scoring.make_span_documents(shared / corpora.SPAN_SCORER, corpus, documents)
    corpora.write_rows(out, ({"id": row["id"], "attributions": []} for row in corpora.rows(documents)))
    assert scoring.span_figures(shared / corpora.SPAN_SCORER, corpus, out) == dict.fromkeys(
        scoring.ROLES, 0.0
    )
