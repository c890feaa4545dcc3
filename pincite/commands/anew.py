"""A build that is made from its beginning: everything read and made, and what differs written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite import engine
from pincite.commands import console
from pincite.commands.again import tell
from pincite.commands.arguments import folder_of
from pincite.commands.extras import absent
from pincite.commands.finish import finish
from pincite.commands.progress import progress
from pincite.output.apply import recover, write_site
from pincite.output.built import Told, remember
from pincite.output.guard import check_target
from pincite.output.manifest import MANIFEST, SIGNATURE
from pincite.pipeline import make
from pincite.problems import Problem, as_text, has_errors, summary

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from pincite.inputs import Listing
    from pincite.output.built import Asked

_PAGEFIND = ("pagefind", "pagefind_bin")  # run in a process of its own


def nothing(root: Path) -> int:
    """Tell that there is no site to build."""
    console.tell(make(root).problems, {})
    return console.USAGE


def build(root: Path, output: Path, args: argparse.Namespace, inputs: Listing, asked: Asked) -> int:
    """Build, with the lock held, and note what it came to; `inputs` are the site's. Gives the exit status.

    Raises OutputError.
    """
    console.tell(recover(output), {})
    if refused := check_target(root, output):
        console.tell(refused, {})
        return console.IO if any(problem.code == "output-io" for problem in refused) else console.USAGE
    with progress() as step:
        made = make(root, drafts=args.drafts, url=args.base_url or "", strict=args.strict, step=step)
    console.tell(made.problems, made.folder.texts)
    if not made.files:
        kept = f"; {args.output or 'output'} is as it was" if output.exists() else ""
        console.say(f"pincite: {summary(made.problems)}{kept}")
        return console.CONTENT
    if not_there := absent(made):
        console.tell(not_there, made.folder.texts)
        return console.USAGE
    with progress() as step:
        files = finish(root, made, drafts=args.drafts, step=step)
    if args.sign:
        from pincite.commands.signing import signed  # OpenSSH, and all that goes with it

        signature = signed(root, output, files[MANIFEST], folder_of(args.sign))
        if isinstance(signature, Problem):
            console.tell([signature], {})
            return console.status_of(signature)
        files[SIGNATURE] = signature
    told = Told(len(made.pages), as_text(made.problems, made.folder.texts), summary(made.problems))
    _write(root, output, files, told)
    if has_errors(made.problems, strict=args.strict):
        return console.CONTENT
    libraries = engine.libraries(_PAGEFIND if made.site and made.site.config.search else ())
    if libraries is not None:
        used = made.folder.digests
        remember(root, inputs, asked, used=used, libraries=libraries, manifest=files[MANIFEST], told=told)
    return console.FINE


def _write(root: Path, output: Path, files: dict[str, bytes], told: Told) -> None:
    written = write_site(root, output, files)
    for warning in written.warnings:
        console.tell([warning], {})
    counts = [
        (len(written.created), "new"),
        (len(written.changed), "changed"),
        (len(written.kept), "unchanged"),
        (len(written.removed), "removed"),
    ]
    tell(root, output, told, len(files), counts)
