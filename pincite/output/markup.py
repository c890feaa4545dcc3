"""A finished page's markup, cut by one regular expression into text and tags; nothing is parsed that need not be.

The grammar is what WATWG HTML 13.1.2 lets authors write. What a browser would have to repair (a quote that is not
closed, a "<" that begins no tag) is no tag here but a bare "<", which is reported, so that nothing is read in another
way than a browser reads it.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NAME = r"""[a-zA-Z][^\s/>"'=<]*+"""
_ATTRIBUTE = r"""[^\s"'<>/=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+"""
_ATTRIBUTES = rf"(?:\s++{_ATTRIBUTE})*+\s*+"
# Elements whose content is no markup (13.1.2: raw text, escapable raw text): one token together with what they hold.
RAW = ("script", "style", "title", "textarea")
_RAW = "|".join(rf"(?i:{name}){_ATTRIBUTES}>(?s:.*?)</(?i:{name})\s*+>" for name in RAW)

# Always splits into text, tag, text, tag, ..., text. The last choice is empty: a bare "<".
_TOKEN = re.compile(
    rf"(<(?:/{_NAME}\s*+>|{_RAW}|{_NAME}{_ATTRIBUTES}/?+>|!--(?!-?>)(?s:.*?)-->|!(?i:doctype)\s[^>]*+>|))",
    re.ASCII,
)
_OPENING = re.compile(rf"<({_NAME})({_ATTRIBUTES})/?+>", re.ASCII)
_PAIR = re.compile(r"""([^\s"'<>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'=<>`]++)))?+""", re.ASCII)
_AFTER_NAME = frozenset(" \t\n\r\f/>")

BARE = "<"


@dataclass(frozen=True, slots=True)
class Element:
    """An opening tag: name and attribute names in small letters, values decoded, `raw` what a raw element holds.

    `repeated` names the attributes that the tag has twice; browsers drop the second.
    """

    name: str
    attributes: Mapping[str, str]
    repeated: tuple[str, ...] = ()
    raw: str | None = None


def tokens(page: str) -> list[str]:
    """Cut a page: texts have even indexes, tags, comments and bare "<" odd ones; joined they are the page again."""
    return _TOKEN.split(page)


def element(token: str) -> Element | None:
    """Read an opening tag; None for a closing tag, a comment, a doctype and a bare "<"."""
    found = _OPENING.match(token)
    if found is None:
        return None
    name = found[1].lower()
    attributes: dict[str, str] = {}
    repeated = []
    for key, double, single, unquoted in _PAIR.findall(found[2]):
        small, value = key.lower(), double or single or unquoted
        if small in attributes:
            repeated.append(small)
        else:
            attributes[small] = html.unescape(value) if "&" in value else value
    raw = token[found.end() : token.rindex("<")] if name in RAW and found.end() < len(token) else None
    return Element(name, attributes, tuple(repeated), raw)


def text_within(parts: Sequence[str], at: int) -> str | None:
    """Give the text content of the element that opens at `parts[at]`; None where it is not closed.

    What scripts, titles and text areas hold counts, too: no quote may have one inside.
    """
    name = _name(parts[at])
    closing = f"/{name}"
    pieces = [parts[at + 1]]
    depth = 1
    for index in range(at + 2, len(parts), 2):
        token = parts[index]
        if _begins(token, closing):
            depth -= 1
            if not depth:
                return "".join([html.unescape(piece) if "&" in piece else piece for piece in pieces])
        elif _begins(token, name):
            depth += 1
        elif token.find("<", 1) > 0 and (inner := element(token)) and inner.raw:
            pieces.append(inner.raw)
        pieces.append(parts[index + 1])
    return None


def _name(token: str) -> str:
    found = _OPENING.match(token)
    return found[1].lower() if found else ""


def _begins(token: str, name: str) -> bool:
    end = 1 + len(name)
    return token[1:end].lower() == name and token[end : end + 1] in _AFTER_NAME
