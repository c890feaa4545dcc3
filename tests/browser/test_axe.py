"""Nobody is kept out of a page: axe, and what axe cannot see, on every kind of page and in every state of one.

The repository's own site is looked at by kind of page, in light and dark, narrow and wide. The site of states is
looked at as a whole, in the two farthest corners of that, for colours do not depend on the width, nor sizes on the
colours; the many pages of its registers, which differ in their words alone, take turns between the two, and all its
pages do for the rules of axe beside contrast, of which few depend on the width.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from importlib import resources

import pytest

pytestmark = pytest.mark.browser

AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FARTHEST = LIGHT_WIDE, DARK_NARROW = ("light", 1280), ("dark", 320)
ALL_FOUR = (*FARTHEST, ("light", 320), ("dark", 1280))
REGISTERS = ("actors/", "places/", "ratings/", "topics/")
_TRIES = 4  # pages on which axe may be unable to tell of a look whether it has contrast
SMALLEST = 13  # px of text: less is hard to read for many

# 24 px for targets (WCAG 2.2, 2.5.8) is a rule that axe has and leaves out unless it is asked for. Contrast is below.
_AXE = """async (tags) => {
  const rules = {'target-size': {enabled: true}, 'color-contrast': {enabled: false}};
  const {violations} = await axe.run({runOnly: tags, resultTypes: ['violations'], rules});
  return violations.flatMap(one => one.nodes.slice(0, 3).map(node => `${one.id}: ${node.html.slice(0, 200)}`));
}"""

# Whether there is contrast takes axe longer than all else, for each piece of text anew. It depends on the look of the
# text and of all that the text stands in: what looks as what was judged before does, in any place, is not judged again.
# Of each new look some texts are judged, for of one that is cut off axe cannot tell.
_CONTRAST = """async (met) => {
  const styles = ['color', 'backgroundColor', 'backgroundImage', 'opacity', 'fontSize', 'fontWeight', 'textShadow'];
  const known = new Map([[document, '']]);
  // A look is told by a digest (FNV-1a, twice 32 bits): written out, all that were met would be megabytes a page.
  const digest = text => [0x811c9dc5, 0x01000193].map(seed => {
    for (let at = 0; at < text.length; at += 1) seed = Math.imul(seed ^ text.charCodeAt(at), 0x01000193);
    return (seed >>> 0).toString(36);
  }).join('.');
  const look = element => {
    if (!known.has(element)) {
      const style = getComputedStyle(element);
      const own = [element.tagName, element.getAttribute('class'), ...styles.map(name => style[name])];
      known.set(element, digest(`${look(element.parentNode)}>${own.join(' ')}`));
    }
    return known.get(element);
  };
  const hasText = one => one.matches('input, select, textarea, button')
    || [...one.childNodes].some(child => child.nodeType === Node.TEXT_NODE && child.data.trim());
  const texts = [...document.body.querySelectorAll('*')].filter(one => hasText(one) && one.checkVisibility());
  const unmet = Map.groupBy(texts, look);
  met.forEach(one => unmet.delete(one));
  const include = [...unmet.values()].flatMap(alike => alike.slice(0, 3));
  if (!include.length) return [[], [], []];
  const {passes, violations, incomplete} = await axe.run({include}, {runOnly: ['color-contrast'], elementRef: true});
  const nodes = all => all.flatMap(one => one.nodes);
  return [
    nodes(violations).map(node => `color-contrast: ${node.html.slice(0, 200)}`),
    [...new Set(nodes([...passes, ...violations]).map(node => look(node.element)))],
    [...new Set(nodes(incomplete).map(node => look(node.element)))],
  ];
}"""

# Text that a reader sees, element by element, smaller than it may be; pictures' own lettering is no text to read.
_SMALL = """(least) => {
  const found = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const element = text.parentElement;
    if (!text.data.trim() || element.closest('[aria-hidden=true], [role=img]') || !element.checkVisibility()) continue;
    const size = parseFloat(getComputedStyle(element).fontSize);
    if (size < least) found.add(`${size} px: ${text.data.trim().slice(0, 60)}`);
  }
  return [...found];
}"""

_SHAPE = """() => {
  const faults = [];
  const count = (what, selector) => {
    const number = document.querySelectorAll(selector).length;
    if (number !== 1) faults.push(`${number} ${what}`);
  };
  count('main parts', 'main');
  count('banners', 'body > header');
  count('footers', 'body > footer');
  count('main headings', 'h1');
  const levels = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(one => Number(one.tagName[1]));
  levels.forEach((level, at) => {
    if (level > (at ? levels[at - 1] : 0) + 1) faults.push(`h${level} behind h${levels[at - 1] ?? 0}`);
  });
  if (!document.documentElement.lang) faults.push('no language');
  for (const part of document.querySelectorAll('main section, nav, main aside, form, [role=region]')) {
    const names = (part.getAttribute('aria-labelledby') ?? '').split(' ').filter(Boolean);
    const text = names.map(name => document.getElementById(name)?.textContent.trim() ?? '').join('');
    const plain = part.matches('section') && !part.querySelector('h2');  // a stretch of text, and no landmark
    const named = text || part.getAttribute('aria-label') || plain;
    if (!named) faults.push(`without a name: ${part.outerHTML.slice(0, 80)}`);
  }
  return faults;
}"""

_OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  return document.scrollingElement.scrollWidth <= width ? [] : [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > width + 1).slice(0, 3).map(one => one.outerHTML.slice(0, 100));
}"""


