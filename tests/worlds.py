"""What tests of a hostile system share: a small site that is built by forks, disks, rights, and what must hold.

No test needs to clean up: what is done to the system for a run goes with its process.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import re
import shutil
import stat
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import forks
import inside
import pytest
from forks import begun
from projects import Project
from running import ROOT, Run

if TYPE_CHECKING:
    from collections.abc import Callable

    from forks import Going

# No test of this kind is for Windows; the mounts are Linux's alone.
unix = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
linux = pytest.mark.skipif(sys.platform != "linux", reason="needs the mounts and the rights of Linux")

WORDS = "At least 46 boats were damaged in the storm"  # of the card, once
CARD = "content/claims/boats-damaged.yaml"
PAGE = "output/claims/boats-damaged.html"
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
        return forks.begin(*arguments, cwd=self.root, at_first=at_first, **{**home, **environment})


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
