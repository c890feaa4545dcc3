"""Reviews are found wherever a file has them, and what is none is listed or told with its place."""

from __future__ import annotations

import json

import pytest

from pincite.intake import feed as feeds
from pincite.intake.feed import looks_like_one, read_feed, read_page
from pincite.problems import InputError

ONE = {"@context": "https://schema.org", "@type": "ClaimReview", "claimReviewed": "The bridge was closed."}


def _read(data):
    return read_feed(json.dumps(data), "f.json")


def _feed(*items):
    return {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": one} for one in items]}


@pytest.mark.parametrize(
    "data",
    [
        _feed([ONE]),
        _feed(ONE),
        [ONE],
        ONE,
        {"@graph": [{"@type": "WebSite"}, {"@type": "WebPage", "mainEntity": ONE}]},
        [{"@type": "NewsArticle", "review": [ONE]}],
        {**ONE, "@type": ["Review", "https://schema.org/ClaimReview"]},
    ],
    ids=["data feed", "without a list", "list", "one", "graph", "inside an article", "several types"],
)
def test_a_review_is_found_wherever_it_is(data):
    found = _read(data)
    assert [(number, node["claimReviewed"]) for number, node in found.reviews] == [(1, ONE["claimReviewed"])]
    assert found.lost == ()


def test_reviews_are_numbered_in_the_order_of_the_file_and_what_is_none_is_listed():
    found = _read(_feed([ONE, ONE], [], {"@type": "NewsArticle", "name": "x"}, "text", [ONE]))
    assert [number for number, _ in found.reviews] == [1, 2, 6]
    assert [(one.number, one.why) for one in found.lost] == [
        (3, "it is empty"),
        (4, "it holds no ClaimReview (NewsArticle)"),
        (5, "it holds no ClaimReview"),
    ]


def test_what_is_no_review_is_told_as_a_report_can_hold_it():
    (lost,) = _read(_feed(ONE, {"@type": "Half \ud800\x1b[1m"})).lost
    assert lost.why == "it holds no ClaimReview (Half [1m)"


def test_reviews_of_media_are_kept_apart():
    found = _read(_feed([ONE, {"@type": "MediaReview", "associatedClaimReview": {"@type": "ClaimReview", "url": "u"}}]))
    assert ([number for number, _ in found.reviews], [number for number, _ in found.media]) == ([1], [2])
    assert found.lost == ()


def test_what_says_most_stands_for_a_name():
    data = {"@graph": [{"@id": "#a", "@type": "Person"}, {"@id": "#a", "@type": "Person", "name": "Ada"}, ONE]}
    assert _read(data).names["#a"]["name"] == "Ada"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"@type": "ClaimReview",\n "claimReviewed": "He said "no" to it"}', (2, 29)),
        ("", (1, 1)),
        ("[" * 100_000, (0, 0)),
        ("[" + "9" * 5000 + "]", (0, 0)),
    ],
    ids=["quotation mark", "nothing", "deep", "long number"],
)
def test_what_is_no_json_is_told_with_its_place(text, place):
    with pytest.raises(InputError) as error:
        read_feed(text, "f.json")
    problem = error.value.problem
    assert (problem.code, (problem.span.line, problem.span.column)) == ("feed-form", place)


@pytest.mark.parametrize("data", [{}, [], 3, None, "text", {"@type": "DataFeed", "dataFeedElement": None}])
def test_what_holds_no_review_is_told(data):
    with pytest.raises(InputError) as error:
        _read(data)
    assert (error.value.problem.code, "no ClaimReview in it" in error.value.problem.message) == ("feed-form", True)


def test_too_many_reviews_are_told(monkeypatch):
    monkeypatch.setattr(feeds, "REVIEWS_AT_MOST", 2)
    with pytest.raises(InputError) as error:
        _read([ONE] * 3)
    assert "it has 3 reviews; the limit is 2" in error.value.problem.message


def test_the_reviews_of_a_page_are_read_and_a_broken_script_is_listed():
    found = read_page(['{"@type": "WebSite"}', f"<!-- {json.dumps(ONE)} -->", '{"a": "b" c"}'], "p.html")
    assert ([number for number, _ in found.reviews], [one.why for one in found.lost]) == (
        [1],
        ["a script of JSON-LD on the page is broken"],
    )


@pytest.mark.parametrize(
    ("data", "is_one"),
    [
        (b'{"@type":"ClaimReview"}', True),
        (b'{"@type" : [ "https://schema.org/ClaimReview"]}', True),
        (b'{"rows": [{"tags": ["ClaimReview"]}]}', False),
    ],
)
def test_a_feed_is_told_from_other_json(data, is_one):
    assert looks_like_one(data) is is_one


def test_names_that_name_each_other_and_deep_files_are_read_in_time(in_time):
    code = """
import json
from pincite.intake.feed import read_feed
from pincite.intake.review import read_review
others = [{"@id": f"#{m}"} for m in range(300)]
graph = [{"@id": f"#{n}", "@type": "Person", "author": others} for n in range(300)]
review = {"@type": "ClaimReview", "claimReviewed": "It was closed.", "author": [{"@id": "#1"}]}
graph.append({**review, "itemReviewed": {"author": {"@id": "#2"}}})
found = read_feed(json.dumps({"@graph": graph}), "f.json")
print(read_review(1, found.reviews[0][1], found.names, "").claim)
"""
    assert in_time(code) == "It was closed."
