"""The rules of the claim under review: each spoils a sound object, and is told."""

from __future__ import annotations

import pytest
from reviewed import THERE, broken, review, settings, spoilt

from pincite.formats.breaches import terms_of
from pincite.formats.marked import breaches

OWN = "https://example.org/orrin/articles/first.html"


def test_a_claim_that_stands_nowhere_but_has_a_known_claimant_is_told():
    assert spoilt("itemReviewed.appearance") == [("K1", "claimreview-unseen")]


def test_a_first_appearance_is_enough():
    one = review()
    one["itemReviewed"]["firstAppearance"] = one["itemReviewed"].pop("appearance")[0]
    assert broken(one) == []


@pytest.mark.parametrize(
    "appearance",
    [
        "https://a.example/1, https://b.example/2",
        [f"{THERE}", "https://a.example/1 and https://b.example/2"],
        [{"@type": "NewsArticle", "url": "https://a.example/1,https://b.example/2"}],
        [{"@type": "NewsArticle", "headline": "x"}],
        [{"@type": "NewsArticle", "url": ["https://a.example/1"]}],
    ],
)
def test_several_addresses_in_one_text_or_none_are_told(appearance):
    assert ("K2", "claimreview-appearance") in spoilt("itemReviewed.appearance", appearance)


@pytest.mark.parametrize("appearance", [THERE, [THERE], {"@type": "NewsArticle", "url": THERE}])
def test_an_address_may_stand_by_itself_or_in_an_object(appearance):
    assert spoilt("itemReviewed.appearance", appearance) == []


@pytest.mark.parametrize("host", ["https://example.org/x", "https://www.example.org/x", "http://EXAMPLE.org/x"])
def test_an_appearance_on_our_own_host_is_told_with_its_address(host):
    one = review()
    one["itemReviewed"]["appearance"].append({"@type": "NewsArticle", "url": host})
    assert [(breach.rule, breach.code, breach.at) for breach in breaches(one, terms_of(settings()))] == [
        ("K3", "claimreview-own-host", host)
    ]


def test_a_claimants_address_on_our_own_host_is_told_of_the_claimant():
    one = review()
    one["itemReviewed"]["author"]["sameAs"] = OWN
    found = list(breaches(one, terms_of(settings())))
    assert [(breach.code, breach.at) for breach in found] == [("claimreview-own-host", "author")]
    assert found[0].hint == "give the claimant’s home page or an entry in a register, or leave it out"


def test_a_subdomain_is_another_host():
    assert spoilt("itemReviewed.appearance", ["https://gazette.example.org/1"]) == []


def test_without_an_address_of_any_kind_there_is_no_origin():
    one = review()
    del one["itemReviewed"]["appearance"], one["itemReviewed"]["author"]["sameAs"]
    assert ("K3", "claimreview-origin") in broken(one)


def test_an_author_is_asked_for_under_bing_alone():
    assert spoilt("itemReviewed.author") == []
    assert spoilt("itemReviewed.author", bing=True) == [("K4", "claimreview-anonymous")]


@pytest.mark.parametrize("author", ["Ada", {"@type": "Thing", "name": "Ada", "url": THERE}])
def test_an_author_is_a_person_or_an_organisation(author):
    assert ("K4", "claimreview-shape") in spoilt("itemReviewed.author", author)


def test_an_author_has_a_name():
    assert spoilt("itemReviewed.author.name") == [("K5", "claimreview-shape")]


def test_several_authors_are_each_looked_at():
    authors = [review()["itemReviewed"]["author"], {"@type": "Person", "sameAs": THERE}]
    assert spoilt("itemReviewed.author", authors) == [("K5", "claimreview-shape")]


def test_an_author_has_an_address_by_which_it_is_known():
    assert spoilt("itemReviewed.author.sameAs") == [("K6", "claimreview-unlinked")]


def test_a_claim_has_a_day_or_says_none():
    assert spoilt("itemReviewed.datePublished") == [("K7", "claimreview-undated")]
    assert spoilt("itemReviewed.datePublished", "2021-03~") == [("K7", "claimreview-shape")]


def test_a_claim_is_named_after_its_page():
    assert spoilt("itemReviewed.@id") == [("K8", "claimreview-shape")]
    assert spoilt("itemReviewed.@id", "https://example.org/orrin/claims/storm.html#Claim") == [
        ("K8", "claimreview-shape")
    ]


def test_the_text_of_a_claim_is_the_one_that_is_reviewed():
    assert spoilt("itemReviewed.text", review()["claimReviewed"]) == []
    assert spoilt("itemReviewed.text", "Another.") == [("K9", "claimreview-shape")]
