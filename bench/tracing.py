"""Breaks single calls of the system in a process of ours, by strace, and tells which calls it makes below a folder."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forks import Going

PATIENCE = 60  # seconds that strace may take to attach
# Calls of the system that work on files, and what each may answer. One that a kernel does not know is passed over.
_ROOM, _FAULT = ("ENOSPC", "EIO"), ("EIO",)
ERRORS = {
    "openat": ("EIO", "EACCES", "EMFILE", "ENOSPC"),
    **dict.fromkeys(
        ("read", "pread64", "newfstatat", "fstat", "statx", "getdents64", "lseek", "close", "flock"), _FAULT
    ),
    **dict.fromkeys(("write", "pwrite64", "writev", "ftruncate", "fallocate", "fsync", "fdatasync", "syncfs"), _ROOM),
    **dict.fromkeys(("mkdir", "link", "linkat", "rename", "renameat2"), ("ENOSPC", "EIO", "EACCES")),
    **dict.fromkeys(("fchmod", "chmod", "rmdir", "unlink", "unlinkat"), ("EIO", "EACCES")),
}


def stopped() -> None:
    """Stop this process, until what attaches to it lets it go on."""
    os.kill(os.getpid(), signal.SIGSTOP)


def broken(going: Going, call: str, number: int, answer: str) -> subprocess.Popen[bytes]:
    """Let the call of this name and number, from 1, in a process that is stopped answer so; empty: kill it there."""
    what = f"error={answer}" if answer else "signal=SIGKILL"
    return _attached(going, "-f", "-o", os.devnull, "-e", f"trace={call}", "-e", f"inject={call}:{what}:when={number}")


def calls_below(folder: Path, going: Going, log: Path) -> dict[str, list[int]]:
    """Give, by name, which calls of a process that is stopped concern a folder, numbered among all of that name."""
    named = ",".join(f"?{one}" for one in ERRORS)
    tracer = _attached(going, "-y", "-o", str(log), "-e", f"trace={named}")
    going.wait()
    tracer.wait()
    here = re.compile(rf'{re.escape(str(folder))}[/>"]')  # and nothing beside it, such as what the process says
    numbers: Counter[str] = Counter()
    found: dict[str, list[int]] = {}
    for line in log.read_text("utf-8", "replace").splitlines():
        call = line.partition("(")[0]
        if call in ERRORS:
            numbers[call] += 1
            if here.search(line):
                found.setdefault(call, []).append(numbers[call])
    return found


def _attached(going: Going, *options: str) -> subprocess.Popen[bytes]:
    """Attach to a process that is stopped, and let it go on."""
    os.waitpid(going.pid, os.WUNTRACED)  # let go on before it has stopped, it would stop for good
    tracer = subprocess.Popen(["strace", "-qqq", *options, "-p", str(going.pid)], stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + PATIENCE
    while "TracerPid:\t0\n" in Path(f"/proc/{going.pid}/status").read_text("utf-8"):
        if tracer.poll() is not None or time.monotonic() > deadline:
            raise SystemExit("breaks: strace cannot attach to a process of ours")
        time.sleep(0.001)
    os.kill(going.pid, signal.SIGCONT)
    return tracer
