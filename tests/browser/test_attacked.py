"""A site of hostile texts in a browser: nothing runs, nothing is asked for elsewhere, every page holds its form.

Also its preview, with the desk, the picker and the problems, and the report of what changed.
"""

from __future__ import annotations

import functools
import json
import os
from typing import TYPE_CHECKING

import pytest
from attacked import PAYLOADS, attacked
from conftest import _OVERFLOW, build, serving
from playwright.sync_api import Error
from previewing import Running

from pincite.cli import main
from pincite.preview.live import Live
from pincite.preview.shown import Around

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.browser

# How often a page has what a payload would bring to life, the names of handlers, and what has run.
_LIVE = """() => {
  const watched = ['script', 'img', 'iframe', 'style', 'link', 'meta', 'base', 'form', 'input', 'button', 'object',
    'embed', 'a', 'b', 'svg', 'math', 'foreignObject', 'animate', 'set', 'body', 'template', 'textarea', 'title'];
  const all = [...document.querySelectorAll('*')];
  return {
    count: Object.fromEntries(watched.map(name => [name, document.getElementsByTagName(name).length])),
    odd: all.flatMap(e => e.getAttributeNames()).filter(name => /^on|^style$|^srcdoc$|[^a-z0-9:-]/i.test(name)),
    addresses: all.flatMap(e => ['href', 'src', 'action', 'xlink:href'].map(name => e.getAttribute(name)))
      .filter(one => one && /^\\s*(javascript|data|vbscript):|evil/i.test(one)),
    ran: window.ran ?? null,
  };
}"""


@pytest.fixture(scope="module")
def roots(tmp_path_factory) -> dict[bool, Path]:
    """Give the folders of the hostile site and of its plain twin, each built."""
    found = {}
    for plain in (False, True):
        found[plain] = tmp_path_factory.mktemp("attacked") / "root"
        found[plain].mkdir()
        attacked(found[plain], plain=plain)
        assert build(found[plain] / "output", "--root", str(found[plain])) == ""
    return found


