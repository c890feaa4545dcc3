"""A build that is made from its beginning: everything read and made, and what differs written."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from pincite import engine
from pincite.commands import console
from pincite.commands.again import tell
from pincite.commands.arguments import folder_of
from pincite.commands.extras import absent
from pincite.commands.finish import added, manifest_of
from pincite.commands.means import LIBRARIES, means
from pincite.commands.progress import progress
from pincite.commands.staged import Output, Staged
from pincite.disk.files import DiskError
from pincite.disk.kinds import stands
from pincite.output.built import Told, digests_of, remember
from pincite.output.stage import Stage
from pincite.pipeline import make
from pincite.problems import Problem, as_text, has_errors, summary
from pincite.workers import WorkerError

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from pincite.disk.digests import Listing
    from pincite.output.built import Asked
    from pincite.output.stage import Written
    from pincite.pipeline import Made

_PAGEFIND = ("pagefind", "pagefind_bin")  # run in a process of its own


def nothing(root: Path) -> int:
    """Tell that there is no site to build."""
    console.tell(make(root).problems, {})
    return console.USAGE


def build(root: Path, output: Path, args: argparse.Namespace, inputs: Listing, asked: Asked) -> int:
    """Build, with the lock held, and note what it came to; `inputs` are the site's. Gives the exit status.

    Raises DiskError.
    """
    try:
        stage = Stage(root, output)
    except DiskError as error:
        console.tell([error.problem], {})
        return console.IO if error.problem.code == "output-io" else console.USAGE
    with stage:
        try:
            made = _make(stage, root, args, inputs)
        except WorkerError as error:
            console.tell([error.problem], {})
            return console.IO
        with closing(made):
            console.tell(made.problems, made.folder.texts)
            if not made.whole:
                kept = f"; {args.output or 'output'} is as it was" if stands(output) else ""
                console.say(f"pincite: {summary(made.problems)}{kept}")
                return console.CONTENT
            if not_there := absent(made):
                console.tell(not_there, made.folder.texts)
                return console.USAGE
            listed = dict(made.listed)
            with progress() as step:
                listed |= {path: stage.put(path, data) for path, data in added(root, made, Staged(stage, listed), step)}
            manifest = manifest_of(made, listed, drafts=args.drafts)
            signature = _signature(root, output, manifest, args.sign) if args.sign else None
            if isinstance(signature, Problem):
                console.tell([signature], {})
                return console.status_of(signature)
            told = Told(made.pages, as_text(made.problems, made.folder.texts), summary(made.problems))
            _tell(root, output, stage.finish(listed, manifest, signature), told)
            if has_errors(made.problems, strict=args.strict):
                return console.CONTENT
            also = (*LIBRARIES, *(_PAGEFIND if made.site and made.site.config.search else ()))
            if (libraries := engine.libraries(also)) is not None:
                used, outputs = made.folder.digests, digests_of(listed, manifest)
                remember(root, inputs, asked, used=used, libraries=libraries, outputs=outputs, told=told)
            return console.FINE


def _make(stage: Stage, root: Path, args: argparse.Namespace, inputs: Listing) -> Made:
    with progress() as step:
        return make(
            root,
            drafts=args.drafts,
            url=args.base_url or "",
            strict=args.strict,
            sink=Output(stage),
            means=means(root, args.jobs, step, listed=inputs.digests),
        )


def _signature(root: Path, output: Path, manifest: bytes, key: str) -> bytes | Problem:
    from pincite.commands.signing import signed  # OpenSSH, and all that goes with it

    return signed(root, output, manifest, folder_of(key))


def _tell(root: Path, output: Path, written: Written, told: Told) -> None:
    for warning in written.warnings:
        console.tell([warning], {})
    counts = [
        (len(written.created), "new"),
        (len(written.changed), "changed"),
        (len(written.kept), "unchanged"),
        (len(written.removed), "removed"),
    ]
    files = len(written.created) + len(written.changed) + len(written.kept)
    tell(root, output, told, files, counts)
