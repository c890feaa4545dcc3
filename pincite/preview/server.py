"""The preview's server: livereload's protocol and client script, behind an application that answers only its editor.

What livereload would do by itself is replaced through its seams, because it polls and builds on the event loop, drops
reloads within three seconds, and answers any Host and Origin: `Server.application` and `serve`, `Watcher.start`, and
`LiveReloadHandler`, whose browsers are told one by one, each when its own page has changed.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import traceback
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from livereload import Server
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.watcher import Watcher
from tornado import web
from tornado.httpserver import HTTPServer
from tornado.websocket import WebSocketClosedError

from pincite.preview import overlay
from pincite.preview.addresses import Elsewhere, Refused, content_type
from pincite.preview.contents import Contents
from pincite.preview.dress import Dressing, dress
from pincite.preview.hosts import Hosts
from pincite.preview.rebuild import Rebuild, in_thread
from pincite.preview.shown import Answer, answer
from pincite.preview.watch import watch

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable
    from pathlib import Path

    from pincite.preview.live import Live
    from pincite.preview.rebuild import Report
    from pincite.preview.shown import Shown

_REQUEST_LIMIT = 64 * 1024  # bytes; a preview is sent no bodies, and a browser's greeting is short
_RELOAD = "index.html"  # any path but that of a stylesheet makes livereload.js load the whole page anew


class _Guarded(web.RequestHandler):
    """Answers GET and HEAD of the editor's own pages, remembers nothing in a cache, shows no traceback."""

    SUPPORTED_METHODS: tuple[str, ...] = ("GET", "HEAD")

    def initialize(self, rebuild: Rebuild, hosts: Hosts) -> None:
        self.rebuild = rebuild
        self.hosts = hosts

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        # A foreign page may not take in drafts as images or scripts either.
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")

    @property
    def host(self) -> str:
        """Give the Host header; none and several are an empty string, which no rule admits."""
        found = self.request.headers.get_list("Host")
        return found[0] if len(found) == 1 else ""

    def prepare(self) -> None:
        if not self.hosts.admits(self.host):
            raise web.HTTPError(421)

    def compute_etag(self) -> None:
        """Give none: nothing is cached that could be asked about."""

    def write_error(self, status_code: int, **_: object) -> None:
        if status_code == 405:  # noqa: PLR2004 - Method Not Allowed, RFC 9110, 15.5.6: it names those that are
            self.set_header("Allow", ", ".join(self.SUPPORTED_METHODS))
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code} {self._reason}\n")

    def log_exception(self, *args: Any) -> None:  # noqa: ANN401 - as tornado has it
        if os.environ.get("PINCITE_DEBUG") and not isinstance(args[1], web.HTTPError):
            traceback.print_exception(*args)


class _Page(_Guarded):
    """The site's files."""

    async def get(self) -> None:
        shown, raw = self.rebuild.shown, self.request.path
        found = await in_thread(lambda: answer(shown, raw))
        if isinstance(found, Elsewhere):
            query = f"?{self.request.query}" if self.request.query else ""
            self.redirect(found.address + query)
        elif isinstance(found, Refused):
            raise web.HTTPError(found.status)
        else:
            self.set_status(found.status)
            self.set_header("Content-Type", content_type(found.path))
            data = found.data
            if found.version:
                data = dress(data, Dressing(self.host, self.hosts.port, found.version, found.alert))
            self.finish(data)

    head = get


class _Sheet(_Guarded):
    """The stylesheet of the problems."""

    def get(self) -> None:
        self.set_header("Content-Type", content_type(overlay.STYLESHEET))
        self.finish(overlay.stylesheet())

    head = get


class _Script(_Guarded, LiveReloadJSHandler):  # type: ignore[misc]  # livereload has no types
    """livereload.js, from livereload's own package."""

    def get(self) -> None:
        super().get()
        self.set_header("Content-Type", content_type("livereload.js"))

    head = get


