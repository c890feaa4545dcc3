"""Where a link leads: to a file of the site and a place in it, to the outside, or nowhere."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from dataclasses import field
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from pincite.output.tags import Fault, Link
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

# RFC 3986 3.1.
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_HOST = re.compile(r"(?:www\.[\w.-]+|\b[\w.-]+\.(?:com|org|net|info|eu|int|gov|edu))(?:/.*)?\Z")  # without https://
_WITH_HOST = re.compile(r"https?://[^/?#]", re.IGNORECASE)
# Browsers drop tabs and line ends inside an address and read "\" as "/": such a link does not lead where it seems to.
_DECEPTIVE = re.compile(r"[\x00-\x20\x7f\\]")
# The page for addresses that are not there is served at any depth, so nothing in it can be relative.
_ANYWHERE = "404.html"
_REMEMBERED = 50_000


class Place(NamedTuple):
    """A file of the site and, if the link names one, a place in it."""

    path: str
    fragment: str = ""


_NOT_KNOWN = Place("")


@dataclass(slots=True)
class Links:
    """The addresses of a site: `files` all its paths, `base_path` the path part of its url, with both slashes."""

    files: Collection[str]
    base_path: str
    _folders: set[str] = field(default_factory=set)
    _known: dict[str, dict[Link, Place | Fault | None]] = field(default_factory=lambda: defaultdict(dict))

    def __post_init__(self) -> None:
        """Bring the base path into form, and note the folders for the sake of a better message."""
        self.base_path = f"/{self.base_path.strip('/')}/".replace("//", "/")
        for path in self.files:
            while path := posixpath.dirname(path):
                self._folders.add(path)

    def lead(self, page: str, link: Link) -> Place | Fault | None:
        """Tell where a link on a page leads; None for the outside, a fault where it may not stand or leads nowhere."""
        if link.address.startswith("#"):
            return Place(page, _fragment(link.address[1:]))
        if link.address.startswith("?"):
            return self._lead(page, link)
        known = self._known_from(page)
        if (place := known.get(link, _NOT_KNOWN)) is _NOT_KNOWN:
            place = known[link] = self._lead(page, link)
        return place

    def leads(self, page: str, links: Iterable[Link]) -> Iterator[Place | Fault]:
        """Tell where the links of a page lead, as `lead` does, and leave out the outside."""
        known = self._known_from(page)
        for link in links:
            if (place := known.get(link, _NOT_KNOWN)) is _NOT_KNOWN:
                if link.address.startswith(("#", "?")):
                    place = self.lead(page, link)
                else:
                    place = known[link] = self._lead(page, link)
            if place:
                yield place

    def _known_from(self, page: str) -> dict[Link, Place | Fault | None]:
        """Give what is known of the links of a folder's pages: they share most of them."""
        known = self._known["" if page == _ANYWHERE else f"{page.rpartition('/')[0]}/"]
        if len(known) > _REMEMBERED:
            known.clear()
        return known

    def _lead(self, page: str, link: Link) -> Place | Fault | None:
        address = link.address
        if _DECEPTIVE.search(address):
            hint = "take it out, or write %20 for a space"
            return Fault("unsafe-link", f'has a link with a space, a control or a backslash in it: "{address}"', hint)
        if scheme := _SCHEME.match(address):
            return _outside(address, scheme[0].lower(), link)
        if address.startswith("//"):
            return _outside(address, "", link)
        path, _, fragment = address.partition("#")
        path = path.partition("?")[0]
        if "%" in path:
            path = unquote(path)
        found = self._path(page, address, path)
        if isinstance(found, Fault):
            return found
        if found in self.files and not path.endswith("/"):
            return Place(found, _fragment(fragment))
        return self._missing(found)

    def _path(self, page: str, address: str, path: str) -> str | Fault:
        """Give the path from the site's root, or a fault: addresses are relative, on the page for errors absolute."""
        if not address:
            return Fault("broken-link", "has a link that is empty", "give it an address, or take it out")
        from_root = path.startswith("/")
        if page != _ANYWHERE and from_root:
            hint = "write it relative to the page, so that the site works in any folder"
            return Fault("broken-link", f'has a link from the root of the host: "{address}"', hint)
        if page == _ANYWHERE and not f"{path}/".startswith(self.base_path):
            hint = f"begin it with {self.base_path}, the path of `url` in site.yaml: this page is shown at any depth"
            what = "leaves the site" if from_root else "is relative"
            return Fault("broken-link", f'has a link that {what}: "{address}"', hint)
        found = posixpath.normpath(path[len(self.base_path) :]) if from_root else _joined(page, path)
        if found == ".." or found.startswith("../"):
            return Fault("broken-link", f'has a link that leaves the site: "{address}"', "take one ../ out")
        return found

    def _missing(self, found: str) -> Fault:
        if found == "." or found in self._folders or f"{found.rstrip('/')}/index.html" in self.files:
            hint = f'write "{posixpath.normpath(posixpath.join(found, "index.html"))}": folders do not open from a disk'
            return Fault("broken-link", f'links to the folder "{found}"', hint)
        hint = "correct the link, or add what it should lead to"
        if host := _HOST.search(found):
            hint = f"write https://{host[0]} for an address of the web"
        elif found.endswith(".md"):
            hint = (
                f'write "{posixpath.basename(found).removesuffix("md")}html": pages link to pages, not to their files'
            )
        return Fault("broken-link", f'links to "{found}", which is no file of the site', hint)


def _joined(page: str, path: str) -> str:
    """Resolve a relative path; the two usual forms without normpath, which takes longer than all the rest here."""
    if not path:
        return page
    folder, _, _ = page.rpartition("/")
    if path.startswith("../") and folder and "/" not in folder:
        folder, path = "", path[3:]
    joined = f"{folder}/{path}" if folder else path
    return posixpath.normpath(joined) if "./" in joined or "//" in joined or joined.endswith(("/", ".")) else joined


def _fragment(written: str) -> str:
    """Give the id that a fragment names; a text fragment (`:~:`) is a browser's own business."""
    return unquote(written.partition(":~:")[0]) if "%" in written or ":" in written else written


def _outside(address: str, scheme: str, link: Link) -> Fault | None:
    web = scheme in {"http:", "https:"}
    if link.loads and (web or not scheme):
        hint = "put the file in assets/ and load it from there"
        return Fault("third-party", f'loads "{address}" from another host', hint)
    if link.loads or not (web or scheme == "mailto:"):
        hint = "links may be relative, https:, http: or mailto:"
        return Fault("unsafe-link", f'has an address that no page may have: "{address[:80]}"', hint)
    if web and not _WITH_HOST.match(address):
        return Fault("unsafe-link", f'has a link without a host: "{address[:80]}"', "write https://host/path")
    return None
