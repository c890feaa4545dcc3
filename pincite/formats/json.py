"""JSON as bytes and in pages: the same every time, and safe wherever it stands."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_UNKNOWN: tuple[object, ...] = (None, "", [], {})
# Inside a <script> these three would begin a tag, a comment or a character reference (HTML 13.1.2.2, 13.2.5.20); as
# escapes they mean the same in JSON (RFC 8259, 7) and nothing in HTML.
_IN_PAGES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def compact(content: object) -> bytes:
    """Write JSON without a space: readers load it. The order is that of the content, which is the same every time."""
    return (_line(content) + "\n").encode()


def listed(items: Iterable[object]) -> bytes:
    """Write JSON as `compact` does, one after the other with commas between them: what a list holds."""
    return ",".join(map(_line, items)).encode()


def with_list(content: Mapping[str, object], key: str, parts: Iterable[bytes]) -> bytes:
    """Write JSON as `compact` does, with `parts` in the one empty list of this `key`: each is `listed`, or nothing.

    So a list of some tens of thousands is never in memory but as the bytes that are wanted.
    """
    # A quotation mark inside a text is escaped, so that what is looked for stands in none.
    head, opening, tail = _line(content).partition(f'"{key}":[')
    out = BytesIO()
    out.write((head + opening).encode())
    for number, part in enumerate(filter(None, parts)):
        out.write(b"," if number else b"")
        out.write(part)
    out.write(f"{tail}\n".encode())
    return out.getvalue()


def indented(content: object) -> bytes:
    """Write JSON for people who open the file, too."""
    return (json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def in_page(content: object) -> str:
    """Write JSON that may stand in a <script> element, whatever its texts hold."""
    return _line(content).translate(_IN_PAGES)


def known(content: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is not known: None, empty texts, lists and objects. A nought and `false` are known."""
    return {key: value for key, value in content.items() if value or value not in _UNKNOWN}


def _line(content: object) -> str:
    return _COMPACT(content)


# Made once: `json.dumps` makes an encoder for every call that asks for something else than its default. None of what is
# written can hold itself.
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False).encode
spaced = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode  # as cells of tables have their lists
