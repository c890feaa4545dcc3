"""How a date is drawn: strokes and points along time, so that no two kinds of date look alike.

1. A day is a point: a dot, a broken ring for about that day, a ring with a question mark for an uncertain one.
2. A month is a row of ticks as long as it is, a year one of sparse ticks; no day of them is pointed at.
3. An interval is a line with its two ends, each drawn as exact as it is known; an arrow where an end is open; no end at
   all where it lies beyond the period.

The same parts serve the broad picture, the upright one, and the small signs of the list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pincite.dates import Precision, parse
from pincite.facts.lengths import short
from pincite.records import dataclass

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from pincite.dates import Date, When

STROKES = {"range", "span", "ticks", "sparse"}
_SIGN = (2.0, 9.0, 21.0, 28.0)  # in the small sign: where a start begins and ends, where an end begins and ends
_ALONE = 15.0


class Part(NamedTuple):
    """A stroke from `at` to `to`, or a point at `at`: day, about, maybe, both, end, arrow, back."""

    kind: str
    at: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """The period's days along a picture: `low` and `high` for its first and last day, `edges` for the picture's own.

    `unit` is written behind every number: per cent across the broad picture, nothing (pixels) down the upright one.
    """

    first: dt.date
    last: dt.date
    low: float
    high: float
    edges: tuple[float, float]
    unit: str = ""

    @property
    def days(self) -> int:
        """How many days lie between the first and the last."""
        return (self.last - self.first).days

    def at(self, day: dt.date) -> float:
        """Place a day; those outside the period stand at its first or last."""
        inside = min(max((day - self.first).days, 0), self.days)
        return self.low + (self.high - self.low) * inside / max(1, self.days)

    def place(self, day: dt.date) -> float:
        """Place a day; days outside the period stand at the edge of the picture."""
        if self.first <= day <= self.last:
            return self.at(day)
        return self.edges[day > self.last]

    def say(self, number: float) -> str:
        """Write a place."""
        return short(number, 3, self.unit)


def extent(when: When, axis: Axis) -> tuple[float, float]:
    """Give where the mark of a date begins and ends; what runs on beyond the period ends at the picture's edge."""
    return (
        axis.place(when.first) if when.start else axis.low,
        axis.place(when.last) if when.end else axis.high,
    )


def is_bar(when: When) -> bool:
    """Tell whether a date takes room along time."""
    return when.is_interval or when.start is None or when.start.precision is not Precision.DAY


def parts(when: When, axis: Axis) -> tuple[Part, ...]:
    """Take the mark of a date apart, strokes before points."""
    low, high = extent(when, axis)
    middle = (
        min(axis.place(when.start.last), high) if when.start else low,
        max(axis.place(when.end.first), low) if when.end else high,
    )
    cut = (when.start is not None and when.first < axis.first, when.end is not None and when.last > axis.last)
    return _written(_parts(when, (low, *middle, high), cut), axis)


def sign(when: When) -> tuple[Part, ...]:
    """Draw a date small, 30 by 14 pixels: what kind it is, not when."""
    low, start, end, high = _SIGN
    if not when.is_interval:
        spots = (low, high, low, high) if is_bar(when) else (_ALONE,) * 4
        return _written(_parts(when, spots, (False, False)))
    round_ends = when.start is None or when.end is None
    low += _room(when.start, dot=round_ends)
    high -= _room(when.end, dot=round_ends)
    spots = (low, start if _vague(when.start) else low, end if _vague(when.end) else high, high)
    return _written(_parts(when, spots, (False, False)))


def _room(date: Date | None, *, dot: bool) -> float:
    """Keep what is round at an end of the small sign inside of it."""
    return 5.0 if date and not _vague(date) and (dot or _point(date) != "day") else 0.0


def _written(found: Iterator[tuple[str, float, float | None]], axis: Axis | None = None) -> tuple[Part, ...]:
    def say(number: float) -> str:
        return axis.say(number) if axis else f"{number:g}"

    made = [Part(kind, say(at), "" if to is None else say(to)) for kind, at, to in found]
    return tuple(sorted(made, key=lambda part: part.kind not in STROKES))


def _parts(
    when: When,
    spots: tuple[float, float, float, float],
    cut: tuple[bool, bool],
) -> Iterator[tuple[str, float, float | None]]:
    """Give kind, place and end of each part. `spots` are where the start begins and ends, the end begins and ends."""
    low, start, end, high = spots
    if not when.is_interval and when.start:
        if not is_bar(when):
            yield _point(when.start), low, None
            return
        yield _ticks(when.start), low, high
        if _point(when.start) != "day":
            yield _point(when.start), (low + high) / 2, None
        return
    if when.start and _vague(when.start) and start > low:
        yield _ticks(when.start), low, start
    if when.end and _vague(when.end) and high > end:
        yield _ticks(when.end), end, high
    if end > start:
        yield ("range" if when.start and when.end else "span"), start, end
    exact = "end" if when.start and when.end else "day"
    yield from _end(when.start, "back", exact, (low, start), cut=cut[0])
    yield from _end(when.end, "arrow", exact, (high, end), cut=cut[1])


def _end(
    date: Date | None,
    arrow: str,
    exact: str,
    spots: tuple[float, float],
    *,
    cut: bool,
) -> Iterator[tuple[str, float, None]]:
    """Draw one end of an interval: nothing where it lies beyond the period or its ticks say all."""
    outer, inner = spots
    if date is None:
        yield arrow, outer, None
    elif _point(date) != "day" and not cut:
        yield _point(date), (outer + inner) / 2, None
    elif not cut and not _vague(date):
        yield exact, outer, None


def _vague(date: Date | None) -> bool:
    return date is not None and date.precision is not Precision.DAY


def _ticks(date: Date) -> str:
    return "ticks" if date.precision is Precision.MONTH else "sparse"


def _point(date: Date) -> str:
    if date.approximate and date.uncertain:
        return "both"
    return "about" if date.approximate else "maybe" if date.uncertain else "day"


# What the key beneath the picture explains, in its order, with the small sign of each. A day on which someone denied is
# drawn as a ring; what is cut runs on beyond the period.
KEY = {
    "day": sign(parse("2000-01-01")),
    "denied": sign(parse("2000-01-01")),
    "range": sign(parse("2000-01-01/2000-01-02")),
    "month": sign(parse("2000-01")),
    "year": sign(parse("2000")),
    "about": sign(parse("2000-01-01~")),
    "maybe": sign(parse("2000-01-01?")),
    "both": sign(parse("2000-01-01%")),
    "arrow": sign(parse("2000-01-01/..")),
    "back": sign(parse("../2000-01-01")),
    "cut": (Part("range", "0", "30"),),
}


def kinds(when: When, period: When, *, denied: bool = False) -> set[str]:
    """Name what of the key a date's mark needs."""
    found: set[str] = set()
    for date in {id(one): one for one in (when.start, when.end) if one}.values():
        found |= {_point(date)} - {"day"}
        found |= {str(date.precision)} - {"day"}
    if not is_bar(when):
        return found or {"denied" if denied else "day"}
    if when.is_interval:
        found.add("range" if when.start and when.end else "arrow" if when.start else "back")
    if (when.start and when.first < period.first) or (when.end and when.last > period.last):
        found.add("cut")
    return found
