"""What tests of a hostile system share: a small site, builds in forked processes, and disks, limits and rights.

A process that is forked has the program loaded, so that a build costs a quarter of a second, not one and a half. What
is done to the system for it (limits, mounts, rights) goes when it ends. No test needs to clean up.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import io
import itertools
import os
import re
import resource
import shutil
import signal
import stat
import sys
import tempfile
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import inside
import pytest
from projects import Project
from running import ROOT, Run

from pincite.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

# No test of this kind is for Windows; the mounts are Linux's alone.
unix = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
linux = pytest.mark.skipif(sys.platform != "linux", reason="needs the mounts and the rights of Linux")

WORDS = "At least 46 boats were damaged in the storm"  # of the card, once
CARD = "content/claims/boats-damaged.yaml"
PAGE = "output/claims/boats-damaged.html"
SECONDS, MEGABYTES = 10, 400  # of processor time and of memory more than there was, for any one run
# What the site can do without: a build of it then takes a quarter of a second.
_LEAN = """leave_out: [ratings, actors, places, topics, timeline, compare, figures, references, corrections, verify,
  data, feed.xml, feed.json, corrections.xml, claims/list.json]
"""
_NEWNS, _NEWUSER = 0x00020000, 0x10000000
_RDONLY, _REMOUNT, _BIND, _REC, _PRIVATE = 1, 32, 4096, 16384, 1 << 18
_CAPABILITIES = 0x20080522  # version 3 of capset(2)
_libc = ctypes.CDLL(None, use_errno=True)


# A site, and what it is made of ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class World(Project):
    """A project with templates and assets that can be built, and a home beside it in which nothing may appear."""

    @property
    def output(self) -> Path:
        return self.root / "output"

    def changed(self, words: str = "badly damaged") -> None:
        """Let the card say something else, so that a build has something to do."""
        self.edit(CARD, WORDS, WORDS.replace("damaged", words))

    def beside(self) -> list[str]:
        """Name what builds have left beside the output."""
        return sorted(path.name for path in self.root.iterdir() if path.name.startswith(".output."))

    def built(self) -> dict[str, str]:
        return digests(self.output)

    def outside(self) -> dict[str, str]:
        """Give what lies in the folder around the project, but for what is a build's own to write."""
        found = digests(self.root.parent)
        own = (f"{self.root.name}/output/", f"{self.root.name}/.pincite/", f"{self.root.name}/.pincite")
        return {path: one for path, one in found.items() if not f"{path}/".startswith(own)}

    def run(self, *arguments: object, at_first: Callable[[], object] = lambda: None, **environment: str) -> Run:
        """Run the program in a forked process, below the project's folder; `at_first` is called in there."""
        return self.begin(*arguments, at_first=at_first, **environment).wait()

    def begin(self, *arguments: object, at_first: Callable[[], object] = lambda: None, **environment: str) -> Going:
        home = {"HOME": str(self.root.parent / "home"), "TMPDIR": str(self.root.parent / "home")}
        given = {"NO_COLOR": "1", "no_proxy": "*", **home, **environment}
        return begun(partial(_program, self.root, [str(one) for one in arguments], given, at_first))


def _fonts(folder: str, names: list[str]) -> list[str]:
    return names if Path(folder).name == "fonts" else []


def lay(folder: Path) -> World:
    """Lay the small site into a folder."""
    shutil.copytree(ROOT / "tests" / "base-site", folder / "site")
    shutil.copytree(ROOT / "templates", folder / "site" / "templates")
    # Of the fonts those that the templates name, and no more of them than their beginnings.
    shutil.copytree(ROOT / "assets", folder / "site" / "assets", ignore=_fonts)
    for path in (ROOT / "assets" / "fonts").glob("*-latin-wght-normal.woff2"):
        (folder / "site" / "assets" / "fonts" / path.name).write_bytes(path.read_bytes()[:64])
    (folder / "home").mkdir()
    world = World(folder / "site")
    world.edit("site.yaml", "[claims, timeline, articles, about]", "[claims, articles, about]")
    world.write("site.yaml", world.read("site.yaml") + _LEAN)
    return world


def first(folder: Path) -> World:
    """Lay the site into a folder and build it in this process: what is forked from it has all modules and templates."""
    world = lay(folder)
    done = inside.run("build", cwd=world.root)
    assert (done.status, done.err) == (0, "")
    return world


