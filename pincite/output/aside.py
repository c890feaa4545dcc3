"""One digest taken beside other work, by a process of its own where that is cheap and there is a core for it."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from pincite.forking import fork

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LONGEST = 4096  # bytes that a pipe takes at once, whoever reads them


@contextmanager
def aside(work: Callable[[], str]) -> Iterator[Callable[[], str]]:
    """Begin a work that gives a short text; yield what waits for it. Whoever does not ask for it need not wait.

    Where there is no second process to be had, or it comes to nothing, the work is done when it is asked for.
    """
    begun = _begin(work) if _may_fork() else None
    if begun is None:
        yield work
        return
    process, reading = begun
    try:
        yield lambda: os.read(reading, _LONGEST).decode() or work()
    finally:
        os.close(reading)
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def _may_fork() -> bool:
    """Tell whether a fork is safe, for with threads it is not, and of use."""
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:  # noqa: PLR2004 - this process and another one
        return False
    threading = sys.modules.get("threading")
    return threading is None or threading.active_count() == 1


def _begin(work: Callable[[], str]) -> tuple[int, int] | None:
    """Give the number of the process, and what is to be read from."""
    try:
        reading, writing = os.pipe()
    except OSError:  # too many open files
        return None
    try:
        process = fork()
    except OSError:
        os.close(reading)
        os.close(writing)
        return None
    if process:
        os.close(writing)
        return process, reading
    try:
        os.close(reading)
        os.write(writing, work().encode())
    finally:
        os._exit(0)  # nothing that this process was on its way to do is for the other one
