"""A real browser on the real site: one build and one server for the session, one Chromium for each module."""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
BASE = "/two-articles-checked/"  # the path of `url` in site.yaml
FLAGS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing but this machine can be reached: a page that asks elsewhere fails, on every machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def _chromium() -> str | None:
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@dataclass
class Visit:
    """A page in a context of its own, and all that it asked for and complained of."""

    page: Page
    context: BrowserContext
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfailed", self._failed)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("console", self._said)

    def _said(self, message) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text}")

    def _failed(self, request) -> None:
        if request.failure != "net::ERR_ABORTED":  # what is still on its way when the reader goes on
            self.complaints.append(f"failed: {request.failure} {request.url}")

    def take(self) -> tuple[list[str], list[str]]:
        """Give what was asked for and complained of since the last time."""
        taken = (self.requests[:], self.complaints[:])
        self.requests.clear()
        self.complaints.clear()
        return taken


class _Handler(SimpleHTTPRequestHandler):
    """Serves the site at `/` and, as GitHub Pages does, under its base path, with 404.html for what is not there."""

    protocol_version = "HTTP/1.1"

    def translate_path(self, path: str) -> str:
        return super().translate_path(f"/{path.removeprefix(BASE)}" if path.startswith(BASE) else path)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        body = (Path(self.directory) / "404.html").read_bytes() if code == 404 else b""
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said) -> None:
        """Print nothing."""


def build(output: Path, *arguments: str) -> str:
    """Build a site by the command that a user types; give what it complains of."""
    command = [sys.executable, "build.py", "--output", str(output), *arguments]
    for _ in range(60):
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
        if run.returncode != 75:  # a preview of this repository may be building at this moment
            break
        time.sleep(0.5)
    assert run.returncode == 0, run.stderr
    return run.stderr


class Late(_Handler):
    """The same on a day on which fonts and scripts come long after the page has been painted."""

    def do_GET(self) -> None:
        if self.path.endswith((".woff2", ".js")):
            time.sleep(0.5)
        super().do_GET()


@contextmanager
def serving(folder: Path, handler: type[SimpleHTTPRequestHandler] = _Handler) -> Iterator[str]:
    """Serve a build on a free port; give the address, such as `http://127.0.0.1:40001`."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the repository's own site."""
    output = tmp_path_factory.mktemp("browser") / "site"
    assert build(output) == ""
    return output


@pytest.fixture(scope="session")
def host(built):
    """Serve the repository's own site."""
    with serving(built) as address:
        yield address


@pytest.fixture(scope="module")
def late_host(built):
    """Serve the repository's own site with fonts and scripts that come late."""
    with serving(built, Late) as address:
        yield address


