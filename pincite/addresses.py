"""The addresses of a site's pages, the names that no page of prose may take, and the host of any address."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Collection

# The sections of a site: the name that `navigation` in site.yaml uses, and the page's path.
SECTIONS = {
    "claims": "claims/index.html",
    "timeline": "timeline.html",
    "articles": "articles/index.html",
    "compare": "compare.html",
    "figures": "figures.html",
    "ratings": "ratings.html",
    "actors": "actors/index.html",
    "topics": "topics/index.html",
    "places": "places/index.html",
    "references": "references.html",
    "corrections": "corrections.html",
    "data": "data.html",
    "verify": "verify.html",
}
SEARCH = "search.html"  # full text; only sites that set `search` have the page

# What machines read.
FEED, JSON_FEED, CORRECTIONS_FEED = "feed.xml", "feed.json", "corrections.xml"
SITEMAP, ROBOTS = "sitemap.xml", "robots.txt"
CLAIMS_TABLE = "claims/list.json"  # all claims, for the filters of a list of several pages
SHARE = "share"  # the folder of the pictures for links elsewhere; only sites that set `share_images` have it

# What a site may do without, by the names that `leave_out` in site.yaml uses: sections, and files that are no pages.
DISPENSABLE = (*(name for name in SECTIONS if name != "claims"), FEED, JSON_FEED, CORRECTIONS_FEED, CLAIMS_TABLE)

# Pages and files that are there or will be: links that readers keep must not come to mean something else.
RESERVED = frozenset(
    {
        *SECTIONS,
        *("index", "404", "data", "desk", "feed", "sitemap", "robots", "manifest", "schema", "assets", "search", SHARE),
    },
)


def absolute(url: str, path: str) -> str:
    """Give the whole address of a file below `url`, which ends in a slash and is where the front page stands."""
    return url if path == "index.html" else url + path


def is_left_out(path: str, names: Collection[str]) -> bool:
    """Tell whether a site that does without these parts lacks what a path leads to, which may have a fragment.

    With a section go its list, the pages of its entries, and its files; with the data also the schemas.
    """
    if not names:
        return False
    folder = re.split(r"[/.?#]", path, maxsplit=1)[0]
    return path in names or {"schema": "data"}.get(folder, folder) in names


@lru_cache(maxsize=8192)  # an article's address is asked for with every claim that it has
def host_of(url: str) -> str:
    """Give the host of an address, written in one way only, without `www.`: the two are one publisher's.

    In small letters, without the full stop that may end it, in its own script and not in Punycode. Empty without one.
    """
    try:
        host = (urlsplit(url).hostname or "").removesuffix(".")
    except ValueError:  # a bracket that opens no address of IPv6
        return ""
    with suppress(UnicodeError):  # no name that IDNA allows stays as it is
        host = host.encode("idna").decode("idna")
    return host.removeprefix("www.")


def page_of(kind: str, ident: str) -> str:
    """Give the path of an entry's page, by the folder of its kind, such as `claims` or `articles`, and its id."""
    return f"{kind}/{ident}.html"


def share_image(claim: str) -> str:
    """Give the path of a claim's picture, from the claim's id; it is there where the site sets `share_images`."""
    return f"{SHARE}/claims/{claim}.png"
