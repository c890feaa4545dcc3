"""The link from a claim's page to the passage in the outside article: Chromium scrolls there and marks those words.

The article stands at its own address as a plain page, and the browser comes there by a click on the built page. What it
has marked is read off the picture: `::target-text` has a colour that nothing else has.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from conftest import build, serving
from odd_passages import odd, plain_copy
from PIL import Image

from pincite.read.files import Folder
from pincite.site import load

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.browser

HEIGHT = 700
COLOUR = (255, 0, 255)
# Room above and below, so that nothing of the article is seen without scrolling.
STYLE = f"""::target-text {{ background: rgb{COLOUR}; color: rgb{COLOUR} }}
  body {{ margin: 0; padding: {3 * HEIGHT}px 20px; width: 700px; font: 18px/2 sans-serif; overflow-wrap: anywhere }}
  p {{ margin: 30px 0 }}"""
LEADING = (
    7  # what a letter of a taller font may be marked above the others, in pixels: not half of what parts two lines
)
RECTANGLES = """slices => slices.flatMap(([start, end]) =>
    [...document.querySelectorAll('[data-start]')].flatMap(block => {
  const low = Number(block.dataset.start), chars = [...block.textContent];
  const from = Math.max(start - low, 0), to = Math.min(end - low, chars.length);
  if (from >= to) return [];
  const range = document.createRange(), units = at => chars.slice(0, at).join('').length;
  range.setStart(block.firstChild, units(from));
  range.setEnd(block.firstChild, units(to));
  return [...range.getClientRects()].map(one => [one.left, one.top, one.right, one.bottom]);
}))"""
# The browser looks for the words when the page has been laid out.
SETTLED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"


def _marked(page):
    """Give the pixels that are marked."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    row, data, wanted, found, at = picture.width, picture.tobytes(), bytes(COLOUR), [], -1
    while (at := data.find(wanted, at + 1)) >= 0:
        if at % 3 == 0:
            found.append((at // 3 % row, at // 3 // row))
    return found


def _differences(page, slices):
    """Tell where what is marked is not the passage: pixels outside of its rectangles, rectangles without both ends."""
    pixels, rectangles = _marked(page), page.evaluate(RECTANGLES, slices)
    strays = [
        (x, y)
        for x, y in pixels
        if not any(left - 1 <= x <= right and top - LEADING <= y <= bottom for left, top, right, bottom in rectangles)
    ]
    seen = [one for one in rectangles if one[1] >= 0 and one[3] <= HEIGHT]
    bare = [
        one
        for one in seen
        for edge in (range(int(one[0]) - 1, int(one[0]) + 5), range(int(one[2]) - 5, int(one[2]) + 2))
        if not any(x in edge and one[1] - 1 <= y <= one[3] for x, y in pixels)
    ]
    return strays[:3], bare, not seen


@pytest.fixture(scope="module")
def odd_site(tmp_path_factory) -> tuple[Path, Path]:
    """Build the site of passages that are hard to find again; give its root and where it is built."""
    root = odd(tmp_path_factory.mktemp("odd"))
    said = build(root / "site", "--root", str(root), "--drafts")
    assert {*re.findall(r"(?:error|warning)\[([\w-]+)\]", said)} <= {"quote-short"}
    return root, root / "site"


def _follow(visit, root, folder):
    """Follow every link to a passage; give how many there are, and what is wrong by the quote."""
    site = load(Folder(root), drafts=True).site
    articles = {one.id: one for one in site.articles}
    page = visit(viewport={"width": 800, "height": HEIGHT}).page
    copies = {urlsplit(one.url).netloc: plain_copy(one, STYLE) for one in articles.values() if one.url}
    page.route(
        lambda url: urlsplit(url).netloc in copies,
        lambda route: route.fulfill(body=copies[urlsplit(route.request.url).netloc]),
    )
    followed, wrong = 0, {}
    with serving(folder) as host:
        for claim in site.claims:
            for quote in claim.quotes:
                article = articles[quote.article]
                if not article.url:
                    continue
                page.goto(f"{host}/claims/{claim.id}.html")
                links = page.locator(f'[id="{quote.id}"] > .note > a[rel=external]')
                assert links.evaluate_all("all => all.map(one => one.getAttribute('href'))")[0] == article.url
                links.nth(1).click()
                page.wait_for_load_state()
                page.evaluate(SETTLED)
                assert urlsplit(page.url).netloc == urlsplit(article.url).netloc
                followed += 1
                found = (*_differences(page, quote.slices), page.evaluate("scrollY") < HEIGHT)
                if found != ([], [], False, False):
                    wrong[f"{claim.id}#{quote.id}"] = found
    return followed, wrong


def test_every_link_to_a_passage_scrolls_to_its_words_and_marks_them_and_no_others(visit, states):
    followed, wrong = _follow(visit, states.parent / "root", states)
    assert (wrong, followed > 20) == ({}, True)


def test_passages_that_are_hard_to_find_are_found_too(visit, odd_site):
    followed, wrong = _follow(visit, *odd_site)
    assert (wrong, followed > 20) == ({}, True)


def test_without_a_link_to_the_passage_nothing_is_marked_and_nothing_scrolls(visit, odd_site):
    """A check of the check; and what a reader meets whose browser knows no text fragments."""
    article = next(one for one in load(Folder(odd_site[0])).site.articles if one.id == "odd")
    page = visit(viewport={"width": 800, "height": HEIGHT}).page
    page.route("**/*", lambda route: route.fulfill(body=plain_copy(article, STYLE)))
    page.goto(article.url)
    assert (_marked(page), page.evaluate("scrollY")) == ([], 0)
    page.goto(f"{article.url}:~:text=words%20that%20are%20not%20there")
    assert (_marked(page), page.evaluate("scrollY")) == ([], 0)
    page.goto("about:blank")
    page.goto(f"{article.url}:~:text=Nobody%20was%20hurt.")
    assert _differences(page, [[0, 5]])[0] != []


def test_no_referrer_goes_along(visit, states_host):
    page = visit().page
    page.goto(f"{states_host}/claims/one-article.html")
    asked = []
    page.route(
        "https://post.example.org/**", lambda route: (asked.append(route.request.headers), route.fulfill(body=""))
    )
    page.locator("#nine > .note > a").nth(1).click()
    page.wait_for_load_state()
    assert ["referer" in one for one in asked] == [False]
