"""The share of time that each stage takes, measured in the pipeline itself."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from counterclaim.errors import InputError
from counterclaim.keep import Ledger, RunInfo
from counterclaim.pipeline import Stages, code_version, ingest, open_inputs
from counterclaim.read import ReadOptions
from counterclaim.types import Claim, Document, Extraction, Provenance, Reading


@dataclass
class Clock:
    """Seconds spent in each stage so far."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timing(self, stage: str) -> Iterator[None]:
        """Count the time of a block for a stage."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - begun


@dataclass(frozen=True, slots=True)
class TimedWriter:
    """A ledger whose time counts for `keep`."""

    ledger: Ledger
    clock: Clock

    def has(self, document: str) -> bool:
        """As the ledger does."""
        with self.clock.timing("keep"):
            return self.ledger.has(document)

    def add(self, readings: Sequence[Reading]) -> int:
        """As the ledger does."""
        with self.clock.timing("keep"):
            return self.ledger.add(readings)


def timed_inputs(path: Path, clock: Clock) -> Iterator[Document | InputError]:
    """The inputs of a file, the time to read them counted for `read`."""
    inputs = open_inputs(path, ReadOptions())
    while True:
        with clock.timing("read"):
            item = next(inputs, None)
        if item is None:
            return
        yield item


def shares(path: Path, ledger: Path) -> Mapping[str, float]:
    """Which part of the time each stage takes on the reports of `path`; the parts add up to 1.

    `extract` is what is left when the other stages are taken off the whole: it pulls on
    `read`, and so cannot be timed from outside.
    """
    clock = Clock()
    stages = Stages.load()

    def resolver(found: Extraction) -> tuple[Claim, ...]:
        with clock.timing("resolve"):
            return stages.resolver(found)

    with Ledger.open(ledger) as opened:
        version = code_version()
        run = opened.start_run(RunInfo(model=stages.extractor.digest, code=version, settings={}))
        made_by = Provenance(reader="", model=stages.extractor.digest, code=version, run=run)
        begun = time.perf_counter()
        timed = replace(stages, resolver=resolver)
        ingest(timed_inputs(path, clock), TimedWriter(opened, clock), timed, made_by)
        whole = time.perf_counter() - begun
    parts = {stage: clock.seconds.get(stage, 0.0) for stage in ("read", "resolve", "keep")}
    parts["extract"] = whole - sum(parts.values())
    return {stage: parts[stage] / whole for stage in ("read", "extract", "resolve", "keep")}
