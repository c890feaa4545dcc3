"""What a finished page says to machines of its review, held against the card's, and against what readers see.

A template belongs to the site's editors, who may change it; so the review is read back from the page as a search engine
will read it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pincite.output.tags import Fault
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TYPE = "ClaimReview"
_HOLDING = (dict, list)
_HINT = "let the template print `here.linked()` once, in its head, and no ClaimReview of its own"


@dataclass(frozen=True, slots=True)
class Seen:
    """What readers see of a check, each None where the page has no such element: the texts as the page has them.

    `canonical` is the page's own address.
    """

    heading: str | None
    rating: str | None
    verdict: str | None
    canonical: str | None


class NotJsonError(ValueError):
    """A piece of JSON-LD that is no strict JSON."""


def read(linked: str) -> Any:  # noqa: ANN401 - anything that JSON holds
    """Read a piece of JSON-LD strictly: no raw control character, no NaN (RFC 8259). Raises NotJsonError."""
    try:
        return _STRICT.decode(linked)
    except (ValueError, RecursionError) as error:
        raise NotJsonError(str(error)) from error


def _refuse(name: str) -> Any:  # noqa: ANN401 - it returns nothing
    raise NotJsonError(f"{name} is no number of JSON")


_STRICT = json.JSONDecoder(parse_constant=_refuse)  # made once: `json.loads` would make one for each page


def faults(held: list[Any], wanted: Mapping[str, object] | None, seen: Seen) -> Iterator[Fault]:
    """Tell what is wrong with the reviews that a page holds; `wanted` is its card's, None where it may hold none."""
    found = [one for root in held for one in _within(root)]
    if len(found) != (1 if wanted else 0):
        yield _fault(f"has {len(found)} pieces of ClaimReview instead of {'one' if wanted else 'none'}", _HINT)
    if not wanted or not found:
        return
    if not any(one is root for one in found for root in held):
        yield _fault("has its ClaimReview inside another object, where search engines do not look", _HINT)
    elif different := [key for key in {**wanted, **found[0]} if wanted.get(key) != found[0].get(key)]:
        yield _fault(f"has a ClaimReview that is not its card’s: {', '.join(different)}", _HINT)
    yield from _shown(found[0], seen)


def _shown(review: Mapping[str, Any], seen: Seen) -> Iterator[Fault]:
    """Hold what readers see against what the review says."""
    rating = review.get("reviewRating")
    label = rating.get("alternateName") if isinstance(rating, dict) else None
    pairs = (
        ("its heading", seen.heading, "claimReviewed", review.get("claimReviewed"), "print the claim as the <h1>"),
        ("its badge", seen.rating, "alternateName", label, 'print the label in the first element of class "rating"'),
        (
            "its canonical link",
            seen.canonical,
            "url",
            review.get("url"),
            'print the page’s address in <link rel="canonical">',
        ),
    )
    for what, shown, key, said, hint in pairs:
        if shown is None or _plain(shown) != _plain(said):
            yield _fault(f"says {key} {said!r} to machines, and {what} is {shown!r}", hint)
    if not _plain(seen.verdict):
        hint = 'print the verdict in an element of class "verdict"'
        yield _fault("has a ClaimReview, and shows no summary of the check", hint)


def _within(root: Any) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401 - as above
    """Give every ClaimReview in a piece of JSON, however deep."""
    ahead = [root]
    while ahead:
        content = ahead.pop()
        if isinstance(content, list):
            ahead += [one for one in content if isinstance(one, _HOLDING)]
        elif isinstance(content, dict):
            kinds = content.get("@type")
            if kinds == _TYPE or (isinstance(kinds, list) and _TYPE in kinds):
                yield content
            ahead += [one for one in content.values() if isinstance(one, _HOLDING)]


def _plain(text: object) -> str:
    """Give a text with its white space as a browser shows it."""
    return " ".join(text.split()) if isinstance(text, str) else ""


def _fault(what: str, hint: str) -> Fault:
    return Fault("claimreview-page", what, hint)
