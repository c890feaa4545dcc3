"""What each claim has in the large files of all of them, as bytes: made for some claims at a time, and kept.

1. A file asks for its part of every claim, in the order of the cards. Without a cache each claim is asked for it.
2. With one, all parts of a batch are made at once, so that a card is loaded once and not once for every file; and a
   build after an edit makes those of one batch and takes all others as they were.
3. Where a batch begins, the id of its first claim decides: a card that comes or goes leaves all other batches alone.
"""

from __future__ import annotations

import hashlib
from functools import cached_property, partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from pincite.formats.annotations import of_claim
from pincite.formats.claimreview import feed_item
from pincite.formats.csv import rows_csv
from pincite.formats.dataset import NESTED, OF_CLAIMS, TIMELINE, rows_of, whole
from pincite.formats.json import listed
from pincite.formats.rows import claim as claim_row
from pincite.formats.stored import stored
from pincite.formats.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pincite.facts.derived import Derived
    from pincite.facts.index import Index
    from pincite.formats.rows import Row
    from pincite.model import Claim

CLAIMS, ANNOTATIONS, REVIEWS, COUNTS = "claims", "annotations", "reviews", "counts"
_BATCH = 32  # claims in a batch, on average


class _Told:
    """A claim with its rows, each table's made once for all files that have them."""

    def __init__(self, claim: Claim, index: Index) -> None:
        self.claim = claim.whole
        self.index = index
        self._rows: dict[str, list[Row]] = {}

    def rows(self, table: str) -> list[Row]:
        """Give the claim's rows of a table."""
        if table not in self._rows:
            make = NESTED.get(table)
            made = make(self.claim, self.index) if make else (claim_row(self.claim, self.index),)
            self._rows[table] = list(made)
        return self._rows[table]


def csv_part(table: str) -> str:
    """Name the part of a claim in the CSV file of a table."""
    return f"{table}.csv"


def stored_part(table: str) -> str:
    """Name the part of a claim in a table of the database."""
    return f"{table}.stored"


def _csv(table: str, told: _Told) -> bytes:
    return rows_csv(TABLES[table], told.rows(table))


def _stored(table: str, told: _Told) -> bytes:
    return listed(stored(TABLES[table], told.rows(table)))


# By part: how it is made, and what stands between those of two claims.
_PARTS: Mapping[str, tuple[Callable[[_Told], bytes], bytes]] = MappingProxyType(
    {
        CLAIMS: (lambda told: whole(told.rows), b","),
        ANNOTATIONS: (lambda told: of_claim(told.claim, told.index), b","),
        REVIEWS: (lambda told: feed_item(told.claim, told.index), b","),
        COUNTS: (lambda told: listed([[len(told.claim.figures), len(told.claim.evidence)]]), b","),
        **{csv_part(name): (partial(_csv, name), b"") for name in OF_CLAIMS if TABLES[name].file},
        **{stored_part(name): (partial(_stored, name), b",") for name in OF_CLAIMS},
    },
)


_OF_TIMELINE = frozenset({csv_part(TIMELINE), stored_part(TIMELINE)})


class Shares:
    """The parts of all claims of an index; `derived` is where they are kept. Raises KeptError, as the cache does."""

    def __init__(self, index: Index, derived: Derived | None = None) -> None:
        self._index = index
        self._derived = derived

    def of(self, part: str) -> Iterator[bytes]:
        """Give one part, of one claim or several at a time; those that have nothing are left out."""
        claims = self._index.site.claims  # asked for by each file anew: each rests on which there are
        if part in _OF_TIMELINE:
            found = iter((self._kept(TIMELINE, part, self._timeline),))
        elif self._derived is None:
            make, _ = _PARTS[part]
            found = (make(_Told(claim, self._index)) for claim in claims)
        else:
            found = (self._kept(name, part, partial(self._made, batch)) for name, batch in self._batches.items())
        yield from filter(None, found)

    def _kept(self, name: str, part: str, make: Callable[[], Mapping[str, bytes]]) -> bytes:
        return self._derived.part(name, part, make) if self._derived else make()[part]

    def _timeline(self) -> dict[str, bytes]:
        """Make the rows of the timeline, which are in the order of time."""
        table, rows = TABLES[TIMELINE], [*rows_of(TIMELINE, self._index)]
        return {csv_part(TIMELINE): rows_csv(table, rows), stored_part(TIMELINE): listed(stored(table, rows))}

    def _made(self, batch: Sequence[Claim]) -> dict[str, bytes]:
        """Make all parts of some claims."""
        parts: dict[str, list[bytes]] = {part: [] for part in _PARTS}
        for claim in batch:
            told = _Told(claim, self._index)
            for part, (make, _) in _PARTS.items():
                if made := make(told):
                    parts[part].append(made)
        return {part: _PARTS[part][1].join(made) for part, made in parts.items()}

    @cached_property
    def _batches(self) -> Mapping[str, Sequence[Claim]]:
        """All claims by the names of their batches."""
        found: list[list[Claim]] = []
        for claim in self._index.site.claims:
            if not found or _begins(claim.id):
                found.append([])
            found[-1].append(claim)
        batches = {_name(batch): batch for batch in found}
        if self._derived:
            self._derived.whole(batches)
        return batches


def _name(batch: Sequence[Claim]) -> str:
    """Name a batch by the claims that it has: with another one it is another batch."""
    return f"shares:{hashlib.blake2b(' '.join(claim.id for claim in batch).encode(), digest_size=16).hexdigest()}"


def _begins(ident: str) -> bool:
    return int.from_bytes(hashlib.blake2b(ident.encode(), digest_size=4).digest(), "big") % _BATCH == 0
