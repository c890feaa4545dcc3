"""The open data read back as others read them: CSV by Python's reader, SQLite by its own library, JSON as it is."""

from __future__ import annotations

import csv
import io
import json
import sqlite3

from pincite.formats.csv import exact, header_csv, rows_csv
from pincite.formats.tables import LINKS, TABLES


def from_csv(data, table):
    """Read a CSV file into rows as the dictionary types them; its header must be the dictionary's columns."""
    header, *lines = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
    assert header == table.names
    columns = dict(zip(table.names, table.columns, strict=True))
    return [{name: _typed(cell, columns[name]) for name, cell in zip(header, line, strict=True)} for line in lines]


def _typed(cell, column):
    if cell == "":
        return None
    if column.listed or column.kind.schema in {"array", "object"}:
        return json.loads(cell)
    return {"integer": int, "boolean": {"true": True, "false": False}.__getitem__}.get(column.kind.schema, exact)(cell)


def opened(data):
    """Open a database from its bytes."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(data)
    connection.row_factory = sqlite3.Row
    return connection


def from_database(connection, table):
    """Read a table of the database in the order of its rows, with its lists of ids; copied columns are not there."""
    rows = []
    for row in connection.execute(f"SELECT * FROM {table.name} ORDER BY rowid"):  # noqa: S608 - a name of the dictionary
        read = {column.name: _stored(row[column.name], column) for column in table.stored}
        for link in LINKS:
            if link.table is table:
                one, position, target = link.names
                select = f"SELECT {target} FROM {link.name} WHERE {one} = ? ORDER BY {position}"  # noqa: S608 - as above
                read[link.column.name] = [found[0] for found in connection.execute(select, (row["id"],))]
        rows.append(read)
    return rows


def _stored(value, column):
    if column.listed or column.kind.schema in {"array", "object"}:
        return json.loads(value)
    return bool(value) if column.kind.schema == "boolean" else value


def from_json(data, table):
    """Read the rows of a table out of claims.json; what a claim holds is given its claim back."""
    claims = json.loads(data)
    if not table.nested:
        return [{name: one[name] for name in table.names} for one in claims]
    return [{**inner, "claim": one["id"]} for one in claims for inner in one[table.name]]


def without(row, *names):
    """Give a row without some of its columns."""
    return {name: value for name, value in row.items() if name not in names}


def copied(table):
    """Name the columns that repeat what another table has."""
    return [column.name for column in table.columns if column.copied]


FILES = [table for table in TABLES.values() if table.file]
NESTED = [table for table in TABLES.values() if table.nested]


def table_csv(table, rows):
    """Give a whole file, as it is put together of parts."""
    return header_csv(table) + rows_csv(table, rows)
