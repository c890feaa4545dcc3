"""Where a site stands, and reading its files there: a folder, an address on the web, a commit of a git repository.

Nothing that a place holds is believed: paths are checked before they are asked for, sizes are limited, and a server may
lead on only within its own host (pincite/published/web.py).
"""

from __future__ import annotations

import re
import subprocess
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.disk.below import through_link
from pincite.disk.files import DiskError, read_file
from pincite.disk.kinds import is_file, is_folder, stands
from pincite.disk.trees import list_tree
from pincite.problems import Problem, Span
from pincite.published.git import GIT, REMOTE, GitError, commit_of, environment, git, rows_of, top_of
from pincite.published.place import Place, PlaceError, inside
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CommitPlace", "FolderPlace", "Place", "PlaceError", "inside", "open_place"]

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_FILES = frozenset({"100644", "100755"})  # git's modes of ordinary files; a link is 120000, another repository 160000
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class FolderPlace:
    """A site in a folder."""

    name: str
    folder: Path

    def read(self, path: str, limit: int) -> bytes | None:
        """Give a file of the folder; what is no ordinary file, or lies behind a link, is not there."""
        if not inside(path):
            return None
        where = self.folder / path
        try:
            if through_link(self.folder, path) or not is_file(where):
                return None
            return read_file(where, limit + 1)
        except DiskError as error:
            raise PlaceError(error.problem) from None

    def paths(self) -> frozenset[str]:
        """Give the paths of all files, of links and the like as well."""
        try:
            tree = list_tree(self.folder)
        except DiskError as error:
            raise PlaceError(error.problem) from None
        return frozenset({*tree.files, *tree.others})


@dataclass(slots=True)
class CommitPlace:
    """A site in a commit, in hex; `top` is the repository's folder, `below` the site's in it with a slash behind.

    Not for several threads at once.
    """

    name: str
    top: Path
    commit: str
    below: str = ""
    _listed: dict[str, str] | None = field(default=None, repr=False)
    _asked: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def read(self, path: str, limit: int) -> bytes | None:
        """Give a file as the commit has it, None for a link. One process answers all questions."""
        found = self._files().get(path)
        if not found:
            return None
        try:
            return self._blob(found, limit)
        except (OSError, ValueError, IndexError) as error:  # it ended meanwhile
            why = error.strerror if isinstance(error, OSError) else "it gave no answer"
            message = f'git cannot be asked for "{path}" of {self.commit[:12]}: {why}'
            hint = "try again; `git fsck` tells whether the repository is whole"
            raise PlaceError(Problem("git-failed", message, Span(path), hint)) from None

    def paths(self) -> frozenset[str]:
        """Give the paths of all files of the commit, of links and the like as well."""
        return frozenset(self._files())

    def close(self) -> None:
        """End the process that answers."""
        if self._asked is not None:
            self._asked.communicate()
            self._asked = None

    def _files(self) -> dict[str, str]:
        """Give the object of each ordinary file by its path; of what is none an empty text."""
        if self._listed is None:
            tree = f"{self.commit}:{self.below}" if self.below else self.commit
            try:
                told = git(self.top, "ls-tree", "-r", "-z", "--full-tree", tree)
            except GitError as error:
                raise PlaceError(error.problem) from None
            self._listed = {path: ident if mode in _FILES else "" for mode, ident, path in rows_of(told)}
        return self._listed

    def _blob(self, ident: str, limit: int) -> bytes:
        if self._asked is None:
            self._asked = subprocess.Popen(  # noqa: S603 - no shell, no argument of a user
                [GIT, "cat-file", "--batch"],
                cwd=self.top,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(),
            )
        into, out = self._asked.stdin, self._asked.stdout
        if into is None or out is None:  # pragma: no cover - both are pipes
            raise ValueError
        into.write(f"{ident}\n".encode())
        into.flush()
        size = int(out.readline().split()[2])  # name, kind, size
        data = out.read(min(size, limit + 1))
        rest = size - len(data) + 1  # a line end comes behind
        while rest:
            if not (piece := out.read(min(rest, _CHUNK))):
                raise ValueError
            rest -= len(piece)
        return data


@contextmanager
def open_place(text: str, root: Path) -> Iterator[Place]:
    """Open what a user names: an address, else a folder, else a commit, branch or tag of the repository at `root`.

    A branch that only the remote has is found, too. Raises PlaceError where it is none of these.
    """
    if _ADDRESS.match(text):
        from pincite.published.web import WebPlace, address_of  # HTTP and TLS: `check` seldom asks a server

        yield WebPlace(text, address_of(text))
        return
    folder = Path(text)
    try:
        found = bool(text) and is_folder(folder, follow=True)
        commit = "" if found else _commit(text, root)
    except DiskError as error:
        raise PlaceError(error.problem) from None
    if found:
        yield FolderPlace(text, folder)
        return
    if commit:
        place = CommitPlace(text, top_of(root) or root, commit)
        try:
            yield place
        finally:
            place.close()
        return
    message = f'"{text}" is no folder, no address, and no commit of this repository'
    hint = "name a built site: a folder such as output, an address with https://, or a branch such as gh-pages"
    raise PlaceError(Problem("no-place", message, Span(text), hint))


def _commit(text: str, root: Path) -> str:
    if not text or text.startswith("-") or "\0" in text or stands(text) or not is_folder(root, follow=True):
        return ""
    return commit_of(root, text) or commit_of(root, f"refs/remotes/{REMOTE}/{text}")
