"""What the commands work with, given to them from outside so that tests can give others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from counterclaim.errors import LedgerReadOnly
from counterclaim.keep import default_path
from counterclaim.pipeline import Stages, registrar
from counterclaim.show.clean import complaint
from counterclaim.types import Register, Sighting

if TYPE_CHECKING:
    from rich.console import Console

    from counterclaim.keep import Ledger

Registrar = Callable[[Path | None], tuple[Callable[[Iterable[Sighting]], Register], str]]


@dataclass(frozen=True, slots=True)
class Tables:
    """The user's own tables, each added to the built-in one."""

    bodies: Path | None = None
    places: Path | None = None


StageLoader = Callable[[int, Tables], Stages]


def shipped_stages(threads: int, tables: Tables) -> Stages:
    """The stages of this package. Raises `ModelError` and `TableError`."""
    return Stages.load(threads=threads, bodies=tables.bodies, places=tables.places)


@dataclass(frozen=True, slots=True)
class Tools:
    """Where output goes, and where the stages and the maker of the register come from."""

    out: TextIO
    err: TextIO
    stages: StageLoader = field(default=shipped_stages)
    registrar: Registrar = field(default=registrar)

    def console(self) -> Console:
        """A console on the output."""
        from counterclaim.show.terminal import console_on  # `extract` as JSON needs no rich

        return console_on(self.out)

    @contextmanager
    def waiting(self, message: str) -> Iterator[None]:
        """A moving line that says what takes so long, on a terminal only."""
        if not self.err.isatty():
            yield
            return
        from rich.console import Console as Terminal
        from rich.text import Text

        with Terminal(file=self.err).status(Text(message)):
            yield

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

    @contextmanager
    def registered(
        self, ledger: Path | None, bodies: Path | None, *, rebuild: bool = False
    ) -> Iterator[Ledger]:
        """The ledger for looking only, its register of parties up to date.

        Where the ledger cannot be written, an old register has to do, and is said to be old.
        Raises `LedgerError` and `TableError`.
        """
        builder, made_by = self.registrar(bodies)
        with self.view(ledger) as view:
            current = view.register_state().current(made_by)
        if rebuild or not current:
            try:
                with self._writing(ledger) as opened, self.waiting("building the register of parties"):
                    opened.refresh_register(builder, made_by, always=rebuild)
            except LedgerReadOnly as error:
                self._say_old(ledger, error)
        with self.view(ledger) as view:
            yield view

    def _say_old(self, ledger: Path | None, error: LedgerReadOnly) -> None:
        """Warn that the register is old, or raise `error` when there is none."""
        with self.view(ledger) as view:
            state = view.register_state()
        if state.made_by is None:
            raise error
        self.complain(
            f"the register of parties is old, {state.behind:,} claims are newer, "
            f"and it cannot be built anew: {error}"
        )

    @contextmanager
    def _writing(self, ledger: Path | None) -> Iterator[Ledger]:
        from counterclaim.keep import Ledger as Keeper

        with Keeper.open(ledger or default_path(), create=False) as opened:
            yield opened
