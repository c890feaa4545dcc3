"""From where to where the statements of one table go: the lowest and the highest, and who make them.

Nothing is added up and no average is taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.facts.statements import in_words, numbers, rank
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.facts.index import Index
    from pincite.facts.statements import Statement
    from pincite.model import Figure

_NAMED = 2  # of those who say the same, so many by name


@dataclass(frozen=True, slots=True)
class Bound:
    """The lowest or the highest statement of a table: its number in words, and who make it, the first few by name."""

    number: str
    who: str


@dataclass(frozen=True, slots=True)
class Range:
    """From where to where the statements of a table go, and from how many origins, at most, they come.

    `agreement` is "same" if all say the same, "number" if all name one number in different senses, else empty.
    """

    low: Bound
    high: Bound
    statements: int
    origins: int
    agreement: str


def range_of(ordered: Sequence[Statement], index: Index) -> Range:
    """Find the lowest and the highest of the statements of one table, of which there is at least one."""
    figures = [one.figure for one in ordered]
    low = min(figures, key=lambda one: (min(numbers(one)), rank(one), bool(one.also)))
    high = max(figures, key=lambda one: (max(numbers(one)), rank(one), not one.also))
    named = {n for one in figures for n in numbers(one)}
    return Range(
        _bound(low, ordered, index),
        _bound(high, ordered, index),
        len(ordered),
        len({one.origin for one in ordered}),
        "same" if len({_says(one) for one in figures}) == 1 else "number" if len(named) == 1 else "",
    )


def _bound(figure: Figure, ordered: Sequence[Statement], index: Index) -> Bound:
    language = index.language
    names = [_counter(one, index) for one in ordered if _says(one.figure) == _says(figure)]
    named = list(dict.fromkeys(name for name in names if name))
    who = language.listing(named)
    if others := len(named[_NAMED:]):
        message = language.ngettext("%(who)s and one more", "%(who)s and %(count)s more", others)
        who = message % {"who": ", ".join(named[:_NAMED]), "count": language.number(others)}
    number = in_words(figure, language)
    if figure.also:
        number = language.gettext("%(number)s, or %(also)s") % {"number": number, "also": figure.also}
    return Bound(number, who)


def _says(figure: Figure) -> tuple[str, str]:
    return (in_words(figure), figure.also)


def _counter(one: Statement, index: Index) -> str:
    """Name who says it, in short: who counted, else the article, else who published."""
    if one.figure.by:
        return index.actors[one.figure.by].name
    if one.passage:
        return one.passage.article_name
    return one.reference.publisher if one.reference else ""
