"""All evidence of a ledger in one fixed order and form, to compare two ledgers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from counterclaim.keep.ledger import Ledger
from counterclaim.types import ClaimFilter


def dump(ledger: Ledger) -> Iterator[tuple[str, dict[str, Any]]]:
    """("document", fields) for each document, then ("claim", fields) for each claim.

    The order is that of `documents` and `claims`. Run ids and times are left out, so the same
    inputs read by the same code and model give the same dump, however often a run was killed.
    """
    for document, number in ledger.documents():
        provenance = asdict(ledger.provenance(document.id))
        del provenance["run"]
        yield "document", asdict(document) | {"attributions": number, "provenance": provenance}
    for claim, _ in ledger.claims(ClaimFilter()):
        yield "claim", asdict(claim)
