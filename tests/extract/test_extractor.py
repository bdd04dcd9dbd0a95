"""The stage with the shipped model: streaming, order, determinism, and what it must not touch.

These tests say how extraction behaves, not how good it is: that is measured by bench/quality.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.errors import ModelError
from counterclaim.extract import Extractor
from counterclaim.extract.network import DEFAULT_FOLDER, OnnxNetwork
from counterclaim.types import Attribution, Document, Span

REPORT = (
    "The water ministry said on Monday that the dam at Ostrel was safe. "
    "“There is no danger to anyone downstream,” the minister told reporters. "
    "A union of engineers denied the claim, saying cracks had been seen in March. "
    "The mayor urged residents to stay calm."
)


def document(text: str, name: str = "r") -> Document:
    return Document(id=Document.digest(name, text), text=text, name=name)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor.load(threads=1)


def words(report: str, attribution: Attribution) -> tuple[str, str]:
    return (
        " ".join(s.of(report) for s in attribution.source),
        " ".join(s.of(report) for s in attribution.cue),
    )


def test_a_plain_report_yields_its_sources_and_cues(extractor: Extractor) -> None:
    found = [words(REPORT, a) for a in extractor.of(document(REPORT)).attributions]
    assert ("The water ministry", "said") in found
    assert ("the minister", "told") in found
    assert ("The mayor", "urged") in found


@settings(max_examples=25, deadline=None)
@given(text=st.one_of(st.text(max_size=200), st.text(alphabet='abc said “”".\n ', max_size=400)))
def test_every_span_slices_the_text(extractor: Extractor, text: str) -> None:
    extraction = extractor.of(document(text))
    found = extraction.attributions
    assert all(e.span.of(text).strip() for e in extraction.entities)
    assert [a.id for a in found] == [f"a{i}" for i in range(len(found))]
    for a in found:
        spans = (*a.source, *a.cue, *a.content)
        assert all(0 <= s.start < s.end <= len(text) and s.of(text).strip() for s in spans)
        assert 0.0 <= a.score <= 1.0
        assert a.content


def test_order_threads_and_neighbours_change_nothing(extractor: Extractor) -> None:
    texts = [REPORT, "Nothing was said.", REPORT * 8, "He left.", "The army said it had left." * 3]
    documents = [document(text, f"r{i}") for i, text in enumerate(texts * 3)]
    alone = [extractor.of(d) for d in documents]
    threaded = list(
        Extractor(extractor.network, DEFAULT_FOLDER / "tokenizer.json", threads=4).extract(documents)
    )
    assert [found.document.name for found in threaded] == [d.name for d in documents]
    assert threaded == alone


def test_documents_are_drawn_as_they_are_needed(extractor: Extractor) -> None:
    drawn = 0

    def endless() -> Iterator[Document]:
        nonlocal drawn
        while True:
            drawn += 1
            yield document("The army said it had left.", str(drawn))

    stream = Extractor(extractor.network, DEFAULT_FOLDER / "tokenizer.json", threads=2).extract(endless())
    for _ in range(3):
        next(stream)
    assert drawn <= 3 + 2 * 2 + 1
    stream.close()  # type: ignore[attr-defined]  # a generator, whatever its type promises


def test_skipped_and_empty_documents_yield_nothing(extractor: Extractor) -> None:
    assert extractor.of(replace(document(REPORT), skipped="language de")).attributions == ()
    assert extractor.of(document("  \n ")).attributions == ()


def test_nothing_is_taken_from_boilerplate(extractor: Extractor) -> None:
    marked = replace(document(REPORT), boilerplate=(Span(0, len(REPORT)),))
    assert extractor.of(marked).attributions == ()


def test_a_text_of_one_endless_word_is_survived(extractor: Extractor) -> None:
    assert isinstance(extractor.of(document("a" * 20_000)).attributions, tuple)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("model.onnx", "model.json", "tokenizer.json"):
        shutil.copy(DEFAULT_FOLDER / name, tmp_path / name)
    return tmp_path


def test_a_missing_model_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no usable model in"):
        Extractor.load(tmp_path)


def test_a_damaged_model_is_refused(folder: Path) -> None:
    with (folder / "model.onnx").open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelError, match="damaged or of another version"):
        OnnxNetwork(folder)


def test_a_model_with_another_inventory_is_refused(folder: Path) -> None:
    data = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    data["tags"] = data["tags"][::-1]
    (folder / "model.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(ModelError, match="tags are not this version's"):
        OnnxNetwork(folder)
