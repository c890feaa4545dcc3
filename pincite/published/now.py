"""Which manifest is published now: where the user says, else on the published branch as git knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.output.manifest import LIMIT, MANIFEST, Manifest, parsed
from pincite.problems import Problem, Span
from pincite.published.git import BRANCH, published_commit
from pincite.published.places import PlaceError, open_place
from pincite.records import dataclass

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Published:
    """A manifest that readers see the site of; `where` names its place in a sentence, as `on the branch gh-pages`."""

    manifest: Manifest
    where: str


def published_now(root: Path, named: str = "") -> Published | None:
    """Give what is published; None where nothing is. `named` is a folder, an address, or a branch.

    Raises PlaceError where the named place cannot be read, or holds something else than a site of pincite's.
    """
    commit = "" if named else published_commit(root)
    if not (named or commit):
        return None
    with open_place(named or commit, root) as place:
        data = place.read(MANIFEST, LIMIT)
        if data is None:
            return None
    manifest = parsed(data)
    where = f"at {named}" if named else f"on the branch {BRANCH}"
    if manifest is None:
        message, hint = f"what stands {where} as {MANIFEST} is no manifest of pincite's", "name the place of the site"
        raise PlaceError(Problem("no-place", message, Span(named or commit), hint))
    return Published(manifest, where)


def chained(chain: tuple[str, ...], published: Manifest | None) -> tuple[str, ...]:
    """Give the chain of publications with the one that is published now, and those before it that were not known.

    Two branches may each have noted publications that the other had not: none is lost.
    """
    if published is None:
        return chain
    theirs = (*published.chain, published.sha256)
    return (*chain, *(one for one in theirs if one not in chain))