def copied(world: World, folder: Path) -> World:
    """Lay a copy of a world into a folder, with all that was built."""
    shutil.copytree(world.root.parent, folder, symlinks=True, dirs_exist_ok=True)
    return World(folder / world.root.name)


def made_anew(world: World, folder: Path) -> dict[str, str]:
    """Give what a build makes of the card after `changed`, without any cache."""
    one = copied(world, folder)
    one.changed()
    assert one.run("build", "--clean").status == 0
    return one.built()


def digests(folder: Path) -> dict[str, str]:
    """Tell of everything below a folder what it is: the SHA-256 of a file, else its kind."""
    found = {}
    for here, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = os.path.join(here, name)  # noqa: PTH118 - names that are no text
            kind = os.lstat(path).st_mode
            shown = os.fsencode(os.path.relpath(path, folder)).decode("utf-8", "backslashreplace")
            if stat.S_ISREG(kind):
                with suppress(PermissionError), open(path, "rb") as file:  # noqa: PTH123 - as above
                    found[shown] = hashlib.file_digest(file, "sha256").hexdigest()
            else:
                found[shown] = os.readlink(path) if stat.S_ISLNK(kind) else oct(stat.S_IFMT(kind))  # noqa: PTH115 - as above
    return found


# Running it ----------------------------------------------------------------------------------------------------------


@dataclass
class Going:
    """A run that goes on; its process leads a group of its own, which `kill` reaches."""

    pid: int
    out: io.BufferedRandom
    err: io.BufferedRandom

    def kill(self, number: int, *, group: bool = False) -> None:
        with suppress(ProcessLookupError):
            (os.killpg if group else os.kill)(self.pid, number)

    def wait(self, seconds: float = 60) -> Run:
        """Wait for the end; after the time given it is a failure. A status is negative for a signal."""
        end = time.monotonic() + seconds
        while not (done := os.waitpid(self.pid, os.WNOHANG))[0]:
            if time.monotonic() > end:
                self.kill(signal.SIGKILL, group=True)
                os.waitpid(self.pid, 0)
                raise AssertionError(f"not done after {seconds} seconds: {self._read(self.err)}")
            time.sleep(0.002)
        return Run(os.waitstatus_to_exitcode(done[1]), self._read(self.out), self._read(self.err))

    def _read(self, file: io.BufferedRandom) -> str:
        with file:
            file.seek(0)
            return file.read().decode()


def begun(work: Callable[[], int]) -> Going:
    """Begin a work in a forked process with streams of its own; what it gives is its exit status."""
    out, err = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115 - `wait` reads them
    sys.stdout.flush()  # what is not printed yet would be printed twice
    pid = os.fork()
    if pid:
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
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
        status = work()
    except SystemExit as ended:  # wrong usage
        status = int(ended.code or 0)
    except BaseException:  # noqa: BLE001 - the process ends here, whatever happens
        traceback.print_exc()
        status = 99
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(status)


def _program(root: Path, arguments: list[str], environment: dict[str, str], at_first: Callable[[], object]) -> int:
    os.environ.update(environment)
    os.chdir(root)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_memory() + (MEGABYTES << 20),) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    at_first()
    return main(arguments)


def _memory() -> int:
    """Give how many bytes of addresses this process has; a great deal where that cannot be told."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return 1 << 40


# What a build does to files by way of Python's `os`, below whatever module of ours asks for it.
_CALLS = ("open", "read", "write", "mkdir", "rename", "link", "unlink", "rmdir", "scandir", "chmod", "fchmod", "fsync")


def at_call(number: int, act: Callable[[], object]) -> Callable[[], None]:
    """Let something happen at the call to the system of this number, counted from 1, instead of the call.

    To be called in the process that it is to happen in. Forked from there, each counts for itself.
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
    os.kill(os.getpid(), signal.SIGKILL)


