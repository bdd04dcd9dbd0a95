"""What the commands work with, given to them from outside so that tests can give others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from counterclaim.keep import default_path
from counterclaim.pipeline import Stages
from counterclaim.show.clean import complaint

if TYPE_CHECKING:
    from rich.console import Console

    from counterclaim.keep import Ledger

StageLoader = Callable[[int, Path | None], Stages]


def shipped_stages(threads: int, bodies: Path | None) -> Stages:
    """The stages of this package. Raises `ModelError` and `TableError`."""
    return Stages.load(threads=threads, bodies=bodies)


@dataclass(frozen=True, slots=True)
class Tools:
    """Where output goes, and where the stages come from."""

    out: TextIO
    err: TextIO
    stages: StageLoader = field(default=shipped_stages)

    def console(self) -> Console:
        """A console on the output."""
        from counterclaim.show.terminal import console_on  # `extract` as JSON needs no rich

        return console_on(self.out)

    def complain(self, message: str) -> None:
        """One plain line on the error stream, whatever the message holds."""
        self.err.write(complaint(message) + "\n")
        self.err.flush()

    @contextmanager
    def view(self, ledger: Path | None) -> Iterator[Ledger]:
        """The ledger for looking only. Raises `LedgerError`."""
        from counterclaim.keep import Ledger as Keeper  # SQLAlchemy is slow to load

        with Keeper.open(ledger or default_path(), create=False, readonly=True) as opened:
            yield opened
