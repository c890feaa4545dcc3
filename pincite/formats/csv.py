"""Tables as CSV: RFC 4180, UTF-8 without a byte order mark, and nothing in them that a spreadsheet would run.

A spreadsheet takes a cell that begins with one of a few characters for a formula, whatever its quotation marks, and a
passage of an article can begin with any of them. So such a text has an apostrophe before it; a text that begins with an
apostrophe has a second one, so that who takes one away from every cell that has one has the exact text again.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from pincite.formats.json import spaced

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pincite.formats.columns import Table
    from pincite.formats.rows import Row

# What begins a formula in a spreadsheet (OWASP, "CSV Injection"), in wide letters, too; and the mark itself.
MARK = "'"
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", MARK)


def header_csv(table: Table) -> bytes:
    """Write the header of a table."""
    return _written([table.names])


def rows_csv(table: Table, rows: Iterable[Row]) -> bytes:
    """Write rows without a header. Lists are JSON, flags `true` or `false`, what is not there empty."""
    names = table.names
    return _written([_cell(row[name]) for name in names] for row in rows)


def _written(lines: Iterable[list[str]]) -> bytes:
    out = StringIO(newline="")
    csv.writer(out).writerows(lines)  # the default dialect is RFC 4180's: commas, CRLF, quotation marks doubled
    return out.getvalue().encode()


def _cell(value: object) -> str:
    if isinstance(value, str):
        return MARK + value if value.startswith(RISKY) else str(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return spaced(value) if isinstance(value, list | dict) else str(value)


def exact(cell: str) -> str:
    """Give the text that a cell stands for."""
    return cell.removeprefix(MARK)
