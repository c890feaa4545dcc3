"""Walk over limits of the system and other disturbances, and hold each build to what is promised of it.

    python bench/limits.py [--only NAME ...] [--every N]

Few open files, small files, little memory and full disks as the system really has them, and SIGINT and SIGTERM at any
moment, a cache that is spoilt anywhere, sources that move. `bench/breaks.py` lets single operations fail instead.

1. Each run ends well and gives just the site that it should, or with status 74 (1 where sources moved, 130 or a signal
   where it was ended) and a cause; then the output is what it was, byte for byte.
2. No run prints a traceback or calls itself a bug, but where Python itself does not start.
3. The next build, without limits, goes well, gives the site that it should, and leaves nothing beside it.

A line for each kind of outcome, how often it came, and the first place where; status 1 where anything else came.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import compiled  # noqa: E402 - after the line above
import forks  # noqa: E402 - as above
import worlds  # noqa: E402 - as above
from running import Run  # noqa: E402 - as above

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

# What Python says where it does not start, before a line of ours is read.
_BEFORE_US = (
    "init_import_site",
    "Fatal Python error",
    "shared libraries",
    "SyntaxError",
    "lib/python3",
    'build.py", line 6,',
)
_WELL = {0, 74, 130, -signal.SIGINT, -signal.SIGTERM, -signal.SIGKILL}


class Site:
    """A built site, and what a build of it must give after the change that each run begins with."""

    def __init__(self, folder: Path) -> None:
        compiled.keep()
        self.first = worlds.first(folder / "first")
        self.old, self.new = self.first.built(), worlds.made_anew(self.first, folder / "wanted")
        self.folder, self._count = folder, itertools.count()

    def fresh(self) -> worlds.World:
        one = worlds.copied(self.first, self.folder / f"run-{next(self._count)}")
        one.changed()
        return one


def judged(site: Site, world: worlds.World, run: Run, well: Iterable[int] = _WELL) -> str:
    """Say what a run came to; what may not be begins with WRONG. The folder goes."""
    stands = (
        {True: "old", False: "new"}.get(world.built() == site.old) if world.built() in (site.old, site.new) else "?"
    )
    said = re.sub(r"\S*/|[0-9]+|\bx[a-z]+\b", "", run.err.strip().partition("\n")[0])[:90]
    told = f"status {run.status}, {stands} site: {said}".rstrip(": ")
    wrong = stands == "?" or run.status not in well or (run.status == 0 and stands == "old")
    ours = not any(words in run.err for words in _BEFORE_US)
    if run.status in {1, 70, 127} and not ours:
        told, wrong = f"status {run.status}, {stands} site: Python does not start", stands != "old"
    wrong |= ours and ("Traceback" in run.err or "a bug" in run.err)
    # A process beside the one that was killed holds the lock until it has ended, too.
    again = world.run("build", "--wait", "20")
    if again.status or world.built() != site.new or world.beside():
        told, wrong = f"{told}; THEN {again}", True
    shutil.rmtree(world.root.parent)
    return f"WRONG {told}" if wrong else told


def real(world: worlds.World, at_first: Callable[[], object]) -> Run:
    """Run a process of its own, as a user does: what it does at its start is under the limit, too."""
    words = [sys.executable, str(ROOT / "build.py")]
    done = subprocess.run(words, cwd=world.root, capture_output=True, check=False, preexec_fn=at_first)
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode("utf-8", "replace"))


def limited(site: Site, kind: int, numbers: Iterable[int]) -> Iterator[tuple[int, str]]:
    for number in numbers:
        world = site.fresh()
        yield number, judged(site, world, real(world, forks.limit(kind, number)))


def signals(site: Site, number: int, every: int) -> Iterator[tuple[int, str]]:
    """Every few milliseconds of a build that makes everything; `bench/breaks.py` has what nobody can catch."""
    for moment in range(0, 400, 2 * every):
        world = site.fresh()
        going = world.begin("build", "--clean")
        time.sleep(moment / 1000)
        going.kill(number, group=True)
        yield moment, judged(site, world, going.wait())


def cache(site: Site, spoil: Callable[[bytearray, int], bytearray], every: int) -> Iterator[tuple[int, str]]:
    size = (site.first.root / ".pincite/kept.sqlite").stat().st_size
    for at in range(0, size, 211 * every):
        world = site.fresh()
        path = world.root / ".pincite/kept.sqlite"
        path.write_bytes(spoil(bytearray(path.read_bytes()), at))
        yield at, judged(site, world, world.run("build"), {0})


def _cut(data: bytearray, at: int) -> bytearray:
    return data[:at]


def _flip(data: bytearray, at: int) -> bytearray:
    data[at] ^= 1 << (at % 8)
    return data


def disk(site: Site, every: int) -> Iterator[tuple[int, str]]:
    """Build on a disk with so many bytes to spare, the cache on it, in a process that has mounts of its own."""
    for spare in range(0, 400_000, 4096 * every):
        folder = Path(tempfile.mkdtemp(dir=site.folder))

        def work(folder: Path = folder, spare: int = spare) -> int:
            worlds.own_mounts()
            worlds.small_disk(folder, "size=3m")
            world = worlds.copied(site.first, folder)
            world.changed()
            filling = worlds.filled(folder, spare)
            run = world.run("build")
            filling.unlink()
            # The folder that is mounted cannot go with what is in it.
            inner = worlds.copied(world, site.folder / f"disk-{spare}")
            print(judged(site, inner, run), end="")
            return 0

        done = forks.begun(work).wait()
        yield spare, done.out or f"WRONG {done.err}"


def moving(site: Site, every: int) -> Iterator[tuple[int, str]]:
    """Two files are changed together again and again while builds run: no site may be of one of each."""
    world = site.fresh()
    about = "content/pages/about.md"
    card, page = world.read(worlds.CARD), world.read(about)

    def change() -> int:
        for number in itertools.count():
            word = f"state{number % 7}"
            world.write(worlds.CARD, card.replace("badly", word))
            world.write(about, f"{page}\n{word}\n")
            time.sleep(0.03 + 0.01 * (number % 5))
        return 0

    changing = forks.begun(change)
    try:
        for number in range(0, 200, every):
            run = world.run("build")
            words = [
                re.findall("state[0-9]", (world.output / path).read_text("utf-8"))[:1]
                for path in ("claims/boats-damaged.html", "about.html")
            ]
            whole = number == 0 or words[0] == words[1] or run.status != 0
            said = ",".join(sorted(set(re.findall(r"error\[([a-z-]+)\]", run.err))))
            wrong = run.status not in {0, 1} or not whole or "Traceback" in run.err
            yield number, f"{'WRONG ' if wrong else ''}status {run.status} {said} {'' if whole else words}".rstrip()
    finally:
        changing.kill(signal.SIGKILL)
        changing.wait()


def main() -> int:
    """Walk, and print. Gives 1 where anything was not as it is promised."""
    parser = argparse.ArgumentParser(description="Walk over limits and moments of a build.")
    parser.add_argument("--every", type=int, default=1, help="take every so many only (default: all)")
    parser.add_argument("--only", action="append", default=[], help="this walk alone; may be given several times")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site, every = Site(Path(folder)), args.every
        walks = {
            "open files": lambda: limited(site, resource.RLIMIT_NOFILE, range(4, 65, every)),
            "size of files": lambda: limited(site, resource.RLIMIT_FSIZE, range(0, 40_000, 1_000 * every)),
            "memory": lambda: limited(site, resource.RLIMIT_AS, (one << 20 for one in range(12, 120, 2 * every))),
            "SIGINT": lambda: signals(site, signal.SIGINT, every),
            "SIGTERM": lambda: signals(site, signal.SIGTERM, every),
            "cache cut off": lambda: cache(site, _cut, every),
            "cache with a bit turned": lambda: cache(site, _flip, every),
            "full disk": lambda: disk(site, every),
            "moving sources": lambda: moving(site, every),
        }
        wrong = 0
        for name in args.only or walks:
            seen: Counter[str] = Counter()
            where: dict[str, int] = {}
            for place, told in walks[name]():
                seen[told] += 1
                where.setdefault(told, place)
            print(f"{name}: {seen.total()} runs", flush=True)
            for told, number in seen.most_common():
                print(f"  {number:5} from {where[told]}: {told}")
                wrong += number if told.startswith("WRONG") else 0
    print(f"{wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    os.environ.setdefault("NO_COLOR", "1")
    raise SystemExit(main())
