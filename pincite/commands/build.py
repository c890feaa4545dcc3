"""`pincite build`: make the site and put it into the output folder, whole or not at all.

Where the last build is what this one would be, it is told again, and what makes a site is not even loaded.
"""

from __future__ import annotations

import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from pincite.commands import console
from pincite.commands.again import asked_for, tell_last
from pincite.commands.arguments import folder_of
from pincite.disk.files import DiskError
from pincite.disk.kinds import identity_of
from pincite.inputs import has_site
from pincite.kept.store import forget
from pincite.output.built import recall
from pincite.output.lock import LockHeldError, lock

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

_AGAIN = 0.1  # seconds, after which a lock is tried once more


def run(args: argparse.Namespace) -> int:
    """Build. Gives 0, or 1 with problems in the content, 2 for an unsafe target, 74 and 75 as in the help."""
    root = folder_of(args.root)
    output = folder_of(args.output) if args.output else root / "output"
    if not has_site(root):  # nothing is locked, and so nothing made, where there is no site
        from pincite.commands import anew  # what makes a site; with it a build of the same costs three times as much

        return anew.nothing(root)
    before = identity_of(output)
    try:
        with _locked(root, args.wait):
            before = identity_of(output)
            return _build(root, output, args)
    except LockHeldError as error:
        console.tell([error.problem], {})
        return console.LOCKED
    except DiskError as error:
        console.tell([error.problem], {})
        return console.IO
    except KeyboardInterrupt:
        # A build never writes into the folder that stands: it puts another one in its place.
        named, same = args.output or "output", identity_of(output) == before
        console.say(f"pincite: interrupted; {named} is {'as it was' if same else 'the new build'}")
        return console.INTERRUPTED


def _build(root: Path, output: Path, args: argparse.Namespace) -> int:
    if args.clean:
        forget(root)
    asked = asked_for({"drafts": args.drafts, "url": args.base_url or "", "strict": args.strict})
    inputs, last = recall(root, output, asked)
    # Whether a signature stays as it is, only who signs can tell.
    if last and not (args.sign or args.clean):
        tell_last(root, output, last)
        return console.FINE
    from pincite.commands import anew  # as above

    return anew.build(root, output, args, inputs, asked)


@contextmanager
def _locked(root: Path, wait: int) -> Iterator[None]:
    """Hold the lock; wait for some seconds while another build does. Raises LockHeldError and DiskError."""
    end, waited = time.monotonic() + wait, False
    with ExitStack() as stack:
        while True:
            try:
                stack.enter_context(lock(root))
                break
            except LockHeldError as error:
                if time.monotonic() >= end:
                    raise
                if not waited:
                    console.say(f"pincite: {error.problem.message}; waiting for up to {wait} s")
                waited = True
            time.sleep(_AGAIN)
        yield
