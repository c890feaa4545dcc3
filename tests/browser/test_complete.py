"""What the pages promise beside their words: whole without a script, light, still, and themselves on paper.

Also in the states that the repository's own site does not have: see tests/states-site.
"""

from __future__ import annotations

import re

import pytest
from pypdf import PdfReader

from pincite.render.sheets import served

pytestmark = pytest.mark.browser

HEAVIEST = 60_000  # bytes of a claim's page with its stylesheets, as they lie on the disk


def _paths(folder, pattern="**/*.html"):
    return sorted(path.relative_to(folder).as_posix() for path in folder.glob(pattern))


def _claims(folder):
    return [path for path in _paths(folder, "claims/*.html") if not path.startswith(("claims/index", "claims/page-"))]


# Without a script ----------------------------------------------------------------------------------------------------

# What only a script can serve. A box to tick or to choose from may be the stylesheet's.
_CONTROLS = """() => [...document.querySelectorAll(
    'button, select, input:not([type=checkbox], [type=radio]), textarea, [contenteditable], [role=button], [onclick]')]
  .filter(one => one.checkVisibility({visibilityProperty: true})).map(one => one.outerHTML.slice(0, 100))"""
# The words of the page, or of a text that is parsed as a page, where no script runs. Those of controls, and what they
# say of their doing, are no part of the matter.
_WORDS = """html => {
  const page = html ? new DOMParser().parseFromString(html, 'text/html') : document;
  const main = page.querySelector('main').cloneNode(true);
  const controls = 'form, button, select, label, template, svg, [hidden], [role=status], [aria-live], #all';
  main.querySelectorAll(controls).forEach(one => one.remove());
  return main.textContent.split(/\\s+/).join(' ').trim();
}"""


def _scripted(folder):
    """Give the pages that load a script; the others cannot lack one."""
    return [path for path in _paths(folder) if "<script src" in (folder / path).read_text("utf-8")]


@pytest.fixture(scope="module")
def sites(built, host, states, states_host):
    """Give the folder and the address of either site."""
    return ((built, host), (states, states_host))


def test_no_control_is_shown_that_only_a_script_can_serve(visit, sites, types):
    page = visit(java_script_enabled=False).page
    shown = {}
    for folder, address in sites:
        for path in {*_scripted(folder), *types.values()} & {*_paths(folder)}:
            page.goto(f"{address}/{path}")
            if controls := page.evaluate(_CONTROLS):
                shown[f"{address}/{path}"] = controls
    assert shown == {}


def test_no_list_without_entries_is_announced(visit, states, states_host):
    page = visit().page
    empty = []
    for path in sorted(states.rglob("articles/*.html")):
        page.goto(f"{states_host}/{path.relative_to(states).as_posix()}")
        lists = page.locator("main :is(ul, ol):not(:has(> li))")
        empty += lists.evaluate_all("all => all.filter(e => e.checkVisibility()).map(e => e.outerHTML)")
    assert empty == []


def test_a_page_lacks_no_word_without_its_script(visit, sites):
    page = visit().page
    compared, differing = 0, []
    for folder, address in sites:
        for path in _scripted(folder):
            page.goto(f"{address}/{path}")
            without = page.evaluate(_WORDS, (folder / path).read_text("utf-8")).split()
            with_script = iter(page.evaluate(_WORDS).split())
            compared += 1
            # A script may add how its controls are used, and may not be needed for a word of the matter.
            if not without or not all(word in with_script for word in without):
                differing.append(path)
    assert (differing, compared >= 2) == ([], True)


# Nothing from elsewhere, nothing kept --------------------------------------------------------------------------------

_KEPT = """async () => [localStorage.length, sessionStorage.length, document.cookie,
  (await indexedDB.databases()).length, (await caches.keys()).length,
  (await navigator.serviceWorker.getRegistrations()).length]"""


