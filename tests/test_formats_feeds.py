"""What a feed says, and in which order, without a clock."""

from __future__ import annotations

import datetime as dt
import json

import feedparser
from records import claim, config, correction

from pincite.formats.feeds import NEWEST, Entry, Feed, Tag, atom, json_feed, last_change, newest
from pincite.settings import Licence, Publisher

DAY, LATER = dt.date(2021, 4, 1), dt.date(2021, 4, 3)
HOSTILE = "</title>]]><script>alert(1)</script> & &amp; \x0b \"'"
PUBLISHER = Publisher(name="Desk", url="https://example.org/", email="a@example.org", logo="assets/logo.png")
SETTINGS = config(publisher=PUBLISHER, licence=Licence(name="CC BY 4.0", url="https://example.org/by"))


def _entry(ident="a", updated=DAY, **more):
    address = f"https://example.org/orrin/claims/{ident}.html"
    given = {"id": address, "link": address, "title": "Title", "summary": "Summary", "html": "<p>Words</p>"}
    return Entry(**given | {"published": DAY, "updated": updated} | more)


def _feed(*entries):
    return Feed("feed.xml", "index.html", "Orrin", "On a storm", DAY, entries)


def _parsed(*entries, settings=SETTINGS):
    found = feedparser.parse(atom(_feed(*entries), settings))
    assert not found.bozo, found.bozo_exception
    return found


def _ids(claims):
    return [one.id for one in claims]


def test_claims_stand_in_the_order_of_their_last_change_and_those_of_one_day_in_that_of_their_ids():
    corrected = claim("d", corrections=(correction("2021-04-09"),))
    found = newest([claim("c"), claim("a"), corrected, claim("b", checked="2021-04-05")])
    assert _ids(found) == ["d", "b", "a", "c"]


def test_a_draft_is_in_no_feed():
    assert _ids(newest([claim("a", draft=True), claim("b")])) == ["b"]


def test_a_withdrawn_claim_comes_with_the_day_on_which_it_was_taken_back():
    withdrawn = claim("b", withdrawn=True, corrections=(correction("2021-05-01"),))
    assert _ids(newest([claim("a"), withdrawn])) == ["b", "a"]


def test_a_large_site_has_its_newest_claims_in_the_feed():
    claims = [claim(f"c{number:03}") for number in range(NEWEST)] + [claim("z", checked="2021-04-02")]
    assert _ids(newest(claims)) == ["z", *(f"c{number:03}" for number in range(NEWEST - 1))]


def test_a_feed_without_entries_is_as_new_as_the_last_claim():
    claims = [claim("a"), claim("b", corrections=(correction("2021-04-03"),)), claim("c", checked="2022", draft=True)]
    assert [last_change(claims), last_change([])] == [LATER, dt.date(1970, 1, 1)]
    assert _parsed().feed.updated == "2021-04-01T00:00:00Z"


def test_a_feed_is_as_new_as_its_newest_entry():
    assert _parsed(_entry("a"), _entry("b", LATER)).feed.updated == "2021-04-03T00:00:00Z"


def test_a_feed_says_what_it_is_and_who_answers_for_it():
    feed = _parsed().feed
    links = {link.rel: link.href for link in feed.links}
    assert (feed.id, feed.title, feed.subtitle, feed.generator) == (
        "https://example.org/orrin/feed.xml",
        "Orrin",
        "On a storm",
        "pincite",
    )
    assert links == {
        "self": "https://example.org/orrin/feed.xml",
        "alternate": "https://example.org/orrin/",
        "license": "https://example.org/by",
    }
    assert feed.author_detail == {"name": "Desk", "href": "https://example.org/", "email": "a@example.org"}
    assert (feed.rights, feed.logo) == (
        "CC BY 4.0: https://example.org/by",
        "https://example.org/orrin/assets/logo.png",
    )


def test_what_a_site_does_not_say_is_not_in_its_feed():
    feed = _parsed(settings=config()).feed
    assert {"rights", "logo", "license"} & {*feed, *(link.rel for link in feed.links)} == set()
    assert feed.author_detail == {"name": "Orrin"}


def test_an_entry_is_told_whole():
    tag = Tag("https://example.org/orrin/ratings.html", "good", "Good")
    (entry,) = _parsed(_entry(updated=LATER, tags=(tag,))).entries
    assert (entry.id, entry.link) == ("https://example.org/orrin/claims/a.html",) * 2
    assert (entry.title, entry.summary, entry.content[0].value) == ("Title", "Summary", "<p>Words</p>")
    assert (entry.published, entry.updated) == ("2021-04-01T00:00:00Z", "2021-04-03T00:00:00Z")
    assert [(one.scheme, one.term, one.label) for one in entry.tags] == [(tag.scheme, "good", "Good")]
    assert entry.content[0].type == "text/html"


def test_hostile_words_stay_words():
    (entry,) = _parsed(_entry(title=HOSTILE, summary=HOSTILE)).entries
    assert entry.title == HOSTILE.replace("\x0b", "\ufffd")


def test_a_json_feed_has_what_its_version_requires():
    """JSON Feed 1.1: `version`, `title` and `items`; of an item `id`, and `content_html` or `content_text`."""
    found = json.loads(json_feed(_feed(_entry()), SETTINGS))
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert {key: found[key] for key in found if key not in {"version", "items"}} == {
        "title": "Orrin",
        "home_page_url": "https://example.org/orrin/",
        "feed_url": "https://example.org/orrin/feed.xml",
        "description": "On a storm",
        "icon": "https://example.org/orrin/assets/logo.png",
        "authors": [{"name": "Desk", "url": "https://example.org/"}],
        "language": "en",
        "_licence": {"name": "CC BY 4.0", "url": "https://example.org/by"},
    }
    assert found["items"] == [
        {
            "id": "https://example.org/orrin/claims/a.html",
            "url": "https://example.org/orrin/claims/a.html",
            "title": "Title",
            "summary": "Summary",
            "content_html": "<p>Words</p>",
            "date_published": "2021-04-01T00:00:00Z",
            "date_modified": "2021-04-01T00:00:00Z",
        },
    ]


def test_a_json_feed_without_items_has_a_list_of_none():
    found = json.loads(json_feed(_feed(), config()))
    assert (found["items"], found["authors"], "icon" in found, "_licence" in found) == (
        [],
        [{"name": "Orrin"}],
        False,
        False,
    )
