"""Files of one folder under the same names in another: a second name for each, or a copy where the disk has none."""

from __future__ import annotations

import errno
import os
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.disk import files as disk
from pincite.disk.files import FILE_MODE, NEW, READING, failed
from pincite.disk.trees import At, folder_of, make_folders, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_THROUGH_LINKS = os.link not in os.supports_follow_symlinks
# What file systems answer that know no second name for a file, or allow none more, or not to us.
_CANNOT_LINK = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EXDEV, errno.EMLINK}


def link_files(
    folder: str | Path, to: str | Path, paths: Iterable[str], going: Callable[[], bool] | None = None
) -> None:
    """Give files of one folder the same names below another, as hard links; as copies where the disk has no links.

    Those of one folder are best given one after the other. Raises DiskError. It breaks off where `going`, asked now
    and then, says no.
    """
    made: set[str] = set()
    for below, group in groupby(paths, key=folder_of):
        if going is not None and not going():
            return
        make_folders(str(to), below, made)
        start = len(below) + 1 if below else 0
        path = f"{folder}/{below}"
        try:
            with opened(str(folder), below) as old, opened(str(to), below) as new:
                for number, one in enumerate(group):
                    name = one[start:]
                    path = old.path + name
                    if going is not None and number % 256 == 0 and not going():
                        return
                    if disk.before is not None:
                        disk.before("link", Path(path))
                    _link(old, new, name)
        except OSError as error:
            raise failed("link", path, error, f"{to}/{path[len(str(folder)) + 1 :]}") from error


def _link(old: At, new: At, name: str) -> None:
    try:
        os.link(
            old.prefix + name,
            new.prefix + name,
            src_dir_fd=old.descriptor,
            dst_dir_fd=new.descriptor,
            follow_symlinks=_THROUGH_LINKS,
        )
    except OSError as error:
        if error.errno not in _CANNOT_LINK:
            raise
        _copy(old, new, name)


def _copy(old: At, new: At, name: str) -> None:
    source = os.open(old.prefix + name, READING, dir_fd=old.descriptor)
    try:
        target = os.open(new.prefix + name, NEW, FILE_MODE, dir_fd=new.descriptor)
        try:
            if hasattr(os, "fchmod"):
                os.fchmod(target, FILE_MODE)
            while rest := memoryview(os.read(source, disk.CHUNK)):
                while rest:
                    rest = rest[os.write(target, rest) :]
        finally:
            os.close(target)
    finally:
        disk.let_go(source)
