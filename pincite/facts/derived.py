"""What is worked out of the site and kept between builds: bytes, each with the keys that were asked for them.

It is used where every key has the answer that it had, whatever else has changed since: unlike a page, which is held
against the last build, what is kept here tells by itself whether it still holds. So a branch that is left and come back
to finds what it has left.
"""

from __future__ import annotations

import os
import zlib
from typing import TYPE_CHECKING

from pincite.kept.store import KeptError, basis

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pincite.facts.moved import State
    from pincite.facts.watch import Watch
    from pincite.kept.store import Store

_TABLE = "derived"
_QUICK = 1  # of zlib: a third of the bytes for a hundredth of the time that they take to be worked out


class Derived:
    """Keeps what is worked out under a name, in several parts. Raises KeptError, as the cache does."""

    def __init__(self, store: Store, state: State, resting_on: str, watch: Watch) -> None:
        """`resting_on` is the digest of everything that is not asked for by a key."""
        self._store = store
        self._state = state
        self._resting_on = resting_on
        self._watch = watch
        self._process = os.getpid()
        self._sound: dict[str, bytes] = {}  # names that hold, with their basis
        self._whole: dict[str, frozenset[str]] = {}  # all names of a kind

    def part(self, name: str, part: str, make: Callable[[], Mapping[str, bytes]]) -> bytes:
        """Give one part of what has this name, and note what it rests on; `make` works all parts out.

        The name has all that is known beforehand, as which claims are gathered: else the answers alone tell what holds.
        A process that was forked keeps nothing, and works out what it needs.
        """
        if os.getpid() != self._process:
            return make()[part]
        if asked := self._asked(name):
            data = self._found(name, part)
            if data is not None:
                self._watch.notes(asked)
                return data
        with self._watch.watching() as seen:
            made = make()
        self._watch.notes(seen)
        self._keep(name, made, sorted(seen))
        return made[part]

    def whole(self, names: Iterable[str]) -> None:
        """Take in all names that there are of one kind, which they have in front of a colon: others may be forgotten.

        A build asks for a part of what there is, and what it did not ask for the next one may.
        """
        names = frozenset(names)
        self._whole.update((kind, names) for kind in {_kind(name) for name in names})

    def sweep(self) -> None:
        """Forget what there is no more, of the kinds of which it is known what there is."""
        if self._whole:
            self._store.sweep({_TABLE: {row for row in self._store.names(_TABLE) if self._stays(row)}})

    def _stays(self, row: str) -> bool:
        name = row.partition("#")[0]
        return name in self._whole.get(_kind(name), (name,))

    def _asked(self, name: str) -> list[str]:
        """Give the keys of what holds; none where it does not, or is not there."""
        row = self._store.get(_TABLE, name)
        if row is None:
            return []
        asked = row[1].decode().split("\n")
        if name not in self._sound:
            if self._basis(name, asked) != row[0]:
                return []
            self._sound[name] = row[0]
        return asked

    def _found(self, name: str, part: str) -> bytes | None:
        row = self._store.get(_TABLE, f"{name}#{part}")
        if row is None or row[0] != self._sound[name]:
            return None
        try:
            return zlib.decompress(row[1])
        except zlib.error as error:
            raise KeptError(f"{name}#{part}: {error}") from error

    def _keep(self, name: str, made: Mapping[str, bytes], asked: list[str]) -> None:
        found = self._basis(name, asked)
        if found is None:
            return
        rows = [(f"{name}#{part}", found, zlib.compress(data, _QUICK)) for part, data in made.items()]
        self._store.put(_TABLE, [(name, found, "\n".join(asked).encode()), *rows])
        self._sound[name] = found

    def _basis(self, name: str, asked: list[str]) -> bytes | None:
        """Digest the answers to keys; None where one of them has none that could be told from another."""
        answers = [self._state.answer(key) for key in asked]
        told = [answer for answer in answers if answer is not None]
        return basis((self._resting_on, name, *asked, *told)) if len(told) == len(answers) else None


def _kind(name: str) -> str:
    return name.partition(":")[0]
