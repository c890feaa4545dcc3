"""What a page says of itself: headline, byline, dates, publisher, language and address, each with where it was read.

Looked at in this order: JSON-LD, Open Graph and its kin, microdata, and then plain HTML. The first that says something
is taken; others that say something else are told as conflicts. What nothing says stays unknown. Two exceptions:

- Readers saw the heading on the page. Where one is like the headline of the data, it is taken before it.
- A canonical link counts only on the host that the page itself came from, as far as that is known.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bs4.element import NavigableString, PreformattedString, Tag

from pincite.intake import stated
from pincite.intake.clean import clean_line
from pincite.intake.linked import address_of, articles, text_of
from pincite.intake.signs import is_hidden
from pincite.records import dataclass
from pincite.text import fold_words, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bs4 import BeautifulSoup
    from bs4.element import PageElement

    from pincite.intake.markup import Page

_LINKED, _MICRODATA = "JSON-LD", "microdata"
_NODES, _SEVERAL = 2000, 50  # so many of a page are looked at: some pages are made to be slow
_LONGEST = 500  # characters of a value: a headline that is longer is none
_ALIKE = 0.5  # the share of words that a heading and a headline have in common
_PART = 0.4
_SEPARATOR = re.compile(r"\s+(?:[·•»—–-]|::)\s+|\s*[|｜]\s*")
_META = {
    "headline": ("og:title", "twitter:title", "dc.title", "title"),
    "byline": ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator"),
    "published": ("article:published_time", "og:article:published_time", "datepublished", "pubdate", "date", "dc.date"),
    "modified": ("article:modified_time", "og:updated_time", "last-modified"),
    "publisher": ("og:site_name", "publisher", "dc.publisher", "application-name"),
    "language": ("og:locale", "content-language", "dc.language"),
    "canonical": ("og:url",),
}
_KEYS = {
    "headline": ("headline", "name"),
    "byline": ("author", "creator"),
    "published": ("datePublished",),
    "modified": ("dateModified",),
    "publisher": ("publisher",),
    "language": ("inLanguage",),
}
_BYLINE = re.compile(r"(?:^|[-_])byline(?:$|[-_]name$)|^(?:p-)?author(?:-name)?$")
_BY = re.compile(r"^(?:by|von|par|por|text)[:\s]\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A value and the words for where it was read: `JSON-LD`, `og:title`, `the page's heading`."""

    field: str
    value: str
    source: str
    stated: str = ""  # as the page had it, where that is more: a time of day


@dataclass(frozen=True, slots=True)
class Metadata:
    """What was found, by field; `conflicts` are the other values that were stated; `notes` are for the editor."""

    found: dict[str, Found]
    conflicts: tuple[Found, ...] = ()
    notes: tuple[str, ...] = ()

    def get(self, field: str) -> str:
        """Give a field's value, or an empty string where nothing states it."""
        return self.found[field].value if field in self.found else ""


def read_metadata(page: Page, address: str = "") -> Metadata:
    """Read what a page says of itself. `address` is where it was fetched from, or empty for a saved page."""
    soup = page.soup
    here = Found("address", address, "the address that was fetched") if address else None
    if not here and (saved := stated.address(page.saved_from)):
        here = Found("address", saved, "the browser's note in the saved page")
    values = [*_from_linked(page, here), *_from_meta(soup), *_from_microdata(soup), *_from_html(soup)]
    base = here.value if here else ""
    values = [one for value in values if (one := _clean(value, base)) is not None]
    values.sort(key=lambda value: value.source == "og:locale")  # it asks for a country even where none is meant
    if here:
        values.insert(0, here)
    first: dict[str, Found] = {}
    for value in values:
        first.setdefault(value.field, value)
    _headline(soup, first, values)
    _address(first)
    conflicts = _conflicts(first, values)
    closed = any(str(node.get("isAccessibleForFree")).lower() == "false" for node in articles(page.linked_data))
    notes = ("the page says that its text is not free to read: what is here may be its beginning alone",) * closed
    return Metadata(first, conflicts, notes)


