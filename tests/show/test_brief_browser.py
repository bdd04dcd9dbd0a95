"""The brief in a real browser: it fits a phone, runs into no policy, and its links work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from counterclaim.show import brief
from tests.show import annotated
from tests.show.hostile import hostile_answer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tool:
        started = tool.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("brief") / "brief.html"
    html = brief.page([annotated.answer(), hostile_answer()])
    path.write_text(html, encoding="utf-8", errors="replace")
    return path.as_uri()


def opened(browser: Browser, address: str, width: int) -> tuple[Page, list[str], list[str]]:
    page = browser.new_page(viewport={"width": width, "height": 900})
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    return page, said, asked


@pytest.mark.parametrize("width", [380, 768, 1440])
def test_it_fits_every_width_in_peace(browser: Browser, address: str, width: int) -> None:
    page, said, asked = opened(browser, address, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []
    assert asked == [address]
    page.close()


def test_a_link_lights_up_the_words_and_the_row(browser: Browser, address: str) -> None:
    page, _, _ = opened(browser, address, 1440)
    page.click("tr#r-d1-4 td.id a")
    assert page.url.endswith("#w-d1-4")
    colour = "node => getComputedStyle(node).backgroundColor"
    lit = page.eval_on_selector("#w-d1-4", colour)
    assert page.eval_on_selector("tr#r-d1-4 td", colour) == lit
    assert page.eval_on_selector("span.source.k-d1-4", colour) == lit
    assert page.eval_on_selector("tr#r-d1-5 td", colour) != lit
    page.click('a.tag[href="#r-d1-5"]')
    assert page.url.endswith("#r-d1-5")
    page.close()
