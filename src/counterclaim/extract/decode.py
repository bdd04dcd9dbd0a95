"""Scores to attributions: pure functions, tested apart from the network.

`viterbi` finds the best tag sequence of every anchor, `spans_of` turns tags into character
spans, `assemble` settles what may not stand together and finds who is nested in whom.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from counterclaim.extract import labels
from counterclaim.extract.tokens import Tokens
from counterclaim.types import Act, Attribution, Certainty, Entity, Kind, Span, Spans

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Transitions:
    """The CRF's scores: `start` [K] and `step` [K, K], with forbidden moves very low."""

    start: Floats
    step: Floats


@dataclass(frozen=True, slots=True)
class Candidate:
    """One anchor read: spans in characters, labels, and the probability that it is real.

    `act_odds` are the network's log-probabilities of the acts, for `acts.revise`.
    """

    source: Spans
    cue: Spans
    content: Spans
    kind: Kind
    act: Act
    certainty: Certainty
    score: float
    side_prior: dict[str, float] = field(default_factory=dict)
    act_odds: tuple[float, ...] = ()


def viterbi(emission: Floats, crf: Transitions) -> npt.NDArray[np.int8]:
    """Best tags [N, T] under `emission` [N, T, K] (Viterbi 1967)."""
    n, t, k = emission.shape
    rows = np.arange(n)
    best = crf.start + emission[:, 0]
    back = np.zeros((t, n, k), dtype=np.int8)
    into = np.ascontiguousarray(crf.step.T)
    for i in range(1, t):
        total = best[:, None, :] + into
        back[i] = total.argmax(2)
        best = total.max(2) + emission[:, i]
    tags = np.zeros((n, t), dtype=np.int8)
    last = best.argmax(1)
    for i in range(t - 1, -1, -1):
        tags[:, i] = last
        last = back[i][rows, last]
    return tags


def spans_of(tags: npt.NDArray[np.int8], tokens: Tokens, offset: int) -> dict[str, Spans]:
    """Character spans by role of one tag row, which begins at subword `offset` of `tokens`.

    A span that begins or ends inside a word is widened to the whole word.
    """
    found: dict[str, list[Span]] = {role: [] for role in labels.ROLES}
    marked = np.flatnonzero(tags)
    i = 0
    while i < len(marked):
        first = int(marked[i])
        role = (int(tags[first]) - 1) // 2
        inside = 2 * role + 2
        j = i + 1
        while j < len(marked) and marked[j] == marked[j - 1] + 1 and tags[marked[j]] == inside:
            j += 1
        start, end = _whole_words(tokens, offset + first, offset + int(marked[j - 1]))
        spans = found[labels.ROLES[role]]
        if spans and start <= spans[-1].end:
            start = spans.pop().start
        spans.append(Span(start, end))
        i = j
    return {role: tuple(spans) for role, spans in found.items()}


def entities_of(logits: Floats, tokens: Tokens) -> tuple[Entity, ...]:
    """Names in text order, from logits [T, 11] over labels.ENTITY_TAGS; each ends with its words.

    The likeliest tag of each subword counts; a change of kind, or a B- tag at the start of a word,
    begins a new name (B- inside a word would cut it in two).
    """
    best = logits.argmax(1)
    marked = np.flatnonzero(best)
    found: list[Entity] = []
    i = 0
    while i < len(marked):
        first, j = int(marked[i]), i + 1
        kind = (int(best[first]) - 1) // 2
        while j < len(marked) and marked[j] == marked[j - 1] + 1:
            at = int(marked[j])
            begins = best[at] == 2 * kind + 1 and tokens.word[at] != tokens.word[at - 1]
            if (int(best[at]) - 1) // 2 != kind or begins:
                break
            j += 1
        last = int(marked[j - 1])
        start, end = _whole_words(tokens, first, last)
        if not found or start >= found[-1].span.end:
            found.append(
                Entity(Span(start, end), labels.ENTITIES[kind], _certainty(logits[first : last + 1], kind))
            )
        i = j
    return tuple(found)


