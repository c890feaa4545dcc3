"""MediaReview (schema.org): what was found about the image or recording that a claim is about, from the card alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.dates import day
from pincite.fields.kinds import MANIPULATIONS, MEDIA_TYPES
from pincite.formats.claimreview import CONTEXT, address, identity, publisher
from pincite.formats.json import known

if TYPE_CHECKING:
    from pincite.facts.index import Index
    from pincite.formats.claimreview import Review
    from pincite.model import Claim


def media_review(claim: Claim, index: Index) -> Review | None:
    """Make the MediaReview of a claim's page; None where the card has no `media`, and where it is withdrawn.

    It points to the ClaimReview of the same page, where there is one, and does not repeat it.
    """
    media = claim.media
    if media is None or claim.withdrawn:
        return None
    config = index.site.config
    page = address(claim, config)
    snapshot = f"{MEDIA_TYPES[media.kind]}Snapshot"  # the type for a medium as it appeared at one place
    return known(
        {
            "@context": CONTEXT,
            "@type": "MediaReview",
            "url": page,
            "author": {key: value for key, value in publisher(config).items() if key in {"@type", "name", "url"}},
            "mediaAuthenticityCategory": [MANIPULATIONS[word] for word in media.authenticity],
            "itemReviewed": {"@type": "MediaReviewItem", "mediaItemAppearance": {"@type": snapshot}},
            "datePublished": day(claim.checked),
            "originalMediaContextDescription": media.context,
            "originalMediaLink": media.url,
            "associatedClaimReview": {"@id": identity(page)} if claim.reviewable else {},
        },
    )
