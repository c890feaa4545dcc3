"""The claims of two builds held against each other: which come and go, and what changes on the card of each.

They come from the open data, data/claims.json, which another version of pincite may have written: a column that only
one of the two has cannot be compared, and is named.
"""

from __future__ import annotations

import json
from dataclasses import field
from typing import TYPE_CHECKING, Any

from pincite.changes.matching import paired
from pincite.changes.rows import NESTED, values, what, worded
from pincite.changes.words import Piece, classes_of, marked, replaced
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pincite.changes.rows import Row, Values

ADDED, REMOVED, CHANGED, WITHDRAWN, REINSTATED, MOVED = (
    *("added", "removed", "changed", "withdrawn", "reinstated", "moved"),
)
FIRST = ("rating", "claim", "verdict")  # what a fact check answers for, told before all else
_LISTS = ("quotes", "figures", "corrections", "minor", "evidence")
# The versions repeat what the card's own fields and notes tell.
_TOLD_OTHERWISE = frozenset({"versions"})
_OF_WITHDRAWAL = frozenset({"status", "withdrawn", "withdrawal", "rating", "former_rating", "strength"})
_COUNTS = ("number", "parts")
_SNIPPET = 90


@dataclass(frozen=True, slots=True)
class Field:
    """A value that changes: its name, what it was and is in words (empty where there is none), and both in one text.

    `only_label` tells that the rating is the same, and what the scale calls it another.
    """

    name: str
    before: str
    after: str
    pieces: tuple[Piece, ...]
    only_label: bool = False

    @property
    def classes(self) -> tuple[str, ...]:
        """Give the classes of its differences, the gravest first; none where a value was put for another."""
        return classes_of(self.pieces)


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list on the card that is `added`, `removed` or `changed`; `moved` says that the order changes.

    `what` says which it is, `text` what it says, where it comes or goes.
    """

    table: str
    kind: str
    what: str = ""
    text: str = ""
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A claim that comes, goes or changes. `rating` is its label, after the change where there is one.

    `note` is the reason of a withdrawal.
    """

    id: str
    kind: str
    title: str
    rating: str
    note: str = ""
    fields: tuple[Field, ...] = ()
    items: tuple[Item, ...] = ()

    @property
    def first(self) -> tuple[Field, ...]:
        """Give the fields that are told first."""
        return tuple(one for one in self.fields if one.name in FIRST)

    @property
    def rest(self) -> tuple[Field, ...]:
        """Give all other fields."""
        return tuple(one for one in self.fields if one.name not in FIRST)

    @property
    def name(self) -> str:
        """Give what it is called: its title, else its id."""
        return self.title or self.id


@dataclass(slots=True)
class Cards:
    """All claims that are not as they were, in the order of the site, and the columns that only one build has."""

    cards: list[Card] = field(default_factory=list)
    not_compared: set[str] = field(default_factory=set)


def read_claims(data: bytes | None) -> dict[str, Row] | None:
    """Read data/claims.json, whoever wrote it: the claims by id. None where it is no such file."""
    if data is None:
        return None
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(content, list):
        return None
    rows = (row for row in content if isinstance(row, dict))
    return {row["id"]: row for row in rows if isinstance(row.get("id"), str)}


def compare_cards(before: Mapping[str, Row], after: Mapping[str, Row], language: str) -> Cards:
    """Hold the claims of two builds against each other. `language` is that of the cards' words."""
    found = Cards()
    for ident, row in after.items():
        old = before.get(ident)
        if old is None:
            found.cards.append(Card(ident, ADDED, _text(row, "title"), _rating(row)))
        elif old != row and (card := _compared(ident, old, row, language, found.not_compared)):
            found.cards.append(card)
    found.cards += [
        Card(ident, REMOVED, _text(row, "title"), _rating(row)) for ident, row in before.items() if ident not in after
    ]
    return found


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _rating(row: Row) -> str:
    return _text(row, "rating_label") or _text(row, "rating")


def _compared(ident: str, before: Row, after: Row, language: str, not_compared: set[str]) -> Card | None:
    was, is_ = before.get("status") == "withdrawn", after.get("status") == "withdrawn"
    kind = CHANGED if was == is_ else WITHDRAWN if is_ else REINSTATED
    tables = {
        name
        for name in {**before, **after}
        if name in NESTED or any(isinstance(one, dict) for row in (before, after) for one in _rows(row.get(name)))
    }
    for name in before.keys() ^ after.keys():
        not_compared.add(name)
    nested = _Lists(before, after, language, not_compared)
    items = [one for name in _in_order(tables) if name in before and name in after for one in nested.items(name)]
    left, right = (
        values("claims", {name: value for name, value in row.items() if name not in tables}, str)
        for row in (before, after)
    )
    skipped = _OF_WITHDRAWAL if kind != CHANGED else frozenset({"status"})
    fields = [one for one in _fields("claims", left, right, language, (before, after)) if one.name not in skipped]
    if kind == CHANGED and not (fields or items):
        return None
    fields.sort(key=lambda one: FIRST.index(one.name) if one.name in FIRST else len(FIRST))
    note = _text(after, "withdrawal") if kind == WITHDRAWN else ""
    return Card(ident, kind, _text(after, "title"), _rating(after), note, tuple(fields), tuple(items))


