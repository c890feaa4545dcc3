"""What claims name and what stands beside them: actors, references, places, topics, events, pages of prose."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from pincite.problems import NOWHERE, Span
from pincite.records import dataclass

if TYPE_CHECKING:
    from pincite.dates import When
    from pincite.model.ids import ActorId, EventId, PlaceId, ProseId, ReferenceId, TopicId
    from pincite.model.parts import Evidence, Quote
    from pincite.settings import ClaimId


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who speaks or acts."""

    id: ActorId
    name: str
    kind: str
    description: str = ""
    interest: str = ""
    url: str = ""
    same_as: tuple[str, ...] = ()
    member_of: ActorId | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """An entry of the bibliography. `origin` is the entry that this one relays."""

    id: ReferenceId
    title: str
    publisher: str
    date: When | None = None
    url: str = ""
    archived: str = ""
    origin: ReferenceId | None = None
    tier: str = ""
    language: str = ""
    read: str = ""
    note: str = ""
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place; coordinates in degrees, only where the desk has a source for them."""

    id: PlaceId
    name: str
    within: PlaceId | None = None
    latitude: str = ""
    longitude: str = ""
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A subject that claims share."""

    id: TopicId
    name: str
    description: str = ""
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A dated event of the timeline that is no claim itself. `kind`: happened, reported, denied or said."""

    id: EventId
    title: str
    date: When
    kind: str = "happened"
    text: str = ""
    dating: str = ""
    label: str = ""
    places: tuple[PlaceId, ...] = ()
    quotes: tuple[Quote, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    claims: tuple[ClaimId, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A page of prose: about, methodology, corrections policy."""

    id: ProseId
    title: str
    short: str
    body: str
    description: str = ""
    order: int = 1000
    path: str = field(default="", compare=False)
    body_line: int = field(default=1, compare=False)
    span: Span = field(default=NOWHERE, compare=False, repr=False)
