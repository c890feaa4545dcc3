"""Who is who and what bears on what: look-ups by id and in reverse, built once from a site."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pincite.fields.kinds import STATING

if TYPE_CHECKING:
    from pincite.model import Actor, Article, Claim, Event, Place, Quote, Reference, Site, Topic
    from pincite.settings import Rating, Strength


class Citation(NamedTuple):
    """A quote with the card that holds it."""

    claim: Claim
    quote: Quote


@dataclass(slots=True)
class Index:
    """A site's records by id, and what points to what. Reverse lists are in the order of the cards."""

    site: Site
    actors: dict[str, Actor] = field(init=False)
    articles: dict[str, Article] = field(init=False)
    claims: dict[str, Claim] = field(init=False)
    places: dict[str, Place] = field(init=False)
    ratings: dict[str, Rating] = field(init=False)
    references: dict[str, Reference] = field(init=False)
    strengths: dict[str, Strength] = field(init=False)
    topics: dict[str, Topic] = field(init=False)
    rank: dict[str, int] = field(init=False)
    citations: dict[str, list[Citation]] = field(init=False)
    by_actor: dict[str, list[Claim]] = field(init=False)
    by_place: dict[str, list[Claim]] = field(init=False)
    by_rating: dict[str, list[Claim]] = field(init=False)
    by_reference: dict[str, list[Claim]] = field(init=False)
    by_topic: dict[str, list[Claim]] = field(init=False)
    events_of: dict[str, list[Event]] = field(init=False)
    events_at: dict[str, list[Event]] = field(init=False)

    def __post_init__(self) -> None:
        site = self.site
        self.actors = {one.id: one for one in site.actors}
        self.articles = {one.id: one for one in site.articles}
        self.claims = {one.id: one for one in site.claims}
        self.places = {one.id: one for one in site.places}
        self.ratings = {one.id: one for one in site.config.ratings}
        self.references = {one.id: one for one in site.references}
        self.strengths = {one.id: one for one in site.config.strengths}
        self.topics = {one.id: one for one in site.topics}
        # Least supported first: the last entry of the scale leads the lists.
        self.rank = {one.id: -at for at, one in enumerate(site.config.ratings)}
        self.citations, self.by_actor, self.by_place = defaultdict(list), defaultdict(list), defaultdict(list)
        self.by_rating, self.by_reference, self.by_topic = defaultdict(list), defaultdict(list), defaultdict(list)
        self.events_of, self.events_at = defaultdict(list), defaultdict(list)
        for claim in site.claims:
            self._add_claim(claim)
        for event in site.events:
            for ident in event.claims:
                self.events_of[ident].append(event)
            for place in event.places:
                self.events_at[place].append(event)
            for item in event.evidence:
                for ident in event.claims:
                    if ident in self.claims and self.claims[ident] not in self.by_reference[item.reference]:
                        self.by_reference[item.reference].append(self.claims[ident])

    def _add_claim(self, claim: Claim) -> None:
        for quote in claim.quotes:
            self.citations[quote.article].append(Citation(claim, quote))
        actors = {claim.claimant, *(response.actor for response in claim.responses)}
        actors |= {quote.speaker for quote in claim.quotes if quote.speaker}
        actors |= {actor for quote in claim.quotes for actor in quote.via}
        actors |= {item.origin for item in claim.evidence if item.origin}
        actors |= {figure.by for figure in claim.figures if figure.by}
        for actor in actors:
            self.by_actor[actor].append(claim)
        for place in claim.places:
            self.by_place[place].append(claim)
        for topic in claim.topics:
            self.by_topic[topic].append(claim)
        references = {item.reference for item in claim.evidence}
        references |= {response.reference for response in claim.responses if response.reference}
        for reference in references:
            self.by_reference[reference].append(claim)
        self.by_rating[claim.rating].append(claim)

    def in_order(self, claims: list[Claim] | tuple[Claim, ...]) -> list[Claim]:
        """Sort claims for a list: least supported first, then by short name."""
        return sorted(claims, key=lambda claim: (self.rank[claim.rating], claim.name, claim.id))

    def printed_by(self, claim: Claim) -> list[Article]:
        """Give the articles whose passages state the claim, in the order of their ids."""
        named = {quote.article for quote in claim.quotes if quote.stance in STATING}
        return [article for ident, article in self.articles.items() if ident in named]

    def root_of(self, reference: Reference) -> Reference:
        """Follow the relays of a reference to the one where they begin."""
        seen = {reference.id}
        while reference.origin and reference.origin not in seen:
            reference = self.references[reference.origin]
            seen.add(reference.id)
        return reference
