"""What tests with git share: repositories apart from every setting of the machine's user."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import inside
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from running import Run

# On the machine that decides a test without git fails, and is not skipped.
needs_git = pytest.mark.skipif(
    shutil.which("git") is None and not os.environ.get("REQUIRE_GIT"), reason="git is not installed"
)
# No settings of the user or the system, and no questions.
ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0", "NO_COLOR": "1"}
# Who commits in a test. The program under test is not told: it has to ask the repository.
ADA = {
    "GIT_AUTHOR_NAME": "Ada Wren",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada Wren",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
}


def git(folder: Path, *words: str, check: bool = True, **more: str) -> str:
    """Run git in a folder, and give what it printed; a failure is a failure of the test, but without `check`."""
    done = subprocess.run(
        ["git", *words], cwd=folder, env={**os.environ, **ALONE, **ADA, **more}, capture_output=True, check=False
    )
    assert not check or done.returncode == 0, f"git {' '.join(words)}: {done.stderr.decode()}"
    return done.stdout.decode().strip()


def commit(folder: Path, message: str) -> str:
    """Commit everything, and give the commit."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD")


def repository(folder: Path, *, remote: Path | None = None) -> None:
    """Make a folder a repository with one commit of all that lies in it; `remote` is made bare, and named origin."""
    git(folder, "init", "--quiet", "--initial-branch", "main")
    (folder / ".gitignore").write_text("/output/\n/.pincite/\n/.output.pincite-*\n", encoding="utf-8")
    commit(folder, "begin")
    if remote:
        remote.mkdir(parents=True)
        git(remote, "init", "--quiet", "--bare", "--initial-branch", "main")
        git(folder, "remote", "add", "origin", str(remote))
        git(folder, "push", "--quiet", "--set-upstream", "origin", "main")


def pincite(root: Path, *words: object, **environment: str) -> Run:
    """Run pincite on a site in this process, with the site's folder as the current one."""
    done = inside.run(*words, cwd=root, **{**ALONE, **environment})
    assert "pincite: a bug" not in done.err, done.err
    return done


@dataclass(frozen=True)
class Repository:
    """A repository whose commits a test makes file by file."""

    folder: Path

    def git(self, *words: str) -> str:
        """Run git in it."""
        return git(self.folder, *words)

    def commit(self, files: dict[str, bytes | None]) -> str:
        """Write files, remove those that are None, commit all, what is ignored as well; give the commit."""
        for path, data in files.items():
            target = self.folder / path
            if data is None:
                target.unlink()
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
        self.git("add", "--all", "--force")
        return commit(self.folder, "a commit")


def begun(folder: Path) -> Repository:
    """Begin a repository with an empty branch `main`."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    return Repository(folder)
