"""Which reports are copies, judged on short invented ones."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.errors import TableError
from counterclaim.relate.copies import Agencies, CopyIndex, copy_clusters, find_copies, find_credits
from counterclaim.relate.copies.index import STOCK_DAYS
from counterclaim.relate.copies.shingles import shingle_text, word_hashes
from counterclaim.types import CopyKind, CopyLink, CreditForm, Document, Precedence, Span

FLOOD = (
    "The river broke its banks above the mill town of Orlen on Sunday night, and by morning four streets "
    "stood under water. Firefighters carried elderly residents out of their homes in rubber boats. The "
    "mayor, Ada Brandt, said that nobody was missing and that the school would serve as a shelter until "
    "the end of the week. She asked the province for pumps, sandbags and drinking water. Farmers below "
    "the town moved cattle to higher ground after the weather service warned of more rain. The bridge to "
    "the railway station is closed, because divers have yet to look at its piers. An engineer of the water "
    "board told reporters that the upper dam had held and would be drained slowly over the next three days."
)
STRIKE = (
    "Dockers at the northern harbour laid down their tools on Tuesday over a new roster that they say leaves "
    "crews without a free weekend until spring. Eleven freighters wait outside the breakwater. The harbour "
    "company called the walkout unlawful and said it would go to court, while the union answered that every "
    "talk since autumn had been cancelled by the other side. Shops on the islands expect empty shelves by "
    "Friday unless ferries take over part of the cargo."
)
NOTICE = (
    "Readers of this page may share it with friends but must not sell it. Write to the editors at the old "
    "customs house for permission, and allow ten working days for an answer to any letter that you send us."
)
LEAD = "Nobody in the valley remembers a night like the last one, our correspondent writes."
DAY = dt.date(2031, 3, 2)


def report(name: str, text: str, outlet: str = "gazette.example", day: dt.date | None = DAY) -> Document:
    return Document(id=name, text=text, outlet=outlet, published=day)


def later(days: int) -> dt.date:
    return DAY + dt.timedelta(days=days)


def only(links: tuple[CopyLink, ...]) -> CopyLink:
    (link,) = links
    return link


def reworded(text: str, every: int) -> str:
    """One word of `every` replaced by another."""
    words = text.split(" ")
    for place in range(every // 2, len(words), every):
        words[place] = "somewhat"
    return " ".join(words)


SENTENCES = FLOOD.split(". ")


@pytest.mark.parametrize(
    "changed",
    [
        FLOOD,
        FLOOD.upper().replace("'", "’"),
        ". ".join(SENTENCES[:3]),
        ". ".join([LEAD, *SENTENCES[2:]]),
        ". ".join(SENTENCES[::2]),
        ". ".join(SENTENCES[3:] + SENTENCES[:3]),
        reworded(FLOOD, 8),
    ],
    ids=["same", "other signs", "cut", "other lead", "inner cuts", "reordered", "other words"],
)
def test_a_reprint_is_found_however_it_was_edited(changed: str) -> None:
    documents = [report("a", FLOOD), report("b", changed, "herald.example", later(1))]
    link = only(find_copies(documents))
    assert (link.first, link.second, link.kind) == ("a", "b", CopyKind.COPY)
    assert link.precedence is Precedence.PUBLISHED


def test_what_two_reports_share_can_be_read_in_both() -> None:
    first, second = report("a", FLOOD), report("b", f"{STRIKE} {SENTENCES[2]}. {LEAD}", day=later(1))
    link = only(find_copies([first, second]))
    assert link.kind is CopyKind.PASSAGE
    (passage,) = link.passages
    assert passage.first.of(first.text) == passage.second.of(second.text)
    assert passage.second.of(second.text) == SENTENCES[2]
    assert link.share_first == pytest.approx(passage.words / len(FLOOD.split()), abs=0.01)


def test_a_longer_later_report_extends_an_earlier_one() -> None:
    brief = ". ".join(SENTENCES[:3])
    link = only(find_copies([report("a", brief), report("b", f"{brief}. {STRIKE} {LEAD}", day=later(1))]))
    assert link.kind is CopyKind.EXTENSION
    assert link.share_first == 1


def test_reports_on_one_subject_are_no_copies() -> None:
    other = "Ada Brandt, the mayor of Orlen, said on Monday that nobody was missing after the river rose."
    assert find_copies([report("a", FLOOD), report("b", other), report("c", STRIKE)]) == ()


def test_boilerplate_is_not_compared() -> None:
    pages = [report("a", f"{FLOOD} {NOTICE}"), report("b", f"{STRIKE} {NOTICE}", day=later(1))]
    assert only(find_copies(pages)).kind is CopyKind.PASSAGE
    marked = [replace(page, boilerplate=(Span(page.text.index(NOTICE), len(page.text)),)) for page in pages]
    assert find_copies(marked) == ()


def nonsense(seed: int, words: int = 80) -> str:
    """A text that shares nothing with that of another seed."""
    chance = random.Random(seed)
    return " ".join("".join(chance.choices("aeioubdglmnrst", k=7)) for _ in range(words))


def test_text_that_reports_of_many_days_have_is_stock() -> None:
    pages = [report(f"p{n}", f"{nonsense(n)} {NOTICE}", day=later(n)) for n in range(STOCK_DAYS + 3)]
    assert find_copies(pages) == ()
    assert len(find_copies(pages[:3])) == 3


def test_a_story_that_ran_everywhere_on_one_day_is_not_stock() -> None:
    pages = [report(f"p{n:02}", FLOOD, f"outlet{n}.example") for n in range(40)]
    (cluster,) = copy_clusters(find_copies(pages), pages)
    assert len(cluster.documents) == 40


class TestWhoWasFirst:
    def test_the_earlier_date(self) -> None:
        link = only(find_copies([report("a", FLOOD, day=later(1)), report("b", FLOOD, "other.example")]))
        assert (link.first, link.precedence) == ("b", Precedence.PUBLISHED)

    def test_on_one_day_the_agency_that_the_other_credits(self) -> None:
        copy = report("a", f"ORLEN (Reuters) - {FLOOD}", "herald.example")
        link = only(find_copies([copy, report("b", FLOOD, "reuters.com")]))
        assert (link.first, link.precedence, link.agencies) == ("b", Precedence.CREDIT, ("Reuters",))

    def test_else_the_longer_one_stands_first_and_nobody_knows(self) -> None:
        link = only(find_copies([report("a", ". ".join(SENTENCES[:4])), report("b", FLOOD, "other.example")]))
        assert (link.first, link.precedence) == ("b", Precedence.UNKNOWN)

    def test_a_missing_date_stays_unknown(self) -> None:
        link = only(find_copies([report("a", FLOOD, day=None), report("b", FLOOD, "other.example")]))
        assert (link.first, link.precedence) == ("b", Precedence.UNKNOWN)


class TestClusters:
    def test_a_digest_does_not_join_what_it_takes_up(self) -> None:
        digest = report("c", f"{FLOOD} {STRIKE}", "digest.example", later(1))
        documents = [report("a", FLOOD), report("b", STRIKE), digest]
        links = find_copies(documents)
        assert {(link.first, link.second) for link in links} == {("a", "c"), ("b", "c")}
        (cluster,) = copy_clusters(links, documents)
        assert cluster.documents == ("a", "c")

    def test_it_says_whose_report_it_is(self) -> None:
        documents = [
            report("a", f"ORLEN (AP) — {FLOOD}", "herald.example"),
            report("b", FLOOD, "gazette.example", later(1)),
            replace(report("c", FLOOD, "courier.example", later(2)), byline="By Jo Doe, Associated Press"),
        ]
        (cluster,) = copy_clusters(find_copies(documents), documents)
        assert cluster.agency == "Associated Press"
        assert (cluster.id, cluster.first, cluster.last) == ("a", DAY, later(2))
        assert cluster.outlets == ("herald.example", "gazette.example", "courier.example")
        assert {link.second for link in cluster.links} == {"b", "c"}


class TestCredits:
    @pytest.mark.parametrize(
        ("text", "form"),
        [
            ("ORLEN (AP) — The river rose.", CreditForm.LINE),
            ("ORLEN, March 2. /AP/. The river rose.", CreditForm.LINE),
            ("The river rose. (Reporting by Jo Doe for AP)", CreditForm.LINE),
            ("The river rose. Associated Press writer Jo Doe in Orlen contributed.", CreditForm.LINE),
            ("The river rose, the AP reported.", CreditForm.CITED),
            ("“It rose,” she told The Associated Press.", CreditForm.CITED),
            ("The river rose, according to AP.", CreditForm.CITED),
        ],
    )
    def test_forms(self, text: str, form: CreditForm) -> None:
        (credit,) = find_credits(report("a", text))
        assert (credit.agency, credit.form) == ("Associated Press", form)
        assert credit.span is not None
        assert credit.span.of(text) in {"AP", "Associated Press", "The Associated Press"}

    @pytest.mark.parametrize(
        "text",
        ["The head of TASS resigned.", "AP classes begin in May at the school.", "CAP reported a loss."],
    )
    def test_an_agency_that_is_only_talked_about_is_not_credited(self, text: str) -> None:
        assert find_credits(report("a", text)) == ()

    def test_the_byline_counts(self) -> None:
        (credit,) = find_credits(replace(report("a", FLOOD), byline="AFP"))
        assert (credit.agency, credit.form, credit.span) == ("Agence France-Presse", CreditForm.LINE, None)

    def test_a_user_adds_agencies(self, tmp_path: Path) -> None:
        table = tmp_path / "mine.tsv"
        table.write_text("# mine\nOrlen Wire\tOrlen Wire|OW\torlenwire.example\n", encoding="utf-8")
        agencies = Agencies.load(table)
        assert agencies.of_outlet("www.orlenwire.example") == "Orlen Wire"
        (credit,) = find_credits(report("a", "ORLEN (OW) - The river rose."), agencies)
        assert credit.agency == "Orlen Wire"

    def test_a_bad_row_is_named(self, tmp_path: Path) -> None:
        table = tmp_path / "mine.tsv"
        table.write_text("Orlen Wire\tOW\n", encoding="utf-8")
        with pytest.raises(TableError, match="line 1"):
            Agencies.load(table)


class TestIndex:
    def test_links_go_to_what_was_there_before(self) -> None:
        index = CopyIndex()
        assert index.add(report("a", FLOOD)) == ()
        assert only(index.add(report("b", FLOOD, "other.example", later(1)))).first == "a"
        assert index.add(report("b", FLOOD)) == ()
        assert len(index) == 2
        assert "b" in index

    def test_a_late_arrival_may_be_the_first(self) -> None:
        index = CopyIndex()
        index.add(report("b", FLOOD, "other.example", later(1)))
        link = only(index.add(report("a", FLOOD)))
        assert (link.first, link.second) == ("a", "b")

    def test_texts_that_are_no_longer_kept_are_fetched(self) -> None:
        documents = {f"{n:02}": report(f"{n:02}", nonsense(n % 6), day=later(n)) for n in range(12)}
        fetched: list[str] = []

        def fetch(document: str) -> Document:
            fetched.append(document)
            return documents[document]

        index = CopyIndex(fetch, kept=3)
        links = [link for document in documents.values() for link in index.add(document)]
        assert sorted(links, key=lambda link: link.first) == list(find_copies(documents.values()))
        assert fetched

    def test_an_unknown_document_has_no_links(self) -> None:
        with pytest.raises(KeyError):
            CopyIndex().links("nobody")


PIECES = [*(sentence.strip(".") + "." for sentence in [*SENTENCES, *STRIKE.split(". ")]), LEAD, NOTICE]


@st.composite
def patchworks(draw: st.DrawFn) -> list[Document]:
    """Reports put together from the same sentences."""
    texts = draw(st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6), min_size=1, max_size=8))
    return [
        report(f"d{number}", " ".join(text), draw(st.sampled_from(["a.example", "b.example"])), day)
        for number, text in enumerate(texts)
        for day in [draw(st.sampled_from([None, DAY, later(1), later(3)]))]
    ]


@settings(max_examples=60, deadline=None)
@given(patchworks(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(documents: list[Document], chance: random.Random) -> None:
    shuffled = chance.sample(documents, len(documents))
    links = find_copies(documents)
    assert find_copies(shuffled) == links
    index = CopyIndex()
    grown = [link for document in shuffled for link in index.add(document)]
    assert sorted(grown, key=lambda link: (link.first, link.second)) == list(links)
    assert copy_clusters(links, shuffled) == copy_clusters(links, documents)


@settings(max_examples=60, deadline=None)
@given(patchworks())
def test_every_link_can_be_checked(documents: list[Document]) -> None:
    by_id = {document.id: document for document in documents}
    for link in find_copies(documents):
        assert link.passages
        assert 0 <= link.share_first <= 1
        assert 0 <= link.share_second <= 1
        for passage in link.passages:
            first = word_hashes(passage.first.of(by_id[link.first].text))
            second = word_hashes(passage.second.of(by_id[link.second].text))
            assert len(set(first.tolist()) & set(second.tolist())) >= 4
            assert len(second) == passage.words


@settings(deadline=None)
@given(st.text())
def test_any_text_has_words_in_their_places(text: str) -> None:
    shingled = shingle_text(text)
    for start, end in zip(shingled.starts.tolist(), shingled.ends.tolist(), strict=True):
        assert text[start:end].isalnum()
    assert list(shingled.starts) == sorted(set(shingled.starts.tolist()))


def test_hostile_text_is_bounded() -> None:
    assert shingle_text("a " * 200_000).words == 50_000
    assert shingle_text("\ud800 \ud800").words == 0
    assert shingle_text("").words == 0
