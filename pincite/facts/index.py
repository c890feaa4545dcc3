"""Who is who and what bears on what: look-ups by id and in reverse, each worked out when it is first asked for."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from pincite.fields.kinds import STATING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pincite.model import Actor, Article, Claim, Event, Place, Quote, Reference, Site, Topic
    from pincite.settings import Rating, Strength

T = TypeVar("T")


class Citation(NamedTuple):
    """A quote with the card that holds it."""

    claim: Claim
    quote: Quote


class Index:
    """A site's records by id, and what points to what. Reverse lists are in the order of the cards.

    A look-up is made when it is first used, so that one page of a large site does not pay for those of the others.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        self.language = site.language

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """Actors by id."""
        return {one.id: one for one in self.site.actors}

    @cached_property
    def articles(self) -> dict[str, Article]:
        """Articles by id."""
        return {one.id: one for one in self.site.articles}

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """Claims by id."""
        return {one.id: one for one in self.site.claims}

    @cached_property
    def standing(self) -> tuple[Claim, ...]:
        """The claims that count. A withdrawn one keeps its page and its place in lists, and counts nowhere."""
        return tuple(one for one in self.site.claims if not one.withdrawn)

    @cached_property
    def places(self) -> dict[str, Place]:
        """Places by id."""
        return {one.id: one for one in self.site.places}

    @cached_property
    def ratings(self) -> dict[str, Rating]:
        """Ratings by id."""
        return {one.id: one for one in self.site.config.ratings}

    @cached_property
    def references(self) -> dict[str, Reference]:
        """References by id."""
        return {one.id: one for one in self.site.references}

    @cached_property
    def strengths(self) -> dict[str, Strength]:
        """Strengths of evidence by id."""
        return {one.id: one for one in self.site.config.strengths}

    @cached_property
    def rating_numbers(self) -> dict[str, int]:
        """The place of each rating on the scale, 0 first."""
        return {one.id: at for at, one in enumerate(self.site.config.ratings)}

    @cached_property
    def strength_numbers(self) -> dict[str, int]:
        """The place of each strength of evidence among all, 0 first."""
        return {one.id: at for at, one in enumerate(self.site.config.strengths)}

    @cached_property
    def topics(self) -> dict[str, Topic]:
        """Topics by id."""
        return {one.id: one for one in self.site.topics}

    @cached_property
    def rank(self) -> dict[str, int]:
        """The place of a rating in lists: least supported first, the last entry of the scale leads."""
        return {one.id: -at for at, one in enumerate(self.site.config.ratings)}

    @cached_property
    def citations(self) -> Mapping[str, list[Citation]]:
        """The quotes of each article, by claims that count."""
        return _citations(self.standing)

    @cached_property
    def former(self) -> Mapping[str, list[Citation]]:
        """The quotes of each article by withdrawn claims: nothing rests on them, but readers keep links to them."""
        return _citations(one for one in self.site.claims if one.withdrawn)

    @cached_property
    def by_actor(self) -> Mapping[str, list[Claim]]:
        """The claims in which an actor has a part, of whatever kind."""
        return _reversed((claim, self.actors_of(claim)) for claim in self.site.claims)

    @cached_property
    def by_place(self) -> Mapping[str, list[Claim]]:
        """The claims of each place."""
        return _reversed((claim, claim.places) for claim in self.site.claims)

    @cached_property
    def by_topic(self) -> Mapping[str, list[Claim]]:
        """The claims of each topic."""
        return _reversed((claim, claim.topics) for claim in self.site.claims)

    @cached_property
    def by_rating(self) -> Mapping[str, list[Claim]]:
        """The claims of each rating, those that count: no rating holds for a withdrawn one."""
        return _reversed((claim, (claim.rating,)) for claim in self.standing)

    @cached_property
    def by_reference(self) -> Mapping[str, list[Claim]]:
        """The claims that a reference bears on, by itself or through an event."""
        found = _reversed((claim, _references(claim)) for claim in self.site.claims)
        for event in self.site.events:
            for item in event.evidence:
                for ident in event.claims:
                    if ident in self.claims and self.claims[ident] not in found[item.reference]:
                        found[item.reference].append(self.claims[ident])
        return found

    @cached_property
    def copies_of(self) -> Mapping[str, list[Reference]]:
        """The references that relay each reference, in the order of the file."""
        return _reversed((one, (one.origin,)) for one in self.site.references if one.origin)

    @cached_property
    def members_of(self) -> Mapping[str, list[Actor]]:
        """The actors that belong to each actor."""
        return _reversed((one, (one.member_of,)) for one in self.site.actors if one.member_of)

    @cached_property
    def places_in(self) -> Mapping[str, list[Place]]:
        """The places that lie in each place."""
        return _reversed((one, (one.within,)) for one in self.site.places if one.within)

    @cached_property
    def rows(self) -> dict[str, Any]:
        """The rows that `facts.rows` has made, by claim, for `facts.rows` alone: many lists have the same ones."""
        return {}

    @cached_property
    def events_of(self) -> Mapping[str, list[Event]]:
        """The events that bear on each claim."""
        return _reversed((event, event.claims) for event in self.site.events)

    @cached_property
    def events_at(self) -> Mapping[str, list[Event]]:
        """The events of each place."""
        return _reversed((event, event.places) for event in self.site.events)

    def in_order(self, claims: Iterable[Claim]) -> list[Claim]:
        """Sort claims for a list: least supported first, then by short name; withdrawn ones behind all others."""
        return sorted(claims, key=lambda claim: (claim.withdrawn, self.rank[claim.rating], claim.name, claim.id))

    def actors_of(self, claim: Claim) -> frozenset[str]:
        """Give the actors that have a part in a claim, of whatever kind, the claimant among them."""
        actors = {claim.claimant, *(response.actor for response in claim.responses)}
        actors |= {quote.speaker for quote in claim.quotes if quote.speaker}
        actors |= {actor for quote in claim.quotes for actor in quote.via}
        actors |= {item.origin for item in claim.evidence if item.origin}
        return frozenset(str(actor) for actor in actors | {figure.by for figure in claim.figures if figure.by})

    def areas_of(self, claim: Claim) -> tuple[str, ...]:
        """Give a claim's places and every place that one of them lies in, each once, in the order of their ids."""
        areas: set[str] = set()
        for ident in claim.places:
            at: str | None = ident
            while at and at not in areas:
                areas.add(str(at))
                at = self.places[at].within
        return tuple(sorted(areas))

    def printed_by(self, claim: Claim) -> list[Article]:
        """Give the articles whose passages state the claim, in the order of their ids."""
        named = sorted({quote.article for quote in claim.quotes if quote.stance in STATING})
        return [self.articles[ident] for ident in named]

    def root_of(self, reference: Reference) -> Reference:
        """Follow the relays of a reference to the one where they begin."""
        seen = {reference.id}
        while reference.origin and reference.origin not in seen:
            reference = self.references[reference.origin]
            seen.add(reference.id)
        return reference


def _citations(claims: Iterable[Claim]) -> defaultdict[str, list[Citation]]:
    found: defaultdict[str, list[Citation]] = defaultdict(list)
    for claim in claims:
        for quote in claim.quotes:
            found[str(quote.article)].append(Citation(claim, quote))
    return found


def _reversed(pairs: Iterable[tuple[T, Iterable[str]]]) -> defaultdict[str, list[T]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for one, names in pairs:
        for name in names:
            found[str(name)].append(one)
    return found


def _references(claim: Claim) -> set[str]:
    references = {item.reference for item in claim.evidence}
    references |= {one.reference for one in claim.appearances if one.reference}
    return {str(one) for one in references | {answer.reference for answer in claim.responses if answer.reference}}
