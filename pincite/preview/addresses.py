"""From the address in a request to a file of the site, a redirect or a refusal; nothing here reads the disk."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote_to_bytes

from pincite.addresses import CORRECTIONS_FEED, FEED, JSON_FEED
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

# Written out, not asked from the machine: `mimetypes` reads its registry, and two editors would see two things.
_TYPES = {
    ".atom": "application/atom+xml; charset=utf-8",
    ".avif": "image/avif",
    ".cff": "application/yaml; charset=utf-8",  # RFC 9512
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".jsonld": "application/ld+json; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".sqlite": "application/vnd.sqlite3",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
}
# Files whose type their ending alone does not tell: RFC 4287, 7 and JSON Feed 1.1.
_FEEDS = {
    FEED: "application/atom+xml; charset=utf-8",
    CORRECTIONS_FEED: "application/atom+xml; charset=utf-8",
    JSON_FEED: "application/feed+json; charset=utf-8",
}
_FINGERPRINTED = re.compile(r"(assets/.+)\.([0-9a-f]{8})(\.(?:css|js))")


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the site."""

    path: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A folder asked for without its slash, from where relative links would lead astray: the address with it."""

    address: str


@dataclass(frozen=True, slots=True)
class Refused:
    """An address with nothing behind it: 404, or 400 where it is no proper address at all."""

    status: int


def content_type(path: str) -> str:
    """Give the content type of a file: of a feed by its path, of others by the end of their names."""
    return _FEEDS.get(path) or _TYPES.get(PurePosixPath(path).suffix.lower(), "application/octet-stream")


def stable_name(path: str, data: bytes | None = None) -> str:
    """Give a path without the fingerprint that the build put in; with `data` only where it is that data's."""
    found = _FINGERPRINTED.fullmatch(path)
    if found is None or (data is not None and hashlib.sha256(data).hexdigest()[:8] != found[2]):
        return path
    return found[1] + found[3]


def stable_names(files: Mapping[str, bytes]) -> dict[str, str]:
    """Give the path of each fingerprinted file by its stable name."""
    named = {stable_name(path, data): path for path, data in files.items() if path.startswith("assets/")}
    return {stable: path for stable, path in named.items() if stable != path}


def resolve(raw: str, files: Container[str], names: Mapping[str, str], base_path: str) -> Found | Elsewhere | Refused:
    """Find what a request's raw path means; `names` are the files' stable names, `base_path` begins and ends with `/`.

    The site answers at the root, where relative links work, and below its base path, where those of 404.html lead.
    """
    parts = _parts(raw)
    if isinstance(parts, Refused):
        return parts
    found = _look(parts, files, names)
    base = [part for part in base_path.split("/") if part]
    if found is None and base and parts[: len(base)] == base:
        # ["orrin"] is the base path itself, asked for without its slash: no part is left, and a redirect is due.
        found = "" if len(parts) == len(base) else _look(parts[len(base) :], files, names)
    if found is None:
        return Refused(404)
    if found in files:
        return Found(found)
    return Elsewhere("/" + quote("/".join(parts)) + "/")


def _parts(raw: str) -> list[str] | Refused:
    """Split a path into decoded parts, the last one empty for a folder; refuse every way to write a way out."""
    try:
        path = unquote_to_bytes(raw.encode("latin-1")).decode()
    except ValueError:  # bytes that are no UTF-8, an overlong "/" among them
        return Refused(400)
    if not path.startswith("/") or "\\" in path or any(ord(char) < ord(" ") or char == "\x7f" for char in path):
        return Refused(400)
    # An encoded slash is no slash: no file's name has one.
    if "%2f" in raw.lower():
        return Refused(404)
    parts = path[1:].split("/")
    if any(part.startswith(".") for part in parts) or "" in parts[:-1]:
        return Refused(404)
    return parts


def _look(parts: list[str], files: Container[str], names: Mapping[str, str]) -> str | None:
    """Find a file's path; give a path that is no file's, with a slash behind it, for a folder asked for without one."""
    path = "/".join(parts)
    if not parts[-1]:
        index = path + "index.html"
        return index if index in files else None
    if path in files:
        return path
    if f"{path}/index.html" in files:
        return path + "/"
    # A page that was loaded before the last save asks for a stylesheet by its old fingerprint.
    return names.get(stable_name(path))
