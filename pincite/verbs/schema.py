"""`pincite schema` on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.verbs.arguments import add_root

if TYPE_CHECKING:
    import argparse

_KINDS = ("claim", "article", "actors", "references", "places", "topics", "events", "page", "site")


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare its arguments."""
    parser.description = (
        "Write the JSON Schemas of the content format into the folder schema/ of the site, where text "
        "editors find them. Older ones of pincite's are replaced, and nothing else. With the name of one, print it."
    )
    parser.epilog = "example: pincite schema claim"
    parser.add_argument("kind", nargs="?", choices=_KINDS, help=f"one of {', '.join(_KINDS)}", metavar="KIND")
    add_root(parser)
