"""Who is who and what bears on what: look-ups by id and in reverse, each worked out when it is first asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from pincite.facts.watch import Lists, Table, Watch, apart, seen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pincite.model import Actor, Article, Claim, Cut, Event, Place, Quote, Reference, Site, Topic
    from pincite.settings import Rating, Strength

T = TypeVar("T")
_HELD = 50  # articles of which the quotes are held


class Citation(NamedTuple):
    """A quote with the card that holds it."""

    claim: Claim
    quote: Quote


class Index:
    """A site's records by id, and what points to what. Reverse lists are in the order of the cards.

    A look-up is made when it is first used, so that one page of a large site does not pay for those of the others; what
    it is asked is noted by `watch`.
    """

    def __init__(self, site: Site, watch: Watch | None = None) -> None:
        self.watch = watch or Watch()
        self.site = seen(site, self.watch)
        self.language = site.language
        self._site = site

    @apart
    def actors(self) -> Mapping[str, Actor]:
        """Actors by id."""
        return Table("actor", {one.id: one for one in self._site.actors}, self.watch)

    @apart
    def articles(self) -> Mapping[str, Article]:
        """Articles by id."""
        return Table("article", {one.id: one for one in self._site.articles}, self.watch)

    @apart
    def claims(self) -> Mapping[str, Claim]:
        """Claims by id."""
        claims = self._site.claims  # of very many, this takes a third of the time of a comprehension
        return Table("claim", dict(zip(map(attrgetter("id"), claims), claims, strict=True)), self.watch)

    @apart
    def _standing(self) -> tuple[Claim, ...]:
        return tuple(one for one in self._site.claims if not one.withdrawn)

    @property
    def standing(self) -> tuple[Claim, ...]:
        """The claims that count. A withdrawn one keeps its page and its place in lists, and counts nowhere."""
        self.watch.note("claims")
        return self._standing

    @apart
    def places(self) -> Mapping[str, Place]:
        """Places by id."""
        return Table("place", {one.id: one for one in self._site.places}, self.watch)

    @apart
    def ratings(self) -> dict[str, Rating]:
        """Ratings by id."""
        return {one.id: one for one in self._site.config.ratings}

    @apart
    def references(self) -> Mapping[str, Reference]:
        """References by id."""
        return Table("reference", {one.id: one for one in self._site.references}, self.watch)

    @apart
    def strengths(self) -> dict[str, Strength]:
        """Strengths of evidence by id."""
        return {one.id: one for one in self._site.config.strengths}

    @apart
    def rating_numbers(self) -> dict[str, int]:
        """The place of each rating on the scale, 0 first."""
        return {one.id: at for at, one in enumerate(self._site.config.ratings)}

    @apart
    def strength_numbers(self) -> dict[str, int]:
        """The place of each strength of evidence among all, 0 first."""
        return {one.id: at for at, one in enumerate(self._site.config.strengths)}

    @apart
    def topics(self) -> Mapping[str, Topic]:
        """Topics by id."""
        return Table("topic", {one.id: one for one in self._site.topics}, self.watch)

    @apart
    def rank(self) -> dict[str, int]:
        """The place of a rating in lists: least supported first, the last entry of the scale leads."""
        return {one.id: -at for at, one in enumerate(self._site.config.ratings)}

    def few_articles(self, number: int) -> bool:
        """Tell whether the site has no more articles than this."""
        self.watch.note(f"few-articles:{number}")
        return len(self._site.articles) <= number

    @apart
    def citations(self) -> Mapping[str, list[Citation]]:
        """The quotes of each article, by claims that count."""
        return Lists("citing", _Found(self._listing["citing"], _citations), self.watch, _of_citations)

    @apart
    def cuts(self) -> Mapping[str, list[tuple[Claim, Cut]]]:
        """Where the quotes of each article stand, by claims that count."""
        found = _Found(self._listing["cutting"], _cuts)
        return Lists("cutting", found, self.watch, lambda held: (f"claim:{claim.id}" for claim, _ in held))

    @apart
    def former(self) -> Mapping[str, list[Citation]]:
        """The quotes of each article by withdrawn claims: nothing rests on them, but readers keep links to them."""
        return Lists("formerly-citing", _Found(self._listing["formerly-citing"], _citations), self.watch, _of_citations)

    @apart
    def by_actor(self) -> Mapping[str, list[Claim]]:
        """The claims in which an actor has a part, of whatever kind."""
        return self._of_claims("by-actor")

    @apart
    def by_place(self) -> Mapping[str, list[Claim]]:
        """The claims of each place."""
        return self._of_claims("by-place")

    @apart
    def by_topic(self) -> Mapping[str, list[Claim]]:
        """The claims of each topic."""
        return self._of_claims("by-topic")

    @apart
    def by_rating(self) -> Mapping[str, list[Claim]]:
        """The claims of each rating, those that count: no rating holds for a withdrawn one."""
        return self._of_claims("by-rating")

    @apart
    def by_reference(self) -> Mapping[str, list[Claim]]:
        """The claims that a reference bears on, by itself or through an event."""
        found = defaultdict(list, {ident: [*claims] for ident, claims in self._listing["by-reference"].items()})
        claims = {claim.id: claim for claim in self._site.claims}
        for event in self._site.events:
            for item in event.evidence:
                for ident in event.claims:
                    if ident in claims and claims[ident] not in found[item.reference]:
                        found[item.reference].append(claims[ident])
        # An event may bring a claim to a reference that its card does not name.
        return Lists("by-reference", found, self.watch, lambda claims: ("events", *_of_claims(claims)))

    @apart
    def copies_of(self) -> Mapping[str, list[Reference]]:
        """The references that relay each reference, in the order of the file."""
        found = _reversed((one, (one.origin,)) for one in self._site.references if one.origin)
        return Lists("copies-of", found, self.watch, _entries("reference"))

    @apart
    def members_of(self) -> Mapping[str, list[Actor]]:
        """The actors that belong to each actor."""
        found = _reversed((one, (one.member_of,)) for one in self._site.actors if one.member_of)
        return Lists("members-of", found, self.watch, _entries("actor"))

    @apart
    def places_in(self) -> Mapping[str, list[Place]]:
        """The places that lie in each place."""
        found = _reversed((one, (one.within,)) for one in self._site.places if one.within)
        return Lists("places-in", found, self.watch, _entries("place"))

    @apart
    def rows(self) -> dict[str, tuple[Any, frozenset[str]]]:
        """The rows that `facts.rows` has made, by claim, for `facts.rows` alone: many lists have the same ones."""
        return {}

    @apart
    def events_of(self) -> Mapping[str, list[Event]]:
        """The events that bear on each claim."""
        found = _reversed((event, event.claims) for event in self._site.events)
        return Lists("events-of", found, self.watch, _of_events)

    @apart
    def events_at(self) -> Mapping[str, list[Event]]:
        """The events of each place."""
        return Lists(
            "events-at", _reversed((event, event.places) for event in self._site.events), self.watch, _of_events
        )

    def _of_claims(self, kind: str) -> Mapping[str, list[Claim]]:
        return Lists(kind, self._listing[kind], self.watch, _of_claims)

    @apart
    def _listing(self) -> Mapping[str, Mapping[str, list[Claim]]]:
        """The claims of every list by kind and id: see `Claim.lists`."""
        found: defaultdict[str, dict[str, list[Claim]]] = defaultdict(dict)
        for claim in self._site.claims:
            for name in claim.lists.split():
                kind, _, ident = name.partition(":")
                found[kind].setdefault(ident, []).append(claim)
        return found

    @property
    def published(self) -> Index:
        """The same without drafts, also where pages show them."""
        return self if self._site.published is self._site else self._published

    @apart
    def _published(self) -> Index:
        return Index(self._site.published, self.watch)

    def in_order(self, claims: Iterable[Claim]) -> list[Claim]:
        """Sort claims for a list: least supported first, then by short name; withdrawn ones behind all others."""
        return sorted(claims, key=lambda claim: (claim.withdrawn, self.rank[claim.rating], claim.name, claim.id))

    def actors_of(self, claim: Claim) -> frozenset[str]:
        """Give the actors that have a part in a claim, of whatever kind, the claimant among them."""
        return claim.parties

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
        return [self.articles[ident] for ident in claim.printed]

    def root_of(self, reference: Reference) -> Reference:
        """Follow the relays of a reference to the one where they begin."""
        seen = {reference.id}
        while reference.origin and reference.origin not in seen:
            reference = self.references[reference.origin]
            seen.add(reference.id)
        return reference


def _of_citations(found: Iterable[Citation]) -> Iterator[str]:
    return (key for one in found for key in (f"claim:{one.claim.id}", f"quotes:{one.claim.id}"))


def _of_claims(found: Iterable[Claim]) -> Iterator[str]:
    return (f"claim:{one.id}" for one in found)


def _entries(kind: str) -> Callable[[Iterable[Any]], Iterator[str]]:
    return lambda found: (f"{kind}:{one.id}" for one in found)


def _of_events(found: Iterable[Event]) -> Iterator[str]:
    return (f"event:{one.id}" for one in found)


class _Found(Mapping[str, list[T]]):
    """What the claims of each article give, looked for when it is asked for; that of the last few is held."""

    def __init__(self, claims: Mapping[str, Sequence[Claim]], of: Callable[[Claim, str], Iterable[T]]) -> None:
        self._claims = claims
        self._of = of
        self._held: dict[str, list[T]] = {}

    def __getitem__(self, article: str) -> list[T]:
        if article not in self._held:
            claims = self._claims[article]
            if len(self._held) >= _HELD:
                del self._held[next(iter(self._held))]
            self._held[article] = [one for claim in claims for one in self._of(claim, article)]
        return self._held[article]

    def __iter__(self) -> Iterator[str]:
        return iter(self._claims)

    def __len__(self) -> int:
        return len(self._claims)


def _citations(claim: Claim, article: str) -> Iterator[Citation]:
    return (Citation(claim, quote) for quote in claim.quotes if quote.article == article)


def _cuts(claim: Claim, article: str) -> Iterator[tuple[Claim, Cut]]:
    return ((claim, cut) for cut in claim.cuts if cut.article == article)


def _reversed(pairs: Iterable[tuple[T, Iterable[str]]]) -> defaultdict[str, list[T]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for one, names in pairs:
        for name in names:
            found[str(name)].append(one)
    return found
