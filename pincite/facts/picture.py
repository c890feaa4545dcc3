"""The broad picture of the timeline: marks and labels of three lanes, placed so that no label covers another.

1. Each entry becomes a mark: a point for a day, strokes for what takes longer.
2. Points of one day and lane are stacked; bars take rows of their own above them.
3. Labels go above the bars, each to the lowest row where neither its words nor its lead cross another's.

Places along time are per cent of the picture, heights are pixels. So the picture can be made broader, and no label
comes to cover another: distances grow, words do not.
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, NamedTuple

from pincite.facts.entries import LANES
from pincite.facts.marks import Axis, Part, extent, is_bar, parts
from pincite.records import dataclass

if TYPE_CHECKING:
    import datetime as dt

    from pincite.facts.entries import Entry
    from pincite.facts.timeline import Timeline
    from pincite.language import Language

_LEFT, _RIGHT = 1.2, 99.0  # per cent
_DOT_STEP, _BAR_STEP, _LABEL_STEP = 12.5, 24.0, 20.0
_TOP, _LANE_GAP, _LANE_HEAD = 34.0, 10.0, 34.0
_FLOOR = 20.0  # pixels between the highest bar or dot and the first row of words
_HALF = 55.0
_CHAR = 0.74  # per cent of width a letter takes at the picture's narrowest
_MONTHS_AT_MOST, _YEARS_AT_MOST, _CHOOSABLE = 24, 60, 120


@dataclass(frozen=True, slots=True)
class Label:
    """Words in the picture with the lead to their mark; `anchor` is SVG's text-anchor.

    Those of a bar have no lead, and may move along it up to `to`.
    """

    words: str
    x: str
    y: float
    anchor: str
    lead_from: float | None
    to: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """One entry in the picture: its parts in per cent along time, `y` in pixels across, its words if it has any."""

    id: str
    denied: bool
    y: float
    parts: tuple[Part, ...]
    label: Label | None


@dataclass(frozen=True, slots=True)
class Lane:
    """A band of the picture."""

    key: str
    title: str
    y: float
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole picture: height in pixels, the axis, the lanes, and the months' and mid-months' lines.

    `months` are those that one can choose to see alone, as `2021-03` and in words; none of a very long period.
    """

    height: float
    axis: Axis
    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[str, str, bool], ...]
    months: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Row:
    taken: list[tuple[float, float]] = field(default_factory=list)
    leads: list[float] = field(default_factory=list)


class _Spot(NamedTuple):
    """An entry with where it begins and ends, in per cent, and how high above the lane's foot it stands."""

    entry: Entry
    x: float
    x2: float
    up: float

    @property
    def words(self) -> str:
        """What is written by it."""
        return self.entry.label


def picture(timeline: Timeline) -> Picture:
    """Draw the period broad, time from left to right."""
    axis = Axis(timeline.period.first, timeline.period.last, _LEFT, _RIGHT, (0.0, 100.0), "%")
    language = timeline.language
    lanes, y = [], _TOP
    for key, title in LANES.items():
        entries = [replace(one, label=_label(one, language)) for one in timeline.drawn if one.lane == key]
        lane = _lane(key, language.gettext(title), y, entries, axis)
        lanes.append(lane)
        y += lane.height + _LANE_GAP
    months = tuple((day.isoformat()[:7], language.month(day)) for day in months_of(axis.first, axis.last))
    return Picture(
        y - _LANE_GAP + 4,
        axis,
        tuple(lanes),
        tuple(_ticks(axis, language)),
        months if len(months) <= _CHOOSABLE else (),
    )


def _ticks(axis: Axis, language: Language) -> list[tuple[str, str, bool]]:
    """Mark the beginning and the middle of each month; of a long period each year."""
    starts = months_of(axis.first, axis.last)
    if len(starts) > _MONTHS_AT_MOST:
        years = [day for day in starts if day.month == 1]
        every = len(years) // _YEARS_AT_MOST + 1
        return [(axis.say(axis.at(day)), str(day.year), True) for day in years[::every]]
    ticks = [(day, language.month_alone(day), True) for day in starts] + [
        (day.replace(day=15), "15", False) for day in starts
    ]
    inside = [tick for tick in ticks if axis.first <= tick[0] <= axis.last]
    return [(axis.say(axis.at(day)), words, strong) for day, words, strong in sorted(inside)]


