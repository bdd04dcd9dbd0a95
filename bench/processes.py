"""A command run to its end, with its time and the memory of its whole process tree."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLE_SECONDS = 0.02
PROC = Path("/proc")


class CommandError(Exception):
    """The measured command failed."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds on the clock, and resident memory at its peak, in bytes."""

    seconds: float
    peak: int


def tree(process: int) -> Iterator[int]:
    """A process and all its descendants."""
    yield process
    for listing in (PROC / str(process) / "task").glob("*/children"):
        try:
            children = listing.read_text(encoding="ascii").split()
        except OSError:
            continue
        for child in children:
            yield from tree(int(child))


def resident(process: int) -> int:
    """The resident memory of one process in bytes; 0 once it is gone."""
    try:
        status = (PROC / str(process) / "status").read_text(encoding="utf-8")
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS:")), 0)


def measured(command: Sequence[str], cwd: Path | None = None) -> Cost:
    """Run a command and measure it. Raises `CommandError` when it fails.

    Memory is sampled, and summed over the tree, so pages that processes share count in each.
    Linux only; elsewhere the peak is 0.
    """
    begun = time.perf_counter()
    with subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as running:
        finished = threading.Event()
        samples = [0]

        def watch() -> None:
            while not finished.wait(SAMPLE_SECONDS):
                samples[0] = max(samples[0], sum(map(resident, tree(running.pid))))

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        _, errors = running.communicate()
        seconds = time.perf_counter() - begun
        finished.set()
        watcher.join()
    if running.returncode:
        raise CommandError(f"{' '.join(command)} failed ({running.returncode}): {errors[-2000:]}")
    return Cost(seconds, samples[0])
