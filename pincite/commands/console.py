"""Printing: results to stdout, progress and problems to stderr, colour only where someone looks."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from pincite import problems as wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TextIO

    from pincite.problems import Problem

FINE, CONTENT, USAGE, VERIFY, BUG, IO, LOCKED, INTERRUPTED = 0, 1, 2, 3, 70, 74, 75, 130

_SEVERITY = re.compile(r"^(\S.*?: )(error|warning)(\[[a-z0-9-]+\])", re.MULTILINE)
# What keeps a verb from doing what it was asked, by code; all else is something in the content.
_STATUS = {
    **dict.fromkeys(
        ("no-site", "no-place", "file-exists", "folder-not-empty", "path-outside", "symlink", "bad-id"), USAGE
    ),
    **dict.fromkeys(("no-git", "no-ssh-keygen", "no-repository", "no-remote", "no-identity", "branch-name"), USAGE),
    **dict.fromkeys(("output-io", "file-unreadable", "fetch-failed", "git-failed", "sign-failed"), IO),
    **dict.fromkeys(("push-refused", "remote-unreachable"), IO),
}
_COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m"}


def status_of(problem: Problem) -> int:
    """Give the exit status of a verb that a problem keeps from what it was asked to do."""
    return _STATUS.get(problem.code, CONTENT)


def status_of_all(problems: Iterable[Problem]) -> int:
    """Give the exit status of a verb that problems of the content keep from it: of what the system keeps back first."""
    stopping = [status_of(one) for one in problems if one.severity is wording.Severity.ERROR]
    return IO if IO in stopping else CONTENT


def out(text: str) -> None:
    """Print a result."""
    _write(sys.stdout, wording.harmless(text))


def out_painted(text: str, paint: Mapping[str, str]) -> None:
    """Print a result in colours: `paint` has what is put for the characters where they begin and end."""
    _write(sys.stdout, wording.harmless(text).translate({ord(mark): colour for mark, colour in paint.items()}))


def say(text: str) -> None:
    """Print progress or a remark."""
    _write(sys.stderr, wording.harmless(text))


def prompt(text: str) -> None:
    """Print a question; the answer is typed behind it."""
    _write(sys.stderr, text, end="")


def rewrites() -> bool:
    """Tell whether a line can be written over: there is a terminal, and one that can do more than print."""
    return bool(sys.stderr and sys.stderr.isatty()) and os.environ.get("TERM") != "dumb"


def transient(text: str) -> None:
    """Write a line over the last one of this kind; it goes where anything else is printed. Empty, it goes at once."""
    if not text and not _Shown.line:
        return
    try:
        width = os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError):
        width = 80
    line = wording.harmless(text)[: max(width - 1, 0)]
    _Shown.line = ""  # it is this one that is written over
    _write(sys.stderr, f"\r{line}\x1b[K", end="")
    _Shown.line = line


class _Shown:
    """What stands in the last line of the terminal and is to be written over."""

    line = ""


def _write(stream: TextIO | None, text: str, end: str = "\n") -> None:
    """Print whatever the terminal's encoding: what it cannot show is shown as an escape."""
    if _Shown.line:
        transient("")
    if stream is None:  # a closed stream is no stream to Python
        return
    encoding = stream.encoding or "utf-8"
    try:
        print(text.encode(encoding, "backslashreplace").decode(encoding), end=end, file=stream, flush=True)
    except OSError as error:
        # What is still printed goes nowhere: Python would try it once more when it ends.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        # A reader may go away, as `head` does; and whom could be told that nothing can be told?
        if not isinstance(error, BrokenPipeError) and stream is not sys.stderr:
            raise OSError(error.errno, error.strerror, "stdout") from error


def tell(problems: Iterable[Problem], sources: Mapping[str, str], style: str = "text", prefix: str = "") -> None:
    """Print problems in one of the three styles. JSON and annotations are results, text is for people.

    `prefix` leads from the repository's folder to the site's; annotations need it.
    """
    found = list(problems)
    if style == "json":
        out(wording.as_json(found))
    elif style == "github":
        if found:
            out(wording.as_github(found, prefix))
    elif found:
        tell_again(wording.as_text(found, sources))


def tell_again(text: str) -> None:
    """Print problems that are in words already, as a terminal has them; nothing where there are none."""
    if text:
        _write(sys.stderr, _painted(wording.harmless(text)))


def _painted(text: str) -> str:
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    if not ((sys.stderr and sys.stderr.isatty()) or os.environ.get("FORCE_COLOR")):
        return text
    return _SEVERITY.sub(lambda found: f"{found[1]}{_COLOURS[found[2]]}{found[2]}{found[3]}\x1b[0m", text)
