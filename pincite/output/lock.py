"""Who may write: one build of a project at a time, and what a build that died has left beside the output."""

from __future__ import annotations

import errno
import os
import re
import sys
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.disk import files
from pincite.disk.kinds import is_link
from pincite.disk.trees import entries, remove_tree
from pincite.problems import Problem, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# Network file systems that know no locks: a build without one is better than none.
_NO_LOCKS = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS}


class LockHeldError(Exception):
    """Another build of the same project is running. Carries the problem that says so."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@contextmanager
def lock(root: Path) -> Iterator[None]:
    """Hold `<root>/.pincite/lock` while a build runs. Raises LockHeldError at once where another build holds it.

    The system lets go of the lock when its process dies, so there is no stale one. The file stays: to remove it would
    let two builds hold two files of one name.
    """
    folder = root / ".pincite"
    path = folder / "lock"
    if is_link(folder):  # what it leads to is not ours to write in
        message, remedy = f'"{files.shown(folder)}" is a symbolic link', "put a folder in its place, or delete it"
        raise files.DiskError(Problem("output-io", message, Span(files.shown(folder)), remedy))
    files.mkdir(folder, exist_ok=True)
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    with files.operation("open", path):
        descriptor = os.open(path, flags, 0o644)
    try:
        with files.operation("lock", path):
            taken = _take(descriptor)
        if not taken:
            raise LockHeldError(_held(path, descriptor))
        try:
            with files.operation("write", path):
                os.ftruncate(descriptor, 0)
                os.write(descriptor, str(os.getpid()).encode())
            yield
        finally:
            # By word, not by closing alone: a forked worker that still runs has the same open file.
            _release(descriptor)
    finally:
        files.let_go(descriptor)


def _take(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
    return True


def _release(descriptor: int) -> None:
    if sys.platform != "win32":
        with suppress(OSError):  # the end of the process lets go of it as well
            fcntl.flock(descriptor, fcntl.LOCK_UN)


def _held(path: Path, descriptor: int) -> Problem:
    try:
        owner = os.read(descriptor, 20).decode("ascii", "replace")
    except OSError:  # Windows lets nobody else read what is locked
        owner = ""
    by = f" (process {owner})" if owner.isdecimal() else ""
    hint = "wait until it is done, or build with --wait 60"
    return Problem("locked", f"another build of this project is running{by}", Span(files.shown(path)), hint)


def stage_beside(target: Path) -> Path:
    """Name this process's stage folder: in the same parent as the output, so that a rename reaches it."""
    return target.with_name(f".{target.name}.pincite-{os.getpid()}")


def ready_beside(target: Path) -> Path:
    """Name where this process links what it keeps, while it makes the rest."""
    return target.with_name(f".{target.name}.pincite-{os.getpid()}-ready")


def old_beside(target: Path) -> Path:
    """Name where this process puts the old tree while it swaps by two renames."""
    return target.with_name(f".{target.name}.pincite-{os.getpid()}-old")


def owner_of(name: str, target: Path) -> int | None:
    """Tell which process made a folder beside the output; None where the name is none of ours."""
    found = re.fullmatch(rf"\.{re.escape(target.name)}\.pincite-(\d{{1,10}})(?:-old|-ready)?", name, re.ASCII)
    return int(found[1]) if found else None


def sweep(target: Path) -> tuple[Problem, ...]:
    """Remove the stage folders whose process is dead; what cannot be removed is a warning.

    To be called with the lock held, after `recover` has put right what a journal tells, and before this process stages:
    a folder with our own number is then a dead process's, whose number we got.
    """
    warnings = []
    try:
        beside = entries(target.parent)
    except files.DiskError as error:
        return (as_warning(error.problem),) if error.errno != errno.ENOENT else ()
    for one in beside:
        owner = owner_of(one.name, target)
        folder = target.with_name(one.name)
        if owner is None or not one.is_dir(follow_symlinks=False):
            continue
        if owner != os.getpid() and _alive(owner):
            continue
        try:
            remove_tree(folder)
        except files.DiskError as error:
            warnings.append(leftover(folder, error.problem))
    return tuple(warnings)


def _alive(process: int) -> bool:
    if sys.platform == "win32":
        return False  # os.kill would end it; the lock says that no other build of this project runs
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def as_warning(problem: Problem) -> Problem:
    """Make a problem one that does not stop a build: the site is whole, something beside it is not as it should be."""
    return replace(problem, severity=Severity.WARNING)


def leftover(folder: Path, problem: Problem) -> Problem:
    """Word that an old tree could not be removed, and why."""
    message = f'the old files in "{files.shown(folder)}" could not all be removed: {problem.message}'
    hint = "the site itself is whole; delete that folder by hand, or let the next build try again"
    return Problem("output-leftover", message, Span(files.shown(folder)), hint, Severity.WARNING)