def _certainty(logits: Floats, kind: int) -> float:
    """The least probability of this kind over a name's subwords."""
    return round(float(softmax(logits)[:, 2 * kind + 1 : 2 * kind + 3].sum(axis=1).min()), 3)


def softmax(logits: Floats) -> Floats:
    """Scores [N, K] to probabilities, row by row."""
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(e / e.sum(axis=1, keepdims=True), dtype=np.float32)


def _whole_words(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    word = tokens.word
    while first > 0 and word[first] >= 0 and word[first - 1] == word[first]:
        first -= 1
    while last + 1 < len(tokens) and word[last] >= 0 and word[last + 1] == word[last]:
        last += 1
    return int(tokens.starts[first]), int(tokens.ends[last])


def assemble(candidates: Sequence[Candidate], *, nested: bool = True) -> tuple[Attribution, ...]:
    """Attributions in text order: of two that claim the same cue the likelier stays.

    With `nested` false an attribution whose cue lies in another's content is left out (as
    PolNeAR has it); otherwise it names that other as the one it is reported `within`.
    """
    kept: list[Candidate] = []
    # Without a content nothing is reported, whatever the anchor looked like.
    usable = [c for c in candidates if c.content]
    for candidate in sorted(usable, key=lambda c: (-c.score, _key(c))):
        if not any(_clash(candidate, other) for other in kept):
            kept.append(candidate)
    kept.sort(key=_key)
    parents = [_parent(i, kept) for i in range(len(kept))]
    if not nested:
        kept = [c for c, parent in zip(kept, parents, strict=True) if parent is None]
        parents = [None] * len(kept)
    return tuple(
        Attribution(
            id=f"a{i}",
            source=c.source,
            cue=c.cue,
            content=c.content,
            kind=c.kind,
            act=c.act,
            certainty=c.certainty,
            within=None if parent is None else f"a{parent}",
            score=c.score,
            side_prior=c.side_prior,
        )
        for i, (c, parent) in enumerate(zip(kept, parents, strict=True))
    )


def _key(c: Candidate) -> tuple[int, int, int]:
    head = (c.cue or c.content)[0]
    return head.start, head.end, c.content[0].start


def _clash(a: Candidate, b: Candidate) -> bool:
    if a.cue and b.cue:
        return any(x.overlaps(y) for x in a.cue for y in b.cue)
    if a.cue or b.cue:
        # A bare quotation is no second reading of words that a cue already reports.
        bare, cued = (b, a) if a.cue else (a, b)
        return all(any(y.contains(x) for y in cued.content) for x in bare.content)
    return any(x.overlaps(y) for x in a.content for y in b.content)


def _size(spans: Spans) -> int:
    return sum(s.end - s.start for s in spans)


def _parent(i: int, kept: Sequence[Candidate]) -> int | None:
    """The attribution with the smallest content that holds the whole cue of `kept[i]`.

    A parent's content is the larger of the two (of two alike the earlier one's), so that
    nesting can never run in a circle.
    """
    child = kept[i]
    head = child.cue or child.content[:1]
    own = (_size(child.content), -i)
    holders = [
        (_size(other.content), -j)
        for j, other in enumerate(kept)
        if (_size(other.content), -j) > own
        and all(any(span.contains(part) for span in other.content) for part in head)
    ]
    return -min(holders)[1] if holders else None


def renumber(attributions: Sequence[Attribution], keep: Sequence[bool]) -> tuple[Attribution, ...]:
    """The kept attributions with ids in order and `within` led up to the next kept one."""
    up = {a.id: a.within for a in attributions}
    kept = [a for a, k in zip(attributions, keep, strict=True) if k]
    new = {a.id: f"a{i}" for i, a in enumerate(kept)}

    def nearest(parent: str | None) -> str | None:
        while parent is not None and parent not in new:
            parent = up[parent]
        return None if parent is None else new[parent]

    return tuple(replace(a, id=new[a.id], within=nearest(a.within)) for a in kept)
