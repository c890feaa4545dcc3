"""A publication on a branch: what it would change there, and the one commit that makes it so.

The files go into the repository's store, their names into an index of their own in a folder that goes again, and from
there into a tree and a commit. The user's index and working tree are never asked, and nothing is forced.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pincite.disk.own import own_folder
from pincite.output.manifest import LIMIT, MANIFEST, SIGNATURE, parsed
from pincite.problems import Problem, Span
from pincite.published.changes import MODE, Changes, Entry, compared
from pincite.published.git import GitError
from pincite.published.limits import DOMAIN
from pincite.published.remote import fetch, tip_of
from pincite.published.source import tree_of
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pincite.output.manifest import Manifest
    from pincite.published.remote import Branch
    from pincite.published.repository import Repository


@dataclass(frozen=True, slots=True)
class Standing:
    """What is published: the branch's newest commit, empty where there is none, its files, and their manifest."""

    tip: str = ""
    tree: Mapping[str, Entry] | None = None
    manifest: Manifest | None = None

    @property
    def files(self) -> Mapping[str, Entry]:
        """The files of the branch, none where there is no branch."""
        return self.tree or {}


def standing(repository: Repository, branch: Branch, *, keep: bool) -> Standing:
    """Ask the remote what is published. With `keep` it is noted in the repository. Raises GitError."""
    tip = tip_of(repository, branch)
    if not tip:
        return Standing()
    fetch(repository, branch, tip, keep=keep)
    tree = tree_of(repository, tip)
    manifest = None
    if (entry := tree.get(MANIFEST)) and entry.mode == MODE:
        size = repository.asked("cat-file", "-s", entry.blob)
        if size.isdecimal() and int(size) <= LIMIT:
            manifest = parsed(repository.run("cat-file", "blob", entry.blob))
    return Standing(tip, tree, manifest)


def wanted(
    repository: Repository, files: Mapping[str, bytes], signature: bytes | None, before: Standing
) -> dict[str, Entry]:
    """Give the tree that is to be: the site, its signature, and the branch's own domain where the site has none."""
    tree = {path: Entry(MODE, repository.blob(data)) for path, data in files.items()}
    if signature is not None:
        tree[SIGNATURE] = Entry(MODE, repository.blob(signature))
    if DOMAIN in before.files and DOMAIN not in tree:
        tree[DOMAIN] = before.files[DOMAIN]
    return tree


def changes(before: Standing, tree: Mapping[str, Entry]) -> Changes:
    """Tell what the tree changes."""
    return compared(before.files, tree)


def committer(repository: Repository) -> None:
    """Raise GitError where git does not know who commits."""
    for who in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        try:
            repository.run("var", who)
        except GitError as error:
            if error.problem.code != "git-failed":
                raise
            message = "git does not know in whose name to commit"
            hint = '`git config user.name "YOUR NAME"` and `git config user.email YOUR@ADDRESS`, then publish again'
            raise GitError(Problem("no-identity", message, Span(str(repository.top)), hint), error.said) from None


def commit(repository: Repository, output: Path, tree: Mapping[str, Entry], before: Standing, message: str) -> str:
    """Write the files, which lie in `output`, and the commit with its parent; give its name. Raises GitError."""
    known = {entry.blob for entry in before.files.values()}
    fresh = [path for path in tree if tree[path].blob not in known]
    names = "".join(f"{output / path}\n" for path in fresh)
    stored = repository.run("hash-object", "-w", "--no-filters", "--stdin-paths", given=os.fsencode(names)).split()
    if [one.decode() for one in stored] != [tree[path].blob for path in fresh]:
        hint = "let no other program write there, and publish again"
        raise GitError(Problem("output-altered", "a file was changed while it was read", Span(str(output)), hint))
    rows = b"".join(os.fsencode(f"{one.mode} {one.blob}\t{path}\0") for path, one in sorted(tree.items()))
    with own_folder() as folder:
        index = str(folder / "index")
        repository.run("update-index", "-z", "--index-info", given=rows, GIT_INDEX_FILE=index)
        made = repository.run("write-tree", GIT_INDEX_FILE=index).decode().strip()
    parents = ("-p", before.tip) if before.tip else ()
    return repository.run("commit-tree", made, *parents, "-F", "-", given=message.encode()).decode().strip()
