"""The runner for one machine: the steps run in this process.

The costly step (the network) already spreads over the cores by threads of its own, so
that a pool of processes would only load the model several times over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from counterclaim.types import Document, Reading

PerDocument = Callable[[Iterable[Document]], Iterator[Reading]]
"""The per-document steps as one: a stream of documents in, a reading for each out."""


class Runner(Protocol):
    """Decides where the per-document steps run.

    Whatever the place, a runner gives exactly one reading for each document, in the order
    of the documents, takes documents only as it needs them, and lets every error through.
    """

    def run(self, step: PerDocument, documents: Iterable[Document]) -> Iterator[Reading]:
        """The readings of `documents`, as they become ready."""
        ...


class LocalRunner:
    """Runs the steps here, one document after the other."""

    def run(self, step: PerDocument, documents: Iterable[Document]) -> Iterator[Reading]:
        """The readings of `documents`, lazily and in order."""
        return step(documents)
