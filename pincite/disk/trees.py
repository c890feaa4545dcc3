"""What is done to whole folders on the disk: list, compare, flush, remove; below them it goes through no link.

Here the cost of one file is that of a build of ten thousand: a folder is opened once, and what lies in it is named from
there (openat(2) and its like), which is quicker than by whole paths, and cannot be led astray by a link on the way.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import stat
from contextlib import ExitStack, contextmanager, suppress
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pincite.disk import files as disk
from pincite.disk.files import FOLDER_MODE, READING, SAFELY, failed, flush, operation, remove_file
from pincite.disk.kinds import is_link
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | SAFELY
# Windows opens no folders: there all goes by whole paths.
_BY_DESCRIPTOR = {os.open, os.link, os.unlink} <= os.supports_dir_fd and os.scandir in os.supports_fd
_WHOLE = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Tree:
    """All below a folder, as paths from it with forward slashes, sorted; `others` are links, pipes and the like."""

    files: tuple[str, ...]
    folders: tuple[str, ...]
    others: tuple[str, ...]


class Facts(NamedTuple):
    """By what one can tell that a file is still the one that was looked at; each within 64 bits.

    `changed` is the time in nanoseconds at which its bytes were last changed. It never tells that a file is as it
    should be: a digest has told that before.
    """

    size: int
    inode: int
    changed: int


class At(NamedTuple):
    """An open folder: what is put before a name, and with which descriptor; and its path with a slash, for messages."""

    prefix: str
    descriptor: int | None
    path: str


@contextmanager
def opened(top: str, below: str) -> Iterator[At]:
    """Open a folder below another, itself and those between by their own names. Raises OSError, for a link as well."""
    path = f"{top}/{below}/" if below else f"{top}/"
    if not _BY_DESCRIPTOR:
        yield At(path, None, path)
        return
    descriptor = os.open(top, _FOLDER & ~getattr(os, "O_NOFOLLOW", 0))
    try:
        for name in below.split("/") if below else ():
            inner = os.open(name, _FOLDER, dir_fd=descriptor)
            disk.let_go(descriptor)
            descriptor = inner
        yield At("", descriptor, path)
    finally:
        disk.let_go(descriptor)


def folder_of(path: str) -> str:
    """Give the folder that a path lies in; empty for the top."""
    return path.rpartition("/")[0]


def entries(folder: str | Path) -> list[os.DirEntry[str]]:
    """Give what lies in one folder, sorted by name; the kind of each comes with it. Raises DiskError."""
    with operation("list", folder), os.scandir(folder) as found:
        return sorted(found, key=lambda one: one.name)


def list_tree(folder: str | Path) -> Tree:
    """List what lies below a folder, hidden files as well. Raises DiskError: not there, no folder, unreadable."""
    files: list[str] = []
    folders, others = _walk(str(folder), lambda path, _entry: files.append(path))
    return Tree(tuple(sorted(files)), folders, others)


def facts_below(folder: str | Path) -> tuple[dict[str, Facts], Tree]:
    """List what lies below a folder, and look at every file. Raises DiskError."""
    found: dict[str, Facts] = {}

    def look(path: str, entry: os.DirEntry[str]) -> None:
        if disk.before is not None:
            disk.before("look at", Path(folder, path))
        one = entry.stat(follow_symlinks=False)
        found[path] = Facts._make((one.st_size, one.st_ino & _WHOLE, one.st_mtime_ns & _WHOLE))

    folders, others = _walk(str(folder), look)
    return found, Tree(tuple(sorted(found)), folders, others)


def _walk(top: str, see: Callable[[str, os.DirEntry[str]], None]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    folders: list[str] = []
    others: list[str] = []
    waiting = [""]
    while waiting:
        below = waiting.pop()
        path = f"{top}/{below}" if below else top
        base = f"{below}/" if below else ""
        try:
            if disk.before is not None:
                disk.before("list", Path(path))
            with opened(top, below) as at, os.scandir(path if at.descriptor is None else at.descriptor) as entries:
                for entry in entries:
                    name = base + entry.name
                    if entry.is_file(follow_symlinks=False):
                        see(name, entry)
                    elif entry.is_dir(follow_symlinks=False):
                        folders.append(name)
                        waiting.append(name)
                    else:
                        others.append(name)
        except OSError as error:
            raise failed("list", path, error) from error
    return tuple(sorted(folders)), tuple(sorted(others))


def _facts(found: os.stat_result) -> Facts:
    return Facts._make((found.st_size, found.st_ino & _WHOLE, found.st_mtime_ns & _WHOLE))


def compare(folder: str | Path, wanted: Iterable[tuple[str, str, int]]) -> Iterator[Facts | None]:
    """Read files, given as path, SHA-256 in hex, and size: give the facts of each that has just these bytes, else None.

    In the order given, one at a time. What cannot be read is not as it should be; nothing is raised.
    """
    top = str(folder)
    for below, group in groupby(wanted, key=lambda one: folder_of(one[0])):
        start = len(below) + 1 if below else 0
        with ExitStack() as stack:
            at = None
            with suppress(OSError):
                at = stack.enter_context(opened(top, below))
            for path, sha256, size in group:
                yield _as_wanted(at, path[start:], sha256, size) if at else None


def _as_wanted(at: At, name: str, sha256: str, size: int) -> Facts | None:
    try:
        if disk.before is not None:
            disk.before("read", Path(at.path + name))
        descriptor = os.open(at.prefix + name, READING, dir_fd=at.descriptor)
        try:
            found = os.fstat(descriptor)
            same = (
                found.st_size == size
                and _digest(descriptor, size) == sha256
                and stat.S_ISREG(found.st_mode)  # an empty pipe reads like an empty file
            )
        finally:
            disk.let_go(descriptor)
    except OSError:
        return None
    return _facts(found) if same else None


def _digest(descriptor: int, size: int) -> str:
    """Hash a file of a size, and one byte more if there is one."""
    if size < disk.CHUNK:
        return hashlib.sha256(os.read(descriptor, size + 1)).hexdigest()
    # In pieces, so that a big file is never in memory as a whole.
    digest = hashlib.sha256()
    while piece := os.read(descriptor, disk.CHUNK):
        digest.update(piece)
    return digest.hexdigest()


def make_folders(top: str, below: str, made: set[str]) -> None:
    """Make a folder below another, and those between, and `top` itself, with mode 0755; `made` are those that stand.

    Several processes may do so at once. Raises DiskError.
    """
    if below in made:
        return
    if below:
        make_folders(top, folder_of(below), made)
    path = Path(top, below)
    with operation("make the folder", path):
        try:
            path.mkdir()
        except FileExistsError:
            if path.is_symlink() or not path.is_dir():
                raise
        # Even where another process has made it, which may not have come to this yet.
        path.chmod(FOLDER_MODE)
    made.add(below)


def flush_tree(folder: str | Path) -> None:
    """Wait until a folder and everything below it is on the disk. Raises DiskError.

    syncfs(2) does it in one step, ten times faster for thousands of files than one fsync each; since Linux 5.8 it
    reports faults of writing.
    """
    if not _flush_disk(folder):
        tree = list_tree(folder)
        flush_parts(folder, tree.files, tree.folders)


def flush_parts(folder: str | Path, files: Iterable[str], folders: Iterable[str]) -> None:
    """Wait until these files and folders below a folder, and the folder, are on the disk. Raises DiskError."""
    for path in (*files, *sorted(folders, reverse=True)):
        flush(f"{folder}/{path}")
    flush(folder)


def _flush_disk(folder: str | Path) -> bool:
    call = disk.system("syncfs")
    if call is None:
        return False
    with operation("flush", folder):
        descriptor = os.open(folder, os.O_RDONLY | SAFELY)
        try:
            if call(descriptor) == 0:
                return True
            code = ctypes.get_errno()
            if code != errno.ENOSYS:
                raise OSError(code, os.strerror(code))
        finally:
            os.close(descriptor)
    return False


def remove_tree(folder: str | Path) -> None:
    """Remove a folder and everything below it; links are removed, never followed. Raises DiskError half-way."""
    if is_link(folder):
        remove_file(folder)
    else:
        _remove(str(folder), "")


def _remove(top: str, below: str) -> None:
    path = folder = f"{top}/{below}" if below else top
    verb = "list"
    try:
        if disk.before is not None:
            disk.before(verb, Path(folder))
        with opened(top, below) as at:
            with os.scandir(path if at.descriptor is None else at.descriptor) as entries:
                found = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
            verb = "remove"
            for name, is_folder in found:
                if is_folder:
                    _remove(top, f"{below}/{name}" if below else name)
                    continue
                path = at.path + name
                if disk.before is not None:
                    disk.before(verb, Path(path))
                os.unlink(at.prefix + name, dir_fd=at.descriptor)
        path = folder
        if disk.before is not None:
            disk.before(verb, Path(folder))
        os.rmdir(folder)  # noqa: PTH106 - beside the other calls of the system
    except OSError as error:
        raise failed(verb, path, error) from error
