"""The sitemap as a crawler reads it: exactly the pages, in parts where there are many, and in every language."""

from __future__ import annotations

import threading
import urllib.robotparser
import xml.etree.ElementTree as ET
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from records import article, claim, config, correction, index, quote
from rendering import made, soups, told
from usp.tree import sitemap_from_str, sitemap_tree_for_homepage

from pincite.formats import sitemap as formats
from pincite.formats.sitemap import changes, parts, robots, sitemap
from pincite.pages import Plan
from pincite.settings import Translation

URL = "https://example.org/orrin/"
RUSSIAN = Translation(language="ru", url="https://example.org/ru/")


def _listed(data):
    return list(sitemap_from_str(data.decode()).all_pages())


@pytest.fixture
def served():
    """Serve a dictionary of paths and bytes on a port of this machine; gives it with its address."""
    files = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            data = files.get(urlsplit(self.path).path.removeprefix("/"))
            self.send_response(200 if data is not None else 404)
            self.send_header("Content-Length", str(len(data or b"")))
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, *_):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield files, f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def _crawled(files, url):
    tree = sitemap_tree_for_homepage(url, use_known_paths=False)
    return [page.url for page in tree.all_pages()]


def _addresses(url, pages):
    return sorted(url + ("" if path == "index.html" else path) for path in pages if path != "404.html")


def test_a_crawler_finds_exactly_the_pages_by_way_of_robots(site, served):
    files, url = served
    files |= made(site.root, url=url).files
    pages = [path for path in files if path.endswith(".html")]
    assert sorted(_crawled(files, url)) == _addresses(url, pages)


def test_a_crawler_finds_exactly_the_pages_of_a_site_with_more_than_one_file_may_list(site, served, monkeypatch):
    monkeypatch.setattr(formats, "MOST", 10)
    files, url = served
    files |= made(site.root, url=url).files
    assert sorted(path for path in files if path.startswith("sitemap")) == [
        "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml",
    ]  # fmt: skip
    assert sorted(_crawled(files, url)) == _addresses(url, [path for path in files if path.endswith(".html")])


def test_a_draft_is_not_listed_even_where_it_is_shown(site):
    files = made(site.root, drafts=True).files
    assert "claims/repair-cost.html" in files
    assert [page.url for page in _listed(files["sitemap.xml"]) if "repair-cost" in page.url] == []


def test_every_page_names_the_address_by_which_the_sitemap_lists_it(site):
    files = made(site.root).files
    named = [page.find("link", rel="canonical") for path, page in soups(files).items() if path != "404.html"]
    assert sorted(one["href"] for one in named) == sorted(page.url for page in _listed(files["sitemap.xml"]))


@pytest.mark.parametrize(
    ("pages", "languages", "count"), [(0, 0, 1), (50_000, 0, 1), (50_001, 0, 2), (25_000, 1, 1), (25_001, 1, 2)]
)
def test_a_file_has_no_more_addresses_than_it_may(pages, languages, count):
    paths = parts(pages, config(translations=(RUSSIAN,) * languages))
    assert paths == (("sitemap.xml",) if count == 1 else ("sitemap-1.xml", "sitemap-2.xml"))


def test_the_parts_hold_each_page_once(monkeypatch):
    monkeypatch.setattr(formats, "MOST", 2)
    paths = [f"p{number}.html" for number in range(5)]
    held = [[page.url for page in _listed(sitemap(paths, {}, config(), number))] for number in (1, 2, 3)]
    assert held == [[URL + "p0.html", URL + "p1.html"], [URL + "p2.html", URL + "p3.html"], [URL + "p4.html"]]


def test_the_largest_file_stays_far_below_the_limit_of_bytes():
    longest = [f"articles/{number:080}.html" for number in range(formats.MOST)]
    assert len(sitemap(longest, dict.fromkeys(longest, "2021-04-01"), config())) < 50 * 1024 * 1024 / 3


def test_a_page_says_when_it_changed_last_where_cards_tell():
    first, second = article("first"), article("second")
    claims = (
        claim("a", quote(first, "Storm")),
        claim("b", quote(first, "Storm"), quote(second, "Storm"), corrections=(correction("2021-04-03"),)),
        claim("c", checked="2021-05"),
        claim("d", quote(first, "Storm"), checked="2022", draft=True),
    )
    assert changes(claims) == {
        "claims/a.html": "2021-04-01",
        "claims/b.html": "2021-04-03",
        "claims/c.html": "2021-05",
        "articles/first.html": "2021-04-03",
        "articles/second.html": "2021-04-03",
        "corrections.html": "2021-04-03",
    }


