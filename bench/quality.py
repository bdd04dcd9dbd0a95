"""The quality gate: figures on the dev corpora against the floors pinned in floors.json.

    python -m bench.quality                             measure, print, fail below a floor
    python -m bench.quality --errors                    and show where the errors are
    python -m bench.quality --set-floors                raise the floors to what was measured
    python -m bench.quality --set-floors --allow-lower  and let them fall

Everything is measured on the public record, as `counterclaim extract --format jsonl` prints it.
Exit codes: 0 passed, 1 a figure fell or a corpus changed, 2 it could not be measured.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench import corpora, scoring
from bench.corpora import ROOT, Row
from bench.errors import breakdown
from bench.floors import PATH, Floors, FloorsError

BUILD = ROOT / "build" / "quality"
MODEL = ROOT / "src" / "counterclaim" / "extract" / "model"


class MeasureError(Exception):
    """The corpora or the model are not there, or extraction failed."""


def extract(documents: Path, out: Path) -> list[scoring.Record]:
    """The public record of each document of a JSON lines file, kept in `out` as well."""
    command = [sys.executable, "-m", "counterclaim", "extract", str(documents), "--format", "jsonl"]
    with out.open("w", encoding="utf-8") as stream:
        done = subprocess.run(command, stdout=stream, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise MeasureError(
            f"counterclaim extract {documents.name} failed ({done.returncode}): {done.stderr[-2000:]}"
        )
    return corpora.rows(out)


def attributions(shared: Path) -> tuple[scoring.Scorer, list[Row], list[scoring.Record]]:
    """The scorer, the gold dev articles and what the extractor makes of them."""
    scorer = scoring.load_scorer(shared / corpora.ATTRIBUTION_SCORER)
    gold = [row for row in corpora.rows(shared / corpora.ATTRIBUTIONS) if corpora.is_dev(row["id"])]
    documents = BUILD / "attributions.jsonl"
    corpora.write_rows(documents, map(corpora.without_answers, gold))
    return scorer, gold, extract(documents, BUILD / "attributions.out.jsonl")


def spans(shared: Path) -> dict[str, float]:
    """Exact-span F1 on CofeNet's dev file, through the public record."""
    script, corpus = shared / corpora.SPAN_SCORER, shared / corpora.SPANS
    documents, out = BUILD / "spans.jsonl", BUILD / "spans.out.jsonl"
    scoring.make_span_documents(script, corpus, documents)
    extract(documents, out)
    return scoring.span_figures(script, corpus, out)


def own_token_spans(shared: Path) -> dict[str, float]:
    """The same on texts made of the file's own tokens."""
    instances = corpora.rows(shared / corpora.SPANS)
    documents = BUILD / "own-tokens.jsonl"
    texts = (scoring.token_text(row["tokens"])[0] for row in instances)
    corpora.write_rows(documents, ({"id": f"c{n}", "text": text} for n, text in enumerate(texts)))
    return scoring.own_token_figures(instances, extract(documents, BUILD / "own-tokens.out.jsonl"))


def model_card(folder: Path) -> dict[str, object]:
    """Which model is measured: the digest and size of its network file."""
    networks = sorted(folder.glob("*.onnx"))
    if not networks:
        raise MeasureError(f"there is no model in {folder}: CONTRIBUTING.md tells how to train one")
    name = networks[0].name
    return {"sha256": corpora.digests(folder, [name])[name], "bytes": networks[0].stat().st_size}


def measure(shared: Path, *, errors: bool) -> Floors:
    """Every figure, with the digests of what it was measured on."""
    if not shared.is_dir():
        raise MeasureError(f"there is no shared folder at {shared} (COUNTERCLAIM_SHARED names another)")
    card = model_card(MODEL)
    BUILD.mkdir(parents=True, exist_ok=True)
    scorer, gold, records = attributions(shared)
    figures = {f"attributions.{k}": v for k, v in scoring.attribution_figures(scorer, gold, records).items()}
    error = scoring.calibration_error(scoring.judged(scorer, gold, records))
    figures["attributions.calibration"] = round(1 - error, 4)
    figures |= {f"spans.{role}": figure for role, figure in spans(shared).items()}
    figures |= {f"own-tokens.{role}": figure for role, figure in own_token_spans(shared).items()}
    if errors:
        print(*breakdown(scorer, gold, records), sep="\n", end="\n\n")
    return Floors(figures, corpora.digests(shared), card)


def table(measured: Floors, floors: Floors | None) -> str:
    """The figures beside their floors, in points."""
    lines = [f"{'F1, in points':28s} measured   floor"]
    for name, figure in measured.figures.items():
        floor = floors.figures.get(name) if floors else None
        beside = f"{100 * floor:7.1f}" if floor is not None else "      -"
        lines.append(f"{name:28s} {100 * figure:8.1f} {beside}{'  BELOW' if figure < (floor or 0) else ''}")
    return "\n".join(lines)


def run(arguments: argparse.Namespace) -> int:
    """Measure, then set the floors or hold against them."""
    measured = measure(corpora.shared_folder(), errors=arguments.errors)
    known = Floors.load(PATH) if PATH.is_file() else None
    print(table(measured, known))
    failures = known.failures(measured) if known else []
    report = {"figures": measured.figures, "model": measured.model, "failures": failures}
    BUILD.with_suffix(".json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    if arguments.set_floors:
        fresh = Floors(measured.pinned(), measured.corpora, measured.model)
        (fresh if known is None or arguments.allow_lower else known.raised(measured)).save(PATH)
        print(f"floors written to {PATH.name}")
        return 0
    if known is None:
        raise FloorsError("there are no floors yet: pin what was measured with --set-floors")
    for failure in failures:
        print(f"FAILED: {failure}", file=sys.stderr)
    return 1 if failures else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description="The quality gate.")
    parser.add_argument("--errors", action="store_true", help="show where the errors are")
    parser.add_argument(
        "--set-floors", action="store_true", help="raise the pinned floors to what is measured"
    )
    parser.add_argument("--allow-lower", action="store_true", help="with --set-floors: floors may fall")
    try:
        return run(parser.parse_args(arguments))
    except (MeasureError, FloorsError) as error:
        print(f"quality gate: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
