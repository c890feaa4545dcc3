"""Markdown that was converted by the library, remembered between builds: by the text, for a program and its libraries.

Most texts of cards are simple, and written sooner than they could be looked up. What is remembered are the others, as
far as they come out the same on every page.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pincite.kept.claims import Bodies

_SIZE = 20  # bytes of a text's digest


class Texts:
    """Texts by their digest. What is new is held until somebody takes it to be written."""

    def __init__(self, bodies: Bodies, program: bytes) -> None:
        """`program` is the identity of the program: what another one has converted is not found."""
        self._bodies = bodies
        self._program = program
        self._fresh: dict[str, bytes] = {}

    def get(self, text: str, *, line: bool) -> str | None:
        """Give what a text was converted to, to a line or to blocks; None where that is not known. Raises KeptError."""
        name = _name(text, line=line)
        if (data := self._fresh.get(name)) is not None:
            return data.decode()
        row = self._bodies.store.get("text", name)
        return row[1].decode() if row and row[0] == self._program else None

    def put(self, text: str, made: str, *, line: bool) -> None:
        """Remember what a text was converted to."""
        self._fresh[_name(text, line=line)] = made.encode()

    def take(self) -> tuple[tuple[str, bytes, bytes], ...]:
        """Give the rows of what is new since the last time."""
        if not self._fresh:
            return ()
        rows = tuple((name, self._program, data) for name, data in self._fresh.items())
        self._fresh.clear()
        return rows


def _name(text: str, *, line: bool) -> str:
    told = f"{'line' if line else 'blocks'}\n{text}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(told, digest_size=_SIZE).hexdigest()
