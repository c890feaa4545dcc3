"""Runs the properties by the million, guided by coverage: `make fuzz ARGS="--runs 200000 --only anchor-slice,dates"`.

1. atheris (libFuzzer for Python) is installed below tests/fuzz/tools, from the lock beside this; git ignores it.
2. Each target runs in a process of its own: pincite and Python-Markdown count the edges that an input takes, and
   Hypothesis makes an input of the fuzzer's bytes (`fuzz_one_input`), padded with noughts so that most bytes make one.
3. What found new edges is kept below tests/fuzz/work, and is where the next run begins.
4. An exception, or an input that takes more than some seconds of processor time, ends the target. The input is saved
   and printed with the smallest that Hypothesis finds of its like, and the exit status is 1.

It runs on Linux (x86-64), and needs the network once.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import mmap
import os
import re
import signal
import struct
import subprocess
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from types import FrameType

    from hypothesis import settings

    from fuzz.targets import Target

HERE = Path(__file__).resolve().parent
TOOLS, WORK = HERE / "tools", HERE / "work"
MODULES = ("reading", "quoting", "prose", "carrying", "taking")
_PAD = bytes(512)  # a number drawn of nothing but noughts is the smallest, a list ends
_COVERED = re.compile(r"cov: (\d+)")
_SAVED = re.compile(r"^saved: (.+)$", re.MULTILINE)
_LONGEST = 2048  # bytes of an input
_ODDS = 300  # seconds on the clock, after which even what hangs in C is ended


class TooSlowError(Exception):
    """An input took more processor time than it may."""


def targets() -> dict[str, Target]:
    """Import the targets, by name in the order of their modules."""
    sys.path[:0] = [str(HERE.parent.parent), str(HERE.parent)]
    from fuzz.targets import TARGETS

    for module in MODULES:
        importlib.import_module(f"fuzz.{module}")
    return TARGETS


def main() -> int:
    """Run the targets one after the other, or as the child that runs one of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=50_000, help="inputs for each target (50000)")
    parser.add_argument("--only", default="", help="names of targets, with commas between them; or beginnings of names")
    parser.add_argument("--seconds", type=int, default=5, help="of processor time that one input may take (5)")
    parser.add_argument("--seed", type=int, default=0, help="of the fuzzer's chance; another one each time where 0")
    parser.add_argument("--list", action="store_true", help="list the targets, each with its sentence")
    parser.add_argument("--again", metavar="FILE", help="run one input that was saved")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        _child(args)
    found = targets()
    if args.list:
        print(*(f"{name:<20} {one.says}" for name, one in found.items()), sep="\n")
        return 0
    if args.again:
        return _again(found, Path(args.again))
    names = [name for name in found if any(name.startswith(part) for part in args.only.split(","))]
    if not names:
        parser.error(f"no target is called so: {', '.join(found)}")
    _install()
    print(f"{'target':<20} {'inputs':>9} {'held':>9} {'edges':>7} {'new':>6} {'seconds':>8} {'crashes':>8}", flush=True)
    crashes = [report for name in names if (report := _one(name, args))]
    for report in crashes:
        print(f"\n{report}")
    return 1 if crashes else 0


def _install() -> None:
    stamp, lock = TOOLS / ".made", HERE / "requirements.lock"
    if not stamp.exists() or stamp.stat().st_mtime < lock.stat().st_mtime:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
        wanted = ["--target", str(TOOLS), "--upgrade", "--only-binary", ":all:", "--no-deps", "--require-hashes"]
        subprocess.run([*pip, *wanted, "-r", str(lock)], check=True)
        stamp.touch()


