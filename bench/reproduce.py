"""Proves that a commit gives one site: builds it in many ways, and compares the SHA-256 of the manifests.

    make reproduce                                     the commit that is checked out
    make reproduce ARGS="--commit REV"                 another one
    python bench/reproduce.py [--commit REV] [--python PATH]... [--keep DIR] [--at-once N]

It needs git, the network for what requirements.lock pins, and a Python of version 3.11 to 3.13; it finds the others of
these versions by the search path, pyenv and uv, or takes those that --python names and no others. What is not committed
has no part in it.

1. The files of the commit are laid into a fresh folder, for each condition anew.
2. Each Python gets an environment of its own, with what the commit's requirements.lock pins.
3. Under each condition the site is built, and held against the manifest that the build wrote.
4. A table is printed. The exit status is 0 where all manifests are one; 1 where one differs, and then the files that
   differ are named, or where a build failed; 2 for what cannot be begun. What this machine lacks is told as not run.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
VERSIONS = ("3.11", "3.12", "3.13")
LONG = "a folder with blanks/Überprüft – проверено – 確認済み/" + "/".join(["long" * 12] * 3)
NOBODY = 64_123  # a user whom no machine has
SECONDS = 600  # of one step
SHOWN = 20  # files that differ
# Instructions of a newer processor, by the names that several versions of the GNU C library have for them.
OLDER = "glibc.cpu.hwcaps=-AVX2,-FMA,-AVX512F,-AVX2_Usable,-FMA_Usable,-ERMS"


class CannotBeginError(Exception):
    """What stands in the way, in words."""


@dataclass(frozen=True)
class Condition:
    """One way to build: what is different. `lacking` says why it cannot be tried here."""

    name: str
    python: str = ""  # a version; the first that was found where it is empty
    environment: dict[str, str] = field(default_factory=dict)
    bare: bool = False  # nothing of the environment but the search path
    prefix: tuple[str, ...] = ()
    options: tuple[str, ...] = ()  # of Python
    arguments: tuple[str, ...] = ()  # of build
    place: str = "site"
    above: str = ""  # another file system
    prepare: Callable[[Path], None] | None = None
    between: Callable[[Path], None] | None = None  # after a first build, which is then followed by another
    first: tuple[str, ...] = ()  # arguments of that first build
    lacking: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of one: the manifest and its SHA-256, or in words why there is none."""

    condition: Condition
    sha256: str = ""
    manifest: dict = field(default_factory=dict)
    seconds: float = 0.0
    failed: str = ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, compare, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--commit", default="HEAD", help="what to build (default: what is checked out)")
    parser.add_argument("--repository", type=Path, default=ROOT, help="where it is (default: the one of this script)")
    parser.add_argument("--python", action="append", default=[], help="a Python to build with; may be said again")
    parser.add_argument("--keep", type=Path, help="an empty folder to work in, which is kept")
    parser.add_argument("--at-once", type=int, default=os.cpu_count() or 1, help="builds at a time (default: cores)")
    options = parser.parse_args(arguments)
    os.umask(0o022)  # another user must be able to read what is laid down here
    work = options.keep or Path(tempfile.mkdtemp(prefix="reproduce-"))
    try:
        work.mkdir(parents=True, exist_ok=True)
        work.chmod(0o755)
        return _prove(options, work.resolve())
    except CannotBeginError as error:
        print(f"reproduce: {error}", file=sys.stderr)
        return 2
    finally:
        if not options.keep:
            shutil.rmtree(work, ignore_errors=True)


def _prove(options: argparse.Namespace, work: Path) -> int:
    commit = _git(options.repository, "rev-parse", "--verify", "--quiet", f"{options.commit}^{{commit}}")
    print(f"commit {commit}")
    if options.commit == "HEAD" and _git(options.repository, "status", "--porcelain"):
        print("what is not committed is left out")
    source = work / "source"
    _lay_down(options.repository, commit, source)
    pythons, missing = _environments(options.python, source, work)
    if not pythons:
        raise CannotBeginError("no Python was found that can build: " + "; ".join(one.lacking for one in missing))
    found = [*_conditions(pythons, source), *missing]
    with ThreadPoolExecutor(max(1, options.at_once)) as pool:
        outcomes = list(pool.map(lambda item: _try(item[1], pythons, source, work / str(item[0])), enumerate(found)))
    return _tell(outcomes)


