"""The repository's site on a real server, by the rules of GitHub Pages: addresses, types, bytes, and every link."""

from __future__ import annotations

import gzip
import hashlib
import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from served import URL, hosted

ROOT = Path(__file__).resolve().parents[2]
CHECKER = Path(__file__).resolve().parent / "node_modules" / "linkinator" / "build" / "src" / "cli.js"
CARD = "claims/ariha-49"


@dataclass(frozen=True)
class Answer:
    """What the server said; header names are in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(site: str, path: str, **headers: str) -> Answer:
    """Ask for a path below the site, exactly as it is written; no redirect is followed."""
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=10)
    connection.request("GET", urlsplit(site).path + path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, body)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Build the repository's site for the address that it is served at."""
    output = tmp_path_factory.mktemp("hosting") / "site"
    command = [sys.executable, "build.py", "--output", str(output), "--base-url", URL]
    for _ in range(60):
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
        if run.returncode != 75:  # another test of this repository may be building at this moment
            break
        time.sleep(0.5)
    assert (run.returncode, run.stderr) == (0, "")
    return output


@pytest.fixture(scope="module")
def site(folder, tmp_path_factory):
    """Serve it; give the address of its front page."""
    with hosted(folder, tmp_path_factory.mktemp("nginx")) as address:
        yield address


# Addresses -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("", "index.html"),
        ("index.html", "index.html"),
        ("claims/", "claims/index.html"),
        ("timeline", "timeline.html"),
        (CARD, f"{CARD}.html"),
        (f"{CARD}?from=elsewhere", f"{CARD}.html"),
        # Where there is a folder of the same name, the file goes before it.
        ("ratings", "ratings.html"),
        ("data", "data.html"),
        ("404.html", "404.html"),
        (".nojekyll", ".nojekyll"),
    ],
)
def test_an_address_serves_its_file(site, folder, path, file):
    found = ask(site, path)
    assert (found.status, found.body) == (200, (folder / file).read_bytes())


@pytest.mark.parametrize("path", ["claims", "articles", "schema"])
def test_a_folder_without_its_slash_leads_to_the_one_with_it(site, path):
    found = ask(site, path)
    assert (found.status, found.headers["location"]) == (301, f"/repo/{path}/")


def test_the_sites_own_folder_without_its_slash_leads_to_the_front_page(site):
    found = ask(site.removesuffix("repo/"), "repo")
    assert (found.status, found.headers["location"]) == (301, "/repo/")


@pytest.mark.parametrize(
    "path",
    [
        "a/b/c",
        "nothing.html",
        "claims/nothing",
        "timeline/",
        "timeline.html/",
        "Timeline.html",
        "claims/ARIHA-49",
        "data/",  # a folder without an index is not listed
        "assets/",
    ],
)
def test_what_is_not_there_is_told_by_the_sites_own_page_at_any_depth(site, folder, path):
    found = ask(site, path)
    assert (found.status, found.body) == (404, (folder / "404.html").read_bytes())


@pytest.mark.parametrize("path", ["../../nginx.conf", "claims/../../../nginx.conf", "%2e%2e/%2e%2e/nginx.conf"])
def test_nothing_above_the_sites_folder_is_served(site, path):
    assert ask(site, path).status in {400, 404}


def test_another_site_of_the_host_is_not_this_one(site, folder):
    found = ask(site.removesuffix("repo/"), "")
    assert (found.status, found.body == (folder / "404.html").read_bytes()) == (404, False)


TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "application/javascript; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "jsonld": "application/ld+json",
    "xml": "application/xml",
    "svg": "image/svg+xml",
    "png": "image/png",
    "woff2": "font/woff2",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "sqlite": "application/octet-stream",
    "cff": "application/octet-stream",
}


def test_every_kind_of_file_has_its_type(site, folder):
    one = {path.suffix[1:]: path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix}
    assert {kind: ask(site, path).headers["content-type"] for kind, path in one.items()} == TYPES


def test_xml_says_its_encoding_itself_since_its_type_does_not(folder):
    heads = {path.name: path.read_bytes()[:60].partition(b"\n")[0] for path in folder.rglob("*.xml")}
    assert {name for name, head in heads.items() if b'encoding="utf-8"' not in head.lower()} == set()


# Bytes ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_what_is_served_is_what_the_manifest_lists(site, folder, coding):
    listed = json.loads(ask(site, "manifest.json").body)["outputs"]
    assert len(listed) == sum(path.is_file() for path in folder.rglob("*")) - 1
    digests, codings = {}, set()
    for path in listed:
        found = ask(site, quote(path), **{"Accept-Encoding": coding})
        codings.add(found.headers.get("content-encoding"))
        body = gzip.decompress(found.body) if found.headers.get("content-encoding") == "gzip" else found.body
        digests[path] = (found.status, len(body), hashlib.sha256(body).hexdigest())
    assert digests == {path: (200, one["size"], one["sha256"]) for path, one in listed.items()}
    assert codings == ({None, "gzip"} if coding == "gzip" else {None})


# Links ---------------------------------------------------------------------------------------------------------------


