"""Work that processes share is done once each, its faults are handed over, and no process is left behind."""

from __future__ import annotations

import os
import pickle
import signal

import pytest

from pincite import workers
from pincite.workers import WorkerError, shared

pytestmark = pytest.mark.skipif(not workers.can_fork(), reason="no fork")
HERE = os.getpid()


def _where(task):
    return task, os.getpid()


def _no_child_left():
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


class Unreadable(Exception):  # noqa: N818 - a name for a test
    def __init__(self, one, other):
        super().__init__(one)
        self.other = other


def _in_worker(act):
    """Give work that does something in forked processes alone, and here waits until they are at it."""
    started, begun = os.pipe()

    def work(task):
        if os.getpid() == HERE:
            os.read(started, 1)
            return task
        os.write(begun, b"." * 9)
        act()
        return task

    return work


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("number", [0, 1, 2, 100, 5_000])
def test_every_task_is_done_once(jobs, number):
    assert sorted(shared(range(number), lambda task: task * 2, jobs)) == [one * 2 for one in range(number)]
    _no_child_left()


def test_large_results_come_whole():
    found = list(shared(range(6), lambda task: bytes([task]) * 3_000_000, 3))
    assert sorted(found) == [bytes([one]) * 3_000_000 for one in range(6)]


def test_own_tasks_are_done_here_and_each_forked_process_begins(capfd):
    found = list(shared(range(50), _where, 3, lambda: os.write(1, b"begun\n"), own=["own", "more"]))
    assert {where for task, where in found if task in {"own", "more"}} == {HERE}
    assert {task for task, _ in found} == {*range(50), "own", "more"}
    assert capfd.readouterr().out.count("begun") == 2


def test_with_one_job_all_is_done_here():
    assert {where for _, where in shared(range(9), _where, 1, own=["own"])} == {HERE}


@pytest.mark.parametrize(("error", "given"), [(KeyError("x"), KeyError), (Unreadable(1, 2), RuntimeError)])
def test_what_a_task_raises_in_a_worker_is_raised_here(error, given):
    def act():
        raise error

    with pytest.raises(given):
        list(shared(range(8), _in_worker(act), 2))
    _no_child_left()
    with pytest.raises(TypeError):
        pickle.loads(pickle.dumps(Unreadable(1, 2)))  # noqa: S301 - why its words are told instead


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (lambda: os.kill(os.getpid(), signal.SIGKILL), "ended by SIGKILL"),
        (lambda: os._exit(3), "ended with status 3"),
    ],
)
def test_a_worker_that_ends_before_its_work_is_told(act, told):
    with pytest.raises(WorkerError, match=told) as caught:
        list(shared(range(8), _in_worker(act), 2))
    assert caught.value.problem.code == "worker-ended"
    _no_child_left()


def test_no_process_is_left_where_nobody_wants_the_rest():
    found = shared(range(1_000), _where, 3)
    next(found)
    found.close()
    _no_child_left()


def test_what_is_raised_here_ends_the_workers():
    def work(task):
        if os.getpid() == HERE:
            raise ValueError(task)
        return task

    with pytest.raises(ValueError, match="own"):
        list(shared(range(100), work, 3, own=["own"]))
    _no_child_left()


def test_where_the_system_gives_no_more_processes_this_one_does_all(monkeypatch):
    def refuse():
        raise BlockingIOError

    monkeypatch.setattr(workers, "fork", refuse)
    assert sorted(workers.shared(range(9), lambda number: number * 2, 4)) == list(range(0, 18, 2))
