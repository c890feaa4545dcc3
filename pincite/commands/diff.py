"""`pincite diff`: what will change for readers, page by page, before it is published."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.changes.asjson import as_json
from pincite.changes.html import as_html, ours
from pincite.changes.report import compare
from pincite.commands import console
from pincite.commands.arguments import folder_of
from pincite.commands.diff_sides import language_of, made_side, opened, published
from pincite.commands.diff_text import PAINT, Text, coloured
from pincite.commands.extras import absent
from pincite.commands.finish import finish
from pincite.disk.files import DiskError
from pincite.disk.kinds import is_folder
from pincite.inputs import has_site
from pincite.output.create import renew
from pincite.output.guard import PROTECTED
from pincite.output.lock import LockHeldError, lock
from pincite.output.manifest import read_manifest
from pincite.pipeline import make
from pincite.problems import Problem, Span, summary
from pincite.published.places import PlaceError

if TYPE_CHECKING:
    import argparse

    from pincite.changes.report import Report, Side

_NOW = "the working tree, as a build would make it now"
_OURS = (*PROTECTED, "locale", "build.py")


def run(args: argparse.Namespace) -> int:
    """Compare. Gives 0; 1 with problems in the content, or with --exit-code where anything changes; 2, 74, 75."""
    root = folder_of(args.root)
    target = folder_of(args.html) if args.html else None
    try:
        if target and (refused := _refused(root, target)):
            console.tell([refused], {})
            return console.USAGE
        with ExitStack() as stack:
            before = stack.enter_context(opened(args.other, root) if args.other else published(root))
            if args.new:
                after = stack.enter_context(opened(args.new, root))
                language = language_of(after)
            else:
                made = _made(root)
                if isinstance(made, int):
                    return made
                after, language = made
            report = compare(before, after, language)
    except LockHeldError as error:
        console.tell([error.problem], {})
        return console.LOCKED
    except (PlaceError, DiskError) as error:
        console.tell([error.problem], {})
        status = console.status_of(error.problem)
        return console.USAGE if status == console.CONTENT else status
    return _tell(report, args, target, language)


def _made(root: Path) -> tuple[Side, str] | int:
    """Make the site of the working tree in memory; give the exit status where there is none."""
    if not has_site(root):
        console.tell(make(root).problems, {})
        return console.USAGE
    with lock(root):  # as a build: share images that are drawn are kept for it
        made = make(root)
        if not made.files or made.site is None:
            console.tell(made.problems, made.folder.texts)
            console.say(f"pincite: {summary(made.problems)}; there is no site to compare")
            return console.CONTENT
        if not_there := absent(made):
            console.tell(not_there, made.folder.texts)
            return console.USAGE
        return made_side(finish(root, made), _NOW), made.site.config.language


def _tell(report: Report, args: argparse.Namespace, target: Path | None, language: str) -> int:
    if target:
        try:
            renew(target.parent, {target.name: as_html(report, language)}, ours)
        except DiskError as error:
            console.tell([error.problem], {})
            return console.status_of(error.problem)
    if args.format == "json":
        console.out(as_json(report))
    elif target:
        console.out(f"{args.html}: {report.summary}")
    else:
        text = Text(everything=args.all, colours=coloured())
        console.out_painted("\n".join(text.lines(report)), PAINT if coloured() else {})
    return console.CONTENT if args.exit_code and not report.same else console.FINE


def _refused(root: Path, target: Path) -> Problem | None:
    """Tell why a report may not be written there: among the sources of a site, or into a build."""
    real = Path(os.path.realpath(target.parent)) / target.name
    home = Path(os.path.realpath(root))
    hint = "name a file beside the site or elsewhere, such as changes.html"
    for folder in (real, *real.parents):
        if folder.parent == home and folder.name in _OURS:
            message = f'the report cannot be written to "{target}": "{folder.name}" is part of the site'
            return Problem("report-place", message, Span(str(target)), hint)
        if folder == home / "output" or (folder != real and read_manifest(folder) is not None):
            message = f'the report cannot be written to "{target}": "{folder.name}" is a folder for a built site'
            return Problem("report-place", message, Span(str(target)), hint)
    if is_folder(real):
        return Problem("report-place", f'"{target}" is a folder', Span(str(target)), hint)
    return None
