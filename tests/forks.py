"""Runs of the program in forked processes: each has the program loaded, streams of its own, and limits that end it.

What the process before the fork has made is there already, above all the templates that it has parsed and compiled, so
that a build costs a tenth of a second and not one and a half. What is done to the system for a run (limits, mounts,
rights) goes when it ends. `alone` runs the program once as a user does, and measures it.
"""

from __future__ import annotations

import errno
import gc
import io
import itertools
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from running import ROOT, Run

from pincite import forking
from pincite.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS, MEGABYTES = 10, 400  # of processor time and of memory more than there was, for any one run
UNCAUGHT = 99  # the status of a fork that an exception has left
_PATIENCE = 60  # seconds on the clock after which a run that sleeps is ended; those that work have their limit


class HungError(AssertionError):
    """A run that did not come to an end."""


@dataclass
class Going:
    """A run that goes on; its process leads a group of its own, which `kill` reaches."""

    pid: int
    out: io.BufferedRandom
    err: io.BufferedRandom
    status: int | None = None  # once it was waited for

    def kill(self, number: int = signal.SIGKILL, *, group: bool = False) -> None:
        """Send a signal to the process, or to all of its group, which may go on when the process has ended."""
        with suppress(ProcessLookupError):
            if group:
                os.killpg(self.pid, number)
                return
        # It may not lead its group yet. One that has been waited for is left alone: another may have its number.
        if self.status is None:
            os.kill(self.pid, number)

    def wait(self, seconds: float = _PATIENCE) -> Run:
        """Wait for the end; a status is negative for a signal. Raises HungError after the time given, and ends it."""
        end = time.monotonic() + seconds
        while not (done := os.waitpid(self.pid, os.WNOHANG))[0]:
            if time.monotonic() > end:
                self.kill(group=True)
                os.waitpid(self.pid, 0)
                self.status = -signal.SIGKILL
                raise HungError(f"not done after {seconds} seconds: {_read(self.err)}")
            time.sleep(0.002)
        self.status = os.waitstatus_to_exitcode(done[1])
        return Run(self.status, _read(self.out), _read(self.err))


def _read(file: io.BufferedRandom) -> str:
    with file:
        file.seek(0)
        return file.read().decode("utf-8", "replace")


def begun(work: Callable[[], int]) -> Going:
    """Begin a work in a forked process with streams of its own; what it gives is its exit status."""
    out, err = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115 - `wait` reads them
    sys.stdout.flush()  # what is not printed yet would be printed twice
    gc.freeze()  # a collection in the fork would write to what all objects share, and copy it
    pid = forking.fork()  # deaf to Ctrl-C; see `begin`
    if pid:
        gc.unfreeze()
        return Going(pid, out, err)
    try:
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        sys.unraisablehook = sys.__unraisablehook__
        sys.stdout, sys.stderr = (
            io.TextIOWrapper(io.BufferedWriter(io.FileIO(number, "w", closefd=False)), "utf-8") for number in (1, 2)
        )
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        status = work()
    except SystemExit as ended:  # wrong usage
        status = int(ended.code or 0)
    except BaseException:  # noqa: BLE001 - the process ends here, whatever happens
        traceback.print_exc()
        status = UNCAUGHT
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(status)


def begin(*arguments: object, cwd: Path, at_first: Callable[[], object] = lambda: None, **environment: str) -> Going:
    """Begin a run of the program below a folder; `at_first` is called in there, under the limits of every run."""

    def program() -> int:
        os.environ.update({"NO_COLOR": "1", "no_proxy": "*", **environment})
        os.chdir(cwd)
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (_memory() + (MEGABYTES << 20),) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        at_first()
        words = [str(one) for one in arguments]
        signal.signal(signal.SIGINT, signal.default_int_handler)  # at the last moment: the program has to answer it
        return main(words)

    return begun(program)


def run(*arguments: object, cwd: Path, at_first: Callable[[], object] = lambda: None, **environment: str) -> Run:
    """Run the program to its end, as `begin` does."""
    return begin(*arguments, cwd=cwd, at_first=at_first, **environment).wait()


def _memory() -> int:
    """Give how many bytes of addresses this process has; a great deal where that cannot be told."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return 1 << 40


# To be called at first ------------------------------------------------------------------------------------------------

# What a build does to files by way of Python's `os`, below whatever module of ours asks for it.
_CALLS = ("open", "read", "write", "mkdir", "rename", "link", "unlink", "rmdir", "scandir", "chmod", "fchmod", "fsync")


def at_call(number: int, act: Callable[[], object]) -> Callable[[], None]:
    """Let something happen at the call to the system of this number, counted from 1, instead of the call.

    Processes that are forked from there count for themselves.
    """

    def lay() -> None:
        count = itertools.count(1)

        def counted(call: Callable[..., object]) -> Callable[..., object]:
            def instead(*arguments: object, **more: object) -> object:
                return act() if next(count) == number else call(*arguments, **more)

            return instead

        for name in _CALLS:
            setattr(os, name, counted(getattr(os, name)))

    return lay


def killed() -> None:
    """End this process as the system's own killer does."""
    os.kill(os.getpid(), signal.SIGKILL)


def faulty() -> None:
    """Answer as a disk with a fault does."""
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def limit(kind: int, number: int) -> Callable[[], None]:
    """Give what sets a limit of the system, such as `resource.RLIMIT_NOFILE`, for this process."""
    return lambda: resource.setrlimit(kind, (number, number))


# As a user does -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Measured(Run):
    """What a run came to, and what it took: seconds of processor time, MiB of memory at the peak."""

    seconds: float
    mebibytes: float


# A process counts as its own the memory of the one that started it, so that a small one has to start it.
_MEASURE = """import resource, subprocess, sys
status = subprocess.call(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print()
print(status, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def alone(*arguments: object, cwd: Path, **environment: str) -> Measured:
    """Run the program in a process of its own, and measure it."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, sys.executable, str(ROOT / "build.py"), *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "NO_COLOR": "1", "no_proxy": "*", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
        timeout=2 * _PATIENCE,
    )
    out, measured = done.stdout.rsplit("\n", 2)[:2]
    status, seconds, peak = measured.split()
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10  # bytes there, else KiB
    return Measured(int(status), out, done.stderr, float(seconds), float(peak) / unit)
