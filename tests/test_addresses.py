"""The addresses that every site has."""

import pytest

from pincite.addresses import RESERVED, SECTIONS, absolute, host_of, page_of


@pytest.mark.parametrize("name", sorted(SECTIONS))
def test_the_page_of_a_section_is_named_after_it(name):
    path = SECTIONS[name]
    assert path in {f"{name}.html", f"{name}/index.html"}


def test_no_page_of_prose_may_take_the_name_of_a_section():
    assert set(SECTIONS) <= RESERVED


def test_the_front_page_stands_at_the_address_of_the_site_itself():
    url = "https://example.org/orrin/"
    assert [absolute(url, path) for path in ("index.html", "claims/index.html", "feed.xml")] == [
        url,
        f"{url}claims/index.html",
        f"{url}feed.xml",
    ]


def test_an_entry_has_its_page_in_the_folder_of_its_kind():
    assert page_of("claims", "storm") == "claims/storm.html"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.example.org/a", "example.org"),
        ("http://EXAMPLE.org:8080", "example.org"),
        ("https://WWW.A.example:80/x", "a.example"),
        ("https://wwww.example.org", "wwww.example.org"),
        ("https://www.example.org./", "example.org"),
        ("https://xn--e1afmkfd.xn--p1ai/", "пример.рф"),
        ("https://ПРИМЕР.РФ/", "пример.рф"),
        ("no address", ""),
        ("https://[a", ""),
        ("http://[", ""),
    ],
)
def test_the_host_is_that_without_www(url, host):
    assert host_of(url) == host
