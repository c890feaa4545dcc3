"""The picture of the timeline: marks and labels of three lanes, placed so that no label covers another.

1. Each entry becomes a mark: a dot for a day, a bar for a range, ticks for a month, an arrow for an open end.
2. Dots of one day and lane are stacked; bars take rows of their own above the dots.
3. Labels go above the bars, each to the lowest row where neither its words nor its lead cross another's.

Places along time are per cent of the picture, heights are pixels.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pincite.facts.timeline import LANES, Entry, Timeline, days_between

if TYPE_CHECKING:
    from pincite.dates import When
    from pincite.language import Language

_LEFT, _RIGHT = 1.2, 99.0  # per cent
_DOT_STEP, _BAR_STEP, _LABEL_STEP = 12.5, 24.0, 20.0
_TOP, _LANE_GAP, _LANE_HEAD = 34.0, 10.0, 34.0
_FLOOR = 20.0  # pixels between the highest bar or dot and the first row of words
_HALF = 55.0
_CHAR = 0.74  # per cent of width a letter takes at the picture's narrowest
_DAYS_TALL = 8  # pixels a day in the upright picture
_MONTHS_AT_MOST, _YEARS_AT_MOST = 24, 60
_BESIDE = (0, -1, -2, 1, 2)  # where the dots of one day stand in the upright picture; more of them lie upon these


@dataclass(frozen=True, slots=True)
class Mark:
    """One entry in the picture. `x` and `x2` in per cent along time, `y` in pixels across."""

    id: str
    shape: str
    denied: bool
    x: str
    x2: str
    y: float
    title: str


@dataclass(frozen=True, slots=True)
class Label:
    """Words in the picture with the lead to their mark; `anchor` is SVG's text-anchor."""

    words: str
    x: str
    y: float
    anchor: str
    lead_from: float | None


@dataclass(frozen=True, slots=True)
class Lane:
    """A band of the picture."""

    key: str
    title: str
    y: float
    height: float
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole picture: height in pixels, the lanes, and the months' and mid-months' lines."""

    height: float
    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[str, str, bool], ...]


@dataclass(slots=True)
class _Row:
    taken: list[tuple[float, float]] = field(default_factory=list)
    leads: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scale:
    """The period's days on the width of the picture."""

    first: dt.date
    last: dt.date

    def at(self, day: dt.date) -> float:
        """Place a day, in per cent; days outside the period stand at its edge."""
        span = max(1, days_between(self.first, self.last))
        inside = min(max(days_between(self.first, day), 0), span)
        return _LEFT + (_RIGHT - _LEFT) * inside / span


def picture(timeline: Timeline, period: When) -> Picture:
    """Draw the period broad, time from left to right."""
    scale = Scale(period.first, period.last)
    language = timeline.language
    lanes, y = [], _TOP
    for key, title in LANES.items():
        entries = [replace(one, label=_label(one, language)) for one in timeline.entries if one.lane == key]
        lane = _lane(key, language.gettext(title), y, entries, scale)
        lanes.append(lane)
        y += lane.height + _LANE_GAP
    return Picture(y - _LANE_GAP + 4, tuple(lanes), tuple(_ticks(scale, language)))


def _ticks(scale: Scale, language: Language) -> list[tuple[str, str, bool]]:
    """Mark the beginning and the middle of each month; of a long period each year."""
    starts = months_of(scale.first, scale.last)
    if len(starts) > _MONTHS_AT_MOST:
        return [(_percent(scale.at(day)), str(day.year), True) for day in starts if day.month == 1][:_YEARS_AT_MOST]
    ticks = [(day, language.month_alone(day), True) for day in starts] + [
        (day.replace(day=15), "15", False) for day in starts
    ]
    inside = [tick for tick in ticks if scale.first <= tick[0] <= scale.last]
    return [(_percent(scale.at(day)), words, strong) for day, words, strong in sorted(inside)]


