"""A digest taken beside other work: the same where a process of its own takes it, where none can, and where it dies."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
from running import ROOT

from pincite.output import aside as module
from pincite.output.aside import aside

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is one process alone")


@pytest.fixture
def alone(monkeypatch):
    """Let it begin a process although the tests' own has threads: they do nothing meanwhile."""
    monkeypatch.setattr(module, "_may_fork", lambda: True)


def test_the_work_is_done_once_where_no_process_may_be_begun(monkeypatch):
    monkeypatch.setattr(module, "_may_fork", lambda: False)
    done = []
    with aside(lambda: done.append(1) or "text") as found:
        assert done == []
        assert found() == "text"
    assert done == [1]


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_another_process_does_it_and_is_gone_afterwards(alone):
    with aside(lambda: str(os.getpid())) as found:
        number = int(found())
    assert number != os.getpid()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize("end", [lambda: os._exit(1), lambda: os.kill(os.getpid(), 9), lambda: 1 / 0])
def test_what_another_process_does_not_bring_about_is_done_here(end, alone):
    here = os.getpid()
    with aside(lambda: "done" if os.getpid() == here else end()) as found:
        assert found() == "done"


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_who_does_not_ask_does_not_wait(alone):
    here = os.getpid()
    before = time.monotonic()
    with aside(lambda: "" if os.getpid() == here else time.sleep(600)):
        pass
    assert time.monotonic() - before < 60


def test_a_process_with_threads_begins_none():
    code = (
        "import threading\nfrom pincite.output import aside\n"
        "stop = threading.Event()\nthreading.Thread(target=stop.wait).start()\n"
        "print(aside._may_fork())\nstop.set()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
