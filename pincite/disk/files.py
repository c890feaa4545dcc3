"""What is done to one file or folder on the disk: each operation is counted, each failure names its path and a remedy.

Beside it `kinds` asks what stands somewhere, `below` reads what others write, `digests` reads for the digest alone,
`trees` and `linked` work on whole folders, `alone` keeps others waiting, `own` and `secret` are nobody else's, and
`remedies` words what helps. Nothing of pincite touches the disk but by these, and SQLite for the cache.
"""

from __future__ import annotations

import ctypes
import errno
import functools
import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pincite.disk import remedies
from pincite.problems import Problem, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Called before every operation with its name and its path, if set. Tests set it, to make the Nth operation fail with an
# OSError or to end the process there, so that each point at which a build can break off is tried.
before: Callable[[str, Path], None] | None = None

# Bytes handed to the system at once. Tests make it small, so that a disk can be full in the middle of a file.
CHUNK = 1 << 20

# What is written is read by web servers and by other people's tools, so the mode never depends on the umask.
FILE_MODE = 0o644
FOLDER_MODE = 0o755

# open(2): never through a symbolic link, never into another program's hands, no translation of line ends on Windows.
SAFELY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | SAFELY
READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | SAFELY
_HAS_FCHMOD = hasattr(os, "fchmod")

# renameat2(2): paths from the working folder; swap both names in one step.
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
# What kernels, file systems and containers answer that cannot exchange. EPERM comes from old seccomp filters; where it
# is meant, the plain rename that follows fails with it as well.
_CANNOT_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM}

# What leaves the disk as it is. Where that fails, other things help than where something is written.
_ONLY_READ = {"read", "list", "look at"}


class DiskError(Exception):
    """A file or folder cannot be written or read, or is refused. Carries the problem that says so.

    `errno` is what the system answered, 0 where it was not asked.
    """

    def __init__(self, problem: Problem, errno: int = 0) -> None:
        super().__init__(problem.message)
        self.problem = problem
        self.errno = errno

    def __reduce__(self) -> tuple[type[DiskError], tuple[Problem, int]]:
        """Tell how to make it anew, as where a worker hands it to the process that waits for it."""
        return DiskError, (self.problem, self.errno)


