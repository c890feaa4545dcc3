"""The addresses that a piece of CSS makes a browser load.

Whatever may be one is told, in strings and in comments as well: what a browser takes for either is decided by all that
stands before, and what seems a comment may be none. Those that people write are gone already (`render.sheets`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# At the end of a sheet browsers close what is open (CSS Syntax Level 3, 4.3 and 5.4), so nothing here asks for an end.
_QUOTED = r"""(?:"([^"]*+)|'([^']*+))"""
_URL = re.compile(rf"""(?:url|src)\(\s*+(?:{_QUOTED}|([^)"']*+))""", re.IGNORECASE)
_IMPORT = re.compile(rf"@import\s*+{_QUOTED}", re.IGNORECASE)
# Where a comment stands between, each text behind a comment may be meant: to look for the end of each comment, behind
# each of these words, would take the square of the length.
_APART = re.compile(r"@import\s*+/\*", re.IGNORECASE)
_BEHIND = re.compile(rf"\*/\s*+{_QUOTED}")
# All strings of a set count, but for those that name a type.
_IMAGES = re.compile(r"""image(?:-set)?\(((?:"[^"]*+"?|'[^']*+'?|[^"';}])*+)""", re.IGNORECASE)
_IN_IMAGES = re.compile(rf"""(?:type\(\s*+(?:"[^"]*+"|'[^']*+')|{_QUOTED}["']?)""", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(?:([0-9a-fA-F]{1,6})(?:\r\n|\s)?|([^\n0-9a-fA-F]))")


def urls_of(style: str) -> Iterator[str]:
    """Yield the addresses that a piece of CSS loads, some perhaps twice."""
    if "\\" in style:  # CSS Syntax Level 3, 4.3.7: u\72l(...) is url(...), too
        style = _ESCAPED.sub(_unescaped, style)
    for pattern in (_URL, _IMPORT, _BEHIND) if _APART.search(style) else (_URL, _IMPORT):
        for found in pattern.finditer(style):
            yield _first(found)
    for images in _IMAGES.finditer(style):
        for found in _IN_IMAGES.finditer(images[1]):
            if found[1] or found[2]:
                yield _first(found)


def _first(found: re.Match[str]) -> str:
    return next((group for group in found.groups() if group), "").strip()


def _unescaped(found: re.Match[str]) -> str:
    """Give the character that an escape stands for, but for those by which a string or an address would end."""
    char = found[2] or (chr(code) if (code := int(found[1], 16)) < 0x110000 else "")  # noqa: PLR2004 - Unicode's end
    return char if char.isalnum() or char in "-:/.@_" else " "
