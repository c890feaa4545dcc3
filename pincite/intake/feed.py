"""ClaimReview feeds: from the file to the reviews in it, wherever they are, with what is none listed.

The form is that of Data Commons: a DataFeed whose `dataFeedElement` are DataFeedItems, each with its reviews in `item`.
A list of reviews, one alone, a `@graph`, and the JSON-LD of a web page are read as well.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from pincite.intake.hypothesis import Lost
from pincite.intake.linked import loaded
from pincite.intake.loosely import kinds, shown
from pincite.problems import InputError, Problem, Span
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FEED_LIMIT = 32 * 1024 * 1024  # bytes: twenty thousand reviews with all that feeds say of each
REVIEWS_AT_MOST = 20_000
_TYPE = rb'"@type"\s*:\s*(?:\[\s*)?"(?:https?://schema\.org/|schema:)?ClaimReview"'
_SHOWN = 60  # characters of a type that is told
_HINT = "export the reviews as JSON-LD, as https://schema.org/ClaimReview describes them, and import that"


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed holds: its reviews as JSON gave them, by their numbers, those of media, and what is neither.

    `names` has for every `@id` the object that says most under it.
    """

    reviews: tuple[tuple[int, Mapping[str, Any]], ...]
    media: tuple[tuple[int, Mapping[str, Any]], ...]
    lost: tuple[Lost, ...]
    names: Mapping[str, Mapping[str, Any]]


def looks_like_one(data: bytes) -> bool:
    """Tell whether a file of JSON speaks of ClaimReviews."""
    return re.search(_TYPE, data) is not None


def read_feed(text: str, path: str) -> Feed:
    """Read a feed. Raises InputError (feed-form) for what is no JSON, holds no ClaimReview, or holds too many."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        hint = 'mend it there; a quotation mark inside a text is written \\"'
        problem = Problem("feed-form", f"the file is no JSON: {error.msg}", Span(path, error.lineno, error.colno), hint)
        raise InputError(problem) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, brackets within brackets
        raise _no_feed("the file is no JSON that can be read", path) from None
    return _sorted(_entries(data), path)


def read_page(scripts: Iterable[str], path: str) -> Feed:
    """Read the JSON-LD of a web page, given as the texts of its scripts; one that is broken is listed as lost."""
    entries: list[tuple[object, str]] = []
    for script in scripts:
        data = loaded(script)
        entries += [(data, "")] if data is not None else [({}, "a script of JSON-LD on the page is broken")]
    return _sorted(iter(entries), path)


def _no_feed(why: str, path: str) -> InputError:
    return InputError(Problem("feed-form", f"this is no ClaimReview feed: {why}", Span(path), _HINT))


def _entries(data: object) -> Iterator[tuple[object, str]]:
    """Give the entries of a feed, each with what it is where that can be no review."""
    whole = data.get("dataFeedElement", [data]) if isinstance(data, dict) else data
    for element in whole if isinstance(whole, list) else [whole]:
        inner = element.get("item", element) if isinstance(element, dict) else element
        if isinstance(inner, list) and inner:
            yield from ((one, _told(one)) for one in inner)
        else:
            yield inner, "it is empty" if inner == [] else _told(inner)


def _told(entry: object) -> str:
    what = shown(", ".join(kinds(entry))[:_SHOWN])
    return f"it holds no ClaimReview ({what})" if what else "it holds no ClaimReview"


def _sorted(entries: Iterator[tuple[object, str]], path: str) -> Feed:
    reviews: list[tuple[int, Mapping[str, Any]]] = []
    media: list[tuple[int, Mapping[str, Any]]] = []
    lost: list[Lost] = []
    names: dict[str, Mapping[str, Any]] = {}
    number = 0
    for entry, why in entries:
        found = False
        for node in _nodes(entry):
            if isinstance(ident := node.get("@id"), str) and len(node) > len(names.get(ident, ())):
                names[ident] = node
            if (of_media := "MediaReview" in kinds(node)) or _is_review(node):
                number += 1
                found = True
                (media if of_media else reviews).append((number, node))
        if not found and why:
            number += 1
            lost.append(Lost(number, "", why))
    if not reviews:
        raise _no_feed("there is no ClaimReview in it", path)
    if len(reviews) > REVIEWS_AT_MOST:
        raise _no_feed(f"it has {len(reviews):,} reviews; the limit is {REVIEWS_AT_MOST:,}", path)
    return Feed(tuple(reviews), tuple(media), tuple(lost), names)


def _is_review(node: Mapping[str, Any]) -> bool:
    """Tell whether an object is a review, and not only the name of one."""
    return "ClaimReview" in kinds(node) and not node.keys() <= {"@type", "@id", "@context", "url"}


def _nodes(data: object) -> Iterator[Mapping[str, Any]]:
    """Walk every object, in the order of the file; those in a review are its own, but may be named elsewhere."""
    waiting = [data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += reversed(one)
        elif isinstance(one, dict):
            yield one
            waiting += [value for value in reversed(one.values()) if isinstance(value, dict | list)]
