"""A site in Arabic as readers meet it: laid out from the right, in Arabic, with what is Latin in its own order."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "tests" / "arabic-site"
WIDTHS = (320, 768, 1280)
PAGES = {  # the others differ from these in their words alone
    *(
        "index.html",
        "404.html",
        "about.html",
        "compare.html",
        "corrections.html",
        "data.html",
        "figures.html",
        "ratings.html",
        "verify.html",
    ),
    *(
        "references.html",
        "timeline.html",
        "claims/index.html",
        "claims/bridge-closed.html",
        "claims/boats-damaged.html",
        "claims/worst-in-decades.html",
    ),
    *("articles/index.html", "articles/001.html", "articles/002.html", "ratings/contested.html"),
    *("actors/index.html", "actors/orrin-council.html", "topics/index.html", "topics/bridge.html"),
    *("places/index.html", "places/orrin.html"),
}
# What is written in Latin letters in Arabic, too: signs, and the names of formats and programs.
KEPT = {
    *("SHA", "YYYY", "MM", "DD", "UTF", "EDTF", "CSV", "JSON", "JSON Schema", "null", "SQL", "SQLite", "Datasette"),
    *("Citation File Format", "ClaimReview", "Frictionless Data", "W3C Web Annotation"),
    *("Linux", "macOS", "Windows", "Python", "git", "pincite"),
}
_KEYS = re.compile(r"[a-z_]+: ")
# Fields that take one of the words that pincite knows: on a page they stand in the site's language.
_CHOICES = re.compile(
    r"\b(?:as|format|icon|kind|language|reason|read|stance|status|substance|attribution|tier): [\w-]+"
)
_UNREAD = re.compile(r"https?://\S+|\{\w*\}")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9’]*(?: [A-Za-z’]+)*")

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Page:
    """What a reader met on one page."""

    direction: str
    overflow: dict[int, list[str]]  # by width: what sticks out
    texts: list[str]  # what is seen or read aloud


_OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= width) return [];
  return [`${document.scrollingElement.scrollWidth} px in ${width}`,
    ...[...document.querySelectorAll('body *')].filter(e => {
      const box = e.getBoundingClientRect();
      return box.left < -1 || box.right > width + 1;
    }).slice(0, 5).map(e => `${e.tagName.toLowerCase()}.${e.getAttribute('class') ?? ''}`)];
}"""
_TEXTS = """() => {
  const texts = [document.title, document.querySelector('meta[name=description]')?.content ?? ''];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    if (!walk.currentNode.parentElement.closest('code, script, section[lang=en]')) texts.push(walk.currentNode.data);
  }
  const said = ['aria-label', 'title', 'alt', 'placeholder', 'data-label', 'data-some'];
  for (const name of said) for (const e of document.querySelectorAll(`[${name}]`)) texts.push(e.getAttribute(name));
  return texts.map(text => text.trim()).filter(Boolean);
}"""


