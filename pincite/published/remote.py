"""The branch at the remote: what it has, how it is fetched and pushed to, and what a refusal means in plain words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pincite.problems import Problem, Span
from pincite.published.git import BRANCH, REMOTE, GitError
from pincite.published.repository import without_credentials
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pincite.published.repository import Repository

_LINES = 6  # of a remote's own words
_MEANWHILE = re.compile(r"! \[rejected\]|non-fast-forward|fetch first")
_REFUSED = re.compile(r"! \[remote rejected\][^\n]*\(([^\n]*)\)")
_DENIED = re.compile(
    r"Authentication failed|could not read (?:Username|Password)|[Pp]ermission (?:to \S+ )?denied|error: 40[13]"
    r"|terminal prompts disabled|Host key verification failed|not authori[sz]ed|Write access to repository not granted"
)
_MISSING = re.compile(r"[Rr]epository (?:'[^']*' )?not found|does not appear to be a git repository|error: 404")
_OFFLINE = re.compile(
    r"[Cc]ould not resolve|[Ff]ailed to connect|Connection (?:refused|timed out|reset|closed)|Network is unreachable"
    r"|No route to host|unable to access|Could not read from remote|early EOF|hung up|Operation timed out"
)


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a remote. `ref` is its name there, `tracked` the name by which git keeps here what it was last."""

    name: str = BRANCH
    remote: str = REMOTE

    @property
    def ref(self) -> str:
        """Its full name at the remote."""
        return f"refs/heads/{self.name}"

    @property
    def tracked(self) -> str:
        """Its full name here."""
        return f"refs/remotes/{self.remote}/{self.name}"

    @property
    def record(self) -> str:
        """How a publication on it is put on record: `record` looks by itself at the usual one alone."""
        usual = (self.name, self.remote) == (BRANCH, REMOTE)
        return "pincite record" if usual else f"pincite record --published {self.remote}/{self.name}"

    @property
    def span(self) -> Span:
        """Its name as the place of a problem."""
        return Span(f"{self.remote}/{self.name}")


def address_of(repository: Repository, branch: Branch) -> str:
    """Give the address that is pushed to, without name and password. Raises GitError: no such remote, no such name."""
    if not repository.asked("check-ref-format", "--normalize", branch.ref):
        message = f'"{branch.name}" is no name of a branch'
        raise GitError(Problem("branch-name", message, branch.span, "name one such as gh-pages with --branch"))
    found = repository.asked("remote", "get-url", "--push", "--", branch.remote)
    if not found:
        names = ", ".join(repository.asked("remote").split()) or "none"
        message = f'this repository has no remote "{branch.remote}"; it has {names}'
        hint = f"`git remote add {branch.remote} ADDRESS`, with the address of the repository at GitHub; or --remote"
        raise GitError(Problem("no-remote", message, branch.span, hint))
    return without_credentials(found)


def tip_of(repository: Repository, branch: Branch) -> str:
    """Ask the remote for the newest commit of the branch; empty where there is no such branch. Raises GitError."""
    try:
        told = repository.run("ls-remote", "--", branch.remote, branch.ref)
    except GitError as error:
        raise GitError(refusal(error, branch), error.said) from None
    rows = (line.split("\t") for line in told.decode("utf-8", "replace").splitlines())
    return next((row[0] for row in rows if row[-1] == branch.ref), "")


def fetch(repository: Repository, branch: Branch, tip: str, *, keep: bool) -> None:
    """Bring a commit of the branch here; with `keep` git notes under `tracked` what the branch is. Raises GitError."""
    here = bool(repository.asked("rev-parse", "--verify", "--quiet", f"{tip}^{{tree}}"))
    noted = repository.asked("rev-parse", "--verify", "--quiet", branch.tracked)
    if here and (noted == tip or not keep):
        return
    try:
        repository.run(*_fetching(branch, keep=keep))
    except GitError as error:
        raise GitError(refusal(error, branch), error.said) from None
    if not repository.asked("rev-parse", "--verify", "--quiet", f"{tip}^{{tree}}"):
        raise GitError(_meanwhile(branch))


def _fetching(branch: Branch, *, keep: bool) -> tuple[str, ...]:
    way = f"+{branch.ref}:{branch.tracked}" if keep else branch.ref
    quiet = ("--quiet", "--refmap=", "--no-tags", "--no-write-fetch-head", "--no-show-forced-updates")
    return ("fetch", *quiet, "--", branch.remote, way)


def push(repository: Repository, branch: Branch, commit: str) -> None:
    """Push a commit, without force, and note under `tracked` that it is there. Raises GitError with what it means."""
    try:
        repository.run("push", "--quiet", "--no-verify", "--", branch.remote, f"{commit}:{branch.ref}")
    except GitError as error:
        problem = refusal(error, branch)
        if problem.code == "published-meanwhile":  # what they published is what `diff` and `record` are to look at
            repository.asked(*_fetching(branch, keep=True))
        raise GitError(problem, error.said) from None
    repository.run("update-ref", "-m", "pincite publish", branch.tracked, commit)


def refusal(error: GitError, branch: Branch) -> Problem:
    """Word what git or the remote said, as far as it is known what it means."""
    said = error.said
    if error.problem.code != "git-failed":
        return error.problem
    words = "\n".join(_words(said))
    if found := _REFUSED.search(said):
        message = f"the remote refused the publication: {found[1]}"
        hint = (
            f'where a rule protects the branch "{branch.name}", let those who publish push to it: at GitHub under '
            "Settings, Rules or Branches"
        )
        return Problem("push-refused", message, branch.span, f"{hint}\nit said:\n{words}")
    if _MEANWHILE.search(said):
        return _meanwhile(branch)
    if _DENIED.search(said):
        message = f'the remote "{branch.remote}" does not let you in, or not write'
        hint = "sign in as somebody who may push: `gh auth login`, or a key that is known there; and try `git fetch`"
    elif _MISSING.search(said):
        message = f'there is no repository at the address of the remote "{branch.remote}", or none that you may see'
        hint = f"compare `git remote get-url {branch.remote}` with the address in the browser"
    elif _OFFLINE.search(said):
        message = f'the remote "{branch.remote}" cannot be reached'
        hint = "check the connection, and publish again: nothing was changed there"
    else:
        return error.problem
    return Problem("remote-unreachable", message, branch.span, f"{hint}\ngit said:\n{words}")


def _meanwhile(branch: Branch) -> Problem:
    message = f"somebody else has published meanwhile, or moved the branch {branch.name}"
    hint = (
        f"get their commits (`git pull`), look at what they published (`pincite diff`), then `{branch.record}`, "
        "commit, build, and publish again; nothing of yours is lost"
    )
    return Problem("published-meanwhile", message, branch.span, hint)


def _words(said: str) -> Iterator[str]:
    """Give the lines that tell a person something: the remote's own first, else git's."""
    lines = [line.rstrip() for line in said.splitlines()]
    theirs = [line.removeprefix("remote:").strip() for line in lines if line.startswith("remote:")]
    yield from [line for line in (theirs or lines) if line][:_LINES]
