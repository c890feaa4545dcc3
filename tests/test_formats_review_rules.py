"""The rules of the review: each spoils a sound object, and is told. `claimreview-shape` is held here."""

from __future__ import annotations

import pytest
from records import config
from reviewed import PAGE, SCALE, broken, review, settings, spoilt

from pincite.formats.breaches import terms_of
from pincite.formats.marked import breaches
from pincite.formats.review_rules import is_address
from pincite.settings import Reviews


def test_a_sound_review_breaks_no_rule_with_bing_or_without():
    assert (broken(review()), broken(review(), bing=True)) == ([], [])


@pytest.mark.parametrize(
    ("path", "value", "rule"),
    [
        ("@context", "http://schema.org", "R2"),
        ("@context", ["https://schema.org"], "R2"),
        ("@type", "Review", "R2"),
        ("claimReviewed", ..., "C1"),
        ("claimReviewed", "", "C1"),
        ("claimReviewed", " At least 46.", "C1"),
        ("claimReviewed", ["At least 46."], "C1"),
        ("url", ..., "C3"),
        ("url", "claims/storm.html", "C3"),
        ("author", ..., "C4"),
        ("author", {"@type": "Organization"}, "C4"),
        ("author", "Desk", "C4"),
        ("itemReviewed.@type", "CreativeWork", "C6"),
        ("inLanguage", ["en"], "C8"),
        ("correction", ["It was mended."], "C8"),
        ("correction", [{"@type": "CorrectionComment", "text": "x", "datePublished": "2021"}], "C8"),
        ("citation", ["https://a.example/"], "C8"),
        ("citation", [{"@type": "CreativeWork"}], "C8"),
        ("citation", [{"@type": "CreativeWork", "url": "a.example"}], "C8"),
    ],
)
def test_what_is_misshapen_is_told(path, value, rule):
    assert (rule, "claimreview-shape") in spoilt(path, value)


def test_an_object_in_place_of_its_parts_breaks_rules_and_nothing_else():
    found = broken({"@context": "https://schema.org", "@type": "ClaimReview"})
    assert {"C1", "C2", "C3", "C4", "C5", "C6"} <= {rule for rule, _ in found}


@pytest.mark.parametrize("rating", ["Good", 3, None, {"@type": "AggregateRating", "alternateName": "Good"}])
def test_a_rating_is_an_object(rating):
    assert ("C2", "claimreview-shape") in spoilt("reviewRating", rating)


@pytest.mark.parametrize(
    ("length", "told"), [(74, []), (75, [("C1", "claimreview-long")]), (76, [("C1", "claimreview-long")])]
)
def test_a_claim_of_75_characters_is_long(length, told):
    assert spoilt("claimReviewed", "x" * length) == told


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Good, 46 boats were damaged", True),
        ("46 boats were damaged. Good", True),
        ("46 boats were in good order", False),
        ("46 boats of Goodwin were damaged", False),
        ("It is NOT PROVEN that boats were damaged", True),
        ("It is not proven that boats were damaged", True),
        ("It is not provenance that was damaged", False),
    ],
)
def test_a_label_in_the_claim_is_found_as_whole_words_and_a_single_one_as_it_is_written(said, found):
    ratings = (SCALE[0], *(type(one)(**{**_fields(one), "label": "Not proven"}) for one in SCALE[1:2]), SCALE[2])
    terms = terms_of(config(ratings=ratings, reviews=Reviews()))
    one = review() | {"claimReviewed": said}
    assert ("claimreview-rating-in-claim" in {breach.code for breach in breaches(one, terms)}) is found


def _fields(record):
    return {name: getattr(record, name) for name in record.__slots__}


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/orrin",
        "https://example.com/orrin/claims/storm.html",
        "https://sub.example.org/orrin/claims/storm.html",
        "ftp://example.org/orrin/claims/storm.html",
        "https://example.org/claims/storm.html",
    ],
)
def test_the_address_lies_on_the_site(url):
    assert ("C3", "claimreview-shape") in spoilt("url", url)


def test_bing_makes_errors_of_what_it_asks_for():
    found = {}
    for bing in (False, True):
        one = review()
        del one["author"], one["datePublished"]
        terms = terms_of(settings(bing=bing))
        found[bing] = {(breach.rule, str(breach.severity)) for breach in breaches(one, terms)}
    assert found[False] == {("C4", "warning"), ("C5", "warning")}
    assert found[True] == {("C4", "error"), ("C5", "error")}


@pytest.mark.parametrize("value", ["2021-04", "2021", "1 April 2021", "2021-04-31", "20210401", ""])
def test_a_date_is_a_day_of_the_calendar(value):
    assert ("C5", "claimreview-undated") in spoilt("datePublished", value)


def test_a_review_is_not_older_than_the_claim():
    assert spoilt("datePublished", "2021-03-03")[0] == ("C5", "claimreview-date")
    assert spoilt("datePublished", "2021-03-04") == []


def test_a_correction_asks_for_a_date_of_change_which_is_not_before_the_review():
    assert spoilt("dateModified") == [("C7", "claimreview-undated")]
    assert spoilt("dateModified", "2021-03-31") == [("C7", "claimreview-date")]
    assert spoilt("dateModified", "2021-04-01") == []


def test_a_review_without_a_correction_needs_no_date_of_change():
    one = review()
    del one["correction"], one["dateModified"]
    assert broken(one) == []


@pytest.mark.parametrize(
    ("value", "one"),
    [
        ("https://a.example/1", True),
        ("http://a.example", True),
        ("https://web.archive.example/web/2015/https://a.example/1", True),
        ("https://a.example/?from=https://b.example/", True),
        ("https://a.example/1, https://b.example/2", False),
        ("https://a.example/1,https://b.example/2", False),
        ("https://a.example/1;https://b.example/2", False),
        ("https://a.example/1 and https://b.example/2", False),
        ("a.example/1", False),
        ("https:///1", False),
        ("https://[a", False),
        ("mailto:a@a.example", False),
        (["https://a.example/1"], False),
        (None, False),
    ],
)
def test_an_address_is_one_and_absolute(value, one):
    assert is_address(value) is one


def test_hostile_words_in_a_claim_come_back_from_json_and_break_no_rule():
    said = "\"46\" </script><script>alert('x')</script> & <!-- \\ boats"
    assert spoilt("claimReviewed", said) == []


def test_the_page_is_named_by_its_own_address():
    assert review()["url"] == PAGE
