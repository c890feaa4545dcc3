"""A fork during which Ctrl-C is pressed."""

from __future__ import annotations

import os
import signal

import pytest

from pincite.forking import fork

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")


def test_the_new_process_passes_over_ctrl_c_and_the_first_one_does_not():
    process = fork()
    if not process:
        try:
            os.kill(os.getpid(), signal.SIGINT)
        finally:
            os._exit(7)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 7
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)


def test_ctrl_c_while_the_system_forks_is_raised_afterwards_and_nothing_is_printed(in_time):
    code = """
import os, signal
from pincite.forking import fork
os.register_at_fork(after_in_parent=lambda: os.kill(os.getpid(), signal.SIGINT))
try:
    process = fork()
    if not process:
        os._exit(0)
    print("not interrupted")
except KeyboardInterrupt:
    print("interrupted")
"""
    assert in_time(code) == "interrupted"


def test_what_was_held_back_before_stays_so():
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    try:
        process = fork()
        if not process:
            os._exit(0 if signal.SIGUSR1 in signal.pthread_sigmask(signal.SIG_BLOCK, ()) else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
        assert signal.SIGUSR1 in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def test_a_fork_that_is_refused_holds_back_nothing(monkeypatch):
    def refuse():
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refuse)
    with pytest.raises(BlockingIOError):
        fork()
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