@pytest.fixture(scope="session")
def states(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build tests/states-site, drafts included: every state that a page can be in."""
    folder = tmp_path_factory.mktemp("states")
    shutil.copytree(ROOT / "tests" / "states-site", folder / "root")
    for part in ("templates", "assets"):
        shutil.copytree(ROOT / part, folder / "root" / part)
    # The card with nothing that may be left out is warned of, and nothing else.
    said = build(folder / "site", "--root", str(folder / "root"), "--drafts")
    assert re.findall(r"(?:error|warning)\[([\w-]+)\]", said) == ["no-evidence"]
    return folder / "site"


@pytest.fixture(scope="session")
def states_host(states):
    """Serve the site of states."""
    with serving(states) as address:
        yield address


@pytest.fixture(scope="session")
def types(built) -> dict[str, str]:
    """Give one page of each kind: the kind in words, and its path."""

    def one(folder: str) -> str:
        names = sorted(path.name for path in (built / folder).glob("*.html") if path.name != "index.html")
        return f"{folder}/{names[0]}"

    return {
        "front page": "index.html",
        "list of claims": "claims/index.html",
        "claim": one("claims"),
        "list of articles": "articles/index.html",
        "article 000": "articles/000.html",
        "article 003": "articles/003.html",
        "timeline": "timeline.html",
        "comparison": "compare.html",
        "figures": "figures.html",
        "rating scale": "ratings.html",
        "rating": one("ratings"),
        "actors": "actors/index.html",
        "actor": one("actors"),
        "topics": "topics/index.html",
        "topic": one("topics"),
        "places": "places/index.html",
        "place": one("places"),
        "references": "references.html",
        "corrections": "corrections.html",
        "open data": "data.html",
        **{f"prose {path.stem}": f"{path.stem}.html" for path in sorted((ROOT / "content/pages").glob("*.md"))},
    }


# A module's and not the session's: while Playwright runs, its event loop is this thread's, and no other test of the
# suite could start one.
@pytest.fixture(scope="module")
def chromium():
    """Start Chromium. Where there is none, the tests are skipped; with REQUIRE_BROWSER=1 they fail instead."""
    path = _chromium()
    if path is None:
        reason = "no Chromium is installed; on Debian: apt-get install chromium-headless-shell"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def start(browser: Browser, **options) -> Visit:
    """Open an empty page, with Playwright's options for a context."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
    context.set_default_timeout(8000)
    return Visit(context.new_page(), context)


@pytest.fixture
def visit(chromium):
    """Give a function that opens an empty page, with Playwright's options for a context."""
    opened = []

    def open_page(**options) -> Visit:
        opened.append(start(chromium, **options))
        return opened[-1]

    yield open_page
    for one in opened:
        one.context.close()


@dataclass(frozen=True)
class Seen:
    """What a reader met on one page."""

    status: int
    title: str
    headings: int
    proofs: list[tuple[str, int, int, str]]  # article, start, end, text
    unproven: list[str]  # what stands in a quotation and is not cut from an original
    overflow: dict[int, list[str]]  # by width: what sticks out
    requests: list[str]
    complaints: list[str]


_LOOK = """() => ({
  title: document.title,
  headings: [...document.querySelectorAll('h1')].filter(h => h.checkVisibility() && h.innerText.trim()).length,
  proofs: [...document.querySelectorAll('[data-article]')].map(
    e => [e.dataset.article, Number(e.dataset.start), Number(e.dataset.end), e.textContent]),
  unproven: [...document.querySelectorAll('blockquote, q')].map(quote => {
    const copy = quote.cloneNode(true);
    copy.querySelectorAll('[data-article], .gap').forEach(e => e.remove());
    return copy.textContent.trim();
  }).filter(text => text),
})"""

# Which elements stick out, and not only that something does: that is what one has to mend.
_OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= width) return [];
  return [`${document.scrollingElement.scrollWidth} px in ${width}`,
    ...[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > width + 1)
      .slice(0, 5).map(e => `${e.tagName.toLowerCase()}.${e.getAttribute('class') ?? ''}`)];
}"""
NARROW, *WIDER = 320, 768, 1280


@pytest.fixture(scope="module")
def seen(chromium, host, built, types) -> dict[str, Seen]:
    """Visit every page of the site once, on the narrowest screen; one page of each kind on wider ones, too."""
    walk = start(chromium, viewport={"width": NARROW, "height": 900})
    pages = {}
    for path in sorted(path.relative_to(built).as_posix() for path in built.rglob("*.html")):
        # The page for what is not there has absolute links, to work at any depth: it is met as readers meet it.
        answer = walk.page.goto(f"{host}{BASE}no/such/page.html" if path == "404.html" else f"{host}/{path}")
        look = walk.page.evaluate(_LOOK)
        overflow = {NARROW: walk.page.evaluate(_OVERFLOW)}
        if path in types.values() or path == "404.html":
            for width in WIDER:
                walk.page.set_viewport_size({"width": width, "height": 900})
                overflow[width] = walk.page.evaluate(_OVERFLOW)
            walk.page.set_viewport_size({"width": NARROW, "height": 900})
        requests, complaints = walk.take()
        pages[path] = Seen(answer.status, overflow=overflow, requests=requests, complaints=complaints, **look)
    walk.context.close()
    return pages
