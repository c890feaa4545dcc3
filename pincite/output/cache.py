"""Files that take long to make, kept from one build to the next: found by a key of all that they are made from.

1. An entry's name has its key, and a sealed digest over key and bytes (see `kept.seal`). What does not match it, by a
   fault of the disk or by another hand, is passed over and made anew.
2. An entry is written under another name and then renamed, so that a half one is never found.
3. A cache never keeps a build from being made: what cannot be read or written is as if it were not there, and so is
   all of it where there is no seal.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from pincite.disk.files import DiskError, mkdir, read_file, remove_file, rename, write_file
from pincite.disk.kinds import is_link
from pincite.disk.trees import list_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from pincite.kept.seal import Seal

_NAME = re.compile(r"([0-9a-f]{64})-([0-9a-f]{32})\.png")
_UNFINISHED = re.compile(r"\.[0-9a-f]{64}-[0-9a-f]{32}\.png\.\d+\.new")
_SPARED = 100  # entries that are not used may stay, and as many as are used: another branch may want them


class Cache:
    """The entries in one folder. Not for two builds at once: a build holds the lock of its site."""

    def __init__(self, folder: Path, seal: Seal | None) -> None:
        self._folder, self._seal = folder, seal
        self._used: set[str] = set()
        self._names: dict[str, str] = {}
        self._others: list[str] = []
        with suppress(DiskError):
            # A link may lead to anybody's files, and old entries are removed.
            for name in list_tree(folder).files if seal and not self._linked() else ():
                if found := _NAME.fullmatch(name):
                    self._names[found[1]] = name
                elif _UNFINISHED.fullmatch(name):
                    self._others.append(name)

    def lacking(self, keys: Iterable[str]) -> int:
        """Count the keys that have no entry."""
        return sum(key not in self._names for key in keys)

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Give what is kept under a key, the SHA-256 in hex of all that it is made from; else make and keep it."""
        data = self._kept(key)
        if data is None:
            data = make()
            self._keep(key, data)
        self._used.add(key)
        return data

    def sweep(self) -> None:
        """Remove what no build has use for any more, once there is more of it than of what this one used."""
        unused = [name for key, name in self._names.items() if key not in self._used]
        if len(unused) <= max(_SPARED, len(self._used)):
            unused = []
        for name in (*unused, *self._others):
            with suppress(DiskError):
                remove_file(self._folder / name)

    def _linked(self) -> bool:
        return is_link(self._folder) or is_link(self._folder.parent)

    def _kept(self, key: str) -> bytes | None:
        name = self._names.get(key)
        if name is None or self._seal is None:
            return None
        with suppress(DiskError):
            data = read_file(self._folder / name)
            if name == _named(self._seal, key, data):
                return data
        with suppress(DiskError):
            remove_file(self._folder / name)
        return None

    def _keep(self, key: str, data: bytes) -> None:
        if self._seal is None:
            return
        name = _named(self._seal, key, data)
        unfinished = self._folder / f".{name}.{os.getpid()}.new"
        try:
            if self._linked():
                return
            mkdir(self._folder, exist_ok=True, parents=True)
            write_file(unfinished, data)
            rename(unfinished, self._folder / name)
        except DiskError:
            with suppress(DiskError):
                remove_file(unfinished)


def _named(seal: Seal, key: str, data: bytes) -> str:
    return f"{key}-{seal.of(b'picture', key.encode(), data).hex()}.png"
