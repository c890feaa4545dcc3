"""What a tag means: its links, and what it may not do."""

from __future__ import annotations

import re

import pytest

from pincite.output import tags
from pincite.output.tags import Quoted, read_tag


def links(token):
    tag = read_tag(token)
    return [(link.address, link.loads) for link in tag.links] if tag else []


def faults(token):
    tag = read_tag(token)
    return [(fault.code, fault.what) for fault in tag.faults] if tag else []


def codes(token):
    return [code for code, _what in faults(token)]


@pytest.mark.parametrize(
    "token",
    ["<p>", "</p>", '<p class="x">', "<!-- x -->", "<!doctype html>", '<li data-article="a">', "<title></title>"],
)
def test_most_tags_mean_nothing(token):
    assert read_tag(token) is None


@pytest.mark.parametrize(
    "token",
    [
        '<a href="x">',
        '<area href="x">',
        '<form action="x">',
        '<button formaction="x">',
        '<link rel="canonical" href="x">',
        '<link rel="Alternate" href="x">',
    ],
)
def test_a_reader_follows_these(token):
    assert links(token) == [("x", False)]


@pytest.mark.parametrize(
    "token",
    [
        '<img src="x" alt="">',
        '<script src="x"></script>',
        '<link rel="stylesheet" href="x">',
        '<link rel="alternate stylesheet" href="x">',
        '<link rel="preconnect" href="x">',
        '<meta http-equiv="refresh" content="0; url=x">',
        "<meta http-equiv=Refresh content=\"0;URL='x'\">",
        '<path fill="URL(x)">',
        r'<path fill="u\72l(x)">',
        '<path fill="url(x">',
        '<link rel="icon" href="x">',
        '<link href="x">',
        '<iframe src="x">',
        '<object data="x">',
        '<video poster="x">',
        '<source srcset="x 2x">',
        '<link rel="preload" imagesrcset="x">',
        '<use href="x">',
        '<use xlink:href="x"/>',
        '<image href="x">',
        '<body background="x">',
        '<a ping="x">',
        '<rect fill="url(x)">',
        "<rect filter='url( \"x\" )'>",
    ],
)
def test_a_browser_loads_these(token):
    assert links(token) == [("x", True)]


def test_every_candidate_of_a_source_set_is_a_link():
    assert links('<img alt="" src="a" srcset="a 1x, b 2x,c">') == [("a", True), ("b", True), ("c", True)]


@pytest.mark.parametrize("token", ['<meta http-equiv="refresh" content="30">', '<p data="x">', '<p title="url(x)">'])
def test_these_hold_no_address(token):
    assert links(token) == []


@pytest.mark.parametrize(
    "token",
    [
        "<script>x</script>",
        "<script></script>",
        '<script type="module">x</script>',
        '<script type="application/json">{}</script>',
        "<style>a{}</style>",
        '<p style="color:red">',
        '<p onclick="x()">',
        '<img alt="" ONERROR=x>',
        '<p srcdoc="x">',
    ],
)
def test_code_in_the_page_is_a_fault(token):
    assert codes(token) == ["inline-code"]


def test_json_ld_is_no_code():
    assert faults('<script type="application/ld+json">{"a": "\\u003cb>"}</script>') == []


@pytest.mark.parametrize("inside", ["<!--", "<script", "<SCRIPT>", "<b>"])
def test_json_ld_that_browsers_may_not_see_the_end_of_is_a_fault(inside):
    assert codes(f'<script type="application/ld+json">"{inside}"</script>') == ["page-form"]


@pytest.mark.parametrize(
    "token",
    [
        "<",
        "<!-- a --!> -->",
        "<!-- a",
        "<img src=x>",
        "<a id=''>",
        "<a id='a b'>",
        "<a class=x class=y>",
        "<base href='x'>",
        "<title>",
        "<textarea>",
        "<xmp>",
    ],
)
def test_bad_form_is_a_fault(token):
    assert codes(token) == ["page-form"]


def test_an_image_that_only_adorns_has_an_empty_alt_text():
    assert faults('<img src="x" alt="">') == []


def test_a_quote_says_its_place():
    tag = read_tag('<q class="x" data-article="a1" data-start="3" data-end="17" id="q1">')
    assert tag
    assert (tag.quote, tag.id, tag.faults) == (Quoted("a1", 3, 17), "q1", ())


@pytest.mark.parametrize(
    "place",
    [
        'data-start="1" data-end="2"',
        'data-article="" data-start="1" data-end="2"',
        'data-article="a" data-start="1"',
        'data-article="a" data-end="1"',
        'data-article="a" data-start="-1" data-end="2"',
        'data-article="a" data-start="1.0" data-end="2"',
        'data-article="a" data-start="١" data-end="2"',
        'data-article="a" data-start="1" data-end="9999999999999"',
    ],
)
def test_a_quote_without_a_whole_place_is_a_fault(place):
    assert codes(f"<q {place}>") == ["quote-altered"]


@pytest.mark.parametrize(
    "token",
    [
        *("</p>", '<a href="b.html">', '<a class="rating x" href="b.html" rel="external">', '<a href="">'),
        '<span data-article="a" data-start="1" data-end="2">',
        *('<li id="a">', '<p id="a=b">', "<title> </title>", "<title>A &amp; B</title>", "<title></title>"),
        *('<meta name="description" content="a > b">', '<time datetime="2015-10">'),
        *('<link rel="canonical" href="u">', '<link rel="canonical" href="">'),
        '<script type="application/ld+json">{"a": 1}</script>',
    ],
)
def test_a_tag_of_a_frequent_kind_means_what_it_would_mean_to_the_way_of_all_others(token, monkeypatch):
    assert tags._OFTEN.fullmatch(token)
    often = read_tag(token)
    monkeypatch.setattr(tags, "_OFTEN", re.compile("(?!)"))
    assert read_tag(token) == often


@pytest.mark.parametrize(
    "token",
    [
        *('<title>a<img src="//evil.example"></title>', "<textarea><b></textarea>", '<script src="x"><!--</script>'),
        *("<iframe>", "<noscript>", '<meta charset="iso-2022-jp">'),
        '<meta http-equiv="Content-Type" content="text/html; charset=utf-7">',
    ],
)
def test_what_a_browser_reads_in_another_way_in_another_place_is_a_fault(token):
    assert codes(token) == ["page-form"]


@pytest.mark.parametrize("token", ['<meta charset="UTF-8">', "<textarea>a &lt; b</textarea>", '<meta name="a">'])
def test_what_all_browsers_read_alike_is_none(token):
    assert codes(token) == []


def test_an_address_that_an_animation_alters_is_a_fault():
    assert codes('<set attributeName="xlink:href" to="//evil.example">') == ["unsafe-link"]
    assert codes('<animate attributeName="fill" to="red">') == []