def _one(name: str, args: argparse.Namespace) -> str:
    """Run one target, print its line of the table, and give the report of its crash, empty where there is none."""
    for folder in ("corpus", "crashes", "logs", "examples"):
        (WORK / folder / name).mkdir(parents=True, exist_ok=True)
    counts, log = WORK / "logs" / name / "counts", WORK / "logs" / name / "log"
    counts.write_bytes(bytes(16))
    command = [sys.executable, str(HERE / "run.py"), "--child", name, "--runs", str(args.runs)]
    command += ["--seconds", str(args.seconds), "--seed", str(args.seed)]
    with log.open("wb") as told:
        child = subprocess.Popen(command, stdout=told, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(child.pid, 0)
    inputs, held = struct.unpack("<QQ", counts.read_bytes())
    said = log.read_text("utf-8", "replace")
    covered = [int(number) for number in _COVERED.findall(said)] or [0]
    seconds = used.ru_utime + used.ru_stime
    row = f"{inputs:>9,} {held:>9,} {covered[-1]:>7,} {covered[-1] - covered[0]:>6,} {seconds:>8.0f}"
    print(f"{name:<20} {row} {int(status != 0):>8}", flush=True)
    if status == 0:
        return ""
    saved = _SAVED.search(said)
    return Path(saved.group(1)).read_text("utf-8") if saved else f"{name} ended by itself:\n{said[-3000:]}"


def _child(args: argparse.Namespace) -> NoReturn:
    """Fuzz one target; libFuzzer ends the process."""
    sys.path.append(str(TOOLS))
    import atheris

    with atheris.instrument_imports(include=["pincite", "markdown"]):
        one = targets()[args.child]
    from hypothesis import HealthCheck, settings
    from hypothesis.database import DirectoryBasedExampleDatabase

    database = DirectoryBasedExampleDatabase(WORK / "examples" / one.name)
    health = list(HealthCheck)
    tuned = settings(database=database, deadline=None, suppress_health_check=health, derandomize=False)
    fuzz = one.tuned(tuned).hypothesis.fuzz_one_input  # type: ignore[attr-defined]
    with (WORK / "logs" / one.name / "counts").open("r+b") as file:
        counts = mmap.mmap(file.fileno(), 16)
    given = 0

    def too_slow(_signal: int, _frame: FrameType | None) -> NoReturn:
        raise TooSlowError(f"more than {args.seconds} seconds of processor time")

    signal.signal(signal.SIGVTALRM, too_slow)

    def test(data: bytes) -> None:
        nonlocal given
        given += 1
        begun = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, args.seconds)
        try:
            fuzz(data + _PAD)
            if time.process_time() - begun > args.seconds:
                too_slow(0, None)  # what swallows every exception was told to end, and went on
        except Exception as error:  # noqa: BLE001 - whatever is raised is what is looked for
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            print(f"saved: {_save(one, data, error, tuned)}", flush=True)
            os._exit(1)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            counts[:] = struct.pack("<QQ", given, one.held)

    flags = [f"-runs={args.runs}", f"-max_len={_LONGEST}", "-len_control=0", f"-timeout={_ODDS}", "-rss_limit_mb=4096"]
    flags += [f"-seed={args.seed}"] if args.seed else []
    crashes = f"-artifact_prefix={WORK / 'crashes' / one.name}/"
    atheris.Setup([sys.argv[0], *flags, crashes, str(WORK / "corpus" / one.name)], test)
    atheris.Fuzz()
    os._exit(0)


def _save(one: Target, data: bytes, error: Exception, tuned: settings) -> Path:
    """Save an input and what came of it, with the smallest input of its like; give the path of the report."""
    path = WORK / "crashes" / one.name / hashlib.sha256(data).hexdigest()[:12]
    path.with_suffix(".bin").write_bytes(data)
    told = [f"{one.name}: {one.says}", f"again: python tests/fuzz/run.py --again {path.with_suffix('.bin')}"]
    told += [f"  {name}={value!r}" for name, value in one.last.items()]
    told.append("".join(traceback.format_exception(error, limit=-6)))
    path.with_suffix(".txt").write_text("\n".join(told), "utf-8", "backslashreplace")
    if not isinstance(error, TooSlowError):
        import hypothesis

        try:
            one.tuned(hypothesis.settings(tuned, phases=(hypothesis.Phase.reuse, hypothesis.Phase.shrink)))()
        except Exception as smallest:  # noqa: BLE001 - as above
            told += ["The smallest of its like:", "".join(traceback.format_exception(smallest, limit=-2))]
            path.with_suffix(".txt").write_text("\n".join(told), "utf-8", "backslashreplace")
    return path.with_suffix(".txt")


def _again(found: dict[str, Target], path: Path) -> int:
    """Run a saved input: its folder has the name of its target."""
    from hypothesis import settings

    one = found[path.parent.name]
    tuned = one.tuned(settings(database=None, deadline=None))
    try:
        tuned.hypothesis.fuzz_one_input(path.read_bytes() + _PAD)  # type: ignore[attr-defined]
    finally:
        print(*(f"{name}={value!r}" for name, value in one.last.items()), sep="\n")
    print("it holds")
    return 0


if __name__ == "__main__":
    sys.exit(main())
