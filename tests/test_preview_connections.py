"""What one client cannot do to the others: hold every connection, or be waited for without end."""

from __future__ import annotations

import asyncio
import contextlib
import resource
import socket
import threading

import pytest
from previewing import ends
from tornado import web

from pincite.preview import connections
from pincite.preview.connections import Connections, room
from pincite.preview.ports import bind

LARGE = b"x" * 8_000_000  # more than the systems at both ends take in by themselves


class _Small(web.RequestHandler):
    def get(self):
        self.finish("small")

    def post(self):
        self.finish(f"{len(self.request.body)} taken")


class _Large(web.RequestHandler):
    def get(self):
        self.finish(LARGE)


class Served:
    """A server of its own in a thread, with limits of its own."""

    def __init__(self, **limits):
        self.sockets = bind("127.0.0.1", 0)
        self.port = self.sockets[0].getsockname()[1]
        self._limits, self._started = limits, threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()))
        self._thread.start()
        assert self._started.wait(10)

    async def _run(self):
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        self.server = Connections(web.Application([("/", _Small), ("/large", _Large)]), **self._limits)
        self.server.add_sockets(self.sockets)
        self._started.set()
        await self._ended.wait()
        self.server.stop()
        await self.server.close_all_connections()

    def stop(self):
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join(10)

    def open(self, data=b""):
        one = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        one.sendall(data)
        return one

    def get(self):
        with self.open(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n") as one:
            return ends(one)


@pytest.fixture
def served():
    """Give a function that starts a server."""
    with contextlib.ExitStack() as stack:

        def start(**limits):
            one = Served(**limits)
            stack.callback(one.stop)
            return one

        yield start


def test_a_newcomer_is_answered_however_many_wait_and_the_oldest_goes(served):
    server = served(most=4)
    with contextlib.ExitStack() as stack:
        waiting = [stack.enter_context(server.open(b"GET / HTTP/1.1\r\n")) for _ in range(40)]
        assert server.get().endswith(b"small")
        assert ends(waiting[0]) == b""
        assert len(server.server._connections) <= 4


def test_who_asks_again_is_no_longer_the_oldest(served):
    server = served(most=3)
    ask = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
    with server.open(ask) as editor, contextlib.ExitStack() as stack:
        for _ in range(9):
            answer = b""
            while not answer.endswith(b"small"):
                piece = editor.recv(4096)
                assert piece
                answer += piece
            stack.enter_context(server.open())
            editor.sendall(ask)


@pytest.mark.parametrize(
    "part",
    [
        b"",
        b"GET / HTTP/1.1\r\nX-Slow: a",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\nhello\n",
    ],
    ids=["nothing", "half a head", "half a body", "a chunk without its end"],
)
def test_a_client_that_does_not_go_on_is_not_waited_for(served, part):
    with served(part=0.2).open(part) as slow:
        assert b" 200 " not in ends(slow)


def test_a_client_that_goes_on_a_byte_at_a_time_is_not_waited_for_either(served):
    server = served(part=0.3)
    with server.open(b"GET / HTTP/1.1\r\nX-Slow: ") as slow, contextlib.suppress(ConnectionError):
        slow.settimeout(0.02)
        for _ in range(500):
            slow.sendall(b"a")
            with contextlib.suppress(TimeoutError):
                if slow.recv(1) == b"":
                    return
        pytest.fail("it is waited for still")


def test_a_client_that_does_not_take_its_answer_is_not_waited_for(served):
    server = served(whole=0.3)
    with server.open(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n") as slow:
        assert slow.recv(1)
        while server.server._connections:
            threading.Event().wait(0.02)
        assert len(ends(slow)) < len(LARGE)
    assert server.get().endswith(b"small")


def test_a_request_within_its_time_is_answered_whole(served):
    server = served(part=5.0, whole=20.0)
    with server.open(b"GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n") as one:
        assert ends(one).endswith(LARGE)


@pytest.mark.parametrize(
    "request_",
    [
        b"GET /" + b"a" * connections.REQUEST_LIMIT + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * (connections.REQUEST_LIMIT // 6) + b"\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % (connections.REQUEST_LIMIT + 1),
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n" % (connections.REQUEST_LIMIT + 1),
    ],
    ids=["path", "headers", "body", "chunk"],
)
def test_what_is_too_large_is_not_read(served, request_):
    with served().open(request_) as one:
        assert b" 200 " not in ends(one)


def test_a_body_of_many_small_chunks_is_counted_together(served):
    head = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    with served().open(head) as one, contextlib.suppress(ConnectionError):
        for _ in range(80):
            one.sendall(b"400\r\n" + b"x" * 1024 + b"\r\n")
        one.sendall(b"0\r\n\r\n")
        assert b"taken" not in ends(one)


def test_where_few_files_may_be_open_there_are_fewer_connections(monkeypatch):
    soft = [20_000]
    monkeypatch.setattr(resource, "getrlimit", lambda _: (soft[0], soft[0]))
    found = {}
    for files in (20_000, 256, 60, 1, resource.RLIM_INFINITY):
        soft[0] = files
        found[files] = room(64)
    assert list(found.values()) == [64, 64, 15, 1, 64]
