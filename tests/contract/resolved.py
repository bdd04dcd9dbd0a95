"""What every store must do with who, where, when and how many: a second suite, used as the first."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterclaim.errors import UnknownParty
from counterclaim.types import (
    Act,
    Answer,
    Bound,
    Claim,
    ClaimFilter,
    Document,
    Party,
    PartyEntry,
    PartyFilter,
    PartyKind,
    PartyRole,
    Place,
    PlaceCount,
    PlaceFilter,
    Precision,
    Quantity,
    Reading,
    Register,
    RegisterState,
    Relation,
    Sighting,
)
from tests.contract.reports import MAYOR, MINISTRY, bridge, made_claim, silent, span, with_id
from tests.contract.store import ANY_TEXT
from tests.contract.store import Store as EvidenceStore


class Store(EvidenceStore, Protocol):
    """A store that keeps a register."""

    def refresh_register(self, builder: Builder, made_by: str, *, always: bool = False) -> bool: ...

    def sightings(self) -> Iterator[Sighting]: ...


class Builder(Protocol):
    def __call__(self, sightings: Iterable[Sighting], /) -> Register: ...


def by_name(sightings: Iterable[Sighting]) -> Register:
    """A register in which one name is one party, called what its source is called."""
    of_name: dict[str, list[Sighting]] = {}
    for sighting in sightings:
        of_name.setdefault(sighting.party.name, []).append(sighting)
    return Register(tuple(_entry(name, of_name[name]) for name in sorted(of_name)))


def _entry(name: str, seen: list[Sighting]) -> PartyEntry:
    first = seen[0].party
    days = sorted(sighting.published for sighting in seen if sighting.published)
    total = sum(sighting.claims for sighting in seen)
    start, end = (days[0], days[-1]) if days else (None, None)
    return PartyEntry(
        id=f"p-{min(sighting.id for sighting in seen)}",
        name=name,
        kind=first.kind,
        aliases=first.aliases,
        side=first.side,
        sides=((first.side, total),),
        roles=(PartyRole(seen[0].sources[0], start, end, total),) if seen[0].sources else (),
        affiliation=None,
        first_seen=start,
        last_seen=end,
        claims=total,
        members=tuple(sighting.id for sighting in seen),
    )


def names(entries: Iterable[PartyEntry]) -> list[str]:
    return [entry.name for entry in entries]


def flood(name: str = "flood", published: dt.date | None = dt.date(2031, 5, 4)) -> Reading:
    """The ministry says where how many were lost; an aide of the mayor refutes it, the mayor denies it."""
    text = (
        f"The ministry said 40 boats sank at Harrow and three in Lower Harrow. "
        f"An aide said this was wrong. The mayor denied that it was so. ({name})"
    )
    document = Document(Document.digest(None, text), text, name=name, published=published)
    harrow = Place(span(text, "Harrow"), "Harrow", Precision.CITY, "AR", -31.5, 12.25, 4711)
    lower = Place(span(text, "Lower Harrow"), "Lower Harrow", Precision.UNKNOWN)
    said = made_claim(
        document, 1, "The ministry", "said", "40 boats sank at Harrow and three in Lower Harrow",
        speaker=MINISTRY, side=MINISTRY.side, places=(harrow, lower),
        quantities=(
            Quantity(span(text, "40"), 40, 40, Bound.AT_LEAST, item="boat", scope="sunk"),
            Quantity(span(text, "three"), 3, 3, Bound.EXACTLY, item="boat", scope="sunk"),
        ),
    )  # fmt: skip
    refuted = _answering(document, 2, ("An aide", "said", "this was wrong"), Relation.REFUTES)
    denied = _answering(document, 3, ("The mayor", "denied", "it was so"), Relation.SUPPORTS)
    denied = replace(
        denied, speaker=MAYOR, side=MAYOR.side, attribution=replace(denied.attribution, act=Act.DENY)
    )
    return Reading(document, (said, refuted, denied), bridge().provenance)


def _answering(document: Document, number: int, words: tuple[str, str, str], how: Relation) -> Claim:
    made = made_claim(document, number, *words)
    return replace(made, attribution=replace(made.attribution, answers=Answer("a1", how)))


class ResolvedContract(ABC):
    """The suite. An empty store for each test, please."""

    @pytest.fixture
    @abstractmethod
    def store(self) -> Iterator[Store]:
        """An empty store, closed afterwards."""

    # Sightings and the register

    def test_a_sighting_is_a_party_in_a_report(self, store: Store) -> None:
        store.add([bridge(), silent("Harrow")])
        document = bridge().document
        assert list(store.sightings()) == [
            Sighting(
                f"{document.id}#0", document.id, None, document.published, MINISTRY, ("The ministry",),
                (("Arland", 1),), 1,
            ),
            Sighting(
                f"{document.id}#1", document.id, None, document.published, MAYOR, ("The mayor",),
                (("civilian", 1),), 1,
            ),
        ]  # fmt: skip

    def test_a_party_that_speaks_twice_in_a_report_is_one_sighting(self, store: Store) -> None:
        text = "The mayor said it is open. She said that it is safe. He, the mayor, said it is dry."
        document = Document(Document.digest(None, text), text)
        said = [
            made_claim(document, 1, "The mayor", "said it", "it is open", speaker=MAYOR, side="civilian"),
            made_claim(document, 2, "She", "said that", "it is safe", speaker=MAYOR, side="Arland"),
            made_claim(document, 3, "He, the mayor", "mayor, said", "it is dry", speaker=MAYOR),
        ]
        store.add([Reading(document, tuple(reversed(said)), bridge().provenance)])
        [sighting] = store.sightings()
        assert sighting.sources == ("The mayor", "She", "He, the mayor")
        assert sighting.sides == (("Arland", 1), ("civilian", 1))
        assert sighting.claims == 3

    def test_the_register_is_built_when_the_evidence_or_its_maker_changed(self, store: Store) -> None:
        assert store.register_state() == RegisterState(0, None, 0)
        store.add([bridge()])
        assert store.register_state() == RegisterState(0, None, 2)
        assert store.refresh_register(by_name, "by name 1")
        assert store.register_state() == RegisterState(2, "by name 1", 0)
        assert not store.refresh_register(by_name, "by name 1")
        assert store.refresh_register(by_name, "by name 2")
        assert store.refresh_register(by_name, "by name 2", always=True)
        store.add([flood()])
        assert store.register_state() == RegisterState(2, "by name 2", 3)
        assert not store.register_state().current("by name 2")
        assert names(store.parties(PartyFilter())) == ["Ines Odal", "Ministry of Roads"]
        assert store.refresh_register(by_name, "by name 2")
        assert store.register_state() == RegisterState(2, "by name 2", 0)

    def test_the_register_of_an_empty_store_is_empty(self, store: Store) -> None:
        assert store.refresh_register(by_name, "by name")
        assert not store.refresh_register(by_name, "by name")
        assert list(store.parties(PartyFilter())) == []

    def test_what_the_builder_made_comes_out_as_it_went_in(self, store: Store) -> None:
        store.add([bridge("one"), bridge("two", None), flood()])
        sightings = list(store.sightings())
        store.refresh_register(by_name, "by name")
        assert sorted(names(store.parties(PartyFilter()))) == names(by_name(sightings).entries)
        for entry in by_name(sightings).entries:
            assert store.party(entry.id) == entry

    def test_the_same_evidence_in_another_order_gives_the_same_register(self, store: Store) -> None:
        readings = [bridge("one"), flood(), bridge("two", None), silent("Harrow")]
        store.add(readings)
        store.refresh_register(by_name, "by name")
        before = list(store.parties(PartyFilter()))
        # The order in which a store was filled must not show in what it hands to the builder.
        assert [seen.published for seen in store.sightings()] == sorted(
            (seen.published for seen in store.sightings()), key=lambda day: (day is None, day)
        )
        store.refresh_register(lambda sightings: by_name(reversed(list(sightings))), "reversed")
        assert {entry.id for entry in store.parties(PartyFilter())} == {entry.id for entry in before}

    @pytest.mark.parametrize("fault", ["left out", "twice", "unknown"])
    def test_a_register_that_does_not_add_up_is_refused_and_the_old_one_stays(
        self, store: Store, fault: str
    ) -> None:
        store.add([bridge()])
        store.refresh_register(by_name, "by name")

        def faulty(sightings: Iterable[Sighting]) -> Register:
            one, two = by_name(sightings).entries
            wrong = {
                "left out": (one,),
                "twice": (one, two, replace(one, id="again")),
                "unknown": (one, two, replace(one, id="new", members=("nothing#0",))),
            }[fault]
            return Register(wrong)

        with pytest.raises(ValueError, match="sighting"):
            store.refresh_register(faulty, "faulty")
        assert store.register_state() == RegisterState(2, "by name", 0)

    # Parties

    def test_parties_come_by_their_number_of_claims(self, store: Store) -> None:
        store.add([bridge("one"), flood(), flood("again")])
        store.refresh_register(by_name, "by name")
        assert [(e.name, e.claims) for e in store.parties(PartyFilter())] == [
            ("Ines Odal", 3),
            ("Ministry of Roads", 3),
        ]
        assert names(store.parties(PartyFilter(limit=1))) == ["Ines Odal"]
        assert names(store.parties(PartyFilter(side="ARLAND"))) == ["Ministry of Roads"]
        assert names(store.parties(PartyFilter(kind=PartyKind.PERSON))) == ["Ines Odal"]
        assert names(store.parties(PartyFilter(name="MINISTÈRE"))) == ["Ministry of Roads"]
        assert names(store.parties(PartyFilter(name="roads\nthe"))) == []

    @pytest.mark.parametrize("wanted", ["Ines Odal", "ines  odal", "ODAL", "the mayor", "nes Od"])
    def test_a_party_is_found_by_id_by_name_and_by_a_part_of_it(self, store: Store, wanted: str) -> None:
        store.add([bridge()])
        store.refresh_register(by_name, "by name")
        assert store.party(wanted).name == "Ines Odal"
        assert store.party(store.party(wanted).id).name == "Ines Odal"

    def test_a_whole_name_goes_before_a_part_and_several_are_told(self, store: Store) -> None:
        chiefs = [
            Party("Jan Odal", PartyKind.PERSON, "Arland"),
            Party("Ines Odal", PartyKind.PERSON, "Arland", ("Odal", "the chief")),
            Party("aide of the chief", PartyKind.UNNAMED, "Arland"),
        ]
        text = "Jan Odal said one. Ines Odal said two. An aide of the chief said three."
        document = Document(Document.digest(None, text), text)
        words = ("one", "two", "three")
        claims = (
            made_claim(document, n, "Odal", "said", words[n], speaker=chief) for n, chief in enumerate(chiefs)
        )
        store.add([Reading(document, tuple(claims), bridge().provenance)])
        store.refresh_register(by_name, "by name")
        assert store.party("odal").name == "Ines Odal"
        assert store.party("The Chief").name == "Ines Odal"
        with pytest.raises(UnknownParty, match=r"several .* Ines Odal \(Arland, 1 claims\) p-"):
            store.party("chie")

    def test_of_several_a_party_with_far_more_claims_is_meant(self, store: Store) -> None:
        text = "Odal said one. " + " ".join(f"It is {number:02}." for number in range(10))
        document = Document(Document.digest(None, text), text)
        much, little = (Party(f"{name} Odal", PartyKind.PERSON, "Arland") for name in ("Ines", "Jan"))
        claims = [made_claim(document, 10, "Odal", "said", "one", speaker=little)]
        for number in range(10):
            cue = f"is {number:02}"
            claims.append(made_claim(document, number, "Odal", cue, cue, speaker=much))
        few, many = (
            Reading(document, tuple(claims[:3]), bridge().provenance),
            with_id(Reading(document, tuple(claims[3:]), bridge().provenance), "more"),
        )
        store.add([few])
        store.refresh_register(by_name, "by name")
        with pytest.raises(UnknownParty, match="several"):
            store.party("odal")
        store.add([many])
        store.refresh_register(by_name, "by name")
        assert store.party("odal").name == "Ines Odal"

    @pytest.mark.parametrize("wanted", ["", "nothing", "%", "\0", "\ud800", "\n", "0" * 10_000])
    def test_an_unknown_party_is_said_to_be_unknown(self, store: Store, wanted: str) -> None:
        store.add([bridge()])
        store.refresh_register(by_name, "by name")
        with pytest.raises(UnknownParty, match="counterclaim parties"):
            store.party(wanted)

    def test_the_claims_of_a_party_are_those_of_all_its_sightings(self, store: Store) -> None:
        store.add([bridge("one"), bridge("two"), flood()])
        store.refresh_register(by_name, "by name")
        entry = store.party("Ministry of Roads")
        found = list(store.claims(ClaimFilter(entry=entry.id)))
        assert {document.name for _, document in found} == {"one", "two", "flood"}
        assert {claim.speaker for claim, _ in found} == {MINISTRY}
        assert len(found) == entry.claims
        assert list(store.claims(ClaimFilter(entry="nobody"))) == []
        assert len(list(store.claims(ClaimFilter(entry=entry.id, limit=1)))) == 1

    def test_a_claim_is_denied_by_what_refutes_it_and_by_a_denial_that_answers_it(self, store: Store) -> None:
        store.add([bridge(), flood()])
        store.refresh_register(by_name, "by name")
        denials = list(store.denials(store.party("Ministry of Roads").id))
        assert [(said.attribution.id, reply.attribution.id) for said, reply, _ in denials] == [
            ("a1", "a2"),
            ("a1", "a3"),
        ]
        assert {document.name for _, _, document in denials} == {"flood"}
        assert list(store.denials(store.party("Ines Odal").id)) == []

    # Places and figures

    def test_places_are_counted_and_come_with_what_is_known_of_them(self, store: Store) -> None:
        store.add([bridge(), flood(), flood("again")])
        assert list(store.places(PlaceFilter())) == [
            PlaceCount("Harrow", Precision.CITY, "AR", -31.5, 12.25, 4711, claims=2, documents=2),
            PlaceCount("Lower Harrow", Precision.UNKNOWN, None, None, None, None, claims=2, documents=2),
        ]
        assert [place.name for place in store.places(PlaceFilter(country="ar"))] == ["Harrow"]
        assert [place.name for place in store.places(PlaceFilter(name="LOWER"))] == ["Lower Harrow"]
        assert [place.name for place in store.places(PlaceFilter(limit=1))] == ["Harrow"]

    def test_a_country_goes_by_its_name_where_a_claim_names_it(self, store: Store) -> None:
        reading = flood()
        country = Place(span(reading.document.text, "boats"), "Arland", Precision.COUNTRY, "AR")
        said, *others = reading.claims
        store.add([replace(reading, claims=(replace(said, places=(*said.places, country)), *others))])
        assert [p.name for p in store.places(PlaceFilter(country="arland"))] == ["Arland", "Harrow"]

    @pytest.mark.parametrize(
        ("wanted", "number"), [("harrow", 1), ("4711", 1), ("Lower  Harrow", 1), ("Harro", 0), ("47", 0)]
    )
    def test_claims_about_a_place_are_found_by_its_name_or_number(
        self, store: Store, wanted: str, number: int
    ) -> None:
        store.add([bridge(), flood()])
        assert len(list(store.claims(ClaimFilter(place=wanted)))) == number

    def test_figures_are_found_by_the_words_of_what_they_count(self, store: Store) -> None:
        store.add([bridge(), flood()])
        store.refresh_register(by_name, "by name")
        for item in ("boat", "Boats", "sunk boats", "boats, sunk"):
            found = list(store.figures(item))
            assert [figure.quantity.low for figure in found] == [40, 3]
            assert {figure.party for figure in found} == {"Ministry of Roads"}
            assert {figure.entry for figure in found} == {store.party("Ministry of Roads").id}
        for item in ("boa", "boats saved", "", "%", "\ud800"):
            assert list(store.figures(item)) == []

    def test_a_figure_newer_than_the_register_has_no_party_in_it(self, store: Store) -> None:
        store.add([flood()])
        assert {(figure.entry, figure.party) for figure in store.figures("boat")} == {(None, None)}

    def test_things_counted_are_listed(self, store: Store) -> None:
        store.add([flood(), flood("again")])
        [item] = store.items()
        assert (item.item, item.unit, item.scope, item.figures, item.documents) == ("boat", "", "sunk", 4, 2)

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(text=ANY_TEXT | st.sampled_from(["%", "'", "a\0b", "9" * 40, "²", "١"]))
    def test_no_question_about_them_is_an_error(self, store: Store, text: str) -> None:
        store.add([flood()])
        list(store.parties(PartyFilter(name=text, side=text)))
        list(store.places(PlaceFilter(name=text, country=text)))
        list(store.claims(ClaimFilter(entry=text, place=text)))
        list(store.denials(text))
        list(store.figures(text))