@pytest.fixture
def watched(visit):
    """Give a function that opens an empty page, from which no request gets out, and what it complains of."""

    def open_page(**options):
        one = visit(**options)
        one.page.on("dialog", lambda dialog: (one.complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        one.page.on("popup", lambda _: one.complaints.append("a window was opened"))
        return one

    return open_page


def _paths(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


def _walk(one, address, folder, *, width=0):
    """Visit every page; give what each has that is live, and where it does not hold its form.

    With SHOTS in the environment, pictures of the pages at a `width` go into that folder, for people to look at.
    """
    found = {}
    for path in _paths(folder):
        if path == "404.html":
            continue  # its links are for the site's own address; `test_browser` meets it as readers do
        one.page.goto(f"{address}/{path}")
        found[path] = one.page.evaluate(_LIVE) | {"overflow": one.page.evaluate(_OVERFLOW)}
        if width and (where := os.environ.get("SHOTS")):
            one.page.screenshot(path=f"{where}/{width}-{path.replace('/', '_')}.png", full_page=True)
    return found


@pytest.mark.parametrize("width", [1280, 360])
def test_no_page_of_a_hostile_site_runs_asks_or_makes_an_element_of_it_or_loses_its_form(watched, roots, width):
    output = roots[False] / "output"
    with serving(output) as address, serving(roots[True] / "output") as plain:
        one = watched(viewport={"width": width, "height": 900})
        found = _walk(one, address, output, width=width)
        requests, complaints = one.take()
        twin = _walk(watched(), plain, output) if width > 1000 else {}
    assert complaints == []
    assert [url for url in requests if not url.startswith(f"{address}/")] == []
    assert {path: one for path, one in found.items() if one["ran"] or one["odd"] or one["addresses"]} == {}
    assert {path: one["overflow"] for path, one in found.items() if one["overflow"]} == {}
    assert len(found) == len(_paths(output)) - 1 > 20
    assert {path: one["count"] for path, one in found.items() if path in twin} == {
        path: one["count"] for path, one in twin.items()
    }


def test_the_marker_is_set_where_a_payload_does_come_to_life(watched, tmp_path):
    """A check of the check: pages without rules, in which the payloads stand as they are."""
    ran = []
    for payload in PAYLOADS:
        (tmp_path / "a.html").write_text(f"<!doctype html><title>x</title><p>{payload}</p>", "utf-8")
        one = watched()
        try:
            one.page.goto((tmp_path / "a.html").as_uri())
            found = one.page.evaluate(_LIVE)
            ran.append(bool(found["ran"] or found["odd"] or found["addresses"] or len(one.requests) > 1))
        except Error:  # the page sends its reader elsewhere
            ran.append(True)
        one.context.close()
    assert sum(ran) > 14


def test_the_list_of_claims_can_be_filtered_and_searched_for_hostile_words(watched, roots):
    with serving(roots[False] / "output") as address:
        one = watched()
        one.page.goto(f"{address}/claims/index.html?q=%3Cimg%20src=x%20onerror=window.ran=1%3E&actor=%22%3E%3Csvg%3E")
        one.page.get_by_label("Words", exact=True).fill("<script>window.ran=1</script>")
        one.page.wait_for_timeout(300)
        found = one.page.evaluate(_LIVE)
        requests, complaints = one.take()
    assert (found["ran"], found["odd"], found["addresses"], complaints) == (None, [], [], [])
    assert [url for url in requests if not url.startswith(f"{address}/")] == []


def test_the_report_of_what_changed_shows_hostile_words_as_words(watched, roots):
    hostile, plain = roots[False], roots[True]
    target = hostile / "changes.html"
    command = ["diff", "--root", str(hostile), str(plain / "output"), "--html", str(target)]
    assert main([*command, "--all"]) == 0
    for width in (1280, 360):
        one = watched(viewport={"width": width, "height": 900})
        one.page.goto(target.as_uri())
        one.page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true; })")
        found = one.page.evaluate(_LIVE)
        if where := os.environ.get("SHOTS"):
            one.page.screenshot(path=f"{where}/{width}-diff.png")
        assert (found["ran"], found["odd"], found["addresses"]) == (None, [], [])
        assert (found["count"]["script"], found["count"]["img"], one.page.evaluate(_OVERFLOW)) == (0, 0, [])
        assert (one.requests, one.complaints) == ([target.as_uri()], [])


@pytest.fixture
def preview(tmp_path):
    """Serve the preview of a hostile site, with problems that tell hostile words and names."""
    root = tmp_path / "root"
    root.mkdir()
    attacked(root)
    server = Running(root, functools.partial(Live, root), around=Around(editor=lambda span: f"ed://{span}"))
    yield server
    server.stop()


def test_the_preview_of_a_hostile_site_shows_hostile_problems_and_names_as_words(watched, preview):
    address = f"http://127.0.0.1:{preview.port}"
    one = watched()
    for path in ("claims/storm.html", "articles/first.html", "desk/", "index.html"):
        one.page.goto(f"{address}/{path}")
        found = one.page.evaluate(_LIVE)
        assert (found["ran"], found["odd"], found["addresses"]) == (None, [], [])
    broken = {payload: payload for payload in PAYLOADS[:8]} | {"title": PAYLOADS[1], "rating": PAYLOADS[0]}
    names = ["<img src=x onerror=window.ran=1>.yaml", "'\"><svg onload=window.ran=1>.yaml", "java\u202escript.yaml"]
    for name in names:
        (preview.root / "content/claims" / name).write_text(json.dumps(broken), "utf-8")
    for path in ("claims/storm.html", "desk/"):
        one.page.goto(f"{address}/{path}")
        one.page.get_by_text("onload=window.ran=1").first.wait_for()
        one.page.wait_for_load_state("networkidle")
        found = one.page.evaluate(_LIVE)
        if where := os.environ.get("SHOTS"):
            one.page.screenshot(path=f"{where}/preview-{path.replace('/', '_')}.png")
        assert "onload=window.ran=1" in one.page.inner_text("body")
        assert (found["ran"], found["odd"], found["addresses"]) == (None, [], [])
    requests, complaints = one.take()
    assert [url for url in requests if not url.startswith((f"{address}/", f"ws://127.0.0.1:{preview.port}/"))] == []
    assert [said for said in complaints if "WebSocket" not in said] == []
