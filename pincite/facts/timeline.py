"""The timeline: events and claims in order, and the picture of the period in three lanes.

A claim with a date stands on the timeline by itself where no event speaks for it. The list is the access for everyone;
the picture is drawn from the same entries, in per cent of the width, so that one drawing serves every screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pincite.dates import Precision
from pincite.facts.passages import Passage, passage
from pincite.language import ENGLISH, N_

if TYPE_CHECKING:
    import datetime as dt

    from pincite.dates import When
    from pincite.facts.index import Index
    from pincite.language import Language
    from pincite.model import Claim, Event, Evidence, Place

LANES = {"happened": N_("Happened"), "reported": N_("Reported or said"), "denied": N_("Denied or answered")}


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the timeline. `precision` says in a word what is not exact about the date."""

    id: str
    lane: str
    title: str
    text: str
    when: When
    precision: str
    dating: str
    label: str
    claims: tuple[Claim, ...]
    places: tuple[Place, ...]
    passages: tuple[Passage, ...]
    evidence: tuple[Evidence, ...]
    claim_link: str = ""

    @property
    def shape(self) -> str:
        """How its date is drawn: day, approximate, uncertain, month, year, range, open (end) or until (open start)."""
        when = self.when
        if when.is_interval:
            return "until" if when.start is None else when.kind
        if when.start and when.start.precision is not Precision.DAY:
            return str(when.start.precision)
        return when.kind


@dataclass(frozen=True, slots=True)
class Day:
    """The entries of one date, side by side by lane."""

    when: When
    words: str
    note: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """The days of one month."""

    title: str
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole period."""

    months: tuple[Month, ...]
    entries: tuple[Entry, ...]
    language: Language = ENGLISH

    @property
    def dated(self) -> int:
        """How many entries have an end."""
        return sum(entry.when.end is not None for entry in self.entries)

    @property
    def spans(self) -> int:
        """How many entries are open spans."""
        return len(self.entries) - self.dated


def timeline(index: Index) -> Timeline:
    """Put a site's events and claims in the order of time, within the period."""
    period = index.site.config.period
    entries = [
        entry for entry in _entries(index) if entry.when.last >= period.first and entry.when.first <= period.last
    ]
    entries.sort(key=lambda entry: (entry.when.sort_key, list(LANES).index(entry.lane), entry.id))
    months = []
    for month, rows in groupby(entries, key=lambda e: _month_of(e.when, period)):
        days = tuple(
            Day(day[0].when, _day_words(day[0].when, index.language), day[0].precision, tuple(day))
            for day in (list(same) for _, same in groupby(rows, key=lambda entry: entry.when.text))
        )
        months.append(Month(index.language.month(month), days))
    return Timeline(tuple(months), tuple(entries), index.language)


def _month_of(when: When, period: When) -> dt.date:
    return max(when.first, period.first).replace(day=1)


def _entries(index: Index) -> list[Entry]:
    events = [_of_event(event, index) for event in index.site.events]
    claims = [
        _of_claim(claim, claim.happened, index)
        for claim in index.site.claims
        if claim.happened and claim.id not in index.events_of
    ]
    return events + claims


def _of_event(event: Event, index: Index) -> Entry:
    return Entry(
        id=event.id,
        lane="reported" if event.kind == "said" else event.kind,
        title=event.title,
        text=event.text,
        when=event.date,
        precision=_precision(event.date, index.language),
        dating=event.dating,
        label=event.label,
        claims=tuple(index.claims[ident] for ident in event.claims if ident in index.claims),
        places=tuple(index.places[place] for place in event.places),
        passages=tuple(passage(quote, "", index) for quote in event.quotes),
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
        claims=(claim,),
        places=tuple(index.places[place] for place in claim.places),
        passages=(),
        evidence=(),
        claim_link=claim.id,
    )


def _precision(when: When, language: Language) -> str:
    if when.is_interval:
        words = (
            language.gettext("range")
            if when.start and when.end
            else language.gettext("open end")
            if when.start
            else language.gettext("open start")
        )
        flags = [words]
        if any(end and end.approximate for end in (when.start, when.end)):
            flags.append(language.gettext("approximate"))
        return ", ".join(flags)
    date = when.start
    if date is None:  # pragma: no cover - a date that is no interval has a start
        return ""
    flags = []
    if date.precision is not Precision.DAY:
        month = date.precision is Precision.MONTH
        flags.append(language.gettext("day not known") if month else language.gettext("month not known"))
    if date.approximate:
        flags.append(language.gettext("approximate"))
    if date.uncertain:
        flags.append(language.gettext("uncertain"))
    return ", ".join(flags)


def _day_words(when: When, language: Language) -> str:
    """Say a date for the list, where the year stands in the heading."""
    if when.is_interval or not when.start or when.start.precision is Precision.YEAR:
        return language.say(when)
    date = when.start
    day = date.precision is Precision.DAY
    words = language.day_of_month(date.first) if day else language.month_alone(date.first)
    return language.gettext("about %(date)s") % {"date": words} if date.approximate else words


def days_between(first: dt.date, last: dt.date) -> int:
    """Count days from one date to another."""
    return (last - first).days
