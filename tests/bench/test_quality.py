"""The gate as a whole, on two invented documents and an extractor that knows the answers."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bench import corpora, quality, scoring

pytestmark = pytest.mark.shared  # for the scorers

SENTENCE = ["The", "envoy", "said", "that", "it", "rained", "."]
LABELS = ["B-source", "I-source", "B-cue", "B-content", "I-content", "I-content", "O"]
TEXT = "The envoy said that it rained."
SAID = {
    "id": "a0",
    "source": [[0, 9]],
    "cue": [[10, 14]],
    "content": [[15, 29]],
    "kind": "indirect",
    "act": "assert",
    "certainty": "certain",
    "speaker": [0, 9],
    "side": "unknown",
    "in": None,
    "answers": None,
}
DEV_ID = next(f"article {number}" for number in range(100) if corpora.is_dev(f"article {number}"))

Gate = Callable[..., int]


@pytest.fixture
def folder(shared: Path, tmp_path: Path) -> Path:
    """A shared folder with the real scorers and one line in each corpus."""
    shutil.copytree(shared / "eval", tmp_path / "shared" / "eval")
    article = {"id": DEV_ID, "outlet": "x", "text": TEXT, "attributions": [SAID]}
    corpora.write_rows(
        tmp_path / "shared" / corpora.ATTRIBUTIONS, [article, {**article, "id": "in training"}]
    )
    corpora.write_rows(tmp_path / "shared" / corpora.SPANS, [{"tokens": SENTENCE, "labels": LABELS}])
    return tmp_path / "shared"


@pytest.fixture
def gate(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gate:
    """Runs the gate with an extractor that finds everything, or nothing."""
    model = tmp_path / "model"
    model.mkdir()
    (model / "model.onnx").write_bytes(b"network")

    def run(*arguments: str, finds: bool = True) -> int:
        def extract(documents: Path, out: Path) -> list[scoring.Record]:
            found = [{"id": row["id"], "attributions": [SAID] * finds} for row in corpora.rows(documents)]
            corpora.write_rows(out, found)
            return found

        monkeypatch.setattr(quality, "extract", extract)
        return quality.main(arguments)

    monkeypatch.setenv("COUNTERCLAIM_SHARED", str(folder))
    monkeypatch.setattr(quality, "MODEL", model)
    monkeypatch.setattr(quality, "PATH", tmp_path / "floors.json")
    monkeypatch.setattr(quality, "BUILD", tmp_path / "build" / "quality")
    return run


def test_without_floors_the_gate_fails_and_says_how_to_pin_them(
    gate: Gate, capsys: pytest.CaptureFixture[str]
) -> None:
    assert gate() == 2
    assert "--set-floors" in capsys.readouterr().err


def test_full_marks_are_pinned_and_held(gate: Gate, tmp_path: Path) -> None:
    assert gate("--set-floors") == 0
    pinned = json.loads((tmp_path / "floors.json").read_text(encoding="utf-8"))
    assert pinned["figures"]["attributions.attribution"] == 0.995
    assert pinned["figures"]["spans.content"] == 0.995
    assert pinned["figures"]["own-tokens.cue"] == 0.995
    assert gate() == 0


def test_a_worse_model_fails_and_lowers_nothing_unasked(
    gate: Gate, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gate("--set-floors")
    assert gate(finds=False) == 1
    assert "FAILED: attributions.attribution 0.0000 is below its floor" in capsys.readouterr().err
    assert gate("--set-floors", finds=False) == 2
    assert gate() == 0
    assert gate("--set-floors", "--allow-lower", finds=False) == 0
    assert gate(finds=False) == 0


def test_a_changed_corpus_fails(gate: Gate, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gate("--set-floors")
    with (folder / corpora.SPANS).open("a", encoding="utf-8") as lines:
        lines.write(json.dumps({"tokens": SENTENCE, "labels": LABELS}) + "\n")
    assert gate() == 1
    assert f"{corpora.SPANS} is not the file" in capsys.readouterr().err


def test_errors_are_shown_on_request(gate: Gate, capsys: pytest.CaptureFixture[str]) -> None:
    gate("--set-floors", "--errors", finds=False)
    assert "cues most often missed (1 in all)" in capsys.readouterr().out


def test_without_a_model_nothing_is_measured(
    gate: Gate, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "model" / "model.onnx").unlink()
    assert gate() == 2
    assert "there is no model" in capsys.readouterr().err


def test_without_the_shared_folder_nothing_is_measured(
    gate: Gate, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COUNTERCLAIM_SHARED", str(tmp_path / "nowhere"))
    assert gate() == 2
    assert "there is no shared folder" in capsys.readouterr().err
