"""A link leads to a file of the site, or outside, or it is a fault that says what to do."""

from __future__ import annotations

import pytest

from pincite.output.links import Links, Place
from pincite.output.tags import Fault, Link

FILES = [
    "index.html",
    "404.html",
    "claims/index.html",
    "claims/a.html",
    "claims/b.html",
    "assets/a b.png",
    "x/y/z.html",
]


def lead(address, page="claims/a.html", *, loads=False, base="/site/"):
    found = Links(FILES, base).lead(page, Link(address, loads))
    if isinstance(found, Fault):
        assert found.hint
        return found.code
    return found


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("b.html", Place("claims/b.html")),
        ("./b.html", Place("claims/b.html")),
        ("../index.html", Place("index.html")),
        ("../claims/b.html#q1", Place("claims/b.html", "q1")),
        ("b.html?x=1#q1", Place("claims/b.html", "q1")),
        ("#q1", Place("claims/a.html", "q1")),
        ("#", Place("claims/a.html")),
        ("?page=2", Place("claims/a.html")),
        ("#caf%C3%A9", Place("claims/a.html", "café")),
        ("b.html#q1:~:text=x", Place("claims/b.html", "q1")),
        ("../assets/a%20b.png", Place("assets/a b.png")),
        ("../x/y/z.html", Place("x/y/z.html")),
        ("../x/./y/../y/z.html", Place("x/y/z.html")),
    ],
)
def test_a_relative_link_leads_from_the_page(address, place):
    assert lead(address) == place


def test_a_link_from_deep_below_leads_up():
    assert lead("../../index.html", "x/y/z.html") == Place("index.html")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "c.html",
        "index",
        "../../index.html",
        "..",
        "../",
        ".",
        "./",
        "../claims",
        "../claims/",
        "b.html/",
        "../x",
        "B.html",
    ],
)
def test_a_link_to_no_file_is_broken(address):
    assert lead(address) == "broken-link"


def test_a_link_to_a_folder_says_which_file_to_name():
    found = Links(FILES, "/").lead("index.html", Link("claims/", loads=False))
    assert isinstance(found, Fault)
    assert (found.what, 'write "claims/index.html"' in found.hint) == ('links to the folder "claims"', True)


def test_a_link_from_the_root_of_the_host_is_broken_on_common_pages():
    assert lead("/site/index.html") == "broken-link"


@pytest.mark.parametrize("base", ["/site/", "/site", "site"])
def test_the_page_for_errors_links_from_the_root_of_the_host(base):
    assert lead("/site/claims/a.html#q1", "404.html", base=base) == Place("claims/a.html", "q1")


@pytest.mark.parametrize("base", ["/", ""])
def test_a_site_may_be_at_the_root_of_its_host(base):
    assert lead("/claims/a.html", "404.html", base=base) == Place("claims/a.html")


@pytest.mark.parametrize("address", ["index.html", "/index.html", "/site2/index.html", "/site/../index.html", "/site"])
def test_other_links_on_the_page_for_errors_are_broken(address):
    assert lead(address, "404.html") == "broken-link"


def test_the_page_for_errors_may_link_into_itself():
    assert lead("#main", "404.html") == Place("404.html", "main")


@pytest.mark.parametrize("address", ["https://e.org/x", "HTTP://e.org", "mailto:a@e.org"])
def test_a_reader_may_follow_a_link_outside(address):
    assert lead(address) is None


@pytest.mark.parametrize("address", ["https://e.org/x.js", "http://e.org", "//e.org/x.js"])
def test_a_page_loads_nothing_from_another_host(address):
    assert lead(address, loads=True) == "third-party"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "tel:1",
        "//e.org",
        "https:e.org",
        "https:///x",
        "java\nscript:x",
        " javascript:x",
        "\x01javascript:x",
        "\\\\e.org",
        "a b.html",
    ],
)
def test_every_other_address_is_unsafe(address):
    assert lead(address) == "unsafe-link"


def test_a_picture_in_its_own_address_is_unsafe():
    assert lead("data:image/png;base64,x", loads=True) == "unsafe-link"


def test_links_of_one_folder_are_looked_up_once_and_mean_the_same():
    links = Links(FILES, "/")
    link = Link("b.html", loads=False)
    assert links.lead("claims/a.html", link) is links.lead("claims/index.html", link)


def test_a_link_without_a_path_is_the_pages_own():
    links = Links(FILES, "/")
    link = Link("?a", loads=False)
    assert [links.lead(page, link) for page in FILES[2:4]] == [Place(FILES[2]), Place(FILES[3])]


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("www.facts.example/a", "write https://www.facts.example/a for"),
        ("facts.org", "write https://facts.org for"),
        ("about.md", 'write "about.html"'),
        ("gone.html", "correct the link"),
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_what_was_most_likely_meant(address, hint):
    found = Links(FILES, "/site/").lead("claims/a.html", Link(address, loads=False))
    assert isinstance(found, Fault)
    assert found.hint.startswith(hint)
