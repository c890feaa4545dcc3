"""The feeds of whole sites, as readers' programs take them: hostile texts, Arabic, this repository's own."""

from __future__ import annotations

import json
import shutil
from urllib.parse import urlsplit

import feedparser
import pytest
from bs4 import BeautifulSoup
from rendering import ROOT, hostile, made, repository, states, told

from pincite.preview.live import Live
from pincite.read.files import Folder
from pincite.site import load

ATOM = ("feed.xml", "corrections.xml")
BOATS = "content/claims/boats-damaged.yaml"


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """Build the sites of all states, of hostile words and in Arabic, once for all tests that only read them."""
    folder = tmp_path_factory.mktemp("feeds")
    hostile(folder / "hostile")
    shutil.copytree(ROOT / "tests" / "arabic-site", folder / "arabic")
    shutil.copytree(ROOT / "locale", folder / "arabic" / "locale")
    built = {"states": made(states(folder)), "hostile": made(folder / "hostile"), "arabic": made(folder / "arabic")}
    assert [told(one.problems) for one in built.values() if not one.files] == []
    return built | {"repository": repository()}


SITES = pytest.mark.parametrize("name", ["states", "hostile", "arabic", "repository"])


def _read(files, path="feed.xml"):
    # As it was written: feedparser's own cleaning would hide what is unsafe.
    return feedparser.parse(files[path], sanitize_html=False, resolve_relative_uris=False)


def _contents(files):
    """Give the HTML of every entry of every feed."""
    pieces = [entry.content[0].value for path in ATOM for entry in _read(files, path).entries]
    return pieces + [item["content_html"] for item in json.loads(files["feed.json"])["items"]]


@SITES
@pytest.mark.parametrize("path", ATOM)
def test_a_feed_is_read_without_a_complaint(name, path, sites):
    found = _read(sites[name].files, path)
    assert (bool(found.bozo), found.version) == (False, "atom10")


@SITES
@pytest.mark.parametrize("path", ATOM)
def test_no_two_entries_have_one_id(name, path, sites):
    ids = [entry.id for entry in _read(sites[name].files, path).entries]
    assert len(ids) == len(set(ids))


@SITES
def test_both_feeds_of_claims_say_the_same(name, sites):
    files = sites[name].files
    told_in_json = [
        (one["id"], one["title"], one["date_modified"], one["content_html"])
        for one in json.loads(files["feed.json"])["items"]
    ]
    assert told_in_json == [(one.id, one.title, one.updated, one.content[0].value) for one in _read(files).entries]
    assert told_in_json != []


@SITES
def test_every_link_is_whole_and_leads_to_what_is_there(name, sites):
    built = sites[name]
    url = built.site.config.url
    for piece in _contents(built.files):
        soup = BeautifulSoup(piece, "html.parser")
        addresses = [tag[key] for tag in soup(True) for key in ("href", "src") if tag.has_attr(key)]
        assert [one for one in addresses if urlsplit(one).scheme not in {"http", "https", "mailto"}] == []
        for one in addresses:
            if one.startswith(url):
                path, _, part = one.removeprefix(url).partition("#")
                page = built.files[path or "index.html"].decode()
                assert not part or f'id="{part}"' in page, one


@SITES
def test_no_content_has_code_and_none_is_left_open(name, sites):
    for piece in _contents(sites[name].files):
        soup = BeautifulSoup(piece, "html.parser")
        assert soup(["script", "style", "iframe", "object", "form"]) == []
        assert [key for tag in soup(True) for key in tag.attrs if key.startswith("on") or key == "style"] == []
        assert len([one for one in soup.contents if str(one).strip()]) == 1


@SITES
def test_every_printed_quote_is_what_the_article_says(name, sites):
    texts = {article.id: article.text for article in sites[name].site.articles}
    pieces = [BeautifulSoup(piece, "html.parser") for piece in _contents(sites[name].files)]
    printed = [span for piece in pieces for span in piece.select("blockquote [data-article]")]
    places = [(span["data-article"], int(span["data-start"]), int(span["data-end"])) for span in printed]
    assert [span.get_text() for span in printed] == [texts[article][start:end] for article, start, end in places]
    assert len(printed) >= len([quote for piece in pieces for quote in piece("blockquote")]) > 0


@SITES
def test_every_claim_stands_whole_in_the_feed(name, sites):
    built = sites[name]
    items = {item["id"]: item["content_html"] for item in json.loads(built.files["feed.json"])["items"]}
    for claim in built.site.claims:
        shown = BeautifulSoup(items[f"{built.site.config.url}claims/{claim.id}.html"], "html.parser").get_text()
        wanted = [claim.claim, claim.verdict, *claim.known, *claim.unknown, *claim.would_change]
        wanted += [one.finding for one in claim.evidence] + [one.note for one in claim.corrections]
        assert [text for text in wanted if text not in shown] == []
        assert [one.paragraph for one in claim.quotes if f"¶{one.paragraph}" not in shown] == []