@pytest.fixture(scope="session")
def arabic(tmp_path_factory) -> Path:
    """Build the site in Arabic by the command that a user types."""
    root = tmp_path_factory.mktemp("arabic") / "site"
    shutil.copytree(CONTENT, root)
    for name in ("templates", "assets", "locale"):
        shutil.copytree(ROOT / name, root / name)
    command = [sys.executable, "-m", "pincite", "build", "--output", "output"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (run.returncode, run.stderr) == (0, "")
    return root / "output"


@pytest.fixture(scope="module")
def read(chromium, arabic) -> dict[str, Page]:
    """Visit one page of each kind, at every width."""
    context = chromium.new_context()
    page = context.new_page()
    pages = {}
    for path in sorted(PAGES):
        page.goto((arabic / path).as_uri())
        overflow = {}
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            overflow[width] = page.evaluate(_OVERFLOW)
        pages[path] = Page(page.evaluate("document.dir"), overflow, page.evaluate(_TEXTS))
    context.close()
    return pages


@pytest.fixture(scope="module")
def opened(chromium, arabic):
    """Give a function that opens a page of the site, 1280 pixels wide."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()

    def open_page(path):
        page.goto((arabic / path).as_uri())
        return page

    yield open_page
    context.close()


def _order(page, selector):
    """Give the words of an element in the order in which they stand on the screen, from left to right."""
    return page.locator(selector).first.evaluate("""element => {
      const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), found = [];
      while (walk.nextNode()) {
        const text = walk.currentNode;
        if (text.parentElement.closest('.sr')) continue;
        for (const word of text.data.matchAll(/[\\p{L}\\p{N}¶]+|[.]/gu)) {
          const range = document.createRange();
          range.setStart(text, word.index);
          range.setEnd(text, word.index + word[0].length);
          found.push([range.getBoundingClientRect().left, word[0]]);
        }
      }
      return found.sort((one, other) => one[0] - other[0]).map(one => one[1]);
    }""")


def test_every_page_says_that_it_is_read_from_the_right(read):
    assert {path: page.direction for path, page in read.items()} == dict.fromkeys(PAGES, "rtl")


def test_every_kind_of_page_is_read(arabic):
    """A page of a folder stands for its neighbours."""
    built = {path.relative_to(arabic) for path in arabic.rglob("*.html")}
    alone = {path.as_posix() for path in built if path.parent == Path() or path.name == "index.html"}
    assert alone - PAGES == set()
    assert {path.parent for path in built} == {Path(path).parent for path in PAGES}


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(read, width):
    assert {path: page.overflow[width] for path, page in read.items() if page.overflow[width]} == {}


def _own_words() -> str:
    """Give all that the site's files say themselves."""
    files = [path.read_text("utf-8") for path in sorted(CONTENT.rglob("*")) if path.is_file()]
    return " ".join(_KEYS.sub(" ", _CHOICES.sub(" ", " ".join(files))).split())


def test_no_word_is_english_but_those_of_the_content(read):
    own = _own_words()
    english = {
        (path, words)
        for path, page in read.items()
        for text in page.texts
        for words in _LATIN.findall(_UNREAD.sub(" ", " ".join(text.split())))
        if words not in KEPT and not re.search(rf"\b{words}\b", own)
    }
    assert english == set()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("index.html", "3 ادعاءات، وعدد التقييمات 3"),
        ("claims/bridge-closed.html", "لماذا هذا التقييم"),
        ("claims/index.html", "كل الادعاءات، من الأضعف سنداً إلى الأقوى"),
        ("articles/001.html", "نظرة سريعة"),
        ("timeline.html", "نحو 4 مارس"),
        ("references.html", "مرجعان"),
    ],
)
def test_the_words_around_the_content_are_the_catalogues(read, path, words):
    assert any(words in text for text in read[path].texts)


def test_the_label_column_stands_to_the_right_of_the_text_and_asides_to_its_left(opened):
    page = opened("claims/bridge-closed.html")
    part = page.locator(".part[aria-labelledby=verdict]")
    label, text, aside = (part.locator(one).bounding_box() for one in ("> h2", "> .body", "> .side"))
    assert label["x"] >= text["x"] + text["width"]
    assert text["x"] >= aside["x"] + aside["width"]


def test_a_version_begins_on_the_right_with_its_number_and_ends_with_its_fingerprint(opened):
    page = opened("claims/worst-in-decades.html")
    number, day, digits = (page.locator(f"#version-3 h3 {one}").bounding_box() for one in ("a", "time", "code"))
    assert number["x"] >= day["x"] + day["width"]
    assert day["x"] >= digits["x"] + digits["width"]


def test_the_rule_of_a_quote_stands_on_its_right(opened):
    page = opened("claims/bridge-closed.html")
    rules = page.locator(".quote").evaluate_all(
        "all => all.map(getComputedStyle).map(s => [s.borderRightWidth, s.borderLeftWidth])"
    )
    assert rules == [["2px", "0px"]] * len(rules)
    assert len(rules) > 3


