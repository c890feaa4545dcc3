"""Where a build puts what it makes, besides the output folder: into memory, or nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.output.manifest import listed_as

if TYPE_CHECKING:
    from pincite.output.manifest import Listed


class InMemory:
    """A sink that holds all bytes, for sites that are looked at as a whole."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def begin(self, kept: int, to_make: int) -> None:
        """Need nothing."""

    def again(self) -> None:
        """Begin anew."""
        self.files.clear()

    def put(self, path: str, data: bytes) -> Listed:
        """Hold a file."""
        self.files[path] = data
        return listed_as(data)

    def has(self, path: str, listed: Listed) -> bool:  # noqa: ARG002 - part of the interface
        """Have nothing: all is to be made."""
        return False


class Nowhere:
    """A sink for those who want to know what is wrong, and no bytes."""

    def begin(self, kept: int, to_make: int) -> None:
        """Need nothing."""

    def again(self) -> None:
        """Begin anew."""

    def put(self, path: str, data: bytes) -> Listed:  # noqa: ARG002 - part of the interface
        """Let go of a file."""
        return listed_as(data)

    def has(self, path: str, listed: Listed) -> bool:  # noqa: ARG002 - part of the interface
        """Want nothing: what is as it was need not be made."""
        return True