def _from_linked(page: Page, here: Found | None) -> list[Found]:
    nodes = articles(page.linked_data)
    if not nodes:
        return []
    link = page.soup.find("link", rel="canonical")
    known = {str(link.get("href", "")) if isinstance(link, Tag) else "", here.value if here else ""} - {""}

    def addresses(node: dict[str, object]) -> set[str]:
        return {address_of(node.get("mainEntityOfPage")), address_of(node.get("url"))} - {""}

    node = next((one for one in nodes if addresses(one) & known), nodes[0])
    found = [
        Found(field, text_of(node[key]), _LINKED) for field, keys in _KEYS.items() for key in keys if node.get(key)
    ]
    return [*found, *(Found("canonical", one, _LINKED) for one in sorted(addresses(node)))]


def _from_meta(soup: BeautifulSoup) -> list[Found]:
    given: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("http-equiv")
        if isinstance(name, str) and (content := str(tag.get("content") or "")).strip():
            given.setdefault(name.strip().lower(), content)
    return [Found(field, given[name], name) for field, names in _META.items() for name in names if name in given]


def _from_microdata(soup: BeautifulSoup) -> list[Found]:
    found = []
    keys = {key: field for field, names in _KEYS.items() for key in names if key != "name"}
    for tag in soup.find_all(itemprop=list(keys), limit=_SEVERAL):
        inner = next((one for one in _within(tag) if isinstance(one, Tag) and one.get("itemprop") == "name"), tag)
        value = str(tag.get("content") or tag.get("datetime") or _text(inner))
        found.append(Found(keys[str(tag.get("itemprop"))], value, _MICRODATA))
    return found


def _from_html(soup: BeautifulSoup) -> list[Found]:
    found = []
    html = soup.find("html")
    if isinstance(html, Tag) and html.get("lang"):
        found.append(Found("language", str(html["lang"]), "the page's lang"))
    links = soup.find_all("link", rel="canonical", limit=2)
    found += [Found("canonical", str(link.get("href") or ""), "the canonical link") for link in links]
    times = [
        str(tag["datetime"]) for tag in soup.find_all("time", datetime=True, limit=_SEVERAL) if not _in_comment(tag)
    ]
    if len({stated.day(time) for time in times}) == 1:  # several are those of several things, and nothing says which
        found.append(Found("published", times[0], "the page's time element"))
    byline = soup.find(rel="author") or soup.find(class_=_is_byline)
    if isinstance(byline, Tag) and not is_hidden(byline) and not _in_comment(byline):
        names = [_text(link) for link in byline.find_all("a", limit=5)] or [_text(byline)]
        found.append(Found("byline", ", ".join(names), "the page's byline"))
    title = soup.find("title")
    if isinstance(title, Tag):
        found.append(Found("headline", _text(title), "the page's title"))
    return found


def _is_byline(name: str | None) -> bool:
    return bool(name) and bool(_BYLINE.search(str(name).lower()))


def _in_comment(tag: Tag) -> bool:
    return any("comment" in str(one.get("class") or "") for one in tag.parents if isinstance(one, Tag))


def _text(tag: Tag) -> str:
    """Give the text of a short element, without what no original may hold.

    Of one that holds much, no more than can be seen to be too long.
    """
    pieces, length = [], 0
    for one in _within(tag):
        if isinstance(one, NavigableString) and not isinstance(one, PreformattedString):
            pieces.append(str(one))
            length += len(pieces[-1])
        if length > _LONGEST:
            break
    return clean_line(" ".join(pieces))[: _LONGEST + 1]


def _within(tag: Tag) -> Iterator[PageElement]:
    return islice(tag.descendants, _NODES)


