"""Asking git: as a program of its own, by plumbing alone, so that no setting of the user changes an answer."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.problems import Problem, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

BRANCH, REMOTE = "gh-pages", "origin"
GIT = "git"  # from PATH, as for every program that uses git
_SECONDS = 600  # a push of a large site over a slow line


class GitError(Exception):
    """git is not there, or refused. Carries the problem that says so, and what git printed."""

    def __init__(self, problem: Problem, said: str = "") -> None:
        super().__init__(problem.message)
        self.problem = problem
        self.said = said


def git(folder: Path, *words: str, given: bytes = b"", env: Mapping[str, str] | None = None) -> bytes:
    """Run git in a folder and give what it printed. Raises GitError where it fails, with its own words."""
    # Optional locks are those that `git status` takes: a build must not stand in the way of an editor's own git.
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C", **(env or {})}
    try:
        done = subprocess.run(  # noqa: S603 - no shell; names of users come behind --end-of-options, or as whole refs
            [GIT, *words],
            cwd=folder,
            input=given,
            capture_output=True,
            env=environment,
            timeout=_SECONDS,
            check=False,
        )
    except FileNotFoundError:
        hint = "install git, from https://git-scm.com or with the system's packages"
        raise GitError(Problem("no-git", "git is not installed", Span(str(folder)), hint)) from None
    except subprocess.TimeoutExpired:
        message = f"git {words[0]} has not ended within {_SECONDS} seconds"
        raise GitError(Problem("git-failed", message, Span(str(folder)), "try again")) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        last = said.splitlines()[-1] if said else f"exit status {done.returncode}"
        message = f"git {words[0]} failed: {last.removeprefix('fatal: ').removeprefix('error: ')}"
        raise GitError(Problem("git-failed", message, Span(str(folder)), "git's own words tell more"), said)
    return done.stdout


def top_of(folder: Path) -> Path | None:
    """Give the folder of the repository that a folder lies in; None where there is no repository, or no git."""
    try:
        found = git(folder, "rev-parse", "--show-toplevel")
    except (GitError, OSError):
        return None
    return Path(os.fsdecode(found.removesuffix(b"\n")))


def commit_of(folder: Path, name: str) -> str:
    """Give the commit that a name leads to, in hex; empty where it leads to none."""
    try:
        found = git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    except GitError:
        return ""
    return found.decode().strip()


def file_at(folder: Path, commit: str, path: str) -> bytes | None:
    """Give a file as a commit has it, its path from the repository's folder; None where it has none."""
    try:
        return git(folder, "cat-file", "blob", f"{commit}:{path}")
    except GitError:
        return None


def published_commit(folder: Path, branch: str = BRANCH, remote: str = REMOTE) -> str:
    """Give the newest commit of the published branch that this repository knows of; empty where it knows of none.

    What the remote had at the last fetch comes before a branch of one's own.
    """
    for name in (f"refs/remotes/{remote}/{branch}", f"refs/heads/{branch}"):
        if found := commit_of(folder, name):
            return found
    return ""
