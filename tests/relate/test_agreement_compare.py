"""The command `compare`, whose lines are a public contract."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from counterclaim.show.cli import main
from counterclaim.show.compare import MAX_LINE
from counterclaim.show.tools import Tools

OPEN = "The harbour master said the bridge was open."
SHUT = {"text": "The council denies that the bridge is open.", "outlet": "The Gazette", "date": "2031-05-02"}


def run(*arguments: str) -> tuple[int, list[dict[str, object]], list[str]]:
    """The exit code, the lines printed, and the complaints."""
    out, err = io.StringIO(), io.StringIO()
    code = main(["compare", *arguments], Tools(out, err))
    return code, [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue().splitlines()


def given(path: Path, *lines: object) -> str:
    """A file of these lines, objects as JSON."""
    path.write_text("".join((x if isinstance(x, str) else json.dumps(x)) + "\n" for x in lines))
    return str(path)


def test_a_line_for_each_pair_in_order(tmp_path: Path) -> None:
    pairs = [{"id": f"p{i}", "a": OPEN, "b": SHUT if i % 2 else OPEN} for i in range(50)]
    code, lines, complaints = run(given(tmp_path / "pairs.jsonl", *pairs), "--format", "jsonl")
    assert (code, complaints) == (0, [])
    assert [line["id"] for line in lines] == [f"p{i}" for i in range(50)]
    for line in lines:
        assert list(line) == ["id", "label", "scores", "entails"]
        scores = line["scores"]
        assert isinstance(scores, dict)
        assert list(scores) == ["same", "contradict", "related", "unrelated"]
        assert sum(scores.values()) == pytest.approx(1, abs=0.001)
        assert line["label"] == max(scores, key=lambda label: scores[label])
    assert lines[0]["entails"] == "both"


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = json.dumps({"id": 7, "a": OPEN, "b": SHUT}).encode() + b"\n\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    code, found, _ = run()
    assert (code, [line["id"] for line in found]) == (0, [7])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{nonsense", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "not a JSON object"),
        ({"a": OPEN, "b": OPEN}, '"id" is missing'),
        ({"id": True, "a": OPEN, "b": OPEN}, '"id" is missing'),
        ({"id": 1, "a": OPEN}, '"b" is neither'),
        ({"id": 1, "a": {"words": OPEN}, "b": OPEN}, '"a" is neither'),
        ({"id": 1, "a": " \n", "b": OPEN}, '"a" is neither'),
        ({"id": 1, "a": {"text": OPEN, "date": "yesterday"}, "b": OPEN}, 'the "date" of "a"'),
        ({"id": 1, "a": {"text": OPEN, "date": 2031}, "b": OPEN}, 'the "date" of "a"'),
        ({"id": 1, "a": "x" * 30_000, "b": OPEN}, "more than"),
        ('{"id": 1, "a": "' + "x" * MAX_LINE + '"}', "a line of more than"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path, line: object, reason: str) -> None:
    good = {"id": "good", "a": OPEN, "b": OPEN}
    path = given(tmp_path / "pairs.jsonl", good, line, good)
    code, lines, complaints = run(path)
    assert code == 1
    assert len(lines) == 2
    assert len(complaints) == 1
    assert complaints[0].startswith(f"counterclaim: {path}:2: ")
    assert reason in complaints[0]


def test_bytes_that_are_no_text_are_one_bad_line(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_bytes(b'\xff\xfe\n{"id": 1, "a": "The dam broke.", "b": "The dam held."}\n')
    code, lines, complaints = run(str(path))
    assert (code, len(lines), len(complaints)) == (1, 1, 1)


def test_dates_may_be_times_or_left_out(tmp_path: Path) -> None:
    dates = ("2031-05-02T10:00:00Z", "2031-05-02", "", None)
    pairs = [{"id": i, "a": {"text": OPEN, "date": d}, "b": SHUT} for i, d in enumerate(dates)]
    code, lines, _ = run(given(tmp_path / "pairs.jsonl", *pairs))
    assert code == 0
    assert lines[0]["scores"] == lines[1]["scores"]
    assert lines[2]["scores"] == lines[3]["scores"]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    code, lines, complaints = run(str(tmp_path / "none.jsonl"))
    assert (code, lines) == (1, [])
    assert "none.jsonl: No such file" in complaints[0]


def test_what_is_printed_is_safe_to_look_at(tmp_path: Path) -> None:
    out = io.StringIO()
    main(
        ["compare", given(tmp_path / "p.jsonl", {"id": "\x1b[2J\u202e", "a": OPEN, "b": OPEN})],
        Tools(out, out),
    )
    assert "\x1b" not in out.getvalue()
    assert "\u202e" not in out.getvalue()
    assert json.loads(out.getvalue())["id"] == "\x1b[2J\u202e"
