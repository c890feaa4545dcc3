"""The sitemap (sitemaps.org, protocol 0.9) with its language alternates, and robots.txt (RFC 9309).

A page has a `lastmod` only where its content says when it changed last. A site of more addresses than one file may have
gets an index, and its addresses stand in parts.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import quote

from pincite.addresses import SECTIONS, SITEMAP, absolute, page_of
from pincite.formats.xml import document, element

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pincite.dates import Date, When
    from pincite.model import Claim
    from pincite.settings import Config

# A file may have 50,000 addresses and 50 MiB. An address has no more than a few hundred bytes, and as many again for
# each language: with fewer addresses a file, the more languages there are, none comes near the second limit.
MOST = 50_000
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_WRITTEN = "%/:=&?~#+!$,;'@()*[]"  # what an address is written with besides letters and digits, as it is (RFC 3986, 2)


def parts(pages: int, config: Config) -> tuple[str, ...]:
    """Give the paths of the files that list so many pages: one, or the parts that an index leads to."""
    count = -(-pages // _per_file(config))
    return (SITEMAP,) if count <= 1 else tuple(f"sitemap-{number}.xml" for number in range(1, count + 1))


def sitemap(paths: Sequence[str], changed: Mapping[str, str], config: Config, number: int = 1) -> bytes:
    """List pages by their paths below the site's address, those of part `number` alone; `changed` has days by path."""
    root = ET.Element("urlset", {"xmlns": _SITEMAPS} | ({"xmlns:xhtml": _XHTML} if config.editions else {}))
    per_file = _per_file(config)
    for path in paths[(number - 1) * per_file : number * per_file]:
        url = element(root, "url")
        element(url, "loc", _escaped(absolute(config.url, path)))
        if path in changed:
            element(url, "lastmod", changed[path])
        for one in config.editions:
            # Each language lists all, itself included, or search engines believe none of them.
            address = _escaped(absolute(one.url, path))
            element(url, "xhtml:link", rel="alternate", hreflang=one.language, href=address)
    return document(root)


def index(files: Sequence[str], config: Config) -> bytes:
    """List the parts of a sitemap."""
    root = ET.Element("sitemapindex", {"xmlns": _SITEMAPS})
    for path in files:
        element(element(root, "sitemap"), "loc", _escaped(absolute(config.url, path)))
    return document(root)


def changes(claims: Sequence[Claim]) -> dict[str, str]:
    """Say when pages changed last, as far as cards tell: those of claims, of the articles they quote, of corrections.

    As exact as the date is known, a day, a month or a year: W3C's date and time, which the protocol asks for, has all.
    """
    newest: dict[str, Date] = {}
    for claim in claims:
        if claim.draft:
            continue
        _take(newest, page_of("claims", claim.id), claim.updated)
        for cut in claim.cuts:
            _take(newest, page_of("articles", cut.article), claim.updated)
        for when in claim.noted:
            _take(newest, SECTIONS["corrections"], when)
    return {path: date.machine for path, date in newest.items()}


def robots(config: Config) -> bytes:
    """Let every crawler read everything, and lead it to the sitemap."""
    return f"User-agent: *\nDisallow:\n\nSitemap: {_escaped(absolute(config.url, SITEMAP))}\n".encode()


def _take(newest: dict[str, Date], path: str, when: When) -> None:
    date = when.start
    if date and (path not in newest or date.first > newest[path].first):
        newest[path] = date


def _per_file(config: Config) -> int:
    return max(1, MOST // max(1, len(config.editions)))


def _escaped(address: str) -> str:
    """Write an address in ASCII, as the protocol asks: its host as the DNS has it, other letters percent-encoded."""
    scheme, mark, rest = address.partition("://")
    server, slash, path = rest.partition("/")
    host, colon, port = server.partition(":")
    with suppress(UnicodeError):  # no name that IDNA allows (RFC 3987, 3.1): percent-encoded like the rest
        host = host if host.isascii() else host.encode("idna").decode()
    return quote(f"{scheme}{mark}{host}{colon}{port}{slash}{path}", safe=_WRITTEN)
