"""The preview's own addresses on a real site: the desk, the picker's questions, and the one request that writes."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import json
import re

import pytest
from previewing import Running
from rendering import base

from pincite.preview import shown
from pincite.preview.live import Live
from pincite.preview.shown import Around

CARD = {"article": "first", "start": 0, "end": 20, "id": "storm", "title": "The storm", "claimant": "ada-wren"}
NEW = "/_pincite/new-card"


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    root = base(tmp_path_factory.mktemp("handlers"))
    around = Around(editor=lambda span: f"ed://{span}", today=lambda: dt.date(2026, 11, 22))
    server = Running(root, functools.partial(Live, root), around=around)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def token(running):
    return re.search(r'picker\.js" data-token="([^"]+)"', running.get("/articles/first.html").text)[1]


def _post(running, token, *, card=None, **headers):
    given = {"Origin": running.origin, "X_Pincite_Token": token, "Content_Type": "application/json"} | headers
    given = {name: value for name, value in given.items() if value is not None}
    return running.get(NEW, "POST", json.dumps(CARD | (card or {})).encode(), **given)


def _cards(running):
    return sorted(path.name for path in (running.root / "content/claims").iterdir())


def test_the_picker_stands_on_the_pages_of_articles_alone(running):
    pages = ("/articles/first.html", "/articles/", "/", "/claims/boats-damaged.html", "/desk/")
    assert ["picker.js" in running.get(page).text for page in pages] == [True, False, False, False, False]


@pytest.mark.parametrize("page", ["/", "/articles/first.html", "/claims/boats-damaged.html", "/no-such-page"])
def test_every_page_of_the_site_leads_to_the_desk_from_its_end(running, page):
    text = running.get(page).text
    assert text.rpartition("</nav>")[2].strip() == "</body>\n</html>"
    assert text.count('<nav id="pincite-desk"') == 1
    assert "overlay.css" in text


@pytest.mark.parametrize("name", ["overlay.css", "desk.css", "picker.css", "picker.js"])
def test_the_previews_own_files_are_served(running, name):
    answer = running.get(f"/_pincite/{name}")
    assert [answer.status, answer.headers["Content-Type"].split(";")[0]] == [
        200,
        "text/css" if name.endswith("css") else "text/javascript",
    ]


@pytest.mark.parametrize("path", ["/_pincite/", "/_pincite/overlay.js", "/_pincite/../site.yaml", "/_pincite/x.css"])
def test_nothing_else_stands_below_their_folder(running, path):
    assert running.get(path).status == 404


def test_the_desk_gathers_what_is_to_do(running):
    answer = running.get("/desk/")
    assert 'id="pincite-desk"' not in answer.text
    assert [answer.status, "<h1>The desk</h1>" in answer.text, "repair-cost" in answer.text] == [200, True, True]
    assert running.get("/desk").headers["Location"] == "/desk/"


def test_the_desk_is_no_page_of_the_site(running):
    assert running.get("/desk/index.html").status == 404


def test_a_passage_is_answered_with_its_quote(running):
    told = json.loads(running.get("/_pincite/passage?article=first&start=0&end=20").text)
    assert [told["article"], told["yaml"].startswith("  - article: first")] == ["first", True]


@pytest.mark.parametrize("query", ["", "article=gone&start=0&end=9", "article=first&start=x&end=9", "article=first"])
def test_a_question_without_an_answer_is_told_in_words(running, query):
    told = json.loads(running.get(f"/_pincite/passage?{query}").text)
    assert set(told) == {"error", "hint"}


def test_an_outline_has_the_articles_sentences(running):
    told = json.loads(running.get("/_pincite/outline?article=first").text)
    assert [len(told["sentences"]) > 3, told["sentences"][0][0]] == [True, 0]


@pytest.mark.parametrize("path", ["/_pincite/passage?article=first&start=0&end=9", "/_pincite/outline?article=first"])
def test_a_foreign_host_is_answered_nothing(running, path):
    assert running.get(path, Host="evil.example").status == 421


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": None}, 403),
        ({"X_Pincite_Token": "guess"}, 403),
        ({"X_Pincite_Token": ""}, 403),
        ({"X_Pincite_Token": None}, 403),
        ({"X_Pincite_Token": "ü"}, 403),
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Type": "application/x-www-form-urlencoded"}, 415),
        ({"Host": "evil.example"}, 421),
    ],
)
def test_a_request_that_is_not_of_this_servers_pages_writes_nothing(running, token, headers, status):
    before = _cards(running)
    assert [_post(running, token, **headers).status, _cards(running)] == [status, before]


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
def test_a_card_is_written_by_a_post_alone(running, method):
    assert running.get(NEW, method).status == 405


@pytest.mark.parametrize(
    ("card", "field"),
    [
        ({"id": "../../x"}, "id"),
        ({"id": "Boats"}, "id"),
        ({"id": "boats-damaged"}, "id"),
        ({"title": ""}, "title"),
        ({"claimant": ""}, "claimant"),
        ({"start": -1}, ""),
    ],
)
def test_a_card_that_cannot_be_is_refused_in_words_at_its_field(running, token, card, field):
    before = _cards(running)
    told = json.loads(_post(running, token, card=card).text)
    assert [set(told), told["field"], _cards(running)] == [{"error", "hint", "field"}, field, before]


def test_a_body_that_is_too_big_is_not_read(running, token):
    before = _cards(running)
    with contextlib.suppress(ConnectionError):  # the server hangs up: what it was sent is left unread
        assert _post(running, token, card={"title": "x" * 70_000}).status == 400
    assert _cards(running) == before


def test_a_card_is_begun_and_its_page_is_there_when_the_save_is_taken_in(running, token):
    told = json.loads(_post(running, token).text)
    path = "content/claims/storm.yaml"
    assert told == {"path": path, "page": "/claims/storm.html", "editor": f"ed://{path}:1:1"}
    assert "checked: 2026-11-22" in (running.root / path).read_text("utf-8")
    running.until("/claims/storm.html", 200)
    assert json.loads(_post(running, token).text)["error"] == 'there is a card "storm" already'
    (running.root / path).unlink()
    running.until("/claims/storm.html", 404)


def test_a_server_that_others_reach_gives_no_token_and_writes_nothing(tmp_path):
    root = base(tmp_path)
    server = Running(root, functools.partial(Live, root), host="0.0.0.0")  # noqa: S104 - the case under test
    try:
        page = server.get("/articles/first.html").text
        assert ["picker.js" in page, "data-token" in page] == [True, False]
        assert [_post(server, "").status, _post(server, "x").status] == [403, 403]
    finally:
        server.stop()


def test_no_foreign_page_can_show_a_page_in_a_frame(running):
    headers = running.get("/articles/first.html").headers
    assert [headers["X-Frame-Options"], headers["Content-Security-Policy"]] == ["DENY", "frame-ancestors 'none'"]


@pytest.mark.parametrize(
    ("site", "mode", "status"),
    [
        ("cross-site", "no-cors", 403),
        ("same-site", "cors", 403),
        ("cross-site", "navigate", 200),
        ("same-origin", "no-cors", 200),
        ("none", "navigate", 200),
    ],
)
def test_a_foreign_page_may_link_here_and_make_the_preview_do_no_other_work(running, site, mode, status):
    assert running.get("/desk/", Sec_Fetch_Site=site, Sec_Fetch_Mode=mode).status == status


def test_the_desk_is_made_once_for_all_who_ask(running, monkeypatch):
    made, whole = [], shown.gather
    shown._desk_of.cache_clear()
    monkeypatch.setattr(shown, "gather", lambda *given, **named: made.append(1) or whole(*given, **named))
    assert [running.get("/desk/").status for _ in range(3)] == [200] * 3
    assert len(made) == 1
