"""Decoding is pure: scores in, attributions out. No network is needed to test it."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.extract import labels
from counterclaim.extract.decode import (
    Candidate,
    Transitions,
    assemble,
    entities_of,
    renumber,
    spans_of,
    viterbi,
)
from counterclaim.extract.tokens import Tokens
from counterclaim.types import Act, Certainty, Kind, Span

K = len(labels.TAGS)
FORBIDDEN = np.array(
    [[0.0 if labels.allowed(i, j) else -1e4 for j in range(K)] for i in range(K)], dtype=np.float32
)
START = np.array([0.0 if labels.allowed(-1, j) else -1e4 for j in range(K)], dtype=np.float32)
CRF = Transitions(START, FORBIDDEN)


def words(text: str) -> Tokens:
    """A token a word, for tests."""
    starts, at = [], 0
    for word in text.split(" "):
        starts.append((at, at + len(word)))
        at += len(word) + 1
    s = np.array([a for a, _ in starts])
    z = np.zeros(len(s), dtype=np.int64)
    return Tokens(z, s, np.array([b for _, b in starts]), z, z, z, np.arange(len(s)))


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), length=st.integers(1, 4))
def test_viterbi_finds_the_best_of_all_sequences(seed: int, length: int) -> None:
    emission = np.random.default_rng(seed).normal(size=(1, length, K)).astype(np.float32)

    def score(tags: tuple[int, ...]) -> float:
        total = float(START[tags[0]] + emission[0, 0, tags[0]])
        return total + sum(
            float(FORBIDDEN[a, b] + emission[0, i + 1, b])
            for i, (a, b) in enumerate(itertools.pairwise(tags))
        )

    best = max(itertools.product(range(K), repeat=length), key=score)
    assert tuple(viterbi(emission, CRF)[0].tolist()) == best


def test_viterbi_starts_no_span_inside() -> None:
    emission = np.zeros((1, 3, K), dtype=np.float32)
    emission[:, :, labels.TAGS.index("I-content")] = 1.0
    tags = [labels.TAGS[i] for i in viterbi(emission, CRF)[0]]
    assert tags == ["B-content", "I-content", "I-content"]


def test_tags_become_character_spans() -> None:
    text = "The mayor said that troops left"
    tags = np.array([1, 2, 3, 5, 6, 6], dtype=np.int8)
    spans = spans_of(tags, words(text), 0)
    assert [s.of(text) for s in spans["source"]] == ["The mayor"]
    assert [s.of(text) for s in spans["cue"]] == ["said"]
    assert [s.of(text) for s in spans["content"]] == ["that troops left"]


def test_a_content_may_have_several_parts() -> None:
    text = "We stay he said and wait"
    spans = spans_of(np.array([5, 6, 1, 3, 5, 6], dtype=np.int8), words(text), 0)
    assert [s.of(text) for s in spans["content"]] == ["We stay", "and wait"]


def candidate(cue: tuple[int, int] | None, *content: tuple[int, int], score: float = 0.9) -> Candidate:
    return Candidate(
        source=(),
        cue=(Span(*cue),) if cue else (),
        content=tuple(Span(*c) for c in content),
        kind=Kind.INDIRECT,
        act=Act.ASSERT,
        certainty=Certainty.CERTAIN,
        score=score,
    )


def test_of_two_readings_of_one_cue_the_likelier_stays() -> None:
    kept = assemble([candidate((0, 4), (5, 20), score=0.4), candidate((2, 6), (7, 20), score=0.8)])
    assert [(a.cue[0].start, a.score) for a in kept] == [(2, 0.8)]


def test_ids_follow_the_text_and_nesting_takes_the_smallest_content() -> None:
    outer, middle, inner = (
        candidate((0, 4), (5, 100)),
        candidate((10, 14), (15, 100)),
        candidate((20, 24), (25, 60)),
    )
    kept = assemble([inner, outer, middle])
    assert [(a.id, a.within) for a in kept] == [("a0", None), ("a1", "a0"), ("a2", "a1")]


def test_without_nesting_the_inner_ones_are_left_out() -> None:
    kept = assemble([candidate((0, 4), (5, 100)), candidate((20, 24), (25, 60))], nested=False)
    assert [(a.id, a.cue[0].start) for a in kept] == [("a0", 0)]


def test_a_bare_quotation_is_dropped_where_a_cue_reports_it() -> None:
    kept = assemble([candidate(None, (10, 30)), candidate((0, 4), (5, 100))])
    assert len(kept) == 1
    assert kept[0].cue


def test_a_candidate_without_content_is_no_attribution() -> None:
    assert assemble([candidate((0, 4)), candidate(None)]) == ()


@given(
    st.lists(
        st.tuples(
            st.integers(0, 50), st.integers(1, 5), st.integers(0, 80), st.integers(1, 40), st.floats(0, 1)
        ),
        max_size=12,
    )
)
def test_nesting_has_no_cycles_and_parents_exist(raw: list[tuple[int, int, int, int, float]]) -> None:
    kept = assemble([candidate((s, s + n), (c, c + m), score=p) for s, n, c, m, p in raw])
    parents = {a.id: a.within for a in kept}
    assert list(parents) == [f"a{i}" for i in range(len(kept))]
    for a in kept:
        seen, at = set(), a.within
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = parents[at]


def test_renumbering_leads_within_up_to_the_next_kept_one() -> None:
    kept = assemble(
        [candidate((0, 4), (5, 100)), candidate((10, 14), (15, 100)), candidate((20, 24), (25, 60))]
    )
    left = renumber(kept, [True, False, True])
    assert [(a.id, a.within) for a in left] == [("a0", None), ("a1", "a0")]


def names(tokens: Tokens, *tags: str) -> list[tuple[str, str]]:
    """What `entities_of` reads when each subword is most likely of the tag given."""
    logits = np.zeros((len(tokens), len(labels.ENTITY_TAGS)), dtype=np.float32)
    for i, tag in enumerate(tags):
        logits[i, labels.ENTITY_TAGS.index(tag)] = 4.0
    return [(e.span.of(NAMES), str(e.kind)) for e in entities_of(logits, tokens)]


NAMES = "Ada Moreno left Rivera Montevideo"


def test_names_are_read_from_tags() -> None:
    tokens = words(NAMES)
    found = names(tokens, "B-person", "I-person", "O", "B-location", "B-location")
    assert found == [("Ada Moreno", "person"), ("Rivera", "location"), ("Montevideo", "location")]


def test_a_name_may_lack_its_first_tag_and_changes_kind_at_a_word() -> None:
    found = names(words(NAMES), "I-person", "I-person", "O", "I-location", "I-person")
    assert found == [("Ada Moreno", "person"), ("Rivera", "location"), ("Montevideo", "person")]
