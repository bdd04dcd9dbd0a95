"""The disputes of a ledger: how long they take, which known ones are among them, and the board to read.

    python -m bench.disputes LEDGER                      the whole ledger, by the pair model
    python -m bench.disputes LEDGER --by words           by words alone
    python -m bench.disputes LEDGER --half 0             one half of the reports (by digest), to tune on
    python -m bench.disputes LEDGER --growth             time at an eighth, a quarter, a half, all

The ledger is that of ../shared/corpora/stream. Of the known disputes those count that can be found: with
sentences of two positions in the half. The board goes to build/disputes.json, its first 20 to the
screen, for a person to judge. Nothing is written to the ledger.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from bench.corpora import ROOT, STREAM, shared_folder
from counterclaim import Ledger
from counterclaim.relate.agreement import PairModel
from counterclaim.relate.board import Relating, relate
from counterclaim.resolve.bodies import Bodies
from counterclaim.show.disputes import DisputeAnswer, answers, record
from counterclaim.types import Board, Claim, ClaimFilter, Comparer, Document

BUILD = ROOT / "build"
SHOWN = 20
NAMING = {"country", "breakaway", "bloc"}

Reports = list[tuple[Document, list[Claim]]]


def reports_in(path: Path) -> Reports:
    """Every report of a ledger with its claims."""
    with Ledger.open(path, create=False, readonly=True) as ledger:
        groups = (list(g) for _, g in groupby(ledger.claims(ClaimFilter()), key=lambda found: found[1].id))
        return [(group[0][1], [claim for claim, _ in group]) for group in groups]


def half_of(reports: Reports, half: int | None) -> Reports:
    """The reports whose digest is even (0) or odd (1), or all."""
    return [one for one in reports if half is None or int(one[0].id, 16) % 2 == half]


def timed(reports: Reports, comparer: Comparer | None) -> tuple[Board, float]:
    """The board, and the seconds of processor time it took."""
    names = {e.name.lower(): e.body.side.lower() for e in Bodies.default() if e.body.kind in NAMING}
    names = {name: side for name, side in names.items() if " " not in name}
    start = time.process_time()
    board = relate(reports, Relating(comparer=comparer, names=names))
    return board, time.process_time() - start


def possible(gold: Sequence[dict[str, Any]], names: set[str]) -> list[dict[str, Any]]:
    """The known disputes of which two positions have a sentence in the reports of these names."""
    found = []
    for one in gold:
        stands = [[c for c in p["claims"] if c["doc"] in names] for p in one["positions"]]
        if sum(map(bool, stands)) > 1:
            positions = [{**p, "claims": c} for p, c in zip(one["positions"], stands, strict=True)]
            found.append({**one, "positions": positions})
    return found


def score(found: Sequence[DisputeAnswer], reports: Reports) -> str:
    """What the shared scorer says of the board."""
    BUILD.mkdir(exist_ok=True)
    board, gold = BUILD / "disputes.json", BUILD / "disputes-gold.jsonl"
    board.write_text(json.dumps([record(one) for one in found]), encoding="utf-8")
    shared = shared_folder()
    known = (shared / "corpora/disputes/disputes_dev.jsonl").read_text(encoding="utf-8").splitlines()
    names = {document.name or document.id for document, _ in reports}
    rows = possible([json.loads(line) for line in known], names)
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    stream = shared / STREAM
    traps = shared / "corpora/disputes/not_disputes_dev.jsonl"
    script = shared / "eval/score_disputes.py"
    command = [sys.executable, *map(str, (script, stream, gold, traps, board)), "0", "15"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def show(found: Sequence[DisputeAnswer]) -> None:
    """The first of the board, to be read by a person."""
    for number, one in enumerate(found[:SHOWN], 1):
        print(f"{number:2}. {one.score:6.2f} {one.question[:110]} ({one.first} to {one.last})")
        for position in one.positions:
            who = f"{'/'.join(position.sides[:3])}: {', '.join(position.parties[:3])}"
            print(f"      <= {position.origins:3} {who[:80]} | {position.statement[:110]}")


def growth(reports: Reports, comparer: Comparer | None) -> None:
    """Time against the number of claims, and the exponent between the least and the most."""
    points = []
    for part in (8, 4, 2, 1):
        some = reports[::part]
        claims = sum(len(found) for _, found in some)
        _, seconds = timed(some, comparer)
        points.append((claims, seconds))
        print(f"{claims:8,} claims {seconds:7.1f} s, {claims / seconds:6.0f} a second")
    (few, short), (many, long) = points[0], points[-1]
    print(f"exponent {math.log(long / short) / math.log(many / few):.2f}")


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--by", choices=("model", "words"), default="model")
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--growth", action="store_true")
    given = parser.parse_args()
    reports = half_of(reports_in(given.ledger), given.half)
    comparer = PairModel.load() if given.by == "model" else None
    if given.growth:
        growth(reports, comparer)
        return
    board, seconds = timed(reports, comparer)
    found = list(answers(board, {document.id: document for document, _ in reports}))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(board.statements):,} statements, {board.compared:,} pairs by {board.model}, "
          f"{len(board.propositions):,} propositions, {len(found):,} disputes; "
          f"{seconds:.0f} s of processor time, {peak:,.0f} MB")  # fmt: skip
    print(score(found, reports))
    show(found)


if __name__ == "__main__":
    main()
