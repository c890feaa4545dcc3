"""What templates write values with: dates, paragraphs, isolated texts, and what is meant for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from pincite.dates import When
from pincite.formats.json import in_page
from pincite.text import turns

if TYPE_CHECKING:
    from pincite.dates import Date
    from pincite.language import Language

_DATES = 5_000  # that are remembered


def date(when: When, language: Language) -> Markup:
    """Write a date as `<time>`, in words; an interval's ends each in their own."""
    if not when.is_interval and when.start:
        return _time(when.start, language.say_date(when.start))
    message, words = language.interval(when)
    ends: dict[str, Date | None] = {"start": when.start, "end": when.end}
    return escape(message) % {name: _time(one, words[name]) for name, one in ends.items() if one}


class Dates:
    """Writes dates as `date` does, and remembers them: many claims have the same ones."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._known: dict[str, Markup] = {}

    def written(self, when: When) -> Markup:
        """Write a date; its text says all of it."""
        if type(when) is not When:  # a template's mistake
            return date(when, self._language)
        if (found := self._known.get(when.text)) is None:
            if len(self._known) >= _DATES:
                self._known.clear()
            found = self._known[when.text] = date(when, self._language)
        return found


def _time(one: Date, words: str) -> Markup:
    return Markup(f'<time datetime="{escape(one.machine)}">{escape(words)}</time>')  # noqa: S704 - escaped


def paragraphs(text: str) -> Markup:
    """Write plain text as paragraphs, one for each line."""
    return Markup("\n".join(f"<p>{escape(part)}</p>" for part in text.split("\n") if part.strip()))  # noqa: S704 - escaped


def apart(text: str, direction: str) -> Markup:
    """Isolate a text whose direction may be another than the page's; one that is written as the page is stays bare."""
    written = escape(text)
    return Markup(f"<bdi>{written}</bdi>") if direction == "rtl" or turns(text) else written  # noqa: S704 - escaped


def linked(content: object) -> Markup:
    """Write an object of schema.org as a piece of JSON-LD."""
    return Markup(f'<script type="application/ld+json">{in_page(content)}</script>')  # noqa: S704 - escaped
