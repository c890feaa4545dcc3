"""The site as readers meet it: every page in a browser, with and without script, on screen, on paper, by keyboard."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

BASE = "/two-articles-checked/"
NOT_THERE = "404.html"
# Chromium logs a line of its own where a page's address answers 404.
EXPECTED_404 = "error: Failed to load resource: the server responded with a status of 404 (Not Found)"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def originals(ROOT) -> dict[str, str]:  # noqa: N803 - a constant, named as one
    """Read the originals again, by other means than the program's own."""
    texts = {}
    for card in sorted((ROOT / "content/articles").glob("*.yaml")):
        path = re.search(r"^text: (\S+)$", card.read_text("utf-8"), re.MULTILINE)[1]
        texts[card.stem] = (ROOT / path).read_bytes().decode("utf-8")
    return texts


# The whole site ------------------------------------------------------------------------------------------------------


def test_every_quote_on_every_page_is_cut_from_its_original(seen, originals):
    proofs = [(path, *proof) for path, page in seen.items() for proof in page.proofs]
    wrong = [
        (path, article, start, end, text)
        for path, article, start, end, text in proofs
        if not text or text != originals[article][start:end]
    ]
    assert wrong == []
    assert len(proofs) > 300
    assert {article for _, article, *_ in proofs} == set(originals)


def test_nothing_stands_in_a_quotation_but_what_is_cut_from_an_original(seen):
    assert {path: page.unproven for path, page in seen.items() if page.unproven} == {}


def test_every_claim_page_proves_a_quote(seen):
    claims = [path for path in seen if path.startswith("claims/") and path != "claims/index.html"]
    assert len(claims) == 33
    assert [path for path in claims if not seen[path].proofs] == []


def test_every_kind_of_page_is_there(seen, types):
    assert [kind for kind, path in types.items() if path not in seen] == []


def test_every_page_opens(seen):
    expected = {path: 404 if path == NOT_THERE else 200 for path in seen}
    assert expected == {path: page.status for path, page in seen.items()}


def test_every_page_has_a_title_of_its_own(seen):
    titles = [page.title for page in seen.values()]
    assert [path for path, page in seen.items() if not page.title.strip()] == []
    assert sorted({title for title in titles if titles.count(title) > 1}) == []


def test_every_page_shows_one_main_heading(seen):
    assert {path: page.headings for path, page in seen.items() if page.headings != 1} == {}


def test_no_page_logs_an_error(seen):
    complaints = {
        path: [said for said in page.complaints if (path, said) != (NOT_THERE, EXPECTED_404)]
        for path, page in seen.items()
    }
    assert {path: said for path, said in complaints.items() if said} == {}


def test_no_page_asks_another_host_for_anything(seen, host):
    asked = [(path, url) for path, page in seen.items() for url in page.requests]
    assert [(path, url) for path, url in asked if not url.startswith((f"{host}/", "data:"))] == []
    assert len(asked) > len(seen)


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_scrolls_sideways(seen, width):
    measured = {path: page.overflow[width] for path, page in seen.items() if width in page.overflow}
    assert {path: what for path, what in measured.items() if what} == {}
    assert len(measured) > 20


# Places where a site may stand ---------------------------------------------------------------------------------------


def test_the_site_works_below_a_base_path(visit, host, types):
    one = visit()
    statuses = {kind: one.page.goto(f"{host}{BASE}{path}").status for kind, path in types.items()}
    assert statuses == dict.fromkeys(types, 200)
    requests, complaints = one.take()
    assert complaints == []
    assert [url for url in requests if not urlsplit(url).path.startswith(BASE)] == []


@pytest.mark.parametrize("address", ["nothing.html", "claims/nothing.html", "a/b/c/"])
def test_a_reader_who_is_lost_finds_home_from_any_depth(visit, host, address):
    one = visit()
    assert one.page.goto(f"{host}{BASE}{address}").status == 404
    assert one.take()[1] == [EXPECTED_404]
    one.page.locator(".masthead .name").click()
    assert urlsplit(one.page.url).path in {BASE, f"{BASE}index.html"}
    assert one.take()[1] == []


def test_the_site_works_from_a_folder(visit, built):
    """From the front page to a claim, to the passage in its article, and back to the claim's quote."""
    one = visit()
    page = one.page
    page.goto((built / "index.html").as_uri())
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px", "the style sheet was not applied"
    page.locator("main a[href^='claims/']:visible:not([href^='claims/index.html'])").first.click()
    page.wait_for_url("**/claims/*")
    claim = page.url.partition("#")[0]
    page.locator("figure.quote a.pin").first.click()
    page.wait_for_url("**/articles/*#*")
    _wait_until_target_is_in_sight(page)
    page.locator(":target").evaluate("e => (e.closest('a') ?? e.parentElement).click()")
    page.wait_for_url("**/claims/*#*")
    assert page.url.partition("#")[0] == claim
    _wait_until_target_is_in_sight(page)
    # A folder has no origin, so nothing can be fetched ahead from it; the style sheet itself gets the fonts.
    complaints = [said for said in one.take()[1] if "/assets/fonts/" not in said and "net::ERR_FAILED" not in said]
    assert complaints == []
    assert page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').length") > 0


def _wait_until_target_is_in_sight(page) -> None:
    """Wait until what the address names is in sight; fail if it does not come."""
    page.wait_for_function("""() => {
      const target = document.querySelector(':target');
      if (!target || !target.checkVisibility()) return false;
      const box = (target.getClientRects().length ? target : target.parentElement).getBoundingClientRect();
      return box.bottom > 0 && box.top < innerHeight;
    }""")


