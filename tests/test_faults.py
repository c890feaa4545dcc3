"""A build is broken at some of its operations, each in every way: one whole build stands, and the next one succeeds.

`make faults` takes all of them, and thousands of kills; see bench/breaks.py for what is held.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kills and forks as Linux has them")


def trials(*arguments):
    command = [sys.executable, "bench/breaks.py", "--processes", "1", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=500, check=False)
    assert done.stderr == ""
    counted = re.search(r"^(\d+) builds in \d+ s, (\d+) in which something did not hold$", done.stdout, re.MULTILINE)
    assert counted, done.stdout
    return done.returncode, int(counted[1]), int(counted[2]), done.stdout


def test_whatever_operation_fails_in_whatever_way_the_output_is_one_whole_build():
    status, tried, wrong, said = trials("--every", "53")
    assert (status, tried > 40, wrong) == (0, True, 0), said
    assert {"kill", "no space", "fault", "refused", "too many files", "read-only from here"} <= {
        line[:22].strip() for line in said.splitlines()
    }


def test_a_kill_at_any_moment_leaves_one_whole_build():
    status, tried, wrong, said = trials("--kills", "20")
    assert (status, tried, wrong) == (0, 20, 0), said


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_a_call_of_the_system_that_fails_below_python_leaves_one_whole_build():
    status, tried, wrong, said = trials("--system", "--every", "151")
    assert (status, tried > 3, wrong) == (0, True, 0), said


def test_files_that_are_put_in_place_one_by_one_are_found_out():
    """Else these trials would prove nothing."""
    status, _, wrong, said = trials("--every", "61", "--naive")
    assert (status, wrong > 0) == (1, True), said
    assert "the output is broken" in said
