"""Who says how many: statements of one measure, place and period in one table, each with its place on a common track.

Counts of different things are never set against each other: what has another measure, place or period stands in a
table of its own.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.facts.promised import figured
from pincite.facts.range import Range, range_of
from pincite.facts.statements import Statement, Told, in_words, numbers, rank, statements
from pincite.facts.track import Tick, Track, track
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pincite.dates import When
    from pincite.facts.index import Index
    from pincite.facts.passages import Passage
    from pincite.language import Language
    from pincite.model import Claim, Figure, Place, Reference

_FORMS = ("exact", "least", "over", "most", "range", "more", "article")


@dataclass(frozen=True, slots=True)
class Row:
    """One statement: its place on the track in per cent, the bar of a range or an open side, and the shape.

    The shape is a dot, a ring (more than), a soft ring (counts something more), or a square (the article checked),
    open or soft in the same senses. `end` is the other end of a range. `whole` tells that the parts add up to it,
    `rest` what exclusive parts leave over. `figure` has the numbers in digits, as `promised` writes them.
    """

    who: str
    when: When | None
    words: str
    number: str
    figure: str
    also: str
    note: str
    at: str
    end: str
    bar: tuple[str, str] | None
    shape: str
    passage: Passage | None
    reference: Reference | None
    parts: tuple[tuple[str, int], ...]
    whole: bool
    rest: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Statements that count the same thing, in the order of their dates. A track is drawn for two or more.

    `alone` says why a single statement is set beside nothing: the days it covers are not known (`undated`), or no
    other statement counts the same for these `days`, at this `place`, or at all (`measure`).
    """

    measure: str
    place: Place | None
    period: When | None
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    range: Range
    forms: tuple[str, ...]
    alone: str

    @property
    def plotted(self) -> bool:
        """Whether there is anything to set side by side."""
        return len(self.rows) > 1

    @property
    def where(self) -> str:
        """The name of the place, empty for a count that has none."""
        return self.place.name if self.place else ""


def tables(claim: Claim, passages: dict[str, Passage], index: Index) -> tuple[Table, ...]:
    """Gather a card's figures into tables, in the order in which the measures first stand in the card."""
    return tables_of(statements(claim, passages, index), index)


def tables_of(given: Iterable[Statement], index: Index) -> tuple[Table, ...]:
    """Gather statements into tables by measure, place and period, in the order in which they first come."""
    groups: dict[tuple[str, str, str], list[Statement]] = {}
    for number, one in enumerate(given):
        figure = one.figure
        # A count of people whose days are not known may be of other days than the next one's: it stands by itself.
        period = figure.period.text if figure.period else f"unknown {number}" if figure.where else ""
        groups.setdefault((figure.measure.casefold(), figure.where or "", period), []).append(one)
    places: dict[str, set[str]] = defaultdict(set)
    days: dict[tuple[str, str], set[str]] = defaultdict(set)
    for measure, where, period in groups:
        places[measure].add(where)
        days[measure, where].add(period)
    found = []
    for (measure, where, period), held in groups.items():
        others = len(days[measure, where]) > 1
        if period.startswith("unknown") or (others and not period):
            alone = "undated"
        else:
            alone = "days" if others else "place" if len(places[measure]) > 1 else "measure"
        found.append(_table(held, "" if len(held) > 1 else alone, index))
    return tuple(found)


def forms(of: Iterable[Table]) -> tuple[str, ...]:
    """Give the forms that are drawn in some tables, in the order of the key."""
    drawn = {form for one in of if one.plotted for form in one.forms}
    return tuple(form for form in _FORMS if form in drawn)


def _table(held: Sequence[Statement], alone: str, index: Index) -> Table:
    # Outside statements by their date, undated ones last; then what the articles checked print.
    ordered = sorted(held, key=lambda one: (one.figure.quote is not None, _dated(one.figure)))
    first = held[0].figure
    line = track(max(max(numbers(one.figure)) for one in held))
    rows = tuple(_row(one, line, index) for one in ordered)
    return Table(
        measure=first.measure,
        place=index.places[first.where] if first.where else None,
        period=first.period,
        rows=rows,
        ticks=line.ticks,
        range=range_of(ordered, index),
        forms=tuple(sorted({form for one in held for form in _forms(one)}, key=_FORMS.index)),
        alone=alone,
    )


def _dated(figure: Figure) -> dt.date:
    return figure.dated.last if figure.dated else dt.date.max


def _forms(one: Statement) -> set[str]:
    figure = one.figure
    drawn = "range" if len(numbers(figure)) > 1 else ("most", "exact", "least", "over")[rank(figure)]
    if figure.also:
        drawn = "more"
    if not one.passage:
        return {drawn}
    return {"article"} if drawn == "exact" else {"article", drawn}


def _row(one: Statement, line: Track, index: Index) -> Row:
    figure, passage, reference = one.figure, one.passage, one.reference
    drawn = "soft" if figure.also else "ring" if figure.over is not None else "dot"
    if passage:
        drawn = {"soft": "square soft", "ring": "square open", "dot": "square"}[drawn]
    who = index.actors[figure.by].name if figure.by else ""
    carrier = passage.article_name if passage else reference.publisher if reference else ""
    if carrier:
        # One who publishes its own count is named once, with what the publisher's name says of the carrier.
        via = index.language.gettext("%(who)s, via %(publisher)s") % {"who": who, "publisher": carrier}
        who = via if who and not carrier.startswith(who) else carrier
    found = numbers(figure)
    parts = sum(number for _, number in figure.parts)
    return Row(
        who=who,
        when=figure.dated,
        words=_measured(figure, index.language),
        number=in_words(figure, index.language),
        figure=figured(found),
        also=figure.also,
        note=figure.note,
        at=line.at(found[0]),
        end=line.at(found[-1]) if len(found) > 1 else "",
        bar=line.bar(figure),
        shape=drawn,
        passage=passage,
        reference=reference,
        parts=figure.parts,
        whole=bool(figure.parts) and figure.value == parts,
        rest=_rest(figure, parts, index.language),
        told=one.told,
    )


def _measured(figure: Figure, language: Language) -> str:
    """Say what a figure counts; where its source counts something more, that too."""
    if not figure.also:
        return figure.measure
    return language.gettext("%(measure)s, or %(also)s") % {"measure": figure.measure, "also": figure.also}


def _rest(figure: Figure, parts: int, language: Language) -> str:
    """Say how many are in none of the parts, in the sense of the whole; only where nobody is in two of them."""
    if not (figure.exclusive and figure.parts) or parts >= min(numbers(figure)):
        return ""
    less = {
        name: number - parts
        for name in ("value", "least", "most", "over")
        if (number := getattr(figure, name)) is not None
    }
    return in_words(replace(figure, **less), language)
