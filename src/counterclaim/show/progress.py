"""Progress of long work, on the error stream and only when somebody watches it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from counterclaim.errors import InputError
from counterclaim.pipeline import Outcome
from counterclaim.show.clean import complaint, line

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from counterclaim.show.tools import Tools


class Report:
    """Names every refused input as it comes; the counts go nowhere."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self.last = Outcome()

    def refused(self, error: InputError) -> None:
        """One line for an input that cannot be read."""
        self._tools.complain(f"refused: {error}")

    def progress(self, outcome: Outcome) -> None:
        """Keep the counts for the end."""
        self.last = outcome


class Bar(Report):
    """The same, with a line of counts that moves."""

    def __init__(self, tools: Tools, shown: Progress, task: TaskID) -> None:
        super().__init__(tools)
        self._shown = shown
        self._task = task

    def refused(self, error: InputError) -> None:
        """One line above the moving one."""
        from rich.text import Text

        self._shown.console.print(Text(complaint(f"refused: {error}")))

    def progress(self, outcome: Outcome) -> None:
        """Move the line."""
        super().progress(outcome)
        self._shown.update(self._task, description=sentence(outcome))


@contextmanager
def listening(tools: Tools, *, moving: bool = True) -> Iterator[Report]:
    """A listener for one job: a moving line on a terminal, plain lines elsewhere."""
    if not (moving and tools.err.isatty()):
        yield Report(tools)
        return
    from rich.console import Console  # needed on a terminal only
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn()
    with Progress(*columns, console=Console(file=tools.err), transient=True, redirect_stdout=False) as shown:
        yield Bar(tools, shown, shown.add_task("starting", total=None))


def sentence(outcome: Outcome) -> str:
    """The counts in words; those that are zero and unremarkable are left out."""
    skipped = sum(outcome.skipped.values())
    reasons = ", ".join(f"{line(reason, 40)} {count:,}" for reason, count in sorted(outcome.skipped.items()))
    parts = [
        f"{outcome.inputs:,} input{'' if outcome.inputs == 1 else 's'}",
        f"{outcome.new:,} new",
        f"{outcome.present:,} already there" if outcome.present else "",
        f"{skipped:,} skipped ({reasons})" if skipped else "",
        f"{outcome.passed:,} passed over" if outcome.passed else "",
        f"{outcome.refused:,} refused" if outcome.refused else "",
        f"{outcome.unfinished:,} unfinished" if outcome.unfinished else "",
        f"{outcome.attributions:,} attribution{'' if outcome.attributions == 1 else 's'}",
    ]
    return " · ".join(part for part in parts if part)
