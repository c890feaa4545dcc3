"""What the open data's dictionary is made of: the kinds of values, columns, tables, and what follows from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

NOT_RECORDED = "not recorded"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a column holds: in words, as SQLite declares it, and as Table Schema names its type and format."""

    words: str
    sql: str = "TEXT"
    schema: str = "string"
    format: str = "default"


ID = Kind("id")
WORD = Kind("word")
TEXT = Kind("text")
MARKDOWN = Kind("Markdown")
VERBATIM = Kind("text, verbatim")
EDTF = Kind("EDTF date")
DAY = Kind("day, as 2026-11-22", schema="date")
WHOLE = Kind("whole number", "INTEGER", "integer")
DEGREES = Kind("decimal degrees", "REAL", "number")
FLAG = Kind("true or false; 1 or 0 in the database", "INTEGER", "boolean")
ADDRESS = Kind("address", format="uri")
LANGUAGE = Kind("language tag, BCP 47")
DIGEST = Kind("SHA-256, hexadecimal")
PLACES = Kind("pairs of whole numbers, JSON", schema="array")
STATEMENT = Kind("what a version states, JSON", schema="object")
NOTES = Kind("notes with their EDTF dates, JSON", schema="array")
COUNTS = Kind("names with whole numbers, JSON", schema="object")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it holds, what that means, and when it is empty.

    `empty` completes "empty where ..."; without it the column never is. `to` is the table whose `id` it holds, `of` the
    words that it is one of. A `listed` column holds a list of such values. A `copied` one repeats what another table
    has, for files that are read by themselves; the database does without it.
    """

    name: str
    kind: Kind
    meaning: str
    empty: str = ""
    to: str = ""
    of: tuple[str, ...] = ()
    listed: bool = False
    copied: bool = False

    @property
    def linked(self) -> bool:
        """Tell whether it is a list of ids: the database has a table of its own for it."""
        return self.listed and bool(self.to)

    @property
    def words(self) -> str:
        """Say what it holds."""
        one = "one of: " + ", ".join(self.of) if self.of else self.kind.words
        return f"list, each: {one}" if self.listed else one

    @property
    def told(self) -> str:
        """Say what it means and when it is empty, in whole sentences of Markdown."""
        meaning = self.meaning[:1].upper() + self.meaning[1:]
        empty = f" Empty where {self.empty}." if self.empty else ""
        join = " Not in the database, where a join gives it." if self.copied else ""
        return f"{meaning if meaning.endswith('?') else meaning + '.'}{empty}{join}"


# Columns that several tables have.
PAGE = Column("page", ADDRESS, "where this site shows it")
NOTE = Column("note", TEXT, "what a reader must know about it", NOT_RECORDED)
PASSAGE = (
    Column("paragraph", WHOLE, "the number of the paragraph in which it begins; the first is 1, often the headline"),
    Column("start", WHOLE, "where it begins in the original's text, in code points from 0"),
    Column("end", WHOLE, "behind its last code point"),
    Column("slices", PLACES, "start and end of each part; more than one where words are left out"),
    Column("text", VERBATIM, "the original's own characters; parts are joined by ` […] ` where words are left out"),
)


@dataclass(frozen=True, slots=True)
class Table:
    """One table. `one` is what a row is; `id` is its key. `file` says that it is also a CSV file of its own.

    A table that is `nested` stands in claims.json inside each claim, under its own name, without the column `claim`.
    """

    name: str
    one: str
    meaning: str
    columns: tuple[Column, ...]
    file: bool = False
    nested: bool = False

    @property
    def names(self) -> list[str]:
        """The names of its columns, in order: the header of the CSV file."""
        return [column.name for column in self.columns]

    @property
    def stored(self) -> tuple[Column, ...]:
        """The columns that it has in the database."""
        return tuple(column for column in self.columns if not (column.linked or column.copied))


@dataclass(frozen=True, slots=True)
class LinkTable:
    """A table of the database for a list of ids: whose list, the place in it from 1, and what stands there."""

    name: str
    table: Table
    column: Column
    target: str  # what a row of the other table is called

    @property
    def names(self) -> list[str]:
        """The names of its columns."""
        return [self.table.one, "position", self.target]


def dated(name: str, meaning: str, empty: str = "") -> tuple[Column, Column, Column]:
    """Give the three columns of a date: as EDTF, and the earliest and the latest day that it can mean."""
    ends = f"{empty}, or " if empty else ""
    return (
        Column(name, EDTF, meaning, empty),
        Column(f"{name}_earliest", DAY, f"the earliest day that `{name}` can mean", f"{ends}its start is open"),
        Column(f"{name}_latest", DAY, f"the latest day that `{name}` can mean", f"{ends}its end is open"),
    )


def link_tables(tables: tuple[Table, ...]) -> Iterator[LinkTable]:
    """Give the tables that lists of ids become in the database: `claim_places` for the column `places` of claims."""
    called = {table.name: table.one for table in tables}
    for table in tables:
        for column in table.columns:
            if column.linked:
                yield LinkTable(f"{table.one}_{column.name}", table, column, called[column.to])
