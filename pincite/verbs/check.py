"""`pincite check` on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.verbs.arguments import add_jobs, add_root

if TYPE_CHECKING:
    import argparse


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare its arguments."""
    parser.description = "Check cards, quotes, figures, pages and links. Nothing is written."
    parser.epilog = "example: pincite check --format github"
    add_root(parser)
    add_jobs(parser)
    parser.add_argument("--format", choices=("text", "json", "github"), default="text", help="how problems are printed")
    parser.add_argument("--strict", action="store_true", help="count warnings as errors")
    parser.add_argument(
        "--since",
        metavar="COMMIT",
        default="",
        help="hold the record against this commit's, such as origin/main (default: the last one that the remote has, "
        "too, as git knows it; without a remote HEAD)",
    )
    parser.add_argument(
        "--published",
        metavar="WHERE",
        default="",
        help="hold it against this published site, too: an address, a folder or a branch (default: the branch "
        "gh-pages, where git knows one)",
    )
