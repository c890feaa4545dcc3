"""Sites that stand somewhere, for tests: one that is built, one that is served, one in the commits of a repository."""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import inside
import pytest
import repositories
from inside import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent


def run(*arguments: object, cwd: Path = ROOT, **environment: str) -> Run:
    """Run the program in this process."""
    return inside.run(*arguments, cwd=cwd, **{"no_proxy": "*", **environment})


def as_user(*arguments: object, cwd: Path = ROOT, **environment: str) -> Run:
    """Run the program as a user does, without a terminal."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "NO_COLOR": "1", "no_proxy": "*", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=120,
        start_new_session=True,  # no terminal at all: what asks for a passphrase must not find the tester's
    )
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


def needs(program: str, variable: str) -> None:
    """Skip a test without a program; where the variable is set, as on the machine that decides, fail."""
    if shutil.which(program) is None:
        reason = f"{program} is not installed"
        (pytest.fail if os.environ.get(variable) else pytest.skip)(reason)


def project(folder: Path) -> Path:
    """Make a whole project of tests/base-site, with the templates and assets of this repository."""
    shutil.copytree(ROOT / "tests" / "base-site", folder)
    repositories.furnish(folder)
    return folder


@dataclass
class Served:
    """A server of a folder under /site/. `answers` has, by path below it, what answers otherwise; `asked` is a log."""

    url: str
    answers: dict[str, Callable[[http.server.BaseHTTPRequestHandler], None]]
    asked: list[str]


@contextlib.contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Serve a folder on this machine."""
    told = Served("", {}, [])

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append(self.path)
            if not self.path.startswith("/site/"):
                self.send_error(404)
                return
            self.path = self.path.removeprefix("/site")
            answer = told.answers.get(self.path[1:])
            with contextlib.suppress(ConnectionError):
                answer(self) if answer else super().do_GET()

        def log_message(self, *_: object) -> None:
            pass

    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass

    with Server(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder))) as server:
        told.url = f"http://127.0.0.1:{server.server_port}/site/"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield told
        finally:
            server.shutdown()
            thread.join()


def answering(
    status: int = 200, body: bytes = b"", *, length: int | None = None, **headers: str
) -> Callable[[http.server.BaseHTTPRequestHandler], None]:
    """Make an answer; `_` in a header's name stands for a hyphen."""

    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


@dataclass(frozen=True)
class Repository:
    """A git repository of a test, without any setting of the user."""

    folder: Path

    def git(self, *words: str) -> str:
        """Run git in it."""
        return repositories.git(self.folder, *words)

    def commit(self, files: dict[str, bytes | None]) -> str:
        """Write files, remove those that are None, commit all; give the commit."""
        for path, data in files.items():
            target = self.folder / path
            if data is None:
                target.unlink()
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
        self.git("add", "--all", "--force")
        self.git("commit", "-q", "--allow-empty", "-m", "a commit")
        return self.git("rev-parse", "HEAD")


def repository(folder: Path) -> Repository:
    """Make a repository with an empty branch `main`."""
    needs("git", "REQUIRE_GIT")
    folder.mkdir(parents=True, exist_ok=True)
    made = Repository(folder)
    made.git("init", "-q", "-b", "main")
    return made
