"""The preview in a browser: a save is on screen, and only what it changed is loaded anew."""

from __future__ import annotations

import functools
import re

import pytest
from previewing import Running
from rendering import base

from pincite.preview.live import Live
from pincite.preview.shown import Around

pytestmark = pytest.mark.browser

CARD = "content/claims/boats-damaged.yaml"
PAGE = "claims/boats-damaged.html"


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    root = base(tmp_path_factory.mktemp("preview"))
    server = Running(root, functools.partial(Live, root), around=Around(editor=lambda span: f"ed://{span}"))
    yield server
    server.stop()


@pytest.fixture
def shown(visit, preview):
    """Give a function that opens a page; what was saved in a test is put back at its end."""
    whole = {path: path.read_bytes() for path in preview.root.rglob("*.*") if path.is_file()}

    visits = []

    def show(path=PAGE):
        visits.append(visit())
        page = visits[-1].page
        page.goto(f"http://127.0.0.1:{preview.port}/{path}")
        page.evaluate("window.stayed = true")
        # The reload script greets when the page has loaded; a save before that is told then.
        page.wait_for_function("() => window.LiveReload?.connector?.socket?.readyState === 1")
        return page

    yield show
    complaints = [said for one in visits for said in one.complaints if "404 (Not Found)" not in said]
    for path, data in whole.items():
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)
    assert complaints == []


def _edit(preview, path, old, new):
    file = preview.root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def _title(preview):
    return re.search(r"(?m)^title: (.*)$", (preview.root / CARD).read_text("utf-8"))[1]


def test_a_saved_card_is_on_screen(shown, preview):
    page = shown()
    _edit(preview, CARD, "claim: ", "claim: Quite newly, ")
    page.get_by_text("Quite newly,").first.wait_for()


def test_twenty_saves_end_in_the_last_one_and_the_page_shows_it(shown, preview):
    page, file = shown(), preview.root / CARD
    whole = file.read_text("utf-8")
    for number in range(1, 21):
        file.write_text(whole.replace("claim: ", f"claim: Save {number}. ", 1), "utf-8")
        page.wait_for_timeout(30)
    page.get_by_text("Save 20.").first.wait_for()


def test_a_page_that_a_save_does_not_touch_is_left_alone(shown, preview):
    touched, other = shown(), shown("claims/bridge-closed.html")
    _edit(preview, CARD, "verdict: ", "verdict: Quite newly, ")
    touched.get_by_text("Quite newly,").first.wait_for()
    assert [touched.evaluate("window.stayed"), other.evaluate("window.stayed")] == [None, True]


def test_a_stylesheet_is_swapped_and_the_page_stays(shown, preview):
    page = shown()
    _edit(preview, "assets/style.css", "@media print", "h1 { letter-spacing: 7px }\n@media print")
    page.wait_for_function("() => getComputedStyle(document.querySelector('h1')).letterSpacing === '7px'")
    assert page.evaluate("window.stayed") is True


def test_a_mistake_is_told_over_the_last_good_page_and_gone_when_mended(shown, preview):
    page = shown()
    _edit(preview, CARD, "title: ", "titel: ")
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert "unknown-key" in alert.inner_text()
    assert alert.get_by_role("link").first.get_attribute("href") == f"ed://{CARD}:1:1"
    assert page.locator("main h1").count() == 1
    _edit(preview, CARD, "titel: ", "title: ")
    alert.wait_for(state="detached")


def test_the_desk_follows_what_is_saved(shown, preview):
    page = shown("desk/")
    _edit(preview, "content/claims/repair-cost.yaml", "title: ", "title: Quite newly, ")
    page.get_by_text("Quite newly,").first.wait_for()


def test_the_desk_is_a_link_away_and_nothing_is_moved_for_it(shown):
    page = shown()
    link = page.get_by_role("link", name="Desk: what is still to do")
    # What is fixed moves nothing: the page is as high without it.
    height = "document.documentElement.scrollHeight"
    before = page.evaluate(height)
    page.evaluate("document.querySelector('#pincite-desk').hidden = true")
    assert page.evaluate(height) == before
    page.evaluate("document.querySelector('#pincite-desk').hidden = false")
    assert link.is_visible()
    page.emulate_media(media="print")
    assert not link.is_visible()
    page.emulate_media(media="screen")
    link.click()
    page.get_by_role("heading", name="The desk").wait_for()
    assert page.locator("#pincite-desk").count() == 0


def test_on_a_phone_the_desk_sticks_out_nowhere_and_its_tables_are_still_tables(shown):
    page = shown("desk/")
    page.set_viewport_size({"width": 360, "height": 640})
    assert page.evaluate("document.scrollingElement.scrollWidth") == 360
    assert page.locator(".wide").evaluate_all("all => all.filter(e => e.scrollWidth > e.clientWidth).length") == 0
    assert page.get_by_role("table", name="Articles, and what").get_by_role("row").count() > 1


def test_a_card_that_is_deleted_leaves_the_page_that_says_so(shown, preview):
    page = shown("claims/repair-cost.html")
    (preview.root / "content/claims/repair-cost.yaml").unlink()
    page.get_by_role("heading", name="There is no page at this address").wait_for()
