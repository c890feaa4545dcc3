"""The language of a site's pages: the words of its templates, its dates and numbers, and which way it is read.

English is the language that the templates are written in and needs no catalogue. Another language is a subclass that
takes its words from a catalogue and its calendar from the CLDR: see `read.catalogue`.
"""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING

from pincite.dates import MONTHS, Date, Precision

if TYPE_CHECKING:
    import datetime as dt

    from pincite.dates import When

# The scripts of languages that are not written in Latin letters: those that read from the right, and Cyrillic.
_SCRIPTS = {
    **dict.fromkeys(("ar", "ckb", "fa", "ks", "ps", "sd", "ug", "ur"), "Arab"),
    **dict.fromkeys(("he", "yi"), "Hebr"),
    "dv": "Thaa",
    **dict.fromkeys(("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "tt", "uk"), "Cyrl"),
}
_RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Thaa"})
_SCRIPT = 4  # letters of a subtag that names a script


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's tools know
    """Mark a message for the catalogues where it is written; it is translated where it is shown."""
    return message


def script(tag: str) -> str:
    """Give the script of a BCP 47 tag as ISO 15924 names it: the tag's own, else its language's; Latin if not known."""
    language, *rest = tag.split("-")
    own = next((part for part in rest if len(part) == _SCRIPT and part.isalpha()), "")
    return own.capitalize() or _SCRIPTS.get(language.lower(), "Latn")


def direction(tag: str) -> str:
    """Tell which way a language is read, from its BCP 47 tag: `ltr` or `rtl`."""
    return "rtl" if script(tag) in _RIGHT_TO_LEFT else "ltr"


class Language:
    """English, and what every language can do: give messages in its words, and say dates and numbers."""

    tag = "en"

    def gettext(self, message: str) -> str:
        """Give a message in this language's words; in English where the catalogue lacks it."""
        return message

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Give the form of a message that goes with a number."""
        return singular if number == 1 else plural

    def day(self, day: dt.date) -> str:
        """Write a day: `15 October 2015`."""
        return f"{day.day} {MONTHS[day.month]} {day.year}"

    def day_of_month(self, day: dt.date) -> str:
        """Write a day where the year is known: `15 October`."""
        return f"{day.day} {MONTHS[day.month]}"

    def month(self, day: dt.date) -> str:
        """Write the month that a day is in: `October 2015`."""
        return f"{MONTHS[day.month]} {day.year}"

    def month_alone(self, day: dt.date) -> str:
        """Name a month: `October`."""
        return MONTHS[day.month]

    def month_short(self, day: dt.date) -> str:
        """Name a month in few letters: `Oct`."""
        return MONTHS[day.month][:3]

    def weekday(self, day: dt.date) -> str:
        """Name the day of the week: `Thursday`."""
        return calendar.day_name[day.weekday()]

    def number(self, number: int) -> str:
        """Write a whole number with its thousands parted: `2,132`."""
        return f"{number:,}"

    def listing(self, items: list[str]) -> str:
        """Write a list of names: `a`, `a and b`, `a, b and c`."""
        if len(items) < 2:  # noqa: PLR2004 - two make a list
            return "".join(items)
        return f"{', '.join(items[:-1])} and {items[-1]}"

    def say_date(self, date: Date, *, year: bool = True) -> str:
        """Say one date: `15 October 2015`, `about 19 December 2015`, `December 2015`; without its year if asked."""
        if date.precision is Precision.DAY:
            words = self.day(date.first) if year else self.day_of_month(date.first)
        elif date.precision is Precision.MONTH:
            words = self.month(date.first) if year else self.month_alone(date.first)
        else:
            words = str(date.first.year)
        if "XX" in date.text:
            unknown = (
                self.gettext("%(date)s, day not known")
                if date.precision is Precision.MONTH
                else self.gettext("%(date)s, month not known")
            )
            words = unknown % {"date": words}
        if date.approximate:
            words = self.gettext("about %(date)s") % {"date": words}
        return self.gettext("%(date)s (uncertain)") % {"date": words} if date.uncertain else words

    def interval(self, when: When) -> tuple[str, dict[str, str]]:
        """Give an interval as a message with places, and the words of each end that it has: `start`, `end`."""
        start, end = when.start, when.end
        if start and end:
            same_year = start.first.year == end.first.year and start.precision is not Precision.YEAR
            ends = {"start": self.say_date(start, year=not same_year), "end": self.say_date(end)}
            return self.gettext("%(start)s to %(end)s"), ends
        if start:
            return self.gettext("from %(start)s, end open"), {"start": self.say_date(start)}
        return self.gettext("until %(end)s, start open"), {"end": self.say_date(end)} if end else {"end": ""}

    def say(self, when: When) -> str:
        """Say a date or an interval, as a reader would: `30 September to 29 November 2015`."""
        if not when.is_interval and when.start:
            return self.say_date(when.start)
        message, ends = self.interval(when)
        return message % ends


ENGLISH = Language()
