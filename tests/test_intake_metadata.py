"""What a page says of itself: where it is read, what wins, what is told as a conflict, and what stays unknown."""

from __future__ import annotations

import json

import pytest

from pincite.intake import stated
from pincite.intake.entry import dating
from pincite.intake.linked import articles
from pincite.intake.markup import parse
from pincite.intake.metadata import read_metadata


def _read(html, address=""):
    return read_metadata(parse(html, "page"), address)


def _linked(data):
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


ARTICLE = {"@type": "NewsArticle", "headline": "A storm", "datePublished": "2021-03-04"}


def test_linked_data_wins_over_open_graph_and_that_over_plain_html():
    meta = "<meta property='og:title' content='B storm'><title>C storm</title>"
    assert _read(_linked(ARTICLE) + meta).found["headline"].source == "JSON-LD"
    assert _read(meta).found["headline"].source == "og:title"
    assert _read("<title>C storm</title>").found["headline"].source == "the page's title"


def test_a_heading_is_taken_without_the_characters_that_no_file_may_hold():
    assert _read("<h1>A\x9a st\u200borm</h1>").get("headline") == "A storm"
    assert _read("<p>Words.</p><h1>\x9a</h1>").get("headline") == ""


def test_what_differs_is_told_with_its_source():
    html = _linked(ARTICLE) + "<meta property='article:published_time' content='2021-03-06T10:00Z'>"
    assert [(one.field, one.value, one.source) for one in _read(html).conflicts] == [
        ("published", "2021-03-06", "article:published_time")
    ]


@pytest.mark.parametrize(
    "data",
    [
        [{"@type": "BreadcrumbList"}, ARTICLE],
        {"@graph": [{"@type": "WebPage"}, ARTICLE]},
        {**ARTICLE, "@type": ["Article", "ReportageNewsArticle"]},
        {**ARTICLE, "@type": "http://schema.org/NewsArticle"},
        {"@type": "WebPage", "mainEntity": ARTICLE},
    ],
)
def test_an_article_is_found_wherever_json_ld_has_it(data):
    assert _read(_linked(data)).get("published") == "2021-03-04"


def test_names_are_followed_through_a_graph_and_lists_joined():
    people = [{"@id": "#a"}, {"@type": "Person", "name": "Tom &amp; Co"}, "Ada Wren"]
    data = {"@graph": [{**ARTICLE, "author": people}, {"@id": "#a", "@type": "Person", "name": "Eve Ash"}]}
    assert _read(_linked(data)).get("byline") == "Eve Ash, Tom & Co, Ada Wren"


@pytest.mark.parametrize("script", ["{", "[" * 100_000, "null", '"text"', "[1, [2]]", '{"@type": 3}', ""])
def test_broken_linked_data_is_passed_over(script):
    assert articles([script]) == []


def test_the_article_that_the_canonical_link_names_is_the_one():
    other = {**ARTICLE, "headline": "Another", "url": "https://a.example/other"}
    right = {**ARTICLE, "headline": "The right one", "mainEntityOfPage": {"@id": "https://a.example/right"}}
    html = _linked([other, right]) + "<link rel=canonical href='https://a.example/right'>"
    assert _read(html).get("headline") == "The right one"


def test_the_heading_that_readers_saw_is_the_headline_where_the_data_are_like_it():
    html = _linked({**ARTICLE, "headline": "Storm closes the Orrin bridge"}) + "<h1>Storm closes Orrin bridge</h1>"
    found = _read(html)
    assert (found.get("headline"), found.found["headline"].source) == (
        "Storm closes Orrin bridge",
        "the page's heading",
    )
    assert [one.value for one in found.conflicts] == ["Storm closes the Orrin bridge"]
    assert _read(_linked({**ARTICLE, "headline": "A storm"}) + "<h1>Orrin Gazette</h1>").get("headline") == "A storm"


@pytest.mark.parametrize("title", ["Bridge closed - Orrin Gazette", "Orrin Gazette | Bridge closed", "Bridge closed"])
def test_the_name_of_the_site_is_no_part_of_a_headline(title):
    html = f"<title>{title}</title><meta property='og:site_name' content='Orrin Gazette'>"
    assert _read(html).get("headline") == "Bridge closed"