class _Socket(_Guarded, LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """livereload's WebSocket, for this server's pages alone. Each server makes a subclass with its own `waiters`."""

    SUPPORTED_METHODS = ("GET",)
    waiters: ClassVar[set[Any]] = set()

    def open(self, version: str | None = None) -> None:
        self.version, self.address = version, ""

    def check_origin(self, origin: str) -> bool:
        return self.hosts.admits_origin(origin, self.host)

    async def on_message(self, message: str | bytes) -> None:
        """Greet as livereload does; a page that is older than what is shown is told at once to load anew."""
        try:
            told = json.loads(message)
            command, address = told["command"], str(told.get("url", ""))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            self.close(1003, "not the livereload protocol")
            return
        if command == "hello":
            super().on_message(message)
        elif command == "info":
            self.address = address
            self.waiters.add(self)
            if self.version is not None:
                await self.follow(styles=False)

    async def follow(self, *, styles: bool) -> None:
        """Tell the browser to load its page anew if that is another one now, or to swap its stylesheets."""
        shown = self.rebuild.shown
        if await in_thread(lambda: self._is_old(shown)):
            self._tell(_RELOAD)
        elif styles:
            self._tell("style.css")

    def _is_old(self, shown: Shown) -> bool:
        """Tell whether the page would be another one now. A client that names no page and no version is always told."""
        try:
            found = answer(shown, urlsplit(self.address).path or "/")
        except ValueError:
            return True
        return self.version is None or not isinstance(found, Answer) or found.version != self.version

    def _tell(self, path: str) -> None:
        with contextlib.suppress(WebSocketClosedError):
            self.write_message({"command": "reload", "path": path, "liveCSS": True, "liveImg": True})

    def on_close(self) -> None:
        self.waiters.discard(self)


class _Told(Watcher):  # type: ignore[misc]  # livereload has no types
    """livereload's watcher, started by saying that it needs no polling."""

    def __init__(self, run: Callable[[], None]) -> None:
        super().__init__()
        self._run = run

    def start(self, _: object) -> bool:
        """Start to watch; True is livereload's word for a watcher that calls when something happens."""
        self._run()
        return True


class PreviewServer(Server):  # type: ignore[misc]  # livereload has no types
    """Serves the site below `root` at sockets that are bound already; `host` is what they were bound to.

    `ready` is called when the first build is done, with what it came to, `told` after each later one, and `say` with a
    remark for whoever runs the server.
    """

    def __init__(
        self,
        root: Path,
        make: Callable[[], Live],
        *,
        ready: Callable[[Report], None],
        told: Callable[[Report], None],
        say: Callable[[str], None],
    ) -> None:
        self.rebuild = Rebuild(make, Contents(root))
        self._folder = root
        self._ready, self._told, self._say = ready, told, say
        self._tasks: list[asyncio.Task[None]] = []
        self._socket: type[_Socket] = type("_OwnSocket", (_Socket,), {"waiters": set(), "live_css": True})
        super().__init__(watcher=_Told(self._start))
        self._socket.watcher = self.watcher
        for name in ("livereload", "tornado", "watchfiles", "asyncio"):
            # Without a handler Python prints warnings, 404s and tracebacks among them, to stderr.
            logging.getLogger(name).addHandler(logging.NullHandler())

    def application(self, port: int, host: str, *_: object, **__: object) -> web.Application:
        """Make the application for requests to `host` and `port`."""
        own = {"rebuild": self.rebuild, "hosts": Hosts(host, port)}
        return web.Application(
            [
                (r"/(?:at/([0-9a-f.]+)/)?livereload", self._socket, own),
                (r"/livereload\.js", _Script, own),
                (overlay.STYLESHEET.replace(".", r"\."), _Sheet, own),
                (r".*", _Page, own),
            ],
            debug=False,  # with it tornado polls every module of the program
            log_function=lambda _: None,
            websocket_ping_interval=20,
            websocket_max_message_size=_REQUEST_LIMIT,
        )

    def serve(self, sockets: list[socket.socket], host: str) -> None:
        """Serve until the program is interrupted. Raises KeyboardInterrupt."""
        asyncio.run(self.run(sockets, host))

    async def run(self, sockets: list[socket.socket], host: str) -> None:
        """Build, serve, watch and build anew until cancelled."""
        # A browser that comes during the first build waits in the socket's queue.
        self._ready(await self.rebuild.first())
        port = sockets[0].getsockname()[1]
        http = HTTPServer(self.application(port, host), max_body_size=_REQUEST_LIMIT)
        http.add_sockets(sockets)
        try:
            self.watcher.start(None)
            await asyncio.gather(*self._tasks)
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            http.stop()
            for waiter in list(self._socket.waiters):
                waiter.close(1001)
            await http.close_all_connections()

    def _start(self) -> None:
        # Nine times the length of a look between two looks: polling takes a tenth of one processor at most.
        watching = watch(self._folder, self.rebuild.notice, lambda: 9 * self.rebuild.looking, self._say)
        self._tasks = [asyncio.ensure_future(watching), asyncio.ensure_future(self._follow())]

    async def _follow(self) -> None:
        while True:
            report = await self.rebuild.next()
            # One page after the other, each in a thread: a page that takes long does not hold the requests up.
            for waiter in list(self._socket.waiters):
                await waiter.follow(styles=report.styles)
            self._told(report)
