"""Who says how many: statements of one measure, place and period in one table, each with its place on a common track.

Counts of different things are never set against each other: what has another measure, place or period stands in a
table of its own. Nothing is added up.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pincite.language import ENGLISH, N_

if TYPE_CHECKING:
    from pincite.dates import When
    from pincite.facts.index import Index
    from pincite.facts.passages import Passage
    from pincite.language import Language
    from pincite.model import Claim, Figure, Reference

_STEPS = (1, 2, 5)
_TICKS_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One statement: its place on the track in per cent, the bar of a range or an open side, and the shape.

    The shape is a dot, a ring (more than), a soft ring (counts something more), or a square (the article checked).
    """

    who: str
    when: When | None
    words: str
    number: str
    note: str
    at: str
    bar: tuple[str, str] | None
    shape: str
    passage: Passage | None
    reference: Reference | None
    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the track: its number and its place in per cent."""

    number: int
    at: str


@dataclass(frozen=True, slots=True)
class Table:
    """Statements that count the same thing, in the order of their dates. A track is drawn for two or more."""

    measure: str
    where: str
    period: When | None
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    span: str

    @property
    def plotted(self) -> bool:
        """Whether there is anything to set side by side."""
        return len(self.rows) > 1


def tables(claim: Claim, passages: dict[str, Passage], index: Index) -> tuple[Table, ...]:
    """Gather a card's figures into tables, in the order in which the measures first stand in the card."""
    groups: dict[tuple[str, str | None, str], list[Figure]] = {}
    for number, figure in enumerate(claim.figures):
        # A count of people whose days are not known may be of other days than the next one's: it stands by itself.
        period = figure.period.text if figure.period else f"unknown {number}" if figure.where else ""
        key = (figure.measure.lower(), figure.where, period)
        groups.setdefault(key, []).append(figure)
    return tuple(_table(figures, passages, index) for figures in groups.values())


def _table(figures: list[Figure], passages: dict[str, Passage], index: Index) -> Table:
    numbers = [n for figure in figures for n in (figure.value, figure.least, figure.most, figure.over) if n is not None]
    step = _step(max(numbers))
    top = step * (max(numbers) // step + 1)
    # Outside statements by their date, undated ones last; then what the articles checked print.
    ordered = sorted(figures, key=lambda one: (one.quote is not None, one.dated.last if one.dated else dt.date.max))
    first = figures[0]
    return Table(
        measure=first.measure,
        where=index.places[first.where].name if first.where else "",
        period=first.period,
        rows=tuple(_row(figure, top, passages, index) for figure in ordered),
        ticks=tuple(Tick(number, _percent(number, top)) for number in range(0, top + 1, step)),
        span=_span(figures, index.language),
    )


def _span(figures: list[Figure], language: Language) -> str:
    """Say from which number to which the statements go: `18 to 49`, `6 to more than 25`; nothing if all agree."""
    low = min(n for one in figures for n in (one.value, one.least, one.over, one.most) if n is not None)
    top = max(figures, key=lambda one: (_upper(one), one.over is not None, one.least is not None and one.most is None))
    if low == _upper(top) and top.over is None:
        return ""
    highest = in_words(top, language) if top.most is None else language.number(top.most)
    return language.gettext("%(low)s to %(high)s") % {"low": language.number(low), "high": highest}


def _upper(figure: Figure) -> int:
    return max(n for n in (figure.value, figure.least, figure.most, figure.over) if n is not None)


def _step(most: int) -> int:
    """Choose a round step that gives at most five marks."""
    size = 1
    while True:
        for step in _STEPS:
            if most // (step * size) + 1 <= _TICKS_AT_MOST - 1:
                return step * size
        size *= 10


def _percent(number: int, top: int) -> str:
    return f"{100 * number / top:.2f}".rstrip("0").rstrip(".") + "%"


def in_words(figure: Figure, language: Language = ENGLISH) -> str:
    """Say a number with its sense: `at least 46`, `more than 40`, `18 to 49`, `2,132`."""
    if figure.least is not None and figure.most is not None:
        ends = {"low": language.number(figure.least), "high": language.number(figure.most)}
        return language.gettext("%(low)s to %(high)s") % ends
    for sense, number in (
        (N_("at least %(number)s"), figure.least),
        (N_("at most %(number)s"), figure.most),
        (N_("more than %(number)s"), figure.over),
    ):
        if number is not None:
            return language.gettext(sense) % {"number": language.number(number)}
    return "" if figure.value is None else language.number(figure.value)


def _row(figure: Figure, top: int, passages: dict[str, Passage], index: Index) -> Row:
    low = next(n for n in (figure.value, figure.least, figure.over, figure.most) if n is not None)
    passage = passages.get(figure.quote) if figure.quote else None
    reference = index.references[figure.evidence] if figure.evidence else None
    shape = "square" if passage else "soft" if figure.also else "ring" if figure.over is not None else "dot"
    who = index.actors[figure.by].name if figure.by else ""
    if passage:
        who = passage.article_name
    elif reference:
        via = index.language.gettext("%(who)s, via %(publisher)s") % {"who": who, "publisher": reference.publisher}
        who = via if who and who != reference.publisher else reference.publisher
    return Row(
        who=who,
        when=figure.dated,
        words=_measured(figure, index.language),
        number=in_words(figure, index.language),
        note=figure.note,
        at=_percent(low, top),
        bar=_bar(figure, top),
        shape=shape,
        passage=passage,
        reference=reference,
        parts=figure.parts,
    )


def _measured(figure: Figure, language: Language) -> str:
    """Say what a figure counts; where its source counts something more, that too."""
    if not figure.also:
        return figure.measure
    return language.gettext("%(measure)s, or %(also)s") % {"measure": figure.measure, "also": figure.also}


def _bar(figure: Figure, top: int) -> tuple[str, str] | None:
    """Give the ends of the line that a number which is not exact draws: to the right of `least`, left of `most`."""
    if figure.value is not None:
        return None
    low = figure.least if figure.least is not None else figure.over
    high = figure.most
    return (_percent(low, top) if low is not None else "0%", _percent(high, top) if high is not None else "100%")
