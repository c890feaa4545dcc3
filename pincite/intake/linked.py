"""JSON-LD: what a page's scripts say about its article, as plain pairs; what is broken is passed over."""

from __future__ import annotations

import html
import json
import re
from collections import deque
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# schema.org: Article, NewsArticle, ReportageNewsArticle and their like; LiveBlogPosting, BlogPosting; Report.
_ARTICLE = re.compile(r"(?:https?://schema\.org/)?(?:\w*Article|\w*Posting|Report)")
_WRAPPING = re.compile(r"^\s*(?://|/\*)?\s*<!\[CDATA\[(?:\*/)?|(?://|/\*)?\s*\]\]>(?:\*/)?\s*$|^\s*<!--|-->\s*$")
_NODES_AT_MOST = 20_000
_NAMES_AT_MOST = 20


def articles(scripts: Iterable[str]) -> list[dict[str, Any]]:
    """Give the nodes that are articles, those on top first, with every `@id` in them that names another node resolved.

    A node is a dict of what JSON holds. Scripts that are no JSON give nothing.
    """
    nodes = [node for script in scripts for node in _nodes(loaded(script))]
    names: dict[str, dict[str, Any]] = {}
    for node in nodes:
        if isinstance(ident := node.get("@id"), str) and len(node) > 1:
            names.setdefault(ident, node)
    found = [node for node in nodes if any(_ARTICLE.fullmatch(kind) for kind in _kinds(node))]
    return [{key: _resolved(value, names) for key, value in node.items()} for node in found]


def loaded(script: str) -> object:
    """Read a script of JSON-LD, whatever a page wraps it in; None where it is no JSON."""
    try:
        return json.loads(_WRAPPING.sub("", script).strip())
    except (ValueError, RecursionError):
        return None


def _nodes(data: object) -> Iterator[dict[str, Any]]:
    """Walk lists and graphs, and what a page is said to be about; not the parts of an article, which are no pages."""
    waiting, seen = deque([data]), 0
    while waiting and seen < _NODES_AT_MOST:
        seen += 1
        one = waiting.popleft()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            yield one
            waiting += [one[key] for key in ("@graph", "mainEntity") if key in one]


def _kinds(node: dict[str, Any]) -> list[str]:
    given = node.get("@type")
    return [one for one in (given if isinstance(given, list) else [given]) if isinstance(one, str)]


def _resolved(value: Any, names: dict[str, dict[str, Any]]) -> Any:  # noqa: ANN401 - what JSON holds
    if isinstance(value, list):
        return [_resolved(one, names) for one in value]
    if isinstance(value, dict) and set(value) == {"@id"} and isinstance(value["@id"], str):
        return names.get(value["@id"], value)
    return value


def text_of(value: object) -> str:
    """Give a value as a text: itself, or what its `name` says; of a list, all of them with commas between."""
    found = [one for one in _texts(value if isinstance(value, list) else [value]) if one]
    return ", ".join(dict.fromkeys(found[:_NAMES_AT_MOST]))


def address_of(value: object) -> str:
    """Give a value as an address: itself, or its `@id` or `url`."""
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return value.strip() if isinstance(value, str) else ""


def _texts(values: list[Any]) -> Iterator[str]:
    for value in values:
        one = value
        if isinstance(value, dict):
            one = value.get("name") or value.get("alternateName")
        if isinstance(one, list):
            one = one[0] if one else ""
        if isinstance(one, str):
            # Many pages escape their texts once more than JSON asks for.
            yield " ".join(html.unescape(one).split())
