"""`pincite build` on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.verbs.arguments import add_jobs, add_root, base_url, seconds

if TYPE_CHECKING:
    import argparse


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare its arguments."""
    parser.description = "Make the site below --root and put it into the output folder, whole or not at all."
    parser.epilog = "example: pincite build --root my-site --strict"
    add_root(parser)
    parser.add_argument("--output", metavar="DIR", help="the folder to write (default: output, below the root)")
    parser.add_argument(
        "--base-url", metavar="URL", type=base_url, help="the address to use instead of site.yaml's url"
    )
    add_jobs(parser)
    parser.add_argument(
        "--clean", action="store_true", help="forget what earlier builds have left in .pincite, and make everything"
    )
    parser.add_argument(
        "--wait",
        metavar="SECONDS",
        type=seconds,
        default=0,
        help="wait so long for another build of the site to end (default: not at all)",
    )
    parser.add_argument("--strict", action="store_true", help="stop at warnings, too")
    parser.add_argument("--drafts", action="store_true", help="show drafts; such a build is not for publishing")
    parser.add_argument(
        "--sign", metavar="KEY", help="sign the manifest with an SSH key: manifest.json.sig stands beside it"
    )
