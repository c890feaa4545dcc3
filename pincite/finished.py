"""A file that was made, what it rests on, and where it goes."""

from __future__ import annotations

import hashlib
from dataclasses import field
from typing import TYPE_CHECKING, Protocol

from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pincite.output.inspect import Looked
    from pincite.output.manifest import Listed
    from pincite.problems import Problem

_BASIS = 16  # bytes


class Sink(Protocol):
    """Where finished files go: into memory, onto the disk, or nowhere."""

    def begin(self, kept: int, to_make: int) -> None:
        """Get ready, in the first process: so many files need not be made, and so many will come."""

    def again(self) -> None:
        """Let go of what was put: all of it comes again."""

    def put(self, path: str, data: bytes) -> Listed:
        """Take a file, in whatever process; give its digest and size."""

    def has(self, path: str, listed: Listed) -> bool:
        """Tell whether a file with these bytes is there already, and need not be made."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A file that was made: the keys that it asked for, what was seen in it where it is a page, what is wrong.

    `template` is the page's; "" for a file without one, "*" for one that may have any. `sound` tells of a claim's page
    that its review has no breach. `texts` are the rows of Markdown that was converted for it.
    """

    path: str
    listed: Listed
    asked: tuple[str, ...] = ()
    looked: Looked | None = None
    problems: tuple[Problem, ...] = ()
    template: str = ""
    sound: bool = False
    texts: tuple[tuple[str, bytes, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """What pages rest on besides the content: digests of the settings, and of each template with its parts."""

    frame: str
    templates: Mapping[str, str]
    _held: dict[str, bytes] = field(default_factory=dict, repr=False, compare=False)

    def basis(self, template: str) -> bytes:
        """Digest what a file with this template rests on; see `Finished`."""
        if template not in self._held:  # thousands of pages have few templates
            told = [*sorted(self.templates.items())] if template == "*" else self.templates.get(template, "")
            made = hashlib.blake2b(f"{self.frame}\0{template}\0{told}".encode(), digest_size=_BASIS)
            self._held[template] = made.digest()
        return self._held[template]
