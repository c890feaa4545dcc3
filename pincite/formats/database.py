"""The open data as one SQLite file: the dictionary's tables with their keys, the same bytes for the same content.

1. The database is built in memory, rows in the order of the site, and never touches a disk.
2. What a page does not use is nought. Of a fresh database only the header may tell which library wrote it, and how
   often (SQLite file format, 1.3): the change counter at 24, the version for which it is valid at 92, the number of the
   library at 96. Libraries leave them nought in memory today; they are set to constants, whatever they are.
3. Where pages are rearranged while they are filled, libraries leave different old bytes in the space between a page's
   list of cells and its cells (1.6), which nobody reads. It is set to nought, too.

So several versions of the library give the same bytes; docs/reproducible.md says which were tried. Another one may lay
the same content out otherwise.
"""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

from pincite.formats.dataset import KEPT, rows_of, rows_of_events
from pincite.formats.stored import stored
from pincite.formats.tables import LINKS, TABLES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator

    from pincite.facts.index import Index
    from pincite.formats.columns import Column, LinkTable, Table
    from pincite.formats.stored import Stored

_COUNTER, _VALID_FOR, _REST = 24, 92, 100
_ONCE = (1).to_bytes(4, "big")  # both counters alike, so that the size in the header (at 28) counts as valid (1.3.8)
_NO_VERSION = bytes(4)
_PAGE = 1024  # bytes
# By the first byte of a b-tree's page, how long its header is (1.6). The page of a long text begins with a nought.
_HEADERS = {2: 12, 5: 12, 10: 8, 13: 8}


def database(index: Index, of_claims: Callable[[str], Iterable[bytes]]) -> bytes:
    """Write all tables as a SQLite file.

    `index` is one without drafts. `of_claims` gives the rows that claims have in a table, as `formats.stored` has them
    and `formats.json.listed` writes them, some at a time.
    """
    import sqlite3  # not every Python has it, and only where a database is made it is needed

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {_PAGE}")
        connection.execute("PRAGMA encoding = 'UTF-8'")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA secure_delete = ON")  # what a page does not use is nought, not what once stood there
        connection.execute("BEGIN")
        fill(connection, index, of_claims)
        connection.execute("COMMIT")
        data = connection.serialize()
    return untraced(data)


def fill(connection: sqlite3.Connection, index: Index, of_claims: Callable[[str], Iterable[bytes]]) -> None:
    """Create all tables, insert their rows, and create the indexes, in a database that has nothing yet."""
    for statement in statements():
        connection.execute(statement)
    for table in TABLES.values():
        _insert_rows(connection, table, _rows(table, index, of_claims))
    for statement in indexes():
        connection.execute(statement)


def untraced(data: bytes) -> bytes:
    """Take out of a database which library wrote it, and how often; and what no page of it uses."""
    made = bytearray(data)
    made[_COUNTER : _COUNTER + 4] = made[_VALID_FOR : _VALID_FOR + 4] = _ONCE
    made[_VALID_FOR + 4 : _REST] = _NO_VERSION
    for page in range(0, len(made), _PAGE):
        at = page or _REST  # the first page begins behind the header of the file
        header = _HEADERS.get(made[at])
        if header:
            cells, start = (int.from_bytes(made[at + place : at + place + 2], "big") for place in (3, 5))
            first, last = at + header + 2 * cells, page + start
            made[first:last] = bytes(last - first)
    return bytes(made)


def statements() -> Iterator[str]:
    """Give the statements that create the tables, those for lists of ids last."""
    for table in TABLES.values():
        columns = ", ".join(_declared(column) for column in table.stored)
        yield f"CREATE TABLE {table.name} ({columns}, PRIMARY KEY (id))"
    for link in LINKS:
        yield _link_statement(link)


def _declared(column: Column) -> str:
    null = "" if column.empty else " NOT NULL"
    refers = f" REFERENCES {column.to} (id)" if column.to else ""
    kind = "TEXT" if column.listed else column.kind.sql
    return f"{column.name} {kind}{null}{refers}"


def _link_statement(link: LinkTable) -> str:
    one, position, target = link.names
    return (
        f"CREATE TABLE {link.name} ({one} TEXT NOT NULL REFERENCES {link.table.name} (id), "
        f"{position} INTEGER NOT NULL, {target} TEXT NOT NULL REFERENCES {link.column.to} (id), "
        f"PRIMARY KEY ({one}, {position})) WITHOUT ROWID"
    )


def indexes() -> Iterator[str]:
    """Give the statements for an index on every column that refers to another table."""
    for table in TABLES.values():
        for column in table.stored:
            if column.to:
                yield f"CREATE INDEX {table.name}_by_{column.name} ON {table.name} ({column.name})"
    for link in LINKS:
        yield f"CREATE INDEX {link.name}_by_{link.target} ON {link.name} ({link.target})"


def _rows(table: Table, index: Index, of_claims: Callable[[str], Iterable[bytes]]) -> Iterator[Stored]:
    if table.name not in KEPT:
        yield from stored(table, rows_of(table.name, index))
        return
    for part in of_claims(table.name):
        yield from json.loads(b"[" + part + b"]")
    yield from stored(table, rows_of_events(table.name, index))


def _insert_rows(connection: sqlite3.Connection, table: Table, rows: Iterable[Stored]) -> None:
    """Insert the rows of a table, then what their lists of ids hold: so it is one file however the rows come."""
    width, links = len(table.stored), [link for link in LINKS if link.table is table]
    lists: list[list[tuple[object, object]]] = [[] for _ in links]  # the rows' ids with what is not empty

    def values() -> Iterator[Stored]:
        for row in rows:
            for held, ids in zip(lists, row[width:], strict=True):
                if ids:
                    held.append((row[0], ids))
            yield row[:width]

    connection.executemany(_insert(table.name, [column.name for column in table.stored]), values())
    for link, held in zip(links, lists, strict=True):
        connection.executemany(_insert(link.name, link.names), _linked(held))


def _insert(table: str, names: list[str]) -> str:
    places = ", ".join("?" * len(names))
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})"  # noqa: S608 - names of our own dictionary


def _linked(lists: Iterable[tuple[object, Any]]) -> Iterator[tuple[object, int, str]]:
    return ((ident, position, target) for ident, ids in lists for position, target in enumerate(ids, 1))
