"""What a network thinks of the annotated texts: names, and sides; `resolver.py` learns how far to trust it.

    python training/opinions.py --model MODEL_FOLDER --out training/runs/opinions.jsonl

The network must not have been trained on our own annotations (`annotations.jsonl`), or its opinion
of their sides would be better than it will be of a new text. It may have seen the names nowhere.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from calibrate import plain, scorer
from counterclaim.extract import Extractor
from data import our_records
from resolver_data import read_reports


def main() -> None:
    """Run the extractor over every annotated text and match what it finds to the annotation."""
    p = argparse.ArgumentParser(description="the network's opinions of the annotated texts")
    p.add_argument("--shared", type=Path, default=Path("../shared"))
    p.add_argument("--model", type=Path, required=True)
    p.add_argument("--out", type=Path, default=Path("training/runs/opinions.jsonl"))
    args = p.parse_args()
    match = scorer(args.shared / "eval/score_attributions.py")
    train, dev = our_records(args.shared / "corpora")
    records = {r["id"]: r for r in train + dev}
    documents = [report.document for report in read_reports(records.values())]
    with args.out.open("w", encoding="utf-8") as out:
        for found in Extractor.load(args.model).extract(documents):
            gold = records[found.document.id]["attributions"]
            pairs = match(gold, [plain(a) for a in found.attributions])
            line = {
                "id": found.document.id,
                "entities": [[e.span.start, e.span.end, e.kind, e.score] for e in found.entities],
                "sides": {gold[i]["id"]: found.attributions[j].side_prior for i, (j, _) in pairs.items()},
            }
            out.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
