"""From claims to disputes, in one pure function: the same claims give the same board."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from counterclaim.relate.blocking import Blocking, Index
from counterclaim.relate.clashes import Limits
from counterclaim.relate.disputes import Material, disputes
from counterclaim.relate.explain import explain
from counterclaim.relate.lexical import LexicalComparer
from counterclaim.relate.linking import Weighed, answers, candidates, link, weigh
from counterclaim.relate.propositions import propositions
from counterclaim.relate.statements import OriginOf, own_origin, statements
from counterclaim.types import Board, Claim, ClaimFilter, Comparer, Document, Link, View


@dataclass(frozen=True, slots=True)
class Relating:
    """How claims are related.

    `comparer` weighs the pairs; without one it is done by words alone. `origin_of` says whose voice a
    claim is, `names` under which form a name is known (see `words`).
    """

    comparer: Comparer | None = None
    origin_of: OriginOf = own_origin
    names: Mapping[str, str] = field(default_factory=dict)
    blocking: Blocking = field(default_factory=Blocking)
    limits: Limits = field(default_factory=Limits)


def relate(found: Iterable[tuple[Document, Sequence[Claim]]], options: Relating | None = None) -> Board:
    """The board of all claims of the documents given, in whatever order they come."""
    options = options or Relating()
    reports = sorted(found, key=lambda item: item[0].id)
    stated = sorted(
        statements(reports, options.origin_of), key=lambda item: (item.day or dt.date.min, item.id)
    )
    answering = answers(reports)
    index = Index(options.blocking)
    pairs = list(candidates(stated, index, answering, options.names))
    comparer = options.comparer or LexicalComparer(index.weight, options.names)
    weighed = list(weigh(stated, pairs, comparer, answering))
    made = propositions(stated, weighed)

    def explained(pair: Weighed) -> Link:
        return link(pair, comparer.name, explain(pair, options.names))

    material = Material(
        {item.id: item for item in stated}, {p.id: p for p in made}, weighed, explained, options.limits
    )
    return Board(
        statements=tuple(stated),
        propositions=tuple(made),
        disputes=tuple(disputes(material)),
        compared=len(pairs),
        model=comparer.name,
    )


def relate_in(view: View, options: Relating | None = None) -> tuple[Board, dict[str, Document]]:
    """The board of a ledger, with the documents its statements stand in, by id."""
    groups = (list(group) for _, group in groupby(view.claims(ClaimFilter()), key=_document_id))
    reports = [(group[0][1], [claim for claim, _ in group]) for group in groups]
    return relate(reports, options), {document.id: document for document, _ in reports}


def _document_id(found: tuple[Claim, Document]) -> str:
    return found[1].id
