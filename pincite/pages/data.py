"""Files of a site that are no pages: what scripts and programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.facts import finder
from pincite.formats import claimreview
from pincite.formats.json import compact
from pincite.pages.page import DataFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pincite.pages.shared import Shared

TABLE = "claims/list.json"


def files(shared: Shared, *, lists: int) -> Iterator[DataFile]:
    """Plan every file that is no page. `lists` is the number of pages that the list of claims has."""
    if lists > 1:
        yield DataFile(TABLE, lambda: compact(finder.table(shared.in_order, shared.index)))
    yield DataFile(claimreview.FEED, lambda: compact(claimreview.feed(shared.index, shared.review)))
