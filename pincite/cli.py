"""The command line: reads the verb, runs it, and turns every end into an exit status without a traceback."""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import sys

from pincite import __version__
from pincite.verbs import VERBS, declare

# After how many new objects the collector looks for circles. Nearly all that a build makes is kept to its end:
# at Python's own numbers a tenth of a large build goes into looking at it again and again.
_LOOKS = (50_000, 20, 100)
_LAST_WORDS = b"pincite: error[out-of-memory]: there is too little memory, or too few files may be opened\n"
_IO = 74  # as `console` has it, which may be what cannot be loaded
_STATUS = """exit status:
  0 fine, 1 problems in the content, 2 wrong usage or configuration, 3 verification failed,
  70 a bug in pincite, 74 input or output error, 75 another build holds the lock, 130 interrupted"""


def main(argv: list[str] | None = None) -> int:
    """Run pincite with these arguments, or with those of the process; give the exit status."""
    gc.set_threshold(*_LOOKS)
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        args = _parser(arguments).parse_args(arguments)
        # Only now, for help and wrong usage have ended already.
        status: int = importlib.import_module(f"pincite.commands.{args.run}").run(args)
    except (KeyboardInterrupt, Exception) as error:  # noqa: BLE001 - the last net: no traceback reaches a user
        return _ended(error)
    return status


def _ended(error: BaseException) -> int:
    """Tell what a run was ended by, by whatever means are left; give the exit status."""
    try:
        return _told(error)
    except Exception:  # noqa: BLE001 - where memory or open files run out, not even what tells it can be loaded
        try:  # noqa: SIM105 - `suppress` would be an object, and there may be no memory for one
            os.write(2, _LAST_WORDS)
        except OSError:
            pass
        return _IO


def _told(error: BaseException) -> int:
    from pincite.commands import console  # and with it much that help has no use for
    from pincite.disk import remedies
    from pincite.problems import Problem

    if isinstance(error, KeyboardInterrupt):
        console.say("pincite: interrupted")
        return console.INTERRUPTED
    problem = getattr(error, "problem", None)  # as our own exceptions have one, where no command waited for it
    if isinstance(problem, Problem):
        console.tell([problem], {})
        return console.status_of(problem)
    if isinstance(error, OSError):
        named = f": {error.filename}" if error.filename else ""
        remedy = remedies.to_go_on(error.errno or 0)
        console.say(f"pincite: error[output-io]: {error.strerror or error}{named}; {remedy}")
        return console.IO
    # A part of the program that the system cannot put into memory is no fault of the program.
    if isinstance(error, MemoryError) or (isinstance(error, ImportError) and "map segment" in str(error)):
        console.say(
            "pincite: error[out-of-memory]: there is too little memory; close other programs, or raise the limit"
        )
        return console.IO
    if os.environ.get("PINCITE_DEBUG"):
        import traceback  # as above

        traceback.print_exception(error)
    else:
        console.say(f"pincite: a bug: {type(error).__name__}: {error}; PINCITE_DEBUG=1 shows where, please report it")
    return console.BUG


def _parser(arguments: list[str]) -> argparse.ArgumentParser:
    """Make the parser. What a verb takes is declared only where that verb is wanted, so that start-up stays quick."""
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
    if first not in VERBS and not first.startswith("-"):
        _no_verb(parser, first)
    for verb in (first,) if first in VERBS else VERBS:
        one = verbs.add_parser(verb, help=VERBS[verb][1])
        if verb == first:
            declare(verb, one)
    return parser


def _no_verb(parser: argparse.ArgumentParser, word: str) -> None:
    from difflib import get_close_matches  # only who mistypes pays for it

    near = get_close_matches(word, VERBS, 1)
    meant = f"did you mean {near[0]!r}? " if near else ""
    parser.error(f"there is no verb {word!r}; {meant}there are {', '.join(VERBS)}")
