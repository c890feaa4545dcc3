"""Serves a built site as GitHub Pages does, as far as its rules are known: by nginx, below /repo/ (tests/hosting).

Where there is no nginx, tests are skipped and say so; with REQUIRE_HOSTING=1 they fail instead.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

CONFIGURATION = Path(__file__).resolve().parent / "hosting" / "nginx.conf"
URL = "https://example.github.io/repo/"  # what a site is built with that is served here
SECONDS = 10


def nginx() -> str:
    """Find the program, or skip."""
    # Debian keeps it where only root looks.
    path = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"))
    if found := shutil.which("nginx", path=path):
        return found
    reason = "nginx is not installed; on Debian: apt-get install nginx-light"
    if os.environ.get("REQUIRE_HOSTING") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def hosted(folder: Path, work: Path) -> Iterator[str]:
    """Serve a folder, which may change meanwhile; give the site's address, such as `http://127.0.0.1:40001/repo/`.

    `work` is an empty folder for the server itself.
    """
    program = nginx()
    (work / "sites").mkdir(parents=True)
    (work / "sites" / "repo").symlink_to(folder, target_is_directory=True)
    text = CONFIGURATION.read_text("utf-8").replace("${work}", str(work))
    for _ in range(5):
        port = _free()
        (work / "nginx.conf").write_text(text.replace("${port}", str(port)), "utf-8")
        with (work / "said").open("wb") as said:
            command = [program, "-e", "stderr", "-p", str(work), "-c", str(work / "nginx.conf")]
            server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        try:
            if _answers(server, port):
                yield f"http://127.0.0.1:{port}/repo/"
                return
        finally:
            server.terminate()
            server.wait(SECONDS)
        if "Address already in use" not in (work / "said").read_text("utf-8", "replace"):
            break
    pytest.fail(f"nginx does not serve: {(work / 'said').read_text('utf-8', 'replace')}")


def _free() -> int:
    """Give a port that nobody had a moment ago."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _answers(server: subprocess.Popen, port: int) -> bool:
    until = time.monotonic() + SECONDS
    while server.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return server.poll() is None
    return False