@dataclass
class Looked:
    """What was found on one page, by colour scheme and width."""

    violations: dict[str, list[str]] = field(default_factory=dict)
    small: dict[str, list[str]] = field(default_factory=dict)
    overflow: dict[str, list[str]] = field(default_factory=dict)
    shape: list[str] = field(default_factory=list)


def _faults(page, met, *, whole=True) -> list[str]:
    """Give what axe finds, if not whole of contrast alone; `met` counts the looks that it judged or could not judge."""
    found = page.evaluate(_AXE, TAGS) if whole else []
    pale, judged, doubtful = page.evaluate(_CONTRAST, sorted(one for one, times in met.items() if times >= _TRIES))
    met.update(dict.fromkeys(judged, _TRIES))
    met.update(one for one in doubtful if one not in judged)  # counted, as a Counter does
    return found + pale


def _look(page, address, corners, met, whole=FARTHEST) -> Looked:
    """Load a page once, and look at it in each corner of the table; for axe as a `whole` in some of them."""
    page.goto(address)
    page.evaluate(f"{AXE};0")
    found = Looked(shape=page.evaluate(_SHAPE))
    for scheme, width in corners:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        name = f"{scheme} {width}"
        found.violations[name] = _faults(page, met, whole=(scheme, width) in whole)
        found.small[name] = page.evaluate(_SMALL, SMALLEST)
        found.overflow[name] = page.evaluate(_OVERFLOW)
    return found


@pytest.fixture(scope="module")
def looked(chromium, host, types, states, states_host) -> dict[str, Looked]:
    """Look at one page of each kind of the real site, and at every page of the site of states."""
    context = chromium.new_context()
    page = context.new_page()
    met = Counter()
    found = {f"the site: {path}": _look(page, f"{host}/{path}", ALL_FOUR, met) for path in types.values()}
    paths = sorted(path.relative_to(states).as_posix() for path in states.rglob("*.html"))
    for number, path in enumerate(paths):
        # The links of 404.html are absolute, for any depth; it is met below. The data's page is the same on every site.
        if path not in {"404.html", "data.html"}:
            turn = (FARTHEST[number % 2],)
            corners = turn if path.startswith(REGISTERS) else FARTHEST
            found[f"states: {path}"] = _look(page, f"{states_host}/{path}", corners, met, turn)
    context.close()
    return found


def _told(looked, what):
    told = {name: {corner: said for corner, said in getattr(one, what).items() if said} for name, one in looked.items()}
    return {name: said for name, said in told.items() if said}


def test_axe_finds_nothing(looked):
    assert _told(looked, "violations") == {}
    assert len(looked) > 80


def test_no_text_is_smaller_than_can_be_read(looked):
    assert _told(looked, "small") == {}


def test_nothing_sticks_out_however_long_its_words_are(looked):
    assert _told(looked, "overflow") == {}


def test_every_page_has_one_main_heading_headings_in_order_and_parts_with_names(looked):
    assert {name: one.shape for name, one in looked.items() if one.shape} == {}


def test_the_page_for_what_is_not_there_keeps_nobody_out(visit, host):
    found = _look(visit().page, f"{host}/no/such/page.html", ALL_FOUR, Counter())
    assert (_told({"404": found}, "violations"), found.shape) == ({}, [])


def test_axe_would_find_a_fault(visit, host):
    """A check of the checks: what is broken on purpose is told."""
    page = visit(color_scheme="light").page
    page.goto(f"{host}/index.html")
    page.evaluate(f"{AXE};0")
    met = Counter()
    assert (_faults(page, met), len(met) > 20) == ([], True)
    page.evaluate("""() => {
      document.querySelector('.lede').style = 'color: #ccc; font-size: 9px';
      document.querySelector('main h2').outerHTML = '<h4>Too deep</h4>';
    }""")
    assert any(said.startswith("color-contrast") for said in _faults(page, met))
    assert page.evaluate(_SMALL, SMALLEST) != []
    assert "h4 behind h1" in page.evaluate(_SHAPE)


def test_no_links_of_a_claim_are_too_near_for_a_finger_on_a_common_telephone(visit, built, host):
    """At 320 and 1280 pixels lines break elsewhere: what lies beneath what depends on the width."""
    page, near = visit(viewport={"width": 412, "height": 823}).page, {}
    for path in sorted(path.relative_to(built).as_posix() for path in built.glob("claims/*.html")):
        page.goto(f"{host}/{path}")
        page.evaluate(f"{AXE};0")
        found = page.evaluate(
            "axe.run({runOnly: ['target-size']}).then(all => all.violations.flatMap(one => one.nodes))"
        )
        near |= {path: [node["html"] for node in found]} if found else {}
    assert near == {}
