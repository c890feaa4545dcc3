"""The nouns of the field as frozen records: what the readers make and everything later works on.

Every reference in a record is an id that `site` has checked. A record's `span` says where it was written and takes no
part in equality, so that a comment in a card moves nothing. Offsets are code points into the article's text.
"""

from pincite.model.articles import (
    Article,
    SetAside,
)
from pincite.model.claims import Claim
from pincite.model.entries import (
    Actor,
    Event,
    Place,
    Prose,
    Reference,
    Topic,
)
from pincite.model.ids import (
    ActorId,
    ArticleId,
    EventId,
    PlaceId,
    ProseId,
    QuoteId,
    ReferenceId,
    TopicId,
)
from pincite.model.parts import (
    Absent,
    Appearance,
    Compared,
    Correction,
    Cut,
    Evidence,
    Figure,
    Media,
    Quote,
    Related,
    Response,
)
from pincite.model.whole import (
    Site,
)

__all__ = [
    "Absent",
    "Actor",
    "ActorId",
    "Appearance",
    "Article",
    "ArticleId",
    "Claim",
    "Compared",
    "Correction",
    "Cut",
    "Event",
    "EventId",
    "Evidence",
    "Figure",
    "Media",
    "Place",
    "PlaceId",
    "Prose",
    "ProseId",
    "Quote",
    "QuoteId",
    "Reference",
    "ReferenceId",
    "Related",
    "Response",
    "SetAside",
    "Site",
    "Topic",
    "TopicId",
]
