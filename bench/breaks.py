"""Builds that are killed, or whose disk fails, at every operation: whatever happens, the output is one whole build.

    python bench/breaks.py                   every file operation of a build, with each kind of fault
    python bench/breaks.py --kills 10000     kills at random times instead
    python bench/breaks.py --system          every call of the system that works on files instead, by strace
    python bench/breaks.py --every 23        each 23rd of them: a quick look

As SQLite does it: the first, then the second operation fails, until a build gets through; after each the invariant is
held, and then a build must succeed that nothing disturbs. A build of a small site with an edited card is broken, beside
the output and the cache of the build before it. The invariant:

1. `output/` holds the old build or the new one, to the byte. It is the new one where the status is 0, and only then; a
   build that was killed may have come to either.
2. Whatever fails is told with a path and a remedy, and never with a traceback or as a bug.
3. Outside of `output/`, `.pincite/` and what a killed build leaves beside the output, nothing was changed.
4. The next build succeeds, gives the new site, and leaves nothing beside it.

Ends with 1 where any of this did not hold. `--naive` puts the new files in place one by one, as many generators do: it
must be found out, or these trials prove nothing.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import hashlib
import io
import multiprocessing
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench"), str(ROOT / "tests")]

import corpus as corpora  # noqa: E402 - beside this file, wherever it is run from
import generators  # noqa: E402 - as above
import tracing  # noqa: E402 - as above
from forks import Going, HungError, begun  # noqa: E402 - as above
from running import Run  # noqa: E402 - as above

from pincite import cli  # noqa: E402 - of this checkout
from pincite.disk import files  # noqa: E402 - as above
from pincite.output import stage, swap  # noqa: E402 - as above

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

CARDS = 3
SMALL = 500  # bytes that are written at once, so that a disk can be full in the middle of a file
_BUG, _LOCKED, _HUNG = 70, 75, 999
WRITING = {"create", "write", "make the folder", "link", "rename", "set the mode of", "flush"}
ONCE = {"no space": errno.ENOSPC, "fault": errno.EIO, "refused": errno.EACCES, "too many files": errno.EMFILE}
LASTING = {"disk stays full": errno.ENOSPC, "disk is gone": errno.EIO, "read-only from here": errno.EROFS}
KINDS = ("kill", *ONCE, *LASTING)
INNER = re.compile(r"Traceback|a bug:|sqlite3\.|Errno \d")


@dataclass(frozen=True)
class Fault:
    """What happens to one build: `at` is the number of an operation from 1, or a share of its time."""

    kind: str
    at: float
    call: str = ""

    def __str__(self) -> str:
        return f"{self.kind} at {self.call}{' ' if self.call else ''}{self.at:g}"


@dataclass
class Outcome:
    """What came of it: how the build ended, which build stands, and what does not hold of the invariant."""

    ended: str
    stands: str
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Trials:
    """A site with an old build and an edited card, and what its outputs are to be."""

    folder: Path
    before: Path
    root: Path
    old: str
    new: str
    sources: str
    seconds: float
    operations: int


def lay(folder: Path) -> Trials:
    """Lay a small site, build it, edit a card, and note what a build of that gives."""
    before, root = folder / "before", folder / "site"
    corpus = corpora.Corpus(cards=CARDS)
    root.mkdir(parents=True)
    edit = generators._lay_plain(root, corpus)  # noqa: SLF001 - the site of the benchmarks
    settings = (root / "site.yaml").read_text("utf-8")
    settings = re.sub(r"^featured: .*$", "featured: [card-1]", settings, flags=re.MULTILINE)
    (root / "site.yaml").write_text(settings, "utf-8")
    _calmly(root)
    old = _held(root / "output")
    path, text = edit(corpus.card(1))
    path.write_text(text.replace("claim: ", "claim: Edited. ", 1), "utf-8")
    shutil.copytree(root, before, symlinks=True)
    _calmly(root)
    new = _held(root / "output")
    _restored(before, root)
    began = time.monotonic()
    _calmly(root)
    seconds = time.monotonic() - began
    if old == new:
        raise SystemExit("breaks: an edited card changes nothing, so that nothing is proven")
    _restored(before, root)
    operations = _counted(root)
    return Trials(folder, before, root, old, new, _sources(root), seconds, operations)


def _calmly(root: Path) -> None:
    done = _ended(_begun(root, None))
    if done.status:
        raise SystemExit(f"breaks: a build that nothing disturbs ended with {done.status}:\n{done.err}")


def _counted(root: Path) -> int:
    """Count the operations of the first process of a build that nothing disturbs."""
    reading, writing = os.pipe()
    numbers = count(1)
    first = []

    def note(_verb: str, _path: Path) -> None:
        first or first.append(os.getpid())
        if os.getpid() == first[0]:
            os.write(writing, next(numbers).to_bytes(4, "big"))

    going = _begun(root, note)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        last = told.read()[-4:]
    _ended(going)
    return int.from_bytes(last, "big")


def _begun(root: Path, hook: Callable[[str, Path], None] | None, at_first: Callable[[], None] = lambda: None) -> Going:
    """Begin to build in a forked process; before each operation `hook` is asked."""

    def build() -> int:
        files.CHUNK = SMALL
        at_first()
        files.before = hook
        return cli.main(["build", "--root", str(root), "--jobs", "1"])

    return begun(build)


def _ended(going: Going) -> Run:
    """Wait until a build has ended, by itself or by a signal; then end whatever it has left running."""
    try:
        return going.wait()
    except HungError as error:
        return Run(_HUNG, "", str(error))
    finally:
        going.kill(group=True)


def _restored(before: Path, root: Path) -> None:
    for path in root.parent.iterdir():
        if path.name.startswith(root.name):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(before, root, symlinks=True)


def _held(folder: Path) -> str:
    """Digest all that lies below a folder, with its names; empty where there is none."""
    if not folder.is_dir():
        return ""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        kind = "link" if path.is_symlink() else "folder" if path.is_dir() else "file"
        found.update(f"{kind} {path.relative_to(folder).as_posix()}\0".encode())
        if kind == "file":
            found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def _sources(root: Path) -> str:
    """Digest all that no build may change."""
    parts = [
        f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else _held(path)}"
        for path in sorted(root.iterdir())
        if path.name not in {"output", ".pincite"} and not path.name.startswith(".output.pincite-")
    ]
    return "\n".join(parts)


def hook_of(fault: Fault) -> Callable[[str, Path], None]:
    """Give what lets an operation fail."""
    numbers = count(1)

    def hook(verb: str, _path: Path) -> None:
        number = next(numbers)
        if fault.kind == "kill":
            if number == fault.at:
                os.kill(os.getpid(), signal.SIGKILL)
        elif fault.kind in ONCE:
            if number == fault.at:
                raise OSError(ONCE[fault.kind], os.strerror(ONCE[fault.kind]))
        else:
            code = LASTING[fault.kind]
            if number >= fault.at and (code == errno.EIO or verb in WRITING):
                raise OSError(code, os.strerror(code))

    return hook


def tried(trials: Trials, fault: Fault) -> Outcome:
    """Break one build, and tell what came of it."""
    _restored(trials.before, trials.root)
    tracer = None
    if fault.call:
        going = _begun(trials.root, None, tracing.stopped)
        tracer = tracing.broken(going, fault.call, int(fault.at), "" if fault.kind == "kill" else fault.kind)
    elif fault.kind == "kill at random":
        going = _begun(trials.root, None)
        time.sleep(fault.at * trials.seconds)
        # Every other time the first process alone, as the system's own killer does; else all, as when a machine ends.
        going.kill(group=bool(int(fault.at * 1e6) % 2))
    else:
        going = _begun(trials.root, hook_of(fault))
    done = _ended(going)
    if tracer:
        tracer.wait()
    return judged(trials, done)


def judged(trials: Trials, done: Run) -> Outcome:
    """Hold the invariant, then build once more without a fault and hold it again."""
    stands = {trials.old: "old", trials.new: "new", "": "none"}.get(_held(trials.root / "output"), "broken")
    status, said = done.status, done.out + done.err
    wrong = [*_untold(status, said)]
    if stands not in {"old", "new"}:
        wrong.append(f"the output is {stands}")
    elif status >= 0 and (status == 0) != (stands == "new"):
        wrong.append(f"status {status}, and the {stands} build stands")
    if _sources(trials.root) != trials.sources:
        wrong.append("something else was changed")
    wrong += _not_mended(trials)
    if wrong:
        wrong.append(f"the broken build said: {said.strip() or 'nothing'}")
    return Outcome("killed" if status < 0 else str(status), stands, wrong)


def _untold(status: int, said: str) -> Iterator[str]:
    if status in {_BUG, _HUNG}:
        yield "a bug" if status == _BUG else "it hung"
    if INNER.search(said):
        yield "it speaks of its insides"
    if status > 0 and ("error[" not in said or not re.search("hint: |; [a-z]", said)):
        yield "no error with a remedy"


def _not_mended(trials: Trials) -> Iterator[str]:
    again = _ended(_begun(trials.root, None))
    for _ in range(50):
        if again.status != _LOCKED:
            break
        time.sleep(0.1)  # a process that the build had forked is still being ended, and holds the lock until then
        again = _ended(_begun(trials.root, None))
    if again.status or _held(trials.root / "output") != trials.new:
        gave = "none" if again.status else "another site"
        yield f"the next build ended with {again.status} and gave {gave}: {again.err}"
    if beside := [path.name for path in trials.root.iterdir() if path.name.startswith(".output.pincite-")]:
        yield f"the next build left {', '.join(beside)}"


# All of them ----------------------------------------------------------------------------------------------------------

_HERE: list[Trials] = []


def _begin(folder: str) -> None:
    if _HERE:
        return
    own = Path(folder) / str(os.getpid())
    own.mkdir()
    _warm(own / "warm")
    _HERE.append(lay(own))


@cache
def _warm(root: Path) -> None:
    """Build once in this process, so that a forked one has loaded all that a build loads."""
    generators._lay_plain(root, corpora.Corpus(cards=10))  # noqa: SLF001 - the site of the benchmarks
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        cli.main(["build", "--root", str(root), "--jobs", "1"])
    shutil.rmtree(root)


def _one(fault: Fault) -> tuple[Fault, Outcome]:
    return fault, tried(_HERE[0], fault)


def faults(trials: Trials, args: argparse.Namespace) -> list[Fault]:
    """Give what is to be tried: all of one kind first, so that each Nth of them has all kinds, whatever N is."""
    if args.kills:
        chance = random.Random(args.seed)  # noqa: S311 - no secret
        return [Fault("kill at random", chance.uniform(0, 1.1)) for _ in range(args.kills)]
    if args.system:
        _restored(trials.before, trials.root)
        going = _begun(trials.root, None, tracing.stopped)
        called = tracing.calls_below(trials.root, going, trials.folder / "calls")
        all_of = [
            Fault(kind, number, call)
            for call, numbers in sorted(called.items())
            for kind in ("kill", *tracing.ERRORS[call])
            for number in numbers
        ]
    else:
        all_of = [Fault(kind, number) for kind in KINDS for number in range(1, trials.operations + 1)]
    return all_of[:: args.every]


def naively(new: Path, target: Path) -> Path | None:
    """Put files in place one by one, which is what must be found out."""
    shutil.rmtree(target, ignore_errors=True)
    for path in (new, *sorted(new.rglob("*"))):
        place = target / path.relative_to(new)
        with files.operation("create", place):
            place.mkdir() if path.is_dir() else shutil.copyfile(path, place)
    return new


def main(argv: list[str] | None = None) -> int:
    """Try them all; give 1 where something did not hold."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=0, metavar="N", help="kills at N random times")
    parser.add_argument("--system", action="store_true", help="calls of the system, by strace")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="each Nth of them")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--naive", action="store_true", help="put files in place one by one, which must be found out")
    args = parser.parse_args(argv)
    if args.system and not shutil.which("strace"):
        sys.stderr.write("breaks: strace is not installed; on Debian and Ubuntu: apt-get install strace\n")
        return 2
    if args.naive:
        swap.swap = stage.swap = naively
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made there
    place = memory if os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="pincite-faults-", dir=place) as folder:
        return _tell(_all(folder, args))


