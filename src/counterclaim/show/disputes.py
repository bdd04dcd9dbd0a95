"""Disputes as answers, and the commands `disputes` and `dispute`.

`record` is a public contract: other tools score what `counterclaim disputes --format json` prints.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from counterclaim import pipeline
from counterclaim.errors import ModelError, UnknownDispute
from counterclaim.show.clean import line
from counterclaim.show.commands import FINE, Hidden, LedgerPath, Limit, ListLayout
from counterclaim.show.tools import Tools
from counterclaim.types import Board, Comparer, Dispute, Document, Link, Position, Statement

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

DISPUTE_COLUMNS = (
    "dispute", "score", "question", "from", "to", "position", "statement", "sides", "parties", "origins",
    "claims",
)  # fmt: skip
CLAIM_COLUMNS = (
    "dispute", "position", "statement", "document", "start", "end", "quote", "party", "side", "act",
    "certainty", "said",
)  # fmt: skip
MOST_CLAIMS = 8
"""Claims shown of a position in the terminal, and links of a dispute; JSON has all."""

CAUTION = "No sign of copying is no proof of independence: origins are counted at most."

By = Annotated[
    Literal["model", "words"],
    Parameter(help="What compares claims: the pair model, or words alone (no model needed)."),
]


@dataclass(frozen=True, slots=True)
class QuoteAnswer:
    """One statement of a position, in the words of the report.

    `document` is the name that the input gave its report, else its id; `said` the day, as far as known.
    """

    document: str
    start: int
    end: int
    quote: str
    party: str | None
    side: str | None
    act: str
    certainty: str
    said: dt.date | None


@dataclass(frozen=True, slots=True)
class PositionAnswer:
    """One answer to the question, who gives it, and in which words."""

    statement: str
    sides: tuple[str, ...]
    parties: tuple[str, ...]
    origins: int
    claims: tuple[QuoteAnswer, ...]


@dataclass(frozen=True, slots=True)
class DisputeAnswer:
    """A dispute with its positions, those links that hold them apart, and what came of predictions."""

    id: str
    question: str
    score: float
    first: dt.date | None
    last: dt.date | None
    positions: tuple[PositionAnswer, ...]
    links: tuple[Link, ...]
    outcomes: tuple[Link, ...]


def answers(board: Board, documents: Mapping[str, Document]) -> Iterator[DisputeAnswer]:
    """The disputes of a board in the order of their rank."""
    statements = {item.id: item for item in board.statements}
    for dispute in board.disputes:
        yield _answer(dispute, statements, documents)


def record(answer: DisputeAnswer) -> dict[str, Any]:
    """What is printed of one dispute: a public contract."""
    from counterclaim.show.answers import plain

    found = plain(answer)
    return {
        "id": found["id"],
        "question": found["question"],
        "score": found["score"],
        "from": found["first"],
        "to": found["last"],
        "positions": found["positions"],
    }


def _answer(
    dispute: Dispute, statements: Mapping[str, Statement], documents: Mapping[str, Document]
) -> DisputeAnswer:
    return DisputeAnswer(
        id=dispute.id,
        question=dispute.question,
        score=dispute.score,
        first=dispute.first,
        last=dispute.last,
        positions=tuple(_position(position, statements, documents) for position in dispute.positions),
        links=dispute.links,
        outcomes=dispute.outcomes,
    )


def _position(
    position: Position, statements: Mapping[str, Statement], documents: Mapping[str, Document]
) -> PositionAnswer:
    members = [statements[item] for item in position.statements]
    claims = tuple(_quote(item, documents[item.document]) for item in members)
    return PositionAnswer(position.statement, position.sides, position.parties, position.origins, claims)


def _quote(item: Statement, document: Document) -> QuoteAnswer:
    start, end = item.spans[0].start, item.spans[-1].end
    return QuoteAnswer(
        document=document.name or document.id,
        start=start,
        end=end,
        quote=document.text[start:end],
        party=item.party,
        side=item.side,
        act=item.act.value,
        certainty=item.certainty.value,
        said=item.day,
    )


def disputes(
    *,
    limit: Limit = 0,
    by: By = "words",
    layout: ListLayout = "table",
    ledger: LedgerPath = None,
    tools: Hidden,
) -> int:
    """List what cannot all be so: who claims what, who denies it, since when.

    Disputes come first that have independent origins on both sides, are
    recent, and are carried by many outlets. JSON carries the exact words with
    their offsets.
    """
    found = _found(tools, ledger, by)
    shown = found[:limit] if limit else found
    if layout == "table":
        if not print_disputes(tools.console(), shown):
            tools.complain("no dispute was found, which is no proof that all agree")
        return FINE
    from counterclaim.show import formats

    if layout == "json":
        formats.write_json(tools.out, map(record, shown))
    else:
        formats.write_csv(tools.out, DISPUTE_COLUMNS, (row for one in shown for row in _position_cells(one)))
    return FINE


def dispute(
    wanted: str,
    /,
    *,
    by: By = "words",
    layout: ListLayout = "table",
    ledger: LedgerPath = None,
    tools: Hidden,
) -> int:
    """Show one dispute: its positions, parties and claims, and why they are held to clash.

    Parameters
    ----------
    wanted
        The dispute: its id, or the start of it.
    """
    matching = [one for one in _found(tools, ledger, by) if one.id.startswith(wanted)]
    if len(matching) != 1:
        raise UnknownDispute(f"{'several disputes have' if matching else 'no dispute has'} the id {wanted!r}")
    if layout == "table":
        print_dispute(tools.console(), matching[0])
        return FINE
    from counterclaim.show import formats

    if layout == "json":
        tools.out.write(formats.one_json(matching[0]) + "\n")
    else:
        formats.write_csv(tools.out, CLAIM_COLUMNS, _claim_cells(matching[0]))
    return FINE


def _found(tools: Tools, ledger: Path | None, by: str) -> list[DisputeAnswer]:
    with tools.view(ledger) as view, tools.waiting("comparing claims"):
        return list(answers(*pipeline.disputes(view, _comparer(tools) if by == "model" else None)))


def _comparer(tools: Tools) -> Comparer | None:
    """The pair model; without one words have to do, and it is said."""
    try:
        return pipeline.pair_model()
    except ModelError as error:
        tools.complain(f"claims are compared by words alone: {error}")
        return None


def print_disputes(console: Console, found: Iterable[DisputeAnswer]) -> int:
    """A table with a line for each position; returns how many disputes there were."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, expand=True, padding=(0, 1, 0, 0))
    for name, ratio in (
        ("dispute", 0),
        ("when", 0),
        ("position", 8),
        ("sides", 4),
        ("origins", 0),
        ("claims", 0),
    ):
        table.add_column(name, ratio=ratio or None, no_wrap=not ratio, overflow="fold")
    count = 0
    for one in found:
        count += 1
        for number, position in enumerate(one.positions):
            table.add_row(
                "" if number else one.id,
                "" if number else _when(one),
                Text(line(position.statement, 200)),
                Text(line(", ".join(position.sides[:4]) or ", ".join(position.parties[:2]), 80)),
                f"≤ {position.origins:,}",
                f"{len(position.claims):,}",
            )
        table.add_section()
    if count:
        console.print(table)
        console.print(CAUTION, style="dim")
    return count


