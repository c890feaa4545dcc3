"""The names of records in other records."""

from __future__ import annotations

from typing import NewType

ActorId = NewType("ActorId", str)
ArticleId = NewType("ArticleId", str)
EventId = NewType("EventId", str)
PlaceId = NewType("PlaceId", str)
ProseId = NewType("ProseId", str)
QuoteId = NewType("QuoteId", str)
ReferenceId = NewType("ReferenceId", str)
TopicId = NewType("TopicId", str)
