"""The documentation says what is so: it is generated from the program, or run against it here."""

from __future__ import annotations

import datetime as dt
import doctest
import json
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from counterclaim import Attribution, Claim, Document, Party, Span, record
from counterclaim.types import (
    Act,
    Answer,
    Bound,
    Certainty,
    Granularity,
    Kind,
    Mention,
    PartyKind,
    Place,
    Polarity,
    Precision,
    Quantity,
    Relation,
    When,
)
from docs import generate, sessions
from docs.sessions import ROOT

DOCS = ROOT / "docs"
REFRESH = "run `make generate`"
PAGES = [page for page in generate.pages() if page.is_file()]
PYCON = re.compile(r"(?<=^<!-- tested -->\n)```pycon\n(.*?)^```$", re.M | re.S)


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize(
    "page", [page for page in PAGES if sessions.SESSION.search(page.read_text(encoding="utf-8"))], ids=name
)
def test_sessions_print_what_the_page_shows(page: Path) -> None:
    shown = page.read_text(encoding="utf-8")
    assert sessions.settled(sessions.replayed(shown)) == sessions.settled(shown), REFRESH


@pytest.mark.parametrize(
    "page", [page for page in PAGES if PYCON.search(page.read_text(encoding="utf-8"))], ids=name
)
def test_python_examples_do_what_the_page_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, examples: Path
) -> None:
    shutil.copytree(examples, tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    code = "\n".join(PYCON.findall(page.read_text(encoding="utf-8")))
    test = doctest.DocTestParser().get_doctest(code, {}, name(page), str(page), 0)
    report: list[str] = []
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    result = doctest.DocTestRunner(optionflags=flags).run(test, out=report.append)
    assert result.attempted, "no example found"
    assert not result.failed, "".join(report)


@pytest.mark.parametrize(
    ("page", "wanted"), [("commands.md", generate.commands), ("python-api.md", generate.python_api)]
)
def test_generated_reference_is_up_to_date(page: str, wanted: generate.Maker) -> None:
    written = (DOCS / "reference" / page).read_text(encoding="utf-8")
    assert sessions.settled(written) == sessions.settled(wanted()), REFRESH


@pytest.mark.parametrize("page", [*PAGES, *sorted((DOCS / "reference").glob("*.md"))], ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_page_is_in_the_navigation() -> None:
    nav = tomllib.loads((ROOT / "zensical.toml").read_text(encoding="utf-8"))["project"]["nav"]
    listed = set(re.findall(r"[\w./-]+\.md", json.dumps(nav)))
    assert listed == {str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md")}


@pytest.mark.parametrize(
    "words", [Act, Bound, Certainty, Granularity, Kind, PartyKind, Polarity, Precision, Relation]
)
def test_the_glossary_has_every_label(words: type[Act]) -> None:
    glossary = (DOCS / "concepts" / "glossary.md").read_text(encoding="utf-8")
    assert [word.value for word in words if f"**{word.value}**" not in glossary] == []


def test_the_record_reference_has_every_field() -> None:
    """The record of a claim that has everything, against the table of fields."""
    said = Attribution(
        id="a1",
        source=(Span(0, 9),),
        cue=(Span(10, 14),),
        content=(Span(15, 30),),
        kind=Kind.INDIRECT,
        act=Act.DENY,
        certainty=Certainty.CERTAIN,
        within="a0",
        answers=Answer("a0", Relation.REFUTES),
    )
    mayor = Party("Mayor", PartyKind.PERSON, "Atlantis")
    mention, here = Mention(Span(0, 9), 1.0), Span(15, 30)
    claim = Claim(
        "c", "d", said, mayor, mention, (mention,), "Atlantis", (), Polarity.NEGATIVE,
        said=When("2022-03-02", None, None, None),
        places=(Place(here, "Harrow", Precision.CITY),),
        quantities=(Quantity(here, 3, 3, Bound.EXACTLY),),
    )  # fmt: skip
    document = Document("d", "x" * 40, published=dt.date(2022, 3, 2), skipped="language ru")
    fields = record(document, [claim])
    found = fields["attributions"][0]
    parts = [found["answers"], found["said_when"], found["places"][0], found["quantities"][0]]
    reference = (DOCS / "reference" / "record.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `(\w+)` \|", reference, flags=re.M))
    assert documented == set(fields).union(found, *parts)


def test_the_record_example_is_a_record() -> None:
    """Every offset of the example leads to the words that the page names."""
    reference = (DOCS / "reference" / "record.md").read_text(encoding="utf-8")
    text, shown = (re.search(rf"```{kind}\n(.*?)\n```", reference, re.S) for kind in ("text", "json"))
    assert text is not None
    assert shown is not None
    attributions = json.loads(shown[1])["attributions"]
    words = [text[1][start:end] for said in attributions for start, end in said["cue"]]
    assert words == ["said", "denied"]


def test_a_session_is_cut_into_commands() -> None:
    assert sessions.steps("$ one\n$ two\nprinted\nagain\n") == [
        sessions.Step("one", ""),
        sessions.Step("two", "printed\nagain\n"),
    ]
    with pytest.raises(ValueError, match="begins with a command"):
        sessions.steps("printed\n$ one\n")


def test_a_replayed_session_shows_what_was_printed() -> None:
    page = "<!-- tested -->\n```console\n$ echo new; echo >&2 two\nold\n```\n\n```console\n$ no\n```\n"
    assert sessions.replayed(page) == page.replace("old", "new\ntwo")


def test_a_long_output_is_cut_in_its_middle() -> None:
    page = "<!-- tested, 5 lines -->\n```console\n$ seq 9\n```\n"
    assert "$ seq 9\n1\n2\n[... 5 lines left out ...]\n8\n9\n```" in sessions.replayed(page)
    assert sessions.replayed(sessions.replayed(page)) == sessions.replayed(page)


def test_times_and_scores_do_not_make_a_page_stale() -> None:
    assert sessions.settled("3 reports in 1.2 s, score 0.93") == sessions.settled(
        "3 reports in 44 ms, score 0.94"
    )
    assert sessions.settled("3 reports") != sessions.settled("4 reports")
