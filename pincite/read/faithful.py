"""Whether the readable text of an original is all that stands in its file: what markup would lose is not passed over.

A quote is held against the readable text. Where that lacks a number or a word of the file, or a parser may read the
file in two ways, what readers are shown is not what was published.
"""

from __future__ import annotations

import codecs
import html
import re
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_TOKEN = re.compile(r"[^\W_]+")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_DEFINED = re.compile(r"^ {0,3}\[([^\]\n]+)\]:.*$", re.MULTILINE)
_TARGET = r"\((?:[^()\n]|\([^()\n]*\))*+\)"
_IMAGE = re.compile(rf"!\[[^\]\n]*\](?:{_TARGET}|\[[^\]\n]*\])")
_LINK = re.compile(rf"(?<=\]){_TARGET}")
_REFERRED = re.compile(r"(?<=\])\[([^\]\n]*)\]")
_SHOWN = 40  # characters of what is lost

# What holds no markup ends only where it is closed. A tag may not end where an attribute's value is never closed.
_RAW = re.compile(r"<(script|style|textarea|title)\b[^>]*>", re.IGNORECASE)
_OPENED = re.compile(
    r"""<[A-Za-z](?:[^>=]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|=(?!\s*+["']))*+(?P<end>>)?(?P<open>=\s*+["'])?"""
)
_HEAD = 4096  # characters in which a page says its encoding (HTML 13.2.3.2 looks at 1024 bytes)
_CHARSET = re.compile(r"""<meta\b[^>]{0,200}\bcharset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_UTF8 = frozenset(("utf-8", "ascii"))


def lost(raw: str, text: str) -> tuple[int, str] | None:
    """Tell what of a text in Markdown its readable text does not have: the offset, and the words around it.

    Letters and digits are compared in order; addresses of links, and pictures, are no text. Two numbers that become one
    are lost, too: `2*3`. None where nothing is.
    """
    plain, at = _without_addresses(raw)
    typed = [*_TOKEN.finditer(plain)]
    shown = _TOKEN.findall(text)
    if [one.group() for one in typed] == shown:
        return None
    return _first(raw, [(found.group(), at(found.start())) for found in typed], text)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _without_addresses(raw: str) -> tuple[str, Callable[[int], int]]:
    """Blank out what a reader of the page does not see, and put characters in the place of entities.

    Gives the text, and a function that leads from an offset in it to one in the raw text.
    """
    defined = {one.group(1).strip().lower() for one in _DEFINED.finditer(raw)}
    plain = _LINK.sub(_blank, _IMAGE.sub(_blank, _DEFINED.sub(_blank, raw)))
    plain = _REFERRED.sub(lambda one: _blank(one) if one.group(1).strip().lower() in defined else one.group(), plain)
    if "&" not in plain:
        return plain, lambda offset: offset
    pieces, starts, end, length = [], [], 0, 0
    for found in _ENTITY.finditer(plain):
        for piece, start in ((plain[end : found.start()], end), (html.unescape(found.group()), found.start())):
            pieces.append(piece)
            starts.append((length, start))
            length += len(piece)
        end = found.end()
    pieces.append(plain[end:])
    starts.append((length, end))

    def back(offset: int) -> int:
        before, start = next(one for one in reversed(starts) if one[0] <= offset)
        return start + offset - before

    return "".join(pieces), back


def _first(raw: str, typed: list[tuple[str, int]], text: str) -> tuple[int, str] | None:
    """Find the first letter or digit that is not shown, or that is shown joined to one that it stood apart from."""
    ahead = ((char, at + step, not step) for word, at in typed for step, char in enumerate(word))
    behind = ((char, not step) for word in _TOKEN.findall(text) for step, char in enumerate(word))
    before = ""
    for one, other in zip_longest(ahead, behind):
        if one is None:  # the text has more than the file: a parser that made something up is not ours to judge
            return None
        char, at, begins = one
        if other is None or other[0] != char:
            return _word(raw, at)
        if begins and not other[1] and char.isdigit() and before.isdigit():
            return _word(raw, at - 1)
        before = char
    return None


def _word(raw: str, at: int) -> tuple[int, str]:
    start = max(raw.rfind(mark, 0, at + 1) for mark in " \n\t") + 1
    return start, raw[start:].split(maxsplit=1)[0][:_SHOWN]


def open_quote(raw: str) -> int | None:
    """Give the offset of a tag in HTML in which an attribute's quotation mark is never closed; None where none is."""
    at = 0
    while (at := raw.find("<", at)) >= 0:
        if raw.startswith("<!--", at):
            end = raw.find("-->", at)
        elif inside := _RAW.match(raw, at):
            close = re.compile(rf"</{inside.group(1)}\b", re.IGNORECASE).search(raw, inside.end())
            end = close.start() if close else -1
        else:
            found = _OPENED.match(raw, at)
            if found and found["open"] and not found["end"]:
                return at
            if found and not found["end"] and found.end() == len(raw):  # no tag ends any more
                return None
            end = found.end() if found and found["end"] else at
        if end < 0:
            return None
        at = end + 1
    return None


def other_encoding(raw: str) -> str:
    """Give the encoding that a page says it has, where that is not UTF-8 and the page not plain ASCII; else nothing."""
    found = _CHARSET.search(raw, 0, _HEAD)
    if raw.isascii() or not found:
        return ""
    try:
        return "" if codecs.lookup(found.group(1)).name in _UTF8 else found.group(1)
    except LookupError:
        return found.group(1)
