"""Write the measured figures (build/quality.json, made by bench.quality) into the model card.

make quality; python training/card.py
"""

from __future__ import annotations

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CARD = ROOT / "src/counterclaim/extract/model/MODEL_CARD.md"
BEGIN, END = "<!-- figures -->", "<!-- /figures -->"


def table(report: dict[str, dict[str, float]]) -> str:
    """The figures as a Markdown table, in points."""
    rows = [f"| {name} | {100 * value:.1f} |" for name, value in report["figures"].items()]
    return "\n".join(["| dev figure | points |", "|---|---|", *rows])


def main() -> None:
    """Replace what stands between the marks."""
    report = json.loads((ROOT / "build/quality.json").read_text(encoding="utf-8"))
    text = CARD.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    _, tail = rest.split(END)
    digest = report["model"]["sha256"]
    made = f"{BEGIN}\nModel `{digest[:16]}`, measured by `bench.quality`:\n\n{table(report)}\n{END}"
    CARD.write_text(head + made + tail, encoding="utf-8")


if __name__ == "__main__":
    main()
