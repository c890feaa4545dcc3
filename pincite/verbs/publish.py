"""`pincite publish` on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.verbs.arguments import add_root

if TYPE_CHECKING:
    import argparse


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare its arguments."""
    parser.description = (
        "Put the output folder on a branch of the remote repository, from which GitHub Pages serves it: "
        "one commit on what is published, without force. Refused is what is not what the cards say, or not on record."
    )
    parser.epilog = "example: pincite publish --dry-run"
    add_root(parser)
    parser.add_argument("--output", metavar="DIR", help="the built site (default: output, below the root)")
    parser.add_argument("--branch", metavar="NAME", default="gh-pages", help="the branch (default: gh-pages)")
    parser.add_argument("--remote", metavar="NAME", default="origin", help="the remote (default: origin)")
    parser.add_argument("--dry-run", action="store_true", help="write nothing; tell what would change or be refused")
    parser.add_argument(
        "--uncommitted", action="store_true", help="publish what no commit has, and say so in the commit"
    )
    parser.add_argument(
        "--replace", action="store_true", help="take away what lies in the branch and pincite did not publish"
    )
