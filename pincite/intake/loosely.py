"""What a property of schema.org holds, however it was written: a text for an object, a list for one value, markup.

Everything here takes any value that JSON can hold, and gives an empty text, list or object for what it cannot use.
"""

from __future__ import annotations

import html
import math
import re
from typing import TYPE_CHECKING, Any

from pincite.intake.clean import cleaned
from pincite.read.unseen import leaves_isolate_open, without_unseen
from pincite.text import in_one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Elements that texts of feeds are found with; what else stands between angle brackets is text.
_INLINE = "a abbr b cite code em font i mark q s small span strong sub sup u".split()
_BREAKING = "blockquote br div h1 h2 h3 h4 h5 h6 hr li ol p td tr ul".split()
_TAG = re.compile(rf"</?({'|'.join([*_INLINE, *_BREAKING])})(?:\s[^<>]{{0,2000}})?\s?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))
_NUMBER = re.compile(r"-?[0-9]{1,6}(?:[.,][0-9]{1,6})?")
_TYPE = re.compile(r"^(?:https?://schema\.org/|schema:)")
_NAMING, ADDRESSING = ("@value", "name", "alternateName", "headline"), ("url", "@id", "@value", "sameAs")
_SHOWN = 200  # characters of a text that is told
_ITEMS_AT_MOST = 1_000  # of a list that a property holds


def many(value: object) -> list[Any]:
    """Give the items of a list, one that stands alone as a list, and nothing for what is empty."""
    items = value[:_ITEMS_AT_MOST] if isinstance(value, list) else [value]
    return [one for one in items if one not in (None, "", [], {})]


def raw_text(value: object, keys: Sequence[str] = _NAMING) -> str:
    """Give a value as it was written: a text, a number, what the first of `keys` in it says; of a list the first."""
    for one in many(value):
        if isinstance(one, str):
            return one
        if isinstance(one, int | float) and not isinstance(one, bool):
            return f"{one:.15g}" if abs(one) < 10**15 else ""
        if isinstance(one, dict):
            for key in keys:
                if isinstance(inner := one.get(key), str) and inner.strip():
                    return inner
    return ""


def plain(value: object) -> tuple[str, tuple[str, ...]]:
    """Give a value as a text on one line without markup, and what was changed to make it one, in words."""
    given = raw_text(value)
    told = []
    text = _TAG.sub(lambda tag: " " if tag[1].lower() in _BREAKING else "", given)
    if text != given:
        told.append("HTML tags taken out")
    if (bare := _ENTITY.sub(lambda found: html.unescape(found.group()), text)) != text:
        told.append("HTML entities read")
        text = bare
    (text,), unseen = cleaned([text])
    balanced = closed(text)  # first, for marks on either side of an isolate stand on one letter when it has gone
    seen = without_unseen(balanced)
    if unseen or seen != balanced:
        told.append("characters that nobody sees taken out")
    if balanced != text:
        told.append("directional isolates taken out, which were not closed")
    return in_one_line(seen), tuple(told)


def shown(text: str) -> str:
    """Give a text as a report and a comment of a card can hold it: on one line, without what nobody sees, cut short."""
    (line,), _ = cleaned([in_one_line(text[: 4 * _SHOWN])])
    line = without_unseen(closed(line))
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1].rstrip()}…"


def closed(text: str) -> str:
    """Give a text without its directional isolates where one of them is left open, as where a text was cut short."""
    return text.translate(_ISOLATES) if leaves_isolate_open(text) else text


def nodes(value: object) -> list[Mapping[str, Any]]:
    """Give the objects that a property holds; a text stands for an object of that name."""
    found: list[Mapping[str, Any]] = []
    for one in many(value):
        if isinstance(one, dict):
            found.append(one)
        elif isinstance(one, str) and one.strip():
            found.append({"name": one})
    return found


def kinds(node: object) -> list[str]:
    """Give the types of an object without the address of their vocabulary."""
    given = node.get("@type") if isinstance(node, dict) else None
    return [_TYPE.sub("", one) for one in many(given) if isinstance(one, str)]


def numeric(value: object) -> float | None:
    """Give a value as a number, None for what is none."""
    one = next(iter(many(value)), None)
    if isinstance(one, bool):
        return None
    if isinstance(one, int | float):
        return float(one) if abs(one) < 10**6 and math.isfinite(one) else None
    if isinstance(one, str) and _NUMBER.fullmatch(one.strip()):
        return float(one.strip().replace(",", "."))
    return None
