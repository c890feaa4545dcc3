"""The preview's server on a real socket: whom it answers, what it sends, and when it tells browsers to load anew."""

from __future__ import annotations

import asyncio
import functools
import json
import socket

import livereload.handlers
import livereload.server
import livereload.watcher
import pytest
from previewing import Running
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect


@pytest.fixture
def root(tmp_path):
    (tmp_path / "site.yaml").write_text("first")
    return tmp_path


@pytest.fixture
def server(root):
    running = Running(root)
    yield running
    running.stop()


async def _leave(socket_):
    """Close a connection, and wait for the server's farewell: a loop that ends before it leaves the socket open."""
    socket_.close()
    while await asyncio.wait_for(socket_.read_message(), 5) is not None:
        pass


def talk(server, act, version=None, seconds=5.0, page="/"):
    """Greet as livereload.js does, act, and give every message that comes within a quiet while."""
    path = f"at/{version or server.version(page)}/livereload"

    async def run():
        request = HTTPRequest(f"ws://localhost:{server.port}/{path}", headers={"Origin": server.origin})
        socket_ = await websocket_connect(request)
        await socket_.write_message(json.dumps({"command": "hello", "protocols": ["official-7"]}))
        hello = json.loads(await socket_.read_message())
        assert hello["command"] == "hello"
        await socket_.write_message(json.dumps({"command": "info", "plugins": {}, "url": server.origin + page}))
        while not server.server._socket.waiters:  # noqa: ASYNC110 - the greeting is on its way, no event tells
            await asyncio.sleep(0.005)
        await asyncio.to_thread(act)
        try:
            message = await asyncio.wait_for(socket_.read_message(), seconds)
        except TimeoutError:
            message = None
        await _leave(socket_)
        while server.server._socket.waiters:  # noqa: ASYNC110 - as above, the farewell
            await asyncio.sleep(0.005)
        return json.loads(message) if message else None

    return asyncio.run(run())


def test_livereload_still_has_the_seams_that_the_server_is_built_on():
    seams = [
        livereload.server.Server.application,
        livereload.server.Server.serve,
        livereload.watcher.Watcher.start,
        livereload.handlers.LiveReloadHandler.reload_waiters,
        livereload.handlers.LiveReloadHandler.on_message,
        livereload.handlers.LiveReloadJSHandler.get,
    ]
    assert all(callable(seam) for seam in seams)


def test_a_page_is_served_with_the_script_and_a_policy_that_lets_it_in(server):
    answer = server.get("/")
    assert [answer.status, answer.headers["Content-Type"]] == [200, "text/html; charset=utf-8"]
    assert answer.text.index("<head><script src=") < answer.text.index("Content-Security-Policy")
    assert f"script-src 'self'; style-src 'self'; connect-src 'self' ws://localhost:{server.port}" in answer.text


def test_nothing_is_cached_or_taken_in_by_foreign_pages(server):
    headers = server.get("/").headers
    assert [headers["Cache-Control"], headers["X-Content-Type-Options"], headers["Cross-Origin-Resource-Policy"]] == [
        "no-store",
        "nosniff",
        "same-origin",
    ]


@pytest.mark.parametrize("path", ["/", "/livereload.js", "/_pincite/overlay.css", "/livereload", "/forcereload"])
def test_a_foreign_host_is_answered_421_everywhere(server, path):
    assert server.get(path, Host="evil.example").status == 421


def test_a_request_without_a_host_or_with_two_gets_nothing(server):
    with socket.create_connection(("127.0.0.1", server.port)) as raw:
        raw.sendall(b"GET / HTTP/1.0\r\n\r\n")
        alone = raw.makefile("rb").readline()
    with socket.create_connection(("127.0.0.1", server.port)) as raw:
        host = f"Host: localhost:{server.port}\r\n".encode()
        raw.sendall(b"GET / HTTP/1.1\r\n" + host + b"Host: evil.example\r\n\r\n")
        double = raw.makefile("rb").readline()
    assert [b"421" in alone, b" 200 " in double] == [True, False]


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://localhost:1", "http://127.0.0.1.evil.example"]
)
def test_a_foreign_page_cannot_open_the_websocket(server, origin):
    assert server.upgrade(Origin=origin) == 403


def test_a_websocket_for_a_foreign_host_is_refused_even_with_its_own_origin(server):
    assert server.upgrade(Origin="http://evil.example", Host="evil.example") == 421


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"])
def test_only_get_and_head_are_answered(server, method):
    answer = server.get("/", method)
    assert [answer.status, answer.headers["Allow"]] == [405, "GET, HEAD"]


def test_nobody_can_force_a_reload(server):
    assert server.get("/forcereload").status == 404


def test_head_is_get_without_the_body(server):
    head, get = server.get("/", "HEAD"), server.get("/")
    assert [head.status, head.text, head.headers["Content-Length"]] == [200, "", get.headers["Content-Length"]]


