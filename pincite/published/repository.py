"""The git repository that a site lies in, asked so that no setting, hook or variable of the user changes a byte.

Hooks of the user's own are not run, the one before a push included: they are made for sources, and may touch the
working tree. A gate that a desk wants for publications stands at the remote, or in the workflow.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.disk.own import own_folder
from pincite.problems import Problem, Span
from pincite.published.git import GitError, git, way_to
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+(?=@)")
_SHORT = 12  # letters of a commit, where one is shown to people


def without_credentials(text: str) -> str:
    """Take the user's name and password out of the addresses in a text: what is printed may be kept in a log."""
    return _CREDENTIALS.sub("***", text)


def short(commit: str) -> str:
    """Give the part of a commit's name that people read."""
    return commit[:_SHORT]


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository with a working tree. `below` leads from its folder to the site's, with a slash behind, or is empty.

    `algorithm` is what its objects are named by: sha1 or sha256.
    """

    top: Path
    below: str = ""
    algorithm: str = "sha1"
    _more: Mapping[str, str] = field(default_factory=dict, repr=False)

    def run(self, *words: str, given: bytes = b"", **more: str) -> bytes:
        """Run git; `more` is for its environment. Raises GitError."""
        try:
            return git(self.top, *words, given=given, env={**self._more, **more})
        except GitError as error:
            problem = replace(error.problem, message=without_credentials(error.problem.message))
            raise GitError(problem, without_credentials(error.said)) from None

    def asked(self, *words: str) -> str:
        """Give what git answers in one line, and nothing where it fails."""
        try:
            return self.run(*words).decode("utf-8", "replace").strip()
        except GitError:
            return ""

    def blob(self, data: bytes) -> str:
        """Give the name that git has for a file's bytes, in hex."""
        # Not for security where it is SHA-1: it is how git names things, and the manifest has SHA-256.
        return hashlib.new(self.algorithm, b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()

    @contextlib.contextmanager
    def untouched(self) -> Iterator[Repository]:
        """Give the same repository, into which nothing is written: what comes is put into a folder that goes again."""
        objects = self.run("rev-parse", "--path-format=absolute", "--git-path", "objects").removesuffix(b"\n")
        known = os.fsdecode(objects).replace("\\", "\\\\").replace('"', '\\"')
        with own_folder() as folder:
            more = {"GIT_OBJECT_DIRECTORY": str(folder), "GIT_ALTERNATE_OBJECT_DIRECTORIES": f'"{known}"'}
            yield replace(self, _more=more)


def repository(root: Path) -> Repository:
    """Find the repository that a site's folder lies in. Raises GitError where there is none, or no git."""
    found = Repository(root)
    try:
        top = found.run("rev-parse", "--show-toplevel").removesuffix(b"\n")
    except GitError as error:
        if error.problem.code == "git-failed":
            raise GitError(_no_repository(root, error.said), error.said) from None
        raise
    if not top:
        raise GitError(_no_repository(root, "this is a repository without a working tree"))
    folder = Path(os.fsdecode(top))
    below = str(way_to(root, folder))
    algorithm = found.asked("rev-parse", "--show-object-format") or "sha1"
    return Repository(folder, "" if below == "." else f"{below}/", algorithm)


def _no_repository(root: Path, said: str) -> Problem:
    if "not a git repository" in said or not said:
        message = "the site lies in no git repository"
        hint = (
            "begin one in its folder, and name the repository at GitHub as its remote:\n"
            "`git init`, `git add .`, `git commit`, `git remote add origin ADDRESS`"
        )
    else:
        message = f"git does not take the site's folder: {said.splitlines()[0].removeprefix('fatal: ')}"
        hint = "\n".join(said.splitlines()[1:]).strip() or "run `git status` there"
    return Problem("no-repository", message, Span(str(root)), hint)
