"""What a verb needs from its user: a flag's value, else an answer at the terminal, else a default."""

from __future__ import annotations

import sys
from dataclasses import field
from typing import TYPE_CHECKING

from pincite.commands import console
from pincite.problems import few
from pincite.read.values import nearest_word
from pincite.records import dataclass

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Collection, Iterable

    # Says what is wrong with a value, or nothing.
    Check = Callable[[str], str]

_LISTED = 20  # choices that stand above a question


def can_ask() -> bool:
    """Tell whether somebody sits at a terminal who sees a question and can answer it."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty())


@dataclass(slots=True)
class Answers:
    """Gets values one by one. Without questions it remembers what is missing, and `finish` tells all of it at once."""

    parser: argparse.ArgumentParser
    asks: bool
    missing: list[str] = field(default_factory=list)
    # What was typed, by flag: who leaves at a later question gets it back.
    answered: dict[str, str] = field(default_factory=dict)

    def get(self, flag: str, given: str | None, question: str, check: Check, default: str = "") -> str:
        """Give the value of a flag. Ends with a usage error where a given value is wrong."""
        if given is not None:
            self.check(flag, given, check)
            return given
        if self.asks:
            self.answered[flag] = ask(question, check, default)
            return self.answered[flag]
        if not default:
            self.missing.append(flag)
        return default

    def check(self, flag: str, given: str, check: Check) -> None:
        """End with a usage error where a given value is wrong."""
        if wrong := check(given):
            self.parser.error(f"{flag}: {wrong}")

    def show(self, what: str, choices: Iterable[str]) -> None:
        """List the choices of the question that follows, where there is one."""
        names = list(choices)
        if self.asks and names:
            console.say(f"{what}: {few(names, _LISTED)}")

    def finish(self) -> None:
        """End with a usage error that names the flags of everything that is missing."""
        if self.missing:
            self.parser.error(
                f"missing: {', '.join(self.missing)} (on a terminal, and without --no-input, it is asked)"
            )


def ask(question: str, check: Check, default: str = "") -> str:
    """Ask until an answer is right; an empty one takes the default. Raises KeyboardInterrupt where the input ends."""
    while True:
        console.prompt(f"{question} [{default}]: " if default else f"{question}: ")
        try:
            line = sys.stdin.readline()
        except UnicodeDecodeError:
            console.say("  this is not UTF-8")
            continue
        except KeyboardInterrupt:
            console.say("")
            raise
        if not line:
            console.say("")
            raise KeyboardInterrupt
        answer = line.strip() or default
        wrong = check(answer) if answer else "an answer is needed; Ctrl-C ends without writing anything"
        if not wrong:
            return answer
        console.say(f"  {wrong}")


def one_of(what: str, known: Collection[str], where: str = "") -> Check:
    """Make the check that a value is one of the known ids; `where` is the file to which another could be added."""

    def check(value: str) -> str:
        if value in known:
            return ""
        near = nearest_word(value, sorted(known))
        other = f"add it to {where} first" if where else f"there is: {', '.join(sorted(known)[:_LISTED])}"
        return f'there is no {what} "{value}"; ' + (f'did you mean "{near}"?' if near else other)

    return check
