"""A reader on the real host: the site under /repo/, served by nginx by the rules of GitHub Pages, in a browser."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import build
from served import URL, hosted

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("content", "seeds", "templates", "assets", "locale")
LOST = "error: Failed to load resource: the server responded with a status of 404 (Not Found)"
SEARCHABLE = all(importlib.util.find_spec(name) for name in ("pagefind", "pagefind_bin"))
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Build the repository's site for the address it is served at, with the full text where its extra is installed."""
    root = tmp_path_factory.mktemp("hosting") / "root"
    for name in SOURCES:
        shutil.copytree(ROOT / name, root / name)
    settings = (ROOT / "site.yaml").read_text("utf-8")
    (root / "site.yaml").write_text(settings + ("search: pagefind\n" if SEARCHABLE else ""), "utf-8")
    assert build(root.parent / "site", "--root", str(root), "--base-url", URL) == ""
    return root.parent / "site"


@pytest.fixture(scope="module")
def site(folder, tmp_path_factory):
    """Serve it; give the address of its front page."""
    with hosted(folder, tmp_path_factory.mktemp("nginx")) as address:
        yield address


@pytest.fixture
def reader(visit, site):
    """Open the front page. Whatever is done then, nothing fails, nothing complains, and no other host is asked."""
    one = visit()
    one.page.on(
        "response", lambda answer: answer.status >= 400 and one.complaints.append(f"{answer.status} {answer.url}")
    )
    assert one.page.goto(site).status == 200
    yield one.page
    one.page.wait_for_load_state("networkidle")
    requests, complaints = one.take()
    assert complaints == []
    assert [url for url in requests if not url.startswith((site, "data:"))] == []


def _styled(page) -> bool:
    """Tell whether the stylesheet was applied and its fonts came."""
    page.wait_for_load_state("networkidle")
    margin = page.evaluate("getComputedStyle(document.body).margin")
    return margin == "0px" and page.evaluate("[...document.fonts].some(one => one.status === 'loaded')")


def _wait_until_target_is_in_sight(page) -> None:
    page.wait_for_function("""() => {
      const target = document.querySelector(':target');
      if (!target || !target.checkVisibility()) return false;
      const box = (target.getClientRects().length ? target : target.parentElement).getBoundingClientRect();
      return box.bottom > 0 && box.top < innerHeight;
    }""")


def test_the_masthead_leads_to_every_section_and_home(reader, site):
    links = reader.locator(".masthead nav a")
    names = [urlsplit(links.nth(number).evaluate("one => one.href")).path for number in range(links.count())]
    assert len(names) >= 5
    for number, name in enumerate(names):
        reader.locator(".masthead nav a").nth(number).click()
        reader.wait_for_url(f"**{name}")
        assert _styled(reader), name
        reader.locator(".masthead .name").click()
        reader.wait_for_url(f"{site}index.html")


def test_a_claim_leads_to_its_passage_and_back_and_on_to_the_timeline(reader, site):
    reader.locator("main a[href^='claims/']:visible:not([href^='claims/index.html'])").first.click()
    reader.wait_for_url(f"{site}claims/*")
    claim = reader.url.partition("#")[0]
    reader.locator("figure.quote a.pin").first.click()
    reader.wait_for_url(f"{site}articles/*#*")
    _wait_until_target_is_in_sight(reader)
    reader.locator(":target").evaluate("e => (e.closest('a') ?? e.parentElement).click()")
    reader.wait_for_url(f"{claim}#*")
    _wait_until_target_is_in_sight(reader)
    reader.locator(".masthead nav a[href$='timeline.html']").click()
    reader.wait_for_url(f"{site}timeline.html")
    assert reader.locator("main .event").count() > 10


@pytest.mark.parametrize("address", ["timeline", "ratings", "claims", "claims/ariha-49", "articles/003#ariha-49-toll"])
def test_an_address_without_its_ending_shows_the_page_and_its_links_lead_on(reader, site, address):
    assert reader.goto(f"{site}{address}").status == 200
    assert _styled(reader)
    if "#" in address:
        _wait_until_target_is_in_sight(reader)
    reader.locator(".masthead nav a[href$='figures.html']").click()
    reader.wait_for_url(f"{site}figures.html")


@pytest.mark.parametrize("address", ["nothing.html", "claims/nothing", "a/b/c", "a/b/c/"])
def test_a_reader_who_is_lost_sees_a_page_with_its_styles_and_finds_home(visit, site, address):
    one = visit()
    assert one.page.goto(f"{site}{address}").status == 404
    assert _styled(one.page)
    requests, complaints = one.take()
    assert (complaints, [url for url in requests if not url.startswith(site)]) == ([LOST], [])
    one.page.locator("main a[href$='claims/index.html']").click()
    one.page.wait_for_url(f"{site}claims/index.html")
    assert one.take()[1] == []


def test_the_picture_of_a_claim_is_there_where_its_page_says(reader, site):
    reader.goto(f"{site}claims/ariha-49.html")
    named = reader.locator("meta[property='og:image']").get_attribute("content")
    assert named.startswith(URL)
    reader.goto(site + named.removeprefix(URL))
    size = reader.evaluate("[document.images[0].naturalWidth, document.images[0].naturalHeight]")
    assert size == [1200, 630]


@pytest.mark.skipif(not SEARCHABLE, reason="the extra `search` is not installed: pip install 'pincite[search]'")
def test_the_full_text_is_found(reader, site):
    reader.goto(f"{site}search.html")
    reader.fill("#words", "Ariha")
    reader.wait_for_selector(".ledger > li")
    assert reader.locator(".excerpt mark.hit").count() > 0
    reader.locator(".ledger h3 a").first.click()
    reader.wait_for_url(f"{site}*/*.html*")


def test_every_page_opens_without_a_complaint(reader, site, folder):
    pages = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    statuses = {page: reader.goto(f"{site}{page}").status for page in pages}
    assert statuses == dict.fromkeys(pages, 200)
