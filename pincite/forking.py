"""Forking where somebody may press Ctrl-C: it is held back until both processes can take it."""

from __future__ import annotations

import os
import signal


def fork() -> int:
    """Fork as `os.fork` does. The new process passes over Ctrl-C: the first one tells all others. Raises OSError.

    A Ctrl-C that comes while the system forks would be raised within what Python does after each fork. There it is
    printed as an exception that was ignored, and nothing is interrupted.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process = os.fork()
        if not process:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return process
