"""What every store must do, whatever it is built on: subclass `StoreContract` and give it a store."""

from __future__ import annotations

import datetime as dt
import itertools
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterclaim.errors import LedgerError, UnknownDocument
from counterclaim.keep import Found, Run, RunInfo
from counterclaim.types import Act, Claim, ClaimFilter, Counts, Document, Provenance, Reading, View, Writer
from tests.contract.reports import (
    MAYOR,
    MINISTRY,
    bridge,
    in_text_order,
    made_claim,
    readings,
    silent,
    with_id,
)

ANY_TEXT = st.text(st.characters(), max_size=30)
"""What a command line can hand on: lone surrogates included."""


class Store(Writer, View, Protocol):
    """A whole store: what the pipeline writes to, what `show` reads, and its runs."""

    def attributions_of(self, document: str) -> tuple[Claim, ...]: ...

    def provenance(self, document: str) -> Provenance: ...

    def search(self, query: str, limit: int = 20) -> Found: ...

    def start_run(self, info: RunInfo) -> str: ...

    def finish_run(self, run: str, counts: Mapping[str, int]) -> None: ...

    def runs(self) -> tuple[Run, ...]: ...


def names(found: Iterator[tuple[Document, int]]) -> list[str | None]:
    return [document.name for document, _ in found]


def contents(found: Iterator[tuple[Claim, Document]]) -> list[str]:
    return [claim.attribution.content[0].of(document.text) for claim, document in found]


