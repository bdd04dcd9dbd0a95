"""Which place a report means by a name."""

from __future__ import annotations

import pytest

from counterclaim.resolve.places import Home, find_places
from counterclaim.types import Document, Entity, EntityKind, Place, Precision, Span
from tests.resolve.places import places_of, tagged


def only(text: str, name: str, **more: object) -> Place:
    return places_of(text, name, **more)[name]  # type: ignore[arg-type]


def test_nothing_is_a_place_without_a_tag() -> None:
    """ "Said", "Of" and "The" are towns somewhere."""
    text = "Said of the mayor of Paris, who left London on Friday."
    people = tagged(text, "Paris", "London", kind=EntityKind.PERSON)
    assert find_places(Document(id="d", text=text), people) == ()
    assert find_places(Document(id="d", text=text), []) == ()


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Paris", "FR"), ("London", "GB"), ("Moscow", "RU"), ("Athens", "GR"), ("Kyiv", "UA"),
        ("Tripoli", "LY"), ("Beirut", "LB"), ("Khartoum", "SD"), ("Washington", "US"), ("Berlin", "DE"),
        ("Cairo", "EG"), ("Delhi", "IN"), ("Santiago", "CL"), ("Lima", "PE"), ("Vienna", "AT"),
    ],
)  # fmt: skip
def test_alone_the_best_known_place_of_a_name_is_meant(name: str, country: str) -> None:
    place = only(f"The talks in {name} went on.", name)
    assert (place.country, place.precision) == (country, Precision.CITY)


def test_what_follows_a_name_tells_which_one_it_is() -> None:
    found = places_of("A fire broke out in Paris, Texas, on Monday.", "Paris", "Texas")
    assert found["Paris"].country == "US"
    assert found["Texas"].precision is Precision.REGION
    assert only("A fire broke out in Odessa, Texas, on Monday.", "Odessa").country == "US"


def test_a_tag_may_hold_both_names() -> None:
    place = only("A fire broke out in Paris, Texas.", "Paris, Texas")
    assert (place.name, place.country) == ("Paris", "US")


def test_a_place_lies_in_what_the_sentence_says() -> None:
    found = places_of("Shells fell on Tripoli in northern Lebanon.", "Tripoli", "northern Lebanon")
    assert found["Tripoli"].country == "LB"
    assert found["northern Lebanon"].precision is Precision.COUNTRY


def test_a_name_means_one_place_throughout_a_report() -> None:
    text = "Paris, Texas, will rebuild. The mayor of Paris said so."
    entities = tagged(text, "Paris", "Texas")
    places = find_places(Document(id="d", text=text), entities)
    assert len({place.geonames for place in places if place.name == "Paris"}) == 1


def test_unless_the_report_tells_two_apart() -> None:
    text = "Crews from Springfield, Illinois, joined those of Springfield, Ohio."
    entities = tagged(text, "Springfield", "Illinois", "Ohio")
    first, _, second, _ = find_places(Document(id="d", text=text), entities)
    assert first.geonames != second.geonames


def test_the_people_a_report_names_tell_the_country() -> None:
    georgian = places_of("Georgian officials said Georgia would answer.", "Georgia", peoples=("Georgian",))
    assert georgian["Georgia"].country == "GE"
    southern = places_of("Officials in Atlanta, Macon and Savannah said Georgia would answer.",
                         "Georgia", "Atlanta", "Macon", "Savannah")  # fmt: skip
    assert southern["Georgia"].country == "US"


def test_the_other_places_of_a_report_tell_which_one_is_meant() -> None:
    found = places_of(
        "Roads from Cambridge to Boston and Worcester were closed.", "Cambridge", "Boston", "Worcester"
    )
    assert {place.country for place in found.values()} == {"US"}
    found = places_of(
        "Roads from Cambridge to Ely and Peterborough were closed.", "Cambridge", "Ely", "Peterborough"
    )
    assert {place.country for place in found.values()} == {"GB"}


def test_an_outlet_is_at_home_somewhere() -> None:
    text = "A school in Newcastle was closed."
    assert only(text, "Newcastle", outlet="herald.example.au").country == "AU"
    durban = Home("ZA", -29.85, 31.02)
    assert only(text, "Newcastle", home=durban).country == "ZA"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kharkiv", "Kharkov"), ("Kyiv", "Kiev"), ("St. Petersburg", "Saint Petersburg"), ("Odesa", "Odessa"),
        ("Łódź", "Lodz"), ("Zürich", "ZURICH"), ("Deir ez-Zor", "Deir al-Zor"), ("U.S.", "United States"),
    ],
)  # fmt: skip
def test_spellings_of_one_place(one: str, other: str) -> None:
    assert only(f"They met in {one}.", one).geonames == only(f"They met in {other}.", other).geonames


