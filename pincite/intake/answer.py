"""The answer of a server: from its head and its bytes to a page, within a limit; what is no page is refused."""

from __future__ import annotations

import re
import zlib
from dataclasses import field
from typing import TYPE_CHECKING, NoReturn

from pincite.problems import InputError, Problem, Span
from pincite.records import dataclass

if TYPE_CHECKING:
    import http.client
    from collections.abc import Callable

_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
}
_CHUNK = 64 * 1024
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came: bytes (unpacked), `kind` html, text or markdown, the header's charset, the last address."""

    data: bytes = field(repr=False)
    kind: str
    charset: str
    address: str
    redirects: tuple[str, ...] = ()


def refuse(url: str, why: str) -> NoReturn:
    """Raise the problem of an address that is not fetched."""
    hint = "save the page in a browser, and import the file"
    raise InputError(Problem("fetch-refused", f"the address is not fetched: {_shown(why)}", Span(_shown(url)), hint))


def fail(url: str, why: str) -> NoReturn:
    """Raise the problem of a page that did not come."""
    hint = "try again later, or save the page in a browser and import the file"
    raise InputError(Problem("fetch-failed", f"the page did not come: {_shown(why)}", Span(_shown(url)), hint))


def _shown(url: str) -> str:
    """Give a text of the server's as a terminal may show it: a control character would be an order to it."""
    return "".join(char if char.isprintable() else "?" for char in url[:300])


def page_of(url: str, answer: http.client.HTTPResponse, limit: int, is_late: Callable[[], bool]) -> Fetched:
    """Read a page of at most `limit` bytes. Raises InputError for what is none, TimeoutError where it `is_late`."""
    header = answer.getheader("Content-Type") or ""
    kind = _TYPES.get(header.partition(";")[0].strip().lower(), "")
    if not kind:
        refuse(url, f"it is no page of text but {header.partition(';')[0].strip() or 'something without a type'}")
    if answer.length is not None and answer.length > limit:
        refuse(url, f"it has more than {limit:,} bytes")
    packed = (answer.getheader("Content-Encoding") or "identity").strip().lower()
    if packed not in {"identity", "gzip", "x-gzip", "deflate"}:
        refuse(url, f"it is packed as {packed}")
    data = _read(url, answer, limit, is_late)
    if packed != "identity":
        data = _unpacked(url, data, limit)
    charset = _CHARSET.search(header)
    return Fetched(data, kind, charset.group(1) if charset else "", url)


def _read(url: str, answer: http.client.HTTPResponse, limit: int, is_late: Callable[[], bool]) -> bytes:
    data = bytearray()
    while piece := answer.read1(_CHUNK):
        data += piece
        if len(data) > limit:
            refuse(url, f"it has more than {limit:,} bytes")
    if is_late():
        raise TimeoutError
    if answer.length:
        fail(url, "it broke off in the middle")
    return bytes(data)


def _unpacked(url: str, data: bytes, limit: int) -> bytes:
    """Unpack gzip or deflate, and no more than the limit: a few kilobytes can hold gigabytes."""
    # `deflate` ought to come with zlib's header (RFC 9110, 8.4.1.2), and from some servers comes without.
    for bits in (32 + zlib.MAX_WBITS, -zlib.MAX_WBITS):
        unpacker = zlib.decompressobj(bits)
        try:
            text = unpacker.decompress(data, limit + 1)
        except zlib.error:
            continue
        if len(text) > limit:
            refuse(url, f"unpacked it has more than {limit:,} bytes")
        if not unpacker.eof:
            fail(url, "it broke off in the middle")
        return text
    fail(url, "it cannot be unpacked")
