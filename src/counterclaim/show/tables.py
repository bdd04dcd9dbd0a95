"""Parties, places and figures in the terminal, under the precautions of `terminal`."""

from __future__ import annotations

from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from counterclaim.show.answers import ClaimAnswer
from counterclaim.show.clean import line
from counterclaim.show.details import (
    figure_words,
    item_words,
    place_words,
    range_words,
    several,
    time_words,
)
from counterclaim.show.figures import CountAnswer, FigureAnswer, RangeAnswer
from counterclaim.show.parties import DenialAnswer, PartyAnswer, PartyRow
from counterclaim.show.terminal import print_claims, rivals, stance, who, words
from counterclaim.types import ItemCount, PlaceCount

MOST_ALIASES = 12
"""Other names shown of a party; JSON has all."""


def print_parties(console: Console, rows: Iterable[PartyRow]) -> int:
    """A table of parties; returns how many there were."""
    table = _table()
    table.add_column("party", ratio=5, overflow="fold")
    table.add_column("kind", no_wrap=True)
    table.add_column("side", ratio=3, overflow="fold")
    table.add_column("role", ratio=4, overflow="fold")
    table.add_column("claims", justify="right")
    table.add_column("reports", justify="right")
    table.add_column("first seen", no_wrap=True)
    table.add_column("last seen", no_wrap=True)
    table.add_column("id", no_wrap=True)
    for row in rows:
        table.add_row(
            Text(line(row.name, 80)),
            row.kind.value,
            Text(_sides(row)),
            Text(line(row.roles[0].role, 60) if row.roles else ""),
            f"{row.claims:,}",
            f"{row.reports:,}",
            str(row.first_seen or "undated"),
            str(row.last_seen or "undated"),
            Text(line(row.id, 24)),
        )
    return _print(console, table)


def print_party(console: Console, answer: PartyAnswer) -> None:
    """Who a party is, its latest claims, and where they were denied."""
    party = answer.party
    console.print(Text(line(party.name, 200), style="bold"))
    facts = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    facts.add_column(no_wrap=True)
    facts.add_column(overflow="fold")
    for name, value in _facts(party):
        facts.add_row(name, Text(value))
    console.print(facts)
    _print_roles(console, party)
    console.print(f"\nClaims ({_some(len(answer.claims), party.claims)})")
    print_claims(console, answer.claims)
    console.print(
        f"Denied ({len(answer.denials):,})" if answer.denials else "Denied: nowhere in these reports."
    )
    _print_denials(console, answer.denials)
    if answer.others:
        told = (
            f"{line(other.name, 60)} ({other.claims:,} claims, {line(other.id, 24)})"
            for other in answer.others
        )
        console.print(Text(f"Not meant? Others: {'; '.join(told)}", "dim"))


def _facts(party: PartyRow) -> Iterable[tuple[str, str]]:
    shown = [line(alias, 80) for alias in party.aliases[:MOST_ALIASES]]
    left = len(party.aliases) - len(shown)
    others = "; ".join([*shown, f"and {left:,} more"] if left else shown)
    facts = (
        ("id", line(party.id, 80)),
        ("kind", party.kind.value),
        ("side", "; ".join(f"{line(side.side, 40)} ({side.claims:,})" for side in party.sides)),
        ("of", line(party.affiliation or "", 120)),
        ("also", others),
        ("seen", f"{_seen(party)}, in {_number(party.reports, 'report')}"),
    )
    return (fact for fact in facts if fact[1])


def _print_roles(console: Console, party: PartyRow) -> None:
    if not party.roles:
        return
    table = _table()
    table.add_column("role", ratio=1, overflow="fold")
    table.add_column("from", no_wrap=True)
    table.add_column("to", no_wrap=True)
    table.add_column("claims", justify="right")
    for role in party.roles:
        first, last = str(role.first or "undated"), str(role.last or "undated")
        table.add_row(Text(line(role.role, 120)), first, last, f"{role.claims:,}")
    console.print(table)


def _print_denials(console: Console, denials: Iterable[DenialAnswer]) -> None:
    table = _table()
    table.add_column("published", no_wrap=True)
    table.add_column("report", ratio=3, min_width=16, overflow="fold")
    table.add_column("claim", ratio=6, overflow="fold")
    table.add_column("denied by", ratio=4, overflow="fold")
    table.add_column("act", no_wrap=True)
    table.add_column("with", ratio=6, overflow="fold")
    for denial in denials:
        claim, by = denial.claim, denial.by
        table.add_row(
            str(claim.report.published or "undated"),
            Text(line(claim.report.label, 40)),
            Text(f"{line(claim.attribution, 12)} {line(words(claim.content), 160)}"),
            Text(f"{who(by)} ({line(by.side or 'unknown', 40)})"),
            Text(stance(by)),
            Text(f"{line(by.attribution, 12)} {line(words(by.content), 160)}"),
        )
    _print(console, table)


