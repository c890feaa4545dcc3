"""Which files of a site hold something else than before, by their contents.

Events are a hint, contents decide: a `touch` or `chmod` is an event without a change, and a file put in place with its
old time is a change that times do not show. The output folder is never looked at: each build would start the next.
"""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.read.files import FOLDERS_DEEP

if TYPE_CHECKING:
    from collections.abc import Iterable

SETTINGS = "site.yaml"
FOLDERS = ("assets", "content", "locale", "record", "seeds", "templates")

_MANY = 200  # from so many paths on, one look at everything is quicker than one at each
_MOST = 90 * 1024 * 1024  # bytes; what is bigger is refused by the build, its size says enough


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
        top = self._root / path
        if os.path.islink(top) or not os.path.isdir(top):  # noqa: PTH112, PTH114 - they raise nothing, whatever the name
            digest = _digest(top)
            return {} if digest is None else {path: digest}
        found: dict[str, bytes] = {}
        for here, folders, names in os.walk(top):
            folders[:] = [name for name in folders if not name.startswith(".")]
            base = Path(here).relative_to(self._root).as_posix()
            if base.count("/") >= FOLDERS_DEEP:
                folders.clear()  # a build refuses them
            # os.walk lists links to folders among the folders: a build refuses them, so they count as contents.
            links = [name for name in folders if Path(here, name).is_symlink()]
            for name in [*names, *links]:
                digest = None if name.startswith(".") else _digest(Path(here, name))
                if digest is not None:
                    found[f"{base}/{name}"] = digest
        return found


def _digest(path: Path) -> bytes | None:
    """Digest what stands at a path, None if nothing does. A named pipe is not opened: that would wait for a writer."""
    try:
        facts = path.lstat()
        if stat.S_ISLNK(facts.st_mode):
            return b"link " + os.fsencode(path.readlink())
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > _MOST:
            return b"%d %d" % (stat.S_IFMT(facts.st_mode), facts.st_size)
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except FileNotFoundError:
        return None
    except OSError as error:  # unreadable: the build says so; becoming readable is a change
        return b"errno %d" % (error.errno or 0)
