"""A whole site."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.language import ENGLISH, Language
from pincite.records import dataclass

if TYPE_CHECKING:
    from pincite.model.articles import Article
    from pincite.model.claims import Claim
    from pincite.model.entries import Actor, Event, Place, Prose, Reference, Topic
    from pincite.settings import ClaimId, Config, RatingId


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The checked content. Tuples are in the order of ids, except where editors give one."""

    config: Config
    claims: tuple[Claim, ...] = ()
    articles: tuple[Article, ...] = ()
    actors: tuple[Actor, ...] = ()
    references: tuple[Reference, ...] = ()
    places: tuple[Place, ...] = ()
    topics: tuple[Topic, ...] = ()
    events: tuple[Event, ...] = ()
    prose: tuple[Prose, ...] = ()
    language: Language = ENGLISH
    chain: tuple[str, ...] = ()  # SHA-256 of the manifests published before, the newest last
    pending: tuple[ClaimId, ...] = ()  # claims whose newest version is not on record yet
    reworded: tuple[RatingId, ...] = ()  # ratings that the record does not have as they are

    @property
    def published(self) -> Site:
        """The site without drafts: they are no part of it, and nothing published may point to one."""
        claims = tuple(claim for claim in self.claims if not claim.draft)
        return self if len(claims) == len(self.claims) else replace(self, claims=claims)
