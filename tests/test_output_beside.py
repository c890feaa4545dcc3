"""Work beside saves time, and never does anything twice or for ever."""

from __future__ import annotations

import os
import threading
import time

import pytest

from pincite.output.beside import Beside

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="only where processes fork")


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """Look away from the threads of the runner of the tests, which hold nothing that is needed here."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def test_the_work_is_done_in_another_process_and_this_one_can_wait_for_it(tmp_path):
    work = Beside(lambda _going: (tmp_path / "pid").write_text(str(os.getpid())))
    work.wait()
    assert (tmp_path / "pid").read_text() != str(os.getpid())


def test_work_that_fails_ends_its_process_and_nothing_else(tmp_path, capfd):
    def work(_going):
        raise RuntimeError

    Beside(work).wait()
    assert capfd.readouterr() == ("", "")


def test_work_can_be_broken_off(tmp_path):
    work = Beside(lambda _going: time.sleep(600))
    process = work._process
    work.end()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_one_may_wait_and_break_off_as_often_as_one_likes():
    work = Beside(lambda _going: None)
    for _ in range(2):
        work.wait()
        work.end()
    assert work._process == 0


def test_a_child_that_somebody_else_has_waited_for_is_no_error():
    work = Beside(lambda _going: None)
    os.waitpid(work._process, 0)
    work.end()
    assert work._process == 0


@pytest.mark.parametrize("why", ["threads", "no fork", "no more processes"])
def test_where_no_process_can_be_forked_nothing_is_done(tmp_path, monkeypatch, why):
    def fork():
        raise BlockingIOError

    if why == "threads":
        monkeypatch.setattr(threading, "active_count", lambda: 2)
    elif why == "no fork":
        monkeypatch.delattr(os, "fork")
    else:
        monkeypatch.setattr(os, "fork", fork)
    work = Beside(lambda _going: (tmp_path / "done").touch())
    work.wait()
    work.end()
    assert not (tmp_path / "done").exists()


def test_the_work_is_told_when_nobody_wants_it_any_more(tmp_path, monkeypatch):
    def work(going):
        alive = going()
        monkeypatch.setattr(os, "getppid", lambda: 1)
        (tmp_path / "told").write_text(f"{alive} {going()}")

    Beside(work).wait()
    assert (tmp_path / "told").read_text() == "True False"
