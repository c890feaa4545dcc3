"""`pincite new`: begin a card, an article, an event or a whole site, filled in as far as can be known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.commands import new_article, new_claim, new_event, new_site

if TYPE_CHECKING:
    import argparse


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the verb and what it can begin."""
    parser = verbs.add_parser(
        "new",
        help="begin a card, an article, an event or a site",
        description="Begin a file with what is known already. What is needed and not given is asked for on a "
        "terminal. Nothing that is there is written over.",
        epilog='example: pincite new claim --title "The bridge was closed"',
    )
    kinds = parser.add_subparsers(metavar="what", required=True)
    for kind in (new_claim, new_article, new_event, new_site):
        kind.add(kinds)
