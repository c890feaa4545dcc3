"""What tests of the program as a whole share: running it as a user does, and asking for what a machine may lack."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Run:
    """What a run of the program came to."""

    status: int
    out: str
    err: str


def run(
    *arguments: object, cwd: Path = ROOT, program: object = ROOT / "build.py", seconds: int = 120, **environment: str
) -> Run:
    """Run the program as a user does, without a terminal, with changes to the environment."""
    done = subprocess.run(
        [sys.executable, str(program), *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "NO_COLOR": "1", "no_proxy": "*", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=seconds,
        start_new_session=True,  # no terminal at all: what asks for a passphrase must not find the tester's
    )
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


def needs(program: str, variable: str) -> None:
    """Skip a test without a program; where the variable is set, as on the machine that decides, fail."""
    if shutil.which(program) is None:
        reason = f"{program} is not installed"
        (pytest.fail if os.environ.get(variable) else pytest.skip)(reason)
