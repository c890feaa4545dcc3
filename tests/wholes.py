"""The large files of a site, made from an index alone: each with what all of its claims have in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pincite.formats import claimreview, dataset
from pincite.formats import database as databases
from pincite.formats.annotations import written
from pincite.formats.shares import ANNOTATIONS, CLAIMS, COUNTS, REVIEWS, Shares, stored_part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pincite.facts.index import Index


def claims_json(index: Index) -> bytes:
    return dataset.claims_json(Shares(index).of(CLAIMS))


def counts(index: Index) -> dict[str, int]:
    return dataset.counts(index, Shares(index).of(COUNTS))


def stored_rows(index: Index) -> Callable[[str], Iterator[bytes]]:
    return lambda table: Shares(index).of(stored_part(table))


def database(index: Index) -> bytes:
    return databases.database(index, stored_rows(index))


def annotations(index: Index) -> bytes:
    return written(index, Shares(index).of(ANNOTATIONS))


def feed(index: Index) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(claimreview.feed(index, Shares(index).of(REVIEWS)))
    return told
