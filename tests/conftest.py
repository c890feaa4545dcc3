"""What tests share: the repository's root, a small valid project to spoil, and Hypothesis without chance."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))  # the tests run on the working copy, installed or not

from pincite.formats.marked import Marked  # noqa: E402 - after the line above
from pincite.problems import as_text, has_errors  # noqa: E402 - as above
from pincite.read.files import Folder  # noqa: E402 - as above
from pincite.site import Loaded, load  # noqa: E402 - as above

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


@dataclass(frozen=True)
class Project:
    """A project in a folder of its own, which a test may spoil."""

    root: Path

    def write(self, path: str, text: str | bytes) -> None:
        """Write a file, with the folders above it."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)

    def read(self, path: str) -> str:
        """Give a file's text."""
        return (self.root / path).read_bytes().decode()

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a text that stands exactly once in a file."""
        text = self.read(path)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))

    def delete(self, path: str) -> None:
        """Remove a file."""
        (self.root / path).unlink()

    def load(self, *, drafts: bool = False) -> Loaded:
        """Load and check the project."""
        return load(Folder(self.root), drafts=drafts)

    def problems(self) -> list[str]:
        """Give the place and the code of every problem."""
        return [f"{problem.span} {problem.code}" for problem in self.load().problems]

    def printed(self) -> str:
        """Give the whole text that a terminal would show of the content: what loading finds, and then the markup."""
        loaded = self.load()
        problems = list(loaded.problems)
        if loaded.site is not None and not has_errors(problems):
            problems += Marked().run(loaded.site)
        return as_text(problems, loaded.folder.texts)


@pytest.fixture(scope="session")
def ROOT() -> Path:  # noqa: N802 - a constant of the repository, named as one
    return HERE.parent


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
