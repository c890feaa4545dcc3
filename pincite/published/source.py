"""Which commit a site was made from: whether every input is, byte for byte, as the commit has it.

Bytes are compared as they lie in the folder, without the filters of git: a line end that git turns is another digest in
the manifest, and whoever builds the commit elsewhere gets another one.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pincite.disk.files import read_file
from pincite.disk.kinds import stands
from pincite.problems import Problem, Span, few
from pincite.published.changes import Entry
from pincite.published.git import GitError, rows_of
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pincite.published.repository import Repository

# What of a site's folder a build may read: a file that is gone from there, and that a commit still has, is a change.
_READ = ("site.yaml", "content/", "templates/", "assets/", "seeds/", "locale/", "record/")


@dataclass(frozen=True, slots=True)
class Source:
    """The commit that is checked out, empty before the first; `loose` are the inputs that it has not, or otherwise."""

    commit: str
    loose: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Word it for the message of a commit."""
        return (self.commit or "none") + (" with uncommitted changes" if self.loose else "")


def tree_of(repository: Repository, tree: str) -> dict[str, Entry]:
    """Give the files of a commit, or of a folder in one, by path. Raises GitError where there is none."""
    told = repository.run("ls-tree", "-r", "-z", "--full-tree", tree)
    return {path: Entry(mode, blob) for mode, blob, path in rows_of(told)}


def source(repository: Repository, root: Path, inputs: Mapping[str, str]) -> Source:
    """Hold the inputs, digests by path, against the commit that is checked out. Raises DiskError."""
    commit = repository.asked("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    try:
        there = tree_of(repository, f"{commit}:{repository.below.removesuffix('/')}") if commit else {}
    except GitError:  # the commit has no such folder yet
        there = {}
    loose = [path for path, digest in inputs.items() if not _same(repository, root / path, digest, there.get(path))]
    loose += [path for path in there.keys() - inputs.keys() if path.startswith(_READ) and not stands(root / path)]
    return Source(commit, tuple(sorted(loose)))


def _same(repository: Repository, path: Path, digest: str, entry: Entry | None) -> bool:
    if entry is None:
        return False
    data = read_file(path)
    return hashlib.sha256(data).hexdigest() == digest and repository.blob(data) == entry.blob


def uncommitted(found: Source) -> Iterator[Problem]:
    """Tell that a site cannot be made again from the commit."""
    if not found.loose:
        return
    message = f"what the site is made of is not all committed: {few(found.loose)}"
    hint = (
        "commit it (`git add`, `git commit`), so that others can build what is online; --uncommitted publishes all the "
        "same, and says so;\nif `git status` shows nothing, git turns line ends: write `* -text` into .gitattributes"
    )
    yield Problem("uncommitted", message, Span(found.loose[0]), hint)