def months_of(first: dt.date, last: dt.date) -> list[dt.date]:
    """Give the first day of every month from that of `first` to that of `last`."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    at = [first.year * 12 + first.month - 1 + number for number in range(count)]
    return [dt.date(number // 12, number % 12 + 1, 1) for number in at]


def _percent(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".") + "%"


def _lane(key: str, title: str, top: float, entries: list[Entry], scale: Scale) -> Lane:
    """Lay out a lane from the bottom: dots, bars, labels. Heights count upwards from the lane's foot until the end."""
    dots = [entry for entry in entries if not _is_bar(entry)]
    bars = [entry for entry in entries if _is_bar(entry)]
    marks: list[tuple[Entry, float, float, float]] = []
    stacks: dict[dt.date, int] = {}
    for entry in dots:
        at = stacks.get(entry.when.first, 0)
        stacks[entry.when.first] = at + 1
        x = scale.at(entry.when.first)
        marks.append((entry, x, x, 16.0 + at * _DOT_STEP))
    base = 16.0 + max(stacks.values(), default=1) * _DOT_STEP
    rows = [_Row()]
    for entry in bars:
        x, x2 = scale.at(entry.when.first), scale.at(entry.when.last)
        width = len(entry.label) * _CHAR
        at = _free(rows, (min(x, x2 - width) if x + width > _RIGHT else x, max(x2, min(x + width, _RIGHT))))
        marks.append((entry, x, x2, base + 14 + at * _BAR_STEP))
    height = base + (len([row for row in rows if row.taken]) * _BAR_STEP if bars else 0)
    labels, top_row = _labels(marks, height)
    full = height + _FLOOR + top_row * _LABEL_STEP + _LANE_HEAD
    return Lane(
        key,
        title,
        top,
        full,
        tuple(_mark(entry, x, x2, top + full - up) for entry, x, x2, up in marks),
        tuple(_flip(label, top + full) for label in labels),
    )


def _label(entry: Entry, language: Language) -> str:
    """Give the words of an entry with its day, for those that are no bar: a bar shows its days itself."""
    date = entry.when.start
    if not entry.label or _is_bar(entry) or date is None:
        return entry.label
    day = language.day_of_month(date.first)
    if date.approximate:
        day = language.gettext("about %(date)s") % {"date": day}
    return language.gettext("%(what)s, %(day)s") % {"what": entry.label, "day": day}


def _is_bar(entry: Entry) -> bool:
    return entry.shape in {"range", "open", "until", "month", "year"}


def _free(rows: list[_Row], extent: tuple[float, float]) -> int:
    """Give the lowest row with room for an extent, and take it."""
    for at in range(len(rows) + 1):
        if at == len(rows):
            rows.append(_Row())
        if all(extent[1] + 1 < low or high + 1 < extent[0] for low, high in rows[at].taken):
            rows[at].taken.append(extent)
            return at
    raise AssertionError(rows)  # pragma: no cover - the loop ends in a new row


def _labels(marks: list[tuple[Entry, float, float, float]], floor: float) -> tuple[list[Label], int]:
    """Place the labels of dots above the floor, those of bars just above their bar. Heights count from the foot."""
    labels = [
        Label(entry.label, _percent(x2), up + 8, "end", None)
        if x + len(entry.label) * _CHAR > _RIGHT
        else Label(entry.label, _percent(x), up + 8, "start", None)
        for entry, x, x2, up in marks
        if entry.label and _is_bar(entry)
    ]
    # Words that run to the left are placed from the left, those to the right from the right: so a label is never
    # placed before one whose words would lie under its lead.
    placed = [
        (entry, x, up, _runs_left(x, len(entry.label) * _CHAR))
        for entry, x, _, up in marks
        if entry.label and not _is_bar(entry)
    ]
    rows: list[_Row] = []
    for entry, x, up, left in sorted(placed, key=lambda one: (one[3], one[1] if one[3] else -one[1])):
        width = len(entry.label) * _CHAR
        extent = (x - width, x + 0.4) if left else (x - 0.4, x + width)
        at = _row_for(rows, extent, x)
        anchor = "end" if left else "start"
        labels.append(Label(entry.label, _percent(x), floor + _FLOOR + at * _LABEL_STEP, anchor, up + 7))
    return labels, len(rows)


