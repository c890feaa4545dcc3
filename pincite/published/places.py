"""Where a site stands, and reading its files there: a folder, an address on the web, a commit of a git repository.

Nothing that a place holds is believed: paths are checked before they are asked for, sizes are limited, and a server may
lead on only within its own host.
"""

from __future__ import annotations

import http.client
import re
import subprocess
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote, urlsplit

from pincite import __version__
from pincite.output.files import OutputError, list_tree, read_file
from pincite.problems import Problem, Span
from pincite.published.git import GIT, GitError, commit_of, git, top_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.client import HTTPMessage
    from typing import IO

_SECONDS = 30.0  # for one connection or one piece of an answer
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_NOT_THERE = frozenset({404, 410})


class PlaceError(Exception):
    """A place cannot be read. Carries the problem that says so."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Place(Protocol):
    """A site somewhere. `name` is what the user called it."""

    @property
    def name(self) -> str:
        """What the user called it."""

    def read(self, path: str, limit: int) -> bytes | None:
        """Give a file of the site, None where there is none; what is larger than `limit` bytes is cut just behind it.

        Raises PlaceError where the file cannot be had.
        """

    def paths(self) -> frozenset[str] | None:
        """Give the paths of all files; None where nobody can tell, as on the web. Raises PlaceError."""


@dataclass(frozen=True, slots=True)
class FolderPlace:
    """A site in a folder."""

    name: str
    folder: Path

    def read(self, path: str, limit: int) -> bytes | None:
        """Give a file of the folder; what is no ordinary file, or lies behind a link, is not there."""
        where = self.folder
        for part in path.split("/"):
            where /= part
            if where.is_symlink():
                return None
        if not where.is_file():
            return None
        try:
            return read_file(where)[: limit + 1]
        except OutputError as error:
            raise PlaceError(error.problem) from None

    def paths(self) -> frozenset[str]:
        """Give the paths of all files, of links and the like as well."""
        try:
            tree = list_tree(self.folder)
        except OutputError as error:
            raise PlaceError(error.problem) from None
        return frozenset({*tree.files, *tree.others})


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only within the host: a site is not another one's files."""

    def redirect_request(  # the names are the library's
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Refuse what leads to another host, or from https to http."""
        before, after = urlsplit(req.full_url), urlsplit(newurl)
        if before.hostname != after.hostname or after.scheme not in {before.scheme, "https"}:
            raise urllib.error.URLError(f"it leads on to another host, {after.hostname}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


@dataclass(frozen=True, slots=True)
class WebPlace:
    """A site at an address, which ends in a slash. May be asked from several threads."""

    name: str
    url: str
    _opener: urllib.request.OpenerDirector = field(
        default_factory=lambda: urllib.request.build_opener(_SameHost), repr=False, compare=False
    )

    def read(self, path: str, limit: int) -> bytes | None:
        """Ask for a file, past every cache on the way that lets itself be asked."""
        url = self.url + quote(path)
        headers = {"User-Agent": f"pincite/{__version__}", "Cache-Control": "no-cache", "Accept-Encoding": "identity"}
        try:
            request = urllib.request.Request(url, headers=headers)  # noqa: S310 - http and https alone, by `open_place`
            with self._opener.open(request, timeout=_SECONDS) as answer:
                found: bytes = answer.read(limit + 1)
        except urllib.error.HTTPError as error:
            with error:
                if error.code in _NOT_THERE:
                    return None
                raise PlaceError(_unanswered(url, f"the server answered {error.code} {error.reason}")) from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            reason = getattr(error, "reason", error)
            raise PlaceError(_unanswered(url, str(getattr(reason, "strerror", None) or reason))) from None
        return found

    def paths(self) -> None:
        """Say that nobody can list what a server has."""
        return


def _unanswered(url: str, why: str) -> Problem:
    return Problem("fetch-failed", f"{url} cannot be had: {why}", Span(url), "check the address and the connection")


@dataclass(slots=True)
class CommitPlace:
    """A site in a commit, in hex; `top` is the repository's folder, `below` the site's in it with a slash behind."""

    name: str
    top: Path
    commit: str
    below: str = ""
    _asked: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def read(self, path: str, limit: int) -> bytes | None:
        """Give a file as the commit has it. One process answers all questions."""
        if "\n" in path:
            return None
        if self._asked is None:
            self._asked = subprocess.Popen(  # noqa: S603 - no shell, no argument of a user
                [GIT, "cat-file", "--batch"], cwd=self.top, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        into, out = self._asked.stdin, self._asked.stdout
        if into is None or out is None:  # pragma: no cover - both are pipes
            return None
        try:
            into.write(f"{self.commit}:{self.below}{path}\n".encode())
            into.flush()
            told = out.readline().split()
            if len(told) != 3 or told[1] != b"blob":  # noqa: PLR2004 - name, kind, size
                if len(told) == 3 and told[2].isdigit():  # noqa: PLR2004 - a folder: its bytes follow
                    out.read(int(told[2]) + 1)
                return None
            data = out.read(int(told[2]))
            out.read(1)
        except OSError as error:
            message = f"git cannot be asked for {path}: {error.strerror or error}"
            raise PlaceError(Problem("git-failed", message, Span(self.name), "try again")) from None
        return data[: limit + 1]

    def paths(self) -> frozenset[str]:
        """Give the paths of all files of the commit."""
        tree = f"{self.commit}:{self.below}" if self.below else self.commit
        try:
            found = git(self.top, "ls-tree", "-r", "-z", "--name-only", tree)
        except GitError as error:
            raise PlaceError(error.problem) from None
        return frozenset(name.decode("utf-8", "surrogateescape") for name in found.split(b"\0") if name)

    def close(self) -> None:
        """End the process that answers."""
        if self._asked is not None:
            self._asked.communicate()
            self._asked = None


@contextmanager
def open_place(text: str, root: Path) -> Iterator[Place]:
    """Open what a user names: an address, else a folder, else a commit, branch or tag of the repository at `root`.

    Raises PlaceError where it is none of these.
    """
    if _ADDRESS.match(text):
        address = text.partition("#")[0].partition("?")[0]
        yield WebPlace(text, address.rstrip("/") + "/")
        return
    folder = Path(text)
    if folder.is_dir():
        yield FolderPlace(text, folder)
        return
    commit = "" if text.startswith("-") or folder.exists() else commit_of(root, text) if root.is_dir() else ""
    if commit and (top := top_of(root)):
        place = CommitPlace(text, top, commit)
        try:
            yield place
        finally:
            place.close()
        return
    message = f'"{text}" is no folder, no address, and no commit of this repository'
    hint = "name a built site: a folder such as output, an address with https://, or a branch such as gh-pages"
    raise PlaceError(Problem("no-place", message, Span(text), hint))
