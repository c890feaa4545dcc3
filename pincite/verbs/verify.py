"""`pincite verify` on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.verbs.arguments import add_root, seconds

if TYPE_CHECKING:
    import argparse


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare its arguments."""
    parser.description = "Hold every file of a site against its manifest, and the manifest against those before it."
    parser.epilog = "example: pincite verify https://example.org/checks/ --since kept/manifest.json"
    parser.add_argument(
        "place", metavar="DIR|URL|BRANCH", help="a built site: a folder, an address, or a commit's name"
    )
    parser.add_argument(
        "--since", metavar="FILE|PLACE", help="a manifest.json that was kept earlier: the site must hold to it"
    )
    parser.add_argument("--signers", metavar="FILE", help="who may sign: OpenSSH's file of allowed signers")
    parser.add_argument(
        "--wait",
        metavar="SECONDS",
        type=seconds,
        default=0,
        help="look again for so long, if it is not there yet",
    )
    parser.add_argument("--rebuild", action="store_true", help="build the site of --root in memory, and compare")
    add_root(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how the result is printed")
