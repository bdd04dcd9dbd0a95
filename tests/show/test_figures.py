"""Every figure for a thing: who gives it at first hand, and what its range rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counterclaim.keep import Ledger
from counterclaim.show import figures
from counterclaim.show.figures import CountAnswer, RangeAnswer
from counterclaim.types import ClaimFilter, Document, Extraction, Reading
from tests.contract.reports import PROVENANCE
from tests.contract.resolved import by_name
from tests.scripted import attributions, resolve


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.sqlite") as opened:
        yield opened


def keep(ledger: Ledger, *texts: str, day: int | None = 1) -> None:
    """Read reports, published on one day each after the other."""
    for number, text in enumerate(texts):
        published = dt.date(2031, 5, day + number) if day else None
        document = Document(Document.digest(f"{number}.{day}", text), text, published=published)
        ledger.add([Reading(document, resolve(Extraction(document, tuple(attributions(text)))), PROVENANCE)])
    ledger.refresh_register(by_name, "by name")


def count(ledger: Ledger, item: str, where: ClaimFilter | None = None) -> CountAnswer:
    [found] = figures.quantities(ledger, item, where or ClaimFilter())
    return found


def test_a_range_spans_what_parties_assert(ledger: Ledger) -> None:
    keep(ledger, "The army said that 40 people were killed.", "The mayor said that 12 people were killed.")
    found = count(ledger, "people killed")
    assert (found.item, found.scope, found.origins) == ("people", "killed", 2)
    assert found.range == found.last == RangeAnswer(12, 40)
    assert [(figure.party, figure.quantity.low) for figure in found.figures] == [
        ("The army", 40),
        ("The mayor", 12),
    ]


def test_what_one_party_says_again_is_one_origin_and_its_last_word_counts(ledger: Ledger) -> None:
    keep(ledger, *(f"The army said that {number} boats sank." for number in (3, 7, 9)))
    found = count(ledger, "boats")
    assert found.origins == 1
    assert (found.range, found.last) == (RangeAnswer(3, 9), RangeAnswer(9, 9))


def test_an_undated_report_never_has_the_last_word(ledger: Ledger) -> None:
    keep(ledger, "The army said that 3 boats sank.")
    keep(ledger, "The army said that 30 boats sank.", day=None)
    assert count(ledger, "boats").last == RangeAnswer(3, 3)


def test_a_figure_at_second_hand_is_that_of_the_innermost_speaker(ledger: Ledger) -> None:
    keep(ledger, "The mayor said that the army said that 3 boats sank.")
    [figure] = count(ledger, "boat").figures
    assert figure.party == "the army"
    assert figure.claim.within == "a0"


def test_a_denied_figure_is_listed_but_in_no_range(ledger: Ledger) -> None:
    keep(ledger, "The army denied that 3 boats sank.")
    found = count(ledger, "boat")
    assert [figure.counted for figure in found.figures] == [False]
    assert (found.origins, found.range, found.last) == (0, None, None)


def test_nameless_speakers_are_as_many_as_there_are_texts(ledger: Ledger) -> None:
    """A copy has the same nameless speaker; another text may have another one."""
    text = "Somebody said that 3 boats sank."
    documents = [
        Document(Document.digest(url, words), words, url=url)
        for url, words in (("one", text), ("two", text + " "), ("three", text + " It rained."))
    ]
    for document in documents:
        claims = resolve(Extraction(document, tuple(attributions(document.text))))
        ledger.add([Reading(document, tuple(replace(c, speaker=None) for c in claims), PROVENANCE)])
    found = count(ledger, "boat")
    assert (len(found.figures), found.origins) == (3, 2)


def test_different_things_are_counted_apart_and_the_most_told_comes_first(ledger: Ledger) -> None:
    keep(ledger, "The army said that 3 boats sank and 2 boats were killed and 5 boats left.")
    found = list(figures.quantities(ledger, "boats", ClaimFilter()))
    assert [(one.scope, len(one.figures)) for one in found] == [("", 2), ("killed", 1)]


def test_the_claims_may_be_narrowed(ledger: Ledger) -> None:
    keep(ledger, "The army said that 3 boats sank at Almena.", "The mayor said that 4 boats sank.")
    assert [f.quantity.low for f in count(ledger, "boat", ClaimFilter(place="almena")).figures] == [3]
    assert [f.quantity.low for f in count(ledger, "boat", ClaimFilter(side="Ukraine", limit=1)).figures] == [
        3
    ]
