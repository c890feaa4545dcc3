"""Files of a site that are no pages: what scripts and programs read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pincite.facts import finder
from pincite.pages.page import DataFile

if TYPE_CHECKING:
    from pincite.pages.shared import Shared

TABLE = "claims/list.json"


def table_of_claims(shared: Shared) -> DataFile:
    """Plan the table by which a script searches a list of claims that has several pages."""
    return DataFile(TABLE, lambda: _json(finder.table(shared.in_order, shared.index)))


def _json(content: object) -> bytes:
    """Write JSON without a space: readers load it. The order is that of the content, which is the same every time."""
    return (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
