"""A secret that the programs of one user share: random bytes in a file that nobody else may read or write.

1. It is taken where folder and file are this user's alone, no link leads there, and the file has its right digest.
2. Else it is made, by one process at a time: written under another name, with its mode from the first moment, and
   then renamed. What stood there before, cut off or open to others, is replaced.
3. Where it cannot be had, there is none.
"""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

from pincite.disk import files as disk
from pincite.disk.alone import one_at_a_time
from pincite.disk.files import DiskError
from pincite.disk.kinds import is_file, stands

if TYPE_CHECKING:
    from pathlib import Path

SIZE = 32  # bytes
_NAME = "key"
_FILE_MODE, _FOLDER_MODE = 0o600, 0o700
_WRITTEN_BY_OTHERS, _OPEN_TO_OTHERS = 0o022, 0o077


def secret(folder: Path, *, make: bool) -> bytes | None:
    """Give the secret in a folder, 32 bytes; None where there is none, or none that is this user's alone.

    With `make` it is made then, and so is the folder, with the one above; nothing in a folder of another user. Raises
    nothing.
    """
    with suppress(DiskError):
        found = _read(folder)
        return _made(folder) if found is None and make else found
    return None


def _read(folder: Path) -> bytes | None:
    path = folder / _NAME
    if not (_is_own_folder(folder) and is_file(path)):
        return None
    with disk.operation("read", path):
        descriptor = os.open(path, disk.READING)
        try:
            facts = os.fstat(descriptor)
            data = os.read(descriptor, 2 * SIZE + 1)
        finally:
            disk.let_go(descriptor)
    found = data[:SIZE]
    # Zeros, which a crash may leave of a file, are known to everybody.
    return found if _is_ours(facts, _OPEN_TO_OTHERS) and data == _written(found) else None


def _made(folder: Path) -> bytes | None:
    for one in (folder.parent, folder):
        if not stands(one):
            # As under `sudo`: what the superuser made in another's home, that other could neither use nor remove.
            if not _is_of_user(one.parent):
                return None
            disk.mkdir(one, exist_ok=True, mode=_FOLDER_MODE)
    if not _is_own_folder(folder):
        return None
    path, unfinished = folder / _NAME, folder / f"{_NAME}.new"
    with one_at_a_time(folder):
        if (found := _read(folder)) is not None:
            return found  # another process was quicker
        for left in (unfinished, path):
            if stands(left):
                disk.remove_file(left)
        disk.write_file(unfinished, _written(os.urandom(SIZE)), mode=_FILE_MODE)
        disk.rename(unfinished, path)
    return _read(folder)


def _written(found: bytes) -> bytes:
    """Give what the file holds: the secret, and a digest of it."""
    return found + hashlib.sha256(found).digest()


def _is_own_folder(folder: Path) -> bool:
    """Tell whether a path is a folder, and no link, into which this user alone writes. Raises DiskError."""
    if not stands(folder):
        return False
    with disk.operation("look at", folder):
        facts = os.lstat(folder)
    return stat.S_ISDIR(facts.st_mode) and _is_ours(facts, _WRITTEN_BY_OTHERS)


def _is_of_user(folder: Path) -> bool:
    """Tell whether a folder is this user's, whoever else may write in it. Raises DiskError."""
    with disk.operation("look at", folder):
        return _is_ours(folder.stat(), 0)


def _is_ours(facts: os.stat_result, forbidden: int) -> bool:
    """Tell whether a file is this user's, and others have none of these rights; Windows has no such ones to ask for."""
    return os.name == "nt" or (facts.st_uid == os.geteuid() and not facts.st_mode & forbidden)
