"""What each verb takes, declared apart from what does its work: `--help` and a wrong word cost next to nothing.

A module here imports argparse and its neighbours alone. What an argument needs to be looked at is imported when one is
given.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

# In the order of the help: the module of the verb, here and in `commands/`, and what the help says of it.
VERBS = {
    "build": ("build", "make the site"),
    "check": ("check", "check everything, write nothing"),
    "serve": ("serve", "preview with live reload"),
    "new": ("new", "begin a card, an article, an event or a site"),
    "import": ("intake", "take in an article, annotations, or an archive of reviews"),
    "schema": ("schema", "write the schemas for text editors"),
    "record": ("record", "put new versions of claims on record, before they are published"),
    "diff": ("diff", "tell what will change for readers"),
    "verify": ("verify", "is what is published what was built?"),
    "explain": ("explain", "what is a page made of, and would it be made again?"),
    "publish": ("publish", "put the built site on a branch, for GitHub Pages"),
}


def declare(verb: str, parser: argparse.ArgumentParser) -> None:
    """Declare what a verb takes. `run` among its arguments is the module in `commands/` that does its work."""
    module = VERBS[verb][0]
    parser.set_defaults(run=module)
    importlib.import_module(f"pincite.verbs.{module}").declare(parser)
