"""The registers: people, places, topics, ratings and references, each with the claims that it bears on."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

from pincite.facts.passages import Passage, passage
from pincite.facts.rows import Row, row, rows
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pincite.facts.index import Index
    from pincite.model import Actor, Claim, Correction, Event, Place, Reference, Topic
    from pincite.settings import Rating


@dataclass(frozen=True, slots=True)
class ActorPage:
    """An actor: what it claims, what it says in the articles, and where else it stands."""

    actor: Actor
    member_of: Actor | None
    members: tuple[Actor, ...]
    claimed: tuple[Row, ...]
    named: tuple[Row, ...]
    spoken: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class PlacePage:
    """A place, what holds it and what it holds."""

    place: Place
    within: tuple[Place, ...]
    holds: tuple[Place, ...]
    claims: tuple[Row, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A topic, its claims, and the events that bear on them."""

    topic: Topic
    claims: tuple[Row, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class RatingPage:
    """A rating, its place on the scale (0 first) and its claims."""

    rating: Rating
    number: int
    claims: tuple[Row, ...]


class Entry(NamedTuple):
    """An actor, place or topic as the list of its register shows it: what holds it, and how many claims name it."""

    entry: Actor | Place | Topic
    within: tuple[Place, ...]
    claims: int


class Titled(NamedTuple):
    """A claim as an overview of very many shows it."""

    id: str
    title: str
    rating: Rating


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating with its claims for an overview, in the order of lists."""

    rating: Rating
    number: int
    claims: tuple[Titled, ...]


@dataclass(frozen=True, slots=True)
class ReferenceEntry:
    """An entry of the bibliography with what it relays, what relays it, and the claims it bears on."""

    reference: Reference
    origin: Reference | None
    copies: tuple[Reference, ...]
    claims: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Corrected:
    """One correction or minor note with its claim; `number` counts those of a claim, from 1.

    `withdrawal` is what took the claim back. `version` is the one that it came with, 0 for a draft, which has none;
    `last` tells that it is the last note of its kind that came with that version.
    """

    correction: Correction
    claim: Row
    number: int
    withdrawal: bool = False
    version: int = 0
    last: bool = True


def actor_page(actor: Actor, index: Index) -> ActorPage:
    """Gather what a site says of an actor."""
    claims = index.by_actor[actor.id]
    seen: dict[tuple[str, int, int], Passage] = {}
    for claim in claims:
        for quote in claim.quotes:
            if quote.speaker == actor.id and not claim.withdrawn:
                seen.setdefault((quote.article, quote.start, quote.end), passage(quote, claim.id, index))
    claimed = [claim for claim in claims if claim.claimant == actor.id]
    return ActorPage(
        actor,
        index.actors[actor.member_of] if actor.member_of else None,
        tuple(index.members_of.get(actor.id, ())),
        rows(claimed, index),
        rows([claim for claim in claims if claim.claimant != actor.id], index),
        tuple(seen[key] for key in sorted(seen)),
    )


def place_page(place: Place, index: Index) -> PlacePage:
    """Gather what a site says of a place, and of the places in it."""
    return PlacePage(
        place,
        _above(place, index),
        tuple(index.places_in.get(place.id, ())),
        rows(index.by_place[place.id], index),
        tuple(index.events_at[place.id]),
    )


def _above(place: Place, index: Index) -> tuple[Place, ...]:
    """Give the places that hold one, the nearest first."""
    above, at = [], place
    while at.within:
        at = index.places[at.within]
        above.append(at)
    return tuple(above)


def topic_page(topic: Topic, index: Index) -> TopicPage:
    """Gather the claims of a topic and their events, in the order of time."""
    claims = index.by_topic[topic.id]
    events = {event.id: event for claim in claims for event in index.events_of.get(claim.id, ())}
    in_time = sorted(events.values(), key=lambda event: (event.date.sort_key, event.id))
    return TopicPage(topic, rows(claims, index), tuple(in_time))


def actors(index: Index) -> tuple[Entry, ...]:
    """List the actors in the order of the alphabet."""
    return _entries((one, (), len(index.by_actor[one.id])) for one in index.site.actors)


def places(index: Index) -> tuple[Entry, ...]:
    """List the places, as above."""
    return _entries((one, _above(one, index), len(index.by_place[one.id])) for one in index.site.places)


def topics(index: Index) -> tuple[Entry, ...]:
    """List the topics, as above."""
    return _entries((one, (), len(index.by_topic[one.id])) for one in index.site.topics)


def _entries(found: Iterable[tuple[Actor | Place | Topic, tuple[Place, ...], int]]) -> tuple[Entry, ...]:
    return tuple(sorted((Entry(*one) for one in found), key=lambda one: one.entry.name.casefold()))


def rating_page(rating: Rating, index: Index) -> RatingPage:
    """Gather the claims of a rating."""
    return RatingPage(rating, index.rating_numbers[rating.id], rows(index.by_rating[rating.id], index))


def rated(rating: Rating, index: Index) -> Rated:
    """Gather the claims of a rating for an overview."""
    claims = index.in_order(index.by_rating[rating.id])
    titled = tuple(Titled(claim.id, claim.title, rating) for claim in claims)
    return Rated(rating, index.rating_numbers[rating.id], titled)


def bibliography(index: Index) -> tuple[ReferenceEntry, ...]:
    """List every reference by publisher and title."""
    return tuple(
        ReferenceEntry(
            reference,
            index.references[reference.origin] if reference.origin else None,
            tuple(index.copies_of.get(reference.id, ())),
            rows(index.by_reference[reference.id], index),
        )
        for reference in sorted(index.site.references, key=lambda one: (one.publisher.casefold(), one.title, one.id))
    )


def corrections(index: Index) -> tuple[Corrected, ...]:
    """List every correction, newest first."""
    return _newest_first(
        Corrected(one, row(claim, index), number, one is claim.withdrawal, *came)
        for claim in index.site.claims
        if claim.noted  # most have nothing of the kind, which is known without all of the card
        for number, (one, came) in enumerate(zip(claim.corrections, _came_with(claim, "corrections"), strict=False), 1)
    )


def minor_notes(index: Index) -> tuple[Corrected, ...]:
    """List every minor note, newest first: what was worded otherwise, and nothing else."""
    return _newest_first(
        Corrected(one, row(claim, index), number, False, *came)
        for claim in index.site.claims
        if claim.noted
        for number, (one, came) in enumerate(zip(claim.minor, _came_with(claim, "minor"), strict=False), 1)
    )


def _came_with(claim: Claim, name: str) -> Iterator[tuple[int, bool]]:
    """Give the version that each note of a card came with, and whether it is the last of its kind in it."""
    for version in claim.versions:
        count = len(getattr(version, name))
        yield from ((version.number, at == count) for at in range(1, count + 1))
    yield from repeat((0, True))  # of a draft


def _newest_first(notes: Iterable[Corrected]) -> tuple[Corrected, ...]:
    # In the order of the cards first, so that the last of one day's notes stands first when turned round.
    found = sorted(notes, key=lambda one: one.correction.date.first)
    return tuple(reversed(found))
