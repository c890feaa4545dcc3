"""What was on record at a commit: the newest version that a claim had then."""

from __future__ import annotations

import json
import os
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pincite import versions
from pincite.output.manifest import Stated
from pincite.published.git import GitError, commit_of, file_at, git, is_shallow, top_of, way_to
from pincite.read.record import CLAIMS, RATINGS, path_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path


def recorded_at(root: Path, name: str, claims: Collection[str] = ()) -> dict[str, Stated] | None:
    """Give the newest version that a commit of the site's repository had on record, by claim.

    Of all `claims` that are named; without names, of those whose record is another now. None where there is no such
    commit, no repository or no git. Records that cannot be read there say nothing.
    """
    if (found := _found(root, name)) is None:
        return None
    top, commit, below = found
    if claims:
        return dict(_newest(top, commit, [str(below / path_of(one)) for one in claims]))
    try:
        # Against the files as they lie there, committed or not; what git was never told of is new, and matters not.
        told = git(top, "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", commit, "--", str(below / CLAIMS))
    except GitError:
        return None
    paths = [os.fsdecode(one) for one in told.split(b"\0") if one]
    return dict(_newest(top, commit, paths))


def _found(root: Path, name: str) -> tuple[Path, str, PurePosixPath] | None:
    """Give the repository's folder, the commit in hex, and the way to the site in it."""
    top = top_of(root)
    commit = commit_of(root, name) if top else ""
    return (top, commit, way_to(root, top)) if top and commit else None


def _newest(top: Path, commit: str, paths: list[str]) -> Iterator[tuple[str, Stated]]:
    for path in paths:
        data = file_at(top, commit, path)
        try:
            newest = versions.from_json(json.loads(data or b"")["versions"][-1])
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            continue
        yield PurePosixPath(path).name.removesuffix(".json"), Stated(newest.number, newest.sha256)


def scale_at(root: Path, name: str) -> dict[str, Stated]:
    """Give what the ratings said by the record of a commit, by id; nothing where there is no such record."""
    if (found := _found(root, name)) is None:
        return {}
    top, commit, below = found
    try:
        listed = json.loads(file_at(top, commit, str(below / RATINGS)) or b"")["ratings"]
        return {one.id: Stated(one.number, one.sha256) for one in map(versions.rating_from_json, listed)}
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def shared(root: Path, remote: str) -> tuple[str, str]:
    """Give the newest commit here that a remote's own branch has, too, and the name of where it stands.

    What came after it is one's own, and may still be written anew. Without such a branch it is the last commit; where
    all of the history was written anew, what the branch has.
    """
    branch, top = default_branch(root, remote), top_of(root)
    try:
        found = git(top, "merge-base", "HEAD", branch) if branch and top else b""
    except GitError:  # a shallow clone does not know where they part, and two histories nowhere
        found = b"" if is_shallow(root) else commit_of(root, branch).encode()
    return (found.decode().strip(), branch.removeprefix("refs/remotes/")) if found else ("HEAD", "HEAD")


def default_branch(root: Path, remote: str) -> str:
    """Give the name of the branch that a remote takes as its own, as this repository knows it; empty where it does not.

    A clone knows it by `refs/remotes/origin/HEAD`; one that was added by hand, by the names that hosts give.
    """
    for name in (f"refs/remotes/{remote}/HEAD", f"refs/remotes/{remote}/main", f"refs/remotes/{remote}/master"):
        if commit_of(root, name):
            return name
    return ""
