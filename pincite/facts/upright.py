"""The upright picture of the timeline, for narrow screens: time from top to bottom, the three lanes as columns.

Places along time are pixels, the columns per cent of the width. There is no room for words: the list has them.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pincite.facts.entries import LANES
from pincite.facts.marks import Axis, Part, extent, is_bar, parts
from pincite.facts.picture import months_of
from pincite.records import dataclass

if TYPE_CHECKING:
    import datetime as dt

    from pincite.facts.entries import Entry
    from pincite.facts.timeline import Timeline
    from pincite.language import Language

_TOP, _FOOT = 40.0, 20.0
_DAY, _TALLEST = 8, 1000  # pixels of a day, and of a longer period altogether
_COLUMN = {"happened": (14.0, 27.0), "reported": (47.0, 60.0), "denied": (80.0, 93.0)}  # of dots, of bars
_BESIDE = (0, -1, -2, 1, 2)  # where the dots of one day stand; more of them lie upon these
_TRACKS = (0.0, 3.0, -3.0)  # where bars stand that run at the same time
_APART = 22  # pixels that two names of months keep


@dataclass(frozen=True, slots=True)
class Mark:
    """One entry: its column in per cent, its parts in pixels down the picture."""

    id: str
    denied: bool
    x: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A lane."""

    key: str
    title: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Upright:
    """The whole picture: height in pixels, its columns, and the beginnings of months with their names."""

    height: float
    columns: tuple[Column, ...]
    months: tuple[tuple[str, str], ...]


def upright(timeline: Timeline) -> Upright:
    """Draw the period upright."""
    first, last = timeline.period.first, timeline.period.last
    length = min(_DAY * (last - first).days, _TALLEST)
    axis = Axis(first, last, _TOP, _TOP + length, (_TOP - 10, _TOP + length + 10))
    stacks: Counter[tuple[str, dt.date]] = Counter()
    tracks: dict[tuple[str, float], float] = {}
    marks: dict[str, list[Mark]] = {lane: [] for lane in LANES}
    for entry in timeline.drawn:
        dot, bar = _COLUMN[entry.lane]
        if is_bar(entry.when):
            x = bar + _track(tracks, entry, axis)
        else:
            key = (entry.lane, entry.when.first)
            x = dot + 4.03 * _BESIDE[stacks[key] % len(_BESIDE)]
            stacks[key] += 1
        mark = Mark(entry.id, entry.lane == "denied", f"{x:g}%", parts(entry.when, axis))
        marks[entry.lane].append(mark)
    columns = tuple(Column(lane, timeline.language.gettext(title), tuple(marks[lane])) for lane, title in LANES.items())
    return Upright(_TOP + length + _FOOT, columns, tuple(_months(axis, timeline.language)))


def _track(tracks: dict[tuple[str, float], float], entry: Entry, axis: Axis) -> float:
    """Find room for a bar beside those that still run, and note where it ends; with no room left it lies upon one."""
    start, end = extent(entry.when, axis)
    ends = {offset: tracks.get((entry.lane, offset), 0.0) for offset in _TRACKS}
    offset = next((one for one in _TRACKS if ends[one] < start - 4), min(_TRACKS, key=ends.__getitem__))
    tracks[entry.lane, offset] = end
    return offset


def _months(axis: Axis, language: Language) -> list[tuple[str, str]]:
    """Name the months, or of a long period the years, as far apart as their names need."""
    named: list[tuple[str, str]] = []
    before = -float("inf")
    starts = [day for day in months_of(axis.first, axis.last) if day >= axis.first]
    narrow = axis.days and (axis.high - axis.low) * 30 / axis.days < _APART
    for day in starts:
        y = axis.at(day) - 4
        if (not narrow or day.month == 1) and y - before >= _APART:
            named.append((str(day.year) if narrow else language.month_short(day), axis.say(y)))
            before = y
    return named