def shown(path: str | Path) -> str:
    """Word a path so that it can be printed whatever bytes are in it."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def failed(verb: str, path: str | Path, error: OSError, to: str | Path = "") -> DiskError:
    """Word an OSError with the path, which write(2) and fsync(2) do not name, and with a remedy."""
    where = f'"{shown(path)}"' + (f' to "{shown(to)}"' if to else "")
    message = f"cannot {verb} {where}: {error.strerror or error}"
    code = error.errno or 0
    hint = remedies.to_read(code) if verb in _ONLY_READ else remedies.to_write(code)
    return DiskError(Problem("output-io", message, Span(shown(path)), hint), code)


@contextmanager
def operation(verb: str, path: str | Path, to: str | Path = "") -> Iterator[None]:
    """Let every OSError inside leave as a DiskError that names the path.

    For what is done a few times in a build. Entering and leaving costs as much as a call of the system, so what is done
    for each file asks `before` and catches by itself.
    """
    try:
        if before is not None:
            before(verb, Path(path))
        yield
    except OSError as error:
        raise failed(verb, path, error, to) from error


def mkdir(folder: Path, *, exist_ok: bool = False, parents: bool = False, mode: int = FOLDER_MODE) -> None:
    """Make a folder, with `parents` those that are missing above it, too. Raises DiskError."""
    if parents and not folder.parent.exists():
        mkdir(folder.parent, exist_ok=True, parents=True, mode=mode)
    with operation("make the folder", folder):
        try:
            folder.mkdir(mode)
        except FileExistsError:
            if not exist_ok or not folder.is_dir():
                raise
            return
        folder.chmod(mode)


def write_file(path: str | Path, data: bytes, *, mode: int = FILE_MODE) -> None:
    """Write a file that is not there yet. Raises DiskError; then a part of it may be there."""
    verb = "create"
    try:
        if before is not None:
            before(verb, Path(path))
        descriptor = os.open(path, NEW, mode)
        try:
            if _HAS_FCHMOD:
                verb = "set the mode of"
                if before is not None:
                    before(verb, Path(path))
                os.fchmod(descriptor, mode)
            verb = "write"
            rest = memoryview(data)
            while rest:
                if before is not None:
                    before(verb, Path(path))
                rest = rest[os.write(descriptor, rest[:CHUNK]) :]
        finally:
            # What close(2) reports here was not flushed yet; `flush` reports it again.
            os.close(descriptor)
    except OSError as error:
        raise failed(verb, path, error) from error


def read_file(path: str | Path, limit: int = -1) -> bytes:
    """Read an ordinary file, of it at most `limit` bytes, never through a symbolic link. Raises DiskError."""
    try:
        if before is not None:
            before("read", Path(path))
        descriptor = os.open(path, READING)
        try:
            return whole(descriptor, os.fstat(descriptor).st_size, sys.maxsize if limit < 0 else limit)
        finally:
            let_go(descriptor)
    except OSError as error:
        raise failed("read", path, error) from error


def whole(descriptor: int, size: int, most: int) -> bytes:
    """Read an open file, which had this size, to its end as it is now; of it at most `most` bytes. Raises OSError."""
    # One byte more than there is: that none comes says that this was all, in one call of read(2).
    data = os.read(descriptor, min(size + 1, most))
    if len(data) != size:
        while len(data) < most and (more := os.read(descriptor, min(CHUNK, most - len(data)))):
            data += more
    return data


def let_go(descriptor: int) -> None:
    """Close what was only read, or locked: it is closed whatever close(2) says, and nothing can be lost by it."""
    with suppress(OSError):
        os.close(descriptor)


def read_given(path: str | Path, limit: int) -> bytes:
    """Read what a user has named, be it a pipe or behind a link, to its end; of it at most `limit` bytes.

    It waits for whoever writes into a pipe. Raises DiskError.
    """
    with operation("read", path), open(path, "rb") as file:  # noqa: PTH123 - beside the other calls of the system
        return file.read(limit)


def chmod(path: str | Path, mode: int) -> None:
    """Give a file other permissions. Raises DiskError."""
    with operation("set the mode of", path):
        os.chmod(path, mode)  # noqa: PTH101 - of a text as well


def flush(path: str | Path) -> None:
    """Wait until a file or a folder is on the disk. Raises DiskError."""
    if os.name == "nt" and Path(path).is_dir():
        return  # Windows opens no folders
    with operation("flush", path):
        descriptor = os.open(path, os.O_RDONLY | SAFELY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def rename(path: str | Path, to: str | Path) -> None:
    """Give a file or folder another name on the same file system. Raises DiskError."""
    try:
        if before is not None:
            before("rename", Path(path))
        os.rename(path, to)  # noqa: PTH104 - a Path takes longer to make than a file to rename
    except OSError as error:
        raise failed("rename", path, error, to) from error


def exchange(one: Path, other: Path) -> bool:
    """Swap two names in one step that no reader and no crash can split; False where the system cannot.

    Raises DiskError where it can, and fails.
    """
    with operation("exchange", one, other):
        call = system("renameat2")
        if call is None:
            return False
        if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
            return True
        code = ctypes.get_errno()
        if code in _CANNOT_EXCHANGE:
            return False
        raise OSError(code, os.strerror(code))


@functools.cache
def system(name: str) -> Callable[..., Any] | None:
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


def remove_file(path: str | Path) -> None:
    """Remove a file or a link. Raises DiskError."""
    with operation("remove", path):
        Path(path).unlink()


def remove_folder(path: Path) -> None:
    """Remove an empty folder. Raises DiskError."""
    with operation("remove", path):
        path.rmdir()
