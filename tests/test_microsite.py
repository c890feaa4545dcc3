# ruff: noqa: N803, SIM300 - the fixture ROOT is a constant; expected == actual is how tests read
"""The site of this repository: it loads without an error, and its two articles are covered whole."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest

from pincite.problems import Severity, as_text
from pincite.read.files import Folder
from pincite.site import load
from pincite.text import fold_words

DIGESTS = {
    "000": "de7bd2b9f94881b33e1b189e5e60468c900722bde82f07e01ce49c921141f15c",
    "003": "679ef01b8377904e76a806ba51f1e042c9be2dcf274d4c9075282b4192e7f261",
}


@pytest.fixture(scope="module")
def loaded(ROOT):
    return load(Folder(ROOT))


@pytest.fixture(scope="module")
def articles(loaded):
    return {article.id: article for article in loaded.site.articles}


@pytest.fixture(scope="module")
def touched(loaded):
    """Give the slices of each article that a card quotes or that are set aside."""
    found = {article.id: [s for aside in article.set_aside for s in aside.slices] for article in loaded.site.articles}
    for claim in loaded.site.claims:
        for quote in claim.quotes:
            found[quote.article] += quote.slices
    return found


def test_the_content_loads_without_an_error(loaded):
    errors = [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
    assert "" == as_text(errors, loaded.folder.texts)


def test_there_are_33_claims_with_the_codes_c01_to_c33(loaded):
    assert [f"c{number:02}" for number in range(1, 34)] == sorted(claim.code for claim in loaded.site.claims)


@pytest.mark.parametrize("name", ["000", "003"])
def test_the_originals_are_the_pinned_ones(ROOT, articles, name):
    data = (ROOT / articles[name].path).read_bytes().replace(b"\r\n", b"\n")
    assert (DIGESTS[name], DIGESTS[name]) == (hashlib.sha256(data).hexdigest(), articles[name].sha256)


@pytest.mark.parametrize(("name", "number"), [("000", 18), ("003", 20)])
def test_the_articles_have_38_sentences(articles, name, number):
    assert number == len(articles[name].sentences)


@pytest.mark.parametrize("name", ["000", "003"])
def test_every_sentence_is_touched_by_a_quote_or_set_aside(articles, touched, name):
    missed = [
        articles[name].text[start:end]
        for start, end in articles[name].sentences
        if not any(first < end and start < last for first, last in touched[name])
    ]
    assert [] == missed


def test_every_quote_is_cut_from_the_pinned_text(loaded, articles):
    quotes = [quote for claim in loaded.site.claims for quote in claim.quotes]
    quotes += [quote for event in loaded.site.events for quote in event.quotes]
    for quote in quotes:
        article = articles[quote.article]
        cut = [article.text[start:end] for start, end in quote.slices]
        first, last = article.paragraphs[quote.paragraph - 1]
        assert all(part.strip() == part and fold_words(part) for part in cut)
        assert first <= quote.start < last


def test_every_claim_quotes_at_least_one_passage(loaded):
    assert [] == [claim.id for claim in loaded.site.claims if not claim.quotes]


def test_the_ratings_are_counted_10_10_6_4_2_1(loaded):
    expected = {
        "corroborated": 10,
        "supported-context": 10,
        "attributed-unverified": 6,
        "contested": 4,
        "misleading-garbled": 2,
        "contradicted": 1,
    }
    assert expected == dict(Counter(claim.rating for claim in loaded.site.claims))


def test_the_timeline_has_34_dated_events_and_one_open_span(loaded):
    kinds = Counter(event.date.kind == "open" for event in loaded.site.events)
    assert {False: 34, True: 1} == dict(kinds)


def test_every_event_lies_in_the_period_of_the_site(loaded):
    period = loaded.site.config.period
    assert [] == [e.id for e in loaded.site.events if e.date.last < period.first or e.date.first > period.last]


def test_every_unsettled_card_says_what_is_known_unknown_and_would_change_it(loaded):
    unsettled = {rating.id for rating in loaded.site.config.ratings if not rating.settled}
    cards = [claim for claim in loaded.site.claims if claim.rating in unsettled]
    assert [] == [claim.id for claim in cards if not (claim.known and claim.unknown and claim.would_change)]


def test_loading_twice_gives_the_same_site_and_the_same_problems(ROOT, loaded):
    again = load(Folder(ROOT))
    assert (loaded.site, loaded.problems) == (again.site, again.problems)
