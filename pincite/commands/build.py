"""`pincite build`: make the site and put it into the output folder, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.commands import console
from pincite.commands.arguments import folder_of
from pincite.commands.extras import absent
from pincite.commands.finish import finish
from pincite.output.apply import recover, write_site
from pincite.output.files import OutputError
from pincite.output.guard import check_target
from pincite.output.lock import LockHeldError, lock
from pincite.output.manifest import MANIFEST, SIGNATURE
from pincite.pipeline import make
from pincite.problems import Problem, has_errors, summary

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from pincite.pipeline import Made


def run(args: argparse.Namespace) -> int:
    """Build. Gives 0, or 1 with problems in the content, 2 for an unsafe target, 74 and 75 as in the help."""
    root = folder_of(args.root)
    output = folder_of(args.output) if args.output else root / "output"
    if not (root / "site.yaml").exists():  # nothing is locked, and so nothing made, where there is no site
        made = make(root)
        console.tell(made.problems, {})
        return console.USAGE
    try:
        with lock(root):
            console.tell(recover(output), {})
            return _build(root, output, args)
    except LockHeldError as error:
        console.tell([error.problem], {})
        return console.LOCKED
    except OutputError as error:
        console.tell([error.problem], {})
        return console.IO


def _build(root: Path, output: Path, args: argparse.Namespace) -> int:
    if refused := check_target(root, output):
        console.tell(refused, {})
        return console.IO if any(problem.code == "output-io" for problem in refused) else console.USAGE
    made = make(root, drafts=args.drafts, url=args.base_url or "", strict=args.strict)
    console.tell(made.problems, made.folder.texts)
    if not made.files:
        kept = f"; {args.output or 'output'} is as it was" if output.exists() else ""
        console.say(f"pincite: {summary(made.problems)}{kept}")
        return console.CONTENT
    if not_there := absent(made):
        console.tell(not_there, made.folder.texts)
        return console.USAGE
    files = finish(root, made, drafts=args.drafts)
    if args.sign:
        from pincite.commands.signing import signed  # OpenSSH, and all that goes with it

        signature = signed(root, output, files[MANIFEST], folder_of(args.sign))
        if isinstance(signature, Problem):
            console.tell([signature], {})
            return console.status_of(signature)
        files[SIGNATURE] = signature
    _write(root, output, made, files)
    return console.CONTENT if has_errors(made.problems, strict=args.strict) else console.FINE


def _write(root: Path, output: Path, made: Made, files: dict[str, bytes]) -> None:
    written = write_site(root, output, files)
    for warning in written.warnings:
        console.tell([warning], {})
    counts = [
        (len(written.created), "new"),
        (len(written.changed), "changed"),
        (len(written.kept), "unchanged"),
        (len(written.removed), "removed"),
    ]
    told = ", ".join(f"{number} {word}" for number, word in counts if number)
    try:
        shown = str(output.relative_to(root))
    except ValueError:
        shown = str(output)
    console.out(f"{shown}: {len(made.pages)} pages, {len(files)} files ({told}); {summary(made.problems)}")
