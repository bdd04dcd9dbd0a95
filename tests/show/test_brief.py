"""The brief: complete, linked both ways, and proof against what a report may hold."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from counterclaim.show import brief
from counterclaim.show.answers import ClaimAnswer, DocumentAnswer
from counterclaim.show.palette import ACTS, SIGNS, Palette
from counterclaim.types import Act
from tests.show import annotated
from tests.show.hostile import HOSTILE, hostile_answer

VOID = {"meta", "br", "img", "line", "path", "circle"}


class Page(HTMLParser):
    """What a browser would see: elements, attributes, text; fails on tags that do not pair."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] != "style":
            self.texts.append(data)

    def values(self, name: str) -> list[str]:
        return [value for _, attribute, value in self.attributes if attribute == name]


def style_of(html: str) -> str:
    return html[html.index("<style>") + len("<style>") : html.index("</style>")]


@pytest.fixture(scope="module")
def html() -> str:
    return brief.page([annotated.answer()])


def test_the_text_is_there_word_for_word(html: str) -> None:
    body = re.sub(r'<a class="tag".*?</a>', "", html[html.index('<div class="text"') :])
    words = " ".join("".join(Page(body.partition("</div>")[0] + "</div>").texts).split())
    assert words == " ".join(annotated.TEXT.split())


def test_every_claim_leads_to_its_words_and_back(html: str) -> None:
    page = Page(html)
    ids, links = page.values("id"), page.values("href")
    assert len(ids) == len(set(ids))
    for index in range(len(annotated.SAID)):
        assert f"w-d1-{index}" in ids
        assert f"r-d1-{index}" in ids
        assert f"#w-d1-{index}" in links
        assert f"#r-d1-{index}" in links
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)


def test_a_row_says_who_for_whom_how_and_what(html: str) -> None:
    row = html[html.index('<tr id="r-d1-9"') :]
    words = " ".join("".join(Page(row.partition("</tr>")[0] + "</tr>").texts).split())
    for part in (
        "a9",
        "senior Chilean official",
        "Chile",
        "doubt",
        "certain",
        "We cannot say",
        "or: Paraguayan",
    ):
        assert part in words


def test_a_row_says_when_where_and_how_many(html: str) -> None:
    text = " ".join("".join(Page(html).texts).split())
    assert "said 2025-03-04" in text
    assert "where Puerto Almena (PY), by the dateline" in text
    assert "when since 2025-03-02" in text
    assert "how many at least 40 people killed" in text


def test_answers_are_links_in_both_directions(html: str) -> None:
    assert re.search(r'refutes <a href="#r-d1-3"><bdi>a3 ', html)
    assert re.search(r'refuted by <a href="#r-d1-4"><bdi>a4 ', html)
    assert re.search(r'reported in <a href="#r-d1-7"><bdi>a7 ', html)


def test_nested_marks_are_nested_elements(html: str) -> None:
    outer = html.index('class="m content s1 n0 k-d1-7"')
    inner = html.index("k-d1-8", outer)
    assert html[outer:inner].count("<span") > html[outer:inner].count("</span>")


def test_the_policy_allows_one_style_sheet_and_nothing_else(html: str) -> None:
    digest = base64.b64encode(hashlib.sha256(style_of(html).encode()).digest()).decode()
    policy = next(value for value in Page(html).values("content") if "default-src" in value)
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_the_page_fetches_nothing(html: str) -> None:
    page = Page(html)
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(page.tags)
    assert not {"src", "srcset", "style", "action"} & {name for _, name, _ in page.attributes}
    assert "url(" not in style_of(html)
    assert "@import" not in style_of(html)


def test_planted_markup_stays_text() -> None:
    page = Page(brief.page([hostile_answer()]))
    assert not {"script", "img"} & set(page.tags)
    assert page.tags.count("style") == page.tags.count("title") - page.tags.count("circle") == 1
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    assert any("<script>alert(1)</script>" in text for text in page.texts)


def test_no_link_leaves_the_web() -> None:
    links = [link for link in Page(brief.page([hostile_answer()])).values("href") if not link.startswith("#")]
    assert links == []


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x", "http://[", None]
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    answer = annotated.answer()
    html = brief.page([replace(answer, report=replace(answer.report, url=url))])
    assert [link for link in Page(html).values("href") if not link.startswith("#")] == []


def test_invisible_characters_are_taken_out() -> None:
    assert not set(brief.page([hostile_answer()])) & set(HOSTILE)


def test_foreign_words_cannot_turn_the_line_around(html: str) -> None:
    for words in ("Ines Quiroga", "Port of Almena: both armies claim the silos"):
        assert f"<bdi>{words}</bdi>" in html


def test_several_reports_have_a_list_and_do_not_mix() -> None:
    html = brief.page([annotated.answer(), annotated.answer()])
    ids = Page(html).values("id")
    assert len(ids) == len(set(ids))
    assert "Who says what in 2 reports" in html
    assert '<a href="#d2">' in html


def test_a_report_without_attributions_says_why() -> None:
    answer = annotated.answer()
    skipped = replace(answer, claims=(), report=replace(answer.report, skipped="language de"))
    assert "Nothing was taken from this report: language de." in brief.page([skipped])
    assert "No attributions were found" in brief.page([replace(answer, claims=())])


def test_a_page_without_reports_is_still_a_page() -> None:
    assert "Who says what in 0 reports" in brief.page([])


def test_very_many_claims_do_without_the_costly_rules() -> None:
    answer = annotated.answer()
    many = tuple(replace(answer.claims[0], attribution=f"a{n}") for n in range(brief.LINKED_LOOKS + 1))
    assert ":has(" not in re.sub(
        r"\.m\.content:has\(.*?\)", "", style_of(brief.page([replace(answer, claims=many)]))
    )


def with_side(side: str | None) -> ClaimAnswer:
    return replace(annotated.answer().claims[0], side=side)


def test_every_act_has_a_shape() -> None:
    assert set(ACTS) == {act.value for act in Act}
    assert len({shape for _, shape in ACTS.values()}) == len(Act)


def test_a_side_is_told_by_more_than_colour() -> None:
    palette = Palette([with_side(f"side {n}") for n in range(8)])
    assert len({palette.of(f"side {n}").sign for n in range(8)}) == len(SIGNS)


def test_no_side_is_always_the_same_grey() -> None:
    palette = Palette([with_side("unknown"), with_side(None), with_side("Chile")])
    assert palette.of(None) == palette.of("unknown") == palette.of("never heard of")
    assert palette.of("Chile").style == "s0"


def documents(count: int) -> list[DocumentAnswer]:
    return [annotated.answer() for _ in range(count)]


def test_the_page_is_the_same_every_time() -> None:
    assert brief.page(documents(2)) == brief.page(documents(2))