def _rows(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _in_order(tables: set[str]) -> list[str]:
    known = [*_LISTS, *(name for name in NESTED if name not in _LISTS)]
    tables = tables - _TOLD_OTHERWISE
    return [*(name for name in known if name in tables), *sorted(tables - set(known))]


def _fields(
    table: str, before: Values, after: Values, language: str, rows: tuple[Row, Row] | None = None
) -> Iterator[Field]:
    """Give the values that differ, of those that both have."""
    for name, now in after.items():
        then = before.get(name, now)
        if name not in before or then == now:
            continue
        # The words of a quote are an article's own, in its own language: they are marked, and not classed.
        tag = "" if table == "quotes" and name == "text" else language
        counts = table == "figures" and name in _COUNTS
        if worded(table, name) and not counts:
            pieces = marked(then, now, tag)
        else:
            pieces = replaced(then, now, ("figure",) if counts else ())
        only = name == "rating" and rows is not None and rows[0].get(name) == rows[1].get(name)
        yield Field(name, then, now, pieces, only_label=only)


class _Lists:
    """The lists of one card in two versions. Quotes are matched first: other lists name them by their numbers."""

    def __init__(self, before: Row, after: Row, language: str, not_compared: set[str]) -> None:
        self._rows = before, after
        self._language = language
        self._not_compared = not_compared
        self._quotes: tuple[dict[str, str], dict[str, str]] = {}, {}
        left, right = (self._entries("quotes", side) for side in (0, 1))
        for number, (side, entries) in enumerate(zip(self._quotes, (left, right), strict=True)):
            raw = self._raw("quotes", number)
            side.update({str(row.get("id")): _snippet(one) for row, one in zip(raw, entries, strict=True)})
        # A quote that is only cut otherwise is the same one where a figure or an answer points to it.
        first, second = self._raw("quotes", 0), self._raw("quotes", 1)
        for at, there in paired("quotes", left, right):
            if at is not None and there is not None:
                self._quotes[0][str(first[at].get("id"))] = self._quotes[1][str(second[there].get("id"))]

    def _raw(self, table: str, side: int) -> list[Row]:
        return [row for row in _rows(self._rows[side].get(table)) if isinstance(row, dict)]

    def _entries(self, table: str, side: int) -> list[Values]:
        """Give the rows of a list in words, each with its number or name on the card, which is not told."""
        known = self._quotes[side]
        made = []
        for row in self._raw(table, side):
            ident = str(row.get("id", "")).rpartition("/")[2]
            made.append({**values(table, row, lambda one: known.get(one, one)), "id": ident})
        return made

    def items(self, table: str) -> Iterator[Item]:
        """Give what differs in a list."""
        if self._rows[0].get(table) == self._rows[1].get(table):
            return
        before, after = self._entries(table, 0), self._entries(table, 1)
        if before and after:
            self._not_compared |= {f"{table}.{name}" for name in before[0].keys() ^ after[0].keys()}
        pairs = paired(table, before, after)
        for at, there in pairs:
            if at is not None and there is not None:
                fields = tuple(self._told(table, before[at], after[there]))
                if fields:
                    yield Item(table, CHANGED, what(table, after[there]), "", fields)
        for at, there in pairs:
            if at is None and there is not None:
                yield Item(table, ADDED, what(table, after[there]), _said(table, after[there]))
            elif at is not None and there is None:
                yield Item(table, REMOVED, what(table, before[at]), _said(table, before[at]))
        order = [at for at, there in pairs if at is not None and there is not None]
        if order != sorted(order):
            yield Item(table, MOVED)

    def _told(self, table: str, before: Values, after: Values) -> Iterator[Field]:
        recut = before.get("text") != after.get("text")
        for one in _fields(table, before, after, self._language):
            # Where a quote stands is told where its words are the same; a number on the card is never told.
            if one.name != "id" and not (one.name == "place" and recut):
                yield one


def _snippet(row: Values) -> str:
    text = row.get("text", "")
    return f"article {row.get('article', '?')} “{text[:_SNIPPET]}{'…' if len(text) > _SNIPPET else ''}”"


def _said(table: str, row: Values) -> str:
    """Give what an entry says, in its own words where it has any."""
    if table == "figures":
        return row.get("note", "")
    return next((row[name] for name in ("text", "finding", "note", "quote", "kind") if row.get(name)), "")
