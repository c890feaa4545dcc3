"""A server is asked for the files of a site, and whatever it answers ends in a file, in none, or in a problem."""

from __future__ import annotations

import gzip
import ssl
import time
import urllib.error
import zlib

import placed
import pytest
from placed import answering

from pincite.published.place import PlaceError
from pincite.published.web import WebPlace, address_of

PAGE = b"<p>front</p>" * 1000


@pytest.fixture(autouse=True)
def _direct(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture
def server(tmp_path):
    """Serve a site of one page."""
    (tmp_path / "index.html").write_bytes(PAGE)
    with placed.served(tmp_path) as found:
        yield found


def _read(server, path="index.html", limit=100_000, **more):
    return WebPlace(server.url, server.url, **more).read(path, limit)


def _why(server, path="index.html", **more):
    with pytest.raises(PlaceError) as caught:
        _read(server, path, **more)
    problem = caught.value.problem
    assert (problem.code, problem.span.path) == ("fetch-failed", server.url + path)
    return problem.message.partition(" cannot be had: ")[2]


def test_a_file_comes_as_it_is_and_a_missing_one_is_none(server):
    server.answers["gone.html"] = answering(410)
    assert [_read(server, path) for path in ("index.html", "none.html", "gone.html")] == [PAGE, None, None]


def test_other_answers_than_the_file_are_told(server):
    server.answers |= {"index.html": answering(500), "x": answering(403)}
    assert _why(server) == "the server answered 500 Internal Server Error"
    assert _why(server, "x") == "the server answered 403 Forbidden"


def test_a_page_that_says_there_is_no_page_is_read_from_such_an_answer(server):
    server.answers["404.html"] = answering(404, b"<p>not here")
    assert _read(server, "404.html") == b"<p>not here"


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("http://localhost.example/x", "http://localhost.example, another host"),
        ("//evil.example/x", "http://evil.example, another host"),
        ("http://127.0.0.1:1/x", "http://127.0.0.1:1, another host"),
        ("https://127.0.0.1/x", "https://127.0.0.1, another host"),
        ("file:///etc/hosts", None),
        ("ftp://127.0.0.1/x", None),
    ],
)
def test_nothing_leads_to_another_host(server, target, told):
    server.answers["index.html"] = answering(302, Location=target)
    why = _why(server)
    assert why == f"it leads on to {told}" if told else why
    assert len(server.asked) == 1


def test_a_redirect_within_the_host_is_followed_and_a_circle_is_told(server):
    server.answers["old.html"] = answering(308, Location="index.html")
    server.answers["round.html"] = answering(302, Location="round.html")
    assert _read(server, "old.html") == PAGE
    assert _why(server, "round.html") == "it leads round in a circle"


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_what_the_server_packs_unasked_is_unpacked(server, coding):
    packed = gzip.compress(PAGE) if coding == "gzip" else zlib.compress(PAGE)
    server.answers["index.html"] = answering(200, packed, Content_Encoding=coding)
    assert _read(server) == PAGE
    assert _read(server, limit=10) == PAGE[:11]
    server.answers["index.html"] = answering(200, packed[:-4], Content_Encoding=coding)
    assert _why(server) == "the answer cannot be unpacked"
    server.answers["index.html"] = answering(200, b"not packed", Content_Encoding=coding)
    assert _why(server) == "the answer cannot be unpacked"


def test_a_packing_that_was_not_asked_for_is_told(server):
    server.answers["index.html"] = answering(200, PAGE, Content_Encoding="br")
    assert _why(server) == 'the answer is packed as "br", which was not asked for'


def test_a_small_answer_that_unpacks_to_a_huge_one_is_cut(server):
    server.answers["index.html"] = answering(200, gzip.compress(bytes(1 << 26)), Content_Encoding="gzip")
    assert len(_read(server, limit=1000)) == 1001


def test_an_answer_that_ends_before_its_length_is_told(server):
    server.answers["index.html"] = answering(200, PAGE[:-1], length=len(PAGE))
    assert _why(server) == "the answer ended before its end"


def test_an_answer_in_chunks_is_read_and_a_broken_one_told(server):
    def chunks(*pieces):
        def answer(handler):
            handler.protocol_version = "HTTP/1.1"
            handler.send_response(200)
            handler.send_header("Transfer-Encoding", "chunked")
            handler.end_headers()
            for piece in pieces:
                handler.wfile.write(piece)
            handler.close_connection = True

        return answer

    server.answers["index.html"] = chunks(b"3\r\nabc\r\n", b"2\r\nde\r\n", b"0\r\n\r\n")
    assert _read(server) == b"abcde"
    server.answers["index.html"] = chunks(b"3\r\nabc\r\n", b"9\r\nde")
    assert _why(server) == "the answer ended before its end"


def test_an_endless_answer_is_cut_at_the_limit(server):
    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(bytes(65536))

    server.answers["index.html"] = endless
    assert _read(server, limit=99_999) == bytes(100_000)


def test_a_silent_server_is_told(server):
    server.answers["index.html"] = lambda _: time.sleep(3)
    assert _why(server, wait=0.2) == "the server was silent for 0.2 seconds"


@pytest.mark.parametrize("part", ["head", "body"])
def test_a_server_that_sends_a_byte_now_and_then_is_not_waited_for(server, part):
    def drips(handler):
        if part == "body":
            handler.send_response(200)
            handler.send_header("Content-Length", "1000")
            handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)

    server.answers["index.html"] = drips
    began = time.monotonic()
    assert _why(server, wait=1, seconds=0.5) == "no whole answer within 0.5 seconds"
    assert time.monotonic() - began < 3


def test_what_is_no_http_is_told(server):
    server.answers["index.html"] = lambda handler: handler.wfile.write(b"SSH-2.0-x\r\n")
    assert _why(server) == "the answer is no proper HTTP"


def test_a_server_that_is_not_there_is_told():
    with pytest.raises(PlaceError) as caught:
        WebPlace("x", "http://127.0.0.1:9/").read("index.html", 9)
    assert caught.value.problem.message.endswith("cannot be had: Connection refused")


def test_a_certificate_that_is_not_valid_is_told_as_such():
    error = ssl.SSLCertVerificationError(1, "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed (_ssl.c:1006)")
    error.verify_message = "self-signed certificate"

    class Asks:
        def open(self, *_, **__):
            raise urllib.error.URLError(error)

    with pytest.raises(PlaceError) as caught:
        WebPlace("x", "https://example.org/", _asks=Asks()).read("index.html", 9)
    assert caught.value.problem.message.endswith(": its certificate is not valid (self-signed certificate)")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://example.org", "https://example.org/"),
        ("HTTPS://Example.org/repo/", "https://example.org/repo/"),
        ("https://example.org/repo/index.html#x", "https://example.org/repo/"),
        ("https://example.org/manifest.json?x=1", "https://example.org/"),
        ("https://bücher.example/é/%C3%A9", "https://xn--bcher-kva.example/%C3%A9/%C3%A9/"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a/"),
    ],
)
def test_the_address_of_a_site_ends_in_a_slash(typed, address):
    assert address_of(typed) == address


@pytest.mark.parametrize(
    "typed",
    ["https://", "https:///x", "https://a:secret@b.example/", "https://a:99999/", "https://[x/", "https://a b/"],
)
def test_what_is_no_address_is_told_without_a_password(typed):
    with pytest.raises(PlaceError) as caught:
        address_of(typed)
    problem = caught.value.problem
    assert (problem.code, "secret" in f"{problem.message}{problem.span}") == ("no-place", False)