def _clean(value: Found, base: str) -> Found | None:
    """Bring a stated value into the form of its field; None where it is none."""
    forms: dict[str, Callable[[str], str]] = {
        "published": stated.day,
        "modified": stated.day,
        "language": stated.language,
        "canonical": lambda text: stated.archived(one := stated.address(text, base)) or one,
        "byline": _byline,
    }
    text = clean_line(value.value)
    result = forms.get(value.field, str)(text)
    if not result or len(result) > _LONGEST or not any(char.isalnum() for char in result):
        return None
    return Found(value.field, result, value.source, text)


def _byline(text: str) -> str:
    """Take the names of people; an address of a profile, or of mail, is none."""
    text = _BY.sub("", text)
    return "" if "://" in text or "@" in text or text.startswith("www.") else text


def _headline(soup: BeautifulSoup, first: dict[str, Found], values: list[Found]) -> None:
    """Choose the headline: a heading that is like what the data say, else those; of a title, the part that is one."""
    site = fold_words(first["publisher"].value) if "publisher" in first else ""
    headings = [
        text
        for tag in soup.find_all(("h1", "h2", "h3", "b", "strong"), limit=200)
        if (text := _text(tag)) and fold_words(text) != site and len(text) <= _LONGEST
    ]
    given = [value for value in values if value.field == "headline"]
    top = soup.find("h1")
    heading = _text(top) if isinstance(top, Tag) else ""
    for value in given:
        near = _contained(headings, value.value) or (heading if _alike(heading, value.value) else "")
        if near:
            first["headline"] = Found("headline", near, value.source if near == value.value else "the page's heading")
            return
    if not given and heading:
        first["headline"] = Found("headline", heading, "the page's heading")
    elif given and site:
        parts = _SEPARATOR.split(given[0].value)
        kept = [part for part in parts if fold_words(part) != site]
        if len(kept) == 1 and len(parts) > 1:
            first["headline"] = Found("headline", kept[0], given[0].source)


def _contained(headings: list[str], value: str) -> str:
    """Give the longest heading that is the most of a title: `The Courier - Bridge closed` has `Bridge closed` in it."""
    whole = f" {fold_words(value)} "
    inside = [one for one in headings if f" {fold_words(one)} " in whole and len(one) >= _PART * len(value)]
    return max(inside, key=len, default="")


def _alike(one: str, other: str) -> bool:
    left, right = ({word.folded.lower() for word in words(text)} for text in (one, other))
    return bool(left and right) and len(left & right) / len(left | right) >= _ALIKE


def _address(first: dict[str, Found]) -> None:
    """Choose what the entry's address is: the canonical link, unless it leads to another host than the page's own."""
    canonical, here = first.get("canonical"), first.get("address")
    if here and (original := stated.archived(here.value)):
        first["archived"] = Found("archived", here.value, here.source)
        here = Found("address", original, "the address inside the archive's")
    if canonical and (not here or urlsplit(canonical.value).hostname == urlsplit(here.value).hostname):
        first["url"] = Found("url", canonical.value, canonical.source)
    elif here:
        first["url"] = Found("url", here.value, here.source)


def _conflicts(first: dict[str, Found], values: list[Found]) -> tuple[Found, ...]:
    """Give the values that say something else than the one that was taken, each once."""
    found: dict[tuple[str, str], Found] = {}
    for value in values:
        if value.field in {"modified", "address"}:
            continue
        taken = first["url"] if value.field == "canonical" and "url" in first else first[value.field]
        if not _same(value.field, taken.value, value.value):
            found.setdefault((value.field, fold_words(value.value)), value)
    return tuple(found.values())


def _same(field: str, one: str, other: str) -> bool:
    left, right = fold_words(one).lower(), fold_words(other).lower()
    if field in {"published", "language"}:
        return left.startswith(right) or right.startswith(left)
    if field in {"headline", "byline"}:
        return left == right or left in right
    return left.rstrip("/") == right.rstrip("/")
