"""Where a claim's places come from: its content, else its sentence, else the dateline."""

from __future__ import annotations

import pytest

from counterclaim.resolve.places import claim_places, find_places
from counterclaim.resolve.places.dateline import dateline
from counterclaim.types import Act, Attribution, Certainty, Document, Found, Kind, Place, Span
from tests.resolve.places import tagged


def claimed(text: str, source: str, cue: str, content: str, *names: str) -> list[tuple[str, Found]]:
    def spans(words: str) -> tuple[Span, ...]:
        return (Span(text.index(words), text.index(words) + len(words)),) if words else ()

    attribution = Attribution(
        "a0", spans(source), spans(cue), spans(content), Kind.INDIRECT, Act.ASSERT, Certainty.CERTAIN
    )
    document = Document(id="d", text=text)
    found = claim_places(document, attribution, find_places(document, tagged(text, *names)))
    return [(place.name, place.found) for place in found]


HEAD = "OSLO (NB) — The port was quiet. "


def test_places_of_the_content_come_first() -> None:
    text = HEAD + "In Bergen, the mayor said that ships had left Stavanger."
    names = ("OSLO", "Bergen", "Stavanger")
    assert claimed(text, "the mayor", "said", "that ships had left Stavanger", *names) == [
        ("Stavanger", Found.CONTENT)
    ]


def test_then_those_of_the_sentence() -> None:
    text = (
        HEAD
        + "Rain fell in Trondheim. In Bergen, the mayor said that ships had left. Then it snowed in Alta."
    )
    names = ("OSLO", "Bergen", "Trondheim", "Alta")
    assert claimed(text, "the mayor", "said", "that ships had left", *names) == [("Bergen", Found.SENTENCE)]


def test_but_not_those_of_the_source_which_tell_where_the_speaker_belongs() -> None:
    text = HEAD + "The mayor of Bergen said that ships had left."
    found = claimed(text, "The mayor of Bergen", "said", "that ships had left", "OSLO", "Bergen")
    assert found == [("Oslo", Found.DATELINE)]


def test_and_at_last_the_dateline() -> None:
    text = HEAD + "The mayor said that ships had left."
    assert claimed(text, "The mayor", "said", "that ships had left", "OSLO") == [("Oslo", Found.DATELINE)]


def test_a_report_without_a_dateline_gives_no_place() -> None:
    assert claimed("The mayor said that ships had left.", "The mayor", "said", "that ships had left") == []


def test_the_larger_place_only_tells_which_one_is_meant() -> None:
    text = "The mayor said that ships had left Paris, Texas, and Paris."
    found = claimed(
        text, "The mayor", "said", "that ships had left Paris, Texas, and Paris", "Paris", "Texas"
    )
    assert found == [("Paris", Found.CONTENT)]


def test_a_quotation_without_a_cue_takes_its_own_sentence() -> None:
    text = 'Rain fell in Oslo. "They have left," in Bergen.'
    assert claimed(text, "", "", '"They have left,"', "Oslo", "Bergen") == [("Bergen", Found.SENTENCE)]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("KYIV, Ukraine (AP) — The mayor said", "KYIV, Ukraine"),
        ("MOSCOW, January 31. /TASS/. The mayor said", "MOSCOW"),
        ("LONDON, Feb 2 (Reuters) - The mayor said", "LONDON"),
        ("A headline in words\n\nSÃO PAULO (AP) – The mayor said", "SÃO PAULO"),
        ("WASHINGTON -- The mayor said", "WASHINGTON"),
    ],
)
def test_datelines(text: str, where: str) -> None:
    found = dateline(text)
    assert found is not None
    assert found.of(text) == where


@pytest.mark.parametrize(
    "text", ["The mayor said no.", "NATO said on Monday that it had no plans.", "", "A" * 5000, "AB, " * 300]
)
def test_what_is_no_dateline(text: str) -> None:
    assert dateline(text) is None


def test_a_claim_has_a_bounded_number_of_places() -> None:
    text = "Oslo " * 500
    places = [Place(Span(at * 5, at * 5 + 4), f"Oslo {at}", "city") for at in range(500)]  # type: ignore[arg-type]
    attribution = Attribution("a0", (), (), (Span(0, len(text)),), Kind.DIRECT, Act.ASSERT, Certainty.CERTAIN)
    assert len(claim_places(Document(id="d", text=text), attribution, places)) == 50
