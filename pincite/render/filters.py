"""What templates write values with: dates, paragraphs, isolated texts, and what is meant for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from pincite.formats.json import in_page
from pincite.text import turns

if TYPE_CHECKING:
    from pincite.dates import Date, When
    from pincite.language import Language


def date(when: When, language: Language) -> Markup:
    """Write a date as `<time>`, in words; an interval's ends each in their own."""
    if not when.is_interval and when.start:
        return _time(when.start, language.say_date(when.start))
    message, words = language.interval(when)
    ends: dict[str, Date | None] = {"start": when.start, "end": when.end}
    return escape(message) % {name: _time(one, words[name]) for name, one in ends.items() if one}


def _time(one: Date, words: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(one.machine, words)


def paragraphs(text: str) -> Markup:
    """Write plain text as paragraphs, one for each line."""
    return Markup("\n").join(Markup("<p>{}</p>").format(escape(part)) for part in text.split("\n") if part.strip())


def apart(text: str, direction: str) -> Markup:
    """Isolate a text whose direction may be another than the page's; one that is written as the page is stays bare."""
    return (Markup("<bdi>{}</bdi>") if direction == "rtl" or turns(text) else Markup("{}")).format(text)


def linked(content: object) -> Markup:
    """Write an object of schema.org as a piece of JSON-LD."""
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(in_page(content)))  # noqa: S704 - escaped
