"""Dates as editors write them: EDTF levels 0 and 1 (Library of Congress, ISO 8601-2), read and ordered.

Read are a year, a month or a day; with `?` uncertain, `~` approximate or `%` both; `XX` for a day or a month that is
not known; and intervals of two such dates, either end open (`..`). A date stays what it says: a month is never given a
day.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from pincite.records import dataclass

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([?~%]?)")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")
_SHORT = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_IN_WORDS = re.compile(r"(?:([0-9]{1,2})\s+)?([A-Za-z]{3,9})\.?(?:\s+([0-9]{1,2}))?,?\s+([0-9]{4})")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_YEAR_FIRST = re.compile(r"\b([0-9]{4})[./]([0-9]{1,2})[./]([0-9]{1,2})\b")
_BETWEEN = re.compile(r"(?:\s+-\s+|\s*/\s*)(?=[0-9.])")
_WITH_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]")
MONTHS = tuple(calendar.month_name)


class DateError(ValueError):
    """A text that is no date of ours. The message says why, `remedy` what to write instead."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Date:
    """One date of day, month or year precision, from `first` to `last` (both inclusive)."""

    text: str
    first: dt.date
    last: dt.date
    precision: Precision
    uncertain: bool = False
    approximate: bool = False

    @property
    def machine(self) -> str:
        """The form that HTML's `datetime` takes: no qualifier, nothing unknown."""
        width = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[self.precision]
        return self.first.isoformat()[:width]


@dataclass(frozen=True, slots=True)
class When:
    """A date or an interval. `start` or `end` is None where that end is open; both are the same object for one date."""

    text: str
    start: Date | None
    end: Date | None
    is_interval: bool = False

    @property
    def first(self) -> dt.date:
        """The earliest day it can mean."""
        return self.start.first if self.start else dt.date.min

    @property
    def last(self) -> dt.date:
        """The latest day it can mean."""
        return self.end.last if self.end else dt.date.max

    @property
    def sort_key(self) -> tuple[dt.date, dt.date, str]:
        """Order in time: by the earliest day, the more exact date first."""
        return (self.first, self.last, self.text)

    @property
    def kind(self) -> str:
        """One word for how it is drawn: open, range, uncertain, approximate, year, month or day."""
        if self.is_interval:
            return "range" if self.start and self.end else "open"
        date = self.start
        if date is None:  # pragma: no cover - a date that is no interval always has a start
            return "open"
        if date.uncertain:
            return "uncertain"
        return "approximate" if date.approximate else str(date.precision)


def day(when: When | None) -> str:
    """Give a certain whole day in ISO 8601; an empty text for all that is less, or more."""
    return when.first.isoformat() if when and when.kind == "day" else ""


@lru_cache(maxsize=4096)  # many cards have one date: ten years have not as many days
def parse(text: str) -> When:
    """Read an EDTF date or interval. Raises DateError with a remedy."""
    raw = text.strip()
    if (plain := _plain(raw)) != raw and (meant := _known(plain)):
        raise DateError(f'"{raw}" is not written as a date is', f"write {meant}")
    if "/" in raw and not _DAY_FIRST.fullmatch(raw):
        left, _, right = raw.partition("/")
        if "/" in right:
            raise DateError("an interval has two ends", "write START/END, as in 2015-09-30/2015-11-29")
        return _interval(raw, left, right)
    date = _date(raw)
    return When(raw, date, date)


def _plain(raw: str) -> str:
    """Write a date as it is read, where only its signs are others: its digits, its dashes, slashes and stops."""
    plain = "".join(str(unicodedata.digit(char, char)) for char in raw)
    plain = _YEAR_FIRST.sub(lambda one: f"{one[1]}-{one[2]:0>2}-{one[3]:0>2}", _DASHES.sub("-", plain))
    return _BETWEEN.sub("/", plain)


def _known(plain: str) -> str:
    """Give a text that is a date; nothing for one that is none."""
    try:
        return parse(plain).text
    except DateError:
        return ""


