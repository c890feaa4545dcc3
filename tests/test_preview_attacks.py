"""The preview attacked over a raw socket, and the site moved under its feet.

So may a page in the editor's browser, or another program. The cases V001 to V015 are those of the group "server" of the
catalogue of bad inputs. Where the catalogue says 403 for a way out of the site, here it is 404 or 400: nothing but the
site's own pages is looked for, so there is nothing to forbid, and a 403 would say that something is there.
"""

from __future__ import annotations

import functools
import os
import re
import shutil
import socket
import time

import pytest
from previewing import FakeLive, Running
from rendering import base

from pincite.preview.live import Live

PRIVATE = "the editor's own"
HIDDEN = (".git/config", ".env", ".pincite/cache", "content/.draft.yaml", "output/secret.html", "../secret.txt")
CARD = "content/claims/boats-damaged.yaml"
PAGE = "/claims/boats-damaged.html"


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    root = base(tmp_path_factory.mktemp("attacks"))
    for path in HIDDEN:
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(PRIVATE)
    server = Running(root, functools.partial(Live, root))
    yield server
    server.stop()


def gone(path):
    """Remove whatever stands at a path."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def until(said, seconds=15.0):
    began = time.monotonic()
    while not (found := said()):
        assert time.monotonic() - began < seconds
        time.sleep(0.02)
    return found


def wrong(server):
    """Give the codes of the problems that a page shows."""
    return set(re.findall(r"<code>([a-z-]+)</code>\n<p>", server.get("/").text))


# What the catalogue asks for, and what is answered here.
CATALOGUE = {
    "V001": (b"GET /../site.yaml", [], 404),
    "V002": (b"GET /%2e%2e/site.yaml", [], 404),
    "V003": (b"GET /..%2fsite.yaml", [], 404),
    "V004": (b"GET //etc/passwd", [], 404),
    "V006": (b"GET /", [b"Host: evil.example"], 421),
    "V007": (b"GET /livereload", [b"Origin: http://evil.example", b"Upgrade: websocket"], 403),
    "V011": (b"GET /forcereload", [b"Origin: http://evil.example"], 403),
}


@pytest.mark.parametrize(("line", "headers", "status"), CATALOGUE.values(), ids=CATALOGUE)
def test_a_request_of_the_catalogue_is_answered_as_it_says(running, line, headers, status):
    found, _, body = running.request(line, *headers)
    assert (found, PRIVATE.encode() in body, b"root:" in body) == (status, False, False)


WAYS_OUT = r"""
/..%5csite.yaml /..\site.yaml /%252e%252e/site.yaml /%252e%252e%252fsite.yaml /%c0%ae%c0%ae/site.yaml /%c0%af..%c0%afetc
/%e0%80%ae%e0%80%ae/site.yaml /%u002e%u002e/site.yaml /..;/site.yaml /claims/..;/..;/site.yaml /claims/../../site.yaml
/claims/%2e%2e/%2e%2e/site.yaml /claims%2f..%2f..%2fsite.yaml /./site.yaml /claims/./index.html ///etc/passwd
/etc/passwd /../secret.txt /%2e%2e/secret.txt /..%2fsecret.txt /output/secret.html /proc/self/environ /dev/zero
/\\evil.example/ /%2f%2fevil.example /%5c%5cevil.example C:/Windows/win.ini /C:/Windows/win.ini /c:%5cWindows /CON /NUL
/aux.html /COM1.txt /index.html::$DATA /index.html. /index.html%20 /index.html%00.png /.git/config /%2egit/config /.env
/%2Eenv /.pincite/cache /.well-known/x /content/.draft.yaml /site.yaml /content/claims/boats-damaged.yaml
/templates/base.html /_pincite/../site.yaml /_pincite/%2e%2e/site.yaml /desk/.. /desk/../site.yaml /desk/index.html
/livereload.js/.. /at/zz/livereload http://evil.example/ http://localhost/ file:///etc/passwd * localhost /%00
/%0d%0aX:1 /%0a /%09 /%1b /%7f /%ff /%80 /% /claims#x
""".split()


@pytest.mark.parametrize("path", WAYS_OUT)
def test_there_is_no_way_out_of_the_site_in_any_spelling(running, path):
    status, head, body = running.request(b"GET " + path.encode())
    assert (status in {400, 404}, PRIVATE.encode() in body, b"root:" in body) == (True, False, False)
    assert re.search(rb"(?i)^location:", head, re.MULTILINE) is None


@pytest.mark.parametrize(
    "line", [b"GET /a\x00b", b"GET /a b", b"GET /a\tb", b"GET /?\x01", b"GET /\r", b"GET /\xff", b"GET "]
)
def test_a_character_that_no_address_has_is_refused(running, line):
    assert running.request(line)[0] == 400


@pytest.mark.parametrize("query", [b"%0d%0aSet-Cookie:a=b", b"%0aX:1", b"a=<b>", b"//evil.example"])
def test_a_redirect_leads_to_this_server_and_takes_no_header_along(running, query):
    status, head, _ = running.request(b"GET /claims?" + query)
    headers = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:])
    assert (status, headers[b"Location"]) == (302, b"/claims/?" + query)
    assert {b"Set-Cookie", b"X"} & headers.keys() == set()


FOREIGN = [
    b"evil.example:PORT",
    b"localhost.evil.example:PORT",
    b"localhost.:PORT",
    b"localhost",
    b"localhost:80",
    b"localhost:0PORT",
    b"localhost:PORT.",
    b"localhost:-1",
    b"localhost:99999999",
    b"localhost:PORT@evil.example",
    b"ada@localhost:PORT",
    b"localhost:PORT/",
    b"localhost:PORT#",
    b"0.0.0.0:PORT",
    b"127.1:PORT",
    b"127.0.0.2:PORT",
    b"2130706433:PORT",
    b"0x7f.1:PORT",
    b"[::ffff:127.0.0.1]:PORT",
    b"[fe80::1%25eth0]:PORT",
    b"[::1:PORT",
    b"",
    b"\x00localhost:PORT",
    b"localhost:PORT\xa0",
    b"local\xc3\xb6st:PORT",
]


@pytest.mark.parametrize("host", FOREIGN)
def test_a_host_that_is_not_this_server_is_shown_nothing(running, host):
    port = b"%d" % running.port
    told = host.replace(b"PORT", port)
    status, _, body = running.request(b"GET /", b"Host: " + told, b"X-Forwarded-Host: localhost:" + port)
    assert (status in {400, 421}, b"<html" in body) == (True, False)


@pytest.mark.parametrize(
    "lines",
    [
        [b"Host: localhost:PORT", b"Host: evil.example"],
        [b"Host: evil.example", b"Host: localhost:PORT"],
        [b"Host: localhost:PORT", b"host: localhost:PORT"],
        [b"Host : localhost:PORT"],
        [b"Host: evil.example", b" localhost:PORT"],
    ],
)
def test_a_host_that_is_told_twice_or_brokenly_is_none(running, lines):
    assert running.request(b"GET /", *(line.replace(b"PORT", b"%d" % running.port) for line in lines))[0] == 400


def test_what_a_proxy_would_say_is_not_believed(running):
    told = (b"X-Forwarded-Host: evil.example", b"Forwarded: host=evil.example", b"X-Forwarded-Proto: https")
    status, head, body = running.request(b"GET /", *told)
    assert (status, b"evil" in head + body) == (200, False)


@pytest.mark.parametrize("path", ["/", "/desk/", "/livereload.js", "/_pincite/passage?article=first&start=0&end=9"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors", "Sec_Fetch_Dest": "script"},
        {"Sec_Fetch_Site": "same-site", "Sec_Fetch_Mode": "cors", "Sec_Fetch_Dest": "empty"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "object"},
        {"Sec_Fetch_Site": "cross-site"},
    ],
)
def test_a_foreign_page_takes_in_nothing_as_script_data_or_frame(running, path, headers):
    assert running.get(path, **headers).status == 403


def test_a_foreign_page_may_link_here(running):
    found = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    assert running.get("/", **found).status == 200


@pytest.mark.parametrize(
    "path", ["/", "/nowhere", "/claims", "/data/claims.json", "/_pincite/picker.js", "/%00", "/desk/"]
)
def test_every_answer_has_what_keeps_it_from_foreign_pages(running, path):
    headers = running.get(path).headers
    assert {key: headers[key] for key in ("X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy")} == {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
    }
    assert [headers["Cross-Origin-Resource-Policy"], headers["Cross-Origin-Opener-Policy"]] == ["same-origin"] * 2
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert {name for name in headers if name.startswith("Access-Control") or name in {"Server", "Set-Cookie"}} == set()


def test_a_drawing_that_is_opened_by_its_address_is_no_page_of_ours(running):
    """A drawing can hold scripts: here, they would know the token."""
    drawn = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    (running.root / "assets/drawn.svg").write_text(drawn)
    until(lambda: running.get("/assets/drawn.svg").status == 200 or wrong(running))
    answer = running.get("/assets/drawn.svg")
    (running.root / "assets/drawn.svg").unlink()
    # Where such a file is refused as a whole, there is nothing to open.
    assert answer.status == 404 or "sandbox" in answer.headers["Content-Security-Policy"]


BROKEN = {
    "a negative length": b"Content-Length: -1\r\n\r\n",
    "a length with a sign": b"Content-Length: +5\r\n\r\nhello",
    "a length with a line below": b"Content-Length: 1_0\r\n\r\nhellohello",
    "a length in sixteens": b"Content-Length: 0x5\r\n\r\nhello",
    "a length of twenty digits": b"Content-Length: 99999999999999999999\r\n\r\n",
    "two lengths": b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
    "a length and chunks": b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n",
    "an unknown coding": b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "two codings": b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "a blank before the colon": b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "a tab in the coding": b"Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n",
    "a chunk with more to say": b"Transfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\n\r\n",
    "a negative chunk": b"Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n",
    "a chunk without end": b"Transfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\nhello",
    "a header without a colon": b"Header\r\n\r\n",
    "a header over two lines": b"A:\r\n\tb\r\n\r\n",
    "a NUL in a header": b"A: \x00\r\n\r\n",
    "a CR in a header": b"A: b\rC: d\r\n\r\n",
}


@pytest.mark.parametrize("rest", BROKEN.values(), ids=BROKEN)
def test_a_request_that_two_would_read_differently_is_refused_and_the_connection_ends(running, rest):
    answer = running.raw(b"POST / HTTP/1.1\r\nHost: localhost:%d\r\n" % running.port + rest)
    assert (answer[:12], answer.count(b"HTTP/1.1 ")) == (b"HTTP/1.1 400", 1)


@pytest.mark.parametrize(
    "data", [b"\x16\x03\x01\x00\x05hello\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"GET /\r\n\r\n"]
)
def test_another_protocol_is_refused(running, data):
    assert running.raw(data)[:12] == b"HTTP/1.1 400"


@pytest.mark.parametrize("method", [b"OPTIONS", b"TRACE", b"PUT", b"DELETE", b"CONNECT", b"PATCH", b"get", b"PROPFIND"])
def test_no_other_method_does_anything_or_gives_back_what_it_was_sent(running, method):
    status, _, body = running.request(method + b" /", b"X-Own: abcdef")
    assert (status, b"abcdef" in body) == (405, False)


def test_requests_behind_one_another_are_answered_in_their_order(running):
    one = b"GET /%s HTTP/1.1\r\nHost: localhost:%d\r\n%s\r\n"
    asked = [(b"", b""), (b"nowhere", b""), (b"%00", b"Connection: close\r\n")]
    answer = running.raw(b"".join(one % (path, running.port, more) for path, more in asked))
    assert re.findall(rb"HTTP/1\.1 (\d+)", answer) == [b"200", b"404", b"400"]


def test_a_part_of_a_file_is_not_given_so_many_parts_cost_nothing(running):
    ranges = b"Range: bytes=" + b",".join(b"0-%d" % end for end in range(3000))
    status, _, body = running.request(b"GET /", ranges)
    assert (status, len(body)) == (200, len(running.request(b"GET /")[2]))


def test_v012_a_mistake_leaves_the_last_good_page_and_is_shown_above_it(running):
    good = (running.root / CARD).read_text("utf-8")
    (running.root / CARD).write_text(good + "claim: twice\n")
    until(lambda: wrong(running))
    answer = running.get(PAGE)
    assert [answer.status, f"{CARD}:" in answer.text, 'role="alert"' in answer.text] == [200, True, True]
    assert "This page is from before the mistake." in answer.text
    (running.root / CARD).write_text(good)
    until(lambda: not wrong(running))


@pytest.mark.parametrize("raised", [SystemExit, KeyboardInterrupt, GeneratorExit, MemoryError, RecursionError])
def test_v013_nothing_that_a_build_raises_ends_the_server(tmp_path, raised):
    (tmp_path / "site.yaml").write_text("first")
    live = FakeLive(tmp_path)
    whole = live.update

    def update(changed):
        if (tmp_path / "site.yaml").read_text() == "raise":
            raise raised
        return whole(changed)

    live.update = update
    server = Running(tmp_path, live)
    try:
        server.save("raise")
        assert raised.__name__ in server.get("/").text
        server.save("well")
        assert "well" in server.get("/").text
    finally:
        server.stop()


@pytest.mark.parametrize("raised", [SystemExit, KeyboardInterrupt, ValueError])
def test_what_an_answer_raises_is_told_as_a_failure_and_ends_nothing(tmp_path, raised, monkeypatch):
    (tmp_path / "site.yaml").write_text("first")
    server = Running(tmp_path)
    try:

        def data(path):
            raise raised

        monkeypatch.setattr(server.server.rebuild.shown.state, "data", data)
        answer = server.get("/")
        assert [answer.status, answer.text] == [500, "500 Internal Server Error\n"]
        monkeypatch.undo()
        assert server.get("/").status == 200
    finally:
        server.stop()


def test_v014_after_a_storm_of_saves_the_last_one_is_shown(running):
    good = (running.root / CARD).read_text("utf-8")
    for number in range(200):
        (running.root / CARD).write_text(good.replace("title: ", f"title: No {number} of a storm, "))
    until(lambda: "No 199 of a storm" in running.get(PAGE).text)
    assert wrong(running) == set()
    (running.root / CARD).write_text(good)
    until(lambda: "of a storm" not in running.get(PAGE).text)


def test_v015_a_change_that_keeps_its_time_a_new_name_and_a_removal_are_noticed(running):
    card, other = running.root / CARD, running.root / "content/claims/other.yaml"
    good, times = card.read_text("utf-8"), card.stat()
    copy = card.with_suffix(".new")
    copy.write_text(good.replace("title: ", "title: Kept its time, "))
    os.utime(copy, ns=(times.st_atime_ns, times.st_mtime_ns))
    copy.replace(card)
    until(lambda: "Kept its time" in running.get(PAGE).text)
    card.rename(other)
    until(lambda: running.get("/claims/other.html").status == 200 or wrong(running))
    other.rename(card)
    card.write_text(good)
    until(lambda: not wrong(running) and "Kept its time" not in running.get(PAGE).text)
    spare = running.root / "content/pages/spare.md"
    spare.write_text("---\ntitle: Spare\ndescription: A page that goes again.\n---\n\nWords.\n")
    until(lambda: running.get("/spare.html").status == 200)
    spare.unlink()
    until(lambda: running.get("/spare.html").status == 404)


def test_a_link_or_device_that_is_put_into_the_site_is_told_and_not_read(running, tmp_path):
    outside = tmp_path / "outside.md"
    outside.write_text(f"---\ntitle: t\ndescription: d\n---\n\n{PRIVATE}\n")
    put = {
        "content/pages/link.md": lambda path: path.symlink_to(outside),
        "assets/link.css": lambda path: path.symlink_to(outside),
        "assets/folder": lambda path: path.symlink_to(tmp_path),
        "content/pages/folder": lambda path: path.symlink_to(tmp_path),
        "assets/pipe.css": os.mkfifo,
        "content/claims/pipe.yaml": os.mkfifo,
        "assets/itself.css": lambda path: path.symlink_to(path),
    }
    for name, act in put.items():
        act(running.root / name)
        assert until(lambda: wrong(running)) <= {"symlink", "file-kind"}, name
        texts = [running.get(path).text for path in ("/", "/link.html", f"/{name}", f"/{name}/outside.md", "/desk/")]
        assert [PRIVATE in text for text in texts] == [False] * len(texts)
        gone(running.root / name)
        until(lambda: not wrong(running))


def test_the_output_folder_is_nothing_to_the_preview(running):
    (running.root / "output/link.html").symlink_to("/etc/passwd")
    assert [running.get(path).status for path in ("/link.html", "/output/link.html")] == [404, 404]


def test_a_name_or_text_with_markup_in_it_is_shown_as_it_is(running):
    name = running.root / "content/claims/<img src=x onerror=alert(1)>.yaml"
    name.write_text('title: <script>alert(2)</script>\n`</code>`: "</script><svg onload=alert(3)>"\n')
    until(lambda: wrong(running))
    for path in ("/", "/desk/", "/nowhere"):
        text = running.get(path).text
        assert "onerror=alert(1)&gt;" in text
        assert [part in text for part in ("<img src=x", "<script>alert", "<svg onload")] == [False] * 3
    name.unlink()
    until(lambda: not wrong(running))


def test_a_site_whose_folder_goes_is_told_as_gone_and_shown_again_when_it_is_back(running):
    away = running.root.with_name("away")
    assert running.get(PAGE).status == 200
    running.root.rename(away)
    until(lambda: wrong(running))
    assert running.get(PAGE).status == 200
    away.rename(running.root)
    until(lambda: not wrong(running))
    good = (running.root / CARD).read_text("utf-8")
    (running.root / CARD).write_text(good.replace("title: ", "title: Back again, "))
    until(lambda: "Back again" in running.get(PAGE).text)
    (running.root / CARD).write_text(good)
    until(lambda: "Back again" not in running.get(PAGE).text)


def test_the_editor_is_answered_while_another_holds_as_many_connections_as_it_can(running):
    held = [socket.create_connection(("127.0.0.1", running.port)) for _ in range(300)]
    try:
        for one in held[::2]:
            one.sendall(b"GET / HTTP/1.1\r\nX-Slow: ")
        assert running.get("/").status == 200
    finally:
        for one in held:
            one.close()
