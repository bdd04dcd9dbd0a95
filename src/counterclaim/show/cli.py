"""The command line: which commands there are, and how a run of one ends.

Exit codes: 0 fine; 1 some inputs were refused, or there is no such document or party; 2 nothing could
be done (wrong usage, or a ledger, model or table that cannot be used); 130 interrupted;
141 the reader of the output went away.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from cyclopts import App, CycloptsError

from counterclaim.errors import CounterclaimError, InputError, UnknownDispute, UnknownDocument, UnknownParty
from counterclaim.pipeline import code_version
from counterclaim.show import commands, compare, disputes, independence, questions
from counterclaim.show.tools import Tools

BROKEN_PIPE = 141
HOMES = (commands, questions, compare, independence, disputes)
"""The modules that hold the commands."""

HELP = "A ledger of who says what, on whose word, and who says otherwise, read from news reports."
EPILOGUE = """\
Begin with:
  counterclaim read examples/         read a folder of reports into your ledger
  counterclaim claims                 who says what
  counterclaim show REPORT            one report with everything marked
  counterclaim brief REPORT -o page.html
  counterclaim parties                who speaks, and for whom
  counterclaim quantities ITEM        every figure for a thing

Each command has its own --help with examples. Exit codes: 0 fine, 1 some
inputs refused (or no such report or party), 2 wrong usage or a ledger or
model that cannot be used, 130 interrupted.
"""
EXAMPLES = {
    "read": """\
  counterclaim read reports/
  counterclaim read report.txt --published 2022-03-02 --outlet "The Gazette"
  counterclaim read stream.jsonl.zst page.html --ledger war.sqlite
  curl -s https://example.org/a | counterclaim read - --url https://example.org/a""",
    "claims": """\
  counterclaim claims --side Ukraine --act deny
  counterclaim claims --party mayor --since 2022-03-01 --until 2022-03-07
  counterclaim claims --text "city hall" --format csv > claims.csv
  counterclaim claims --document 3f2a --format json | jq '.[].content'""",
    "parties": """\
  counterclaim parties --side Ukraine --limit 20
  counterclaim parties --kind person --name ivan
  counterclaim parties --format csv > parties.csv""",
    "party": """\
  counterclaim party "Ministry of Defence"
  counterclaim party 1f9aeaaedc66 --limit 0 --format json | jq .party.roles
  counterclaim party mayor --format csv > claims.csv""",
    "places": """\
  counterclaim places --country PY --limit 20
  counterclaim places --name port --format json""",
    "quantities": """\
  counterclaim quantities             # what is counted
  counterclaim quantities "people killed" --place Almena --since 2022-03-01
  counterclaim quantities tanks --format csv > tanks.csv""",
    "copies": """\
  counterclaim copies                 # which reports are one report
  counterclaim copies gazette-1 --passages
  counterclaim copies --format csv > copies.csv""",
    "origins": """\
  counterclaim origins gazette-1      # on whose word a report rests
  counterclaim origins 3f2a:a4        # one claim of it, and where else it stands
  counterclaim origins 3f2a --format json | jq .at_most""",
    "disputes": """\
  counterclaim disputes --limit 20    # what cannot all be so
  counterclaim disputes --by words    # without the pair model
  counterclaim disputes --format json | jq '.[0].positions[].statement'""",
    "dispute": """\
  counterclaim dispute d1c9           # the start of an id is enough
  counterclaim dispute d1c9 --format csv > claims.csv""",
    "show": """\
  counterclaim show 3f2a91c0d4e5b677
  counterclaim show 3f2a              # the start of an id is enough
  counterclaim show reports/port.txt  # so is a file that was read
  NO_COLOR=1 counterclaim show 3f2a | less""",
    "brief": """\
  counterclaim brief 3f2a -o brief.html
  counterclaim brief reports/ -o brief.html
  counterclaim brief gazette-1 herald-7 -o brief.html --ledger war.sqlite""",
    "extract": """\
  counterclaim extract report.txt
  counterclaim extract reports.jsonl.gz > attributions.jsonl
  echo "The mayor said the bridge was open." | counterclaim extract - --format table""",
    "compare": """\
  counterclaim compare pairs.jsonl > verdicts.jsonl
  echo '{"id": 1, "a": "The bridge is open.", "b": "The bridge is closed."}' | counterclaim compare""",
    "documents": """\
  counterclaim documents
  counterclaim documents --format csv > reports.csv""",
    "status": """\
  counterclaim status
  counterclaim status --ledger war.sqlite --format json""",
}


def build() -> App:
    """The command line, ready to parse."""
    app = App(
        name="counterclaim", help=HELP, help_epilogue=EPILOGUE, version=code_version, help_format="plaintext"
    )
    for name, examples in EXAMPLES.items():
        command = next(getattr(home, name) for home in HOMES if hasattr(home, name))
        app.command(command, name=name, help_epilogue=f"Examples:\n{examples}")
    app.register_install_completion_command()
    return app


def main(arguments: Sequence[str] | None = None, tools: Tools | None = None) -> int:
    """Run one command and return the exit code."""
    given = tools or _standard()
    try:
        code = _run(list(sys.argv[1:] if arguments is None else arguments), given)
        given.out.flush()
    except BrokenPipeError:
        _silence()
        return BROKEN_PIPE
    except KeyboardInterrupt:
        given.complain("interrupted")
        return commands.INTERRUPTED
    return code


def _run(arguments: list[str], tools: Tools) -> int:
    app = build()
    try:
        command, bound, ignored = app.parse_args(arguments, exit_on_error=False, print_error=False)
        code = command(*bound.args, **bound.kwargs, **dict.fromkeys(ignored, tools))
    except CycloptsError as error:
        tools.complain(f"{error} (try --help)")
        return commands.USAGE
    except (InputError, UnknownDispute, UnknownDocument, UnknownParty) as error:
        tools.complain(str(error))
        return commands.REFUSED
    except CounterclaimError as error:
        tools.complain(str(error))
        return commands.USAGE
    return code if isinstance(code, int) else commands.FINE


def _standard() -> Tools:
    """Standard output and error; what cannot be encoded is escaped, never a failure."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    return Tools(sys.stdout, sys.stderr)


def _silence() -> None:
    """Nobody reads the output any more: let the flush at exit go nowhere, quietly."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
