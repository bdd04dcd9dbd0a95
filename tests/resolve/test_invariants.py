"""What holds for any text and any attributions."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.resolve import resolve
from counterclaim.types import Act, Attribution, Certainty, Document, Kind, Span

WORDS = [
    *(
        "The",
        "mayor",
        "Ines",
        "Okafor",
        "he",
        "She",
        "said",
        "NATO",
        "French",
        "U.S.",
        "officials",
        "Mr.",
        "they",
    ),
    *(",", ".", "“", '"', "'s", "\n", "—", "of", "to", "ambassador", "al-Rill", "état", "🙂", "(RRC)", "1"),
]


@st.composite
def reports(draw: st.DrawFn) -> tuple[Document, list[Attribution]]:
    text = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=60)))
    place = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 30))
    found: list[Attribution] = []
    for number in range(draw(st.integers(0, 6))):
        spans = [
            Span(a, min(len(text), a + size)) for a, size in draw(st.lists(place, min_size=2, max_size=3))
        ]
        within = draw(st.sampled_from([None, *(f"a{other}" for other in range(6))]))
        found.append(
            Attribution(
                f"a{number}",
                tuple(spans[2:]),
                (spans[0],),
                (spans[1],),
                Kind.INDIRECT,
                draw(st.sampled_from(list(Act))),
                Certainty.CERTAIN,
                within,
            )
        )
    return Document(id="d", text=text), found


@given(reports())
@settings(max_examples=150, deadline=None)
def test_one_claim_an_attribution_with_mentions_in_the_text(
    report: tuple[Document, list[Attribution]],
) -> None:
    document, attributions = report
    claims = resolve(document, attributions)
    assert [claim.id for claim in claims] == [f"d/{attribution.id}" for attribution in attributions]
    assert [claim.attribution for claim in claims] == attributions
    for claim in claims:
        for mention in [*([claim.mention] if claim.mention else []), *claim.rivals]:
            assert mention.span.end <= len(document.text)
            assert 0.0 <= mention.score <= 1.0
        assert claim.side
    assert resolve(document, attributions) == claims


def test_a_line_of_a_million_characters_with_thousands_of_attributions_is_bounded() -> None:
    unit = "Ada Quill of Rill said he knew. "
    text = unit * 31_250
    attributions = [
        Attribution(
            id=f"a{n}",
            source=(Span(n * 6 * len(unit) + 23, n * 6 * len(unit) + 25),),
            cue=(Span(n * 6 * len(unit) + 18, n * 6 * len(unit) + 22),),
            content=(Span(n * 6 * len(unit), n * 6 * len(unit) + 9),),
            kind=Kind.INDIRECT,
            act=Act.ASSERT,
            certainty=Certainty.CERTAIN,
        )
        for n in range(5_000)
    ]
    start = time.process_time()
    claims = resolve(Document(id="d", text=text), attributions)
    assert len(claims) == 5_000
    assert time.process_time() - start < 60


def test_a_million_letters_without_a_space() -> None:
    attribution = Attribution(
        "a0", (Span(0, 999_999),), (), (Span(0, 1),), Kind.DIRECT, Act.ASSERT, Certainty.CERTAIN
    )
    (claim,) = resolve(Document(id="d", text="A" * 1_000_000), [attribution])
    assert claim.speaker is not None
    assert len(claim.speaker.name) <= 120
