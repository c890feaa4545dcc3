"""The one module that writes to disk: every operation is counted, and every failure names its path and a remedy."""

from __future__ import annotations

import ctypes
import errno
import functools
import os
import stat
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pincite.problems import Problem, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

# Called before every operation with its name and its path, if set. Tests set it, to make the Nth operation fail with an
# OSError or to end the process there, so that each point at which a build can break off is tried.
before: Callable[[str, Path], None] | None = None

# Bytes handed to the system at once. Tests make it small, so that a disk can be full in the middle of a file.
CHUNK = 1 << 20

# What is written is read by web servers and by other people's tools, so the mode never depends on the umask.
_FILE_MODE = 0o644
_FOLDER_MODE = 0o755

# open(2): never through a symbolic link, never into another program's hands, no translation of line ends on Windows.
_SAFELY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)

# renameat2(2): paths from the working folder; swap both names in one step.
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
# What kernels, file systems and containers answer that cannot exchange. EPERM comes from old seccomp filters; where it
# is meant, the plain rename that follows fails with it as well.
_CANNOT_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM}

_HINTS = {
    errno.ENOSPC: "make room on the disk and build again",
    errno.EDQUOT: "make room within your disk quota and build again",
    errno.EFBIG: "raise the limit for the size of files (`ulimit -f`) and build again",
    errno.EACCES: "check who owns it and that you may write there",
    errno.EPERM: "check who owns it, that you may write there, and that it is not made immutable",
    errno.EROFS: "the disk is read-only; name a folder on another one with --output",
    errno.EMFILE: "raise the limit for open files (`ulimit -n`) and build again",
    errno.ENFILE: "close other programs and build again",
    errno.EBUSY: "another program or a mount holds it; close that program and build again",
    errno.EIO: "the disk reports a fault; check it, or name a folder on another one with --output",
    errno.ENAMETOOLONG: "name a folder with a shorter path with --output",
    errno.ENOENT: "something removed it meanwhile; build again",
    errno.EEXIST: "something else has this name; move it away and build again",
    errno.ENOTDIR: "a file stands where a folder is needed; move it away and build again",
}
_ANY_HINT = "build again; if it stays like this, name another folder with --output"


class OutputError(Exception):
    """The output cannot be written or read, or is refused. Carries the problem that says so."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Tree:
    """What lies below a folder, as paths from it with forward slashes, sorted.

    `files` maps ordinary files to their sizes in bytes; `others` are links, pipes and the like.
    """

    files: Mapping[str, int]
    folders: tuple[str, ...]
    others: tuple[str, ...]


def shown(path: Path) -> str:
    """Word a path so that it can be printed whatever bytes are in it."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


@contextmanager
def operation(verb: str, path: Path, to: Path | None = None) -> Iterator[None]:
    """Let every OSError inside leave as an OutputError that names the path, which write(2) and fsync(2) do not."""
    try:
        if before is not None:
            before(verb, path)
        yield
    except OSError as error:
        where = f'"{shown(path)}"' + (f' to "{shown(to)}"' if to else "")
        message = f"cannot {verb} {where}: {error.strerror or error}"
        hint = _HINTS.get(error.errno or 0, _ANY_HINT)
        raise OutputError(Problem("output-io", message, Span(shown(path)), hint)) from error


def mkdir(folder: Path, *, exist_ok: bool = False, parents: bool = False) -> None:
    """Make a folder with mode 0755. With `parents` those that are missing above it, too. Raises OutputError."""
    if parents and not folder.parent.exists():
        mkdir(folder.parent, exist_ok=True, parents=True)
    with operation("make the folder", folder):
        try:
            folder.mkdir()
        except FileExistsError:
            if not exist_ok or not folder.is_dir():
                raise
            return
        folder.chmod(_FOLDER_MODE)


