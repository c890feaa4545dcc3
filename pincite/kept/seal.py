"""What tells what this user's own builds have kept from what anybody else has laid in its place: digests with a key.

A commit can hold every file that a build keeps, with each digest right that can be worked out from it. So what is kept
has a digest with a key of the user's, which lies in the user's cache folder, outside of the project and of its
repository, where no commit brings anything. Where there is no such key, nothing is kept, and nothing is believed.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path

from pincite.disk.files import DiskError
from pincite.disk.kinds import is_inside, stands
from pincite.disk.secret import secret

SIZE = 16  # bytes of a digest
_NAME = "pincite"  # of the folder


class Seal:
    """Gives digests that only who has the key can give."""

    def __init__(self, key: bytes = b"") -> None:
        """Without a key it tells faults, and no forgers: for what never leaves the memory."""
        self._key = key

    def of(self, kind: bytes, head: bytes, data: bytes) -> bytes:
        """Digest data, 16 bytes, and what it goes with; `kind`, at most 16 bytes, is what it is used for."""
        told = b"%d %b%b" % (len(head), head, data)  # so that no byte passes from one to the other
        return hashlib.blake2b(told, digest_size=SIZE, key=self._key, person=kind).digest()


def seal_of(root: Path, *, make: bool = True) -> Seal | None:
    """Give the seal of this user for the project below `root`; None where there is none to be had.

    Without `make` nothing is written for it. Raises nothing.
    """
    with suppress(DiskError):
        folder = _folder()
        if folder and not is_inside(folder, _top(Path(os.path.realpath(root)))):
            key = secret(folder, make=make)
            return Seal(key) if key else None
    return None


def _folder() -> Path | None:
    """Name the folder of the key. Links above it are the user's own arrangement."""
    if sys.platform == "win32":
        above = Path(os.environ.get("LOCALAPPDATA", ""))
    else:
        above = Path(os.environ.get("XDG_CACHE_HOME", ""))  # https://specifications.freedesktop.org/basedir-spec/
        if not above.is_absolute():  # by the same, such a one is passed over
            try:
                above = Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")
            except RuntimeError:  # an account without a home
                return None
    return Path(os.path.realpath(above)) / _NAME if above.is_absolute() else None


def _top(root: Path) -> Path:
    """Give the top of the repository that a project lies in, else the project: what lies below, a commit may bring."""
    return next((one for one in (root, *root.parents) if stands(one / ".git")), root)