def _runs_left(x: float, width: float) -> bool:
    """Let words run to the left of their mark in the right half, where there is room."""
    return x - width > 0 and x > _HALF


def _row_for(rows: list[_Row], extent: tuple[float, float], lead: float) -> int:
    for at in range(len(rows) + 1):
        if at == len(rows):
            rows.append(_Row())
        words_free = all(extent[1] + 1 < low or high + 1 < extent[0] for low, high in rows[at].taken)
        leads_free = all(not extent[0] - 0.5 < x < extent[1] + 0.5 for x in rows[at].leads)
        below_free = all(not low - 0.5 < lead < high + 0.5 for row in rows[:at] for low, high in row.taken)
        if words_free and leads_free and below_free:
            rows[at].taken.append(extent)
            for row in rows[:at]:
                row.leads.append(lead)
            return at
        if not below_free:
            # A lead that crosses words below cannot be saved by going higher: accept the row, keep the words apart.
            for higher in range(at, len(rows) + 1):
                if higher == len(rows):
                    rows.append(_Row())
                if all(extent[1] + 1 < low or high + 1 < extent[0] for low, high in rows[higher].taken):
                    rows[higher].taken.append(extent)
                    return higher
    raise AssertionError(rows)  # pragma: no cover - the loop ends in a new row


def _mark(entry: Entry, x: float, x2: float, y: float) -> Mark:
    return Mark(entry.id, entry.shape, entry.lane == "denied", _percent(x), _percent(x2), round(y, 1), entry.title)


def _flip(label: Label, foot: float) -> Label:
    lead = None if label.lead_from is None else round(foot - label.lead_from, 1)
    return Label(label.words, label.x, round(foot - label.y, 1), label.anchor, lead)


@dataclass(frozen=True, slots=True)
class Upright:
    """The picture for narrow screens, time from top to bottom: marks in three columns, `y` in pixels."""

    height: float
    marks: tuple[Mark, ...]
    months: tuple[tuple[str, float], ...]


_COLUMN = {"happened": (14.0, 27.0), "reported": (47.0, 60.0), "denied": (80.0, 93.0)}


def upright(timeline: Timeline, period: When) -> Upright:
    """Draw the period upright. In a mark, `x` is the column in per cent, `x2` the end of a bar in pixels."""
    first, last = period.first, period.last

    def down(day: dt.date) -> float:
        return 40.0 + _DAYS_TALL * min(max(days_between(first, day), 0), days_between(first, last))

    marks: list[Mark] = []
    stacks: Counter[tuple[str, dt.date]] = Counter()
    bars: Counter[str] = Counter()
    for entry in timeline.entries:
        dot, bar = _COLUMN[entry.lane]
        y, end = down(entry.when.first), ""
        if _is_bar(entry):
            x, end = bar + 3.0 * (bars[entry.lane] % 2), f"{down(entry.when.last):g}"
            bars[entry.lane] += 1
        else:
            key = (entry.lane, entry.when.first)
            x = dot + 4.03 * _BESIDE[stacks[key] % len(_BESIDE)]
            stacks[key] += 1
        marks.append(Mark(entry.id, entry.shape, entry.lane == "denied", _percent(x), end, y, entry.title))
    starts = months_of(first, last)[: 10 * _MONTHS_AT_MOST]
    months = tuple((timeline.language.month_short(day), down(day) - 4) for day in starts if day >= first)
    return Upright(down(last) + 20, tuple(marks), months)
