"""Work in a folder that one process does at a time: the others wait until it is done."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

from pincite.disk.files import let_go, operation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if sys.platform != "win32":
    import fcntl


@contextlib.contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Wait until nobody else works in a folder, and then keep the others waiting. Raises DiskError.

    Where the system has no such lock, as on Windows, nobody waits: what is done inside must do without harm then.
    """
    if sys.platform == "win32":
        yield
        return
    with operation("open", folder):
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
    try:
        with contextlib.suppress(OSError):  # file systems that know no locks
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        let_go(descriptor)