@pytest.mark.parametrize(
    "path", ["/.nojekyll", "/.env", "/../site.yaml", "/%2e%2e/site.yaml", "/..%2fsite.yaml", "//etc/passwd"]
)
def test_hidden_files_and_ways_out_lead_to_the_sites_own_404(server, path):
    answer = server.get(path)
    assert [answer.status, "lost" in answer.text] == [404, True]


@pytest.mark.parametrize("path", ["/a%00", "/..%5csite.yaml", "/%ff"])
def test_a_broken_address_is_a_bad_request_without_a_traceback(server, path):
    answer = server.get(path)
    assert [answer.status, answer.text] == [400, "400 Bad Request\n"]


def test_a_folder_shows_its_index_and_keeps_the_query_when_redirected(server):
    answer = server.get("/claims?q=1")
    assert [server.get("/claims/").status, answer.status, answer.headers["Location"]] == [200, 302, "/claims/?q=1"]


def test_the_client_script_comes_from_livereload_itself(server):
    answer = server.get("/livereload.js")
    assert [answer.status, answer.headers["Content-Type"]] == [200, "text/javascript; charset=utf-8"]
    assert "official-7" in answer.text


def test_the_alerts_stylesheet_is_served(server):
    assert server.get("/_pincite/overlay.css").headers["Content-Type"] == "text/css; charset=utf-8"


def test_a_save_is_served_and_told(server):
    told = talk(server, lambda: server.save("second"))
    assert [told["command"], told["path"], "second" in server.get("/").text] == ["reload", "index.html", True]


def test_a_second_save_within_three_seconds_is_told_too(server):
    told = [talk(server, functools.partial(server.save, text))["command"] for text in ("2", "3", "4")]
    assert told == ["reload"] * 3


def test_a_save_that_changes_no_page_is_told_to_nobody(server, root):
    (root / "content").mkdir()
    assert talk(server, lambda: (root / "content/notes.yaml").write_text("x"), seconds=0.6) is None


def test_a_save_that_changes_another_page_is_not_told(server):
    assert talk(server, lambda: server.save("second"), page="/claims/", seconds=0.6) is None


def test_a_client_that_names_no_version_is_told_of_every_save(server):
    async def run():
        request = HTTPRequest(f"ws://localhost:{server.port}/livereload", headers={"Origin": server.origin})
        socket_ = await websocket_connect(request)
        await socket_.write_message(json.dumps({"command": "info", "plugins": {}, "url": server.origin + "/claims/"}))
        while not server.server._socket.waiters:  # noqa: ASYNC110 - the greeting is on its way, no event tells
            await asyncio.sleep(0.005)
        await asyncio.to_thread(server.save, "second")
        told = json.loads(await asyncio.wait_for(socket_.read_message(), 5))
        await _leave(socket_)
        return told["command"]

    assert asyncio.run(run()) == "reload"


def test_a_page_that_missed_a_save_is_told_as_soon_as_it_greets(server):
    version = server.version()
    server.save("second")
    assert talk(server, lambda: None, version)["command"] == "reload"


def test_a_page_that_is_up_to_date_is_not_told_to_load_anew(server):
    version = server.version()
    assert talk(server, lambda: None, version, seconds=0.3) is None


def test_a_mistake_keeps_the_last_good_page_and_shows_an_alert_on_it(server):
    told = talk(server, lambda: server.save("bad"))
    pages = [server.get(path).text for path in ("/", "/claims/", "/nowhere")]
    assert told["command"] == "reload"
    assert ["first" in pages[0], *('role="alert"' in page for page in pages)] == [True] * 4
    assert "&lt;i&gt;it&lt;/i&gt; is broken" in pages[0]


def test_the_alert_is_gone_when_the_mistake_is_mended(server):
    server.save("bad")
    told = talk(server, lambda: server.save("first"))
    assert [told["command"], 'role="alert"' in server.get("/").text] == ["reload", False]


def test_a_build_that_leaves_the_program_does_not_end_the_server(server):
    server.save("exit")
    shown = server.get("/").text
    server.save("well")
    assert ["SystemExit: the build left" in shown, "well" in server.get("/").text] == [True, True]


def test_before_the_first_good_build_every_address_shows_the_problems(root):
    (root / "site.yaml").write_text("bad")
    running = Running(root)
    try:
        answers = [running.get(path) for path in ("/", "/claims/one.html", "/assets/x.css")]
        assert [answer.status for answer in answers] == [503] * 3
        assert ['role="alert"' in answer.text and "livereload.js" in answer.text for answer in answers] == [True] * 3
        told = talk(running, lambda: running.save("well"))
        assert [told["command"], running.get("/").status] == ["reload", 200]
    finally:
        running.stop()


@pytest.mark.parametrize(
    "message", ["", "{", "[]", "1", '"x"', "{}", '{"command": 1}', "[" * 5000, '{"command": "info"}']
)
def test_a_strange_message_ends_at_most_its_own_connection(server, message):
    async def run():
        request = HTTPRequest(f"ws://localhost:{server.port}/livereload", headers={"Origin": server.origin})
        socket_ = await websocket_connect(request)
        await socket_.write_message(message)
        await asyncio.sleep(0.05)
        await _leave(socket_)

    asyncio.run(run())
    assert server.get("/").status == 200
