"""The preview's server: livereload's protocol and client script, behind an application that answers only its editor.

What livereload would do by itself is replaced through its seams, because it polls and builds on the event loop, drops
reloads within three seconds, and answers any Host and Origin: `Server.application` and `serve`, `Watcher.start`, and
`LiveReloadHandler`, whose `reload_waiters` is called directly.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import json
import logging
import os
import socket
import traceback
from typing import TYPE_CHECKING, Any, ClassVar

from livereload import Server
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.watcher import Watcher
from tornado import web
from tornado.httpserver import HTTPServer
from tornado.websocket import WebSocketClosedError

from pincite.preview import overlay
from pincite.preview.addresses import Elsewhere, Found, content_type, resolve
from pincite.preview.contents import Contents
from pincite.preview.dress import Dressing, dress
from pincite.preview.hosts import Hosts
from pincite.preview.rebuild import Rebuild
from pincite.preview.shown import Change
from pincite.preview.watch import watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pincite.pipeline import Made
    from pincite.preview.rebuild import Report

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

    def get(self) -> None:
        shown = self.rebuild.shown
        found = resolve(self.request.path, shown.files, shown.names, shown.base_path)
        if isinstance(found, Elsewhere):
            query = f"?{self.request.query}" if self.request.query else ""
            self.redirect(found.address + query)
        elif isinstance(found, Found):
            self._send(found.path, shown.files[found.path])
        elif found.status == 404 and not shown.files and shown.problems:  # noqa: PLR2004 - Not Found
            # 503, not 200: what waits for the site, a browser test or a link checker, must not take this for it.
            self.set_status(503)
            self._send("index.html", overlay.page(shown.problems))
        elif found.status == 404 and "404.html" in shown.files:  # noqa: PLR2004 - as above
            self.set_status(404)
            self._send("404.html", shown.files["404.html"])
        else:
            raise web.HTTPError(found.status)

    head = get

    def _send(self, path: str, data: bytes) -> None:
        self.set_header("Content-Type", content_type(path))
        if path.endswith(".html"):
            alert = self.rebuild.shown.alert
            data = dress(data, Dressing(self.host, self.hosts.port, self.rebuild.revision, alert))
        self.finish(data)


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

    def open(self, revision: str | None = None) -> None:
        self.revision = revision

    def check_origin(self, origin: str) -> bool:
        return self.hosts.admits_origin(origin, self.host)

    def on_message(self, message: str | bytes) -> None:
        """Greet as livereload does; a page that is older than what is shown is told at once to load anew."""
        try:
            told = json.loads(message)
            command = told["command"]
        except (ValueError, TypeError, KeyError, RecursionError):
            self.close(1003, "not the livereload protocol")
            return
        if command == "hello":
            super().on_message(message)
        elif command == "info":
            self.waiters.add(self)
            if self.revision not in {None, self.rebuild.revision}:
                with contextlib.suppress(WebSocketClosedError):
                    self.write_message({"command": "reload", "path": _RELOAD, "liveCSS": True, "liveImg": True})

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
        make: Callable[[], Made],
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
            if report.change is not Change.NOTHING:
                self._socket.reload_waiters("style.css" if report.change is Change.STYLES else _RELOAD)
            self._told(report)


def bind(host: str, port: int) -> list[socket.socket]:
    """Take a port at every address of a host, any free one for 0, the same for all.

    Raises OSError if the port cannot be had, or if the host is no address of this machine.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    sockets: list[socket.socket] = []
    refused: OSError | None = None
    for family, address in dict.fromkeys((family, address) for family, _, _, _, address in found):
        at = (address[0], sockets[0].getsockname()[1] if sockets else port, *address[2:])
        try:
            # Not tornado's bind_sockets: it leaves a socket open when it fails.
            one = socket.create_server(at, family=family)
        except OSError as error:
            refused = error
            if error.errno == errno.EADDRNOTAVAIL:  # localhost is ::1, too, even where there is no IPv6
                continue
            break
        one.setblocking(False)
        sockets.append(one)
    if sockets and (refused is None or refused.errno == errno.EADDRNOTAVAIL):
        return sockets
    for one in sockets:
        one.close()
    raise refused or OSError(errno.EADDRNOTAVAIL, os.strerror(errno.EADDRNOTAVAIL))


def free_port(host: str, port: int) -> int:
    """Find a port near a taken one that is free just now; 0, "any", where none is."""
    for other in range(port + 1, min(port + 50, 65536)):
        try:
            sockets = bind(host, other)
        except OSError:
            continue
        for one in sockets:
            one.close()
        return other
    return 0
