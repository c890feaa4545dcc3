"""A site that is one page for the preview's tests: what it takes of `State` and `Live`, without templates."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import socket
import sys
import threading
import time

from pincite.preview.live import Update
from pincite.preview.ports import bind
from pincite.preview.server import PreviewServer
from pincite.problems import Problem, Span

PAGE = (
    '<!doctype html><html><head><meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
    "<title>t</title></head><body>{}</body></html>"
)


def ends(one):
    """Read until the server ends it; give what came."""
    data = b""
    with contextlib.suppress(ConnectionError):
        while piece := one.recv(65536):
            data += piece
    return data


class FakeState:
    """Files by path; `problems` of the pages made, `found` what an inspection of all of them finds."""

    def __init__(self, files, *, names=None, problems=(), found=()):
        self.files = files
        self.names = names or {}
        self.problems = problems
        self.found = found
        self.base_path = "/"

    def __contains__(self, path):
        return path in self.files

    def data(self, path):
        return self.files[path]

    def thorough(self, stop):
        return None if stop() else self.found


class FakeLive:
    """Makes the state from site.yaml's text: `bad` is an error, `exit` a bug, `slow` takes a while."""

    def __init__(self, root, page="{}", seconds=0.0):
        self.root, self.page, self.seconds = root, page, seconds
        self.running = self.most = self.times = 0

    def __call__(self):
        return self

    def update(self, _changed):
        self.running += 1
        self.most = max(self.most, self.running)
        self.times += 1
        text = (self.root / "site.yaml").read_text()
        time.sleep(self.seconds)
        self.running -= 1
        if text == "exit":
            sys.exit("the build left")
        if text == "bad":
            return Update(None, (Problem("broken", "<i>it</i> is broken", Span("site.yaml", 1, 2), "mend it"),), {})
        files = {"index.html": text, "404.html": "lost", "claims/index.html": "c"}
        found = (
            (Problem("broken-link", "it leads nowhere", Span("templates/base.html", 1, 1)),)
            if text == "nowhere"
            else ()
        )
        return Update(FakeState({p: self.page.format(t).encode() for p, t in files.items()}, found=found), (), {})


class Running:
    """A server in a thread, of a made-up site of one page (see FakeLive) unless `make` says otherwise."""

    def __init__(self, root, make=None, host="127.0.0.1", around=None):
        self.root, self.host = root, host
        self._make, self._around = make or FakeLive(root, PAGE), around
        self.reports, self.said = [], []
        self._started, self._reported = threading.Event(), threading.Condition()
        self.sockets = bind(host, 0)
        self.port = self.sockets[0].getsockname()[1]
        self.thread = threading.Thread(target=self._run)
        self.thread.start()
        assert self._started.wait(15)

    def _run(self):
        self.server = server = PreviewServer(
            self.root, self._make, ready=self._ready, told=self._told, say=self.said.append, around=self._around
        )

        async def run():
            self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
            await server.run(self.sockets, self.host)

        with contextlib.suppress(asyncio.CancelledError):
            asyncio.run(run())

    def _ready(self, _):
        self._started.set()

    def _told(self, report):
        with self._reported:
            self.reports.append(report)
            self._reported.notify_all()

    def save(self, text):
        """Save, and wait until it is built."""
        with self._reported:
            before = len(self.reports)
            (self.root / "site.yaml").write_text(text)
            assert self._reported.wait_for(lambda: len(self.reports) > before, 10)

    def get(self, path="/", method="GET", body=b"", **headers):
        """Ask as raw as may be: the path as it is, and any headers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in ({"Host": f"localhost:{self.port}"} | headers).items():
            connection.putheader(name.replace("_", "-"), value)
        if body:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body or None)
        answer = connection.getresponse()
        answer.text = answer.read().decode()
        connection.close()
        return answer

    def raw(self, data, seconds=5.0):
        """Send bytes as they are, and give all that comes until the other side ends it."""
        # The server hangs up on what it will not read: what it said before may be lost with it.
        with (
            contextlib.suppress(ConnectionError),
            socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as one,
        ):
            one.sendall(data)
            return ends(one)
        return b""

    def request(self, line, *headers, body=b""):
        """Ask in bytes, with the right Host unless another one is given; give the status, the head and the body."""
        given = list(headers)
        if not any(header.lower().lstrip().startswith(b"host") for header in given):
            given.insert(0, b"Host: localhost:%d" % self.port)
        data = b"\r\n".join([line + b" HTTP/1.1", *given, b"Connection: close", b"", body])
        head, _, rest = self.raw(data).partition(b"\r\n\r\n")
        return int(head[9:12] or 0), head, rest

    def until(self, path, status, seconds=10.0):
        """Ask until the status is as wanted."""
        began = time.monotonic()
        while (answer := self.get(path)).status != status:
            assert time.monotonic() - began < seconds, answer.text[:2000]
            time.sleep(0.02)

    def upgrade(self, **headers):
        """Ask for the WebSocket; give the status."""
        key = {"Sec_WebSocket_Key": "x" * 22 + "==", "Sec_WebSocket_Version": "13"}
        return self.get("/livereload", Upgrade="websocket", Connection="Upgrade", **key, **headers).status

    def version(self, path="/"):
        """Load a page and give its version."""
        return self.get(path).text.split("/at/")[1].split('"')[0]

    @property
    def origin(self):
        return f"http://localhost:{self.port}"

    def stop(self):
        self._loop.call_soon_threadsafe(self._task.cancel)
        self.thread.join(5)
        assert not self.thread.is_alive()
