"""Names made comparable, and what a report calls a person besides the name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.resolve import Bodies
from counterclaim.resolve.register.folding import fold, given_forms, same_given, sound
from counterclaim.resolve.register.institutions import body_name
from counterclaim.resolve.register.names import human_name
from counterclaim.resolve.register.roles import read_role, roles_of
from counterclaim.resolve.register.terms import Vocabulary
from counterclaim.types import Party, PartyKind


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(Bodies.default())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zelinsky", "Zelinskyy"),
        ("Zelinskiy", "Zelinskyi"),
        ("Yermolov", "Ermolov"),
        ("Medvedkov", "Medwedkow"),
        ("Sidorenko", "Sidorenka"),
        ("Nebogzya", "Nebogzia"),
        ("Đorđević", "Dordevic"),
        ("Сlark", "Clark"),  # the first begins with a Cyrillic letter
    ],
)
def test_transliterations_of_a_surname_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Volodymyr", "Vladimir", True),
        ("Oleksandr", "Aleksandr", True),
        ("Alexander", "Aliaksandr", True),
        ("Serhiy", "Sergei", True),
        ("Joe", "Joseph", True),
        ("J", "Joseph", True),
        ("Alex", "Alexander", True),
        ("Alex", "Alexandra", True),
        ("Joe", "Jill", False),
        ("Antonio", "Antonia", False),
    ],
)
def test_forms_of_a_given_name(one: str, other: str, same: bool) -> None:
    assert same_given(one, other) is same


def test_a_form_of_several_names_stands_for_each() -> None:
    assert given_forms("Alex") > given_forms("Alexandra")


@given(st.text(max_size=40))
def test_folding_never_fails_and_is_plain(word: str) -> None:
    assert fold(word).isascii()
    assert sound(word).isascii()


@pytest.mark.parametrize(
    ("wording", "name"),
    [
        ("Ada Quill", "Ada Quill"),
        ("Foreign Minister Ada Quill of Iceland", "Ada Quill"),
        ("Rep. Ada Quill, the top Democrat on the panel", "Ada Quill"),
        ("Paraguayan President Ada Quill", "Ada Quill"),
        ("Ada Quill The UK", "Ada Quill"),
        ("PRESIDENT QUILL", "Quill"),
        ("Ursula von der Leer", "Ursula von der Leer"),
        ("Prime Minister Anna May", "Anna May"),
        ("Ada Quill Jr", "Ada Quill Jr"),
        ("Ada A. Quill, an analyst", "Ada A Quill"),
        ("Ada Quill and Carl Dorn", None),
        ("Ada Quill's office", None),
        ("We’ve", None),
        ("Thousands", None),
        ("CIS Affairs", None),
        ("", None),
    ],
)
def test_the_name_in_a_wording(vocabulary: Vocabulary, wording: str, name: str | None) -> None:
    found = human_name(wording, vocabulary)
    assert (found.shown if found else None) == name


@given(st.text(alphabet=st.sampled_from("Aa Bé.'’,-1\n\"й"), max_size=400))
def test_any_wording_can_be_read(vocabulary: Vocabulary, wording: str) -> None:
    name = human_name(wording, vocabulary)
    body_name(Party(wording, PartyKind.ORGANISATION, "unknown"), vocabulary, (wording,))
    if name is not None:
        assert name.shown.strip()
        roles = roles_of(name, (wording,), vocabulary)
        assert len({(role.key, role.nations) for role in roles}) == len(roles)


@pytest.mark.parametrize(
    ("wording", "roles"),
    [
        ("Icelandic Defense Minister Ada Quill", ["Icelandic Defense Minister"]),
        ("Ada Quill, the mayor of Rill, who stayed", ["mayor of Rill"]),
        ("the former foreign minister Ada Quill", ["former foreign minister"]),
        ("he and lawmaker Ada Quill", ["lawmaker"]),
        ("TALKS RESUME President Ada Quill", ["President"]),
        ("his counterpart Ada Quill", []),
        ("Ada Quill", []),
    ],
)
def test_the_role_beside_a_name(vocabulary: Vocabulary, wording: str, roles: list[str]) -> None:
    name = human_name("Ada Quill", vocabulary)
    assert name is not None
    assert [role.text for role in roles_of(name, (wording,), vocabulary)] == roles


def test_roles_are_compared_by_what_they_tell(vocabulary: Vocabulary) -> None:
    one, other = (
        read_role("Iceland's defence minister", vocabulary),
        read_role("Defense Minister of Iceland", vocabulary),
    )
    assert one is not None
    assert other is not None
    assert (one.key, one.nations) == (other.key, other.nations) == (("defence", "minister"), ("Iceland",))


@pytest.mark.parametrize(
    "names",
    [
        (
            "Icelandic Foreign Ministry",
            "Iceland’s Ministry of Foreign Affairs",
            "foreign ministry of Iceland",
        ),
        ("Icelandic Defense Ministry", "Ministry of Defence of Iceland"),
        ("Iceland", "REYKJAVIK", "Reykjavík"),
        ("Quill Harbour Council", "the Quill Harbour Council"),
        ("Quillworks Ltd", "Quillworks", "Iceland-based Quillworks company"),
        ("TASS news agency", "Tass"),
        ("Organisation of Rill Dockers", "Organization of Rill Dockers"),
    ],
)
def test_names_of_one_body(vocabulary: Vocabulary, names: tuple[str, ...]) -> None:
    keys = {body_name(Party(name, PartyKind.ORGANISATION, "x"), vocabulary).key for name in names}
    assert len(keys) == 1
    assert keys != {""}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Icelandic Foreign Ministry", "Norwegian Foreign Ministry"),
        ("Icelandic Embassy in Oslo", "Icelandic Embassy in Dublin"),
        ("Kremlin", "Moscow"),
        ("European Commission", "European Union"),
        ("Iceland", "Iceland and Norway"),
    ],
)
def test_names_of_two_bodies(vocabulary: Vocabulary, one: str, other: str) -> None:
    first, second = (body_name(Party(name, PartyKind.GOVERNMENT, "x"), vocabulary) for name in (one, other))
    assert first.key != second.key


@pytest.mark.parametrize("name", ["the ministry", "Foreign Ministry", "some European states", "both sides"])
def test_a_name_that_tells_too_little_stays_in_its_report(vocabulary: Vocabulary, name: str) -> None:
    assert body_name(Party(name, PartyKind.GOVERNMENT, "Iceland"), vocabulary).alone
