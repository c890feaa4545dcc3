"""Ids from titles: lower-case ASCII with hyphens, short enough to read in an address."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from pincite.problems import Span
from pincite.read.shape import Shaper

if TYPE_CHECKING:
    from collections.abc import Container

_LONGEST = 60
# Letters that have no accent to take away (Unicode gives them no decomposition), as those who write them spell them in
# ASCII.
_SPELT = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"},
)
_LISTS = re.compile(r"index|page-[0-9]+")  # claims/index.html, claims/page-2.html
_APOSTROPHES = re.compile("['’]")


def from_title(title: str) -> str:
    """Make an id of a title, cut at a word; an empty string where nothing of it can be written in ASCII."""
    spelt = _APOSTROPHES.sub("", title).casefold().translate(_SPELT)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    ident = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(ident) > _LONGEST:
        whole = ident[: _LONGEST + 1].rpartition("-")[0]
        ident = whole or ident[:_LONGEST]
    return "" if refused(ident) else ident


def refused(ident: str) -> str:
    """Say why a text cannot be an id, with what could be; an empty string where it can."""
    shaper = Shaper()
    if _LISTS.fullmatch(ident):
        return f'"{ident}" is the address of a list; write another id'
    if shaper.check_id(ident, Span("")):
        return ""
    problem = shaper.problems[0]
    return f"{problem.message}; {problem.hint}"


def free(ident: str, taken: Container[str], number: int = 1) -> str:
    """Give the id itself, or the first of id-2, id-3, ... that is not taken; id-`number` is the first to try."""
    found = _numbered(ident, number)
    while found in taken:
        number += 1
        found = _numbered(ident, number)
    return found


def _numbered(ident: str, number: int) -> str:
    return f"{ident[: _LONGEST - len(str(number))].rstrip('-')}-{number}" if number > 1 else ident