def test_no_state_of_a_page_asks_another_host_for_anything_or_complains(visit, states, states_host):
    one = visit(viewport={"width": 320, "height": 900})
    for path in _paths(states):
        if path != "404.html":
            one.page.goto(f"{states_host}/{path}")
    requests, complaints = one.take()
    assert [url for url in requests if not url.startswith((f"{states_host}/", "data:"))] == []
    assert (complaints, len(requests) > 70) == ([], True)


def test_a_visit_leaves_nothing_behind(visit, host, types):
    one = visit()
    for path in types.values():
        one.page.goto(f"{host}/{path}")
    assert (one.context.cookies(), one.page.evaluate(_KEPT)) == ([], [0, 0, "", 0, 0, 0])


# Weight and rest ------------------------------------------------------------------------------------------------------


def test_a_claims_page_with_its_styles_is_light(built):
    weights = {}
    for path in _claims(built):
        text = (built / path).read_text("utf-8")
        sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', text)
        weights[path] = len(text.encode()) + sum((built / "claims" / sheet).stat().st_size for sheet in sheets)
    assert {path: weight for path, weight in weights.items() if weight >= HEAVIEST} == {}
    assert len(weights) > 30


# The names of the block axis in a mode of writing whose lines are horizontal.
_UPRIGHT = {
    r"(inset-)?block-start(?=[-:])": "top",
    r"(inset-)?block-end(?=[-:])": "bottom",
    r"(?<!intrinsic-)block-size(?=:)": "height",
    r"(?<!intrinsic-)inline-size(?=:)": "width",
}


def _upright(rule):
    for name, other in _UPRIGHT.items():
        rule = re.sub(name, other, rule)
    return rule


def test_a_stylesheet_means_to_the_browser_what_was_written(visit, host, ROOT):  # noqa: N803 - a constant
    page = visit().page
    page.goto(f"{host}/index.html")
    rules = """text => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      return [...sheet.cssRules].map(rule => rule.cssText.replaceAll(', ', ','));
    }"""
    for path in sorted((ROOT / "assets").glob("*.css")):
        written, sent = (page.evaluate(rules, data.decode()) for data in (path.read_bytes(), served(path.read_bytes())))
        assert ([_upright(rule) for rule in written], len(written) >= 5) == (sent, True), path.name


_SHIFT = """async () => {
  await document.fonts.ready;
  return new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => list.getEntries().forEach(one => { sum += one.value; }))
      .observe({type: 'layout-shift', buffered: true});
    setTimeout(() => done(sum), 150);
  });
}"""


def _shift(visit, address, width, sheet=lambda text: text):
    """Load a page whose fonts and scripts come late, and give by how much it moved."""
    page = visit(viewport={"width": width, "height": 900}).page

    def sheets(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=sheet(answer.text()))

    page.route("**/*.css", sheets)
    page.goto(address)
    return page.evaluate(_SHIFT)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("kind", ["claim", "front page", "article 003", "list of claims", "timeline"])
def test_nothing_moves_however_late_fonts_and_scripts_come(visit, built, late_host, types, kind, width):
    path = types[kind] if kind != "claim" else max(_claims(built), key=lambda one: (built / one).stat().st_size)
    assert _shift(visit, f"{late_host}/{path}", width) == 0


def test_a_late_font_that_was_let_in_would_be_seen_to_move_the_page(visit, built, late_host):
    """A check of the check."""
    path = max(_claims(built), key=lambda one: (built / one).stat().st_size)
    let_in = _shift(visit, f"{late_host}/{path}", 390, lambda text: text.replace("optional", "swap"))
    assert let_in > 0


_MOTION = """() => [document.documentElement, ...document.querySelectorAll('body, body *')].filter(one => {
  const style = getComputedStyle(one);
  return style.scrollBehavior === 'smooth' || style.animationName !== 'none'
    || parseFloat(style.transitionDuration) > 0;
}).map(one => one.outerHTML.slice(0, 80))"""