def walk(site: str) -> tuple[set[str], list[tuple[str, str]]]:
    """Let the link checker go from the front page as far as links lead below it; no other host is asked.

    Gives the pages that it found, without fragments, and what is broken: the address and the page it stands on. A link
    that is led on is broken, too: ours name the files themselves.
    """
    if not shutil.which("node") or not CHECKER.exists():
        reason = "linkinator is not installed: run `make test`, with Node and npm"
        (pytest.fail if os.environ.get("REQUIRE_LINKS") else pytest.skip)(reason)
    rules = ["--recurse", "--check-fragments", "--check-css", "--redirects", "error", "--skip", f"^(?!{site})"]
    command = ["node", str(CHECKER), site, *rules, "--format", "json", "--verbosity", "debug"]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120)
    links = json.loads(run.stdout[run.stdout.index("{\n") :])["links"]
    found = {one["url"].partition("#")[0] for one in links if one["state"] == "OK"}
    broken = [
        (one["url"].removeprefix(site), one.get("parent", "").removeprefix(site))
        for one in links
        if one["state"] == "BROKEN"
    ]
    assert (run.returncode == 0) == (not broken), run.stderr
    return found, broken


def test_a_link_checker_finds_every_page_from_the_front_page_and_no_broken_link(site, folder):
    found, broken = walk(site)
    assert broken == []
    pages = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")} - {"404.html"}
    assert {page for page in pages if site + page not in found} == set()


@pytest.fixture
def copied(folder, tmp_path) -> Path:
    """Give a copy of the built site, to be spoilt."""
    shutil.copytree(folder, tmp_path / "site")
    return tmp_path / "site"


def _spoil(page: Path, old: str, new: str) -> None:
    text = page.read_text("utf-8")
    assert old in text
    page.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("page", "old", "new", "address"),
    [
        ("about.html", 'href="timeline.html"', 'href="timetable.html"', "timetable.html"),
        ("about.html", 'href="claims/index.html"', 'href="claims"', "claims"),
        (f"{CARD}.html", '003.html#ariha-49-toll"', '003.html#ariha-49-tolls"', "articles/003.html#ariha-49-tolls"),
    ],
    ids=["address", "redirect", "fragment"],
)
def test_the_walk_finds_a_broken_link(copied, tmp_path, page, old, new, address):
    _spoil(copied / page, old, new)
    with hosted(copied, tmp_path / "nginx") as site:
        _, broken = walk(site)
    # It names what is broken once more as the page of its own.
    assert {broken_one for broken_one, _ in broken} == {address}
    assert page in {one for _, one in broken} or "#" in address


def test_the_walk_finds_a_broken_address_in_a_stylesheet(copied, tmp_path):
    sheet = next(copied.glob("assets/style.*.css"))
    font = re.search(r"fonts/[\w-]+\.woff2", sheet.read_text("utf-8"))[0]
    _spoil(sheet, font, "fonts/none.woff2")
    with hosted(copied, tmp_path / "nginx") as site:
        _, broken = walk(site)
    assert {address for address, _ in broken} == {"assets/fonts/none.woff2"}


# What only machines follow -------------------------------------------------------------------------------------------

_OWN = re.compile(re.escape(URL) + r"[^\s\"'<>\\),;]*")
# These name a thing in JSON-LD, and no place on a page: docs/claimreview.md, docs/annotations.md.
_NAME = re.compile(r"#(?:claim|website|publisher|page)$|^timeline\.html#[\w-]+\.[\w-]+$")


def _own_addresses(folder: Path) -> dict[str, set[str]]:
    """Give every whole address of the site itself that stands in any file, below the site, with the files it is in."""
    found = defaultdict(set)
    for path in folder.rglob("*"):
        if path.suffix in {".html", ".xml", ".json", ".jsonld", ".csv", ".txt", ".cff"}:
            for one in _OWN.findall(unescape(path.read_text("utf-8"))):
                found[one.removeprefix(URL)].add(path.relative_to(folder).as_posix())
    return found


def test_every_whole_address_in_any_file_leads_to_what_it_names(site, folder):
    """Those of the sitemap, the feeds, canonical links, Open Graph, JSON-LD, open data; the host alone is another."""
    own = _own_addresses(folder)
    lost = {}

    @cache
    def page(path: str) -> Answer:
        return ask(site, path)

    for address, files in own.items():
        path, _, fragment = address.partition("#")
        there = not fragment or _NAME.search(address) or f'id="{unquote(fragment)}"'.encode() in page(path).body
        if page(path).status != 200 or not there:
            lost[address] = (page(path).status, sorted(files)[:3])
    assert sorted(lost.items()) == []
    assert {"sitemap.xml", "feed.xml", "feed.json", "corrections.xml"} <= own.keys()


def test_every_page_has_its_own_address_and_a_claim_the_one_of_its_picture(folder):
    own = _own_addresses(folder)
    pages = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")} - {"404.html"}
    assert {page for page in pages if page not in own[page.removesuffix("index.html")] | own[page]} == set()
    claims = {page for page in pages if page.startswith("claims/") and page != "claims/index.html"}
    assert {page for page in claims if page not in own[f"share/{page.removesuffix('.html')}.png"]} == set()
