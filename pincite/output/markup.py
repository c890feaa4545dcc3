"""A finished page's markup, cut by one regular expression into text and tags; nothing is parsed that need not be.

The grammar is what WATWG HTML 13.1.2 lets authors write. What a browser would have to repair (a quote that is not
closed, a "<" that begins no tag) is no tag here but a bare "<", which is reported, so that nothing is read in another
way than a browser reads it.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# HTML's white space. Possessive throughout: no page can make these search twice.
_W = r" \t\n\r\f"
_NAME = rf"""[a-zA-Z][^{_W}/>"'=<]*+"""
_VALUE = rf"""[{_W}]*+=[{_W}]*+(?:"([^"]*+)"|'([^']*+)'|([^{_W}"'=<>`]++))"""
_PAIR = rf"""([^{_W}"'<>/=]++)(?:{_VALUE})?+"""
_ATTRIBUTES = rf"(?:[{_W}]++{_PAIR})*+[{_W}]*+".replace("(", "(?:").replace("(?:?:", "(?:")
# Elements whose content is no markup (13.1.2: raw text, escapable raw text): one token together with what they hold.
# What is never closed goes on to the end of the page, as comments do; so it is in browsers.
RAW = ("script", "style", "title", "textarea")
_RAW = "|".join(rf"(?i:{name}){_ATTRIBUTES}>(?s:.*?)(?:</(?i:{name})[{_W}]*+>|\Z)" for name in RAW)

# Always splits into text, tag, text, tag, ..., text. The first choice is the most frequent, the last one a bare "<".
_TOKEN = re.compile(
    rf"(<(?:/[a-z0-9]++>|/{_NAME}[{_W}]*+>|(?=[sStT][cCtTiIeE])(?:{_RAW})|{_NAME}{_ATTRIBUTES}/?+>"
    rf"|!--(?!-?>)(?s:.*?)(?:-->|\Z)|!(?i:doctype)[{_W}][^<>]*+>|))",
)
# A tag that ends at its first ">", whatever stands around it; and one that begins an element of raw text.
_WHOLE = re.compile(rf"<(?:/[a-z0-9]++|/{_NAME}[{_W}]*+|{_NAME}{_ATTRIBUTES}/?+|!(?i:doctype)[{_W}][^<>]*+)>")
_RAW_START = re.compile(rf"<(?i:{'|'.join(RAW)})(?=[{_W}/>])")
_NO_BRACKETS = bytes(set(range(256)) - set(b"<>"))
_START = re.compile(rf"<({_NAME})")
_INSIDE = re.compile(_NAME)
_OPENING = re.compile(rf"<{_NAME}{_ATTRIBUTES}/?+>")
_PAIRS = re.compile(_PAIR)
_AFTER_NAME = frozenset(" \t\n\r\f/>")

BARE = "<"


# A named tuple, as those in `tags`: a page has a hundred, and they are made three times as fast as a frozen dataclass.
class Element(NamedTuple):
    """An opening tag: name and attribute names in small letters, values decoded.

    `repeated` names the attributes that the tag has twice; browsers drop the second. `raw` is what a raw element holds,
    None in other elements and where it is never closed.
    """

    name: str
    attributes: Mapping[str, str]
    repeated: tuple[str, ...] = ()
    raw: str | None = None


def tokens(page: str) -> list[str]:
    """Cut a page: texts have even indexes, tags, comments and bare "<" odd ones; joined they are the page again."""
    return _TOKEN.split(page)


def insides(page: str, data: bytes) -> list[str] | None:
    """Cut a page as `tokens` does, at a fifth of the time, but for the brackets of its tags, which are left out.

    Only where each "<" has a ">" before the next one, and no other ">" is there: else None. `data` is the page in
    UTF-8. Raw elements are not one token here, but what they hold is a text between two tags. What is inside two
    brackets may be no tag of `tokens`: see `is_whole`.
    """
    if data.translate(None, _NO_BRACKETS) != b"<>" * page.count("<"):
        return None
    return page.replace(">", "<").split("<")


def is_whole(token: str) -> bool:
    """Tell whether `tokens` cuts out the same, wherever this stands; only for tokens with one ">", at the end."""
    return _WHOLE.fullmatch(token) is not None


def begins_raw(token: str) -> bool:
    """Tell whether a tag begins an element whose content is no markup."""
    return _RAW_START.match(token) is not None


def element(token: str) -> Element | None:
    """Read an opening tag; None for a closing tag, a comment, a doctype and a bare "<"."""
    found = _START.match(token)
    if found is None:
        return None
    name = found[1].lower()
    raw, end = None, len(token) - 1
    if name in RAW and (opening := _OPENING.match(token)) and opening.end() < len(token):
        end = opening.end() - 1
        closing = token.rfind("<")
        raw = token[end + 1 : closing] if closing > end and _begins(token[closing:], f"/{name}") else None
    attributes: dict[str, str] = {}
    repeated = []
    for key, double, single, unquoted in _PAIRS.findall(token, found.end(), end):
        small, value = key.lower(), double or single or unquoted
        if small in attributes:
            repeated.append(small)
        else:
            attributes[small] = without_references(value)
    return Element(name, attributes, tuple(repeated), raw)


def text_within(parts: Sequence[str], at: int) -> str | None:
    """Give the text content of the element that opens at `parts[at]`; None where it is not closed.

    What scripts, titles and text areas hold counts, too: no quote may have one inside.
    """
    found = _START.match(parts[at])
    if found is None:
        return None
    name = found[1].lower()
    if at + 2 < len(parts) and parts[at + 2] == f"</{name}>":  # as it is with most that is asked for
        return without_references(parts[at + 1])
    closing = f"/{name}"
    pieces = [parts[at + 1]]
    depth = 1
    for index in range(at + 2, len(parts), 2):
        token = parts[index]
        if _begins(token, closing):
            depth -= 1
            if not depth:
                return "".join([without_references(piece) for piece in pieces])
        elif _begins(token, name):
            depth += 1
        elif token.find("<", 1) > 0 and (inner := element(token)) and inner.raw:
            pieces.append(inner.raw)
        pieces.append(parts[index + 1])
    return None


def name_of(inside: str) -> str:
    """Give the element's name, in small letters, of an opening tag without its brackets."""
    found = _INSIDE.match(inside)
    return found[0].lower() if found else ""


def without_references(text: str) -> str:
    """Decode character references. Templates write five; html.unescape, which knows all, takes ten times as long."""
    if "&" not in text:
        return text
    plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"').replace("&#39;", "'")
    if plain.count("&") == plain.count("&amp;"):
        return plain.replace("&amp;", "&")
    try:
        return html.unescape(text)
    except ValueError:  # a reference to a character with thousands of digits
        return text


def _begins(token: str, name: str) -> bool:
    end = 1 + len(name)
    return token[1:end].lower() == name and token[end : end + 1] in _AFTER_NAME
