"""Runs the program many times at the cost of one start: a server that has built a good site forks for each run.

`python forks.py build ROOT` builds the site at ROOT, and then reads from its input a line of JSON for each run: the
arguments, the environment, and limits of processor time and memory. It answers each with a line of JSON. The fork has
what the program has after a build, its templates parsed and compiled, and nothing of the tests; a fork that loops or
eats memory is ended by the kernel. `Server` is the other end. `python forks.py build-without-libyaml ROOT` does the
same where PyYAML has its own parser alone.

`python forks.py alone ARGUMENTS` runs the program once, in a process of its own, and tells what that took: from here,
because a process counts as its own the memory of the one that started it.
"""

from __future__ import annotations

import json
import os
import resource
import select
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
PATIENCE = 120  # seconds on the clock, after which a fork that sleeps is given up; those that work have their limit


@dataclass(frozen=True)
class Ran:
    """What a run came to: the status is below 0 where a signal ended it; seconds of processor time, MiB at the peak."""

    status: int
    out: str
    err: str
    seconds: float
    mebibytes: float = 0  # of a fork there is no number of its own


class Server:
    """Starts the server; `run` asks it for one run of the program."""

    def __init__(self, root: Path, *, libyaml: bool = True) -> None:
        what = "build" if libyaml else "build-without-libyaml"
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "forks.py"), what, str(root)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        built = self._answer()
        assert built["status"] == 0, f"the site is no good one:\n{built['err']}"
        assert built["libyaml"] == libyaml

    def run(self, *arguments: object, cwd: Path, cpu: int = 10, memory: int = 1536, **environment: str) -> Ran:
        """Run the program. `cpu` is in seconds of processor time, `memory` in MiB of address space."""
        asked = {"arguments": [*map(str, arguments)], "cwd": str(cwd), "environment": environment}
        asked |= {"cpu": cpu, "memory": memory}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return Ran(**self._answer())

    def _answer(self):
        ready, _, _ = select.select([self._process.stdout], [], [], PATIENCE)
        assert ready, f"no end after {PATIENCE} seconds"
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        """End the server."""
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def alone(*arguments: object, cwd: Path, **environment: str) -> Ran:
    """Run the program in a process of its own, and measure it."""
    done = subprocess.run(
        [sys.executable, str(HERE / "forks.py"), "alone", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "NO_COLOR": "1", **environment},
        capture_output=True,
        check=True,
        timeout=PATIENCE,
    )
    return Ran(**json.loads(done.stdout))


def _alone(arguments: list[str]) -> None:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        program = [sys.executable, str(HERE.parent / "build.py"), *arguments]
        started = subprocess.Popen(program, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        _, status, used = os.wait4(started.pid, 0)
        status = started.returncode = os.waitstatus_to_exitcode(status)
        seconds, mebibytes = (
            used.ru_utime + used.ru_stime,
            used.ru_maxrss / (1024 if sys.platform == "linux" else 1 << 20),
        )
        _say(status=status, out=_read(out), err=_read(err), seconds=seconds, mebibytes=mebibytes)


def _serve(root: str, *, libyaml: bool) -> None:
    if not libyaml:
        sys.modules["yaml._yaml"] = None  # what PyYAML finds where it was built without the C library
    os.environ["NO_COLOR"] = "1"
    sys.path.insert(0, str(HERE.parent))
    import compiled
    import yaml

    from pincite.cli import main

    compiled.keep()
    _parse_once()
    with tempfile.TemporaryFile() as told:
        kept = os.dup(1), os.dup(2)
        os.dup2(2, 1)
        os.dup2(told.fileno(), 2)
        status = main(["build", "--root", root])
        os.dup2(kept[0], 1)
        os.dup2(kept[1], 2)
        _say(status=status, err=_read(told), libyaml=hasattr(yaml, "CSafeLoader"))
    for line in sys.stdin:
        _say(**_forked(main, json.loads(line)))


def _parse_once() -> None:
    """Let templates that are only asked for their parts be parsed once: each case that changes one asks for all."""
    import jinja2

    parse, kept = jinja2.Environment.parse, {}

    def parse_once(self, source, name=None, filename=None):
        if type(self) is not jinja2.Environment:
            return parse(self, source, name, filename)
        if source not in kept:
            kept[source] = parse(self, source, name, filename)
        return kept[source]

    jinja2.Environment.parse = parse_once


def _forked(main, asked):
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if not child:
            _child(main, asked, out, err)
        _, status, used = os.wait4(child, 0)
        return {
            "status": os.waitstatus_to_exitcode(status),
            "out": _read(out),
            "err": _read(err),
            "seconds": used.ru_utime + used.ru_stime,
        }


def _child(main, asked, out, err) -> None:
    status = 255  # that of an exception, which the program must not let through
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        os.environ.update(asked["environment"])
        os.chdir(asked["cwd"])
        resource.setrlimit(resource.RLIMIT_CPU, (asked["cpu"], asked["cpu"] + 1))
        resource.setrlimit(resource.RLIMIT_AS, (asked["memory"] << 20, asked["memory"] << 20))
        status = main(asked["arguments"])
        sys.stdout.flush()
        sys.stderr.flush()
    except SystemExit as ended:  # how wrong usage ends
        status = int(ended.code or 0)
    finally:
        os._exit(status)


def _read(file) -> str:
    file.seek(0)
    return file.read().decode()


def _say(**answer) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1] == "alone":
        _alone(sys.argv[2:])
    else:
        _serve(sys.argv[2], libyaml=sys.argv[1] == "build")
