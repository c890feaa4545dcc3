"""How the benchmark measures: processor time and memory of all processes, and saves until the new words are there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from rendering import ROOT

sys.path.insert(0, str(ROOT / "bench"))

import measuring

pytestmark = pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="it measures on Linux alone")
CHILD = "import subprocess, sys; subprocess.run([sys.executable, '-c', {!r}], check=True)"
WORK = "import time\nwhile time.process_time() < 0.3: pass"
HOLD = "import time; held = bytearray(60_000_000); time.sleep(0.6)"
COPY = """import shutil, time
while True:
    shutil.copyfile("card", "page")
    time.sleep(0.01)
"""


def test_the_processor_time_of_children_counts(tmp_path):
    taken = measuring.run([sys.executable, "-c", CHILD.format(WORK)], tmp_path, os.environ)
    assert taken.user + taken.system > 0.29


def test_the_memory_of_children_counts(tmp_path):
    assert measuring.peak([sys.executable, "-c", CHILD.format(HOLD)], tmp_path, os.environ) > 60


def test_a_command_that_fails_is_told_with_its_words(tmp_path):
    with pytest.raises(measuring.FailedError, match=r"(?s)ended with 3.*no such site"):
        measuring.run([sys.executable, "-c", "print('no such site'); exit(3)"], tmp_path, os.environ)


def test_a_save_is_followed_until_the_page_has_its_words(tmp_path):
    card, page = tmp_path / "card", tmp_path / "page"
    card.write_text("old", "utf-8")
    command = [sys.executable, "-c", COPY]
    with measuring.watching(command, tmp_path, os.environ, measuring.on_disk(page)) as watch:
        watch.settle()
        assert watch.latency(lambda: card.write_text("Edited 1 times.", "utf-8"), b"Edited 1") >= 0
        assert b"Edited 1" in page.read_bytes()


def test_a_server_that_ends_instead_of_building_is_told(tmp_path):
    (tmp_path / "card").write_text("old", "utf-8")
    command = [sys.executable, "-c", "exit(2)"]
    with (
        measuring.watching(command, tmp_path, os.environ, measuring.on_disk(tmp_path / "page")) as watch,
        pytest.raises(measuring.FailedError, match="the server ended with 2"),
    ):
        watch.latency(lambda: None, b"Edited 1")


def test_a_server_that_ended_is_told(tmp_path):
    command = [sys.executable, "-c", "exit(2)"]
    with (
        measuring.watching(command, tmp_path, os.environ, lambda: b"") as watch,
        pytest.raises(measuring.FailedError, match="the server ended with 2"),
    ):
        watch.settle()
