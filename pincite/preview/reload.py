"""The WebSocket that tells a browser to load its page anew, in livereload's protocol, and livereload's own script.

Only a page of this very server opens one, few may be open, and of each few messages are taken.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado import web
from tornado.websocket import WebSocketClosedError

from pincite.preview.addresses import content_type
from pincite.preview.connections import SOCKETS, room
from pincite.preview.handlers import Guarded
from pincite.preview.rebuild import in_thread
from pincite.preview.shown import Answer, answer

if TYPE_CHECKING:
    from pincite.preview.shown import Shown

MESSAGES = 16  # of one WebSocket, of which livereload.js sends two
_RELOAD = "index.html"  # any path but that of a stylesheet makes livereload.js load the whole page anew


class ReloadScript(Guarded, LiveReloadJSHandler):  # type: ignore[misc]  # livereload has no types
    """livereload.js, from livereload's own package."""

    def get(self) -> None:
        super().get()
        self.set_header("Content-Type", content_type("livereload.js"))

    head = get


class ReloadSocket(Guarded, LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """livereload's WebSocket, for this server's pages alone. Each server makes a subclass with its own `waiters`."""

    SUPPORTED_METHODS = ("GET",)
    waiters: ClassVar[set[Any]] = set()
    standing: ClassVar[dict[Any, None]] = {}  # all that are open, in the order of their coming

    def prepare(self) -> None:
        super().prepare()
        # A browser always sends one. tornado asks `check_origin` only where it cannot tell by other headers.
        if len(self.request.headers.get_list("Origin")) != 1:
            raise web.HTTPError(403)

    def check_origin(self, origin: str) -> bool:
        return self.hosts.admits_origin(origin, self.host)

    def open(self, version: str | None = None) -> None:
        self.version, self.address, self.messages = version, "", 0
        while len(self.standing) >= room(SOCKETS):
            next(iter(self.standing)).drop()
        self.standing[self] = None

    def drop(self) -> None:
        """End the connection without a farewell, for which the other side could let us wait."""
        self.on_close()
        if self.ws_connection is not None:
            self.ws_connection.stream.close()

    def on_ping(self, data: bytes) -> None:  # noqa: ARG002 - part of the interface
        """Count a ping as a message, for it is answered as well; browsers send none."""
        self.messages += 1
        if self.messages > MESSAGES:
            self.drop()

    async def on_message(self, message: str | bytes) -> None:
        """Greet as livereload does; a page that is older than what is shown is told at once to load anew."""
        self.messages += 1
        if self.messages > MESSAGES:  # who asks for answers and takes none fills our memory with them
            self.drop()
            return
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
        shown = self.shown
        if await in_thread(lambda: self._is_old(shown)):
            self._tell(_RELOAD)
        elif styles:
            self._tell("style.css")

    def _is_old(self, shown: Shown) -> bool:
        """Tell whether the page would be another one now. A client that names no page and no version is always told."""
        try:
            found = answer(shown, urlsplit(self.address).path or "/")
        except Exception:  # noqa: BLE001 - a bug in one answer does not end the server: the browser asks, and is told
            return True
        return self.version is None or not isinstance(found, Answer) or found.version != self.version

    def _tell(self, path: str) -> None:
        with contextlib.suppress(WebSocketClosedError):
            self.write_message({"command": "reload", "path": path, "liveCSS": True, "liveImg": True})

    def on_close(self) -> None:
        self.waiters.discard(self)
        self.standing.pop(self, None)
