"""`pincite schema`: write the JSON Schemas that text editors read, or print one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.commands import console
from pincite.commands.arguments import folder_of
from pincite.disk.files import DiskError
from pincite.fields.schema import is_ours, path_of, schemas
from pincite.inputs import has_site
from pincite.output.create import renew

if TYPE_CHECKING:
    import argparse


def run(args: argparse.Namespace) -> int:
    """Write or print. Gives 0; 2 where there is no site, or where a file that is not pincite's is in the way."""
    if args.kind:
        console.out(schemas()[path_of(args.kind)].decode().rstrip("\n"))
        return console.FINE
    root = folder_of(args.root)
    if not has_site(root):
        console.say(
            "pincite: error[no-site]: there is no site.yaml here; run pincite in a site's folder, or use --root"
        )
        return console.USAGE
    try:
        changed = renew(root, schemas(), is_ours)
    except DiskError as error:
        console.tell([error.problem], {})
        return console.status_of(error.problem)
    console.out(f"schema: {len(schemas())} files, {len(changed)} of them new or changed")
    return console.FINE
