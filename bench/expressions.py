"""Times and quantities against expressions of the news stream whose values a person read.

    python -m bench.expressions            measure, print, fail below a floor
    python -m bench.expressions --errors   and list what is wrong, by document id and offsets

The test sets (expressions_times.jsonl, expressions_quantities.jsonl) hold offsets into the texts of
the stream and the values read there; the texts themselves lie in the shared folder. A time is right
when its TIMEX3 value is the one read (and its interval open where that was read); a quantity when its
values, bound, fraction and unit are, and, where it has no unit, the thing it counts.
Exit codes: 0 passed, 1 a figure is below its floor, 2 it could not be measured.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from bench.corpora import STREAM, Row, rows, shared_folder
from counterclaim.resolve.quantities import find_quantities
from counterclaim.resolve.times import find_times
from counterclaim.types import Quantity, Span, When

TIMES = Path(__file__).with_name("expressions_times.jsonl")
QUANTITIES = Path(__file__).with_name("expressions_quantities.jsonl")

FLOORS = {"times.value": 0.85, "quantities.right": 0.90}
"""The bars set for these test sets, as shares of the expressions in them."""

Found = TypeVar("Found", When, Quantity)


class MeasureError(Exception):
    """The stream is not there, or it lacks a document of the test set."""


@dataclass(slots=True)
class Score:
    """Shares right, and each expression that is not."""

    figures: dict[str, float] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reading:
    """What is found in one document."""

    times: tuple[When, ...]
    quantities: tuple[Quantity, ...]


def read_documents(stream: Path, gold: Iterable[Row]) -> Mapping[str, Reading]:
    """Times and quantities of each document that the test sets point into."""
    wanted = {row["id"] for row in gold}
    readings = {}
    for row in rows(stream):
        if row["id"] in wanted:
            times = find_times(row["text"], dt.date.fromisoformat(row["published"]))
            readings[row["id"]] = Reading(times, find_quantities(row["text"], times))
    if missing := wanted - readings.keys():
        raise MeasureError(f"{stream.name} lacks {len(missing)} documents of the test set")
    return readings


def nearest(row: Row, found: Sequence[Found]) -> Found | None:
    """What was found at a gold expression: the one that shares most characters with it."""
    gold = Span(row["start"], row["end"])

    def shared(each: Found) -> int:
        return min(each.span.end, gold.end) - max(each.span.start, gold.start) if each.span else 0

    best = max(found, key=shared, default=None)
    return best if best is not None and shared(best) > 0 else None


def time_is_right(row: Row, time: When) -> bool:
    """The TIMEX3 value is the one read, and the interval is open where it was read to be ("since")."""
    opened = row.get("open") != "end" or (time.start is not None and time.end is None)
    return bool(time.value == row["value"]) and opened


def quantity_is_right(row: Row, quantity: Quantity) -> bool:
    """Values, bound, fraction and unit (or, without one, the thing counted) are those read."""
    numbers = (quantity.low, quantity.high, quantity.of) == (row["low"], row["high"], row.get("of"))
    meant = quantity.bound == row["bound"] and quantity.unit == row["unit"]
    counted = bool(row["unit"]) or quantity.item in row["item"]
    return numbers and meant and counted and quantity.vague == row.get("vague")


def spurious(gold: Sequence[Row], found: Mapping[str, Sequence[Found]]) -> int:
    """How much is found in the sentences of the test set where nothing was read."""
    sentences: dict[tuple[str, int, int], list[Span]] = defaultdict(list)
    for row in gold:
        start, end = row["sentence"]
        sentences[row["id"], start, end].append(Span(row["start"], row["end"]))
    count = 0
    for (document, start, end), read in sentences.items():
        spans = [each.span for each in found[document] if each.span and start <= each.span.start < end]
        count += sum(not any(span.overlaps(other) for other in read) for span in spans)
    return count


def score(
    name: str,
    gold: Sequence[Row],
    found: Mapping[str, Sequence[Found]],
    right: Callable[[Row, Found], bool],
    label: str,
) -> Score:
    """Shares of the gold expressions found and right, and how much else was found beside them."""
    result, hits, correct = Score(), 0, 0
    for row in gold:
        best = nearest(row, found[row["id"]])
        hits += best is not None
        if best is not None and right(row, best):
            correct += 1
        else:
            result.errors.append(f"{name} {row['id']} {row['start']}-{row['end']}: read {row}; found {best}")
    result.figures[f"{name}.found"] = hits / len(gold)
    result.figures[f"{name}.{label}"] = correct / len(gold)
    result.figures[f"{name}.spurious"] = spurious(gold, found) / len(gold)
    return result


def measure(stream: Path) -> Score:
    """Every figure on both test sets."""
    times, quantities = rows(TIMES), rows(QUANTITIES)
    readings = read_documents(stream, [*times, *quantities])
    found_times = {document: reading.times for document, reading in readings.items()}
    found_quantities = {document: reading.quantities for document, reading in readings.items()}
    of_times = score("times", times, found_times, time_is_right, "value")
    of_quantities = score("quantities", quantities, found_quantities, quantity_is_right, "right")
    return Score(of_times.figures | of_quantities.figures, of_times.errors + of_quantities.errors)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.expressions", description="Times and quantities.")
    parser.add_argument("--errors", action="store_true", help="list every expression that is wrong")
    wanted = parser.parse_args(arguments)
    stream = shared_folder() / STREAM
    if not stream.is_file():
        print(
            f"NOT MEASURED: there is no {stream} (COUNTERCLAIM_SHARED names another folder)", file=sys.stderr
        )
        return 2
    measured = measure(stream)
    for name, figure in measured.figures.items():
        floor = f"   floor {100 * FLOORS[name]:.1f}" if name in FLOORS else ""
        print(f"{name:24s} {100 * figure:6.1f}{floor}")
    if wanted.errors:
        print(*measured.errors, sep="\n")
    below = [name for name, floor in FLOORS.items() if measured.figures[name] < floor]
    for name in below:
        print(f"FAILED: {name} is below its floor", file=sys.stderr)
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
