"""Who may open the preview's WebSocket, and how much of it one may have."""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import time

import pytest
from previewing import Running, ends

from pincite.preview import reload
from pincite.preview.reload import MESSAGES

HELLO = json.dumps({"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}).encode()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    root = tmp_path_factory.mktemp("reload")
    (root / "site.yaml").write_text("first")
    running = Running(root)
    yield running
    running.stop()


def frame(data, first=0x81, *, masked=True):
    """Write a frame as RFC 6455, 5.2 has it; `first` is its first byte."""
    bit = 0x80 if masked else 0
    size = len(data)
    if size < 126:
        length = bytes([bit | size])
    elif size < 65536:
        length = bytes([bit | 126]) + struct.pack("!H", size)
    else:
        length = bytes([bit | 127]) + struct.pack("!Q", size)
    return bytes([first]) + length + (bytes(4) if masked else b"") + data


def shake(server, *headers):
    """Ask for the WebSocket in bytes; give the connection and the status."""
    lines = [
        b"GET /livereload HTTP/1.1",
        b"Host: localhost:%d" % server.port,
        b"Upgrade: websocket",
        b"Connection: Upgrade",
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        b"Sec-WebSocket-Version: 13",
        *headers,
        b"",
        b"",
    ]
    one = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    one.sendall(b"\r\n".join(lines))
    head = b""
    while not head.endswith(b"\r\n\r\n") and (piece := one.recv(1)):
        head += piece
    return one, int(head[9:12] or 0)


def opened(server):
    one, status = shake(server, b"Origin: " + server.origin.encode())
    assert status == 101
    return one


def until(said):
    began = time.monotonic()
    while not said():
        assert time.monotonic() - began < 10
        time.sleep(0.01)


def test_the_servers_own_page_opens_it_and_is_greeted(server):
    with opened(server) as one:
        one.sendall(frame(HELLO))
        assert b'"hello"' in one.recv(4096)


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [b"Origin:"],
        [b"Origin: null"],
        [b"Origin: http://evil.example"],
        [b"Origin: https://localhost:PORT"],
        [b"Origin: http://localhost:PORT/"],
        [b"Origin: http://localhost"],
        [b"Origin: http://127.0.0.1:PORT"],
        [b"Origin: http://localhost:PORT.evil.example"],
        [b"Origin: http://localhost:PORT", b"Origin: http://evil.example"],
        [b"Origin: http://evil.example", b"Origin: http://localhost:PORT"],
        [b"Sec-WebSocket-Origin: http://localhost:PORT"],
        [b"Origin: http://evil.example", b"Sec-Fetch-Site: same-origin"],
        [b"Origin: http://localhost:PORT", b"Sec-Fetch-Site: cross-site", b"Sec-Fetch-Mode: websocket"],
    ],
)
def test_whoever_does_not_name_this_servers_page_alone_is_refused(server, headers):
    port = b"%d" % server.port
    one, status = shake(server, *(header.replace(b"PORT", port) for header in headers))
    one.close()
    assert status == 403


def test_many_sockets_push_out_the_oldest_and_no_page(server, monkeypatch):
    monkeypatch.setattr(reload, "SOCKETS", 5)
    with contextlib.ExitStack() as stack:
        many = [stack.enter_context(opened(server)) for _ in range(12)]
        assert [ends(one) for one in many[:7]] == [b""] * 7
        assert server.get("/").status == 200
        many[-1].sendall(frame(HELLO))
        assert b'"hello"' in many[-1].recv(4096)
        assert len(server.server._socket.standing) == 5
    until(lambda: not server.server._socket.standing)


def test_who_sends_message_after_message_is_cut_off(server):
    with opened(server) as one:
        with contextlib.suppress(ConnectionError):
            one.sendall(frame(HELLO) * (MESSAGES * 10))
        assert ends(one).count(b'"hello"') <= MESSAGES
    until(lambda: not server.server._socket.standing)


def test_who_sends_ping_after_ping_is_cut_off(server):
    with opened(server) as one:
        with contextlib.suppress(ConnectionError):
            one.sendall(frame(b"p", 0x89) * (MESSAGES * 10))
        assert ends(one).count(b"p") <= MESSAGES + 1  # the answer goes before the ping is counted
    until(lambda: not server.server._socket.standing)


@pytest.mark.parametrize(
    "data",
    [
        b"\x81\xff" + b"\x7f" + b"\xff" * 11,
        frame(b"a" * 70_000),
        frame(b"a" * 40_000, 0x01) + frame(b"a" * 40_000, 0x80),
        frame(b"", 0xF1),
        frame(b"", 0x8B),
        frame(b"p" * 200, 0x89),
        frame(b"\xff\xfe"),
        frame(b"["),
        frame(b"", 0x80),
    ],
    ids="exabytes 70k fragments reserved unknown ping no-utf8 no-json no-beginning".split(),
)
def test_a_frame_that_no_page_sends_ends_the_connection_and_nothing_else(server, data):
    with opened(server) as one:
        with contextlib.suppress(ConnectionError):
            one.sendall(data + frame(b"\x03\xe8", 0x88))
        assert b'"hello"' not in ends(one)
    assert server.get("/").status == 200
