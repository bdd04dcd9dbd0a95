"""The corpora and scorers of the shared folder: where they lie, and which exact bytes they are."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

ATTRIBUTIONS = "corpora/attributions/train.jsonl"
SPANS = "corpora/polnear/cofenet_dev.jsonl"
STREAM = "corpora/stream/news_2021-10_2022-02.jsonl"
ATTRIBUTION_SCORER = "eval/score_attributions.py"
SPAN_SCORER = "eval/score_exact_spans.py"

MEASURED = (ATTRIBUTIONS, SPANS, ATTRIBUTION_SCORER, SPAN_SCORER)
"""What a quality figure depends on besides the model: other bytes make it another figure."""

DEV_SHARE = 6
"""One article of this many is held out from training as the dev split of `attributions`."""

Row = dict[str, Any]


def shared_folder() -> Path:
    """Where the shared folder lies (whether it is there or not): beside the clone, unless
    COUNTERCLAIM_SHARED names another place.
    """
    return Path(os.environ.get("COUNTERCLAIM_SHARED") or ROOT.parent / "shared")


def rows(path: Path) -> list[Row]:
    """The objects of a JSON lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def write_rows(path: Path, objects: Iterable[Row]) -> None:
    """Write a JSON lines file, with its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in objects)


def is_dev(article: str) -> bool:
    """True for the articles of the dev split, decided by a digest of their id.

    Training leaves exactly these out, so that no article is on both sides.
    """
    return int(hashlib.sha1(article.encode()).hexdigest(), 16) % DEV_SHARE == 0


def without_answers(row: Row) -> Row:
    """A gold article as an input: everything but the annotation."""
    return {name: value for name, value in row.items() if name != "attributions"}


def digests(folder: Path, names: Iterable[str] = MEASURED) -> Mapping[str, str]:
    """The SHA-256 of each file of the shared folder that a figure depends on."""
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
