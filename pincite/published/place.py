"""What every place of a site can be asked, and which paths are asked for at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pincite.problems import Problem

# A colon names a drive or a stream on Windows; no build gives a file such a name.
_STRANGE = re.compile(r"[\x00-\x1f\x7f-\x9f\\:\ud800-\udfff]")


class PlaceError(Exception):
    """A place cannot be read. Carries the problem that says so."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Place(Protocol):
    """A site somewhere. `name` is what the user called it."""

    @property
    def name(self) -> str:
        """What the user called it."""

    def read(self, path: str, limit: int) -> bytes | None:
        """Give a file of the site, None where there is none; what is larger than `limit` bytes is cut just behind it.

        A path that is not `inside` is not there. Raises PlaceError where the file cannot be had.
        """

    def paths(self) -> frozenset[str] | None:
        """Give the paths of all files; None where nobody can tell, as on the web. Raises PlaceError."""


def inside(path: str) -> bool:
    """Tell whether a path leads to a file below the site's folder, on every system, and is one that a build writes."""
    return {"", ".", ".."}.isdisjoint(path.split("/")) and not _STRANGE.search(path)
