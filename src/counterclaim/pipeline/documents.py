"""Per document: read -> extract -> resolve -> keep.

Everything is a generator over documents, so that memory stays constant however long the
input is. Stages come in from outside (`Stages`), which is how the tests run the pipeline
without a model and without a database.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from counterclaim.errors import InputError, SkippedInput
from counterclaim.read.options import ReadOptions
from counterclaim.run.local import LocalRunner, Runner
from counterclaim.types import Claim, Document, Extraction, Provenance, Reading, Writer

if TYPE_CHECKING:
    from counterclaim.keep import Ledger

ERRORS_KEPT = 100
"""How many refused inputs an `Outcome` carries by name; the count goes on beyond it."""

ARGUMENTS_KEPT = 100
"""How many of the paths given to a run are entered with it: a shell may expand to thousands."""


class Extractor(Protocol):
    """What the pipeline needs of the extract stage."""

    @property
    def digest(self) -> str:
        """The digest of the model."""
        ...

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """What is in each document, lazily and in the order given."""
        ...


Resolver = Callable[[Extraction], tuple[Claim, ...]]


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages between reading and keeping, ready to use."""

    extractor: Extractor
    resolver: Resolver

    @staticmethod
    def load(
        *,
        threads: int = 0,
        model: Path | None = None,
        bodies: Path | None = None,
        places: Path | None = None,
    ) -> Stages:
        """The stages this package ships.

        `threads` 0 means one for each core; `model` is another model folder; `bodies` a table
        of countries and bodies, `places` one of places, each added to the built-in one. Raises
        `ModelError` and `TableError`.
        """
        from counterclaim.extract import Extractor as Network  # numpy and ONNX are slow to load
        from counterclaim.resolve import Bodies, Gazetteer, resolve_extraction

        network = Network.load(model, threads=threads)
        table = Bodies.load(bodies)
        return Stages(network, partial(resolve_extraction, bodies=table, gazetteer=Gazetteer.load(places)))


