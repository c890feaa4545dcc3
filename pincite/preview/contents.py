"""Which files of a site hold something else than before, by their contents.

Events are a hint, contents decide: a `touch` or `chmod` is an event without a change, and a file put in place with its
old time is a change that times do not show. The output folder is never looked at: each build would start the next.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from pincite.disk.digests import mark_of
from pincite.disk.files import DiskError
from pincite.disk.kinds import is_folder
from pincite.disk.trees import entries
from pincite.inputs import FOLDERS, SETTINGS
from pincite.read.files import ASSET_LIMIT, FOLDERS_DEEP

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable
    from pathlib import Path

_MANY = 200  # from so many paths on, one look at everything is quicker than one at each


class Contents:
    """Digests of everything that a site is made from. Not for two threads at once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._digests: dict[str, bytes] = {}

    def look(self, paths: Iterable[str] | None = None) -> frozenset[str]:
        """Read files or folders anew, or everything; give the paths below the root whose contents are not as before."""
        asked = None if paths is None else set(paths)
        if asked is None or len(asked) > _MANY:
            asked = {SETTINGS, *FOLDERS}
        changed: set[str] = set()
        for path in asked:
            now = self._below(path)
            if path in self._digests and now.keys() == {path}:
                before = {path: self._digests[path]}
            else:
                inside = path + "/"
                before = {
                    known: held for known, held in self._digests.items() if known == path or known.startswith(inside)
                }
            changed |= {known for known in before.keys() | now.keys() if before.get(known) != now.get(known)}
            for gone in before.keys() - now.keys():
                del self._digests[gone]
            self._digests.update(now)
        return frozenset(changed)

    def _below(self, path: str) -> dict[str, bytes]:
        """Read a file, or all files of a folder; what is not there has no entry. Links are not followed."""
        found: dict[str, bytes] = {}
        waiting = [path]
        while waiting:
            base = waiting.pop()
            inside: list[os.DirEntry[str]] | None = None
            with suppress(DiskError):  # unreadable, or gone just now
                inside = entries(self._root / base) if is_folder(self._root / base) else None
            if inside is None:
                self._note(base, found)
                continue
            for one in inside:
                name = f"{base}/{one.name}"
                if one.name.startswith("."):
                    continue
                if not one.is_dir(follow_symlinks=False):
                    self._note(name, found)
                elif base.count("/") < FOLDERS_DEEP:  # a build refuses what is deeper
                    waiting.append(name)
        return found

    def _note(self, path: str, found: dict[str, bytes]) -> None:
        if (mark := mark_of(self._root / path, ASSET_LIMIT)) is not None:
            found[path] = mark
