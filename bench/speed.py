"""How fast: words per second, peak memory, time per stage, cold start, size of the model.

    python -m bench.speed                     the first 1000 articles of the shared stream
    python -m bench.speed --articles 100

Figures go to the screen and to build/speed.json. Nothing here passes or fails: compare
figures of one machine only.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Mapping
from itertools import islice
from pathlib import Path

from bench import corpora
from bench.corpora import ROOT
from bench.processes import CommandError, measured
from bench.stages import shares

COUNTERCLAIM = (sys.executable, "-m", "counterclaim")
STAGE_ARTICLES = 200
COLD_STARTS = 5
MEGABYTE = 1_000_000
SHORT_REPORT = "The harbour master said the bridge was open. The regional council denied that on Friday.\n"

Figures = Mapping[str, float]


def end_to_end(stream: Path, work: Path) -> Figures:
    """Read the whole stream into a new ledger, as a user does."""
    words = sum(len(row["text"].split()) for row in corpora.rows(stream))
    cost = measured([*COUNTERCLAIM, "read", str(stream), "--ledger", str(work / "whole.sqlite")])
    return {
        "words": words,
        "seconds": cost.seconds,
        "words/s": words / cost.seconds,
        "peak memory, MB": cost.peak / MEGABYTE,
    }


def per_stage(stream: Path, work: Path) -> Figures:
    """The share of each stage on the beginning of the stream, in per cent."""
    part = work / "part.jsonl"
    corpora.write_rows(part, corpora.rows(stream)[:STAGE_ARTICLES])
    return {f"{stage}, %": 100 * share for stage, share in shares(part, work / "part.sqlite").items()}


def cold_start(work: Path) -> Figures:
    """`counterclaim extract` on one short report, from nothing; the median of several starts."""
    report = work / "short.txt"
    report.write_text(SHORT_REPORT, encoding="utf-8")
    times = [measured([*COUNTERCLAIM, "extract", str(report)]).seconds for _ in range(COLD_STARTS)]
    return {"cold start, s": statistics.median(times)}


def model_size() -> Figures:
    """What the model folder adds to the package."""
    folder = ROOT / "src" / "counterclaim" / "extract" / "model"
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {"model folder, MB": size / MEGABYTE}


def measure(stream: Path, work: Path) -> Figures:
    """Every figure, with files of its own in `work`."""
    return {**end_to_end(stream, work), **per_stage(stream, work), **cold_start(work), **model_size()}


def first_articles(count: int, out: Path) -> None:
    """The beginning of the shared stream as a file of its own."""
    with (corpora.shared_folder() / corpora.STREAM).open(encoding="utf-8") as lines:
        out.write_text("".join(islice(lines, count)), encoding="utf-8")


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description="How fast.")
    parser.add_argument("--articles", type=int, default=1000, help="how many articles to read")
    articles = parser.parse_args().articles
    figures: dict[str, float] = {"cores": os.cpu_count() or 0, "articles": articles}
    with tempfile.TemporaryDirectory(prefix="counterclaim-speed-") as name:
        work = Path(name)
        stream = work / "stream.jsonl"
        try:
            first_articles(articles, stream)
            figures |= measure(stream, work)
        except (CommandError, OSError) as error:
            print(f"speed: {error}", file=sys.stderr)
            return 2
    for title, figure in figures.items():
        print(f"{title:20s} {figure:12,.{1 if figure < 1000 else 0}f}")
    out = ROOT / "build" / "speed.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