def _interval(raw: str, left: str, right: str) -> When:
    if not (left and right):
        raise DateError(
            "an end of the interval is missing", f"write .. for an end that is open: {left or '..'}/{right or '..'}"
        )
    start = None if left == ".." else _date(left)
    end = None if right == ".." else _date(right)
    if start is None and end is None:
        raise DateError("both ends of the interval are open", "give at least one of them a date")
    if start and end and end.last < start.first:
        raise DateError(f"the interval ends ({right}) before it begins ({left})", f"write {right}/{left}")
    return When(raw, start, end, is_interval=True)


def _date(raw: str) -> Date:
    found = _DATE.fullmatch(raw)
    if not found:
        raise _refusal(raw)
    year, month, day, qualifier = found.groups()
    flags = {"uncertain": qualifier in {"?", "%"}, "approximate": qualifier in {"~", "%"}}
    if int(year) == 0:
        raise DateError("there is no year 0000", "write a year from 0001 on")
    if month in {None, "XX"}:
        if day not in {None, "XX"}:
            raise DateError(f'"{raw}" knows the day but not the month', f"write {year} or {year}-XX")
        return Date(raw, dt.date(int(year), 1, 1), dt.date(int(year), 12, 31), Precision.YEAR, **flags)
    if not 1 <= int(month) <= len(MONTHS) - 1:
        turned = _real(int(year), int(day), int(month)) if day and day != "XX" else ""
        hint = f"; write {turned}, if that is meant" if turned else ""
        raise DateError(
            f"there is no month {month}", f"months run from 01 to 12, and the month comes before the day{hint}"
        )
    days = calendar.monthrange(int(year), int(month))[1]
    if day in {None, "XX"}:
        first = dt.date(int(year), int(month), 1)
        return Date(raw, first, first.replace(day=days), Precision.MONTH, **flags)
    if not 1 <= int(day) <= days:
        raise DateError(f"{MONTHS[int(month)]} {year} has no day {day}", f"it has {days} days; write the right one")
    exact = dt.date(int(year), int(month), int(day))
    return Date(raw, exact, exact, Precision.DAY, **flags)


def _refusal(raw: str) -> DateError:
    """Guess what was meant, for the remedy only."""
    if day_first := _DAY_FIRST.fullmatch(raw):
        one, other, year = (int(part) for part in day_first.groups())
        readings = dict.fromkeys(text for text in (_real(year, other, one), _real(year, one, other)) if text)
        if len(readings) > 1:
            return DateError(f'"{raw}" can be read in two ways', f"write the year first: {' or '.join(readings)}")
        for reading in readings:
            return DateError(f'"{raw}" is not in the order of EDTF', f"write {reading}")
        return DateError(f'"{raw}" is no day of the calendar', "write the year, the month and the day: 2015-10-15")
    short = _SHORT.fullmatch(raw)
    if short and (day := _real(*(int(part) for part in short.groups()))):
        return DateError(f'"{raw}" lacks a nought', f"write {day}")
    if with_time := _WITH_TIME.match(raw):
        return DateError(f'"{raw}" has a time of day', f"write the day alone: {with_time.group(1)}")
    if spoken := _IN_WORDS.fullmatch(raw):
        starts = [name.lower()[:3] for name in MONTHS]
        name, day_text = spoken.group(2).lower()[:3], spoken.group(1) or spoken.group(3)
        if name in starts[1:]:
            year, month = int(spoken.group(4)), starts.index(name)
            said = _real(year, month, int(day_text)) if day_text else f"{year:04}-{month:02}"
            remedy = f"write {said}" if said else f"{MONTHS[month]} {year} has no day {day_text}; write the right one"
            return DateError(f'"{raw}" is a date in words', remedy)
    return DateError(
        f'"{raw}" is not a date',
        "write 2015-10-15, 2015-10 or 2015; 2015-12? if uncertain, 2015-10~ if approximate; START/END for an interval",
    )


def _real(year: int, month: int, day: int) -> str:
    """Write a day of the calendar; nothing for one that does not exist."""
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""
