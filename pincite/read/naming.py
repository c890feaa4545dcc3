"""Ids: what may be one, and what is wrong with a name that may not."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from pincite.problems import Problem

if TYPE_CHECKING:
    from pincite.problems import Span

ID_AT_MOST = 80  # characters
ID = re.compile(rf"[a-z0-9][a-z0-9-]{{0,{ID_AT_MOST - 1}}}")
# Names that Windows keeps for itself, with any ending: a checkout there would fail.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)")
_ENDING = re.compile(r"\.(?:ya?ml|md|html?|txt)\Z", re.IGNORECASE)  # of files, whose names without it are ids
# How programs name a second copy of a file: `flood (1)`, `flood - Copy`, `flood (conflicted copy 2026-03-01)`.
_COPY = re.compile(r"\(\d+\)\Z|\bcopy\b|conflicted|\bkopie\b|копия|نسخة", re.IGNORECASE)
_FIT = re.compile(rf"(?!{_DEVICES.pattern}\Z){ID.pattern}")


def fit(text: str) -> bool:
    """Tell whether a text may be an id."""
    return _FIT.fullmatch(text) is not None


def no_id(text: str, span: Span) -> Problem:
    """Say why a text is no id, and what it could be."""
    plain = (
        unicodedata.normalize("NFKD", _ENDING.sub("", text.replace("\\", "/").rpartition("/")[2]))
        .encode("ascii", "ignore")
        .decode()
        .lower()
    )
    better = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:ID_AT_MOST]
    hint = f'write "{better}"' if fit(better) else "choose another name"
    if _COPY.search(text):
        hint = f"it is named as a copy is, so that all in it may be there twice: move it away, or {hint}"
    shown = text if len(text) <= ID_AT_MOST else f"{text[:ID_AT_MOST]}…"
    rule = f"lower-case letters a to z, digits and hyphens, at most {ID_AT_MOST}, and begins with a letter or digit"
    return Problem("bad-id", f'"{shown}" {_why(text)}', span, f"{hint}; an id is {rule}")


def _why(text: str) -> str:
    if _DEVICES.fullmatch(text):
        return "is a name that Windows keeps for itself"
    if len(text) > ID_AT_MOST:
        return f"is longer than {ID_AT_MOST} characters"
    return f"is no id{foreign_letter(text)}"


def foreign_letter(text: str) -> str:
    """Name the first character beyond ASCII, which may look like one of ASCII; nothing where there is none."""
    odd = next((char for char in text if not char.isascii()), "")
    return odd and f": U+{ord(odd):04X} stands in it, {unicodedata.name(odd, 'a character without a name')}"
