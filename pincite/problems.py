"""What can go wrong: a place, a code, a message and a remedy, and how they are worded for people and machines.

A problem is a value. Readers and checks return problems; nothing raises one for an editor's mistake, and only the
command line prints them. The three wordings below are the styles of `check --format`.
"""

from __future__ import annotations

import json
import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# More than this many on a terminal hides the first ones, which are the ones to mend first. JSON is never cut.
SHOWN_AT_MOST = 50
_ORDERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
NAMED_AT_MOST = 5  # files in one message


class Severity(StrEnum):
    """Whether a problem stops the build."""

    ERROR = "error"
    WARNING = "warning"


class Span(NamedTuple):
    """A place in an input file: line and column count from 1, columns in code points.

    `length` is how many characters of that line are meant, 0 where only the point is known. A line of 0 means the file
    as a whole. A tuple, because a card has a hundred of them, and a frozen dataclass takes twice as long to make.
    """

    path: str
    line: int = 0
    column: int = 0
    length: int = 0

    def __str__(self) -> str:
        """Word the place the way editors and terminals make clickable: `path:line:column`."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


NOWHERE = Span("")


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `code` is a lower-case word with hyphens; each has a section in docs/problems.md."""

    code: str
    message: str
    span: Span
    hint: str = ""
    severity: Severity = Severity.ERROR

    @property
    def sort_key(self) -> tuple[str, int, int, str, str, str, str]:
        """Order by file, line and column, so that the same run always prints the same text."""
        span = self.span
        return (span.path, span.line, span.column, self.code, self.message, self.hint, str(self.severity))


class InputError(Exception):
    """A file that cannot be taken in at all. Carries the problem that says so; caught where files are read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by place and drop exact repeats."""
    return tuple(sorted(set(problems), key=lambda problem: problem.sort_key))


def has_errors(problems: Iterable[Problem], *, strict: bool = False) -> bool:
    """Tell whether a build must stop: on any error, and with `strict` on any warning."""
    return any(strict or problem.severity is Severity.ERROR for problem in problems)


def as_text(problems: Iterable[Problem], sources: Mapping[str, str]) -> str:
    """Word problems for a terminal: place, code, message, then the source line with a caret, then the remedy.

    `sources` maps paths to the text they had when they were read; a place whose text is not there shows no line.
    """
    ordered = in_order(problems)
    blocks = [_block(problem, sources) for problem in ordered[:SHOWN_AT_MOST]]
    if len(ordered) > SHOWN_AT_MOST:
        blocks.append(f"... and {len(ordered) - SHOWN_AT_MOST} more; `--format json` lists them all")
    return "\n".join(blocks)


def _block(problem: Problem, sources: Mapping[str, str]) -> str:
    lines = [_in_line(f"{problem.span}: {problem.severity}[{problem.code}]: {problem.message}")]
    excerpt = source_line(problem.span, sources)
    if excerpt is not None:
        gutter = f"{problem.span.line:>5} | "
        shown, indent, carets = window(excerpt, problem.span)
        lines += [f"{gutter}{shown}", f"{' ' * (len(gutter) - 2)}| {' ' * indent}{'^' * carets}"]
    if problem.hint:
        first, *rest = problem.hint.split("\n")
        lines += [f"  hint: {first}", *(f"        {line}" for line in rest)]
    return "\n".join(lines)


def _in_line(text: str) -> str:
    """Show the end of a line as an escape: names of files may hold one."""
    return text.replace("\n", "\\n").replace("\r", "\\r")


def harmless(text: str) -> str:
    """Show what would give a terminal orders, or turn its text round, as an escape: names of files can hold that."""
    return _ORDERS.sub(lambda found: found.group().encode("unicode_escape").decode(), text)


def source_line(span: Span, sources: Mapping[str, str]) -> str | None:
    """Give the line that a place is in, None where its text is not at hand or the place is a file as a whole."""
    text = sources.get(span.path)
    if text is None or not span.line or not span.column:
        return None
    lines = text.split("\n")
    return lines[span.line - 1].rstrip("\r") if span.line <= len(lines) else None


def window(line: str, span: Span, width: int = 110) -> tuple[str, int, int]:
    """Cut a long line to the part around the place: what to show, how far to indent the carets, how many.

    All three count characters. The carets may stand behind the last character, where something is missing at the end.
    """
    at = min(span.column - 1, len(line))
    carets = max(1, min(span.length or 1, len(line) - at, width // 2))
    start = max(0, at - width // 2) if len(line) > width else 0
    shown = line[start : start + width].replace("\t", " ")
    before, after = ("…" if start else ""), ("…" if start + width < len(line) else "")
    return f"{before}{shown}{after}", at - start + len(before), min(carets, max(1, width - (at - start)))


def as_json(problems: Iterable[Problem]) -> str:
    """Word problems for machines: a JSON array of `objects`."""
    return json.dumps(objects(problems), ensure_ascii=False, indent=1)


def objects(problems: Iterable[Problem]) -> list[dict[str, str | int]]:
    """Give problems as JSON has them, in order: objects with these keys, always all of them.

    `path`, from the site's folder; `line` and `column`, from 1, or 0 where only the file or the line is known;
    `length`, the characters meant, 0 where only the point is known; `endColumn`, behind the last of them; `severity`,
    `code`, `message`, `hint`.
    """
    return [
        {
            "path": problem.span.path,
            "line": problem.span.line,
            "column": problem.span.column,
            "length": problem.span.length,
            "endColumn": problem.span.column + problem.span.length,
            "severity": str(problem.severity),
            "code": problem.code,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in in_order(problems)
    ]


def as_github(problems: Iterable[Problem], prefix: str = "") -> str:
    """Word problems as workflow commands, which GitHub shows at the line in a pull request.

    GitHub looks for a file from the repository's folder: `prefix` leads from there to the site's, as `site/`.
    """
    return "\n".join(_annotation(problem, prefix) for problem in in_order(problems))


def _annotation(problem: Problem, prefix: str) -> str:
    """Write `::error file=...,line=...,endLine=...,col=...,endColumn=...,title=...::...`; columns inclusive."""
    span = problem.span
    body = problem.message + (f"\n{problem.hint}" if problem.hint else "")
    place = {}
    if not span.path or span.path.startswith("output:"):  # a finished page is no file of the repository
        body = f"{span.path}: {body}" if span.path else body
    else:
        place["file"] = prefix + span.path
        if span.line:
            column = max(1, span.column)
            place |= {"line": str(span.line), "endLine": str(span.line), "col": str(column)}
            if span.length:
                place["endColumn"] = str(column + span.length - 1)
    place["title"] = problem.code
    told = ",".join(f"{key}={_property(value)}" for key, value in place.items())
    return f"::{problem.severity} {told}::{_escaped(body)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def summary(problems: Iterable[Problem]) -> str:
    """Count problems in words: `2 errors, 1 warning`, or `no problems`."""
    found = list(problems)
    errors = sum(problem.severity is Severity.ERROR for problem in found)
    counts = [(errors, "error"), (len(found) - errors, "warning")]
    return ", ".join(f"{n} {word}{'s' * (n != 1)}" for n, word in counts if n) or "no problems"


def few(names: Sequence[str], most: int = NAMED_AT_MOST) -> str:
    """Name the first of them, and count the others: `a, b and 3 more`."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
