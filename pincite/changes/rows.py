"""Rows of the open data as an editor reads them: a value of a card in words, by the names that the card has for them.

Rows come from whatever build, so nothing of their form is believed: what is no text and no number is shown as JSON.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pincite.formats.columns import MARKDOWN, TEXT, VERBATIM
from pincite.formats.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Row = dict[str, Any]
Values = dict[str, str]
NESTED = tuple(name for name, table in TABLES.items() if table.nested)

_WORDED = {TEXT, MARKDOWN, VERBATIM}
_PLACE = ("paragraph", "start", "end", "slices")
_NUMBERS = {"value": "{}", "least": "at least {}", "most": "at most {}", "over": "more than {}"}
_LABELS = ("_label", "_name")
# What repeats an article or a source, which has a page of its own where its changes are told.
_REPEATED = frozenset(
    {"article_headline", "article_url", "reference_title", "reference_publisher", "reference_url", "page", "id"}
)
_COLUMNS = {name: {column.name: column for column in table.columns} for name, table in TABLES.items()}


def worded(table: str, name: str) -> bool:
    """Tell whether a column holds sentences, of which the words are compared; other values change as a whole."""
    column = _COLUMNS.get(table, {}).get(name)
    return column is None or column.kind in _WORDED


def values(table: str, row: Row, quoted: Callable[[str], str]) -> Values:
    """Give the values of a row in words, those that are empty as "", in the order of the dictionary.

    `quoted` words a quote of the same claim, by its id.
    """
    found: Values = {}
    for name in _names(table, row):
        value = row[name]
        if table == "figures" and name in _NUMBERS:
            found["number"] = ", ".join(
                form.format(_number(row[one])) for one, form in _NUMBERS.items() if row.get(one) is not None
            )
        elif table == "quotes" and name in _PLACE:
            found["place"] = (
                f"paragraph {_told(row.get('paragraph'))}, {_told(row.get('start'))}–{_told(row.get('end'))}"
            )
        elif name in {"quote", "quotes"}:
            listed = value if isinstance(value, list) else [value] if value else []
            found[name] = ", ".join(quoted(str(one)) for one in listed)
        else:
            found[name] = _label(row, name) or _told(value)
    return found


def _names(table: str, row: Row) -> Iterator[str]:
    """Give the columns of a row that are told by themselves, the dictionary's first."""
    known = _COLUMNS.get(table, {})
    for name in (*(one for one in known if one in row), *(one for one in row if one not in known)):
        base = next((name.removesuffix(end) for end in _LABELS if name.endswith(end)), "")
        day = next((name.removesuffix(end) for end in ("_earliest", "_latest") if name.endswith(end)), "")
        if name not in _REPEATED and base not in row and day not in row:
            yield name


def _label(row: Row, name: str) -> str:
    return next((one for end in _LABELS if isinstance(one := row.get(name + end), str)), "")


def _told(value: object) -> str:
    match value:
        case None | [] | {}:
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            return value
        case int():
            return _number(value)
        case list() if all(isinstance(one, str) for one in value):
            # Sentences stand on lines of their own, ids in one.
            return ("\n" if any(" " in one for one in value) else ", ").join(value)
        case dict() if all(isinstance(one, int) for one in value.values()):
            return ", ".join(f"{name} {_number(one)}" for name, one in value.items())
    return json.dumps(value, ensure_ascii=False)


def _number(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def what(table: str, found: Mapping[str, str]) -> str:
    """Say in a few words which row it is: a quote by its article, a figure by what it counts."""
    get = found.get
    match table:
        case "quotes":
            return f"article {get('article', '?')}"
        case "figures":
            by = get("by") or get("reference") or get("quote", "")
            return ": ".join(one for one in (get("measure", ""), get("number", "")) if one) + (f" ({by})" if by else "")
        case "evidence":
            return get("reference", "")
        case "responses":
            return ", ".join(one for one in (get("actor", ""), get("date", "")) if one)
        case "related":
            return get("other", "")
        case "absent":
            return f"article {get('article', '?')}"
        case "appearances":
            return get("reference") or get("url", "")
        case "comparisons":
            return get("quotes", "")
    return get("date", "")
