"""MediaReview (schema.org): what was found about the image or recording that a claim is about, from the card alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.formats.claimreview import CONTEXT, address, day, identity, is_marked, publisher

if TYPE_CHECKING:
    from pincite.facts.index import Index
    from pincite.formats.claimreview import Review
    from pincite.model import Claim

# The words of a card, and the members of schema.org's MediaManipulationRatingEnumeration.
CATEGORIES = {
    "original": "OriginalMediaContent",
    "missing-context": "DecontextualizedContent",
    "edited": "EditedOrCroppedContent",
    "transformed": "TransformedContent",
    "staged": "StagedContent",
    "satire": "SatireOrParodyContent",
}
_OBJECTS = {"image": "ImageObjectSnapshot", "video": "VideoObjectSnapshot", "audio": "AudioObjectSnapshot"}


def media_review(claim: Claim, index: Index) -> Review | None:
    """Make the MediaReview of a claim's page; None where the card has no `media`, and where it is withdrawn.

    It points to the ClaimReview of the same page, where there is one, and does not repeat it.
    """
    media = claim.media
    if media is None or claim.withdrawn:
        return None
    config = index.site.config
    page = address(claim, config)
    told: Review = {
        "@context": CONTEXT,
        "@type": "MediaReview",
        "url": page,
        "author": {key: value for key, value in publisher(config).items() if key in {"@type", "name", "url"}},
        "mediaAuthenticityCategory": [CATEGORIES[word] for word in media.authenticity],
        "itemReviewed": {"@type": "MediaReviewItem", "mediaItemAppearance": {"@type": _OBJECTS[media.kind]}},
    }
    if when := day(claim.checked):
        told["datePublished"] = when
    if media.context:
        told["originalMediaContextDescription"] = media.context
    if media.url:
        told["originalMediaLink"] = media.url
    if is_marked(claim):
        told["associatedClaimReview"] = {"@id": identity(page)}
    return told