def test_who_wants_less_motion_meets_none(visit, host, types):
    page = visit(reduced_motion="reduce").page
    moving = {}
    for kind, path in types.items():
        page.goto(f"{host}/{path}")
        if found := page.evaluate(_MOTION):
            moving[kind] = found
    assert moving == {}


# Forced colours and paper --------------------------------------------------------------------------------------------

_MARKS = """() => [...new Set([...document.querySelectorAll('svg.mark:not(.none)')]
  .filter(mark => !mark.matches('.scale .mark:not(.on)'))
  .map(mark => ['--shape', '--line', '--glyph'].map(
    name => getComputedStyle(mark).getPropertyValue(name).trim()).join(' ')))]"""
_EDGES = """() => [...new Set([...document.querySelectorAll('del:not(.sample), ins:not(.sample)')].map(one => {
  const style = getComputedStyle(one);
  return `${one.tagName} ${style.borderBlockEndStyle} ${parseFloat(style.borderBlockEndWidth) > 0}`;
}))].sort()"""


def test_where_colours_are_forced_marks_keep_outline_and_sign_and_differences_their_lines(visit, states_host):
    page = visit(forced_colors="active").page
    page.goto(f"{states_host}/claims/index.html")
    assert page.evaluate(_MARKS) == ["Canvas CanvasText CanvasText"]
    page.goto(f"{states_host}/compare.html")
    assert page.evaluate(_MARKS) == ["Canvas CanvasText CanvasText"]
    assert page.evaluate(_EDGES) == ["DEL dashed true", "INS solid true"]


def test_on_paper_every_rating_has_its_shape_in_black_on_white(visit, states_host):
    page = visit(color_scheme="dark").page
    page.emulate_media(media="print")
    found = set()
    for path in ("claims/index.html", "ratings.html", "claims/hostile.html", "index.html"):
        page.goto(f"{states_host}/{path}")
        found |= set(page.evaluate(_MARKS))
    assert found == {"#fff #000 #000"}


_ADDRESSES = """() => [...document.querySelectorAll('#evidence ~ .body .sources a[rel=external]')].map(
  link => [link.getAttribute('href'), getComputedStyle(link, '::after').content])"""


def test_on_paper_the_addresses_of_the_evidence_are_spelled_out(visit, states, states_host):
    page = visit().page
    page.emulate_media(media="print")
    printed = []
    for path in _claims(states):
        page.goto(f"{states_host}/{path}")
        printed += page.evaluate(_ADDRESSES)
    assert [(href, content) for href, content in printed if href not in content] == []
    assert len(printed) > 15


def test_on_paper_there_is_no_navigation_everything_folded_is_open_and_quotes_are_whole(visit, states, states_host):
    page = visit(viewport={"width": 700, "height": 900}).page
    page.emulate_media(media="print")
    for path in _claims(states):
        page.goto(f"{states_host}/{path}")
        hidden = page.evaluate("""() => [...document.querySelectorAll('details > :not(summary)')]
          .filter(one => !one.getClientRects().length).length""")
        breaks = page.evaluate("""() => [...new Set([...document.querySelectorAll('figure.quote')].map(
          one => getComputedStyle(one).breakInside))]""")
        navigation = page.locator("nav:visible, .skip:visible, form:visible").count()
        assert (path, hidden, breaks, navigation) == (path, 0, ["avoid"], 0)


def test_a_printed_claim_holds_what_a_reader_needs_to_check_it(visit, states_host, tmp_path):
    """The pages as they come out of the printer, read by another program."""
    page = visit().page
    page.goto(f"{states_host}/claims/replies.html")
    page.pdf(path=tmp_path / "claim.pdf", format="A4")
    words = " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(tmp_path / "claim.pdf").pages).split())
    for expected in ("Open", "Why this rating", "The company sent the minutes of the day.", "post ¶7", "¶14"):
        assert expected in words, expected
    assert "Skip to the content" not in words
    assert "Bibliography" not in words