def months_of(first: dt.date, last: dt.date) -> list[dt.date]:
    """Give the first day of every month from that of `first` to that of `last`."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    at = [first.year * 12 + first.month - 1 + number for number in range(count)]
    return [first.replace(year=number // 12, month=number % 12 + 1, day=1) for number in at]


def _lane(key: str, title: str, top: float, entries: list[Entry], axis: Axis) -> Lane:
    """Lay out a lane from the bottom: dots, bars, labels. Heights count upwards from the lane's foot until the end."""
    spots: list[_Spot] = []
    stacks: dict[dt.date, int] = {}
    for entry in entries:
        if not is_bar(entry.when):
            at = stacks.get(entry.when.first, 0)
            stacks[entry.when.first] = at + 1
            x = axis.at(entry.when.first)
            spots.append(_Spot(entry, x, x, 16.0 + at * _DOT_STEP))
    base = 16.0 + max(stacks.values(), default=1) * _DOT_STEP
    rows = [_Row()]
    for entry in entries:
        if is_bar(entry.when):
            x, x2 = extent(entry.when, axis)
            width = len(entry.label) * _CHAR
            at = _free(rows, (min(x, x2 - width) if x + width > _RIGHT else x, max(x2, min(x + width, _RIGHT))))
            spots.append(_Spot(entry, x, x2, base + 14 + at * _BAR_STEP))
    height = base + len([row for row in rows if row.taken]) * _BAR_STEP
    labels, top_row = _labels(spots, height, axis)
    full = height + _FLOOR + top_row * _LABEL_STEP + _LANE_HEAD
    marks = tuple(
        Mark(
            spot.entry.id,
            key == "denied",
            round(top + full - spot.up, 1),
            parts(spot.entry.when, axis),
            _flip(labels.get(spot.entry.id), top + full),
        )
        for spot in sorted(spots, key=lambda one: (one.entry.when.sort_key, one.up))
    )
    return Lane(key, title, top, full, marks)


def _label(entry: Entry, language: Language) -> str:
    """Give the words of an entry with its day, for those that are no bar: a bar shows its days itself."""
    date = entry.when.start
    if not entry.label or is_bar(entry.when) or date is None:
        return entry.label
    day = language.day_of_month(date.first)
    if date.approximate:
        day = language.gettext("about %(date)s") % {"date": day}
    return language.gettext("%(what)s, %(day)s") % {"what": entry.label, "day": day}


def _free(rows: list[_Row], extent: tuple[float, float]) -> int:
    """Give the lowest row with room for an extent, and take it."""
    for at in range(len(rows) + 1):
        if at == len(rows):
            rows.append(_Row())
        if all(extent[1] + 1 < low or high + 1 < extent[0] for low, high in rows[at].taken):
            rows[at].taken.append(extent)
            return at
    raise AssertionError(rows)  # pragma: no cover - the loop ends in a new row


def _labels(spots: list[_Spot], floor: float, axis: Axis) -> tuple[dict[str, Label], int]:
    """Place the labels of dots above the floor, those of bars just above their bar. Heights count from the foot."""
    labels = {
        entry.id: Label(entry.label, axis.say(x2), up + 8, "end", None, axis.say(x2))
        if x + len(entry.label) * _CHAR > _RIGHT
        else Label(entry.label, axis.say(x), up + 8, "start", None, axis.say(x2))
        for entry, x, x2, up in spots
        if entry.label and is_bar(entry.when)
    }
    # Words that run to the left are placed from the left, those to the right from the right: so a label is never
    # placed before one whose words would lie under its lead.
    placed = [
        (spot, _runs_left(spot.x, len(spot.words) * _CHAR))
        for spot in spots
        if spot.words and not is_bar(spot.entry.when)
    ]
    rows: list[_Row] = []
    for spot, left in sorted(placed, key=lambda one: (one[1], one[0].x if one[1] else -one[0].x)):
        width = len(spot.words) * _CHAR
        words = (spot.x - width, spot.x + 0.4) if left else (spot.x - 0.4, spot.x + width)
        up = floor + _FLOOR + _row_for(rows, words, spot.x) * _LABEL_STEP
        anchor = "end" if left else "start"
        labels[spot.entry.id] = Label(spot.words, axis.say(spot.x), up, anchor, spot.up + 7)
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


def _flip(label: Label | None, foot: float) -> Label | None:
    if label is None:
        return None
    lead = None if label.lead_from is None else round(foot - label.lead_from, 1)
    return Label(label.words, label.x, round(foot - label.y, 1), label.anchor, lead, label.to)
