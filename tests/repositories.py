"""What tests with git share: a site as a repository, apart from every setting of the machine's user."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import inside
import pytest

if TYPE_CHECKING:
    from inside import Run

ROOT = Path(__file__).resolve().parent.parent
GIT = shutil.which("git")
needs_git = pytest.mark.skipif(GIT is None, reason="git is not installed")
# No settings of the user or the system, no questions, one name.
ALONE = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_AUTHOR_NAME": "Ada Wren",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada Wren",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
}


def git(folder: Path, *words: str) -> str:
    """Run git in a folder, and give what it printed; a failure is a failure of the test."""
    done = subprocess.run(
        [GIT or "git", *words], cwd=folder, env={**os.environ, **ALONE}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"git {' '.join(words)}: {done.stderr}"
    return done.stdout.strip()


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


def commit(folder: Path, message: str) -> str:
    """Commit everything, and give the commit."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD")


def pincite(root: Path, *words: object, **environment: str) -> Run:
    """Run pincite on a site in this process, with the site's folder as the current one."""
    done = inside.run(*words, cwd=root, **{**ALONE, **environment})
    assert "pincite: a bug" not in done.err, done.err
    return done


def furnish(root: Path) -> None:
    """Give the base site templates, styles and icons, so that it can be built as a whole."""
    shutil.copytree(ROOT / "templates", root / "templates")
    shutil.copytree(ROOT / "assets", root / "assets")
