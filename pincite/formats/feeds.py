"""Feeds: the newest claims as Atom (RFC 4287) and as JSON Feed (version 1.1), all corrections as Atom.

A feed has no clock. Its times are the content's own days, at midnight UTC, since RFC 4287, 3.3 wants a time and nothing
but the day is known; of a date that is a month or a year it is the first day.
"""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from pincite.addresses import absolute
from pincite.formats.json import indented, known
from pincite.formats.xml import document, element
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pincite.model import Claim
    from pincite.settings import Config

NEWEST = 50  # claims in a feed: readers' programs load it whole, again and again
_BEGINNING = dt.date(1970, 1, 1)  # of a feed without any entry, on a site without any claim


@dataclass(frozen=True, slots=True)
class Tag:
    """What an entry is filed under: the `scheme` is the page that lists all of the kind."""

    scheme: str
    term: str
    label: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed. `id` is an address and never changes; `html` has absolute links alone."""

    id: str
    link: str
    title: str
    summary: str
    published: dt.date
    updated: dt.date
    html: str
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself: its `path` and that of the page that shows the same, both below the site's address.

    `updated` is for a feed without entries; of any other it is the newest of theirs.
    """

    path: str
    home: str
    title: str
    subtitle: str
    updated: dt.date
    entries: Sequence[Entry]


def newest(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Give the claims of a feed: those changed last, newest first, of one day in the order of ids; drafts never.

    A withdrawn claim is among them at the day of its withdrawal: who has read it learns that it is taken back.
    """
    published = sorted((one for one in claims if not one.draft), key=lambda one: one.id)
    return tuple(sorted(published, key=lambda one: one.updated.first, reverse=True)[:NEWEST])


def last_change(claims: Iterable[Claim]) -> dt.date:
    """Give the day when the last claim was checked or corrected."""
    return max((one.updated.first for one in claims if not one.draft), default=_BEGINNING)


def atom(feed: Feed, config: Config) -> bytes:
    """Write a feed as Atom, its content as escaped HTML (RFC 4287, 3.1.1.2)."""
    publisher, address = config.publisher, absolute(config.url, feed.path)
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": config.language})
    _texts(root, id=address, title=feed.title, subtitle=feed.subtitle, updated=_time(_updated(feed)))
    element(root, "link", rel="self", type="application/atom+xml", href=address)
    element(root, "link", rel="alternate", type="text/html", href=absolute(config.url, feed.home))
    _texts(element(root, "author"), name=publisher.name, uri=publisher.url, email=publisher.email)
    if config.licence:
        element(root, "rights", f"{config.licence.name}: {config.licence.url}")
        element(root, "link", rel="license", href=config.licence.url)  # RFC 4946
    logo = absolute(config.url, publisher.logo) if publisher.logo else ""
    _texts(root, generator="pincite", logo=logo)  # without its version: a feed changes when its content does
    for one in feed.entries:
        _atom_entry(root, one)
    return document(root)


def _atom_entry(root: ET.Element, one: Entry) -> None:
    entry = element(root, "entry")
    _texts(entry, id=one.id, title=one.title, published=_time(one.published), updated=_time(one.updated))
    element(entry, "link", rel="alternate", type="text/html", href=one.link)
    for tag in one.tags:
        element(entry, "category", scheme=tag.scheme, term=tag.term, label=tag.label)
    _texts(entry, summary=one.summary)
    element(entry, "content", one.html, type="html")


def _texts(parent: ET.Element, **texts: str) -> None:
    """Put in elements of text alone; what is not known has none."""
    for name, text in texts.items():
        if text:
            element(parent, name, text)


def json_feed(feed: Feed, config: Config) -> bytes:
    """Write a feed as JSON Feed. The licence, for which it has no field, is an extension: `_licence`."""
    publisher = config.publisher
    author = {"name": publisher.name, "url": publisher.url}
    icon = absolute(config.url, publisher.logo) if publisher.logo else ""
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": absolute(config.url, feed.home),
        "feed_url": absolute(config.url, feed.path),
        "description": feed.subtitle,
        "icon": icon,
        "authors": [known(author)],
        "language": config.language,
        "_licence": {"name": config.licence.name, "url": config.licence.url} if config.licence else None,
    }
    return indented(known(content) | {"items": [_json_item(one) for one in feed.entries]})


def _json_item(one: Entry) -> dict[str, object]:
    item = {
        "id": one.id,
        "url": one.link,
        "title": one.title,
        "summary": one.summary,
        "content_html": one.html,
        "date_published": _time(one.published),
        "date_modified": _time(one.updated),
        "tags": [tag.label for tag in one.tags],
    }
    return known(item)


def _updated(feed: Feed) -> dt.date:
    return max((one.updated for one in feed.entries), default=feed.updated)


def _time(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
