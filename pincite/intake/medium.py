"""MediaReviews of a feed, to what the card of their claim says about its image or recording."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pincite.fields.kinds import MANIPULATIONS, MEDIA_TYPES
from pincite.intake.hypothesis import Lost
from pincite.intake.loosely import ADDRESSING, kinds, many, nodes, plain, raw_text
from pincite.read.links import wrong_address
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pincite.intake.review import Review

# What schema.org says, and the words that cards have for it.
_CODES = {code: word for word, code in MANIPULATIONS.items()}
_KINDS = {name: kind for kind, name in MEDIA_TYPES.items()}


@dataclass(frozen=True, slots=True)
class Medium:
    """What was found about an image or a recording, in the words of a card's `media`."""

    kind: str
    authenticity: tuple[str, ...]
    context: str = ""
    url: str = ""


def media_of(
    media: Iterable[tuple[int, Mapping[str, Any]]], reviews: Sequence[Review]
) -> tuple[dict[int, Medium], list[Lost]]:
    """Give what was found by the numbers of the reviews it belongs to, and the MediaReviews that fit nowhere."""
    named = {name: one.number for one in reversed(reviews) for name in (one.name, one.url) if name}
    found: dict[int, Medium] = {}
    lost: list[Lost] = []
    for number, node in media:
        ends = [raw_text(node.get("url"))]
        for one in many(node.get("associatedClaimReview")):
            ends += [raw_text(one, ("@id",)), raw_text(one, ADDRESSING)]
        review = next((named[end] for end in ends if end in named), None)
        medium = _medium(node)
        if review is None:
            lost.append(Lost(number, "", "a MediaReview that belongs to no review of this feed"))
        elif isinstance(medium, str):
            lost.append(Lost(number, "", f"a MediaReview {medium}"))
        elif review in found:
            lost.append(Lost(number, "", f"a MediaReview of the same review as another one, number {review}"))
        else:
            found[review] = medium
    return found, lost


def _medium(node: Mapping[str, Any]) -> Medium | str:
    """Read one MediaReview, or say what it lacks for a card."""
    codes = [raw_text(one).rpartition("/")[2] for one in many(node.get("mediaAuthenticityCategory"))]
    authenticity = tuple(dict.fromkeys(_CODES[code] for code in codes if code in _CODES))
    items = nodes(node.get("itemReviewed"))
    items += [one for item in items for one in nodes(item.get("mediaItemAppearance"))]
    named = [kind.removesuffix("Snapshot") for one in items for kind in kinds(one)]
    kind = next((_KINDS[one] for one in named if one in _KINDS), "")
    context = plain(node.get("originalMediaContextDescription"))[0]
    url = raw_text(node.get("originalMediaLink"), ADDRESSING).strip()
    if not kind:
        return "that does not say whether it is about an image, a video or a recording"
    if not authenticity or len(authenticity) < len(set(codes)):
        return "without a mediaAuthenticityCategory that is known"
    if "original" in authenticity and len(authenticity) > 1:
        return "that calls the medium original and something else"
    if "missing-context" in authenticity and not context:
        return "of missing context that does not say what the medium really shows"
    return Medium(kind, authenticity, context, url if url and not wrong_address(url) else "")
