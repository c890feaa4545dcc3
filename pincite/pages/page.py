"""A page that is to be made: its address, its template, and how to work out what it may see; files beside the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence

    from pincite.facts.promised import Promised
    from pincite.facts.sharing import Picture


class Later:
    """A part of a slice that is worked out only where a template asks for it."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[], object]) -> None:
        self.make = make


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
    name: str = ""  # what the page is called in the way to it, where its title says more
    picture: Picture | None = None  # that places which show links take with it
    promised: Callable[[], Promised] | None = None  # what it must show, whatever its template does

    @property
    def data(self) -> Mapping[str, object]:
        """Work out everything that a template may see."""
        return self.seen(None)

    def seen(self, names: Container[str] | None) -> dict[str, object]:
        """Work out what a template sees that asks for these names alone; None for any."""
        return {
            name: one.make() if isinstance(one, Later) else one
            for name, one in self.slice().items()
            if names is None or name in names or not isinstance(one, Later)
        }


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file that is no page, for scripts and programs: its address below the output folder, and how to make it."""

    path: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class FeedFile:
    """A file that is no page and holds pieces of HTML, which templates make.

    Each of the `pieces` is a page of the site in another template: it sees that page's slice, and its links are
    absolute. `bind` takes what was made of them, in the same order, and gives the file.
    """

    path: str
    pieces: Callable[[], tuple[Page, ...]]
    bind: Callable[[Sequence[str]], bytes]
