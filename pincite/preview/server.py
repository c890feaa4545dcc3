"""The preview's server: livereload's protocol and client script, behind an application that answers only its editor.

What livereload would do by itself is replaced through its seams, because it polls and builds on the event loop, drops
reloads within three seconds, and answers any Host and Origin: `Server.application` and `serve`, `Watcher.start`, and
`LiveReloadHandler`, whose browsers are told one by one, each when its own page has changed.
"""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
from typing import TYPE_CHECKING, Any

from livereload import Server
from livereload.watcher import Watcher
from tornado import web

from pincite.preview import picker
from pincite.preview.connections import REQUEST_LIMIT, Connections
from pincite.preview.contents import Contents
from pincite.preview.handlers import (
    OWN_FILES,
    NewCard,
    OwnFile,
    Question,
    Service,
    SitePage,
)
from pincite.preview.hosts import Hosts, is_loopback
from pincite.preview.rebuild import Rebuild
from pincite.preview.reload import ReloadScript, ReloadSocket
from pincite.preview.shown import Around
from pincite.preview.watch import watch

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pincite.model import Site
    from pincite.preview.live import Live
    from pincite.preview.rebuild import Report


def _outline(site: Site, query: Mapping[str, str]) -> dict[str, Any]:
    return picker.outline(site, query.get("article", ""))


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
        around: Around | None = None,
    ) -> None:
        self.rebuild = Rebuild(make, Contents(root), around or Around())
        self._folder = root
        self._ready, self._told, self._say = ready, told, say
        self._tasks: list[asyncio.Task[None]] = []
        self._socket: type[ReloadSocket] = type(
            "_OwnSocket", (ReloadSocket,), {"waiters": set(), "standing": {}, "live_css": True}
        )
        super().__init__(watcher=_Told(self._start))
        self._socket.watcher = self.watcher
        for name in ("livereload", "tornado", "watchfiles", "asyncio"):
            # Without a handler Python prints warnings, 404s and tracebacks among them, to stderr.
            logging.getLogger(name).addHandler(logging.NullHandler())

    def application(self, port: int, host: str, *_: object, **__: object) -> web.Application:
        """Make the application for requests to `host` and `port`."""
        # Whoever is not at this machine may read, if the editor wants that, and never write.
        token = secrets.token_urlsafe(16) if is_loopback(host) else ""
        own = {"service": Service(self._folder, self.rebuild, Hosts(host, port), token)}
        return web.Application(
            [
                (r"/(?:at/([0-9a-f]+)/)?livereload", self._socket, own),
                (r"/livereload\.js", ReloadScript, own),
                (re.escape(picker.PASSAGE), Question, own),
                (re.escape(picker.OUTLINE), Question, own | {"ask": _outline}),
                (re.escape(picker.NEW_CARD), NewCard, own),
                *((re.escape(path), OwnFile, own) for path in OWN_FILES),
                (r".*", SitePage, own),
            ],
            debug=False,  # with it tornado polls every module of the program
            log_function=lambda _: None,
            websocket_ping_interval=20,
            websocket_max_message_size=REQUEST_LIMIT,
        )

    def serve(self, sockets: list[socket.socket], host: str) -> None:
        """Serve until the program is interrupted. Raises KeyboardInterrupt."""
        asyncio.run(self.run(sockets, host))

    async def run(self, sockets: list[socket.socket], host: str) -> None:
        """Build, serve, watch and build anew until cancelled."""
        # A browser that comes during the first build waits in the socket's queue.
        self._ready(await self.rebuild.first())
        port = sockets[0].getsockname()[1]
        http = Connections(self.application(port, host))
        http.add_sockets(sockets)
        try:
            self.watcher.start(None)
            await asyncio.gather(*self._tasks)
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            http.stop()
            for one in list(self._socket.standing):
                one.close(1001)
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
