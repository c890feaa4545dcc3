"""What tests share: the repository's root, a small valid project to spoil, and Hypothesis without chance."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))  # the tests run on the working copy, installed or not

from compiled import keep  # noqa: E402 - after the line above
from projects import Project  # noqa: E402 - after the line above

keep()
# A program that a test starts keeps what Python compiled of it, as it does for a user: else each one compiles all anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# The cards of tests/states-site are dated 2031, and no run may depend on the day it is made on.
os.environ.setdefault("SOURCE_DATE_EPOCH", "1956528000")
# A shell starts what runs in the background deaf to Ctrl-C, and a program hands that on to those that it starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# What a fork costs grows with the process: half a thousand of them take four times as long at the end of a run.
FORKING = (
    "test_output_stage.py",
    "test_jobs.py",
    "test_workers.py",
    "test_bad_inputs.py",
    "test_bad_inputs_environment.py",
)
# The same examples on every run and every machine: a red run can be repeated.
settings.register_profile(
    "pincite",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("pincite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-cases", action="store_true", help="rewrite the expectations of tests/cases")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update-cases") and os.environ.get("CI"):
        raise pytest.UsageError("--update-cases is refused in CI: expectations are rewritten and read by a person")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let what forks come first, while the process is small."""
    items.sort(key=lambda item: item.path.name not in FORKING)


@pytest.fixture(scope="session")
def ROOT() -> Path:  # noqa: N802 - a constant of the repository, named as one
    return HERE.parent


@pytest.fixture(scope="session", autouse=True)
def fixture_own_cache_folder(tmp_path_factory):
    """Let no test read or write the key in the developer's own cache folder."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def site(tmp_path: Path) -> Project:
    """Give a fresh copy of tests/base-site: complete, small and without any problem."""
    shutil.copytree(HERE / "base-site", tmp_path / "site")
    return Project(tmp_path / "site")


@pytest.fixture
def in_time():
    """Give a runner of Python code in a process of its own: what it prints, or a failure after some processor time."""

    def run(code: str, seconds: int = 10) -> str:
        # Processor time, for a test machine does other things, too; ten times that on the clock ends what sleeps.
        limit = f"import resource; resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))\n"
        code = (limit if sys.platform != "win32" else "") + code
        try:
            done = subprocess.run(
                [sys.executable, "-c", code],
                cwd=HERE.parent,
                capture_output=True,
                text=True,
                encoding="utf-8",
                timeout=10 * seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            pytest.fail(f"not done after {10 * seconds} seconds: {code}")
        assert done.returncode >= 0, f"not done after {seconds} seconds of processor time: {code}"
        assert done.stderr == ""
        return done.stdout.strip()

    return run