# What is built, and with what ----------------------------------------------------------------------------------------


def _git(repository: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(repository), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotBeginError(f"git {arguments[0]}: {done.stderr.strip() or 'no such commit'}")
    return done.stdout.strip()


def _lay_down(repository: Path, commit: str, target: Path) -> None:
    """Lay down the files of a commit as they are in it, without line ends of this system."""
    with tempfile.TemporaryFile() as file:
        command = ["git", "-C", str(repository), "-c", "core.autocrlf=false", "archive", "--format=tar", commit]
        if subprocess.run(command, stdout=file, check=False).returncode:
            raise CannotBeginError(f"git archive gave no files of {commit}")
        file.seek(0)
        with tarfile.open(fileobj=file) as archive:
            archive.extractall(target, filter="data")


def _candidates() -> Iterator[str]:
    """Give paths and names of Pythons that may be there."""
    yield sys.executable
    for version in VERSIONS:
        yield f"python{version}"
    yield "python3"
    roots = [os.environ.get("PYENV_ROOT", "")]
    with suppress(OSError, subprocess.SubprocessError):
        roots.append(subprocess.run(["pyenv", "root"], capture_output=True, text=True, check=True).stdout.strip())
    for root in filter(None, roots):
        yield from sorted(map(str, Path(root).glob("versions/*/bin/python3")))
    uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
    for version in VERSIONS if uv else ():
        command = [uv, "python", "find", "--system", version]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)
        if done.returncode == 0:
            yield done.stdout.strip()


def _version(python: str) -> str:
    """Give the version of a Python, such as 3.11.7; nothing where it does not run or has no venv."""
    with suppress(OSError, subprocess.SubprocessError):
        code = "import platform, venv, ensurepip; print(platform.python_version())"
        command = [python, "-c", code]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.strip()
    return ""