def faulty() -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def limit(kind: int, number: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(kind, (number, number))


# What must hold ------------------------------------------------------------------------------------------------------


_PLACED = re.compile(r"^(?:\S.*?: )?(error|warning)\[([a-z0-9-]+)\]: ", re.MULTILINE)


def codes(run: Run) -> list[str]:
    """Give the code of every problem that a run has told, in order, once each."""
    return list(dict.fromkeys(code for _, code in _PLACED.findall(run.err)))


def told_well(run: Run) -> None:
    """Assert that what a run said is for people: no traceback, no bug, a remedy for each error."""
    assert "Traceback" not in run.err, run.err
    assert "a bug" not in run.err, run.err
    assert "Exception ignored" not in run.err, run.err
    for block in re.split(r"\n(?=\S)", run.err):
        if re.match(r"\S.*error\[", block):
            assert "\n  hint: " in block or "; " in block, f"no remedy: {block}"


def refused(world: World, *arguments: object, status: int, says: tuple[str, ...] = (), **how: object) -> Run:
    """Run, and assert what holds for every refusal: status, words, and that nothing at all is another than before."""
    before, output = world.outside(), world.built()
    run = world.run(*arguments, **how)  # type: ignore[arg-type] # as `run` has it
    assert run.status == status, run
    told_well(run)
    for words in says:
        assert words.casefold() in run.err.casefold(), f"{words!r} is not said: {run.err}"
    assert world.built() == output, "the output has changed"
    assert world.outside() == before, "something outside the output has changed"
    return run


def accepted(world: World, *arguments: object, **how: object) -> Run:
    """Run, and assert that it went well and has changed nothing but the output."""
    before = world.outside()
    run = world.run(*arguments, **how)  # type: ignore[arg-type] # as `run` has it
    assert run.status == 0, run
    told_well(run)
    assert world.outside() == before, "something outside the output has changed"
    return run


# Disks and rights ----------------------------------------------------------------------------------------------------


class Unavailable(Exception):  # noqa: N818 - a reason, and no fault
    """What a test needs of the system is not to be had here; says what."""


def apart(work: Callable[[], None]) -> None:
    """Do a part of a test in a process whose mounts are its own, and go with it; skip where there is no such thing."""

    def alone() -> int:
        try:
            own_mounts()
            work()
        except Unavailable as reason:
            sys.stdout.write(str(reason))
            return 98
        return 0

    run = begun(alone).wait(120)
    if run.status == 98:
        pytest.skip(run.out)
    assert run.status == 0, run.err


def own_mounts() -> None:
    user, group = os.getuid(), os.getgid()
    flags = _NEWNS if user == 0 else _NEWNS | _NEWUSER
    if _libc.unshare(flags) != 0:
        raise Unavailable(f"this system gives us no mounts of our own: {os.strerror(ctypes.get_errno())}")
    if flags & _NEWUSER:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"0 {user} 1")
        Path("/proc/self/gid_map").write_text(f"0 {group} 1")
    _mount(None, Path("/"), None, _REC | _PRIVATE)


def _mount(source: object, target: Path, kind: str | None, flags: int = 0, data: str = "") -> None:
    words = [None if one is None else os.fsencode(str(one)) for one in (source, target, kind)]
    if _libc.mount(*words, ctypes.c_ulong(flags), data.encode() or None) != 0:
        raise Unavailable(f"this system mounts nothing for us: {os.strerror(ctypes.get_errno())}")


def small_disk(folder: Path, options: str) -> None:
    """Put a disk in memory over a folder; `options` are tmpfs's own, as "size=600k" or "nr_inodes=60"."""
    folder.mkdir(parents=True, exist_ok=True)
    _mount("small", folder, "tmpfs", 0, options)


def mirrored(folder: Path, target: Path) -> None:
    """Let a folder be seen at another place, too."""
    _mount(folder, target, None, _BIND)


def read_only(folder: Path) -> None:
    """Make what lies below a folder a disk of its own that cannot be written."""
    _mount(folder, folder, None, _BIND)
    _mount(folder, folder, None, _BIND | _REMOUNT | _RDONLY)


def filled(folder: Path, spare: int) -> Path:
    """Fill the disk that a folder is on, but for some bytes; give the file that does it."""
    there = os.statvfs(folder)
    path = folder / "filling"
    with path.open("wb") as file:
        file.write(b"\0" * max(there.f_bavail * there.f_bsize - spare, 0))
    return path


def humble() -> None:
    """Let this process be refused what is not its own to read and write, though it is the administrator's."""
    if os.geteuid() != 0:
        return
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES, 0)
    nothing = (ctypes.c_uint32 * 6)()
    if _libc.capset(header, nothing) != 0:
        raise Unavailable(f"rights cannot be given up here: {os.strerror(ctypes.get_errno())}")
