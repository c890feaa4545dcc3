"""What an address in the preview leads to."""

from __future__ import annotations

import hashlib

import pytest

from pincite.preview.addresses import Elsewhere, Found, Refused, content_type, resolve, stable_name, stable_names

STYLE = b"body { color: black }"
STYLED = f"assets/style.{hashlib.sha256(STYLE).hexdigest()[:8]}.css"
FILES = {
    "index.html": b"front",
    "claims/index.html": b"claims",
    "claims/one.html": b"one",
    "404.html": b"lost",
    ".nojekyll": b"",
    STYLED: STYLE,
    "assets/plain.deadbeef.css": b"not its digest",
}
NAMES = stable_names(FILES)


def look(raw: str, base: str = "/orrin/") -> object:
    return resolve(raw, FILES, NAMES, base)


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        ("/", "index.html"),
        ("/index.html", "index.html"),
        ("/claims/", "claims/index.html"),
        ("/claims/one.html", "claims/one.html"),
        ("/claims/%6fne.html", "claims/one.html"),
        ("/orrin/", "index.html"),
        ("/orrin/claims/", "claims/index.html"),
        ("/orrin/claims/one.html", "claims/one.html"),
        ("/" + STYLED, STYLED),
    ],
)
def test_a_page_is_found_at_the_root_and_below_the_base_path(raw, path):
    assert look(raw) == Found(path)


def test_a_folder_without_its_slash_is_redirected_so_that_relative_links_hold():
    assert [look("/claims"), look("/orrin"), look("/orrin/claims")] == [
        Elsewhere("/claims/"),
        Elsewhere("/orrin/"),
        Elsewhere("/orrin/claims/"),
    ]


@pytest.mark.parametrize(
    "raw",
    [
        "/.nojekyll",
        "/.env",
        "/.git/config",
        "/claims/.hidden",
        "/../index.html",
        "/claims/../index.html",
        "/%2e%2e/index.html",
        "/%2e%2e%2findex.html",
        "/%252e%252e/index.html",
        "/claims%2fone.html",
        "/claims%2Fone.html",
        "//index.html",
        "//evil.example/claims",
        "/claims//one.html",
        "/claims/./one.html",
        "/etc/passwd",
        "/nowhere.html",
        "/orrin/orrin/",
        "/orrinclaims/",
    ],
)
def test_there_is_no_way_out_and_no_hidden_file(raw):
    assert look(raw) == Refused(404)


@pytest.mark.parametrize(
    "raw",
    [
        "/a%00.html",
        "/a%0a",
        "/..\\index.html",
        "/..%5cindex.html",
        "/%ff",
        "/%c0%ae%c0%ae/",
        "index.html",
        "*",
        "http://evil.example/index.html",
        "",
    ],
)
def test_what_is_no_proper_path_is_a_bad_request(raw):
    assert look(raw) == Refused(400)


def test_an_old_fingerprint_leads_to_the_stylesheet_of_today():
    assert [look("/assets/style.00000000.css"), look("/assets/style.css")] == [Found(STYLED), Found(STYLED)]


def test_only_the_digest_of_the_data_is_taken_for_a_fingerprint():
    assert stable_names(FILES) == {"assets/style.css": STYLED}
    assert stable_name("assets/plain.deadbeef.css", b"not its digest") == "assets/plain.deadbeef.css"


def test_text_is_said_to_be_utf8_whatever_the_machine_thinks():
    paths = ("a.html", "a.css", "a.js", "a.json", "a.svg", "a.xml", "a.csv", "a.woff2", "a.PNG", "a.unknown")
    assert [content_type(path) for path in paths] == [
        "text/html; charset=utf-8",
        "text/css; charset=utf-8",
        "text/javascript; charset=utf-8",
        "application/json; charset=utf-8",
        "image/svg+xml; charset=utf-8",
        "application/xml; charset=utf-8",
        "text/csv; charset=utf-8",
        "font/woff2",
        "image/png",
        "application/octet-stream",
    ]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("feed.xml", "application/atom+xml"),
        ("corrections.xml", "application/atom+xml"),
        ("feed.json", "application/feed+json"),
        ("sitemap.xml", "application/xml"),
        ("claims/list.json", "application/json"),
        ("robots.txt", "text/plain"),
    ],
)
def test_what_machines_read_is_sent_as_what_it_is(path, kind):
    assert content_type(path) == f"{kind}; charset=utf-8"
