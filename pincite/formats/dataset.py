"""The open data as a whole: the rows of every table, and claims.json with everything of every claim."""

from __future__ import annotations

from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING

from pincite.facts.entries import entries_of
from pincite.formats import register_rows, rows
from pincite.formats.json import compact
from pincite.formats.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pincite.dates import When
    from pincite.facts.index import Index
    from pincite.formats.rows import Row
    from pincite.model import Claim, Event

# What stands inside each claim in claims.json, by table.
NESTED: Mapping[str, Callable[[Claim, Index], Iterator[Row]]] = MappingProxyType(
    {
        "quotes": rows.quotes,
        "figures": rows.figures,
        "evidence": rows.evidence,
        "responses": rows.responses,
        "corrections": rows.corrections,
        "related": rows.related,
        "absent": rows.absent,
        "appearances": rows.appearances,
        "comparisons": rows.comparisons,
        "minor": rows.minor,
        "versions": rows.versions,
    },
)
_OF_EVENTS = {"quotes": rows.event_quotes, "evidence": rows.event_evidence}
_REGISTERS: Mapping[str, Callable[[Index], Iterator[Row]]] = MappingProxyType(
    {
        "claims": lambda index: (rows.claim(one, index) for one in index.site.claims),
        "timeline": rows.entries,
        "articles": register_rows.articles,
        "set_aside": register_rows.set_aside,
        "actors": register_rows.actors,
        "bibliography": register_rows.bibliography,
        "places": register_rows.places,
        "topics": register_rows.topics,
        "ratings": register_rows.ratings,
        "strengths": register_rows.strengths,
    },
)


def rows_of(name: str, index: Index) -> Iterator[Row]:
    """Give the rows of a table, a key of TABLES, one at a time. `index` is one without drafts: see `rows.published`."""
    if name in _REGISTERS:
        yield from _REGISTERS[name](index)
        return
    for one in index.site.claims:
        yield from NESTED[name](one, index)
    if name in _OF_EVENTS:
        yield from _OF_EVENTS[name](index.site.events, index)


def claims_json(index: Index) -> bytes:
    """Write everything of every claim as a JSON array, a claim on each line, keys in the order of the dictionary."""
    out = BytesIO()
    out.write(b"[")
    for number, one in enumerate(index.site.claims):
        out.write(b"," if number else b"")
        out.write(compact(_whole(one, index)))
    out.write(b"]\n")
    return out.getvalue()


def _whole(one: Claim, index: Index) -> Row:
    """Give a claim with all that is its own. What says only whose it is, is left out there."""
    row = rows.claim(one, index)
    whole = {name: row[name] for name in _COLUMNS}
    for table, names in _INNER.items():
        whole[table] = [{name: inner[name] for name in names} for inner in NESTED[table](one, index)]
    return whole


_COLUMNS = TABLES["claims"].names
_INNER = {
    table.name: [name for name in table.names if name not in {"claim", "event"}]
    for table in TABLES.values()
    if table.nested
}


def version_of(index: Index) -> When | None:
    """Give the newest day on which a claim was checked, corrected or reworded: the version. None if no day is exact."""
    claims = index.site.claims
    whens = [when for one in claims for when in (one.checked, *(fix.date for fix in (*one.corrections, *one.minor)))]
    return max((when for when in whens if when.kind == "day"), key=lambda when: when.first, default=None)


def counts(index: Index) -> dict[str, int]:
    """Count the rows of the tables that are files of their own, without making them."""
    site = index.site
    quoting: tuple[Claim | Event, ...] = (*site.claims, *site.events)
    return {
        "claims": len(site.claims),
        "quotes": sum(len(one.quotes) for one in quoting),
        "figures": sum(len(one.figures) for one in site.claims),
        "evidence": sum(len(one.evidence) for one in quoting),
        "timeline": len(entries_of(index)),
    }
