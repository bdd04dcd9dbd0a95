"""The pipeline with stand-ins for the model and the ledger: order, counts, and how a run ends."""

from __future__ import annotations

import itertools
import json
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.errors import EmptyInput, InputError, SkippedInput
from counterclaim.keep import Ledger, dump
from counterclaim.pipeline import (
    Batch,
    Outcome,
    RunOptions,
    Stages,
    extract,
    ingest,
    read,
    readings,
    reports,
)
from counterclaim.run.local import LocalRunner
from counterclaim.types import Document, Extraction, Provenance, Reading
from tests.scripted import ScriptedExtractor, report, resolve, stages

ROOT = Path(__file__).resolve().parents[1]
PROVENANCE = Provenance(reader="", model="scripted", code="1", run="r1")


class Shelf:
    """A ledger in memory: a `Writer` that remembers each transaction."""

    def __init__(self) -> None:
        self.kept: dict[str, Reading] = {}
        self.transactions: list[int] = []

    def has(self, document: str) -> bool:
        return document in self.kept

    def add(self, whole: Sequence[Reading]) -> int:
        before = len(self.kept)
        for reading in whole:
            self.kept.setdefault(reading.document.id, reading)
        self.transactions.append(len(whole))
        return len(self.kept) - before


def run(
    inputs: Iterable[Document | InputError], shelf: Shelf, options: RunOptions | None = None
) -> tuple[Outcome, ScriptedExtractor]:
    extractor = ScriptedExtractor()
    return ingest(inputs, shelf, Stages(extractor, resolve), PROVENANCE, options), extractor


def many(count: int) -> list[Document]:
    return [report(f"The mayor said that bridge {n} was open.") for n in range(count)]


def add_up(outcome: Outcome) -> bool:
    parts = outcome.new + outcome.present + sum(outcome.skipped.values()) + outcome.unfinished
    return outcome.inputs == parts + outcome.passed + outcome.refused


def test_a_report_becomes_a_reading() -> None:
    shelf = Shelf()
    outcome, _ = run([replace(report("The mayor said that it rained."), reader="text 1")], shelf)
    [reading] = shelf.kept.values()
    [claim] = reading.claims
    assert claim.attribution.content[0].of(reading.document.text) == "that it rained"
    assert reading.provenance == Provenance(reader="text 1", model="scripted", code="1", run="r1")
    assert (outcome.inputs, outcome.new, outcome.attributions) == (1, 1, 1)


def test_every_input_is_counted_once() -> None:
    one, two = many(2)
    inputs: list[Document | InputError] = [
        one,
        EmptyInput("a.txt", "nothing in it"),
        report("Ein Text.", skipped="language de"),
        one,
        SkippedInput("photo.jpg", "no report by its extension"),
        two,
    ]
    outcome, _ = run(inputs, Shelf())
    assert outcome == Outcome(
        new=2,
        present=1,
        skipped={"language de": 1},
        passed=1,
        refused=1,
        attributions=2,
        errors=outcome.errors,
    )
    assert [str(error) for error in outcome.errors] == ["a.txt: nothing in it"]
    assert outcome.inputs == len(inputs)


@given(
    st.lists(
        st.one_of(
            st.integers(0, 5).map(lambda n: report(f"The mayor said that {n} fell.")),
            st.integers(0, 2).map(lambda n: report(f"Satz {n}.", skipped=f"language {n}")),
            st.just(EmptyInput("x", "nothing in it")),
            st.just(SkippedInput("x", "hidden")),
        )
    ),
    st.integers(1, 4),
)
def test_the_counts_add_up_for_every_mix(inputs: list[Document | InputError], size: int) -> None:
    shelf = Shelf()
    outcome, _ = run(inputs, shelf, RunOptions(batch=Batch(documents=size)))
    distinct = {item.id for item in inputs if isinstance(item, Document)}
    assert add_up(outcome)
    assert outcome.inputs == len(inputs)
    assert outcome.unfinished == 0
    assert set(shelf.kept) == distinct
    assert outcome.new + sum(outcome.skipped.values()) == len(distinct)


def test_a_second_run_extracts_nothing() -> None:
    shelf = Shelf()
    run(many(5), shelf)
    outcome, extractor = run(many(5), shelf)
    assert (outcome.present, outcome.new, outcome.attributions) == (5, 0, 0)
    assert extractor.seen == []


def test_a_report_is_not_extracted_twice_while_the_first_is_on_its_way() -> None:
    twin = many(1)[0]
    outcome, extractor = run([twin, twin], Shelf(), RunOptions(batch=Batch(documents=10)))
    assert (outcome.new, outcome.present) == (1, 1)
    assert extractor.seen == [twin.id]


def test_transactions_hold_whole_documents_and_no_more_than_asked() -> None:
    shelf = Shelf()
    run(many(7), shelf, RunOptions(batch=Batch(documents=3)))
    assert shelf.transactions == [3, 3, 1]


