"""The commands about parties, places and quantities: as those in `commands`, one call and one answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cyclopts import Parameter, validators

from counterclaim.show.commands import FINE, BodiesPath, Filter, Hidden, LedgerPath, Limit, ListLayout
from counterclaim.show.tools import Tools
from counterclaim.types import PartyFilter, PartyKind, PlaceFilter

Latest = Annotated[
    int,
    Parameter(
        help="The latest claims and denials, at most that many of each; 0 is all.",
        validator=validators.Number(gte=0),
    ),
]


@Parameter(name="*")
@dataclass(frozen=True)
class WhichParties:
    """Which parties to list."""

    name: str | None = None
    "Only parties with this in one of their names."
    side: str | None = None
    "Only parties that speak for this country or body."
    kind: PartyKind | None = None
    "Only parties of this kind."
    limit: Limit = 0


@Parameter(name="*")
@dataclass(frozen=True)
class WhichPlaces:
    """Which places to list."""

    country: str | None = None
    "Only places in this country: its two-letter code, or its name."
    name: str | None = None
    "Only places with this in their name."
    limit: Limit = 0


@Parameter(name="*")
@dataclass(frozen=True)
class Asked:
    """Which ledger is asked, with what knowledge of parties, and how it answers."""

    layout: ListLayout = "table"
    bodies: BodiesPath = None
    ledger: LedgerPath = None


def parties(
    *,
    which: WhichParties | None = None,
    rebuild: Annotated[bool, Parameter(negative=())] = False,
    asked: Asked | None = None,
    tools: Hidden,
) -> int:
    """List the parties that reports quote, those with the most claims first.

    The register of parties is derived from all reports in the ledger, and is
    built anew when there are new ones.

    Parameters
    ----------
    rebuild
        Build the register anew in any case.
    """
    from counterclaim.show import parties as answers

    given, how = which or WhichParties(), asked or Asked()
    where = PartyFilter(given.name, given.side, given.kind, given.limit)
    with tools.registered(how.ledger, how.bodies, rebuild=rebuild) as view:
        rows = answers.parties(view, where)
        if how.layout == "table":
            from counterclaim.show import tables

            if not tables.print_parties(tools.console(), rows):
                tools.complain("no party fits")
        else:
            from counterclaim.show import formats

            (formats.write_json if how.layout == "json" else formats.write_parties_csv)(tools.out, rows)
    return FINE


def party(
    name: str,
    /,
    *,
    limit: Latest = 20,
    asked: Asked | None = None,
    tools: Hidden,
) -> int:
    """Tell what is known of a party: names, roles, sides, claims, denials.

    CSV lists its claims, each with who denied it.

    Parameters
    ----------
    name
        A name of the party, a part of one, or its id.
    """
    from counterclaim.show import formats
    from counterclaim.show import parties as answers

    how = asked or Asked()
    with tools.registered(how.ledger, how.bodies) as view:
        answer = answers.party(view, name, limit)
    if how.layout == "table":
        from counterclaim.show import tables

        tables.print_party(tools.console(), answer)
    elif how.layout == "json":
        tools.out.write(formats.one_json(answer) + "\n")
    else:
        formats.write_party_csv(tools.out, answer)
    return FINE


def places(
    *,
    which: WhichPlaces | None = None,
    layout: ListLayout = "table",
    ledger: LedgerPath = None,
    tools: Hidden,
) -> int:
    """List the places that claims are about, those with the most claims first."""
    from counterclaim.show import figures as answers

    given = which or WhichPlaces()
    with tools.view(ledger) as view:
        rows = answers.places(view, PlaceFilter(given.name, given.country, given.limit))
        if layout == "table":
            from counterclaim.show import tables

            if not tables.print_places(tools.console(), rows):
                tools.complain("no place fits")
        else:
            from counterclaim.show import formats

            (formats.write_json if layout == "json" else formats.write_places_csv)(tools.out, rows)
    return FINE


def quantities(
    item: str | None = None,
    /,
    *,
    where: Filter | None = None,
    asked: Asked | None = None,
    tools: Hidden,
) -> int:
    """List every figure for a thing: by whom, when, how bounded, in what range.

    Without a thing: list what is counted. The range is that of what parties
    assert, over at most so many independent origins: what one party says in
    ten reports is one origin. It never says which figure is right.

    Parameters
    ----------
    item
        What is counted, and what became of it: "tanks", "people killed".
    """
    how, given = asked or Asked(), where or Filter()
    if item is None:
        return _items(given.limit, how, tools)
    from counterclaim.show import figures as answers

    with tools.registered(how.ledger, how.bodies) as view:
        counts = answers.quantities(view, item, given.of(view))
        if how.layout == "table":
            from counterclaim.show import tables

            if not tables.print_quantities(tools.console(), counts):
                tools.complain("no figure fits: 'counterclaim quantities' lists what is counted")
        else:
            from counterclaim.show import formats

            (formats.write_json if how.layout == "json" else formats.write_quantities_csv)(tools.out, counts)
    return FINE


def _items(limit: int, how: Asked, tools: Tools) -> int:
    """What is counted, with the number of figures for it."""
    from counterclaim.show import figures as answers

    with tools.view(how.ledger) as view:
        rows = answers.items(view, limit)
        if how.layout == "table":
            from counterclaim.show import tables

            if not tables.print_items(tools.console(), rows):
                tools.complain("nothing is counted in the ledger")
        else:
            from counterclaim.show import formats

            (formats.write_json if how.layout == "json" else formats.write_items_csv)(tools.out, rows)
    return FINE
