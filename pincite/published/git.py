"""Asking git: as a program of its own, by plumbing alone, so that no setting of the user changes an answer."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pincite.disk.kinds import is_folder
from pincite.problems import Problem, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BRANCH, REMOTE = "gh-pages", "origin"
GIT = "git"  # from PATH, as for every program that uses git
_SECONDS = 600  # a push of a large site over a slow line
# What git itself tells its hooks: with it, the question would go to their repository and not to the folder's
# (`git rev-parse --local-env-vars`). What a user sets by GIT_CONFIG_* stays, a safe.directory for one.
_OF_HOOKS = frozenset(
    "GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_COMMON_DIR "
    "GIT_PREFIX GIT_NAMESPACE GIT_GRAFT_FILE GIT_SHALLOW_FILE GIT_IMPLICIT_WORK_TREE GIT_INTERNAL_SUPER_PREFIX "
    "GIT_REPLACE_REF_BASE GIT_QUARANTINE_PATH".split()
)
# What the user has set otherwise is as it is for the user's own git.
_SETTINGS = {
    # A folder that looks like a repository without a working tree can be part of any commit. Where it is the site's,
    # its `config` is a stranger's, and names programs that git would run. Known to git since 2.38.
    "safe.bareRepository": "explicit",
    "core.hooksPath": "/dev/null",  # git for Windows reads this name, too
    "core.splitIndex": "false",  # else a shared index is written beside the user's
    "core.fsmonitor": "false",
    "core.untrackedCache": "false",
    "core.ignoreCase": "false",  # two paths are one only where they are the same bytes
    "commit.gpgSign": "false",
    "push.gpgSign": "false",
    "push.followTags": "false",
    "push.recurseSubmodules": "no",
    "fetch.prune": "false",
    "fetch.recurseSubmodules": "false",
    "fetch.writeCommitGraph": "false",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "i18n.commitEncoding": "UTF-8",
    "user.useConfigOnly": "true",  # a name that is guessed from the machine's is nobody's
}


class GitError(Exception):
    """git is not there, or refused. Carries the problem that says so, and what git printed."""

    def __init__(self, problem: Problem, said: str = "") -> None:
        super().__init__(problem.message)
        self.problem = problem
        self.said = said


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give the environment in which git is asked: its own words in English, and objects as they are."""
    kept = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    # Optional locks are those that `git status` takes: a build must not stand in the way of an editor's own git.
    # `git replace` shows one commit in the place of another: here every digest means what it names.
    ours = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_REPLACE_OBJECTS": "1", "LC_ALL": "C"}
    return {**kept, **ours, **_settings(), **(more or {})}


def _settings() -> dict[str, str]:
    """Put our settings behind those that the environment brings: of two the last one counts."""
    begin = os.environ.get("GIT_CONFIG_COUNT", "")
    first = int(begin) if begin.isdecimal() else 0
    told = {"GIT_CONFIG_COUNT": str(first + len(_SETTINGS))}
    for at, (key, value) in enumerate(_SETTINGS.items(), first):
        told |= {f"GIT_CONFIG_KEY_{at}": key, f"GIT_CONFIG_VALUE_{at}": value}
    return told


def git(folder: Path, *words: str, given: bytes = b"", env: Mapping[str, str] | None = None) -> bytes:
    """Run git in a folder and give what it printed. Raises GitError where it fails, with its own words."""
    where = Span(str(folder))
    try:
        done = subprocess.run(  # noqa: S603 - no shell; names of users come behind --end-of-options, or as whole refs
            [GIT, *words],
            cwd=folder,
            input=given,
            capture_output=True,
            env=environment(env),
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        message = f"git {words[0]} has not ended within {_SECONDS} seconds"
        raise GitError(Problem("git-failed", message, where, "try again")) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in a name
        if isinstance(error, FileNotFoundError) and is_folder(folder, follow=True):
            hint = "install git, from https://git-scm.com or with the system's packages"
            raise GitError(Problem("no-git", "git is not installed", where, hint)) from None
        why = error.strerror if isinstance(error, OSError) else str(error)
        message = f'git cannot be run in "{folder}": {why}'
        raise GitError(Problem("git-failed", message, where, "check the folder")) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        last = said.splitlines()[-1] if said else f"exit status {done.returncode}"
        message = f"git {words[0]} failed: {last.removeprefix('fatal: ').removeprefix('error: ')}"
        raise GitError(Problem("git-failed", message, where, "git's own words tell more"), said)
    return done.stdout


def top_of(folder: Path) -> Path | None:
    """Give the folder of the repository that a folder lies in; None where there is no repository, or no git."""
    try:
        found = git(folder, "rev-parse", "--show-toplevel")
    except GitError:
        return None
    # A bare repository, and the inside of .git, have no working tree.
    return Path(os.fsdecode(found.removesuffix(b"\n"))) if found.strip() else None


def way_to(folder: Path, top: Path) -> PurePosixPath:
    """Give the way from a repository's folder to one in it; `.` where they are the same."""
    return PurePosixPath(Path(os.path.realpath(folder)).relative_to(os.path.realpath(top)).as_posix())


def commit_of(folder: Path, name: str) -> str:
    """Give the commit that a name leads to, in hex; empty where it leads to none."""
    try:
        found = git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    except GitError:
        return ""
    return found.decode("ascii", "replace").strip()


def is_shallow(folder: Path) -> bool:
    """Tell whether a repository has the newest commits alone; one that cannot be asked has not."""
    try:
        return git(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"
    except GitError:
        return False


def rows_of(told: bytes) -> Iterator[tuple[str, str, str]]:
    """Read what `ls-tree -r -z` printed: the mode, the object and the path of each file."""
    for row in told.split(b"\0"):
        facts, _, name = row.partition(b"\t")
        if name:
            mode, _, ident = facts.decode().split(" ")
            yield mode, ident, name.decode("utf-8", "surrogateescape")


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