def _all(folder: str, args: argparse.Namespace) -> Iterator[tuple[Fault, Outcome]]:
    _begin(folder)
    wanted = faults(_HERE[0], args)
    sys.stdout.write(f"{len(wanted)} builds; one has {_HERE[0].operations} operations\n")
    sys.stdout.flush()
    if args.processes == 1:
        yield from map(_one, wanted)
        return
    _HERE.clear()
    context = multiprocessing.get_context("fork")
    begin = partial(_begin, folder)
    with ProcessPoolExecutor(args.processes, mp_context=context, initializer=begin) as pool:
        yield from pool.map(_one, wanted, chunksize=8)


def _tell(found: Iterable[tuple[Fault, Outcome]]) -> int:
    """Print a table: for each kind of fault how many builds ended how, with which site, and all that is wrong."""
    table: dict[str, Counter[str]] = {}
    wrong = total = 0
    began = time.monotonic()
    for fault, outcome in found:
        total += 1
        table.setdefault(fault.kind, Counter())[f"{outcome.ended}, {outcome.stands}"] += 1
        if outcome.wrong:
            wrong += 1
            sys.stdout.write(f"{fault}: {'; '.join(outcome.wrong)}\n")
    sys.stdout.write(f"\n{'fault':22} {'status, site':16} builds\n")
    for kind, counts in table.items():
        for ended, times in sorted(counts.items()):
            sys.stdout.write(f"{kind:22} {ended:16} {times:6}\n")
    sys.stdout.write(f"\n{total} builds in {time.monotonic() - began:.0f} s, {wrong} in which something did not hold\n")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
