"""What a publication changes: the files of the branch as it is against those that are to be, and what forbids it.

1. `foreign` tells what lies in the branch that no publication of pincite's put there.
2. `Changes` are the files that are new, changed and removed; `idle` tells that none of them is anything to readers.
3. `unchained` holds the chain of publications against the one before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.output.manifest import MANIFEST, SIGNATURE
from pincite.problems import Problem, few
from pincite.published.limits import DOMAIN, NO_JEKYLL
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pincite.output.manifest import Manifest
    from pincite.published.remote import Branch

MODE = "100644"
_RECORD = "record/"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a tree of git: its mode and the name of its bytes, in hex."""

    mode: str
    blob: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Paths by what happens to them, each sorted."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything changes."""
        return bool(self.new or self.changed or self.removed)

    def __str__(self) -> str:
        """Count them: `3 new, 1 removed`."""
        counts = (len(self.new), "new"), (len(self.changed), "changed"), (len(self.removed), "removed")
        return ", ".join(f"{number} {word}" for number, word in counts if number) or "nothing new"


def compared(before: Mapping[str, Entry], after: Mapping[str, Entry]) -> Changes:
    """Compare two trees."""
    return Changes(
        new=tuple(sorted(after.keys() - before.keys())),
        changed=tuple(sorted(path for path in after.keys() & before.keys() if after[path] != before[path])),
        removed=tuple(sorted(before.keys() - after.keys())),
    )


def idle(changes: Changes, before: Manifest | None, after: Manifest) -> bool:
    """Tell whether a publication would say only that there was one before it.

    To put a publication on record changes the manifest, and nothing that readers see: without this rule each
    publication would call for the next.
    """
    if before is None or changes.new or changes.removed:
        return False
    if MANIFEST not in changes.changed or {*changes.changed} - {MANIFEST, SIGNATURE}:
        return False
    return _for_readers(before) == _for_readers(after)


def _for_readers(manifest: Manifest) -> Manifest:
    inputs = {path: digest for path, digest in manifest.inputs.items() if not path.startswith(_RECORD)}
    return replace(manifest, chain=(), inputs=inputs, sha256="")


def foreign(tree: Mapping[str, Entry], manifest: Manifest | None, branch: Branch, *, going: bool) -> Iterator[Problem]:
    """Tell of what lies in the branch and was not published by pincite.

    `going` says that the user lets it go; a branch with the sources of a site is refused all the same.
    """
    if any(path.rpartition("/")[2] == "site.yaml" for path in tree):
        message = f'the branch "{branch.name}" holds the sources of a site'
        hint = "the built site has a branch of its own: leave out --branch, or name one that nobody works on"
        yield Problem("branch-foreign", message, branch.span, hint)
        return
    ours = {MANIFEST, SIGNATURE, *manifest.outputs} if manifest else {NO_JEKYLL}
    others = sorted(path for path in tree if path not in ours and path != DOMAIN)
    if not others or going:
        return
    message = f'the branch "{branch.name}" holds what pincite did not publish: {few(others)}'
    hint = (
        "publish to another branch with --branch, or take these files away with --replace: they stay in the branch's "
        "history"
    )
    yield Problem("branch-foreign", message, branch.span, hint)


def unchained(before: Manifest | None, after: Manifest, branch: Branch) -> Iterator[Problem]:
    """Tell that the manifest does not name the publication before it, and those before that.

    The same manifest once more is the same publication: it is signed now, or what somebody altered is put right.
    """
    if (
        before is None
        or after.sha256 == before.sha256
        or (after.before == before.sha256 and {*before.chain} <= {*after.chain})
    ):
        return
    where = f'the branch "{branch.name}"'
    if before.sha256 in after.chain[:-1]:
        message = f"{where} was put back to a publication that others followed, which are on record here"
        hint = f"see who did that, and why: `git log -g {branch.tracked}`; put the newest publication back first"
    else:
        message = f"what is published on {where} is not on record yet as the publication before this one"
        hint = f"run `{branch.record}`, which notes it, commit record/, build, and publish again"
    yield Problem("chain-broken", message, branch.span, hint)
