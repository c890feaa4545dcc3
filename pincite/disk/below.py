"""Files below a folder that others write in: no path leads out of it, no link is followed, nothing is waited for."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from pincite.disk import files as disk
from pincite.disk import remedies
from pincite.disk.files import READING, shown
from pincite.problems import InputError, Problem, Span

_CAN_REFUSE_LINKS = hasattr(os, "O_NOFOLLOW")


def read_below(root: Path, path: str, limit: int) -> bytes:
    """Read the ordinary file at a path from `root`, of at most `limit` bytes.

    Raises InputError: the path leads out or through a link, or what is there is missing, no file, too big, unreadable.
    """
    if (fault := leads_out(path) or through_link(root, path, last=not _CAN_REFUSE_LINKS)) is not None:
        raise InputError(fault)
    where = f"{root}/{path}"
    try:
        if disk.before is not None:
            disk.before("read", Path(where))
        descriptor = os.open(where, READING)
    except FileNotFoundError:
        message, hint = f'there is no file "{shown(path)}"', "check the spelling of the path"
        raise InputError(Problem("file-missing", message, Span(shown(path)), hint)) from None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise InputError(link(path)) from None
        raise InputError(unreadable(path, error.errno or 0)) from None
    try:
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode):
            message = f'"{shown(path)}" is not an ordinary file'
            raise InputError(Problem("file-kind", message, Span(shown(path)), "replace it by a file"))
        if facts.st_size > limit:
            raise InputError(too_big(path, facts.st_size, limit))
        data = disk.whole(descriptor, facts.st_size, limit + 1)
    except OSError as error:
        raise InputError(unreadable(path, error.errno or 0)) from None
    finally:
        disk.let_go(descriptor)
    if len(data) > limit:
        raise InputError(too_big(path, len(data), limit))
    return data


def leads_out(path: str) -> Problem | None:
    """Tell where a path, written with forward slashes, does not name something below the folder that it starts from."""
    parts = path.split("/")
    if path.startswith("/") or ".." in parts or not set(parts) - {"", "."} or "\\" in path or "\0" in path:
        message = f'"{shown(path)}" is no path inside the project'
        return Problem("path-outside", message, Span(shown(path)), "write a path from the root")
    return None


def through_link(root: Path, path: str, *, last: bool = True) -> Problem | None:
    """Tell which step of a path is a symbolic link; without `last` the one that it names is not looked at."""
    parts = [part for part in path.split("/") if part not in {"", "."}]
    there = str(root)
    for depth, part in enumerate(parts if last else parts[:-1], 1):
        there = os.path.join(there, part)  # noqa: PTH118 - a Path for each part is most of the time of reading
        if os.path.islink(there):  # noqa: PTH114 - as above
            return link("/".join(parts[:depth]))
    return None


def link(path: str) -> Problem:
    """Word that a symbolic link stands where a file or a folder of the project belongs."""
    message = f'"{shown(path)}" is a symbolic link'
    return Problem("symlink", message, Span(shown(path)), "put the file itself in its place")


def unreadable(path: str, code: int) -> Problem:
    """Word why something that is there cannot be read; the code is what the system answered, an errno."""
    message = f'"{shown(path)}" cannot be read: {os.strerror(code)}'
    return Problem("file-unreadable", message, Span(shown(path)), remedies.to_read(code))


def too_big(path: str, size: int, limit: int) -> Problem:
    """Word that a file has more bytes than one of its kind may have."""
    message = f"the file has {size:,} bytes; the limit for files of this kind is {limit:,}"
    return Problem("file-too-big", message, Span(shown(path)), "split it, or check that it is the right file")