def print_dispute(console: Console, one: DisputeAnswer) -> None:
    """The positions with their claims, then the links in one line each."""
    from rich.text import Text

    console.print(Text(line(one.question, 300), "bold"))
    console.print(f"{one.id}, {_when(one)}, score {one.score:g}")
    for number, position in enumerate(one.positions, 1):
        console.print(Text(f"\n{number}. {line(position.statement, 300)}", "bold"))
        sides, names = ", ".join(position.sides[:4]), ", ".join(position.parties[:MOST_CLAIMS])
        origins = f"{position.origins:,} independent origin{'s' * (position.origins != 1)}"
        console.print(Text(f"   {line(sides, 120)}: {line(names, 300)}; at most {origins}"))
        for claim in position.claims[:MOST_CLAIMS]:
            who = line(claim.party or "somebody unnamed", 60)
            said = (
                f"{claim.said or 'undated'} {line(claim.document, 40)} {who} ({claim.act}, {claim.certainty})"
            )
            console.print(Text(f"   - {said}: “{line(claim.quote, 300)}”"))
        _more(console, len(position.claims))
    _print_links(console, "Why they are held to clash", one.links)
    _print_links(console, "What came of predictions (no part of the dispute)", one.outcomes)
    console.print("\n" + CAUTION, style="dim")


def _print_links(console: Console, title: str, links: tuple[Link, ...]) -> None:
    from rich.text import Text

    if not links:
        return
    console.print(f"\n{title}")
    for link in links[:MOST_CLAIMS]:
        console.print(Text(f"   - {line(link.why, 400)} [{line(link.model, 40)}]"))
    _more(console, len(links))


def _more(console: Console, count: int) -> None:
    if count > MOST_CLAIMS:
        console.print(f"   and {count - MOST_CLAIMS:,} more", style="dim")


def _when(one: DisputeAnswer) -> str:
    if one.first is None or one.last is None:
        return "undated"
    return str(one.first) if one.first == one.last else f"{one.first} to {one.last}"


def _position_cells(one: DisputeAnswer) -> Iterator[tuple[object, ...]]:
    for number, position in enumerate(one.positions, 1):
        yield (
            one.id, one.score, one.question, one.first, one.last, number, position.statement,
            "; ".join(position.sides), "; ".join(position.parties), position.origins, len(position.claims),
        )  # fmt: skip


def _claim_cells(one: DisputeAnswer) -> Iterator[tuple[object, ...]]:
    for number, position in enumerate(one.positions, 1):
        for claim in position.claims:
            yield (
                one.id, number, position.statement, claim.document, claim.start, claim.end, claim.quote,
                claim.party, claim.side, claim.act, claim.certainty, claim.said,
            )  # fmt: skip
