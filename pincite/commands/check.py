"""`pincite check`: everything that a build does but writing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.commands import console
from pincite.commands.arguments import add_root, folder_of
from pincite.commands.extras import absent
from pincite.output.manifest import MANIFEST
from pincite.pipeline import make
from pincite.problems import Problem, Severity, Span, has_errors, in_order, summary
from pincite.published.held import held, scale_held, versions_of, wordings_of
from pincite.published.now import published_now
from pincite.published.places import PlaceError
from pincite.published.since import recorded_at, scale_at
from pincite.read.record import PUBLICATIONS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from pincite.model import Site
    from pincite.output.manifest import Stated
    from pincite.published.now import Published


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the verb."""
    parser = verbs.add_parser(
        "check",
        help="check everything, write nothing",
        description="Check cards, quotes, figures, pages and links. Nothing is written.",
        epilog="example: pincite check --format github",
    )
    add_root(parser)
    parser.add_argument("--format", choices=("text", "json", "github"), default="text", help="how problems are printed")
    parser.add_argument("--strict", action="store_true", help="count warnings as errors")
    parser.add_argument(
        "--since",
        metavar="COMMIT",
        default="",
        help="hold the record against this commit's, such as origin/main (default: HEAD, where there is git)",
    )
    parser.add_argument(
        "--published",
        metavar="WHERE",
        default="",
        help="hold it against this published site, too: an address, a folder or a branch (default: the branch "
        "gh-pages, where git knows one)",
    )
    parser.set_defaults(run=run)


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
    before = recorded_at(root, args.since or "HEAD")
    if args.since and before is None:
        console.say(f'pincite: error[no-place]: "{args.since}" is no commit of this repository')
        return console.USAGE
    made = make(root, drafts=True, strict=args.strict)
    problems = made.problems
    if made.files and made.site and any(claim.draft for claim in made.site.claims):
        # A link from a published page to a draft leads somewhere here, and nowhere in a build.
        problems = in_order([*problems, *make(root, strict=args.strict).problems])
    if made.site:
        seen = _seen(made.site, before or {}, args.since or "HEAD", published)
        scale = scale_held(
            wordings_of(made.site), scale_at(root, args.since or "HEAD"), f"on record in {args.since or 'HEAD'}"
        )
        unheld = _unheld(made.site, args.published) if args.published and not published else ()
        problems = in_order([*problems, *seen, *scale, *unheld])
    wrong = has_errors(problems, strict=args.strict)
    not_there = absent(made)
    problems = in_order([*problems, *not_there])
    console.tell(problems, made.folder.texts, args.format, _from_repository(root))
    if args.format == "text":
        console.out(f"{len(made.pages)} pages checked; {summary(problems)}")
    if has_errors(problems, strict=args.strict):
        nothing = made.site is None and not (root / "site.yaml").exists()
        return console.USAGE if nothing or not wrong else console.CONTENT
    return console.FINE


def _seen(site: Site, before: Mapping[str, Stated], commit: str, published: Published | None) -> Iterator[Problem]:
    """Hold the record against what it was, and against what is published."""
    versions = versions_of(site)
    yield from held(versions, before, f"on record in {commit}")
    if published:
        yield from held(versions, published.manifest.claims, published.where)
        yield from scale_held(wordings_of(site), published.manifest.ratings, published.where)


def _unheld(site: Site, place: str) -> Iterator[Problem]:
    """Warn that nothing stands where a site was published before: a server that gives 404 hides what readers saw."""
    if number := len(site.chain):
        message = f"there is no {MANIFEST} at {place}, and the record names {number} publication{'s' * (number != 1)}"
        hint = "the record was held against none of them: name the place where the site stands, or try again"
        yield Problem("no-manifest", message, Span(PUBLICATIONS), hint, Severity.WARNING)


def _from_repository(root: Path) -> str:
    """Give the way from the repository's folder to the site's, as `site/`; nothing where they are the same.

    GitHub names the repository's folder in GITHUB_WORKSPACE; elsewhere it is taken to be the current one.
    """
    repository = os.path.realpath(os.environ.get("GITHUB_WORKSPACE") or Path.cwd())
    way = Path(os.path.realpath(root))
    if not way.is_relative_to(repository):
        return ""
    parts = way.relative_to(repository).parts
    return "".join(f"{part}/" for part in parts)
