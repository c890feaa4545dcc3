"""`pincite record`: put the newest version of each claim on record, and what is published now into the chain.

1. Load the site. What was changed in silence, or is wrong otherwise, is told, and nothing is written.
2. Hold every version against what is published.
3. Write the record of each claim whose newest version is not there yet, and the list of publications.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.commands import console
from pincite.commands.arguments import folder_of, from_repository
from pincite.disk.files import DiskError
from pincite.inputs import has_site
from pincite.output.create import renew
from pincite.output.lock import LockHeldError, lock
from pincite.problems import Problem, Severity, Span, has_errors
from pincite.published.git import REMOTE
from pincite.published.held import site_held
from pincite.published.now import chained, published_now
from pincite.published.places import PlaceError
from pincite.published.since import default_branch, recorded_at
from pincite.read.files import Folder
from pincite.read.record import (
    PUBLICATIONS,
    RATINGS,
    path_of,
    read_ratings,
    written_chain,
    written_ratings,
    written_versions,
)
from pincite.read.shape import Shaper
from pincite.recordcheck import follow, stating
from pincite.scalecheck import worded
from pincite.site import load

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pincite.model import Claim, Site
    from pincite.output.manifest import Stated
    from pincite.published.now import Published
    from pincite.site import Loaded
    from pincite.versions import Worded


def run(args: argparse.Namespace) -> int:
    """Record. Gives 0, 1 for what is wrong in the content or against what is published, 2, 74 and 75 as in the help."""
    root = folder_of(args.root)
    if not has_site(root):
        console.tell(load(Folder(root)).problems, {})
        return console.USAGE
    try:
        with lock(root):
            return _record(root, args)
    except (LockHeldError, DiskError, PlaceError) as error:
        console.tell([error.problem], {})
        return console.LOCKED if isinstance(error, LockHeldError) else console.status_of(error.problem)


def _record(root: Path, args: argparse.Namespace) -> int:
    folder = Folder(root)
    loaded = load(folder)
    published = published_now(root, args.published)
    claims, problems = _taken(loaded, frozenset(args.amend), root, published)
    texts = loaded.folder.texts
    if loaded.site is None or has_errors(problems):
        console.tell([one for one in problems if one.severity is Severity.ERROR], texts)
        return console.CONTENT
    site = replace(loaded.site, claims=claims)
    if published and (lost := [*site_held(site, published.manifest, published.where)]):
        console.tell(lost, texts)
        return console.CONTENT
    chain = chained(site.chain, published.manifest if published else None)
    if args.check:
        missing = [*unrecorded(site)]
        console.tell(missing, texts, args.format, from_repository(root))
        if args.format == "text":
            console.out(f"{len(missing)} to be recorded" if missing else _summary(site, 0, changed=False))
        return console.CONTENT if missing else console.FINE
    files = {path_of(one.id): written_versions(one.versions) for one in claims if one.versions}
    files[RATINGS] = written_ratings(_scale(site, folder))
    if chain or folder.has(PUBLICATIONS):
        files[PUBLICATIONS] = written_chain(chain)
    changed = set(renew(root, files, lambda _: True))
    for one in claims:
        if path_of(one.id) in changed:
            newest = one.versions[-1]
            console.out(f"{path_of(one.id)}: version {newest.number} of {newest.date.text}, {newest.fingerprint}")
    if PUBLICATIONS in changed and published:
        console.out(f"{PUBLICATIONS}: noted what is published {published.where}")
    if RATINGS in changed:
        console.out(f"{RATINGS}: the scale as it is now")
    console.out(_summary(site, len(changed - {PUBLICATIONS, RATINGS}), changed=bool(changed)))
    return console.FINE


def _scale(site: Site, folder: Folder) -> Iterator[Worded]:
    """Give what is to be on record of the scale: ratings that are gone stay there, for they may come back as others."""
    before = read_ratings(folder, Shaper()) if folder.has(RATINGS) else {}
    now = {one.id: one for one in map(worded, site.config.ratings)}
    return iter({**before, **now}.values())


def _summary(site: Site, new: int, *, changed: bool) -> str:
    claims = sum(bool(one.versions) for one in site.claims)
    told = f"{claims} claim{'s' * (claims != 1)} on record, {new} with a new version"
    return f"{told}; commit record/ with the cards, then build and publish" if changed else f"{told}; nothing to write"


def unrecorded(site: Site) -> Iterator[Problem]:
    """Tell of every claim whose newest version is not on record."""
    pending = set(site.pending)
    for claim in site.claims:
        if claim.id in pending:
            message = f"version {claim.versions[-1].number} of the claim is not on record"
            hint = "run `pincite record`, and commit record/ with the card"
            yield Problem("unrecorded", message, Span(claim.path), hint)
    for ident in site.reworded:
        message, hint = (
            f'the rating "{ident}" is not on record as it is now',
            "run `pincite record`, and commit record/",
        )
        yield Problem("unrecorded", message, Span("site.yaml"), hint)


def _taken(
    loaded: Loaded, amended: frozenset[str], root: Path, published: Published | None
) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """Give the claims with the versions that are to be on record; for an amended one the newest is made anew."""
    site = loaded.site
    if site is None or not amended:
        return (site.claims if site else ()), loaded.problems
    known = {str(claim.id): claim for claim in site.claims}
    problems = [one for one in loaded.problems if one.code not in _FOLLOWED or not _is_of(one, amended, known)]
    seen = _seen(root, published, amended)
    articles = {str(article.id): article for article in site.articles}
    for ident in sorted(amended):
        claim = known.get(ident)
        if claim is None or not claim.versions or claim.id in site.pending:
            hint = "name a claim by its id; what is not on record yet needs no amending"
            problems.append(Problem("not-on-record", f'there is no claim "{ident}" on record', Span(ident), hint))
            continue
        newest = claim.versions[-1]
        if where := next((where for where, ones in seen if ident in ones and ones[ident].version >= newest.number), ""):
            message = f'version {newest.number} of "{ident}" stands {where}: it is not amended'
            hint = "readers have seen it, or may have; tell what was wrong by a new entry in `corrections:`"
            problems.append(Problem("record-rewritten", message, Span(claim.path), hint))
            continue
        versions, found = follow(claim, stating(claim, articles), claim.versions[:-1], site.config.language)
        problems += found
        known[ident] = replace(claim, versions=versions)
    return tuple(known[str(claim.id)] for claim in site.claims), tuple(problems)


_FOLLOWED = frozenset({"silent-change", "minor-change", "correction-altered"})


def _is_of(problem: Problem, amended: frozenset[str], known: Mapping[str, Claim]) -> bool:
    return any(problem.span.path == known[ident].path for ident in amended if ident in known)


def _seen(root: Path, published: Published | None, amended: frozenset[str]) -> list[tuple[str, Mapping[str, Stated]]]:
    """Give what others may have seen: what is published, and what the remote's own branch has on record."""
    seen: list[tuple[str, Mapping[str, Stated]]] = []
    if published:
        seen.append((published.where, published.manifest.claims))
    if (branch := default_branch(root, REMOTE)) and (recorded := recorded_at(root, branch, amended)) is not None:
        seen.append((f"on record in {branch.removeprefix('refs/remotes/')}", recorded))
    return seen
