"""Which language a report is judged to be in, above all that short English is not misjudged."""

from __future__ import annotations

import pytest

from counterclaim.errors import InputError
from counterclaim.read import ReadOptions, from_text
from counterclaim.read.language import identify

ENGLISH = "The harbour master said on Friday that the old bridge would stay closed until the spring. "
GERMAN = "Die Hafenmeisterin sagte am Freitag, die alte Brücke bleibe bis zum Frühjahr geschlossen. "


@pytest.mark.parametrize(
    "text",
    [
        "Mayor: bridge closed",
        "No",
        "U.S.",
        "Café shut",
        "Zelenko, Duarte and Okonkwo meet at Château Brillac in Vaudreuil",
        "Minister Kovács-Łoś reported in Gdańsk: no talks",
        ENGLISH,
    ],
)
def test_short_english_is_english(text: str) -> None:
    assert identify(text) == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN, "de"),
        ("Le maire a déclaré vendredi que le vieux pont resterait fermé.", "fr"),
        ("El alcalde dijo el viernes que el puente viejo sigue cerrado.", "es"),
        ("Мэр сообщил в пятницу, что старый мост останется закрытым.", "ru"),
        (GERMAN * 30, "de"),
    ],
)
def test_other_languages(text: str, language: str) -> None:
    assert identify(text) == language


@pytest.mark.parametrize("place", [0, 15, 30])
def test_a_long_quotation_does_not_make_an_english_report_foreign(place: int) -> None:
    sentences = [ENGLISH] * 30
    sentences[place:place] = [GERMAN] * 5
    assert identify("".join(sentences)) == "en"


@pytest.mark.parametrize("text", ["12345", "... — ...", "2022-03-02 10:00"])
def test_no_words_no_language(text: str) -> None:
    assert identify(text) is None


def test_a_foreign_report_is_kept_but_marked() -> None:
    document = from_text(GERMAN)
    assert document.skipped == "language de"
    assert document.text == GERMAN


def test_the_languages_are_an_option() -> None:
    assert from_text(GERMAN, ReadOptions(languages=("en", "de"))).skipped is None


def test_it_can_be_switched_off() -> None:
    document = from_text(GERMAN, ReadOptions(identify_language=False))
    assert (document.language, document.skipped) == (None, None)


def test_blank_text_is_refused() -> None:
    with pytest.raises(InputError):
        from_text("  \n")
