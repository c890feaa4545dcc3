"""Connections to the preview: how many there may be, how much a request may hold, and how long it may take.

tornado by itself takes as many as come and waits an hour for each, so that one page in a browser, or one program, could
hold all that this process may have open. Here a newcomer is let in, and the one goes whose request began longest ago:
whoever holds many loses them, and an editor, who asks anew, is answered.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop

if TYPE_CHECKING:
    from tornado.httputil import HTTPConnection, HTTPMessageDelegate
    from tornado.iostream import IOStream
    from tornado.web import Application

# Some systems let a process have 256 files open: both together leave it enough for the site's own.
CONNECTIONS = 64
SOCKETS = 64  # WebSockets, of which each open page of the preview has one
REQUEST_LIMIT = 64 * 1024  # bytes of a request's head, of its body, and of a WebSocket's message
PART_SECONDS = 20.0  # for the head of a request, an idle connection's wait for it included, and again for its body
WHOLE_SECONDS = 300.0  # for all of it, until the answer is taken: a large page of a large site is made meanwhile


def room(most: int) -> int:
    """Give how many connections of a kind there may be: `most`, or fewer where this process may open few files."""
    if sys.platform == "win32":
        return most
    import resource  # Windows has none

    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return most if files == resource.RLIM_INFINITY else max(1, min(most, files // 4))


class Connections(HTTPServer):
    """An HTTP server that is never full, and that no client can keep waiting for long.

    `part` and `whole` are seconds, and `most` a number of connections, without those that became WebSockets.
    """

    def initialize(  # type: ignore[override]  # tornado's own takes a dozen options, of which these are set here
        self,
        application: Application,
        *,
        most: int = CONNECTIONS,
        part: float = PART_SECONDS,
        whole: float = WHOLE_SECONDS,
    ) -> None:
        """Take the place of tornado's `__init__`, as its classes have it."""
        super().initialize(
            application,
            max_header_size=REQUEST_LIMIT,
            max_body_size=REQUEST_LIMIT,
            idle_connection_timeout=part,
            body_timeout=part,
        )
        self._most, self._whole = room(most), whole
        self._began: dict[IOStream, object] = {}  # the timer of each connection, that of the oldest request first

    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        """Take a new connection, for which another one has to go where there are many."""
        while len(self._began) >= self._most:
            oldest = next(iter(self._began))
            self._forget(oldest)
            oldest.close()
        # Here, not where its request begins: more may come before the loop gets to that.
        self._wait_for(stream)
        super().handle_stream(stream, address)

    def start_request(self, server_conn: Any, request_conn: HTTPConnection) -> HTTPMessageDelegate:  # noqa: ANN401 - as tornado has it
        """Begin to wait for a request: the first of a connection, or the next."""
        self._wait_for(server_conn.stream)
        return super().start_request(server_conn, request_conn)

    def on_close(self, server_conn: Any) -> None:  # noqa: ANN401 - as tornado has it
        """Learn that a connection has gone, or is a WebSocket now."""
        self._forget(server_conn.stream)
        super().on_close(server_conn)

    def _wait_for(self, stream: IOStream) -> None:
        """Put a connection behind all others, with all its time before it."""
        self._forget(stream)
        if not stream.closed():
            self._began[stream] = IOLoop.current().call_later(self._whole, stream.close)

    def _forget(self, stream: IOStream) -> None:
        if timer := self._began.pop(stream, None):
            IOLoop.current().remove_timeout(timer)