def test_a_batch_does_not_wait_for_ever() -> None:
    shelf = Shelf()
    run(many(3), shelf, RunOptions(batch=Batch(documents=64, seconds=0)))
    assert shelf.transactions == [1, 1, 1]


def test_only_so_many_errors_are_remembered_but_all_are_counted() -> None:
    outcome, _ = run((EmptyInput(str(n), "nothing in it") for n in range(250)), Shelf())
    assert outcome.refused == 250
    assert len(outcome.errors) == 100


def interrupted_after(documents: list[Document]) -> Iterator[Document]:
    yield from documents
    raise KeyboardInterrupt


def test_an_interrupted_run_keeps_whole_documents_and_is_finished_by_the_next() -> None:
    shelf = Shelf()
    outcome, _ = run(interrupted_after(many(5)), shelf, RunOptions(batch=Batch(documents=2)))
    assert outcome.interrupted
    assert (outcome.new, outcome.unfinished) == (4, 1)
    assert add_up(outcome)

    again, _ = run(many(5), shelf)
    assert (again.new, again.present) == (1, 4)
    unbroken = Shelf()
    run(many(5), unbroken)
    assert shelf.kept == unbroken.kept


def test_an_error_of_the_ledger_is_not_swallowed() -> None:
    class Full(Shelf):
        def add(self, whole: Sequence[Reading]) -> int:
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        run(many(1), Full())


def test_documents_are_taken_only_as_they_are_needed() -> None:
    taken: list[str] = []

    def source() -> Iterator[Document]:
        for document in many(10):
            taken.append(document.id)
            yield document

    def step(documents: Iterable[Document]) -> Iterator[Reading]:
        return readings(documents, ScriptedExtractor(), resolve, PROVENANCE)

    stream = LocalRunner().run(step, source())
    assert taken == []
    next(stream)
    assert len(taken) == 1


def test_the_listener_hears_of_errors_and_counts() -> None:
    class Ear:
        def __init__(self) -> None:
            self.errors: list[str] = []
            self.last = Outcome()

        def refused(self, error: InputError) -> None:
            self.errors.append(error.where)

        def progress(self, outcome: Outcome) -> None:
            self.last = outcome

    ear = Ear()
    outcome, _ = run([EmptyInput("a", "nothing in it"), *many(2)], Shelf(), RunOptions(listener=ear))
    assert ear.errors == ["a"]
    assert ear.last == outcome


def test_errors_go_by_in_their_place() -> None:
    heard: list[InputError] = []
    one, two = many(2)
    error = EmptyInput("a", "nothing in it")
    stream = reports([one, error, two], heard.append)
    assert next(stream) == one
    assert heard == []
    assert next(stream) == two
    assert heard == [error]


def test_any_extractor_will_do() -> None:
    class Silent:
        digest = "silent"

        def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
            yield from (Extraction(document, ()) for document in documents)

    outcome = ingest(many(2), Shelf(), Stages(Silent(), resolve), PROVENANCE)
    assert (outcome.new, outcome.attributions) == (2, 0)


KILLED = """
import os, signal, sys
from pathlib import Path
from counterclaim import pipeline
from tests.scripted import ScriptedExtractor, resolve

class Killed(ScriptedExtractor):
    def extract(self, documents):
        for number, found in enumerate(super().extract(documents)):
            if number == 150:
                os.kill(os.getpid(), signal.SIGKILL)
            yield found

pipeline.read(sys.argv[1], ledger=Path(sys.argv[2]), stages=pipeline.Stages(Killed(), resolve))
"""


def test_a_killed_read_is_finished_by_reading_again(tmp_path: Path) -> None:
    """kill -9 in the middle, then the same command again, gives the ledger of an unbroken run."""
    reports_file = tmp_path / "reports.jsonl"
    texts = (f"The mayor said that bridge {n} was open to everybody." for n in range(200))
    reports_file.write_text(
        "".join(json.dumps({"id": f"r{n}", "text": t}) + "\n" for n, t in enumerate(texts))
    )
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(reports_file), str(tmp_path / "killed.sqlite")],
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL

    outcome = read(reports_file, ledger=tmp_path / "killed.sqlite", stages=stages())
    assert 0 < outcome.present < 200
    assert outcome.present % Batch().documents == 0
    assert (outcome.inputs, outcome.new + outcome.present) == (200, 200)
    read(reports_file, ledger=tmp_path / "unbroken.sqlite", stages=stages())
    with Ledger.open(tmp_path / "killed.sqlite") as one, Ledger.open(tmp_path / "unbroken.sqlite") as other:
        assert list(dump(one)) == list(dump(other))


def test_extract_streams() -> None:
    """A document is asked for only when its reading is wanted: the input may be endless."""
    taken: list[str] = []

    def endless() -> Iterator[Document]:
        for number in itertools.count():
            taken.append(str(number))
            yield report(f"The mayor said that bridge {number} was open.")

    first, second = itertools.islice(extract(endless(), stages=stages()), 2)
    assert first.document != second.document
    assert len(taken) == 2
