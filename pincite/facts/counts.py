"""The statements of all cards by what they count: a section for each place, and for each measure that has no place.

1. A statement that several cards make is one: of one source, on one measure, place, period and number.
2. Sections are in the order of the alphabet, places first; tables in them by measure, then by the days they cover.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.facts.figures import Table, tables_of
from pincite.facts.passages import passage
from pincite.facts.statements import Statement, in_words, statements
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pincite.facts.index import Index
    from pincite.model import Claim, Figure, Place


@dataclass(frozen=True, slots=True)
class Section:
    """What is counted at one place, or one measure without a place. `id` is its address on the page."""

    id: str
    title: str
    place: Place | None
    tables: tuple[Table, ...]

    @property
    def statements(self) -> int:
        """How many statements it holds."""
        return sum(len(table.rows) for table in self.tables)


def gather(claims: Iterable[Claim], index: Index) -> tuple[Section, ...]:
    """Gather the statements of all cards. Where two cards make the same, the first one's words stand."""
    held: dict[tuple[str, ...], list[Statement]] = {}
    for claim in claims:
        if claim.gathered and claim.figures:
            cited = {figure.quote for figure in claim.figures}
            passages = {str(one.id): passage(one, claim.id, index) for one in claim.quotes if one.id in cited}
            for one in statements(claim, passages, index):
                _add(one, held.setdefault(_key(one), []))
    groups: dict[tuple[bool, str, str], list[Table]] = {}
    for table in tables_of((one for alike in held.values() for one in alike), index):
        place, name = table.place, table.where or table.measure
        groups.setdefault((place is None, name.casefold(), place.id if place else ""), []).append(table)
    given: set[str] = set()
    return tuple(_section(groups[key], given) for key in sorted(groups))


def _key(one: Statement) -> tuple[str, ...]:
    figure = one.figure
    where = f"{one.passage.article} {one.passage.paragraph}" if one.passage else ""
    period = figure.period.text if figure.period else ""
    return (where, figure.evidence or "", figure.measure.casefold(), figure.where or "", period, in_words(figure))


def _add(one: Statement, alike: list[Statement]) -> None:
    """Add a statement to those of the same source and number, or to the one that says nothing else."""
    for at, other in enumerate(alike):
        if (figure := _merged(other.figure, one.figure)) is not None:
            named = other.origin if other.figure.by or not one.figure.by else one.origin
            told = other.told if one.told[0] in other.told else (*other.told, *one.told)
            alike[at] = replace(other, figure=figure, origin=named, told=told)
            return
    alike.append(one)


def _merged(first: Figure, second: Figure) -> Figure | None:
    """Complete one card's figure from another's; None where they contradict each other."""
    filled = {}
    for field in ("by", "dated", "parts"):
        one, other = getattr(first, field), getattr(second, field)
        if one and other and one != other:
            return None
        filled[field] = one or other
    if first.also != second.also:
        return None
    exclusive = bool(filled["parts"]) and (first.exclusive or second.exclusive)
    return replace(first, **filled, exclusive=exclusive)


def _section(tables: Sequence[Table], given: set[str]) -> Section:
    first = tables[0]
    ordered = sorted(tables, key=_order)
    if first.place:
        return Section(f"at-{first.place.id}", first.where, first.place, tuple(ordered))
    return Section(_address(first.measure, given), first.measure[:1].upper() + first.measure[1:], None, tuple(ordered))


def _order(table: Table) -> tuple[str, dt.date, dt.date]:
    period = table.period
    return (table.measure.casefold(), period.first if period else dt.date.max, period.last if period else dt.date.max)


def _address(measure: str, given: set[str]) -> str:
    """Make an address of a measure's words: `of-boats-damaged`; with a number where it is taken or has no letters."""
    slug = "-".join(["of", *re.findall(r"[a-z0-9]+", measure.casefold())])
    names = [slug, *(f"{slug}-{number}" for number in range(2, len(given) + 2))]
    found = next(name for name in names if name not in given)
    given.add(found)
    return found
