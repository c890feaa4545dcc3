"""Where GitHub will serve what is pushed, and whether that is where the site says that it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pincite.problems import Problem, Severity, Span
from pincite.scaffold.sites import NO_URL

if TYPE_CHECKING:
    from collections.abc import Iterator

_GITHUB = re.compile(
    r"(?:\w+://)?(?:[^@/\s]+@)?(?:www\.|ssh\.)?github\.com(?::\d+)?[:/]+([^/\s]+)/([^/\s]+?)(?:\.git)?/?"
)


def served_at(remote: str, domain: str) -> str:
    """Give the address of a repository's pages by the address of the repository; empty where it is none at GitHub.

    `domain` is what the branch's CNAME says, empty where there is none.
    """
    found = _GITHUB.fullmatch(remote)
    if not found:
        return ""
    if domain:
        return f"https://{domain}/"
    owner, name = found[1].lower(), found[2]
    host = f"{owner}.github.io"
    return f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"


def elsewhere(url: str, remote: str, domain: str) -> Iterator[Problem]:
    """Warn that the site will be served at another address than the one in its links; `url` is from site.yaml."""
    served = served_at(remote, domain)
    if not served or _plain(served) == _plain(url):
        return
    host = urlsplit(url).hostname or ""
    message = f"site.yaml says that the site stands at {url}; GitHub will serve this branch at {served}"
    if not domain and not host.endswith(".github.io"):
        hint = f'for {host} name it at GitHub under Settings, Pages, Custom domain; else change "url"'
    else:
        hint = 'change "url" in site.yaml, and build anew: feeds, the sitemap and links elsewhere are made from it'
    yield Problem("url-elsewhere", message, Span("site.yaml"), hint, Severity.WARNING)


def placeholder(url: str) -> Iterator[Problem]:
    """Tell that nobody has said yet where the site will stand: links in what is published would lead nowhere."""
    if _plain(url) == _plain(NO_URL):
        message = f'"url" is still {url}, with which a new site begins'
        hint = "write the address at which the site will stand, and build anew"
        yield Problem("url-placeholder", message, Span("site.yaml"), hint)


def _plain(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return (parts.hostname or "").lower(), parts.path.strip("/").casefold()
