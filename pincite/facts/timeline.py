"""The timeline: events and claims in the order of time, in three lanes, with what they can be filtered by.

The list is the access for everyone; the pictures are drawn from the same entries. What lies outside the period is
named apart, and not drawn.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from pincite.dates import Precision
from pincite.facts.entries import LANES, entries_of
from pincite.facts.marks import is_bar, kinds
from pincite.language import ENGLISH
from pincite.records import dataclass

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from pincite.dates import When
    from pincite.facts.entries import Entry
    from pincite.facts.index import Index
    from pincite.language import Language

# A picture of more entries than `_MANY` draws, in each lane, so many of each hundredth of the period, so many bars, and
# so many labels.
_MANY, _SLOTS, _OF_A_SLOT, _BARS, _LABELS = 500, 100, 5, 12, 30


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
class Choice:
    """One of the things that entries can be filtered by, and how many of them have it."""

    id: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Sieve:
    """What the entries can be filtered by: only what some entry has."""

    lanes: tuple[Choice, ...]
    places: tuple[Choice, ...]
    topics: tuple[Choice, ...]
    ratings: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole period, and apart from it the entries that lie outside."""

    period: When
    months: tuple[Month, ...]
    entries: tuple[Entry, ...]
    outside: tuple[Entry, ...]
    drawn: tuple[Entry, ...]
    sieve: Sieve
    language: Language = ENGLISH

    @property
    def dated(self) -> int:
        """How many entries have an end."""
        return sum(entry.when.end is not None for entry in self.entries)

    @property
    def spans(self) -> int:
        """How many entries are open spans."""
        return len(self.entries) - self.dated

    @property
    def kinds(self) -> set[str]:
        """The kinds of marks that its picture has."""
        found = (kinds(one.when, self.period, denied=one.lane == "denied") for one in self.drawn)
        return set().union(*found)


def timeline(index: Index) -> Timeline:
    """Put a site's events and claims in the order of time, within the period."""
    period = index.site.config.period
    every = sorted(entries_of(index), key=lambda entry: (entry.when.sort_key, list(LANES).index(entry.lane), entry.id))
    entries = [one for one in every if one.when.last >= period.first and one.when.first <= period.last]
    inside = {one.id for one in entries}
    months = []
    for month, rows in groupby(entries, key=lambda e: _month_of(e.when, period)):
        days = tuple(
            Day(day[0].when, _day_words(day[0].when, index.language), day[0].precision, tuple(day))
            for day in (list(same) for _, same in groupby(rows, key=lambda entry: entry.when.text))
        )
        months.append(Month(index.language.month(month), days))
    return Timeline(
        period,
        tuple(months),
        tuple(entries),
        tuple(one for one in every if one.id not in inside),
        tuple(entries if len(entries) <= _MANY else _thinned(entries, period)),
        _sieve(entries, index),
        index.language,
    )


def _thinned(entries: list[Entry], period: When) -> list[Entry]:
    """Choose what a picture can hold: of each lane and each stretch of time a few, those with a label first."""
    step = (period.last - period.first).days // _SLOTS + 1
    taken: Counter[tuple[str, int]] = Counter()
    labels: Counter[str] = Counter()
    chosen = {}
    for entry in sorted(entries, key=lambda one: not one.label):
        slot = -1 if is_bar(entry.when) else (entry.when.first - period.first).days // step
        taken[entry.lane, slot] += 1
        if taken[entry.lane, slot] <= (_BARS if slot < 0 else _OF_A_SLOT):
            labels[entry.lane] += bool(entry.label)
            chosen[entry.id] = entry if labels[entry.lane] <= _LABELS else replace(entry, label="")
    return [chosen[one.id] for one in entries if one.id in chosen]


def _sieve(entries: list[Entry], index: Index) -> Sieve:
    def choices(having: Iterable[Iterable[str]], names: dict[str, str]) -> tuple[Choice, ...]:
        count = Counter(str(ident) for some in having for ident in some)
        return tuple(Choice(ident, name, count[ident]) for ident, name in names.items() if count[ident])

    places = sorted(index.site.places, key=lambda one: one.name.casefold())
    topics = sorted(index.site.topics, key=lambda one: one.name.casefold())
    return Sieve(
        choices(((one.lane,) for one in entries), {lane: index.language.gettext(name) for lane, name in LANES.items()}),
        choices((one.within for one in entries), {str(one.id): one.name for one in places}),
        choices(([topic.id for topic in one.topics] for one in entries), {str(one.id): one.name for one in topics}),
        choices((one.ratings for one in entries), {str(one.id): one.label for one in index.site.config.ratings}),
    )


def _month_of(when: When, period: When) -> dt.date:
    return max(when.first, period.first).replace(day=1)


def _day_words(when: When, language: Language) -> str:
    """Say a date for the list, where the year stands in the heading and what is not exact beneath."""
    if when.is_interval or not when.start or when.start.precision is Precision.YEAR:
        return language.say(when)
    date = when.start
    day = date.precision is Precision.DAY
    words = language.day_of_month(date.first) if day else language.month_alone(date.first)
    return language.gettext("about %(date)s") % {"date": words} if date.approximate else words
