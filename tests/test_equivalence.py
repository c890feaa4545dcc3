"""What makes two sites different: an address, a word, a link, a piece of markup, a day in the sitemap."""

from __future__ import annotations

import sys

import pytest
from rendering import ROOT

sys.path.insert(0, str(ROOT / "bench"))

from equivalence import differences

PAGE = """<html lang="en"><head><title>A</title><script type="application/ld+json">{"name": "x"}</script></head>
<body><p>One <a href="claims/b.html">link</a> <span data-start="1">cut</span></p></body></html>"""
SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://example.org/made/claims/page-2.html</loc><lastmod>2020-01-01</lastmod></url></urlset>"""
FEED = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>x</id><title>T</title>
<content type="html">&lt;p&gt;Words&lt;/p&gt;</content></entry></feed>"""


@pytest.fixture
def sites(tmp_path):
    def lay(name, **changed):
        files = {"index.html": PAGE, "sitemap.xml": SITEMAP, "feed.xml": FEED, "claims/page-2.html": PAGE}
        for path, text in {
            **files,
            **{key.replace("__", ".").replace("_", "/"): to for key, to in changed.items()},
        }.items():
            if text:
                (tmp_path / name / path).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / name / path).write_text(text, "utf-8")
        return tmp_path / name

    return lay


def test_a_site_is_the_same_as_its_copy(sites):
    assert differences(sites("one"), sites("two")) == []


def test_white_space_and_the_way_a_link_is_written_do_not_count(sites):
    other = PAGE.replace("One ", "\n\n One\n").replace('"claims/b.html"', '"https://example.org/made/claims/b.html"')
    assert differences(sites("one"), sites("two", index__html=other)) == []


def test_files_that_each_generator_has_for_itself_do_not_count(sites):
    assert differences(sites("one"), sites("two", manifest__json="{}", robots__txt="x")) == []


def test_the_pages_of_a_list_may_have_the_addresses_that_hugo_gives_them(tmp_path, sites):
    other = sites("two", sitemap__xml=SITEMAP.replace("page-2.html", "page/2/"))
    (other / "claims/page/2").mkdir(parents=True)
    (other / "claims/page-2.html").rename(other / "claims/page/2/index.html")
    page = other / "claims/page/2/index.html"
    page.write_text(PAGE.replace("claims/b.html", "/made/claims/claims/b.html"), "utf-8")
    assert differences(sites("one"), other) == []


def test_of_many_claims_some_are_read(sites):
    one, other = sites("one"), sites("two")
    for number in range(9):
        (one / f"claims/card-{number}.html").write_text(PAGE, "utf-8")
        (other / f"claims/card-{number}.html").write_text(PAGE.replace("One", "Two"), "utf-8")
    assert (len(differences(one, other, most=3)), len(differences(one, other))) == (3, 9)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"index__html": PAGE.replace("One", "Two")}, "index.html: text"),
        ({"index__html": PAGE.replace("<title>A", "<title>B")}, "index.html: text"),
        ({"index__html": PAGE.replace("b.html", "c.html")}, "index.html: links"),
        ({"index__html": PAGE.replace('"x"', '"y"')}, "index.html: JSON-LD"),
        ({"index__html": PAGE.replace('start="1"', 'start="2"')}, "index.html: quotes"),
        ({"sitemap__xml": SITEMAP.replace("2020", "2021")}, "sitemap.xml: addresses"),
        ({"feed__xml": FEED.replace("Words", "Wards")}, "feed.xml: entries"),
        ({"timeline__html": PAGE}, "timeline.html is in"),
        ({"index__html": ""}, "index.html is in"),
    ],
)
def test_what_differs_is_told(sites, change, told):
    (found,) = differences(sites("one"), sites("two", **change))
    assert found.startswith(told)
