"""Tells whether what stands at a place is what was built, and whether it holds to what was said before.

1. The manifest is read, and every file that it lists.
2. The chain: the manifest by itself, against one that was kept, and where the place is a commit, the branch's history.
3. The versions of claims that the open data tell.
4. The signature.
5. A build of the same content, where one is at hand.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from pincite.output.manifest import SIGNATURE
from pincite.problems import in_order
from pincite.published import chain, rebuilt, signature
from pincite.published.files import compare, manifest_at
from pincite.published.git import GitError
from pincite.published.place import PlaceError
from pincite.published.places import CommitPlace
from pincite.published.signature import SignatureError, Signed
from pincite.published.stated import CLAIMS, stated
from pincite.published.web import WebPlace
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pincite.output.manifest import Manifest
    from pincite.problems import Problem
    from pincite.published.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """What a place is held against besides its own manifest: nothing, unless the user names it.

    `since` is a manifest that was kept earlier, from where `kept` says; `built` one of a build of the same content.
    """

    since: Manifest | None = None
    kept: str = ""
    signers: Path | None = None
    built: Manifest | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What came of it. `files` and `size`, in bytes, count what is as listed; `publications` are those of a branch.

    `versions` counts the versions of claims in the open data that were worked out anew.
    """

    manifest: Manifest | None = None
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    files: int = 0
    size: int = 0
    publications: int = 0
    versions: int = 0
    signed: Signed = field(default_factory=Signed)


def verify(place: Place, against: Against) -> Verified:
    """Verify a place. What keeps it from being read is a problem as well; nothing is raised."""
    try:
        manifest, data = manifest_at(place)
    except PlaceError as error:
        return Verified(problems=(error.problem,))
    compared = compare(manifest, place)
    problems, notes = [*compared.problems], [*compared.notes, *_remarks(manifest, place)]
    problems += chain.single(manifest)
    if against.since is not None:
        lost = tuple(chain.since(manifest, against.since, against.kept))
        problems += lost
        notes += () if lost else (f"the site holds to the publication {against.since.sha256[:12]}… {against.kept}",)
    walked = chain.Walked()
    if isinstance(place, CommitPlace):
        try:
            walked = chain.walk(place.top, place.commit, place.below)
        except GitError as error:
            problems.append(error.problem)
        problems += walked.problems
        notes += walked.notes
    seen = {**walked.seen, **_seen(against.since)}
    versions = 0
    if not any(one.span.path == CLAIMS for one in compared.problems):
        versions, found, told = _versions(place, manifest, seen)
        problems += found
        notes += told
    signed, found, told = _signed(place, data, against.signers)
    problems += found
    notes += told
    if against.built is not None:
        found, told = rebuilt.hold(manifest, against.built)
        problems += found
        notes += told
    return Verified(
        manifest=manifest,
        problems=in_order(problems),
        notes=tuple(notes),
        files=compared.files,
        size=compared.size,
        publications=walked.publications,
        versions=versions,
        signed=signed,
    )


def _remarks(manifest: Manifest, place: Place) -> list[str]:
    """Tell what is lawful and worth knowing: a copy elsewhere, and drafts."""
    notes = []
    if isinstance(place, WebPlace) and manifest.url and manifest.url != place.url:
        notes.append(f"the site was built for {manifest.url}, and is read at {place.url}: a mirror, or a copy")
    if manifest.drafts:
        notes.append("the site was built with its drafts: it was not meant to be published")
    return notes


def _seen(since: Manifest | None) -> Mapping[tuple[str, int], str]:
    if since is None:
        return {}
    return {(ident, one.version): one.sha256 for ident, one in since.claims.items()}


def _versions(
    place: Place, manifest: Manifest, seen: Mapping[tuple[str, int], str]
) -> tuple[int, tuple[Problem, ...], tuple[str, ...]]:
    listed = manifest.outputs.get(CLAIMS)
    try:
        data = place.read(CLAIMS, listed.size) if listed else None
    except PlaceError as error:
        return 0, (error.problem,), ()
    number, problems = stated(data, manifest, seen) if data else (0, ())
    silent = manifest.claims and not number and not problems
    return (
        number,
        problems,
        ("the open data tell no versions of claims: they were not worked out anew",) if silent else (),
    )


def _signed(place: Place, data: bytes, signers: Path | None) -> tuple[Signed, tuple[Problem, ...], tuple[str, ...]]:
    try:
        found = place.read(SIGNATURE, signature.LIMIT)
        if isinstance(place, WebPlace) and found is not None and not signature.is_one(found):
            found = None  # some servers give a page for every address, and not 404
        return (*signature.check(data, found, signers), ())
    except PlaceError as error:
        return Signed(), (error.problem,), ()
    except SignatureError as error:
        if signers is None and error.problem.code == "no-ssh-keygen":
            return Signed(), (), ("the manifest is signed; without ssh-keygen the signature was not checked",)
        return Signed(), (error.problem,), ()
