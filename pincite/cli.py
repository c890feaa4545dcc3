"""The command line: reads the verb, runs it, and turns every end into an exit status without a traceback."""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import sys
import traceback

from pincite import __version__
from pincite.commands import console

# The modules of the verbs, in the order of the help.
_VERBS = {
    "build": "build",
    "check": "check",
    "serve": "serve",
    "new": "new",
    "import": "intake",
    "schema": "schema",
    "record": "record",
    "diff": "diff",
    "verify": "verify",
    "publish": "publish",
}
# After how many new objects the collector looks for circles. Nearly all that a build makes is kept to its end:
# at Python's own numbers a tenth of a large build goes into looking at it again and again.
_LOOKS = (50_000, 20, 100)
_STATUS = """exit status:
  0 fine, 1 problems in the content, 2 wrong usage or configuration, 3 verification failed,
  70 a bug in pincite, 74 input or output error, 75 another build holds the lock, 130 interrupted"""


def main(argv: list[str] | None = None) -> int:
    """Run pincite with these arguments, or with those of the process; give the exit status."""
    gc.set_threshold(*_LOOKS)
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        args = _parser(arguments).parse_args(arguments)
        status: int = args.run(args)
    except KeyboardInterrupt:
        console.say("pincite: interrupted")
        return console.INTERRUPTED
    except OSError as error:
        named = f": {error.filename}" if error.filename else ""
        console.say(f"pincite: error[output-io]: {error.strerror or error}{named}")
        return console.IO
    except Exception as error:  # noqa: BLE001 - the last net: no traceback reaches a user
        if os.environ.get("PINCITE_DEBUG"):
            traceback.print_exc()
        else:
            console.say(
                f"pincite: a bug: {type(error).__name__}: {error}; PINCITE_DEBUG=1 shows where, please report it"
            )
        return console.BUG
    return status


def _parser(arguments: list[str]) -> argparse.ArgumentParser:
    """Make the parser. A verb's module is imported only when that verb is wanted, so that start-up stays quick."""
    parser = argparse.ArgumentParser(
        prog="pincite",
        description="A static fact-check site generator: every quote is proven to be what the article says.",
        epilog=_STATUS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("-V", "--version", action="version", version=f"pincite {__version__}")
    verbs = parser.add_subparsers(metavar="verb", required=True)
    # The verb comes first; without one, and unless help is asked for, pincite builds.
    first = arguments[0] if arguments else ""
    if not first or (first.startswith("-") and first not in {"-h", "--help", "-V", "--version"}):
        first = "build"
        arguments.insert(0, first)
    for verb in (first,) if first in _VERBS else _VERBS:
        importlib.import_module(f"pincite.commands.{_VERBS[verb]}").add(verbs)
    return parser
