"""`pincite diff` on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.verbs.arguments import add_root

if TYPE_CHECKING:
    import argparse


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare its arguments."""
    parser.description = (
        "Compare a built site with what the working tree gives now, or with another built site, and tell "
        "what changes for readers: claims, page by page, lost addresses. Nothing of the site is written."
    )
    parser.epilog = "example: pincite diff https://example.org/checked/ --html changes.html"
    parser.add_argument(
        "other",
        metavar="OTHER",
        nargs="?",
        help="the built site before: a folder, an address, a branch or commit (default: the published branch that git "
        "knows of, else the last build in output)",
    )
    parser.add_argument("new", metavar="NEW", nargs="?", help="the built site after (default: the working tree)")
    add_root(parser)
    parser.add_argument("--html", metavar="FILE", help="write the report as a page of its own, too")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how the report is printed")
    parser.add_argument("--exit-code", action="store_true", help="end with 1 where anything changes, as git diff does")
    parser.add_argument("--all", action="store_true", help="show every line of every page, and name every file")
