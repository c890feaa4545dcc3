"""An end for everything that is asked of a server: one that sends a byte a second would never end by itself."""

from __future__ import annotations

import contextlib
import socket
import threading
import time


class Deadline:
    """Ends the socket that is open when the time is up."""

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._end = time.monotonic() + seconds
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._strike)
        self._timer.daemon = True
        self._timer.start()

    def left(self, most: float) -> float:
        """Give the seconds that the next step may wait."""
        return max(0.01, min(most, self._end - time.monotonic()))

    def watch(self, one: socket.socket) -> None:
        """Watch a socket from now on, in place of the one before."""
        self._socket = one
        if self.passed:  # the time was up between two sockets
            self._strike()

    def _strike(self) -> None:
        self.passed = True
        if self._socket is not None:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def stop(self) -> None:
        """End the watch."""
        self._timer.cancel()
