"""A page that is to be made: its address, its template, and how to work out what it may see; and a file of data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pincite.facts.sharing import Picture


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be made. `path` is its address below the output folder; `section` is what the masthead marks.

    Its bytes depend on its slice, its templates and the engine, and on nothing else. The slice is worked out when it is
    asked for: a site of ten thousand cards is planned in no time, and each card worked on while its page is made.
    """

    path: str
    template: str
    title: str
    description: str
    section: str
    slice: Callable[[], Mapping[str, object]]
    source: str = ""
    # What the page says to machines: objects of schema.org, each written as a piece of JSON-LD of its own.
    linked: Callable[[], tuple[Mapping[str, object], ...]] = tuple
    picture: Picture | None = None  # that places which show links take with it

    @property
    def data(self) -> Mapping[str, object]:
        """Work out what the template may see."""
        return self.slice()


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file that is no page, for scripts and programs: its address below the output folder, and how to make it."""

    path: str
    make: Callable[[], bytes]
