"""What stands at a path: a file, a folder, a link, something else, or nothing.

Asking fails where a folder above may not be entered, and then nobody knows: that is an error, and not "nothing".
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from pincite.disk import files as disk

# What says that nothing stands there: also below a file, and behind a link that leads to itself.
_NOTHING = {errno.ENOENT, errno.ENOTDIR, errno.ELOOP}


def stands(path: str | Path) -> bool:
    """Tell whether anything stands at a path, be it a link that leads nowhere. Raises DiskError."""
    return _mode(path, follow=False) != 0


def is_file(path: str | Path, *, follow: bool = False) -> bool:
    """Tell whether an ordinary file stands at a path; with `follow` one that a link leads to, too. Raises DiskError."""
    return stat.S_ISREG(_mode(path, follow=follow))


def is_folder(path: str | Path, *, follow: bool = False) -> bool:
    """Tell whether a folder stands at a path; with `follow` one that a link leads to, too. Raises DiskError."""
    return stat.S_ISDIR(_mode(path, follow=follow))


def is_link(path: str | Path) -> bool:
    """Tell whether a symbolic link stands at a path, wherever it leads. Raises DiskError."""
    return stat.S_ISLNK(_mode(path, follow=False))


def is_mount(path: str | Path) -> bool:
    """Tell whether another file system begins at a path: nothing can be put in its place by a rename."""
    return os.path.ismount(path)


def is_same(one: str | Path, other: str | Path) -> bool:
    """Tell whether two paths name the same file or folder, by whatever way; False where one of them is not there."""
    try:
        return os.path.samefile(one, other)  # noqa: PTH121 - of texts as well
    except OSError:
        return False


def is_inside(inner: Path, outer: Path) -> bool:
    """Tell whether a path is another one or lies below it, by whatever name: case and mounts give several."""
    return any(step == outer or is_same(step, outer) for step in (inner, *inner.parents))


def identity_of(path: str | Path) -> tuple[int, int] | None:
    """Tell what stands at a path from what may take its place; a link is followed. None where that cannot be told."""
    try:
        found = os.stat(path)  # noqa: PTH116 - as below
    except OSError:
        return None
    return found.st_dev, found.st_ino


def mode_of(path: str | Path) -> int:
    """Give the permissions of a file, such as 0o644; a link is followed. Raises DiskError, also where nothing is."""
    with disk.operation("look at", path):
        return stat.S_IMODE(os.stat(path).st_mode)  # noqa: PTH116 - as below


def _mode(path: str | Path, *, follow: bool) -> int:
    """Give the type and permissions as stat(2) does, 0 for nothing."""
    try:
        if disk.before is not None:
            disk.before("look at", Path(path))
        return os.stat(path, follow_symlinks=follow).st_mode  # noqa: PTH116 - of a text as well, without a Path for each
    except OSError as error:
        if error.errno in _NOTHING:
            return 0
        raise disk.failed("look at", path, error) from error
    except ValueError:  # a NUL in the path
        return 0
