"""`pincite check`: everything that a build does but writing."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pincite.commands import console
from pincite.commands.arguments import folder_of, from_repository
from pincite.commands.extras import absent
from pincite.commands.means import means
from pincite.commands.progress import progress
from pincite.inputs import has_site
from pincite.kept.store import KeptError
from pincite.output.manifest import MANIFEST
from pincite.pipeline import Means, make
from pincite.problems import Problem, Severity, Span, has_errors, in_order, summary
from pincite.published.git import REMOTE, commit_of
from pincite.published.held import held, scale_held, site_held, versions_of, wordings_of
from pincite.published.now import published_now
from pincite.published.places import PlaceError
from pincite.published.since import recorded_at, scale_at, shared
from pincite.read.record import PUBLICATIONS, RATINGS
from pincite.sinks import Nowhere
from pincite.workers import WorkerError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pincite.model import Site
    from pincite.published.now import Published


def run(args: argparse.Namespace) -> int:
    """Check the site with its drafts and without. Gives 0, 1 with problems in the content, 2 where there is no site.

    An extra that the site asks for and that is not installed gives 2, too, where nothing else is wrong.
    """
    root = folder_of(args.root)
    try:
        published = published_now(root, args.published)
    except PlaceError as error:
        console.tell([error.problem], {})
        return console.status_of(error.problem)
    if args.since and not commit_of(root, args.since):
        console.say(f'pincite: error[no-place]: "{args.since}" is no commit of this repository')
        return console.USAGE
    try:
        with progress() as step:
            return _check(root, args, published, means(root, args.jobs, step, keep=False))
    except WorkerError as error:
        console.tell([error.problem], {})
        return console.IO
    except KeptError:  # a build has written the cache anew meanwhile
        return _check(root, args, published, Means())


def _check(root: Path, args: argparse.Namespace, published: Published | None, by: Means) -> int:
    made = make(root, drafts=True, strict=args.strict, sink=Nowhere(), means=by)
    problems = made.problems
    if made.whole and made.site and any(claim.draft for claim in made.site.claims):
        # A link from a published page to a draft leads somewhere here, and nowhere in a build.
        problems = in_order([*problems, *make(root, strict=args.strict, sink=Nowhere(), means=by).problems])
    if made.site:
        seen = _news(problems, _seen(root, made.site, args.since, published))
        # Who names the published site is about to publish; else every day between two publications would warn.
        unnoted = _unnoted(made.site, published) if published and args.published else ()
        unheld = _unheld(made.site, args.published) if args.published and not published else ()
        problems = in_order([*problems, *seen, *unnoted, *unheld])
    wrong = has_errors(problems, strict=args.strict)
    not_there = absent(made)
    problems = in_order([*problems, *not_there])
    console.tell(problems, made.folder.texts, args.format, from_repository(root))
    if args.format == "text":
        console.out(f"{made.pages} pages checked; {summary(problems)}")
    if has_errors(problems, strict=args.strict):
        nothing = made.site is None and not has_site(root)
        return console.USAGE if nothing or not wrong else console.CONTENT
    return console.FINE


def _seen(root: Path, site: Site, since: str, published: Published | None) -> Iterator[Problem]:
    """Hold the record against what is published, and against what others have of it."""
    versions, wordings = versions_of(site), wordings_of(site)
    if published:
        yield from site_held(site, published.manifest, published.where)
    commit, name = (since, since) if since else shared(root, REMOTE)
    yield from held(versions, recorded_at(root, commit) or {}, f"on record in {name}")
    yield from scale_held(wordings, scale_at(root, commit), f"on record in {name}")


def _news(told: Sequence[Problem], seen: Iterator[Problem]) -> Iterator[Problem]:
    """Give of what was seen what is not told yet: a card that cannot be read has not vanished, and once is enough."""
    unread = {PurePosixPath(one.span.path).stem for one in told if one.severity is Severity.ERROR}
    scale = any(one.code == "scale-changed" for one in told)
    known = set()
    for one in seen:
        ident = PurePosixPath(one.span.path).stem
        follows = ident in unread if one.code == "claim-vanished" else scale and one.span.path == RATINGS
        if not follows and (one.code, one.span.path) not in known:
            yield one
        if one.span.path != RATINGS:  # which all ratings share
            known.add((one.code, one.span.path))


def _unnoted(site: Site, published: Published) -> Iterator[Problem]:
    """Warn that the next manifest would not name the one that is published now."""
    if published.manifest.sha256 not in site.chain:
        message = f"the publication that stands {published.where} is not noted: the next one would not name it"
        hint = "run `pincite record --published` with the same place, and commit record/"
        yield Problem("chain-behind", message, Span(PUBLICATIONS), hint, Severity.WARNING)


def _unheld(site: Site, place: str) -> Iterator[Problem]:
    """Warn that nothing stands where a site was published before: a server that gives 404 hides what readers saw."""
    if number := len(site.chain):
        message = f"there is no {MANIFEST} at {place}, and the record names {number} publication{'s' * (number != 1)}"
        hint = "the record was held against none of them: name the place where the site stands, or try again"
        yield Problem("no-manifest", message, Span(PUBLICATIONS), hint, Severity.WARNING)
