"""The chain of publications: each manifest names those before it, and no claim falls behind what was said before.

1. `single` looks at one manifest by itself.
2. `since` holds a manifest against one that somebody kept earlier, `follows` against the one just before.
3. `walk` goes through all publications of a branch, from the newest to the oldest.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import field
from typing import TYPE_CHECKING

from pincite.output.manifest import MANIFEST, parsed
from pincite.problems import Problem, Span
from pincite.published.git import file_at, git, is_shallow
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pincite.output.manifest import Manifest

_SHOWN = 12  # digits of a digest or a commit that tell it apart for people
_HINT = "ask the publisher what became of it; docs/verify.md tells what the chain is"


def single(manifest: Manifest) -> Iterator[Problem]:
    """Tell what is wrong with the chain of one manifest: a digest twice, or its own."""
    for one in sorted(one for one, number in Counter(manifest.chain).items() if number > 1):
        yield _broken(f"the chain names the publication {one[:_SHOWN]}… twice")
    if manifest.sha256 in manifest.chain:
        yield _broken("the chain names the manifest itself")


def since(now: Manifest, before: Manifest, where: str) -> Iterator[Problem]:
    """Hold a manifest against one of the same site that was kept earlier; `where` names that one in a sentence."""
    if now.sha256 == before.sha256:
        return
    if before.sha256 not in now.chain:
        yield _broken(f"the site does not name the publication {before.sha256[:_SHOWN]}… {where} as one before it")
    elif not _holds(now.chain, before.chain):
        yield _broken(f"publications that {before.sha256[:_SHOWN]}… named before it are not named any more, {where}")
    yield from words_held(now, before, where)


def follows(after: Manifest, before: Manifest, where: str) -> Iterator[Problem]:
    """Hold a publication against the one just before it: that is the last which its chain names."""
    if after.before != before.sha256:
        named = f"names {after.before[:_SHOWN]}…" if after.before else "names none"
        yield _broken(f"the publication before was {before.sha256[:_SHOWN]}…, and the manifest {named}, {where}")
    elif not _holds(after.chain, before.chain):
        yield _broken(f"publications that {before.sha256[:_SHOWN]}… named before it are not named any more, {where}")
    yield from words_held(after, before, where)


def _holds(chain: tuple[str, ...], earlier: tuple[str, ...]) -> bool:
    """Tell whether a chain names all of an earlier one.

    Two editors may each have noted publications that the other had not: a merge has both, in an order of its own.
    """
    return set(earlier) <= set(chain)


def words_held(now: Manifest, before: Manifest, where: str) -> Iterator[Problem]:
    """Tell which claims vanished, and which claims and ratings fell back, or say something else in the same version.

    A rating that no claim has any more may go.
    """
    for ident in sorted(before.claims.keys() - now.claims.keys()):
        number = before.claims[ident].version
        yield _broken(f'the claim "{ident}" has vanished: it was there {where}, in version {number}')
    for kind, new, old in (("claim", now.claims, before.claims), ("rating", now.ratings, before.ratings)):
        for ident in sorted(old.keys() & new.keys()):
            number = old[ident].version
            if new[ident].version < number:
                yield _broken(f'the {kind} "{ident}" fell from version {number} back to {new[ident].version}, {where}')
            elif new[ident].version == number and new[ident].sha256 != old[ident].sha256:
                yield _broken(f'version {number} of the {kind} "{ident}" is not the one that it was, {where}')


@dataclass(slots=True)
class Walked:
    """What a branch's history came to: the problems, the remarks, and its publications, the newest first.

    `seen` has every version of a claim that was ever published, by the claim's id and the version's number, with its
    digest.
    """

    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    publications: int = 0
    seen: dict[tuple[str, int], str] = field(default_factory=dict)


def walk(top: Path, commit: str, below: str = "") -> Walked:
    """Hold every publication in the history of a commit, in hex, against the one before it. Raises GitError.

    A merge is followed on its first side: that is what the branch had. `below` is the site's folder, a slash behind.
    """
    found = Walked()
    path = f"{below}{MANIFEST}"
    commits = git(top, "rev-list", "--first-parent", commit, "--", f":(top,literal){path}").decode().split()
    after: Manifest | None = None
    when = ""
    for one in commits:
        data = file_at(top, one, path)
        manifest = parsed(data) if data is not None else None
        if manifest is None:
            if data is not None:
                found.notes.append(f"{MANIFEST} of the commit {one[:_SHOWN]} is none of pincite's: it was passed over")
            continue
        found.problems += single(manifest) if after else ()  # the newest one is looked at by itself
        for ident, stated in manifest.claims.items():
            found.seen.setdefault((ident, stated.version), stated.sha256)
        if after is not None and after.sha256 != manifest.sha256:
            found.problems += follows(after, manifest, f"in the commit {when[:_SHOWN]}")
        if after is None or after.sha256 != manifest.sha256:
            found.publications += 1
        # Of commits with one manifest the oldest is the publication.
        after, when = manifest, one
    if is_shallow(top):
        found.notes.append("the repository holds only the newest commits: what is older was not looked at")
    elif after is not None and after.chain:
        found.notes.append(
            f"the branch begins in the middle: {len(after.chain)} publications before its first are known by name alone"
        )
    return found


def _broken(message: str) -> Problem:
    return Problem("chain-broken", message, Span(MANIFEST), _HINT)
