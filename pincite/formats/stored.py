"""The rows of the open data as the database has them: values in the order of its columns, then its lists of ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.formats.json import spaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pincite.formats.columns import Table
    from pincite.formats.rows import Row

Stored = list[object]


def stored(table: Table, rows: Iterable[Row]) -> Iterator[Stored]:
    """Give a list for each row: a value for each column that is stored, and a list of ids for each that is linked."""
    names = [column.name for column in table.stored]
    linked = [column.name for column in table.columns if column.linked]
    for row in rows:
        yield [*(_value(row[name]) for name in names), *(row[name] for name in linked)]


def _value(value: object) -> object:
    return spaced(value) if isinstance(value, (list, dict)) else value