def _environments(named: Sequence[str], source: Path, work: Path) -> tuple[dict[str, str], list[Condition]]:
    """Make an environment for each Python; give the paths by version, and what is missing."""
    found: dict[str, str] = {}
    missing = []
    for python in named or _candidates():
        version = _version(python)
        if not version and named:
            missing.append(Condition(f"Python {python}", lacking="it does not run, or lacks venv or ensurepip"))
        short = ".".join(version.split(".")[:2])
        if version and (named or (short in VERSIONS and all(not one.startswith(f"{short}.") for one in found))):
            found.setdefault(version, python)
    ready = {}
    for version, python in sorted(found.items(), key=lambda item: [*map(int, item[0].split(".")[:2])]):
        print(f"setting up Python {version}", flush=True)
        own = work / f"python-{version}"
        commands = (
            [python, "-m", "venv", str(own)],
            [
                *(str(own / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
                *("--no-input", "--require-hashes", "--only-binary", ":all:", "-r", str(source / "requirements.lock")),
            ],
        )
        failed = next((said for one in commands if (said := _run(one, source))), "")
        if failed:
            missing.append(Condition(f"Python {version}", lacking=f"it cannot be set up: {failed}"))
        else:
            ready[version] = str(own / "bin" / "python")
    if not named:
        there = {".".join(version.split(".")[:2]) for version in found}
        missing += [
            Condition(f"Python {version}", lacking="it was not found; --python PATH names it")
            for version in VERSIONS
            if version not in there
        ]
    return ready, missing


def _run(command: Sequence[str], folder: Path, environment: dict[str, str] | None = None) -> str:
    """Run a command; give the end of what it complains of where it fails."""
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return str(error)
    said = done.stderr.decode("utf-8", "replace").strip()
    return (said[-600:] or f"exit status {done.returncode}") if done.returncode else ""


# The conditions ------------------------------------------------------------------------------------------------------


def _conditions(pythons: dict[str, str], source: Path) -> Iterator[Condition]:
    """Give every condition; the first is what the others are held against."""
    for version in pythons:
        yield Condition(f"Python {version}", python=version)
    yield Condition("another folder: long, with blanks, not Latin", place=LONG)
    yield _another_user(pythons)
    yield _ram_disk()
    yield Condition("time zone Pacific/Kiritimati", environment={"TZ": "Pacific/Kiritimati"})
    yield Condition("time zone Pacific/Niue, 1970", environment={"TZ": "Pacific/Niue", "SOURCE_DATE_EPOCH": "0"})
    plain = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    yield Condition("locale C, without UTF-8", environment=plain)
    for name in ("tr_TR.UTF-8", "ar_EG.UTF-8"):
        # It need not be installed: then the C library falls back, and the program still reads the names.
        yield Condition(f"locale {name}", environment={"LC_ALL": name, "LANG": name, "LANGUAGE": name[:2]})
    for seed in ("0", "1", "random"):
        yield Condition(f"hash seed {seed}", environment={"PYTHONHASHSEED": seed})
    for mask in ("000", "077"):
        yield Condition(f"umask {mask}", prefix=("sh", "-c", f'umask {mask} && exec "$@"', "sh"))
    yield Condition("TMPDIR that is not there", environment={"TMPDIR": "/nowhere/at/all"})
    yield Condition("HOME that is not there", environment={"HOME": "/nowhere/at/all"})
    yield Condition("no environment but PATH", bare=True)
    yield Condition("python -OO, no bytecode kept", options=("-OO", "-B"))
    yield Condition("warm: a second build", between=lambda _: None)
    yield Condition("warm: all made again but the share images", between=_forget_last)
    yield Condition("warm: share images drawn anew", between=_forget)
    yield Condition("warm: after drafts at another address", between=lambda _: None, first=_ELSE)
    yield Condition("files laid down in reverse, of 2001", prepare=_turned)
    yield Condition("files of the year 2100", prepare=_of_the_future)
    yield _tool("one processor", "taskset", ("taskset", "-c", "0"))
    yield Condition("without newer instructions, in glibc", environment={"GLIBC_TUNABLES": OLDER})
    yield Condition("the address named again", arguments=("--base-url", _url(source)))
    # Several workers: there is no such option yet. Where `build` has one, these are tried by themselves.
    for number in ("1", "2", "7"):
        lacking = "" if "--jobs" in _help(source) else "build has no --jobs yet"
        yield Condition(f"number of workers: {number}", arguments=("--jobs", number), lacking=lacking)


_ELSE = ("--drafts", "--base-url", "https://else.example/")


def _another_user(pythons: dict[str, str]) -> Condition:
    name = f"another user, {NOBODY}"
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return Condition(name, lacking="only root may become another user")
    prefix = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    if not shutil.which("setpriv"):
        return Condition(name, lacking="setpriv is not installed")
    for version, python in pythons.items():
        if not _run([*prefix, python, "-c", "import jinja2"], Path("/")):
            return Condition(f"{name} (Python {version})", python=version, prefix=prefix, prepare=_give_away)
    return Condition(name, lacking="no other user may run these Pythons")


def _ram_disk() -> Condition:
    name = "another file system, /dev/shm"
    there = os.access("/dev/shm", os.W_OK)  # noqa: S108 - what is made in it has a name that nobody can foresee
    return Condition(name, above="/dev/shm" if there else "", lacking="" if there else "there is none")  # noqa: S108


def _tool(name: str, tool: str, prefix: tuple[str, ...]) -> Condition:
    return Condition(name, prefix=prefix, lacking="" if shutil.which(tool) else f"{tool} is not installed")


def _url(source: Path) -> str:
    lines = (source / "site.yaml").read_text("utf-8").splitlines()
    return next((line.removeprefix("url:").strip().strip("\"'") for line in lines if line.startswith("url:")), "")


def _help(source: Path) -> str:
    path = source / "pincite" / "commands" / "build.py"
    return path.read_text("utf-8") if path.exists() else ""


def _give_away(checkout: Path) -> None:
    for path in (checkout, *checkout.rglob("*")):
        os.chown(path, NOBODY, NOBODY)


def _forget_last(checkout: Path) -> None:
    (checkout / ".pincite/built.json").unlink(missing_ok=True)


def _forget(checkout: Path) -> None:
    shutil.rmtree(checkout / ".pincite", ignore_errors=True)


def _turned(checkout: Path) -> None:
    """Lay down the files anew in reverse, the order in which some file systems will list them."""
    files = {path.relative_to(checkout): path.read_bytes() for path in checkout.rglob("*") if path.is_file()}
    shutil.rmtree(checkout)
    for name in sorted(files, reverse=True):
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_bytes(files[name])
        os.utime(checkout / name, (1_000_000_000, 1_000_000_000))


def _of_the_future(checkout: Path) -> None:
    for path in checkout.rglob("*"):
        os.utime(path, (4_102_444_800, 4_102_444_800))


# One build -----------------------------------------------------------------------------------------------------------


def _try(condition: Condition, pythons: dict[str, str], source: Path, folder: Path) -> Outcome:
    """Build under one condition in a fresh folder, and hold what stands on the disk against its manifest."""
    if condition.lacking:
        return Outcome(condition)
    above = Path(tempfile.mkdtemp(prefix="reproduce-", dir=condition.above)) if condition.above else folder
    try:
        started = time.monotonic()
        failed = _build(condition, pythons, source, above / condition.place)
        seconds = time.monotonic() - started
        if failed:
            return Outcome(condition, seconds=seconds, failed=failed)
        data = (above / condition.place / "output" / "manifest.json").read_bytes()
        manifest = json.loads(data)
        failed = _unlike(manifest, above / condition.place / "output")
        return Outcome(condition, hashlib.sha256(data).hexdigest(), manifest, seconds, failed)
    except (OSError, ValueError) as error:
        return Outcome(condition, failed=str(error))
    finally:
        if condition.above:
            shutil.rmtree(above, ignore_errors=True)


def _build(condition: Condition, pythons: dict[str, str], source: Path, checkout: Path) -> str:
    shutil.copytree(source, checkout)
    if condition.prepare:
        condition.prepare(checkout)
    environment = {"PATH": os.environ.get("PATH", os.defpath)} if condition.bare else {**os.environ}
    environment |= condition.environment
    python = pythons[condition.python or next(iter(pythons))]
    command = [*condition.prefix, python, *condition.options, "build.py", "build"]
    if condition.between:
        if failed := _run([*command, *condition.first], checkout, environment):
            return failed
        condition.between(checkout)
    return _run([*command, *condition.arguments], checkout, environment)


def _unlike(manifest: dict, output: Path) -> str:
    """Say which files of an output are not as its manifest lists them."""
    there = {
        path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in output.rglob("*")
        if path.is_file() and path != output / "manifest.json"
    }
    wanted = {path: one["sha256"] for path, one in manifest["outputs"].items()}
    unlike = sorted(path for path in {*there, *wanted} if there.get(path) != wanted.get(path))
    return f"not as its manifest lists them: {', '.join(unlike[:SHOWN])}" if unlike else ""


# What is told --------------------------------------------------------------------------------------------------------


def differing(one: dict, other: dict, above: str = "") -> Iterator[str]:
    """Name what two manifests do not have in common, such as `outputs index.html`."""
    for key in sorted({*one, *other}):
        mine, yours = one.get(key), other.get(key)
        if mine == yours:
            continue
        if not above and isinstance(mine, dict) and isinstance(yours, dict):
            yield from differing(mine, yours, f"{key} ")
        else:
            yield f"{above}{key}"


def _tell(outcomes: Sequence[Outcome]) -> int:
    width = max(len(one.condition.name) for one in outcomes)
    for one in outcomes:
        shown = one.sha256 or ("failed" if one.failed else f"not run: {one.condition.lacking}")
        print(f"{one.condition.name:{width}}  {shown:64}" + (f"  {one.seconds:6.1f} s" if one.seconds else ""))
    for one in (one for one in outcomes if one.failed):
        print(f"\n{one.condition.name}: {one.failed}")
    built = [one for one in outcomes if one.sha256]
    first = built[0] if built else None
    for one in built:
        if first and one.sha256 != first.sha256:
            names = [*differing(first.manifest, one.manifest)]
            more = f"\n  and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
            print(f"\n{one.condition.name} differs from {first.condition.name} in:")
            print("  " + "\n  ".join(names[:SHOWN]) + more)
    digests = {one.sha256 for one in built}
    whole = len(digests) == 1 and not any(one.failed for one in outcomes)
    left = sum(bool(one.condition.lacking) for one in outcomes)
    said = f"one manifest under {len(built)} conditions" if whole else f"{len(digests)} manifests, and not all built"
    said = said if whole or any(one.failed for one in outcomes) else f"{len(digests)} different manifests"
    print(f"\n{said}" + (f"; {left} not run" if left else ""))
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
