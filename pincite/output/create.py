"""New files among an editor's own: all of them or none, never over what is there, never through a link.

1. Every path is looked at before the first file is written, so that what can be refused is refused with nothing done.
2. What was created is taken away again where a later file fails.
3. Only what pincite itself generated is ever replaced (`renew`), and only where it can be told by its content.
"""

from __future__ import annotations

import contextlib
import os
import threading
from typing import TYPE_CHECKING

from pincite.disk.alone import one_at_a_time
from pincite.disk.below import leads_out, through_link
from pincite.disk.files import (
    DiskError,
    chmod,
    mkdir,
    read_file,
    remove_file,
    remove_folder,
    rename,
    shown,
    write_file,
)
from pincite.disk.kinds import is_folder, mode_of, stands
from pincite.problems import Problem, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


def create(root: Path, files: Mapping[str, bytes], behind: tuple[str, bytes] | None = None) -> None:
    """Write new files, given by their paths below `root`; folders that are missing are made.

    `behind` is the path of a file that is there, and what comes behind its end, last of all. Raises DiskError, with
    nothing written, where a new file is there already, or one lies outside or cannot be written.
    """
    for path in files:
        _refuse(root, path, fresh=True)
    made: list[Path] = []
    try:
        for path, data in files.items():
            target = root / path
            folders = [one for one in target.parents if not stands(one)]
            for folder in reversed(folders):
                mkdir(folder, exist_ok=True)
                made.append(folder)
            try:
                write_file(target, data)
            except DiskError as error:
                # A disk that is full in its middle leaves a part. What another program put there first is its own.
                if not isinstance(error.__cause__, FileExistsError):
                    made.append(target)
                raise
            made.append(target)
        path = ""  # from here on no new file is in hand
        if behind:
            append(root, *behind)
    except DiskError as error:
        for one in reversed(made):
            with contextlib.suppress(DiskError):
                remove_folder(one) if is_folder(one) else remove_file(one)
        if path and isinstance(error.__cause__, FileExistsError):
            raise _there_already(path) from error
        raise


def append(root: Path, path: str, text: bytes) -> None:
    """Put text behind the end of a file in one step, as a whole new file in its place. Raises DiskError."""
    _refuse(root, path, fresh=False)
    target = root / path
    # Where nobody can be kept waiting, `_put` sees what was written meanwhile.
    with one_at_a_time(target.parent):
        before = read_file(target)
        gap = b"" if not before or before.endswith(b"\n") else b"\n"
        _put(target, before + gap + text, before)


def renew(root: Path, files: Mapping[str, bytes], ours: Callable[[bytes], bool]) -> list[str]:
    """Write files that pincite generates, each in one step, in the place of older ones; give the paths of what changed.

    `ours` tells whether what is there may be replaced. Raises DiskError, with nothing written, where it may not be.
    """
    changed = {}
    for path, data in files.items():
        there = stands(root / path)
        _refuse(root, path, fresh=not there)
        before = read_file(root / path) if there else None
        if before is not None and not ours(before):
            raise _there_already(path)
        if before != data:
            changed[path] = data
    create(root, {path: data for path, data in changed.items() if not stands(root / path)})
    for path, data in changed.items():
        if read_file(root / path) != data:
            _put(root / path, data, read_file(root / path))
    return list(changed)


def _put(target: Path, data: bytes, before: bytes) -> None:
    """Put a whole new file into the place of one that holds `before`, with the mode that it has."""
    # A name that pincite passes over, in the same folder: a rename does not cross file systems. It is nobody else's.
    new = target.with_name(f".{target.name}.{os.getpid()}-{threading.get_ident()}.new")
    try:
        write_file(new, data)
        chmod(new, mode_of(target))
        if read_file(target) != before:
            raise _saved_meanwhile(target)
        rename(new, target)
    except DiskError:
        with contextlib.suppress(DiskError):
            remove_file(new)
        raise


def _refuse(root: Path, path: str, *, fresh: bool) -> None:
    if (fault := leads_out(path) or through_link(root, path)) is not None:
        raise DiskError(fault)
    if fresh and stands(root / path):
        raise _there_already(path)


def _there_already(path: str) -> DiskError:
    return DiskError(
        Problem("file-exists", f'there is a file "{path}" already', Span(path), "take another name, or move it away")
    )


def _saved_meanwhile(target: Path) -> DiskError:
    message = f'"{shown(target)}" was saved by another program meanwhile'
    return DiskError(Problem("output-io", message, Span(shown(target)), "nothing was written; try again"))
