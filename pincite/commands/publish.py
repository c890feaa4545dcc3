"""`pincite publish`: put the output folder on a branch, for GitHub Pages, as one commit on what is published.

1. Make the site anew in memory, and hold the output folder, the record and the commit against it.
2. Ask the remote what is published, and hold the claims and the chain of publications against that.
3. Where something changes for readers, commit and push it.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from pincite.commands import console
from pincite.commands.arguments import folder_of
from pincite.commands.extras import absent
from pincite.commands.finish import finish
from pincite.commands.record import unrecorded
from pincite.disk.files import DiskError
from pincite.disk.kinds import is_folder
from pincite.inputs import has_site
from pincite.output.lock import LockHeldError, lock
from pincite.output.manifest import MANIFEST, parsed
from pincite.pipeline import make
from pincite.problems import Severity, has_errors, summary
from pincite.published import branch as branches
from pincite.published.address import elsewhere, placeholder
from pincite.published.changes import foreign, idle, unchained
from pincite.published.git import GitError
from pincite.published.held import site_held
from pincite.published.limits import DOMAIN, unservable
from pincite.published.message import message, news
from pincite.published.ready import signature_of, unready
from pincite.published.remote import Branch, address_of, push
from pincite.published.repository import repository, short
from pincite.published.signature import SignatureError, check
from pincite.published.source import source, uncommitted
from pincite.records import dataclass

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pincite.model import Site
    from pincite.output.manifest import Manifest
    from pincite.problems import Problem
    from pincite.published.branch import Standing
    from pincite.published.changes import Changes, Entry
    from pincite.published.repository import Repository
    from pincite.published.source import Source


@dataclass(frozen=True, slots=True)
class _Made:
    """What is to be published: the site, its files with the manifest, and the output folder, which should be them.

    `signature` is what lies beside the manifest there.
    """

    root: Path
    output: Path
    site: Site
    files: Mapping[str, bytes]
    manifest: Manifest
    signature: bytes | None


def run(args: argparse.Namespace) -> int:
    """Publish. Gives 0, 1 for what is refused, 2 for wrong configuration, 74 where git or the remote fails, or 75."""
    root = folder_of(args.root)
    if not has_site(root):
        console.tell(make(root).problems, {})
        return console.USAGE
    try:
        with lock(root):
            return _publish(root, args)
    except (LockHeldError, DiskError, GitError) as error:
        console.tell([error.problem], {})
        return console.LOCKED if isinstance(error, LockHeldError) else console.status_of(error.problem)


def _publish(root: Path, args: argparse.Namespace) -> int:
    made = make(root)
    if not_there := absent(made):
        console.tell(not_there, made.folder.texts)
        return console.USAGE
    console.tell(made.problems, made.folder.texts)
    files = finish(root, made)
    manifest = parsed(files[MANIFEST]) if files else None
    if made.site is None or manifest is None:
        console.say(f"pincite: {summary(made.problems)}; nothing was published")
        return console.CONTENT
    output = folder_of(args.output) if args.output else root / "output"
    signature = signature_of(output) if is_folder(output, follow=True) else None
    one = _Made(root, output, made.site, files, manifest, signature)
    found, branch = repository(root), Branch(args.branch, args.remote)
    address = address_of(found, branch)
    made_from = source(found, root, made.inputs)
    problems = [*_refused_here(one, args, made_from)]
    try:
        branches.committer(found)
    except GitError as error:
        problems.append(error.problem)
    console.tell(problems, made.folder.texts)
    if has_errors(problems) and not args.dry_run:
        return _refused(problems)
    with found.untouched() if args.dry_run else contextlib.nullcontext(found) as place:
        before = branches.standing(place, branch, keep=not args.dry_run)
        tree = branches.wanted(place, files, signature, before)
        changes = branches.changes(before, tree)
        theirs = [*_refused_there(one, before, changes, branch, replace=args.replace)]
        theirs += elsewhere(one.site.config.url, address, _domain(place, tree))
        console.tell(theirs, made.folder.texts)
        problems += theirs
        if args.dry_run:
            return _foretold(one, before, changes, branch, problems)
        if has_errors(problems):
            return _refused(problems)
        if not changes or idle(changes, before.manifest, manifest):
            console.out(_nothing(changes, branch))
            return console.FINE
        _write(place, one, tree, before, made_from, branch)
        _told(place, one, changes, branch, made_from)
    return console.FINE


def _refused_here(one: _Made, args: argparse.Namespace, made_from: Source) -> Iterator[Problem]:
    """Tell what speaks against publishing before anybody else is asked."""
    yield from unready(one.output, one.files, args.output or "output")
    if one.signature is not None:
        with contextlib.suppress(SignatureError):  # there is no ssh-keygen to ask: readers will
            yield from check(one.files[MANIFEST], one.signature, None)[1]
    yield from unrecorded(one.site)
    yield from placeholder(one.site.config.url)
    yield from unservable({path: len(data) for path, data in one.files.items()})
    if not args.uncommitted:
        yield from uncommitted(made_from)


def _refused_there(
    one: _Made, before: Standing, changes: Changes, branch: Branch, *, replace: bool
) -> Iterator[Problem]:
    """Tell what speaks against publishing on what is published."""
    yield from foreign(before.files, before.manifest, branch, going=replace)
    if before.manifest and changes and not idle(changes, before.manifest, one.manifest):
        yield from site_held(one.site, before.manifest, f"on the branch {branch.name}")
        yield from unchained(before.manifest, one.manifest, branch)


def _refused(problems: list[Problem]) -> int:
    errors = [one for one in problems if one.severity is Severity.ERROR]
    console.say(f"pincite: {summary(errors)}; nothing was published")
    return max(console.status_of(one) for one in errors)


def _domain(place: Repository, tree: Mapping[str, Entry]) -> str:
    entry = tree.get(DOMAIN)
    return place.asked("cat-file", "blob", entry.blob).split("\n")[0].strip() if entry else ""


def _nothing(changes: Changes, branch: Branch) -> str:
    why = ": only the record of publications is another" if changes else ""
    return f"nothing to publish; {branch.remote}/{branch.name} is what was built{why}"


def _foretold(one: _Made, before: Standing, changes: Changes, branch: Branch, problems: list[Problem]) -> int:
    """Print what a publication would change, page by page."""
    if not changes or idle(changes, before.manifest, one.manifest):
        console.out(_nothing(changes, branch))
    else:
        for what, paths in (("new", changes.new), ("changed", changes.changed), ("removed", changes.removed)):
            for path in paths:
                console.out(f"{what:<8} {path}")
        for line in news(one.site, before.manifest, one.manifest):
            console.out(line)
        first = "" if before.tip else "; it would be the first publication"
        console.out(f"{branch.remote}/{branch.name}: {changes}{first}; nothing was written")
    return _refused(problems) if has_errors(problems) else console.FINE


def _write(
    place: Repository,
    one: _Made,
    tree: Mapping[str, Entry],
    before: Standing,
    made_from: Source,
    branch: Branch,
) -> None:
    said = message(one.site, before.manifest, one.manifest, made_from)
    made = branches.commit(place, one.output, tree, before, said)
    push(place, branch, made)


def _told(place: Repository, one: _Made, changes: Changes, branch: Branch, made_from: Source) -> None:
    made = place.asked("rev-parse", branch.tracked)
    console.out(f"{branch.remote}/{branch.name}: {changes}, in commit {short(made)}")
    console.out(f"{one.site.config.url} shows it in a minute or so")
    console.say(f"pincite: before the next publication run `{branch.record}`, which notes this one")
    console.say(f"pincite: `pincite verify {one.site.config.url}` tells whether what is served is what was built")
    if made_from.commit and not place.asked(
        "for-each-ref", "--count=1", f"--contains={made_from.commit}", f"refs/remotes/{branch.remote}"
    ):
        console.say("pincite: push your own commits as well (`git push`), so that others can build what is online")