@dataclass(frozen=True, slots=True)
class Batch:
    """How many whole documents go into one transaction, and how long the first may wait.

    What is in an unfinished batch is read again after a kill: five seconds of work at most.
    """

    documents: int = 64
    seconds: float = 5.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of every input.

    Nothing vanishes: `inputs == read + passed + refused` and
    `read == new + present + sum(skipped.values()) + unfinished`.

    `new` documents were added and their attributions taken, `skipped` ones were added but
    nothing is taken from them (by reason), `present` ones the ledger already held or an
    earlier input of this run was the same report, `unfinished` ones were read but not kept
    because the run was `interrupted`. `passed` are files of a folder that are no reports by
    their name; `refused` inputs cannot be read, and `errors` holds the first of them.
    """

    new: int = 0
    present: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    passed: int = 0
    refused: int = 0
    unfinished: int = 0
    attributions: int = 0
    errors: tuple[InputError, ...] = ()
    interrupted: bool = False

    @property
    def read(self) -> int:
        """Inputs that are reports."""
        return self.new + self.present + sum(self.skipped.values()) + self.unfinished

    @property
    def inputs(self) -> int:
        """All that came in: reports, and what is none."""
        return self.read + self.passed + self.refused


class Listener(Protocol):
    """Is told what happens while a job runs: a progress bar, or a test."""

    def refused(self, error: InputError) -> None:
        """An input cannot be read; the job goes on."""
        ...

    def progress(self, outcome: Outcome) -> None:
        """The counts have changed."""
        ...


class Tally:
    """Counts what passes by and passes the news on."""

    def __init__(self, listener: Listener | None = None) -> None:
        self.outcome = Outcome()
        self._listener = listener

    def refuse(self, error: InputError) -> None:
        """Count an input that cannot be read, or a file that was passed over."""
        now = self.outcome
        if isinstance(error, SkippedInput):
            self._set(replace(now, passed=now.passed + 1))
            return
        errors = now.errors if len(now.errors) >= ERRORS_KEPT else (*now.errors, error)
        if self._listener is not None:
            self._listener.refused(error)
        self._set(replace(now, refused=now.refused + 1, errors=errors))

    def present(self) -> None:
        """Count a report that is in the ledger already."""
        self._set(replace(self.outcome, present=self.outcome.present + 1))

    def started(self) -> None:
        """Count a report that is on its way."""
        self._set(replace(self.outcome, unfinished=self.outcome.unfinished + 1))

    def kept(self, done: Sequence[Reading]) -> None:
        """Move finished reports from `unfinished` to where they belong."""
        now = self.outcome
        reasons = Counter(reason for reading in done if (reason := reading.document.skipped) is not None)
        self._set(
            replace(
                now,
                new=now.new + len(done) - reasons.total(),
                skipped=dict(Counter(now.skipped) + reasons),
                unfinished=now.unfinished - len(done),
                attributions=now.attributions + sum(len(reading.claims) for reading in done),
            )
        )

    def interrupt(self) -> None:
        """Note that the run was cut short."""
        self._set(replace(self.outcome, interrupted=True))

    def _set(self, outcome: Outcome) -> None:
        self.outcome = outcome
        if self._listener is not None:
            self._listener.progress(outcome)


def readings(
    documents: Iterable[Document], extractor: Extractor, resolver: Resolver, provenance: Provenance
) -> Iterator[Reading]:
    """Extract and resolve: one reading for each document, lazily and in order.

    Each reading carries `provenance` with the reader that made its own document.
    """
    for found in extractor.extract(documents):
        made_by = replace(provenance, reader=found.document.reader or provenance.reader)
        yield Reading(found.document, resolver(found), made_by)


def reports(
    inputs: Iterable[Document | InputError], refuse: Callable[[InputError], None]
) -> Iterator[Document]:
    """The documents among `inputs`; every error goes to `refuse` as it comes by."""
    for item in inputs:
        if isinstance(item, InputError):
            refuse(item)
        else:
            yield item


@dataclass(frozen=True, slots=True)
class RunOptions:
    """Where the steps run, how much is kept at once, and who hears of it."""

    runner: Runner = field(default_factory=LocalRunner)
    batch: Batch = Batch()
    listener: Listener | None = None


def ingest(
    inputs: Iterable[Document | InputError],
    writer: Writer,
    stages: Stages,
    provenance: Provenance,
    options: RunOptions | None = None,
) -> Outcome:
    """Add to the ledger what it does not hold yet, and say what became of every input.

    A report already present is not extracted again, so that a rerun is cheap and finishes
    what a killed run began. Every transaction holds whole documents. A KeyboardInterrupt
    ends the run early: what was kept stays, and the outcome says `interrupted`.
    """
    options = options or RunOptions()
    tally = Tally(options.listener)
    pending: set[str] = set()
    step = partial(readings, extractor=stages.extractor, resolver=stages.resolver, provenance=provenance)
    fresh = _fresh(reports(inputs, tally.refuse), writer, pending, tally)
    try:
        for whole in _batches(options.runner.run(step, fresh), options.batch):
            writer.add(whole)
            pending.difference_update(reading.document.id for reading in whole)
            tally.kept(whole)
    except KeyboardInterrupt:
        tally.interrupt()
    return tally.outcome


def _fresh(
    documents: Iterable[Document], writer: Writer, pending: set[str], tally: Tally
) -> Iterator[Document]:
    """The documents that neither the ledger nor this run holds yet.

    `pending` has the ids that are on their way but not kept yet: the ledger answers for the
    others, so that the set stays as small as what is in flight.
    """
    for document in documents:
        if document.id in pending or writer.has(document.id):
            tally.present()
        else:
            pending.add(document.id)
            tally.started()
            yield document


def _batches(stream: Iterator[Reading], batch: Batch) -> Iterator[list[Reading]]:
    """Cut the stream into lists of at most `batch.documents`, none held back for long."""
    for first in stream:
        begun = time.monotonic()
        whole = [first]
        while len(whole) < batch.documents and time.monotonic() - begun < batch.seconds:
            following = next(stream, None)
            if following is None:
                break
            whole.append(following)
        yield whole


Inputs = str | Path | Document
"""A text, a file or folder, or a report that is read already."""


def read(
    paths: str | Path | Iterable[str | Path],
    options: ReadOptions | None = None,
    *,
    ledger: Ledger | Path | None = None,
    stages: Stages | None = None,
    listener: Listener | None = None,
) -> Outcome:
    """Read files and folders into a ledger and say what became of every input.

    `paths` are files, folders, or "-" for standard input. `ledger` is an open one, a path
    (created when missing), or None for the default. Raises `LedgerError`, `ModelError` and
    `TableError`; an input that cannot be read is counted and the rest goes on.
    """
    from counterclaim.keep import Ledger as Keeper  # SQLAlchemy is slow to load
    from counterclaim.keep import RunInfo, default_path

    if not isinstance(ledger, Keeper):
        with Keeper.open(ledger or default_path(), create=True) as opened:
            return read(paths, options, ledger=opened, stages=stages, listener=listener)
    paths = _several(paths)
    options = options or ReadOptions()
    stages = stages or Stages.load()
    version = code_version()
    settings = {"published": str(options.published or ""), "outlet": options.outlet, "url": options.url}
    named = tuple(str(path) for path in paths[:ARGUMENTS_KEPT])
    info = RunInfo(model=stages.extractor.digest, code=version, settings=settings, arguments=named)
    run = ledger.start_run(info)
    made_by = Provenance(reader="", model=stages.extractor.digest, code=version, run=run)
    outcome = ingest(open_inputs(paths, options), ledger, stages, made_by, RunOptions(listener=listener))
    ledger.finish_run(run, counts(outcome))
    return outcome


def extract(
    what: Inputs | Iterable[Inputs],
    options: ReadOptions | None = None,
    *,
    stages: Stages | None = None,
    listener: Listener | None = None,
) -> Iterator[Reading]:
    """Each report with its claims, one after the other; nothing is kept.

    A `str` is taken for the text of a report, a `Path` for a file or folder to read. Without
    a `listener` an input that cannot be read raises its `InputError`; with one, it is told
    and the rest goes on. Pass `stages` to load the model once for many calls.
    """
    stages = stages or Stages.load()
    made_by = Provenance(reader="", model=stages.extractor.digest, code=code_version(), run="")
    tally = Tally(listener)
    step = partial(readings, extractor=stages.extractor, resolver=stages.resolver, provenance=made_by)
    documents = reports(_given(what, options or ReadOptions()), _raise if listener is None else tally.refuse)
    for reading in LocalRunner().run(step, _started(documents, tally)):
        tally.kept([reading])
        yield reading


def open_inputs(
    paths: str | Path | Iterable[str | Path], options: ReadOptions
) -> Iterator[Document | InputError]:
    """Every report in the files and folders, and an error for every input that is none."""
    from counterclaim.read import read as reader  # a stage loads when it is used

    return reader(_several(paths), options)


def _several(paths: str | Path | Iterable[str | Path]) -> list[str | Path]:
    return [paths] if isinstance(paths, (str, Path)) else list(paths)


def counts(outcome: Outcome) -> dict[str, int]:
    """The numbers of an outcome by name, as the ledger keeps them with the run."""
    return {
        "inputs": outcome.inputs,
        "read": outcome.read,
        "new": outcome.new,
        "present": outcome.present,
        "skipped": sum(outcome.skipped.values()),
        "passed": outcome.passed,
        "refused": outcome.refused,
        "unfinished": outcome.unfinished,
        "attributions": outcome.attributions,
    }


def code_version() -> str:
    """The version of this package, as every record carries it."""
    from importlib.metadata import version  # costs as much as the rest of this module

    return version("counterclaim")


def _given(what: Inputs | Iterable[Inputs], options: ReadOptions) -> Iterator[Document | InputError]:
    from counterclaim.read import from_text  # as above

    for item in [what] if isinstance(what, (str, Path, Document)) else what:
        if isinstance(item, Document):
            yield item
        elif isinstance(item, Path):
            yield from open_inputs(item, options)
        else:
            try:
                yield from_text(item, options)
            except InputError as error:
                yield error


def _started(documents: Iterable[Document], tally: Tally) -> Iterator[Document]:
    for document in documents:
        tally.started()
        yield document


def _raise(error: InputError) -> None:
    if not isinstance(error, SkippedInput):
        raise error
