"""A new site: every file of it, from the stock and the starter, with the few words that are its own.

The starter is a whole site that builds as it lies there. What a new site has of its own takes the place of whole lines
in it, each of which stands there once.
"""

from __future__ import annotations

from pincite.problems import Span
from pincite.read.files import first_forbidden, forbidden
from pincite.read.nodes import parse
from pincite.read.settings import read_config
from pincite.read.shape import Shaper
from pincite.records import dataclass
from pincite.scaffold.stock import starter, stock
from pincite.scaffold.typed import field

# Where the site will stand is not known yet. This host is reserved for examples (RFC 2606, section 3), so that no
# link of a page that was published too soon leads to somebody's site.
NO_URL = "https://example.org/"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSite:
    """What is a site's own from its first day. `checked` is the day on which the sample card is written."""

    title: str
    publisher: str
    checked: str
    language: str = "en"
    url: str = NO_URL


def site(new: NewSite) -> dict[str, bytes]:
    """Give the files of a new site by their paths."""
    files = {**stock(), **starter()}
    own = {
        "site.yaml": [
            ("title: Sample Site", field("title", new.title)),
            ("  name: Sample Publisher", field("name", new.publisher, 2)),
            ("language: en", field("language", new.language)),
            (f'url: "{NO_URL}"', field("url", new.url)),
        ],
        "README.md": [("# Sample Site", f"# {new.title}")],
        "content/claims/sample-eleven-months.yaml": [("checked: 2000-01-01", field("checked", new.checked))],
    }
    for path, lines in own.items():
        text = files[path].decode()
        for old, line in lines:
            text = _replaced(text, old, line)
        files[path] = text.encode()
    return files


def refused(new: NewSite) -> str:
    """Say why a site cannot be called so, with the remedy; an empty string where it can."""
    for value in (new.title, new.publisher, new.language, new.url):
        if char := first_forbidden(value) or ("\n" if "\n" in value else ""):
            return forbidden(char, Span("")).message
    shaper = Shaper()
    node, problems = parse("site.yaml", site(new)["site.yaml"].decode())
    if node:
        read_config(node, shaper)
    found = [*problems, *shaper.problems]
    return f"{found[0].message}; {found[0].hint}" if found else ""


def _replaced(text: str, old: str, line: str) -> str:
    lines = text.split("\n")
    lines[lines.index(old)] = line
    return "\n".join(lines)