def test_a_quote_is_laid_out_the_way_its_own_words_are_read(opened):
    page = opened("claims/bridge-closed.html")
    quotes = page.locator("blockquote").evaluate_all(
        "all => all.map(e => [/[a-z]/i.test(e.innerText) ? 'ltr' : 'rtl', getComputedStyle(e).direction])"
    )
    assert {tuple(one) for one in quotes} == {("ltr", "ltr"), ("rtl", "rtl")}
    assert " ".join(_order(page, "blockquote:has-text('We have never')")) == "We have never seen water like this ."


@pytest.mark.parametrize(
    ("path", "selector", "words"),
    [
        ("claims/bridge-closed.html", ".quote .pin", "001 ¶2 54 125"),
        ("claims/bridge-closed.html", ".body > p .pin", "001 ¶2"),
        ("index.html", ".side .pin", "001 ¶2 54 125"),
        ("claims/bridge-closed.html", ".sources cite", "1 9 March 2021 log of the harbour office"),
        (
            "claims/bridge-closed.html",
            ".citation bdi[dir=ltr]",
            "https example . org orrin ar claims bridge closed . html version 1",
        ),
        (
            "claims/worst-in-decades.html",
            "#version-2 .changes p:has(ins) q",
            "The council says the bridge was open at all times .",
        ),
        ("claims/worst-in-decades.html", "h1", "The flood at Orrin was the worst in decades ."),
    ],
)
def test_what_is_latin_keeps_its_order(opened, path, selector, words):
    assert " ".join(_order(opened(path), selector)) == words


def test_a_date_is_not_drawn_into_the_latin_name_before_it(opened):
    """Without isolation the day would stand with the name, and the month apart from it."""
    order = _order(opened("claims/index.html"), "#claim-boats-damaged .meta")
    assert "2021 مارس 3 Ada Wren" in " ".join(order)


def test_a_paragraphs_number_stands_on_the_right_in_either_language(opened):
    for path in ("articles/001.html", "articles/002.html"):
        page = opened(path)
        number, text = page.locator(".no").nth(1).bounding_box(), page.locator(".para .text").nth(1).bounding_box()
        assert number["x"] >= text["x"] + text["width"]


@pytest.mark.parametrize(("path", "picture"), [("timeline.html", ".broad"), ("articles/index.html", ".glance svg")])
def test_no_word_leaves_its_picture(opened, path, picture):
    outside = (
        opened(path)
        .locator(picture)
        .evaluate_all("""all => all.flatMap(svg => {
      const frame = svg.getBoundingClientRect();
      return [...svg.querySelectorAll('text')].filter(text => {
        const box = text.getBoundingClientRect();
        return !box.width || box.left < frame.left - 1 || box.right > frame.right + 1;
      }).map(text => text.textContent);
    })""")
    )
    assert outside == []


def test_an_article_seen_from_afar_begins_on_the_side_where_its_text_does(opened):
    page = opened("articles/index.html")
    first = """svg => {
      const [frame, number] = [svg, svg.querySelector('text')].map(e => e.getBoundingClientRect());
      return number.left - frame.left < frame.right - number.right ? 'left' : 'right';
    }"""
    sides = [page.locator(".glance svg").nth(at).evaluate(first) for at in range(2)]
    assert sides == ["right", "left"]


def test_an_axis_keeps_its_sense(opened):
    axis = _order(opened("figures.html"), ".plot tfoot .track")
    assert axis == sorted(axis, key=int)
    assert len(axis) > 2


def test_large_letters_are_not_set_apart_and_none_is_slanted(opened):
    page = opened("about.html")
    style = "e => [getComputedStyle(e).letterSpacing, getComputedStyle(e).fontStyle]"
    assert page.locator("h1").evaluate(style) in (["normal", "normal"], ["0px", "normal"])
    assert page.locator("em").evaluate(style)[1] == "normal"
