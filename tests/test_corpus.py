"""The made archive of bench/: the same on every machine, of the size that cards have, and a site without problems."""

from __future__ import annotations

import re
import statistics
import sys

import pytest
from rendering import ROOT

sys.path.insert(0, str(ROOT / "bench"))

import corpus
import generators

from pincite.pipeline import make

CARDS = 120


@pytest.fixture(scope="module")
def made():
    return corpus.Corpus(CARDS)


def test_a_card_is_made_from_the_seed_and_its_number_alone(made):
    assert corpus.Corpus(CARDS).card(77) == made.card(77)
    assert corpus.Corpus(CARDS, seed=2).card(77).claim != made.card(77).claim


def test_a_card_has_the_size_of_a_real_one(made):
    sizes = [len(corpus.card_yaml(made.card(number)).encode()) for number in range(CARDS)]
    assert 2200 < statistics.mean(sizes) < 2800
    assert {len(made.card(number).quotes) for number in range(CARDS)} == {2, 3, 4}


def test_the_analysis_has_the_length_and_the_syntax_of_real_ones(made):
    texts = ["\n\n".join(made.card(number).analysis) for number in range(CARDS)]
    assert 150 <= statistics.mean(len(text.split()) for text in texts) <= 250
    for pattern in (r"\*\*\w", r" \*\w", r"\]\(https://", r"(?m)^- ", r"\[\^q\d\]", r"\[\[card-\d+\]\]", "“"):
        assert sum(bool(re.search(pattern, text)) for text in texts) > 5, pattern


def test_every_quote_is_cut_from_its_article(made):
    for number in range(CARDS):
        for quote in made.card(number).quotes:
            assert made.article(int(quote.article[1:])).text[quote.start : quote.end] == quote.text


@pytest.mark.parametrize("name", [generators.PINCITE, generators.THEME])
def test_the_site_builds_without_a_problem(made, tmp_path, name):
    generators.GENERATORS[name].lay(tmp_path, made)
    site = make(tmp_path)
    assert site.problems == ()
    assert f"claims/card-{CARDS - 1}.html" in site.files


def test_with_the_plain_templates_there_is_nothing_but_the_pages_that_are_compared(made, tmp_path):
    generators.GENERATORS[generators.PINCITE].lay(tmp_path, made)
    files = {path for path in make(tmp_path).files if not path.startswith(("claims/card-", "assets/"))}
    listed = {"claims/index.html", "claims/page-2.html"}
    others = {"index.html", "404.html", "timeline.html", "feed.xml", "sitemap.xml", "robots.txt", ".nojekyll"}
    assert files == listed | others
