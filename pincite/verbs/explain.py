"""`pincite explain` on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.verbs.arguments import add_root, base_url

if TYPE_CHECKING:
    import argparse


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare its arguments."""
    parser.description = "Tell what a page is made of, and whether, and why, the next build makes it again."
    parser.epilog = "example: pincite explain claims/bridge-closed.html"
    add_root(parser)
    parser.add_argument("page", metavar="PAGE", help="a path below the output folder, such as claims/ID.html")
    parser.add_argument("--output", metavar="DIR", help="the output folder (default: output, below the root)")
    parser.add_argument(
        "--base-url", metavar="URL", type=base_url, help="the address to use instead of site.yaml's url"
    )
    parser.add_argument("--drafts", action="store_true", help="as a build does that shows drafts")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how the answer is printed")
