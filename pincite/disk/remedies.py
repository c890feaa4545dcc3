"""What to do about what the system answers: one wording for each errno, whoever meets it."""

from __future__ import annotations

import errno

_MEMORY = "close other programs and try again"
# Whatever was asked of the system.
_ANYHOW = {
    errno.EMFILE: "raise the limit for open files (`ulimit -n`) and try again",
    errno.ENFILE: _MEMORY,
    errno.ENOMEM: _MEMORY,
    errno.EAGAIN: _MEMORY,
    errno.ENOSPC: "make room on the disk and try again",
    errno.EDQUOT: "make room within your disk quota and try again",
    errno.EFBIG: "raise the limit for the size of files (`ulimit -f`) and try again",
    errno.EBUSY: "another program or a mount holds it; close that program and try again",
}
_READING = _ANYHOW | {
    errno.EIO: "the disk reports a fault; check it, and restore the file",
}
_WRITING = _ANYHOW | {
    errno.EACCES: "check who owns it and that you may write there",
    errno.EPERM: "check who owns it, that you may write there, and that it is not made immutable",
    errno.EROFS: "the disk is read-only: let it be written to, or name a folder on another one with --output",
    errno.EIO: "the disk reports a fault; check it, or name a folder on another one with --output",
    errno.ENAMETOOLONG: "name a folder with a shorter path with --output",
    errno.ENOENT: "something removed it meanwhile; try again",
    errno.EEXIST: "something else has this name; move it away and try again",
    errno.ENOTDIR: "a file stands where a folder is needed; move it away and try again",
}


def to_read(code: int) -> str:
    """Say what helps where something could not be read, listed or looked at; the code is an errno, or 0."""
    return _READING.get(code, "check that it exists and that you may read it")


def to_write(code: int) -> str:
    """Say what helps where something in or beside the output could not be made, written or removed."""
    return _WRITING.get(code, "try again; if it stays like this, name another folder with --output")


def to_go_on(code: int) -> str:
    """Say what helps where nobody knows what was being done, or it was no work on the disk."""
    return _ANYHOW.get(code, "try again")