class StoreContract(ABC):
    """The suite. An empty store for each test, please."""

    @pytest.fixture
    @abstractmethod
    def store(self) -> Iterator[Store]:
        """An empty store, closed afterwards."""

    # Adding

    def test_an_empty_store_holds_nothing(self, store: Store) -> None:
        assert store.counts() == Counts(0, 0, 0, 0, 0, 0)
        assert list(store.documents()) == []
        assert list(store.claims(ClaimFilter())) == []
        assert store.search("bridge") == Found((), ())
        assert store.runs() == ()

    def test_adding_nothing_adds_nothing(self, store: Store) -> None:
        assert store.add([]) == 0

    def test_what_is_added_is_there(self, store: Store) -> None:
        reading = bridge()
        assert not store.has(reading.document.id)
        assert store.add([reading, silent("Harrow")]) == 2
        assert store.has(reading.document.id)

    def test_a_report_read_again_adds_nothing(self, store: Store) -> None:
        store.add([bridge()])
        assert store.add([bridge(), silent("Harrow"), silent("Harrow")]) == 1
        assert store.counts().documents == 2
        assert store.counts().attributions == 2

    def test_a_kept_report_never_changes(self, store: Store) -> None:
        first = bridge()
        store.add([first])
        store.add([Reading(replace(first.document, title="Another title"), (), first.provenance)])
        assert store.document(first.document.id) == first.document
        assert len(store.attributions_of(first.document.id)) == 2

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(batch=st.lists(readings(), min_size=1, max_size=3))
    def test_what_comes_out_is_what_went_in(self, store: Store, batch: Sequence[Reading]) -> None:
        fresh = (f"{number:016x}" for number in itertools.count(store.counts().documents))
        batch = [with_id(reading, next(fresh)) for reading in batch]
        assert store.add(batch) == len(batch)
        for reading in batch:
            document = reading.document.id
            assert store.document(document) == reading.document
            assert store.attributions_of(document) == in_text_order(reading.claims)
            assert store.provenance(document) == reading.provenance

    @pytest.mark.parametrize("fault", ["two claims", "two attributions", "of document"])
    def test_a_reading_that_contradicts_itself_is_refused_with_its_whole_batch(
        self, store: Store, fault: str
    ) -> None:
        good, bad = bridge("good"), bridge("bad")
        one, two = bad.claims
        wrong = {
            "two claims": replace(two, id=one.id),
            "two attributions": replace(two, attribution=replace(two.attribution, id=one.attribution.id)),
            "of document": replace(two, document=good.document.id),
        }[fault]
        with pytest.raises(ValueError, match=fault):
            store.add([good, replace(bad, claims=(one, wrong))])
        assert store.counts().documents == 0

    def test_a_text_that_no_reader_lets_through_is_refused_with_its_whole_batch(self, store: Store) -> None:
        good, bad = bridge("good"), silent("bad")
        torn = replace(bad, document=replace(bad.document, text="It rained \ud800 all day."))
        with pytest.raises(ValueError, match="surrogates"):
            store.add([good, torn])
        assert store.counts().documents == 0

    def test_one_attribution_may_carry_two_claims(self, store: Store) -> None:
        reading = bridge()
        joint = replace(reading.claims[0], id="joint", speaker=MINISTRY)
        store.add([replace(reading, claims=(reading.claims[0], joint))])
        assert store.attributions_of("bridge") == (reading.claims[0], joint)
        assert store.counts().attributions == 1

    # Documents

    def test_a_document_is_found_by_id_by_name_and_by_the_beginning_of_its_id(self, store: Store) -> None:
        document = bridge().document
        store.add([bridge(), silent("Harrow")])
        for wanted in (document.id, "bridge", document.id[:4], document.id[:10]):
            assert store.document(wanted) == document

    def test_a_document_is_found_by_the_name_of_its_file(self, store: Store) -> None:
        reading = bridge()
        document = replace(reading.document, origin="reports/2022/bridge_1.txt")
        store.add([replace(reading, document=document), silent("Harrow")])
        for wanted in ("bridge_1.txt", "2022/bridge_1.txt", "reports/2022/bridge_1.txt"):
            assert store.document(wanted) == document
        with pytest.raises(UnknownDocument):
            store.document("bridge-1.txt")

    @pytest.mark.parametrize("wanted", ["", "nothing", "%", "____", "\0", "\ud800", "0" * 10_000])
    def test_an_unknown_document_is_said_to_be_unknown(self, store: Store, wanted: str) -> None:
        store.add([bridge()])
        for ask in (store.document, store.attributions_of, store.provenance):
            with pytest.raises(UnknownDocument):
                ask(wanted)
        assert not store.has(wanted)

    def test_three_characters_of_an_id_are_too_few(self, store: Store) -> None:
        store.add([bridge()])
        with pytest.raises(UnknownDocument, match="counterclaim documents"):
            store.document(bridge().document.id[:3])

    def test_an_ambiguous_name_or_beginning_names_the_candidates(self, store: Store) -> None:
        twins = [with_id(silent("Harrow"), "abcdef01"), with_id(silent("Harrow"), "abcdef02")]
        store.add(twins)
        for wanted in ("Harrow", "abcd"):
            with pytest.raises(UnknownDocument, match="abcdef01, abcdef02"):
                store.document(wanted)
        assert store.document("abcdef01") == twins[0].document

    def test_an_id_goes_before_a_name(self, store: Store) -> None:
        store.add([with_id(silent("Harrow"), "Odal"), with_id(silent("Odal"), "abcdef02")])
        assert store.document("Odal").name == "Harrow"

    def test_documents_come_by_date_with_their_number_of_attributions(self, store: Store) -> None:
        store.add([silent("undated", skipped="language fr"), bridge("late", dt.date(2031, 5, 3))])
        store.add([bridge("early", dt.date(987, 5, 2))])
        assert [(d.name, n) for d, n in store.documents()] == [("early", 2), ("late", 2), ("undated", 0)]
        assert names(store.documents(limit=2)) == ["early", "late"]

    # Claims

    def test_claims_come_by_date_document_and_place_in_the_text(self, store: Store) -> None:
        store.add([bridge("undated", None), bridge("late", dt.date(2031, 6, 1)), bridge("early")])
        found = [(document.name, claim.attribution.id) for claim, document in store.claims(ClaimFilter())]
        assert found == [(name, id_) for name in ("early", "late", "undated") for id_ in ("a1", "a2")]

    def test_many_claims_come_page_by_page_in_order(self, store: Store) -> None:
        text = "".join(f"The clerk said it is {number:05}. " for number in range(1000))
        document = Document(Document.digest(None, text), text)
        claims = tuple(
            made_claim(document, number, "The clerk", f"said it is {number:05}", f"it is {number:05}")
            for number in range(1000)
        )
        store.add([Reading(document, claims, bridge().provenance), bridge()])
        assert [claim for claim, _ in store.claims(ClaimFilter(document=document.id))] == list(claims)
        assert len(list(store.claims(ClaimFilter()))) == 1002

    @pytest.mark.parametrize(
        "party", ["ministry of roads", "ROADS", "the ministry", "MINISTÈRE", " of  roads"]
    )
    def test_a_party_is_found_by_a_part_of_any_of_its_names(self, store: Store, party: str) -> None:
        store.add([bridge()])
        assert contents(store.claims(ClaimFilter(party=party))) == ["the bridge is open"]

    @pytest.mark.parametrize(
        "party", ["%", "_", "roadsthe", "roads the", "roads\nthe", "'; --", "\ud800", "x"]
    )
    def test_no_party_is_found_by_what_is_in_no_name(self, store: Store, party: str) -> None:
        store.add([bridge()])
        assert list(store.claims(ClaimFilter(party=party))) == []

    def test_a_side_matches_whole_and_in_any_case(self, store: Store) -> None:
        store.add([bridge()])
        assert contents(store.claims(ClaimFilter(side="ARLAND"))) == ["the bridge is open"]
        assert list(store.claims(ClaimFilter(side="Arl"))) == []

    def test_an_act_picks_claims(self, store: Store) -> None:
        store.add([bridge()])
        assert contents(store.claims(ClaimFilter(act=Act.DENY))) == ["it is safe"]

    def test_dates_bound_the_publication_and_undated_reports_fall_out(self, store: Store) -> None:
        days = {f"day {day}": dt.date(2031, 5, day) for day in (1, 2, 3)}
        store.add([bridge("undated", None), *(bridge(name, date) for name, date in days.items())])

        def found(since: dt.date | None = None, until: dt.date | None = None) -> list[str | None]:
            claims = store.claims(ClaimFilter(since=since, until=until))
            return [document.name for claim, document in claims if claim.attribution.id == "a1"]

        assert found(since=days["day 2"]) == ["day 2", "day 3"]
        assert found(until=days["day 2"]) == ["day 1", "day 2"]
        assert found(since=days["day 2"], until=days["day 2"]) == ["day 2"]

    def test_text_is_looked_for_in_the_contents(self, store: Store) -> None:
        store.add([bridge()])
        assert contents(store.claims(ClaimFilter(text="open Bridge"))) == ["the bridge is open"]
        assert list(store.claims(ClaimFilter(text="ministry"))) == []
        assert list(store.claims(ClaimFilter(text="?!"))) == []

    def test_bounds_add_up_and_a_limit_cuts(self, store: Store) -> None:
        store.add([bridge("one"), bridge("two")])
        both = ClaimFilter(
            party="odal", side="civilian", act=Act.DENY, text="safe", since=dt.date(2031, 1, 1)
        )
        assert len(list(store.claims(both))) == 2
        assert len(list(store.claims(replace(both, limit=1)))) == 1
        assert len(list(store.claims(replace(both, document="two")))) == 1
        assert list(store.claims(replace(both, side="Arland"))) == []

    def test_an_iteration_sees_the_store_as_it_was_when_it_began(self, store: Store) -> None:
        store.add([bridge("one")])
        claims = store.claims(ClaimFilter())
        next(claims)
        store.add([bridge("two")])
        assert len(list(claims)) == 1
        assert len(list(store.claims(ClaimFilter()))) == 4

    # Full text

    def test_search_finds_documents_and_claims(self, store: Store) -> None:
        store.add([bridge(), silent("Harrow")])
        found = store.search("bridge")
        assert [document.name for document, _ in found.documents] == ["bridge"]
        assert contents(iter(found.claims)) == ["the bridge is open"]
        assert "bridge" in found.documents[0][1]

    @pytest.mark.parametrize(
        ("query", "hits"),
        [
            ("RAINED harrow", 1),
            ("rained bridge", 0),
            ('"rained all day"', 1),
            ("“rained all day”", 1),
            ('"all rained"', 0),
            ('"rained all', 1),
            ("hárrow", 1),
            ("rain*", 0),
            ("title:harrow", 0),
            ("rained AND harrow", 0),
            ("rained -- !! harrow", 1),
        ],
    )
    def test_all_words_and_phrases_must_occur_and_nothing_is_an_operator(
        self, store: Store, query: str, hits: int
    ) -> None:
        store.add([silent("Harrow")])
        assert len(store.search(query).documents) == hits

    def test_search_finds_what_a_party_put_forward_by_its_name(self, store: Store) -> None:
        store.add([bridge()])
        assert contents(iter(store.search("Ines Odal").claims)) == ["it is safe"]

    def test_a_limit_bounds_each_list_and_zero_is_none(self, store: Store) -> None:
        store.add([bridge(f"number {number}") for number in range(30)])
        assert len(store.search("bridge", limit=3).claims) == 3
        assert len(store.search("bridge", limit=3).documents) == 3
        assert len(store.search("bridge", limit=0).claims) == 30
        assert len(list(store.claims(ClaimFilter(limit=10**30)))) == 60

    @settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        text=ANY_TEXT
        | st.sampled_from(['"', '"" "', "a AND", "NEAR(", "a:b", "^x", "-x", "a\0b", "x " * 9999])
    )
    def test_no_question_is_an_error(self, store: Store, text: str) -> None:
        store.add([bridge()])
        store.search(text)
        list(store.claims(ClaimFilter(party=text, side=text, text=text)))

    # Counts and runs

    def test_counts_tell_parties_by_name(self, store: Store) -> None:
        other = replace(MAYOR, aliases=())
        reading = bridge("two")
        store.add([bridge("one"), silent("Harrow", skipped="language fr")])
        store.add([replace(reading, claims=(replace(reading.claims[0], speaker=other),))])
        store.start_run(RunInfo())
        assert store.counts() == Counts(documents=3, skipped=1, attributions=3, parties=2, sides=2, runs=1)

    def test_a_run_is_kept_with_what_it_used_and_counted(self, store: Store) -> None:
        info = RunInfo(
            readers=("text", "html"),
            model="0123abcd",
            code="0.1.0",
            settings={"threads": 2, "bodies": None},
            arguments=("read", "reports/"),
        )
        before = dt.datetime.now(dt.UTC)
        run = store.start_run(info)
        assert [kept.finished for kept in store.runs()] == [None]
        store.finish_run(run, {"new": 3, "refused": 1})
        (kept,) = store.runs()
        assert (kept.id, kept.info, kept.counts) == (run, info, {"new": 3, "refused": 1})
        assert kept.finished is not None
        assert before <= kept.started <= kept.finished <= dt.datetime.now(dt.UTC)

    def test_runs_have_ids_of_their_own_and_keep_their_order(self, store: Store) -> None:
        ids = [store.start_run(RunInfo()) for _ in range(3)]
        assert len(set(ids)) == 3
        assert [run.id for run in store.runs()] == ids

    def test_a_run_that_never_started_cannot_finish(self, store: Store) -> None:
        with pytest.raises(LedgerError, match="no run 20310502"):
            store.finish_run("20310502", {})
