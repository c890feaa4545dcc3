"""What SECURITY.md promises: the tests that it names are there, and building asks nobody."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from rendering import base

ROOT = Path(__file__).resolve().parent.parent
TOLD = (ROOT / "SECURITY.md").read_text("utf-8")

# Python tells a hook of every socket that is to be connected, and of every name that is to be looked up.
WATCHED = """
import os, sys
def hook(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}:
        os.write(2, f"asked: {event} {arguments}".encode())
        os._exit(99)
sys.addaudithook(hook)
from pincite.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_every_test_that_it_names_is_there():
    named = set(re.findall(r"`(test_[a-z_]+\.py)`", TOLD))
    assert len(named) > 20
    assert [name for name in sorted(named) if not (ROOT / "tests" / name).is_file()] == []


def test_every_promise_of_a_table_names_its_test():
    rows = [line for line in TOLD.splitlines() if line.startswith("| ") and not line.startswith(("| ---", "| Promise"))]
    assert [line for line in rows if "`test_" not in line.rpartition("|")[0].rpartition("|")[2]] == []


@pytest.mark.parametrize("verb", ["build", "check"])
def test_it_asks_nobody(tmp_path, verb):
    command = [sys.executable, "-c", WATCHED, verb, "--root", str(base(tmp_path))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, "asked:" in done.stderr) == (0, False), done.stderr


def test_the_hook_would_see_who_asks():
    asks = WATCHED.partition("from pincite")[0] + "import socket; socket.getaddrinfo('localhost', 80)"
    assert subprocess.run([sys.executable, "-c", asks], capture_output=True, check=False).returncode == 99
