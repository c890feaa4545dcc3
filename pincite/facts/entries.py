"""The entries of the timeline: events, and dated claims that no event speaks for.

An entry knows its lane, how its date is drawn and said, and where else it leads: claims, passages, places, topics.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pincite.dates import Precision
from pincite.facts.marks import sign
from pincite.fields.kinds import STATING
from pincite.language import N_
from pincite.model import Cut
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pincite.dates import When
    from pincite.facts.index import Index
    from pincite.facts.marks import Part
    from pincite.language import Language
    from pincite.model import Claim, Event, Evidence, Place, Topic
    from pincite.settings import Rating

LANES = {"happened": N_("Happened"), "reported": N_("Reported or said"), "denied": N_("Denied or answered")}


class Pin(NamedTuple):
    """Words of an article that speak of an event. `target` is their id on the article's page."""

    article: str
    paragraph: int
    start: int
    end: int
    target: str


class Bearing(NamedTuple):
    """A claim that an event bears on, with its rating."""

    claim: Claim
    rating: Rating


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the timeline. `precision` says in a word what is not exact about the date.

    `within` are the ids of its places and of all that hold them.
    """

    id: str
    lane: str
    title: str
    text: str
    when: When
    precision: str
    dating: str
    label: str
    claims: tuple[Bearing, ...]
    places: tuple[Place, ...]
    within: tuple[str, ...]
    topics: tuple[Topic, ...]
    pins: tuple[Pin, ...]
    evidence: tuple[Evidence, ...]
    claim_link: str = ""

    @property
    def sign(self) -> tuple[Part, ...]:
        """Its mark, small."""
        return sign(self.when)

    @property
    def ratings(self) -> tuple[str, ...]:
        """The ratings of its claims, each once."""
        return tuple(dict.fromkeys(str(one.rating.id) for one in self.claims))


def entries_of(index: Index) -> list[Entry]:
    """Make an entry of each event, and of each dated claim that no event speaks for."""
    events = [_of_event(event, index) for event in index.site.events]
    return events + [_of_claim(claim, happened, index) for claim, happened in _dated(index)]


def number_of(index: Index) -> int:
    """Count the entries, without making them."""
    return len(index.site.events) + sum(1 for _ in _dated(index))


def _dated(index: Index) -> Iterator[tuple[Claim, When]]:
    """Give each dated claim that no event speaks for."""
    for claim in index.standing:
        if claim.happened and claim.id not in index.events_of:
            yield claim, claim.happened


def _of_event(event: Event, index: Index) -> Entry:
    claims = [one for ident in event.claims if (one := index.claims.get(ident)) and not one.withdrawn]
    # An event without quotes that stands in the place of a claim of its date says where the articles have that one.
    stood_for = [one for one in claims if one.happened and one.happened.text == event.date.text]
    cuts = [Cut(one.id, one.article, one.paragraph, one.start, one.end, one.stance) for one in event.quotes]
    cuts = cuts or [cut for one in stood_for for cut in one.cuts if cut.stance in STATING]
    return Entry(
        id=event.id,
        lane="reported" if event.kind == "said" else event.kind,
        title=event.title,
        text=event.text,
        when=event.date,
        precision=_precision(event.date, index.language),
        dating=event.dating,
        label=event.label,
        claims=_bearings(claims, index),
        places=tuple(index.places[place] for place in event.places),
        within=_within(event.places, index),
        topics=_topics(claims, index),
        pins=tuple(_pin(cut, event.claims, index) for cut in cuts),
        evidence=event.evidence,
    )


def _of_claim(claim: Claim, happened: When, index: Index) -> Entry:
    return Entry(
        id=f"claim-{claim.id}",
        lane="happened",
        title=claim.title,
        text="",
        when=happened,
        precision=_precision(happened, index.language),
        dating=claim.dating,
        label="",
        claims=_bearings([claim], index),
        places=tuple(index.places[place] for place in claim.places),
        within=_within(claim.places, index),
        topics=_topics([claim], index),
        pins=tuple(_pin(cut, (claim.id,), index) for cut in claim.cuts if cut.stance in STATING),
        evidence=(),
        claim_link=claim.id,
    )


def _bearings(claims: Iterable[Claim], index: Index) -> tuple[Bearing, ...]:
    return tuple(Bearing(claim, index.ratings[claim.rating]) for claim in claims)


def _topics(claims: Iterable[Claim], index: Index) -> tuple[Topic, ...]:
    idents = dict.fromkeys(str(ident) for claim in claims for ident in claim.topics)
    return tuple(index.topics[ident] for ident in idents)


def _within(places: Iterable[str], index: Index) -> tuple[str, ...]:
    """Give places with all that hold them."""
    found: dict[str, None] = {}
    for ident in places:
        at: str | None = ident
        while at and at not in found:
            found[str(at)] = None
            at = index.places[at].within
    return tuple(found)


def _pin(cut: Cut, claims: Iterable[str], index: Index) -> Pin:
    """Pin an event's words. They lead to the passage of a card that has them, too, one of the event's claims first.

    Only where no card quotes them do they lead to their paragraph.
    """
    own = set(claims)
    meeting = [
        (claim.id not in own, not _covers(one, cut), one.end - one.start, (claim, one))
        for claim, one in index.cuts[cut.article]
        if one.start < cut.end and cut.start < one.end
    ]
    best = min(meeting, key=lambda one: one[:3])[3] if meeting else None
    target = f"{best[0].id}-{best[1].id}" if best else f"p{cut.paragraph}"
    return Pin(cut.article, cut.paragraph, cut.start, cut.end, target)


def _covers(one: Cut, other: Cut) -> bool:
    return one.start <= other.start and other.end <= one.end


def _precision(when: When, language: Language) -> str:
    """Say in a few words what kind of date it is, and what about it is not exact; nothing of a plain day."""
    ends = [end for end in (when.start, when.end) if end]
    words = []
    if when.is_interval:
        both, start = when.start and when.end, when.start
        words.append(
            language.gettext("range")
            if both
            else language.gettext("open end")
            if start
            else language.gettext("open start")
        )
    elif ends[0].precision is not Precision.DAY:
        month = ends[0].precision is Precision.MONTH
        words.append(language.gettext("day not known") if month else language.gettext("month not known"))
    if any(end.approximate for end in ends):
        words.append(language.gettext("approximate"))
    if any(end.uncertain for end in ends):
        words.append(language.gettext("uncertain"))
    return ", ".join(words)
