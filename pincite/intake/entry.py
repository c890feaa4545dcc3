"""The files of an article that was taken: its original in seeds/ and its entry in content/articles/."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pincite import fields
from pincite.intake import stated
from pincite.problems import InputError, Problem, Span
from pincite.read.files import ORIGINAL_LIMIT
from pincite.scaffold.articles import SCHEMA
from pincite.scaffold.form import modeline, unread
from pincite.scaffold.ids import from_title, refused
from pincite.scaffold.typed import field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pincite.intake.metadata import Found, Metadata
    from pincite.intake.taken import Taken

_FIELDS = (
    "headline",
    "text",
    "format",
    "sha256",
    "publisher",
    "byline",
    "url",
    "archived",
    "published",
    "dating",
    "retrieved",
)


def proposed_id(headline: str, url: str) -> str:
    """Make an id of the headline, or where it has no Latin letters, of the address; an empty string where both lack."""
    try:
        path = urlsplit(url).path
    except ValueError:  # an address of an editor's making, which is told when the entry is read
        path = ""
    last = re.sub(r"\.\w{1,5}$", "", path.rstrip("/").rpartition("/")[2])
    for text in (headline, last):
        ident = from_title(text)
        if any(char.isalpha() for char in ident):
            return ident
    return ""


def article_files(ident: str, headline: str, taken: Taken, values: Mapping[str, str]) -> dict[str, bytes]:
    """Write the two files, by path. `values` are fields of the entry; empty ones are left out.

    The original has the headline in its first line and every paragraph in one of its own, and ends in one line break.
    Raises InputError where nothing was taken, the original is too big, or the entry would not be read.
    """
    path = f"content/articles/{ident}.yaml"
    if why := refused(ident):
        raise InputError(Problem("bad-id", why, Span(path), "name another with --id"))
    if not taken.paragraphs:
        message, hint = "no text of an article was found", "--dry-run --all shows every piece; keep some with --keep"
        raise InputError(Problem("page-empty", message, Span(path), hint))
    original = "".join(f"{line}\n" for line in (headline, *taken.paragraphs)).encode()
    if len(original) > ORIGINAL_LIMIT:
        message = f"the original would have {len(original):,} bytes; the limit is {ORIGINAL_LIMIT:,}"
        raise InputError(Problem("file-too-big", message, Span(path), "import it in parts"))
    seed = f"seeds/{ident}.txt"
    given = {
        "headline": headline,
        "text": seed,
        "format": "lines",
        "sha256": hashlib.sha256(original).hexdigest(),
        **{key: value for key, value in values.items() if value},
    }
    order = [*(key for key in _FIELDS if key in given), *(key for key in given if key not in _FIELDS)]
    text = "\n".join([modeline(SCHEMA).rstrip(), *(_written(key, given[key]) for key in order)]) + "\n"
    if problems := unread(path, text, fields.ARTICLE):
        raise InputError(problems[0])
    return {seed: original, path: text.encode()}


def _written(key: str, value: str) -> str:
    # A digest may be all digits, which another program would take for a number.
    return f'{key}: "{value}"' if key == "sha256" else field(key, value)


def dating(metadata: Metadata) -> str:
    """Say how the date of publication was established, for the entry: where it was read, and in which time zone."""
    published = metadata.found.get("published")
    if not published:
        return ""
    told = f"Read from the page’s own data ({published.source})."
    if (zone := stated.zone(published.stated)) and published.stated != published.value:
        told += f" The page says {published.stated}; the day is that of {_zone(zone)}."
    if _tells_change(metadata):
        told += f" It says, too, that it was changed on {metadata.get('modified')}."
    return told


def _tells_change(metadata: Metadata) -> bool:
    """Tell whether the page's own day of a change is written; nothing but `dating` has a place for it."""
    return bool(metadata.get("published")) and metadata.get("modified") not in {"", metadata.get("published")}


def _zone(zone: str) -> str:
    return "UTC, and may be another one where the page was written" if _is_utc(zone) else f"the time zone {zone}"


def _is_utc(zone: str) -> bool:
    return zone.upper() == "Z" or zone.lstrip("+-").replace(":", "") == "0000"


def sources(metadata: Metadata) -> tuple[Found, ...]:
    """Give what was found in the order in which it is told: what the entry will have, and the page's own address."""
    order = ("headline", "byline", "published", "modified", "publisher", "language", "address", "url", "archived")
    shown = metadata.found.keys() - ({"modified"} if not _tells_change(metadata) else set())
    return tuple(metadata.found[key] for key in order if key in shown)
