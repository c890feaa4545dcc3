"""Every Web Annotation resolves to the words that it quotes: by Apache Annotator, in Chromium, on the built pages.

The library and the bundler that makes it one script run below tests/annotations, where `make test` installs them from
their lock; it needs Node, and no network.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

import pytest
from conftest import ROOT, build, serving
from odd_passages import ADDRESS, odd, plain_copy

from pincite.read.files import Folder
from pincite.site import load

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.browser

TOOLS = ROOT / "tests" / "annotations"
ESBUILD = TOOLS / "node_modules" / "esbuild" / "bin" / "esbuild"
ENTRY = """
export { createCssSelectorMatcher, createTextPositionSelectorMatcher, createTextQuoteSelectorMatcher }
  from '@apache-annotator/dom';
export { makeRefinable } from '@apache-annotator/selector';
"""
# Each selector gives the places of all that it matches: where it begins in the original, and its words.
RESOLVE = """async selectors => {
  const create = annotator.makeRefinable(selector => ({
    CssSelector: annotator.createCssSelectorMatcher,
    TextPositionSelector: annotator.createTextPositionSelectorMatcher,
    TextQuoteSelector: annotator.createTextQuoteSelectorMatcher,
  })[selector.type](selector));
  const found = [];
  for (const selector of selectors) {
    const places = [];
    for await (const range of create(selector)(document.body)) {
      const around = range.startContainer.parentElement.closest('[data-start]');
      const before = document.createRange();
      before.setStart(around, 0);
      before.setEnd(range.startContainer, range.startOffset);
      places.push([Number(around.dataset.start) + [...before.toString()].length, range.toString()]);
    }
    found.push(places);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def library():
    """Give Apache Annotator as one script."""
    if not (shutil.which("node") and ESBUILD.exists()):
        reason = "Apache Annotator is not installed: run `make test`, with Node and npm"
        (pytest.fail if os.environ.get("REQUIRE_ANNOTATIONS") else pytest.skip)(reason)
    command = ["node", str(ESBUILD), "--bundle", "--format=iife", "--global-name=annotator", "--log-level=warning"]
    run = subprocess.run(command, input=ENTRY, cwd=TOOLS, capture_output=True, encoding="utf-8", check=False)
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout


@pytest.fixture(scope="module")
def odd_root(tmp_path_factory) -> Path:
    """Lay out the site of passages that are hard to find again."""
    return odd(tmp_path_factory.mktemp("odd"))


@pytest.fixture(scope="module")
def sites(built, states, odd_root):
    """Give the roots of the sites, and where each is built."""
    said = build(odd_root / "site", "--root", str(odd_root))
    assert {*re.findall(r"(?:error|warning)\[([\w-]+)\]", said)} <= {"quote-short"}
    return {
        "microsite": (ROOT, built),
        "states": (states.parent / "root", states),
        "odd": (odd_root, odd_root / "site"),
    }


def _items(folder):
    return json.loads((folder / "data/annotations.jsonld").read_text("utf-8"))["first"]["items"]


def _passages(root, address):
    """Give, by the id of its annotation, each passage's article and the parts that it has in paragraphs."""
    site = load(Folder(root)).site  # what is a draft is told to no machine, also where its page is built
    articles = {one.id: one for one in site.articles}
    quoted = [(f"claims/{one.id}.html#", one.quotes) for one in site.claims if not one.withdrawn]
    quoted += [(f"timeline.html#{one.id}.", one.quotes) for one in site.events]
    return {
        f"{address}{place}{quote.id}": (
            articles[quote.article],
            [
                [start + part.start(), part[0]]
                for start, end in quote.slices
                for part in re.finditer(r"[^\n]+", articles[quote.article].text[start:end])
            ],
        )
        for place, quotes in quoted
        for quote in quotes
    }


def _answer(body, route):
    route.fulfill(body=body)


def _selectors(item, source):
    """Give the selectors of an annotation's targets on a page, each alternative by itself."""
    for target in item["target"]:
        if target["source"] == source:
            yield target["selector"] if isinstance(target["selector"], list) else [target["selector"]]


@pytest.mark.parametrize("name", ["microsite", "states", "odd"])
def test_every_annotation_resolves_on_our_page_to_its_words_by_either_selector(visit, library, sites, name):
    root, folder = sites[name]
    address = load(Folder(root)).site.config.url
    passages, by_page = _passages(root, address), defaultdict(list)
    for item in _items(folder):
        article, parts = passages.pop(item["id"])
        targets = list(_selectors(item, f"{address}articles/{article.id}.html"))
        kinds = [[one["refinedBy"]["type"] for one in alternatives] for alternatives in targets]
        assert kinds == [["TextQuoteSelector", "TextPositionSelector"]] * len(parts), item["id"]
        by_page[article.id] += [(one, [part]) for part, both in zip(parts, targets, strict=True) for one in both]
    assert passages == {}  # every one has its annotation
    page = visit(bypass_csp=True).page
    with serving(folder) as host:
        for article, wanted in by_page.items():
            page.goto(f"{host}/articles/{article}.html")
            page.evaluate(library)
            found = page.evaluate(RESOLVE, [selector for selector, _ in wanted])
            assert found == [places for _, places in wanted], article


@pytest.mark.parametrize("name", ["states", "odd"])
def test_every_annotation_resolves_on_the_outside_page_to_its_words(visit, library, sites, name):
    root, folder = sites[name]
    site = load(Folder(root)).site
    passages, by_page = _passages(root, site.config.url), defaultdict(list)
    for item in _items(folder):
        article, parts = passages[item["id"]]
        targets = list(_selectors(item, article.url)) if article.url else []
        assert len(targets) == (len(parts) if article.url else 0), item["id"]
        by_page[article.id] += [(one, [part]) for part, (one,) in zip(parts, targets, strict=False)]
    page = visit(bypass_csp=True).page
    resolved = 0
    for article in site.articles:
        if article.url and by_page[article.id]:
            page.route("**/*", partial(_answer, plain_copy(article)))
            page.goto(article.url)
            page.evaluate(library)
            wanted = by_page[article.id]
            assert page.evaluate(RESOLVE, [one for one, _ in wanted]) == [places for _, places in wanted], article.id
            resolved += len(wanted)
            page.unroute_all()
    assert resolved > 15


def test_a_selector_of_other_words_or_of_another_place_resolves_to_nothing_or_elsewhere(visit, library, sites):
    """A check of the check."""
    page = visit(bypass_csp=True).page
    with serving(sites["odd"][1]) as host:
        page.goto(f"{host}/articles/odd.html")
        page.evaluate(library)
        paragraph = {"type": "CssSelector", "value": "#p3 .text"}
        words = {"type": "TextQuoteSelector", "exact": "was open"}
        place = {"type": "TextPositionSelector", "start": 1, "end": 4}
        twice = {"type": "TextQuoteSelector", "exact": "was shut"}
        found = page.evaluate(RESOLVE, [{**paragraph, "refinedBy": one} for one in (words, place, twice)])
    assert (found[0], [text for _, text in found[1]], len(found[2])) == ([], ["The"], 2)


def test_the_odd_article_is_targeted_at_its_own_address(sites):
    sources = {target["source"] for item in _items(sites["odd"][1]) for target in item["target"]}
    assert ADDRESS in sources
