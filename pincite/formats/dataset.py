"""The open data as a whole: the rows of every table, and claims.json with everything of every claim."""

from __future__ import annotations

import json
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING

from pincite.facts.entries import number_of
from pincite.formats import register_rows, rows
from pincite.formats.json import compact
from pincite.formats.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pincite.dates import When
    from pincite.facts.index import Index
    from pincite.formats.rows import Row
    from pincite.model import Claim

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
OF_CLAIMS = ("claims", *NESTED)  # tables of which a claim has rows
TIMELINE = "timeline"  # the table whose rows all claims and events have together
KEPT = (*OF_CLAIMS, TIMELINE)  # tables that `shares` gives
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
    yield from rows_of_events(name, index)


def rows_of_events(name: str, index: Index) -> Iterator[Row]:
    """Give the rows that the events of the timeline have in a table, behind those of the claims."""
    if name in _OF_EVENTS:
        yield from _OF_EVENTS[name](index.site.events, index)


def claims_json(claims: Iterable[bytes]) -> bytes:
    """Write everything of every claim as a JSON array, a claim on each line; `claims` are parts as from `whole`."""
    out = BytesIO()
    out.write(b"[")
    for number, part in enumerate(claims):
        out.write(b"," if number else b"")
        out.write(part)
    out.write(b"]\n")
    return out.getvalue()


def whole(rows: Callable[[str], list[Row]]) -> bytes:
    """Write a claim with all that is its own, keys in the order of the dictionary; `rows` gives its rows of a table.

    What says only whose it is, is left out there.
    """
    (row,) = rows("claims")
    told = {name: row[name] for name in _COLUMNS}
    for table, names in _INNER.items():
        told[table] = [{name: inner[name] for name in names} for inner in rows(table)]
    return compact(told)


_COLUMNS = TABLES["claims"].names
_INNER = {
    table.name: [name for name in table.names if name not in {"claim", "event"}]
    for table in TABLES.values()
    if table.nested
}


def version_of(index: Index) -> When | None:
    """Give the newest day on which a claim was checked, corrected or reworded: the version. None if no day is exact."""
    whens = [when for one in index.site.claims for when in (one.checked, *one.noted)]
    return max((when for when in whens if when.kind == "day"), key=lambda when: when.first, default=None)


def counts(index: Index, of_claims: Iterable[bytes]) -> dict[str, int]:
    """Count the rows of the tables that are files of their own.

    `of_claims` are the numbers of figures and of findings on cards, pairs as `formats.json.listed` writes them.
    """
    site = index.site
    pairs = [pair for part in of_claims for pair in json.loads(b"[" + part + b"]")]
    return {
        "claims": len(site.claims),
        "quotes": sum(len(one.cuts) for one in site.claims) + sum(len(one.quotes) for one in site.events),
        "figures": sum(figures for figures, _ in pairs),
        "evidence": sum(findings for _, findings in pairs) + sum(len(one.evidence) for one in site.events),
        "timeline": number_of(index),
    }
