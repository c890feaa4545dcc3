"""Whether two generators made the same site: the same addresses, on each page the same words, links and markup.

What is compared is what readers, feed readers and search engines get: the text of a page with its title, where each
link leads, the JSON-LD; the entries of the feed; the addresses and days of the sitemap. White space, the order of
attributes, and how a link is written are a generator's own affair. So are the files in `_OWN`, and in `_CALLED` the
addresses that a generator gives to the pages of a list and lets nobody change.
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from posixpath import commonprefix
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

URL = "https://example.org/made/"
_OWN = re.compile(r"manifest\.json|\.nojekyll|robots\.txt|assets/style(\.[0-9a-f]{8})?\.css")
_CALLED = ((re.compile(r"claims/page/(\d+)/(index\.html)?"), r"claims/page-\1.html"),)  # Hugo
_LOC, _DAY = (f"{{http://www.sitemaps.org/schemas/sitemap/0.9}}{name}" for name in ("loc", "lastmod"))
_ATOM = "{http://www.w3.org/2005/Atom}"


def differences(one: Path, other: Path, most: int = 500) -> list[str]:
    """Say how two sites differ, a line each; nothing where they are the same.

    All addresses are compared, and of the contents those of `most` claims, evenly chosen, and of all else.
    """
    first, second = addresses(one), addresses(other)
    found = [f"{path} is in {one} alone" for path in sorted(first.keys() - second.keys())]
    found += [f"{path} is in {other} alone" for path in sorted(second.keys() - first.keys())]
    both = sorted(first.keys() & second.keys())
    claims = [path for path in both if path.startswith("claims/card-")]
    left_out = set(claims) - set(claims[:: -(-len(claims) // most)] if most and claims else ())
    for path in both:
        if path in left_out:
            continue
        found += [f"{path}: {line}" for line in _apart(read(first[path], path), read(second[path], path))]
    return found


def addresses(site: Path) -> dict[str, Path]:
    """Give the files of a site that count, by their addresses as pincite has them."""
    files = {file.relative_to(site).as_posix(): file for file in site.rglob("*") if file.is_file()}
    return {_called(path): file for path, file in files.items() if not _OWN.fullmatch(path)}


def read(file: Path, path: str) -> dict[str, object]:
    """Take out of a file what counts, by what it is."""
    text = file.read_text("utf-8")
    if path == "sitemap.xml":
        entries = ET.fromstring(text)  # noqa: S314 - made here a moment ago
        return {"addresses": {_address(one.findtext(_LOC, "")): one.findtext(_DAY) for one in entries}}
    if path == "feed.xml":
        feed = ET.fromstring(text)  # noqa: S314 - as above
        return {"entries": [_entry(one) for one in feed.iter(f"{_ATOM}entry")]}
    soup = BeautifulSoup(text, "html.parser")
    linked = [json.loads(one.string) for one in soup.find_all("script", type="application/ld+json")]
    for script in soup.find_all("script"):
        script.extract()
    links = [_address(urljoin(URL + path, one["href"])) for one in soup.find_all("a")]
    marked = [one.attrs for one in soup.find_all("span")]
    return {"text": _words(soup), "links": links, "JSON-LD": linked, "quotes": marked}


def _entry(entry: ET.Element) -> dict[str, object]:
    texts = {name: entry.findtext(_ATOM + name) for name in ("id", "title", "published", "updated", "summary")}
    tags = [one.attrib for one in entry.iter(f"{_ATOM}category")]
    return {
        **texts,
        "tags": tags,
        "content": _words(BeautifulSoup(entry.findtext(f"{_ATOM}content", ""), "html.parser")),
    }


def _words(soup: BeautifulSoup) -> str:
    return " ".join(soup.get_text(" ").split())


def _called(path: str) -> str:
    for pattern, name in _CALLED:
        path = pattern.sub(name, path)
    return path


def _address(url: str) -> str:
    if not url.startswith(URL):
        return url
    path = _called(url.removeprefix(URL))
    return URL + (f"{path}index.html" if path == "" or path.endswith("/") else path)


def _apart(one: dict[str, object], other: dict[str, object]) -> Iterator[str]:
    for what, value in one.items():
        if value != other[what]:
            first, second = str(value), str(other[what])
            same = len(commonprefix([first, second]))
            part = slice(max(0, same - 20), same + 40)
            yield f"{what}: {first[part]!r} is {second[part]!r}"
