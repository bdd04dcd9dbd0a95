"""The command `compare`: pairs of texts in, how they stand to each other out, line by line."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, BinaryIO, Literal

from cyclopts import Parameter, validators

from counterclaim import pipeline
from counterclaim.errors import InputError, MalformedRecord, OversizedInput, UnreadableInput
from counterclaim.show.clean import json_safe
from counterclaim.show.commands import FINE, REFUSED, Hidden
from counterclaim.show.tools import Tools
from counterclaim.types import Agreement, Comparison, Wording

MAX_LINE = 1 << 20
"""Bytes of one line: a pair of sentences is a thousandth of it."""

MAX_TEXT = 20_000
"""Characters of one text; the model reads the beginning only, and says nothing of reports."""

PLACES = 4
"""Decimal places of a printed probability."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One line of the input."""

    id: str | int
    a: Wording
    b: Wording


def compare(
    file: Annotated[
        Path,
        Parameter(help='JSON lines; "-" is standard input.', allow_leading_hyphen=True),
    ] = Path("-"),
    /,
    *,
    layout: Annotated[Literal["jsonl"], Parameter(name="--format", help="How to print.")] = "jsonl",  # noqa: ARG001  # the contract names it
    threads: Annotated[
        int,
        Parameter(
            help="Processor threads to use; 0 is one for each core.", validator=validators.Number(gte=0)
        ),
    ] = 0,
    tools: Hidden,
) -> int:
    """Say how the texts of each pair stand to each other: same, contradict, related or unrelated.

    A line is {"id", "a", "b"}; each side is a sentence or the bare content of a claim, as a string
    or as an object with "text", "outlet" and "date". What is claimed is compared, not who says it.
    Printed are the label, the probability of each, and which of the two says all that the other says.
    """
    with ExitStack() as stack:
        stream, name = _opened(file, stack)
        faults = _Faults(tools)
        given: deque[Pair] = deque()
        found = pipeline.compare(_handed_on(_pairs(stream, name, faults), given), threads=threads)
        for comparison in found:
            tools.out.write(
                json_safe(json.dumps(record(given.popleft(), comparison), ensure_ascii=False)) + "\n"
            )
    return REFUSED if faults.count else FINE


def record(pair: Pair, found: Comparison) -> dict[str, Any]:
    """What is printed of one pair: a public contract."""
    return {
        "id": pair.id,
        "label": str(found.label),
        "scores": {str(label): round(getattr(found, label), PLACES) for label in Agreement},
        "entails": None if found.entails is None else str(found.entails),
    }


class _Faults:
    """Says what is wrong with a line, and counts."""

    def __init__(self, tools: Tools) -> None:
        self.count = 0
        self._tools = tools

    def add(self, error: InputError) -> None:
        """One more line that is no pair."""
        self.count += 1
        self._tools.complain(str(error))


def _opened(file: Path, stack: ExitStack) -> tuple[BinaryIO, str]:
    """The stream of lines and its name. Raises `UnreadableInput`."""
    if str(file) == "-":
        return sys.stdin.buffer, "<stdin>"
    try:
        return stack.enter_context(file.open("rb")), str(file)
    except OSError as error:
        raise UnreadableInput(str(file), error.strerror or str(error)) from error


def _handed_on(pairs: Iterable[Pair], given: deque[Pair]) -> Iterator[tuple[Wording, Wording]]:
    """The texts of the pairs; `given` keeps the pairs until their turn comes."""
    for pair in pairs:
        given.append(pair)
        yield pair.a, pair.b


def _pairs(stream: BinaryIO, name: str, faults: _Faults) -> Iterator[Pair]:
    """The pairs of a stream; a line that is none is reported, and the rest goes on."""
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        place = f"{name}:{number}"
        try:
            if len(line) > MAX_LINE:
                _pass_rest(stream, line)
                raise OversizedInput(place, f"a line of more than {MAX_LINE:,} bytes")
            if line.strip():
                yield pair_of(line, place)
        except InputError as error:
            faults.add(error)


def _pass_rest(stream: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(MAX_LINE)


def pair_of(line: bytes, place: str) -> Pair:
    """The pair that one line states. Raises `MalformedRecord`."""
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise MalformedRecord(place, f"not JSON ({error.msg}, column {error.colno})") from error
    except (ValueError, RecursionError) as error:
        raise MalformedRecord(place, f"not JSON ({error})") from error
    if not isinstance(value, dict):
        raise MalformedRecord(place, "not a JSON object")
    identity = value.get("id")
    if not isinstance(identity, str | int) or isinstance(identity, bool):
        raise MalformedRecord(place, '"id" is missing, or neither a string nor a whole number')
    return Pair(identity, _side(value.get("a"), "a", place), _side(value.get("b"), "b", place))


def _side(value: object, name: str, place: str) -> Wording:
    """One side: a string, or an object with its text and, perhaps, its date."""
    given: dict[str, Any] = value if isinstance(value, dict) else {"text": value}
    text = given.get("text")
    if not isinstance(text, str) or not text.strip():
        raise MalformedRecord(place, f'"{name}" is neither a text nor an object with a "text"')
    if len(text) > MAX_TEXT:
        raise MalformedRecord(place, f'"{name}" has more than {MAX_TEXT:,} characters')
    return Wording(" ".join(text.split()), _day(given.get("date"), name, place))


def _day(value: object, name: str, place: str) -> dt.date | None:
    """The day of an ISO date or time; None where there is none."""
    if value is None or value == "":
        return None
    try:
        if isinstance(value, str):
            return dt.date.fromisoformat(value[:10])
    except ValueError:
        pass
    raise MalformedRecord(place, f'the "date" of "{name}" is no date (YYYY-MM-DD)')