def test_a_draft_is_in_no_feed_even_where_drafts_are_shown(sites):
    (ident,) = (one.id for one in load(Folder(ROOT / "tests/states-site"), drafts=True).site.claims if one.draft)
    files = sites["states"].files
    assert [path for path in (*ATOM, "feed.json") if f"claims/{ident}.html".encode() in files[path]] == []


def test_a_draft_is_in_no_feed_of_a_build_with_drafts(site):
    files = made(site.root, drafts=True).files
    assert [path for path in (*ATOM, "feed.json") if b"repair-cost" in files[path]] == []


def test_a_withdrawn_claim_stays_in_the_feed_and_says_so(sites):
    files = sites["states"].files
    (entry,) = (one for one in _read(files).entries if one.id.endswith("/withdrawn.html"))
    first = BeautifulSoup(entry.content[0].value, "html.parser").p.get_text()
    assert (entry.title.rpartition(": ")[2], entry.updated) == ("Withdrawn", "2031-04-20T00:00:00Z")
    assert first.startswith("Withdrawn on 20 April 2031. The sentence is a forecast looked back at")
    assert [tag.label for tag in entry.tags if tag.scheme.endswith("ratings.html")] == []


def test_each_correction_is_an_entry_of_its_own_newest_first(sites):
    entries = _read(sites["states"].files, "corrections.xml").entries
    url = "https://example.org/vell/claims/"
    assert [(one.id.removeprefix(url), one.title.partition(": ")[0], one.updated[:10]) for one in entries] == [
        ("figures.html#correction-1", "Corrected", "2031-05-03"),
        ("hostile.html#correction-1", "Corrected", "2031-05-01"),
        ("withdrawn.html#correction-2", "Withdrawn", "2031-04-20"),
        ("corrected.html#correction-2", "Corrected", "2031-04-09"),
        ("withdrawn.html#correction-1", "Corrected", "2031-04-03"),
        ("corrected.html#correction-1", "Corrected", "2031-04-02"),
    ]


def test_the_entry_of_a_correction_leads_to_its_very_line(sites):
    files = sites["states"].files
    for entry in _read(files, "corrections.xml").entries:
        path, _, part = entry.link.removeprefix("https://example.org/vell/").partition("#")
        line = BeautifulSoup(files[path], "html.parser").find(id=part)
        assert entry.summary in line.get_text()


def test_words_in_arabic_say_that_they_are_and_run_from_the_right(sites):
    files = sites["arabic"].files
    assert {BeautifulSoup(piece, "html.parser").div["dir"] for piece in _contents(files)} == {"rtl"}
    assert (_read(files).feed.language, json.loads(files["feed.json"])["language"]) == ("ar", "ar")


def _ids(site, path):
    return [(entry.id, entry.title) for entry in _read(made(site.root).files, path).entries]


def test_an_edit_and_a_new_card_change_no_id(site):
    before = dict(_ids(site, "feed.xml"))
    text = site.read(BOATS)
    site.write("content/claims/anew.yaml", text.replace("code: ", "code: x"))
    site.write(BOATS, text.replace("checked: 2021-04-01", "checked: 2021-04-09"))
    after = dict(_ids(site, "feed.xml"))
    assert after.keys() - before.keys() == {"https://example.org/orrin/claims/anew.html"}
    assert before.keys() <= after.keys()


def test_a_later_correction_changes_no_entry_of_an_earlier_one(site):
    before = _read(made(site.root).files, "corrections.xml").entries
    site.write(BOATS, site.read(BOATS) + "  - date: 2021-05-01\n    note: A date was wrong.\n")
    after = _read(made(site.root).files, "corrections.xml").entries
    assert (len(after), after[1:]) == (3, before)


def test_pages_lead_to_the_feeds(sites):
    files = sites["states"].files
    found = {
        path: [(one["type"], one["href"]) for one in BeautifulSoup(files[path], "html.parser")("link", rel="alternate")]
        for path in ("index.html", "claims/long.html", "corrections.html")
    }
    atom, feed = "application/atom+xml", "application/feed+json"
    assert found == {
        "index.html": [(atom, "feed.xml"), (feed, "feed.json")],
        "claims/long.html": [(atom, "../feed.xml")],
        "corrections.html": [(atom, "feed.xml"), (atom, "corrections.xml")],
    }


def test_a_template_of_a_feed_that_breaks_is_a_problem_and_no_site(site):
    files = made(site.root).files
    site.write("templates/feed/claim.html", "{{ nothing }}")
    broken = made(site.root)
    assert (bool(files), broken.files, {one.code for one in broken.problems}) == (True, {}, {"template-undefined"})


def test_the_preview_gives_a_feed_and_tells_of_one_that_breaks(site):
    built = made(site.root, drafts=True).files
    live = Live(site.root)
    state = live.update(frozenset()).state
    assert all(state.data(path) == built[path] for path in (*ATOM, "feed.json", "sitemap.xml", "robots.txt"))
    site.write("templates/feed/claim.html", "{{ nothing }}")
    state = live.update(frozenset({"templates/feed/claim.html"})).state
    state.thorough(lambda: False)
    assert {one.code for one in state.problems} == {"template-undefined"}
    assert state.data("feed.xml") == built["feed.xml"]