def write_file(path: Path, data: bytes) -> None:
    """Write a file that is not there yet, with mode 0644. Raises OutputError; then a part of it may be there."""
    with operation("create", path):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SAFELY, _FILE_MODE)
    try:
        if hasattr(os, "fchmod"):
            with operation("set the mode of", path):
                os.fchmod(descriptor, _FILE_MODE)
        rest = memoryview(data)
        while rest:
            with operation("write", path):
                rest = rest[os.write(descriptor, rest[:CHUNK]) :]
    finally:
        # What close(2) reports here was not flushed yet; `flush` reports it again.
        os.close(descriptor)


def read_file(path: Path, limit: int = -1) -> bytes:
    """Read an ordinary file, of it at most `limit` bytes, never through a symbolic link. Raises OutputError."""
    with operation("read", path):
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _SAFELY)
        try:
            with open(descriptor, "rb", closefd=False) as file:
                return file.read(limit)
        finally:
            os.close(descriptor)


def flush(path: Path) -> None:
    """Wait until a file or a folder is on the disk. Raises OutputError."""
    if os.name == "nt" and path.is_dir():
        return  # Windows opens no folders
    with operation("flush", path):
        descriptor = os.open(path, os.O_RDONLY | _SAFELY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def flush_tree(folder: Path) -> None:
    """Wait until a folder and everything below it is on the disk. Raises OutputError.

    syncfs(2) does it in one step, ten times faster for thousands of files than one fsync each; since Linux 5.8 it
    reports faults of writing.
    """
    call = _system("syncfs")
    if call is not None:
        with operation("flush", folder):
            descriptor = os.open(folder, os.O_RDONLY | _SAFELY)
            try:
                if call(descriptor) == 0:
                    return
                code = ctypes.get_errno()
                if code != errno.ENOSYS:
                    raise OSError(code, os.strerror(code))
            finally:
                os.close(descriptor)
    tree = list_tree(folder)
    for path in (*tree.files, *reversed(tree.folders)):
        flush(folder / path)
    flush(folder)


def rename(path: Path, to: Path) -> None:
    """Give a file or folder another name on the same file system. Raises OutputError."""
    with operation("rename", path, to):
        path.rename(to)


def exchange(one: Path, other: Path) -> bool:
    """Swap two names in one step that no reader and no crash can split; False where the system cannot.

    Raises OutputError where it can, and fails.
    """
    with operation("exchange", one, other):
        call = _system("renameat2")
        if call is None:
            return False
        if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
            return True
        code = ctypes.get_errno()
        if code in _CANNOT_EXCHANGE:
            return False
        raise OSError(code, os.strerror(code))


@functools.cache
def _system(name: str) -> Callable[..., Any] | None:
    """Find a call of the C library that Python does not offer; None where there is none."""
    if sys.platform != "linux":
        return None
    try:
        call = getattr(ctypes.CDLL(None, use_errno=True), name)
    except (OSError, AttributeError):
        return None
    if name == "renameat2":
        call.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    found: Callable[..., Any] = call
    return found


def remove_file(path: Path) -> None:
    """Remove a file or a link. Raises OutputError."""
    with operation("remove", path):
        path.unlink()


def remove_tree(folder: Path) -> None:
    """Remove a folder and everything below it; links are removed, never followed. Raises OutputError half-way."""
    if folder.is_symlink():
        remove_file(folder)
        return
    for entry in _entries(folder):
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False):
            remove_tree(path)
        else:
            remove_file(path)
    with operation("remove", folder):
        folder.rmdir()


def list_tree(folder: Path) -> Tree:
    """List what lies below a folder, hidden files as well. Raises OutputError: not there, no folder, unreadable."""
    found: dict[str, int] = {}
    folders: list[str] = []
    others: list[str] = []
    waiting = [""]
    while waiting:
        base = waiting.pop()
        for entry in _entries(folder / base):
            path = base + entry.name
            with operation("look at", folder / path):
                facts = entry.stat(follow_symlinks=False)
            if stat.S_ISDIR(facts.st_mode):
                folders.append(path)
                waiting.append(f"{path}/")
            elif stat.S_ISREG(facts.st_mode):
                found[path] = facts.st_size
            else:
                others.append(path)
    return Tree(dict(sorted(found.items())), tuple(sorted(folders)), tuple(sorted(others)))


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with operation("list", folder), os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)
