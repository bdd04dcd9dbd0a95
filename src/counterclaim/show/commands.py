"""The commands: each turns its arguments into one call and prints the answer.

They return the exit code. Docstrings are what `--help` prints. Whatever a command works with
comes in through `tools`, which the command line does not see.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter, validators

from counterclaim import pipeline
from counterclaim.errors import InputError, SkippedInput, UnknownDocument
from counterclaim.keep.paths import ENVIRONMENT_VARIABLE
from counterclaim.pipeline import ReadOptions
from counterclaim.show import answers
from counterclaim.show.clean import json_safe, line
from counterclaim.show.progress import listening, sentence
from counterclaim.show.tools import Tables, Tools
from counterclaim.types import Act, ClaimFilter, Reading, View

FINE, REFUSED, USAGE, INTERRUPTED = 0, 1, 2, 130

Paths = Annotated[
    list[Path],
    Parameter(
        help='Files or folders: text, HTML or JSON lines, plain or .gz/.xz/.zst; "-" is standard input.',
        allow_leading_hyphen=True,
        negative=(),
    ),
]
LedgerPath = Annotated[
    Path | None,
    Parameter(help="The ledger file. Without it: the one in your data folder.", env_var=ENVIRONMENT_VARIABLE),
]
BodiesPath = Annotated[
    Path | None,
    Parameter(
        help="A table of countries and bodies, added to the built-in one.", env_var="COUNTERCLAIM_BODIES"
    ),
]
Reports = Annotated[
    list[str],
    Parameter(
        help="The reports: an id, the start of one, a name, or a file or folder that was read.", negative=()
    ),
]
Limit = Annotated[int, Parameter(help="At most that many; 0 is all.", validator=validators.Number(gte=0))]
ListLayout = Annotated[Literal["table", "json", "csv"], Parameter(name="--format", help="How to print.")]
Hidden = Annotated[Tools, Parameter(parse=False)]


@Parameter(name="*")
@dataclass(frozen=True)
class Inputs:
    """How reports are read and who extracts from them."""

    published: dt.date | None = None
    "Publication date (YYYY-MM-DD) of reports that state none."
    outlet: str | None = None
    "Outlet of reports that state none."
    url: str | None = None
    "Address of reports that state none."
    threads: Annotated[int, Parameter(validator=validators.Number(gte=0))] = 0
    "Processor threads to use; 0 is one for each core."
    bodies: BodiesPath = None
    places: Annotated[
        Path | None,
        Parameter(help="A table of places, added to the built-in one.", env_var="COUNTERCLAIM_PLACES"),
    ] = None

    def tables(self) -> Tables:
        """The user's own tables."""
        return Tables(self.bodies, self.places)

    def options(self) -> ReadOptions:
        """What the read stage is told."""
        return ReadOptions(published=self.published, outlet=self.outlet, url=self.url)


@Parameter(name="*")
@dataclass(frozen=True)
class Filter:
    """Which claims to list."""

    party: str | None = None
    "Only this speaker; part of the name is enough."
    side: str | None = None
    "Only speakers for this country or body."
    act: Act | None = None
    "Only this act."
    since: dt.date | None = None
    "Published on that day or later."
    until: dt.date | None = None
    "Published on that day or earlier."
    document: str | None = None
    "Only this report: its id, its name, or the start of its id."
    text: str | None = None
    "Only contents with these words."
    place: str | None = None
    "Only what is said of this place: its whole name, or its GeoNames id."
    limit: Limit = 0

    def of(self, view: View) -> ClaimFilter:
        """The filter as the ledger takes it. Raises `UnknownDocument`."""
        identity = None if self.document is None else view.document(self.document).id
        return ClaimFilter(
            self.party,
            self.side,
            self.act,
            self.since,
            self.until,
            identity,
            self.text,
            self.limit,
            place=self.place,
        )


def read(paths: Paths, /, *, inputs: Inputs | None = None, ledger: LedgerPath = None, tools: Hidden) -> int:
    """Read reports into the ledger.

    A report the ledger already holds is not read again, so that a run that was
    cut short is finished by running it again. The counts at the end add up to
    the inputs.
    """
    given = inputs or Inputs()
    stages = tools.stages(given.threads, given.tables())
    with listening(tools) as listener:
        outcome = pipeline.read(paths, given.options(), ledger=ledger, stages=stages, listener=listener)
    tools.out.write(sentence(outcome) + "\n")
    if outcome.interrupted:
        tools.complain("interrupted; run the same command again to finish")
        return INTERRUPTED
    return REFUSED if outcome.refused else FINE


def extract(
    paths: Paths,
    /,
    *,
    layout: Annotated[Literal["jsonl", "table"], Parameter(name="--format", help="How to print.")] = "jsonl",
    inputs: Inputs | None = None,
    tools: Hidden,
) -> int:
    """Print the attributions of reports, one JSON object a report; nothing is kept.

    Offsets are characters (code points) of the report's own text. The fields are
    described in the reference of the record.
    """
    given = inputs or Inputs()
    stages = tools.stages(given.threads, given.tables())
    with listening(tools, moving=not tools.out.isatty()) as listener:
        for reading in pipeline.extract(paths, given.options(), stages=stages, listener=listener):
            _print_reading(reading, layout, tools)
    return REFUSED if listener.last.refused else FINE


