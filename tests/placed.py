"""Serves a folder to tests as an ordinary server does, or with whatever answers a test wants."""

from __future__ import annotations

import contextlib
import functools
import http.server
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@dataclass
class Served:
    """A server of a folder under /site/. `answers` has, by path below it, what answers otherwise; `asked` is a log."""

    url: str
    answers: dict[str, Callable[[http.server.BaseHTTPRequestHandler], None]]
    asked: list[str]


@contextlib.contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Serve a folder on this machine."""
    told = Served("", {}, [])

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append(self.path)
            if not self.path.startswith("/site/"):
                self.send_error(404)
                return
            self.path = self.path.removeprefix("/site")
            answer = told.answers.get(self.path[1:])
            with contextlib.suppress(ConnectionError):
                answer(self) if answer else super().do_GET()

        def log_message(self, *_: object) -> None:
            pass

    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass

    with Server(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder))) as server:
        told.url = f"http://127.0.0.1:{server.server_port}/site/"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield told
        finally:
            server.shutdown()
            thread.join()


def answering(
    status: int = 200, body: bytes = b"", *, length: int | None = None, **headers: str
) -> Callable[[http.server.BaseHTTPRequestHandler], None]:
    """Make an answer; `_` in a header's name stands for a hyphen."""

    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        handler.end_headers()
        handler.wfile.write(body)

    return answer
