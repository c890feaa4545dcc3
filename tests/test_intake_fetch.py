"""Fetching: what is asked for, what is refused before anything is asked, and where a slow or huge answer ends."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from contextlib import contextmanager

import pytest

from pincite import __version__
from pincite.intake.fetch import Net, fetch
from pincite.intake.hosts import is_public
from pincite.problems import InputError

PAGE = b"<p>Bridge closed</p>"


def _answer(body=PAGE, kind="text/html", status="200 OK", **headers):
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}"]
    lines += [f"{key.replace('_', '-')}: {value}" for key, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


@contextmanager
def _server(*answers):
    """Serve one answer a connection, in order; a callable writes to the socket itself. Gives the port, the requests."""
    asked = []
    listening = socket.create_server(("127.0.0.1", 0))

    def serve():
        for answer in answers:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                try:
                    asked.append(connection.recv(65536).decode("latin-1"))
                    answer(connection) if callable(answer) else connection.sendall(answer)
                except OSError:
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1], asked
    finally:
        listening.close()
        thread.join(2)


def _net(**given):
    return Net(**{"resolve": lambda _host, _port: ["127.0.0.1"], "allowed": lambda _ip: True, "seconds": 5.0, **given})


def _problem(url, net=None):
    with pytest.raises(InputError) as error:
        fetch(url, net or _net())
    return error.value.problem


def test_a_page_comes_with_its_kind_and_its_charset():
    with _server(_answer(kind="text/html; charset=windows-1251")) as (port, asked):
        page = fetch(f"http://news.example:{port}/a b?q=é#top".replace(" ", "%20"), _net())
    assert (page.data, page.kind, page.charset) == (PAGE, "html", "windows-1251")
    lines = asked[0].split("\r\n")
    assert lines[:3] == [
        "GET /a%20b?q=%C3%A9 HTTP/1.1",
        f"Host: news.example:{port}",
        f"User-Agent: pincite/{__version__}",
    ]


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, lambda data: zlib.compress(data)[2:-4]])
def test_a_packed_page_is_unpacked(pack):
    name = "gzip" if pack is gzip.compress else "deflate"
    with _server(_answer(pack(PAGE), Content_Encoding=name)) as (port, _):
        assert fetch(f"http://news.example:{port}/", _net()).data == PAGE


def test_redirects_are_followed_and_each_is_looked_at():
    looked = []
    with _server(_answer(b"", status="301 Moved", Location="/new"), _answer()) as (port, asked):
        page = fetch(f"http://news.example:{port}/old", _net(allowed=lambda ip: looked.append(ip) or True))
    assert (page.address, len(looked)) == (f"http://news.example:{port}/new", 2)
    assert asked[1].startswith("GET /new ")


def test_a_redirect_to_a_private_address_is_refused_before_it_is_asked():
    hosts = {"news.example": "127.0.0.1", "inside.example": "10.0.0.1"}
    with _server(_answer(b"", status="302 Found", Location="http://inside.example/")) as (port, _):
        net = _net(resolve=lambda host, _port: [hosts[host]], allowed=lambda ip: ip != "10.0.0.1")
        problem = _problem(f"http://news.example:{port}/", net)
    assert (problem.code, problem.span.path) == ("fetch-refused", "http://inside.example/")


def test_a_name_is_resolved_once_and_that_address_is_asked():
    """A second answer of the name server, after the look, would be a private one."""
    answers = [["127.0.0.1"], ["10.0.0.1"]]
    with _server(_answer()) as (port, _):
        fetch(f"http://news.example:{port}/", _net(resolve=lambda _host, _port: answers.pop(0)))
    assert answers == [["10.0.0.1"]]


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    net = _net(resolve=lambda _host, _port: ["93.184.216.34", "192.168.0.1"], allowed=is_public)
    assert _problem("http://news.example/", net).code == "fetch-refused"


def test_six_redirects_are_too_many():
    moved = _answer(b"", status="302 Found", Location="/again")
    with _server(*[moved] * 6) as (port, _):
        assert "more than 5 times" in _problem(f"http://news.example:{port}/").message


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/",
        "file:///etc/passwd",
        "http://",
        "http://user:secret@a.example/",
        "http://a.example/\r\nX: y",
        "http://a.example:99999/",
        "http://[::1",
        "http://a..example/",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_address_of_a_page_is_refused_and_nobody_is_asked(url):
    assert _problem(url, _net(resolve=lambda _host, _port: pytest.fail("asked"))).code == "fetch-refused"


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://a.example/", "http://user@a.example/"])
def test_a_redirect_leads_nowhere_else_than_to_http(location):
    with _server(_answer(b"", status="302 Found", Location=location)) as (port, _):
        assert _problem(f"http://news.example:{port}/").code == "fetch-refused"


@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [
        (_answer(kind="application/pdf"), "fetch-refused", "application/pdf"),
        (_answer(kind=""), "fetch-refused", "without a type"),
        (_answer(Content_Length="999999999"), "fetch-refused", "more than"),
        (_answer(b"x" * 3000), "fetch-refused", "more than 2,000 bytes"),
        (_answer(gzip.compress(b"x" * 3000), Content_Encoding="gzip"), "fetch-refused", "unpacked"),
        (_answer(Content_Encoding="br"), "fetch-refused", "packed as br"),
        (_answer(gzip.compress(PAGE)[:-9], Content_Encoding="gzip"), "fetch-failed", "broke off"),
        (_answer(b"no", Content_Encoding="gzip"), "fetch-failed", "cannot be unpacked"),
        (_answer(Content_Length="100"), "fetch-failed", "broke off"),
        (_answer(status="404 Not Found"), "fetch-failed", "404 Not Found"),
        (_answer(status="302 Found"), "fetch-failed", "nowhere"),
        (b"SSH-2.0-OpenSSH\r\n", "fetch-failed", "no proper HTTP"),
        (b"", "fetch-failed", "no proper HTTP"),
    ],
    ids=range(13),
)
def test_an_answer_that_is_no_page_is_refused_with_its_reason(answer, code, words):
    with _server(answer) as (port, _):
        problem = _problem(f"http://news.example:{port}/", _net(limit=2000))
    assert problem.code == code
    assert words in problem.message


def test_what_a_server_says_gives_no_orders_to_the_terminal():
    with _server(_answer(status="404 \x1b[2JGone"), _answer(b"", status="302 x", Location="ftp://\x1b]0;x")) as (
        port,
        _,
    ):
        problems = [_problem(f"http://news.example:{port}/") for _ in range(2)]
    assert [one for one in problems if "\x1b" in one.message + one.span.path] == []


def test_a_server_that_drips_is_ended_when_the_time_is_up():
    def drip(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-")
        for _ in range(100):
            time.sleep(0.05)
            connection.sendall(b"a")

    with _server(drip) as (port, _):
        start = time.monotonic()
        problem = _problem(f"http://news.example:{port}/", _net(seconds=0.5))
    assert (problem.code, "within 0.5 seconds" in problem.message) == ("fetch-failed", True)
    assert time.monotonic() - start < 4


def test_a_silent_server_is_not_waited_for():
    with _server(lambda _connection: time.sleep(1)) as (port, _):
        assert "silent" in _problem(f"http://news.example:{port}/", _net(wait=0.2)).message


def test_a_resolver_that_never_answers_is_not_waited_for():
    net = _net(resolve=lambda _host, _port: time.sleep(2) or [], seconds=0.2)
    assert _problem("http://news.example/", net).code == "fetch-failed"


def test_a_host_that_speaks_no_tls_is_a_failure():
    with _server(b"hello") as (port, _):
        assert _problem(f"https://news.example:{port}/").code == "fetch-failed"


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 239.1.1.1 240.0.0.1
    255.255.255.255 192.0.2.1 198.18.0.1 203.0.113.5 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd12::1 ff02::1 fec0::1
    ::ffff:127.0.0.1 ::ffff:10.0.0.1 2002:7f00:1:: 2002:a00:1:: 64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b:1::1
    2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:db8::1 ::127.0.0.1 nonsense""".split(),
)
def test_an_address_that_is_not_public_is_not_asked(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"]
)
def test_a_public_address_may_be_asked(address):
    assert is_public(address)
