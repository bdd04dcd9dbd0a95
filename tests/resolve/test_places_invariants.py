"""What holds of places in any text with any tags."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.resolve.places import claim_places, find_places
from counterclaim.types import Act, Attribution, Certainty, Document, Entity, EntityKind, Kind, Span

WORDS = [
    *(
        "Paris",
        "Texas",
        "Georgia",
        "Springfield",
        "the",
        "Kharkiv",
        "region",
        "northern",
        "Syria",
        "of",
        "in",
    ),
    *(
        ",",
        ".",
        "(",
        ")",
        "\n",
        "County",
        "airport",
        "Said",
        "Île",
        "🙂",
        "al-Rill",
        "St.",
        "OSLO",
        "—",
        "AP",
    ),
]


@st.composite
def reports(draw: st.DrawFn) -> tuple[Document, list[Entity]]:
    text = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40)))
    tags = draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, 20)), max_size=15))
    kinds = st.sampled_from(
        [EntityKind.LOCATION, EntityKind.LOCATION, EntityKind.NATIONALITY, EntityKind.PERSON]
    )
    entities = [Entity(Span(at, at + size), draw(kinds)) for at, size in tags]
    return Document(id="d", text=text), entities


@given(reports())
@settings(max_examples=200, deadline=None)
def test_places_are_tagged_locations_each_once_in_text_order(report: tuple[Document, list[Entity]]) -> None:
    document, entities = report
    places = find_places(document, entities)
    spans = [place.span for place in places]
    assert spans == sorted(set(spans))
    assert set(spans) <= {entity.span for entity in entities if entity.kind is EntityKind.LOCATION}
    for place in places:
        assert place.span.end <= len(document.text)
        assert 0.0 <= place.score <= 1.0
        assert (place.latitude is None) == (place.longitude is None)
    assert find_places(document, list(reversed(entities))) == places


@given(reports(), st.integers(0, 100), st.integers(1, 100))
@settings(max_examples=100, deadline=None)
def test_a_claims_places_are_places_of_its_report(
    report: tuple[Document, list[Entity]], start: int, size: int
) -> None:
    document, entities = report
    places = find_places(document, entities)
    span = Span(start, start + size)
    attribution = Attribution("a", (), (span,), (span,), Kind.INDIRECT, Act.ASSERT, Certainty.CERTAIN)
    found = claim_places(document, attribution, places)
    assert {place.span for place in found} <= {place.span for place in places}
    assert len({place.found for place in found}) <= 1


def test_a_million_characters_with_thousands_of_tags_are_bounded() -> None:
    unit = "Springfield, Georgia, and Paris in northern Rillstead; "
    text = unit * 20_000
    entities = [
        Entity(Span(n * len(unit) + at, n * len(unit) + at + size), EntityKind.LOCATION)
        for n in range(20_000)
        for at, size in ((0, 11), (13, 7), (26, 5))
    ]
    begun = time.process_time()
    assert 0 < len(find_places(Document(id="d", text=text), entities)) <= 2_000
    assert time.process_time() - begun < 20


def test_thousands_of_different_names_are_bounded() -> None:
    names = [f"San {first}{second}" for first in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" for second in "aeiou" * 15]
    text = ", ".join(names)
    entities, at = [], 0
    for name in names:
        entities.append(Entity(Span(at, at + len(name)), EntityKind.LOCATION))
        at += len(name) + 2
    begun = time.process_time()
    assert len(find_places(Document(id="d", text=text), entities)) == len(names)
    assert time.process_time() - begun < 20


def test_a_text_of_marks_without_words_is_bounded() -> None:
    text = "A" + ", (" * 100_000 + "B" * 100_000
    entities = [Entity(Span(0, 1), EntityKind.LOCATION), Entity(Span(300_001, 400_001), EntityKind.LOCATION)]
    begun = time.process_time()
    assert len(find_places(Document(id="d", text=text), entities)) == 2
    assert time.process_time() - begun < 5
