"""Which files may be assets: kinds in which no browser finds a page or a script, each told by its bytes, too.

A list of what is allowed, since a list of what is refused would miss whatever browsers learn next: a page among the
assets would have none of the rules that templates give, such as a Content-Security-Policy.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pincite.render.drawings import why_unsafe

if TYPE_CHECKING:
    from collections.abc import Callable


def _begins(*beginnings: bytes) -> Callable[[bytes], str]:
    return lambda data: "" if data.startswith(beginnings) else "does not begin as one"


def _text(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "is no text in UTF-8"
    return "holds a NUL" if b"\0" in data else ""


def _matches(pattern: bytes) -> Callable[[bytes], str]:
    form = re.compile(pattern, re.DOTALL)
    return lambda data: "" if form.match(data) else "does not begin as one"


# By suffix, in small letters: why data are none of the kind; an empty string where they may be. By the signatures of
# the WHATWG's MIME Sniffing 6.1 and 6.3; an AVIF is an ISO base media file of its brands (AVIF 1.1, 6 and 7).
KINDS: dict[str, Callable[[bytes], str]] = {
    ".css": _text,
    ".js": _text,
    ".json": _text,
    ".txt": _text,
    ".woff2": _begins(b"wOF2"),
    ".woff": _begins(b"wOFF"),
    ".ttf": _begins(b"\0\1\0\0", b"true"),
    ".otf": _begins(b"OTTO"),
    ".png": _begins(b"\x89PNG\r\n\x1a\n"),
    ".jpg": _begins(b"\xff\xd8\xff"),
    ".jpeg": _begins(b"\xff\xd8\xff"),
    ".gif": _begins(b"GIF87a", b"GIF89a"),
    ".webp": _matches(rb"RIFF....WEBPVP8[ LX]"),
    ".avif": _matches(rb"\0\0\0.ftyp(?:avif|avis|mif1|msf1)"),
    ".ico": _begins(b"\0\0\1\0"),
    ".svg": why_unsafe,
}


def why_refused(suffix: str, data: bytes) -> str:
    """Say why a file may be no asset, as a predicate of it; an empty string where it may. `suffix` has its dot."""
    check = KINDS.get(suffix.lower())
    if check is None:
        return f'ends in "{suffix}", and assets end in {" ".join(KINDS)}' if suffix else "has no ending"
    found = check(data)
    return f'ends in "{suffix}", and {found}' if found else ""
