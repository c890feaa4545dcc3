"""What the beginnings of `pincite new` have in common: the site they are for, their ids, and how they are written."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import shlex
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pincite.commands import console
from pincite.commands.answers import Answers, can_ask, one_of
from pincite.commands.arguments import folder_of
from pincite.disk.files import DiskError
from pincite.output.create import append, create
from pincite.problems import InputError, Span
from pincite.scaffold import form, ids
from pincite.site import load

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Collection, Iterable, Sequence

    from pincite.commands.answers import Check
    from pincite.fields.kinds import Group
    from pincite.model import Claim, Place, Site, Topic
    from pincite.problems import Problem
    from pincite.read.files import Folder

_POSITIONS = {"id", "dir"}  # what stands in a command without a flag


def resumable(run: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """Make a beginning one whose user may leave after an answer: it says how to go on with what was answered."""

    @functools.wraps(run)
    def resumed(args: argparse.Namespace) -> int:
        args.answered = {}
        try:
            return run(args)
        except KeyboardInterrupt:
            if args.answered:
                console.say(f"pincite: nothing was written; to go on from here:\n  {_with_answers(args)}")
            raise

    return resumed


def _with_answers(args: argparse.Namespace) -> str:
    """Give the command as a shell takes it, with what was given and what was answered."""
    parser: argparse.ArgumentParser = args.parser
    words, flags = [], []
    for key, given in vars(args).items():
        if key in {"run", "parser", "answered"} or given == parser.get_default(key):
            continue
        if key in _POSITIONS:
            words.append(str(given))
        else:
            flags += [(f"--{key}", str(one)) for one in (given if isinstance(given, list) else [given])]
    for flag, answer in args.answered.items():
        if flag.startswith("--"):
            flags.append((flag, answer))
        else:
            words.append(answer)
    # With a sign of equality a value may begin with a hyphen.
    options = [
        f"{flag}={shlex.quote(value)}" if value[:1] == "-" else f"{flag} {shlex.quote(value)}" for flag, value in flags
    ]
    return " ".join([parser.prog, *map(shlex.quote, words), *options])


def answers(args: argparse.Namespace) -> Answers:
    """Make what gets the values: it asks where it can and may."""
    return Answers(args.parser, asks=can_ask() and not args.no_input, answered=args.answered)


def today() -> str:
    """Give the day on the user's calendar."""
    return dt.datetime.now().astimezone().date().isoformat()


def known_site(folder: Folder) -> Site:
    """Load the site that something is begun for. Raises InputError where there is none to begin it for."""
    loaded = load(folder, drafts=True)
    if loaded.site is None:
        raise InputError(next(one for one in loaded.problems if one.span.path == "site.yaml"))
    return loaded.site


def names(folder: Folder, top: str) -> set[str]:
    """Give the ids that are taken in a folder: of all its files, also those that cannot be read, and its own page's."""
    paths, _ = folder.files_below(top, (".yaml",))
    return {"index", *(PurePosixPath(path).stem for path in paths)}


def given_fields(args: argparse.Namespace, needed: Answers, group: Group, keys: Sequence[str]) -> dict[str, str]:
    """Take the fields that were given as flags, each checked."""
    found = {}
    for key in keys:
        if (value := getattr(args, key)) is not None:
            needed.check(f"--{key}", value, fits(group, key))
            found[key] = value
    return found


def given_ids(
    args: argparse.Namespace, needed: Answers, flag: str, entries: Iterable[Claim | Place | Topic], file: str = ""
) -> dict[str, str]:
    """Take the ids of a flag that may be given several times, each checked, as the field of that name in the plural.

    `file` is where an entry is added that is not there.
    """
    known, values = [str(one.id) for one in entries], getattr(args, flag)
    for value in values:
        needed.check(f"--{flag}", value, one_of(flag, known, file))
    return {f"{flag}s": ", ".join(dict.fromkeys(values))} if values else {}


def fits(group: Group, key: str) -> Check:
    """Make the check that a value can be that of a field."""
    return lambda value: form.refused(group, key, value)


def ident(args: argparse.Namespace, needed: Answers, title: str, taken: Collection[str]) -> str:
    """Get the id: given, asked for, or made of the title. Without a title that is what is missing, and not the id."""

    def check(value: str) -> str:
        taken_by = f'"{value}" is taken; free is "{ids.free(value, taken)}"' if value in taken else ""
        return ids.refused(value) or taken_by

    if args.id is not None or not title:
        return needed.get("ID", args.id, "Id", check) if args.id is not None else ""
    proposed = ids.from_title(title)
    if needed.asks:
        return needed.get("ID", None, "Id", check, ids.free(proposed, taken) if proposed else "")
    if not proposed:
        needed.parser.error("ID: nothing of the title can be written in a to z and 0 to 9; give an id")
    needed.check("ID", proposed, check)
    return proposed


def written(args: argparse.Namespace, path: str, text: str, *, behind: bool = False) -> int:
    """Write a new file, or behind the end of one; print its path, or the problem. Gives the exit status."""
    try:
        if behind:
            append(folder_of(args.root), path, text.encode())
        else:
            create(folder_of(args.root), {path: text.encode()})
    except DiskError as error:
        return refused(error.problem)
    console.out(str(Path(args.root, path)))
    return console.FINE


def refused(problem: Problem) -> int:
    """Print why nothing was written. Gives the exit status."""
    console.tell([problem], {})
    return console.status_of(problem)


def at_flag(flag: str, problem: Problem) -> Problem:
    """Place a problem at the flag whose value it is about."""
    return dataclasses.replace(problem, span=Span(flag))
