"""A deadline ends the socket that is open when the time is up, and no other."""

from __future__ import annotations

import socket
import time

import pytest

from pincite.intake.deadline import Deadline


@pytest.fixture
def pair():
    """Give two ends of a connection on which nobody says anything."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours


def test_who_waits_for_a_silent_server_is_woken_when_the_time_is_up(pair):
    deadline = Deadline(0.1)
    deadline.watch(pair)
    began = time.monotonic()
    assert pair.recv(1) == b""
    assert (deadline.passed, time.monotonic() - began < 5) == (True, True)


def test_a_socket_that_comes_after_the_time_is_ended_at_once(pair):
    deadline = Deadline(0.01)
    while not deadline.passed:
        time.sleep(0.01)
    deadline.watch(pair)
    assert pair.recv(1) == b""


def test_a_deadline_that_was_stopped_ends_nothing(pair):
    deadline = Deadline(0.1)
    deadline.watch(pair)
    deadline.stop()
    pair.settimeout(0.3)
    with pytest.raises(TimeoutError):
        pair.recv(1)
    assert not deadline.passed


def test_a_step_may_wait_for_what_is_left_and_never_for_nothing():
    deadline = Deadline(100)
    assert deadline.left(5) == 5
    assert 90 < deadline.left(500) <= 100
    deadline.stop()
    late = Deadline(0)
    assert late.left(5) == 0.01
    late.stop()
