"""The commands about independence: `copies` and `origins`, with how they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from counterclaim import pipeline
from counterclaim.show.clean import line
from counterclaim.show.commands import FINE, Hidden, LedgerPath, ListLayout
from counterclaim.show.questions import Asked

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from counterclaim.show.answers import ReportAnswer
    from counterclaim.show.copies import ClusterAnswer, LinkAnswer
    from counterclaim.show.details import Quote
    from counterclaim.show.origins import OriginsAnswer

Which = Annotated[
    list[str] | None,
    Parameter(help="Only what these reports are part of: an id, the start of one, or a name.", negative=()),
]

COPY_COLUMNS = ("cluster", "agency", "report", "name", "outlet", "published", "title", "of", "share", "order")
LINK_COLUMNS = (
    "kind", "first", "first_outlet", "first_published", "second", "second_outlet", "second_published",
    "share_first", "share_second", "order", "agencies", "passages", "words",
)  # fmt: skip
ORIGIN_COLUMNS = (
    "origin", "name", "parties", "claim", "content", "same_claim", "same_report", "same_outlet",
    "same_published", "why",
)  # fmt: skip
MOST_REPORTS = 5
"""Other reports shown with a claim in a table; JSON and CSV have all."""


def copies(
    reports: Which = None,
    /,
    *,
    passages: Annotated[bool, Parameter(negative=())] = False,
    layout: ListLayout = "table",
    ledger: LedgerPath = None,
    tools: Hidden,
) -> int:
    """List reports that are one report: reprints, cuts, wire stories that several outlets ran.

    A copy never corroborates. "Order" says how it is known which came first:
    published (by date), credit (one names the other's agency), or unknown.

    Parameters
    ----------
    passages
        List every two reports that share text, be it one passage.
    """
    from counterclaim.show import copies as answers

    with tools.view(ledger) as view, tools.waiting("comparing reports"):
        wanted = {view.document(report).id for report in reports or ()}
        clusters = [] if passages else list(answers.clusters(view, pipeline.copies, wanted))
        links = list(answers.links(view, pipeline.copies, wanted)) if passages else []
    if layout == "table":
        shown = (
            _print_links(tools.console(), links) if passages else _print_clusters(tools.console(), clusters)
        )
        if not shown:
            tools.complain("no copies were found, which is no proof that there are none")
        return FINE
    from counterclaim.show import formats

    if layout == "json":
        formats.write_json(tools.out, links or clusters)
    elif passages:
        formats.write_csv(tools.out, LINK_COLUMNS, map(_link_cells, links))
    else:
        formats.write_csv(tools.out, COPY_COLUMNS, (row for one in clusters for row in _copy_cells(one)))
    return FINE


def origins(wanted: str, /, *, asked: Asked | None = None, tools: Hidden) -> int:
    """Say on whose word a report rests: at most so many independent origins.

    An origin is an ultimate speaker over reports that are not copies. With
    each claim come the same words in other reports. No sign of copying is no
    proof of independence.

    Parameters
    ----------
    wanted
        A report (its id, the start of one, or its name), or one claim of it: REPORT:ATTRIBUTION.
    """
    from counterclaim.show import origins as answers

    how = asked or Asked()
    with tools.registered(how.ledger, how.bodies) as view, tools.waiting("comparing reports"):
        answer = answers.origins(view, pipeline.origins, wanted)
    if how.layout == "table":
        _print_origins(tools.console(), answer)
        return FINE
    from counterclaim.show import formats

    if how.layout == "json":
        tools.out.write(formats.one_json(answer) + "\n")
    else:
        formats.write_csv(tools.out, ORIGIN_COLUMNS, _origin_cells(answer))
    return FINE


def _print_clusters(console: Console, clusters: Iterable[ClusterAnswer]) -> int:
    """A table with a line for each report, those that are one report together."""
    from rich.text import Text

    table = _table(
        ("published", 0), ("outlet", 2), ("report", 3), ("title", 6), ("copied from", 3), ("share", 0)
    )
    for cluster in clusters:
        of = {link.second.id: link for link in cluster.links}
        names = {report.id: report.label for report in cluster.reports}
        for report in cluster.reports:
            link = of.get(report.id)
            whose = f"by {cluster.agency}" if cluster.agency and link is None else ""
            table.add_row(
                str(report.published or "undated"),
                Text(line(report.outlet or "", 40)),
                Text(line(report.label, 40)),
                Text(line(report.title or "", 100)),
                Text(line(f"{names[link.first.id]} ({link.precedence.value})" if link else whose, 60)),
                f"{max(link.share_first, link.share_second):.0%}" if link else "",
            )
        table.add_section()
    return _print(console, table)


def _print_links(console: Console, links: Iterable[LinkAnswer]) -> int:
    """A table with a line for every two reports that share text."""
    from rich.text import Text

    table = _table(("kind", 0), ("first", 4), ("second", 4), ("of it", 0), ("words", 0), ("shared text", 6))
    for link in links:
        longest = max(link.passages, key=lambda passage: passage.words)
        table.add_row(
            link.kind.value,
            Text(_report(link.first)),
            Text(_report(link.second)),
            f"{link.share_second:.0%}",
            f"{sum(passage.words for passage in link.passages):,}",
            Text(line(longest.second.text, 160)),
        )
    return _print(console, table)


def _print_origins(console: Console, answer: OriginsAnswer) -> None:
    """How many origins at most, and for each what goes back to it."""
    from rich.text import Text

    claims = f"{answer.claims:,} claim{'s' * (answer.claims != 1)}"
    origins_ = f"{answer.at_most:,} independent origin{'s' * (answer.at_most != 1)}"
    console.print(Text(f"{line(answer.report.label, 80)}: {claims}, at most {origins_}. {answer.caution}"))
    table = _table(("origin", 3), ("claim", 8), ("same words in", 5), ("why", 4))
    for origin in answer.origins:
        for number, told in enumerate(origin.claims):
            others = [_report(one.report) for one in told.same]
            more = len(others) - MOST_REPORTS
            table.add_row(
                Text("" if number else line(origin.name, 80) or "no source named"),
                Text(line(_content(told.content), 200)),
                Text("\n".join([*others[:MOST_REPORTS], *([f"and {more:,} more"] if more > 0 else [])])),
                Text(line(told.same[0].why, 120) if told.same else ""),
            )
        table.add_section()
    _print(console, table)


def _table(*columns: tuple[str, int]) -> Table:
    """A table with these columns; those with a share of the width fold their text."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, expand=True, padding=(0, 1, 0, 0))
    for name, ratio in columns:
        table.add_column(name, ratio=ratio or None, no_wrap=not ratio, overflow="fold")
    return table


def _print(console: Console, table: Table) -> int:
    if table.row_count:
        console.print(table)
    return table.row_count


def _report(report: ReportAnswer) -> str:
    return f"{report.published or 'undated'} {line(report.outlet or '', 40)} {line(report.label, 40)}"


def _content(content: Iterable[Quote]) -> str:
    return " … ".join(quote.text for quote in content)


def _copy_cells(cluster: ClusterAnswer) -> Iterator[tuple[object, ...]]:
    of = {link.second.id: link for link in cluster.links}
    for report in cluster.reports:
        link = of.get(report.id)
        copied = (link.first.id, link.share_second, link.precedence.value) if link else (None, None, None)
        yield (
            cluster.id, cluster.agency, report.id, report.name, report.outlet, report.published, report.title,
            *copied,
        )  # fmt: skip


def _link_cells(link: LinkAnswer) -> tuple[object, ...]:
    return (
        link.kind.value, link.first.id, link.first.outlet, link.first.published,
        link.second.id, link.second.outlet, link.second.published, link.share_first, link.share_second,
        link.precedence.value, "; ".join(link.agencies), len(link.passages),
        sum(passage.words for passage in link.passages),
    )  # fmt: skip


def _origin_cells(answer: OriginsAnswer) -> Iterator[tuple[object, ...]]:
    """A row for each claim and each other claim that is the same; one for a claim that has none."""
    for origin in answer.origins:
        for told in origin.claims:
            start = (origin.id, origin.name, " ".join(origin.parties), told.claim, _content(told.content))
            for same in told.same:
                yield (
                    *start,
                    same.claim,
                    same.report.id,
                    same.report.outlet,
                    same.report.published,
                    same.why,
                )
            if not told.same:
                yield (*start, None, None, None, None, None)
