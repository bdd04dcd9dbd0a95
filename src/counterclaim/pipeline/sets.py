"""Per set: what is derived from all that a ledger holds (the register, copies, origins, disputes)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from counterclaim.pipeline.documents import code_version
from counterclaim.types import (
    Board,
    Comparer,
    Comparison,
    CopyCluster,
    CopyLink,
    Document,
    Origin,
    Register,
    Sighting,
    View,
    Voice,
    Wording,
)

if TYPE_CHECKING:
    from counterclaim.resolve import Bodies


def registrar(bodies: Path | None = None) -> tuple[Callable[[Iterable[Sighting]], Register], str]:
    """What makes the register of parties, and the name under which a ledger remembers its maker.

    `bodies` is a table that is added to the built-in one, as in `Stages.load`. Raises `TableError`.
    """
    if bodies is None:
        return _register, code_version()
    from counterclaim.resolve import Bodies

    table = Bodies.load(bodies)
    digest = hashlib.sha256(bodies.read_bytes()).hexdigest()[:16]
    return partial(_register, bodies=table), f"{code_version()} with {digest}"


def _register(sightings: Iterable[Sighting], bodies: Bodies | None = None) -> Register:
    from counterclaim.resolve.register import build_register  # not loaded while a register is current

    return build_register(sightings, bodies)


def compare(pairs: Iterable[tuple[Wording, Wording]], *, threads: int = 0) -> Iterator[Comparison]:
    """How the two wordings of each pair stand to each other, streaming and in order.

    Raises `ModelError`.
    """
    from counterclaim.relate.agreement import PairModel  # numpy and ONNX are slow to load

    yield from PairModel.load(threads=threads).stream(pairs)


def copies(view: View) -> tuple[tuple[CopyLink, ...], tuple[CopyCluster, ...]]:
    """Which reports of a ledger share text, and which are one report."""
    from counterclaim.relate.copies.ledger import copies_in  # numpy is slow to load

    return copies_in(view)


def origins(view: View, document: str, voices: Callable[[str], Iterable[Voice]]) -> tuple[Origin, ...]:
    """The origins behind a report of a ledger; `voices` gives a report's claims with their parties."""
    from counterclaim.relate.origins import origins_in  # as above

    return origins_in(view, document, voices)


def disputes(view: View, comparer: Comparer | None = None) -> tuple[Board, dict[str, Document]]:
    """What the claims of a ledger dispute, and the reports they stand in, by id.

    `comparer` weighs the pairs; without one they are compared by words alone (`pair_model` loads the
    shipped model).
    """
    from counterclaim.relate.board import Relating, relate_in  # as above

    return relate_in(view, Relating(comparer=comparer, names=_names()))


def pair_model(threads: int = 0) -> Comparer:
    """The shipped model that weighs pairs. Raises `ModelError`."""
    from counterclaim.relate.agreement import PairModel  # as above

    return PairModel.load(threads=threads)


def _names() -> dict[str, str]:
    """For each country, by the words that name it ("Parisian" is none, "French" is): its standard name."""
    from counterclaim.resolve import Bodies  # as above

    kinds = {"country", "breakaway", "bloc"}
    found = [entry for entry in Bodies.default() if entry.body.kind in kinds and " " not in entry.name]
    return {entry.name.lower(): entry.body.side.lower() for entry in found}