def _print_reading(reading: Reading, layout: str, tools: Tools) -> None:
    if layout == "jsonl":
        from counterclaim.show.record import record

        found = json.dumps(record(reading.document, reading.claims), ensure_ascii=False)
        tools.out.write(json_safe(found) + "\n")
        return
    from counterclaim.show import terminal  # rich is not needed for JSON

    answer = answers.document_answer(reading.document, reading.claims)
    terminal.print_document(tools.console(), answer, text=False)


def claims(
    *,
    where: Filter | None = None,
    layout: ListLayout = "table",
    ledger: LedgerPath = None,
    tools: Hidden,
) -> int:
    """List claims: who says what, and in which report.

    JSON and CSV carry the exact words with their offsets. In CSV a cell that a
    spreadsheet would take for a formula begins with an apostrophe.
    """
    with tools.view(ledger) as view:
        rows = answers.claims(view, (where or Filter()).of(view))
        if layout == "table":
            from counterclaim.show import terminal

            if not terminal.print_claims(tools.console(), rows):
                tools.complain("no claim fits")
        else:
            from counterclaim.show import formats

            (formats.write_json if layout == "json" else formats.write_claims_csv)(tools.out, rows)
    return FINE


def show(documents: Reports, /, *, ledger: LedgerPath = None, tools: Hidden) -> int:
    """Print a report with every source, cue and content marked, then its claims."""
    from counterclaim.show import terminal

    with tools.view(ledger) as view:
        for identity in _identities(view, documents):
            terminal.print_document(tools.console(), answers.document(view, identity))
    return FINE


def brief(
    documents: Reports,
    /,
    *,
    output: Annotated[
        Path,
        Parameter(
            name=["--output", "-o"],
            help='The page to write; "-" is standard output.',
            allow_leading_hyphen=True,
        ),
    ],
    ledger: LedgerPath = None,
    tools: Hidden,
) -> int:
    """Write one self-contained page: reports, marked, beside the claims made in them.

    The page needs no network and holds no script; it opens in any browser and
    prints well.
    """
    from counterclaim.show.brief import page  # Jinja is needed here only

    with tools.view(ledger) as view:
        html = page([answers.document(view, identity) for identity in _identities(view, documents)])
    if str(output) == "-":
        tools.out.write(html)
        return FINE
    try:
        output.write_text(html, encoding="utf-8", errors="replace")
    except OSError as error:
        tools.complain(f"{output}: cannot be written: {error.strerror or error}")
        return USAGE
    tools.err.write(f"wrote {line(str(output))}\n")
    return FINE


def _identities(view: View, given: list[str]) -> Iterator[str]:
    """The ids of the reports meant, each once. Raises `UnknownDocument` and `InputError`.

    A file or folder stands for the reports in it: an id is a digest of the report, so that
    the file alone tells which they are, wherever it lay when it was read.
    """
    seen: set[str] = set()
    for name in given:
        for identity in _of_path(view, Path(name)) if Path(name).exists() else [view.document(name).id]:
            if identity not in seen:
                seen.add(identity)
                yield identity


def _of_path(view: View, path: Path) -> Iterator[str]:
    for found in pipeline.open_inputs(path, ReadOptions()):
        if isinstance(found, SkippedInput):
            continue
        if isinstance(found, InputError):
            raise found
        try:
            yield view.document(found.id).id
        except UnknownDocument as error:
            raise UnknownDocument(
                f"{found.origin} is not in the ledger: 'counterclaim read' adds it"
            ) from error


def documents(
    *,
    limit: Limit = 0,
    layout: ListLayout = "table",
    ledger: LedgerPath = None,
    tools: Hidden,
) -> int:
    """List the reports in the ledger."""
    with tools.view(ledger) as view:
        rows = answers.documents(view, limit)
        if layout == "table":
            from counterclaim.show import terminal

            if not terminal.print_documents(tools.console(), rows):
                tools.complain("the ledger holds no report")
        else:
            from counterclaim.show import formats

            (formats.write_json if layout == "json" else formats.write_documents_csv)(tools.out, rows)
    return FINE


def status(
    *,
    layout: Annotated[Literal["table", "json"], Parameter(name="--format", help="How to print.")] = "table",
    ledger: LedgerPath = None,
    tools: Hidden,
) -> int:
    """Say where the ledger lies and how much it holds."""
    from counterclaim.keep import default_path

    with tools.view(ledger) as view:
        answer = answers.status(view, str(ledger or default_path()))
    if layout == "table":
        from counterclaim.show import terminal

        terminal.print_status(tools.console(), answer)
    else:
        from counterclaim.show import formats

        tools.out.write(formats.one_json(answer) + "\n")
    return FINE
