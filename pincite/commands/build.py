"""`pincite build`: make the site and put it into the output folder, whole or not at all.

Where the last build is what this one would be, it is told again, and what makes a site is not even loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.commands import console
from pincite.commands.again import asked_for, tell_last
from pincite.commands.arguments import folder_of
from pincite.disk.files import DiskError
from pincite.inputs import has_site
from pincite.kept.store import forget
from pincite.output.built import recall
from pincite.output.lock import LockHeldError, lock

if TYPE_CHECKING:
    import argparse


def run(args: argparse.Namespace) -> int:
    """Build. Gives 0, or 1 with problems in the content, 2 for an unsafe target, 74 and 75 as in the help."""
    root = folder_of(args.root)
    output = folder_of(args.output) if args.output else root / "output"
    if not has_site(root):  # nothing is locked, and so nothing made, where there is no site
        from pincite.commands import anew  # what makes a site; with it a build of the same costs three times as much

        return anew.nothing(root)
    try:
        with lock(root):
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
    except LockHeldError as error:
        console.tell([error.problem], {})
        return console.LOCKED
    except DiskError as error:
        console.tell([error.problem], {})
        return console.IO
