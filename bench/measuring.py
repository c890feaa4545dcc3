"""What a command takes: wall time, processor time of all its processes, the most memory that they hold at once.

Processor time is what the system counts for a process and all that it waited for (`wait4`): user and system. Memory is
the sum of the proportional set sizes (PSS) of the whole tree of processes, so that what several share counts once; it
is read from /proc every 50 ms, which slows what is measured, so it is taken in a run of its own.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_EVERY = 0.05  # seconds between two looks at the memory
_QUIET = 1.0  # seconds without work, after which a server has done what there was to do
_BEGUN = 3.0  # the same after its start: a save in the midst of the first build would measure that one, or break it
_IDLE = 0.1  # of a core: a server that waits wakes up now and then
_LONGEST = 900.0  # seconds that anything may take
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


class FailedError(Exception):
    """A command that failed, or a page that never came; what it said."""


@dataclass(frozen=True)
class Taken:
    """Seconds of a run."""

    wall: float
    user: float
    system: float


def run(command: list[str], folder: Path, environment: Mapping[str, str]) -> Taken:
    """Run a command to its end."""
    os.sync()  # what the run before left to be written is no part of this one
    with (folder / ".said").open("w+b") as told:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=told, stderr=told)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            told.seek(0)
            words = told.read().decode("utf-8", "replace")[-2000:]
            raise FailedError(f"{' '.join(command)} ended with {process.returncode}:\n{words}")
    return Taken(wall, used.ru_utime, used.ru_stime)


def peak(command: list[str], folder: Path, environment: Mapping[str, str]) -> float:
    """Run a command to its end; give the most memory that it and all it started held at once, in MB (10^6 bytes)."""
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    most = 0
    while process.poll() is None:
        most = max(most, sum(map(_proportional, _tree(process.pid))))
        time.sleep(_EVERY)
    if process.returncode:
        raise FailedError(f"{' '.join(command)} ended with {process.returncode}")
    return most / 1e6


def _tree(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from _tree(int(child))


def _proportional(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def _worked(pid: int) -> int:
    """Give the processor time of a tree of processes so far, in ticks."""
    total = 0
    for one in _tree(pid):
        with suppress(OSError, ValueError):
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
    return total


class Watch:
    """A generator that runs and builds at each save; `get` gives a page as it is now, empty where there is none."""

    def __init__(self, process: subprocess.Popen[bytes], get: Callable[[], bytes]) -> None:
        self._process = process
        self._get = get
        self._quiet = _BEGUN

    def settle(self) -> None:
        """Wait until it has nothing more to do."""
        until = time.monotonic() + _LONGEST
        while time.monotonic() < until:
            before = _worked(self._process.pid)
            time.sleep(self._quiet)
            self._alive()
            if _worked(self._process.pid) - before <= _IDLE * self._quiet * _TICKS and self._get():
                self._quiet = _QUIET
                return
        raise FailedError("the server never came to rest")

    def latency(self, save: Callable[[], None], words: bytes) -> float:
        """Save, and give the seconds from then on until the page has these words."""
        save()
        began = time.perf_counter()
        while words not in self._get():
            self._alive()
            if time.perf_counter() - began > _LONGEST:
                raise FailedError(f"the page never had the words {words!r}")
            time.sleep(0.001)
        return time.perf_counter() - began

    def _alive(self) -> None:
        if self._process.poll() is not None:
            raise FailedError(f"the server ended with {self._process.returncode}")


@contextmanager
def watching(
    command: list[str], folder: Path, environment: Mapping[str, str], get: Callable[[], bytes]
) -> Iterator[Watch]:
    """Start a generator that watches, and end it with all that it started."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield Watch(process, get)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def over_http(port: int, path: str) -> Callable[[], bytes]:
    """Give a function that asks a server for a page, over one connection as long as it lasts."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_LONGEST)

    def get() -> bytes:
        try:
            connection.request("GET", path)
            return connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            connection.close()
            return b""

    return get


def on_disk(file: Path) -> Callable[[], bytes]:
    """Give a function that reads a page."""

    def get() -> bytes:
        try:
            return file.read_bytes()
        except OSError:
            return b""

    return get


def free_port() -> int:
    """Give a port that nobody uses."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