def print_places(console: Console, rows: Iterable[PlaceCount]) -> int:
    """A table of places; returns how many there were."""
    table = _table()
    table.add_column("place", ratio=1, overflow="fold")
    table.add_column("country", no_wrap=True)
    table.add_column("known as", no_wrap=True)
    for name in ("latitude", "longitude", "GeoNames", "claims", "reports"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in rows:
        table.add_row(
            Text(line(row.name, 80)),
            Text(line(row.country or "", 8)),
            row.precision.value,
            "" if row.latitude is None else f"{row.latitude:.4f}",
            "" if row.longitude is None else f"{row.longitude:.4f}",
            str(row.geonames or ""),
            f"{row.claims:,}",
            f"{row.documents:,}",
        )
    return _print(console, table)


def print_items(console: Console, rows: Iterable[ItemCount]) -> int:
    """A table of things counted; returns how many there were."""
    table = _table()
    table.add_column("what", ratio=1, overflow="fold")
    table.add_column("figures", justify="right")
    table.add_column("reports", justify="right")
    for row in rows:
        name = line(item_words(several(row.item), row.unit, row.scope), 120)
        table.add_row(Text(name or "(a bare number)"), f"{row.figures:,}", f"{row.documents:,}")
    return _print(console, table)


def print_quantities(console: Console, counts: Iterable[CountAnswer]) -> int:
    """For each thing counted its range, and a table of its figures; returns how many things."""
    number = 0
    for count in counts:
        number += 1
        named = line(item_words(several(count.item), count.unit, count.scope), 120) or "(a bare number)"
        change = ", change of a total" if count.change else ""
        console.print(Text(f"{named}{change}: {_ranges(count)}", style="bold"))
        table = _table()
        table.add_column("published", no_wrap=True)
        table.add_column("report", ratio=3, min_width=14, overflow="fold")
        table.add_column("id", no_wrap=True)
        table.add_column("who", ratio=4, overflow="fold")
        table.add_column("side", ratio=2, overflow="fold")
        table.add_column("act", no_wrap=True)
        table.add_column("figure", ratio=3, overflow="fold")
        table.add_column("when", ratio=3, overflow="fold")
        table.add_column("where", ratio=3, overflow="fold")
        for figure in count.figures:
            table.add_row(*_figure_cells(figure))
        console.print(table)
    return number


def _ranges(count: CountAnswer) -> str:
    """The range of what is asserted, over at most how many origins."""
    figures = _number(len(count.figures), "figure")
    if count.range is None or count.last is None:
        return f"{figures}, none of them asserted"
    origins = f"at most {_number(count.origins, 'independent origin')}"
    told = f"{_range(count.range)}, {figures} from {origins}"
    return told if count.last == count.range else f"{told}; the last of each: {_range(count.last)}"


def _range(found: RangeAnswer) -> str:
    return range_words(found.low, found.high)


def _figure_cells(figure: FigureAnswer) -> tuple[str | Text, ...]:
    claim = figure.claim
    return (
        str(claim.report.published or "undated"),
        Text(line(claim.report.label, 40)),
        Text(line(claim.attribution, 12)),
        Text("\n".join(filter(None, (line(figure.party or "", 80) or who(claim), rivals(claim))))),
        Text(line(claim.side or "unknown", 40)),
        Text(stance(claim)),
        Text(line(figure_words(figure.quantity), 60)),
        Text(_when(claim)),
        Text(line("; ".join(map(place_words, claim.places)), 80)),
    )


def _when(claim: ClaimAnswer) -> str:
    """When it happened, or else when it was said, where the report tells."""
    if not claim.happened and claim.said_when:
        return f"said {line(time_words(claim.said_when), 80)}"
    return line("; ".join(map(time_words, claim.happened)), 80)


def _table() -> Table:
    return Table(box=SIMPLE_HEAD, expand=True, padding=(0, 1, 0, 0))


def _print(console: Console, table: Table) -> int:
    if table.row_count:
        console.print(table)
    return table.row_count


def _sides(row: PartyRow) -> str:
    """The side, and how many others its claims speak for."""
    others = len(row.sides) - 1
    return line(row.side, 40) + (f" +{others}" if others > 0 else "")


def _seen(party: PartyRow) -> str:
    first, last = party.first_seen, party.last_seen
    if first is None or last is None:
        return "undated"
    return str(first) if first == last else f"{first} to {last}"


def _number(count: int, thing: str) -> str:
    return f"{count:,} {thing if count == 1 else several(thing)}"


def _some(shown: int, all_: int) -> str:
    return f"{all_:,}" if shown >= all_ else f"the latest {shown:,} of {all_:,}"