def test_a_minor_note_changes_its_page_and_the_log():
    found = changes((claim("a", minor=(correction("2021-04-05"),)),))
    assert found == {"claims/a.html": "2021-04-05", "corrections.html": "2021-04-05"}


def test_only_what_changed_on_a_known_day_has_one():
    pages = _listed(sitemap(["a.html", "b.html"], {"b.html": "2021-04-03"}, config()))
    assert [str(page.last_modified)[:10] for page in pages] == ["None", "2021-04-03"]


def test_an_address_is_written_in_ascii():
    strange = config(url="https://example.org/проверено/")
    data = sitemap(["index.html"], {}, strange)
    assert data.isascii()
    assert b"https://example.org/%D0%BF%D1%80" in data
    assert robots(strange).isascii()


def test_a_host_of_other_letters_is_written_as_crawlers_look_it_up():
    there = config(url="https://пример.рф:8443/путь/")
    path = "https://xn--e1afmkfd.xn--p1ai:8443/%D0%BF%D1%83%D1%82%D1%8C/"
    (page,) = _listed(sitemap(["about.html"], {}, there))
    assert (page.url, robots(there).decode().splitlines()[-1]) == (f"{path}about.html", f"Sitemap: {path}sitemap.xml")


def test_robots_lets_every_crawler_in_and_leads_to_the_sitemap():
    read = urllib.robotparser.RobotFileParser()
    read.parse(robots(config()).decode().splitlines())
    assert (read.can_fetch("Anybot", f"{URL}claims/a.html"), read.site_maps()) == (True, [f"{URL}sitemap.xml"])


def _alternates_in_pages(files):
    return {
        page.find("link", rel="canonical")["href"]: [
            (one["hreflang"], one["href"]) for one in page("link", rel="alternate", hreflang=True)
        ]
        for path, page in soups(files).items()
        if path != "404.html"
    }


def _alternates_in_sitemap(files):
    return {page.url: page.alternates for page in _listed(files["sitemap.xml"])}


def _in_two_languages(site):
    """Build a site, and the same as its Russian edition, each of which names the other."""
    english, russian = '{language: en, url: "https://example.org/orrin"}', '{language: ru, url: "https://ru.example/"}'
    text = site.read("site.yaml")
    site.write("site.yaml", text + f"translations: [{russian}]\n")
    first = made(site.root)
    other = text.replace("https://example.org/orrin/", "https://ru.example/").replace("language: en", "language: ru")
    site.write("site.yaml", other + f"translations: [{english}]\n")
    second = made(site.root)
    return first, second


@pytest.mark.parametrize("alternates", [_alternates_in_pages, _alternates_in_sitemap])
def test_each_page_of_two_sites_names_the_other_and_itself(site, alternates):
    """A search engine believes an alternate that is named back."""
    first, second = (alternates(one.files) for one in _in_two_languages(site))
    for here, there, language in ((first, second, "en"), (second, first, "ru")):
        for address, named in here.items():
            editions = dict(named)
            assert (sorted(editions), editions[language]) == (["en", "ru"], address)
            assert all(dict((here | there)[other]) == editions for other in editions.values())
    assert len(first) == len(second) > 20


def test_the_page_for_what_is_not_there_has_no_address_and_no_other_language(site):
    first, _ = _in_two_languages(site)
    lost = soups(first.files)["404.html"]
    assert lost("link", rel="canonical") + lost("link", hreflang=True) == []


def test_a_site_in_one_language_names_no_other(site):
    files = made(site.root).files
    assert [named for named in _alternates_in_pages(files).values() if named] == []
    assert b"xhtml" not in files["sitemap.xml"]


def test_files_are_well_formed_and_of_the_protocols_namespace():
    for data in (sitemap(["a.html"], {}, config()), formats.index(["sitemap-1.xml"], config())):
        root = ET.fromstring(data)  # noqa: S314 - written just before
        assert root.tag.startswith("{http://www.sitemaps.org/schemas/sitemap/0.9}")


def test_the_plan_does_not_list_pages_to_know_its_files(monkeypatch):
    plan = Plan(index(claim("a")).site)
    monkeypatch.setattr(Plan, "__iter__", lambda _: pytest.fail("a page was planned"))
    assert "sitemap.xml" in plan.files


def test_two_languages_are_without_a_problem(site):
    assert [told(one.problems) for one in _in_two_languages(site)] == [[], []]