@pytest.mark.parametrize("words", ["Kharkiv region", "the Kharkiv oblast", "Kharkiv Oblast"])
def test_regions(words: str) -> None:
    place = only(f"Farms in {words} were hit.", words)
    assert (place.name, place.precision, place.country) == ("Kharkiv Oblast", Precision.REGION, "UA")


def test_the_word_that_makes_it_a_region_may_stand_outside_the_tag() -> None:
    assert only("Farms in the Kharkiv region were hit.", "Kharkiv").precision is Precision.REGION
    assert only("Farms in Kharkiv were hit.", "Kharkiv").precision is Precision.CITY
    found = places_of(
        "Farms in the Sumy, Chernihiv and Kharkiv regions were hit.", "Sumy", "Chernihiv", "Kharkiv"
    )
    assert {place.precision for place in found.values()} == {Precision.REGION}


def test_a_district_called_after_its_town_is_put_there() -> None:
    place = only("Two people died in Izium district, Ukraine.", "Izium")
    assert (place.country, place.precision) == ("UA", Precision.REGION)
    assert place.score < 0.8


def test_seas_continents_and_the_like_are_regions_of_no_country() -> None:
    place = only("Ships left the Black Sea.", "Black Sea")
    assert (place.precision, place.country) == (Precision.REGION, None)
    assert place.latitude is not None


def test_an_airport_is_put_at_the_town_it_is_called_after_and_less_surely() -> None:
    airport = only("Lisbon airport was closed.", "Lisbon airport")
    town = only("Lisbon was closed.", "Lisbon")
    assert airport.geonames == town.geonames
    assert airport.score < town.score


def test_a_river_is_not_the_town_of_its_name() -> None:
    assert only("They crossed the Lisbon River.", "Lisbon River").precision is Precision.UNKNOWN


def test_a_village_that_no_gazetteer_has_keeps_its_name() -> None:
    place = only("Shells fell on Vilkovyntsiatka.", "Vilkovyntsiatka")
    assert place.name == "Vilkovyntsiatka"
    assert place.precision is Precision.UNKNOWN
    assert (place.latitude, place.longitude, place.country, place.geonames) == (None, None, None, None)


def test_and_the_country_that_the_text_states() -> None:
    found = places_of("Shells fell on Vilkovyntsiatka, Ukraine.", "Vilkovyntsiatka", "Ukraine")
    assert found["Vilkovyntsiatka"].country == "UA"
    assert only("Shells fell on Vilkovyntsiatka, Ukraine.", "Vilkovyntsiatka").country == "UA"


def test_a_namesake_elsewhere_is_not_taken_for_it() -> None:
    """The text says that it lies in Ukraine, where the gazetteer has no place of that name."""
    found = places_of("Shells fell on Springfield, Ukraine.", "Springfield", "Ukraine")
    assert found["Springfield"].precision is Precision.UNKNOWN


def test_countries_in_a_list_do_not_lie_in_each_other() -> None:
    found = places_of("Ministers of Iran, Syria and Iraq met.", "Iran", "Syria", "Iraq")
    assert [place.precision for place in found.values()] == [Precision.COUNTRY] * 3
    assert [place.country for place in found.values()] == ["IR", "SY", "IQ"]


def test_towns_in_a_list_do_not_lie_in_each_other() -> None:
    found = places_of("Homs, Hama and Idlib were calm.", "Homs", "Hama", "Idlib")
    assert {place.country for place in found.values()} == {"SY"}


def test_a_name_of_300_characters_is_kept_short() -> None:
    name = "Rill" * 75
    place = only(f"They met in {name}.", name)
    assert place.precision is Precision.UNKNOWN
    assert len(place.name) <= 100


def test_tags_that_overlap_or_lie_outside_the_text_are_passed_over() -> None:
    text = "They met in New York City."
    entities = [
        Entity(Span(12, 25), EntityKind.LOCATION),
        Entity(Span(16, 20), EntityKind.LOCATION),
        Entity(Span(20, 400), EntityKind.LOCATION),
    ]
    (place,) = find_places(Document(id="d", text=text), entities)
    assert place.name == "New York City"


def test_marks_and_plain_words_are_no_names_whatever_their_tag() -> None:
    assert places_of("North of it, in the south.", "of", "south", ".", "the") == {}