# Without script ------------------------------------------------------------------------------------------------------


def test_every_kind_of_page_says_the_same_without_script(visit, host, types):
    # The fields that only a script can serve are hidden without one; they are tools, and say nothing of the matter.
    read = """() => {
      document.querySelectorAll('.field, .sieve, .bar, .help').forEach(field => { field.hidden = true; });
      return document.querySelector('main').innerText.split(/\\s+/).join(' ').trim();
    }"""
    without, having = visit(java_script_enabled=False), visit()
    differing = []
    for kind, path in types.items():
        texts = []
        for one in (without, having):
            one.page.goto(f"{host}/{path}")
            texts.append(one.page.evaluate(read))
        if not texts[0] or texts[0] not in texts[1]:
            differing.append(kind)
    assert differing == []
    assert without.take()[1] == []


def test_the_words_around_a_quote_open_without_script(visit, host, built):
    page = visit(java_script_enabled=False).page
    claim = _first_with(built, "claims/*.html", 'class="around"')
    page.goto(f"{host}/{claim}")
    around = page.locator("details.around").first
    words = around.locator("[data-article]").first
    assert not words.is_visible()
    around.get_by_text("The words around it").click()
    assert words.is_visible()


def _first_with(built, glob: str, text: str) -> str:
    pages = (path for path in sorted(built.glob(glob)) if text in path.read_text("utf-8"))
    return next(pages).relative_to(built).as_posix()


# Light, dark, paper, keyboard ----------------------------------------------------------------------------------------


def test_the_dark_scheme_has_another_background(visit, host):
    page = visit(color_scheme="light").page
    page.goto(f"{host}/index.html")
    light = _brightness(page)
    page.emulate_media(color_scheme="dark")
    assert light > 200
    assert _brightness(page) < 60


def _brightness(page) -> float:
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return sum(map(float, re.findall(r"[\d.]+", colour)[:3])) / 3


def test_paper_has_no_navigation(visit, host, types):
    page = visit().page
    page.goto(f"{host}/{types['claim']}")
    assert page.locator(".masthead nav").is_visible()
    page.emulate_media(media="print")
    assert not page.locator(".masthead nav").is_visible()
    assert not page.locator(".skip").is_visible()


def test_on_paper_a_rating_is_told_by_its_outline(visit, host, types):
    """White shapes with black lines: they survive a printer without colours and without backgrounds."""
    page = visit(color_scheme="dark").page
    page.emulate_media(media="print")
    found = set()
    for kind in ("front page", "claim", "list of claims", "rating scale"):
        page.goto(f"{host}/{types[kind]}")
        found |= {
            tuple(mark)
            for mark in page.evaluate("""() => [...document.querySelectorAll('svg.mark')]
              .filter(mark => !mark.matches('.scale .mark:not(.on)'))
              .map(mark => ['--shape', '--line', '--glyph'].map(
                name => getComputedStyle(mark).getPropertyValue(name).trim()))""")
        }
    assert found == {("#fff", "#000", "#000")}


def test_on_paper_the_quotes_stay(visit, host, types):
    page = visit().page
    page.goto(f"{host}/{types['claim']}")
    page.emulate_media(media="print")
    assert page.locator("blockquote [data-article]").first.is_visible()


def test_the_keyboard_reaches_the_content_past_the_navigation(visit, host, types):
    page = visit().page
    page.goto(f"{host}/{types['claim']}")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.evaluate("e => e === document.activeElement")
    assert skip.evaluate("e => e.getBoundingClientRect().top >= 0"), "the skip link is out of sight"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    assert page.locator("#main").evaluate("e => e.getBoundingClientRect().top < innerHeight")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_what_has_the_focus_can_be_seen_to_have_it(visit, host, types):
    page = visit().page
    page.goto(f"{host}/{types['list of claims']}")
    unseen = []
    for _ in range(30):
        page.keyboard.press("Tab")
        shown = page.evaluate("""() => {
          const e = document.activeElement, style = getComputedStyle(e);
          const outline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
          return {name: e.outerHTML.slice(0, 80), outline};
        }""")
        if not shown["outline"]:
            unseen.append(shown["name"])
    assert unseen == []


@pytest.mark.parametrize("height", [720, 500])
def test_the_end_of_an_article_seen_from_afar_can_be_reached(visit, host, height):
    page = visit(viewport={"width": 1280, "height": height}, reduced_motion="reduce").page
    page.goto(f"{host}/articles/003.html")
    link = page.locator(".annotated > .glance a").last
    link.focus()
    box = link.bounding_box()
    assert 0 < box["y"] < height - box["height"]


def test_pointing_at_a_claim_beside_an_article_lights_its_passages_and_the_other_way_round(visit, host):
    page = visit().page
    page.goto(f"{host}/articles/003.html")
    note = page.locator("#p7 [data-claim]").first
    claim = note.get_attribute("data-claim")
    assert page.locator("mark.lit").count() == 0
    note.hover()
    lit = page.locator("#p7 mark.lit").evaluate_all("marks => marks.map(mark => mark.dataset.claims.split(' '))")
    assert lit
    assert all(claim in claims for claims in lit)
    page.mouse.move(0, 0)
    assert page.locator(".lit").count() == 0
    page.locator("#p7 a.passage").first.focus()
    assert page.locator("#p7 [data-claim].lit").count() >= 1
