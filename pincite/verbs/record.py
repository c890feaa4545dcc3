"""`pincite record` on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.verbs.arguments import add_root

if TYPE_CHECKING:
    import argparse


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare its arguments."""
    parser.description = (
        "Write the newest version of each published claim into record/, and note what is published now. "
        "Commit the folder; from then on no card can say something else without a note."
    )
    parser.epilog = "example: pincite record --published https://facts.example.org/"
    add_root(parser)
    parser.add_argument(
        "--published",
        metavar="WHERE",
        default="",
        help="the published site: an address, a folder or a branch (default: the branch gh-pages, as git knows it)",
    )
    parser.add_argument(
        "--amend",
        metavar="CLAIM",
        action="append",
        default=[],
        help="write the newest version of this claim anew; refused where it was published",
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; end with 1 where something is not on record"
    )
    parser.add_argument(
        "--format", choices=("text", "json", "github"), default="text", help="how --check prints what is missing"
    )
