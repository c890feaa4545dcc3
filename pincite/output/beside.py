"""A piece of work in a forked process beside this one: it saves time where it can, and nothing depends on it.

What it did not do, for whatever reason, whoever asked for it does afterwards; so it reports no faults.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from pincite.forking import fork

if TYPE_CHECKING:
    from collections.abc import Callable


class Beside:
    """Work that may be running. Where no process can be forked, nothing is done.

    The work is given a function, to be asked now and then: it says no once the process that wants the work has died.

    The process has the lock of its build as well, since it has the same open file: should the build be killed, the next
    one cannot begin before this process, too, has ended.
    """

    def __init__(self, work: Callable[[Callable[[], bool]], None]) -> None:
        self._process = 0
        # What other threads held would be held in the new process for ever.
        if not hasattr(os, "fork") or threading.active_count() > 1:
            return
        wanted_by = os.getpid()
        with suppress(OSError):  # no more processes, or no memory
            self._process = fork() or _alone(lambda: work(lambda: os.getppid() == wanted_by))

    def wait(self) -> None:
        """Wait until the work is done, or broken off."""
        if self._process:
            with suppress(ChildProcessError):  # somebody has waited for all children
                os.waitpid(self._process, 0)
            self._process = 0

    def end(self) -> None:
        """Break the work off."""
        if self._process:
            with suppress(ProcessLookupError):
                os.kill(self._process, signal.SIGKILL)
            self.wait()


def _alone(work: Callable[[], None]) -> int:
    """Work, and end this process, whatever happens: nothing of what the other one was about to do is done twice."""
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        gc.disable()  # what is collected would have to be copied first
        work()
    finally:
        os._exit(0)