@pytest.mark.parametrize(
    ("canonical", "address", "expected"),
    [
        ("https://a.example/x", "", "https://a.example/x"),
        ("https://a.example/x", "https://a.example/x?utm=1", "https://a.example/x"),
        ("/x", "https://a.example/y", "https://a.example/x"),
        ("https://b.example/x", "https://a.example/y", "https://a.example/y"),
        ("/x", "", ""),
        ("javascript:alert(1)", "", ""),
        ("https://user@a.example/x", "", ""),
        ("", "https://a.example/y", "https://a.example/y"),
    ],
)
def test_a_canonical_link_counts_on_the_host_of_the_page_alone(canonical, address, expected):
    assert _read(f"<link rel=canonical href='{canonical}'>", address).get("url") == expected


def test_another_host_in_the_canonical_link_is_told():
    found = _read("<link rel=canonical href='https://b.example/x'>", "https://a.example/y")
    assert [(one.field, one.value) for one in found.conflicts] == [("canonical", "https://b.example/x")]


def test_a_saved_page_has_its_address_in_the_browser_s_note():
    html = "<!DOCTYPE html>\n<!-- saved from url=(0021)https://a.example/x/ -->\n<html><p>Text</p></html>"
    assert _read(html).get("url") == "https://a.example/x/"


def test_a_copy_in_the_web_archive_gives_both_addresses():
    copy = "https://web.archive.org/web/20210305000000/https://a.example/x"
    found = _read(f"<link rel=canonical href='{copy}'>", copy)
    assert (found.get("url"), found.get("archived")) == ("https://a.example/x", copy)


def test_a_text_that_is_not_free_is_told():
    assert _read(_linked({**ARTICLE, "isAccessibleForFree": "False"})).notes != ()
    assert _read(_linked({**ARTICLE, "isAccessibleForFree": True})).notes == ()


def test_several_times_on_a_page_are_nobody_s_date():
    one = "<time datetime='2021-03-04'>x</time>"
    assert _read(one * 2).get("published") == "2021-03-04"
    assert _read(one + "<time datetime='2021-03-05'>y</time>").get("published") == ""


@pytest.mark.parametrize("byline", ["https://a.example/ada", "ada@a.example", "www.a.example"])
def test_an_address_is_no_author(byline):
    assert _read(f"<meta name=author content='{byline}'>").get("byline") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-03-04", "2021-03-04"),
        ("2021-03", "2021-03"),
        ("2021", "2021"),
        ("2021-03-04T23:30:00-05:00", "2021-03-04"),
        ("2021-03-04 23:30", "2021-03-04"),
        ("20210304T2330Z", "2021-03-04"),
        ("Thu, 04 Mar 2021 23:30:00 GMT", "2021-03-04"),
        ("March 4, 2021", "2021-03-04"),
        ("4 March 2021, 09:14", "2021-03-04"),
        ("04/03/2021", ""),
        ("2021-02-30", ""),
        ("0000-01-01", ""),
        ("1970", "1970"),
        ("yesterday", ""),
        ("", ""),
        ("1614900000000", ""),
    ],
)
def test_a_date_keeps_the_day_that_was_stated_and_is_never_guessed(text, expected):
    assert stated.day(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("en", "en"),
        ("en_GB", "en-GB"),
        ("EN-gb", "en-GB"),
        ("zh-Hant-TW", "zh-Hant-TW"),
        ("ru_RU.UTF-8", "ru-RU"),
        ("english", ""),
        ("", ""),
        ("x", ""),
    ],
)
def test_a_language_is_a_tag_or_unknown(text, expected):
    assert stated.language(text) == expected


def test_the_entry_says_how_the_date_was_established():
    told = dating(
        _read(_linked({**ARTICLE, "datePublished": "2021-03-04T23:30:00-05:00", "dateModified": "2021-03-09"}))
    )
    assert told == (
        "Read from the page’s own data (JSON-LD). The page says 2021-03-04T23:30:00-05:00; the day is that of the time "
        "zone -05:00. It says, too, that it was changed on 2021-03-09."
    )
    assert dating(_read("<p>Text</p>")) == ""
