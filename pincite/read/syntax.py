"""What PyYAML's scanner met, worded for editors: most often one of a few slips is behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pincite.problems import Problem, Span

if TYPE_CHECKING:
    import yaml

LINE = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # what PyYAML counts as the end of a line
_GLUED = re.compile(r"^\s*(?:- )?[\w-]+:(?=[^\s:/])")
_HYPHEN = re.compile(r"^\s*-(?=[A-Za-z][\w-]*:(?:\s|$))")
_KEY = re.compile(r"\s*(?:- )?([\w-]+)\s*:")
_ODD_BLANK = re.compile(r"^[ ]*(?:- )?(?:[\w-]+:)?[ ]*[^\S\t\n\r -~]")
_OPENS = re.compile(r"""^\s*(?:- )?(?:[\w-]+:\s+)?(["'])""")
_CLOSES = {'"': re.compile(r'(?:\\.|[^"\\])*"'), "'": re.compile(r"(?:''|[^'])*'")}
_INSIDE = {'"': '\\"', "'": "''"}  # how the mark itself is written inside a text between such marks


_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)")
_SHORT = {"0": "\0", "a": "\a", "b": "\b", "v": "\v", "f": "\f", "e": "\x1b", "N": "\x85", "L": "\u2028", "P": "\u2029"}
_SURROGATE = re.compile(r"\\(?:u|U0000)[dD][89a-fA-F]")
_KEY_AT_MOST = 1024  # characters of a key (YAML 1.2, 7.4.2)


def escape(text: str, scalar: Span, char: str) -> Span:
    """Give the place of the escape that stands for a character in a quoted scalar, the scalar's own where none does."""
    lines = LINE.split(text)
    for number in range(scalar.line, len(lines) + 1):
        for found in _ESCAPE.finditer(lines[number - 1], scalar.column if number == scalar.line else 0):
            typed = found.group()[1:]
            if (_SHORT.get(typed) if len(typed) == 1 else chr(int(typed[1:], 16))) == char:
                return Span(scalar.path, number, found.start() + 1, len(found.group()))
    return scalar


def tab(path: str, line: int, column: int) -> Problem:
    """Word the problem of a tab where YAML wants spaces."""
    return Problem("yaml-tab", "a tab stands here", Span(path, line, column, 1), "indent and separate with spaces")


def wording(path: str, text: str, error: yaml.YAMLError) -> Problem:  # noqa: C901 - one slip after the other
    """Word a syntax error for editors. PyYAML says what its scanner met; most often one of a few slips is behind it."""
    lines = LINE.split(text)
    mark, context = (_inside(getattr(error, f"{one}_mark", None), lines) for one in ("problem", "context"))
    said = " ".join(str(part) for part in (getattr(error, "context", ""), getattr(error, "problem", "")) if part)
    line = mark.line if mark else 0
    span = Span(path, line + 1, (mark.column if mark else 0) + 1, 1)
    indent = lines[line][: len(lines[line]) - len(lines[line].lstrip())]
    if blank := _odd_blank(lines, line):
        return _no_plain_blank(path, *blank)
    if "\t" in indent or (mark and lines[line][mark.column : mark.column + 1] == "\t"):
        return tab(path, line + 1, lines[line].index("\t") + 1)
    if "escape" in said:
        return _no_character(lines[line], span)
    if "quoted scalar" in said and context:
        return Problem(
            "yaml-quote-open",
            "the quotation mark that opens here is never closed",
            Span(path, context.line + 1, context.column + 1, 1),
            'close it at the end of the text; inside double quotes write \\" for the mark itself',
        )
    if key := _too_long(lines[line]):
        return _long_key(Span(path, line + 1, key, 1))
    value = re.search(r":\s+([%@`|>&*!\[\]{},]|[-?](?=\s))", lines[line])
    if value and any(part in said for part in ("cannot start any token", "expected", "directive", "in this context")):
        column = value.start(1) + 1
        return Problem(
            "yaml-syntax",
            f'a text cannot begin with "{value.group(1)}"',
            Span(path, line + 1, column, 1),
            'quote the value: put it between " and "',
        )
    for number in (line, max(0, line - 1)):
        if glued := _HYPHEN.match(lines[number]):
            at = Span(path, number + 1, glued.end() + 1, 1)
            return Problem("yaml-syntax", "a space is missing after the hyphen", at, "write `- key: value`")
    for number in (line, max(0, line - 1)):  # noticed here or, since a key may go on, on the next line
        if glued := _GLUED.match(lines[number]):
            at = Span(path, number + 1, glued.end() + 1, 1)
            return Problem("yaml-syntax", "a space is missing after the colon", at, "write `key: value`")
    if "flow" in said and context:
        at = Span(path, context.line + 1, context.column + 1, 1)
        return Problem("yaml-syntax", "the bracket that opens here is not closed in the right place", at, "close it")
    if "mapping values are not allowed" in said:
        return _second_colon(lines[line], span)
    if "could not find expected ':'" in said:
        at = Span(path, context.line + 1, context.column + 1, 1) if context else span
        hint = "write `key: value`; or, where the text above goes on here, indent the line further than its key"
        return Problem("yaml-syntax", "a key without a colon stands here", at, hint)
    if "did not find expected" in said or "expected <block end>" in said or "expected ',' or" in said:
        return _broken_block(path, lines, context.line if context else 0, span)
    return Problem(
        "yaml-syntax", f"this is not YAML: {said or error}", span, "check indentation, colons and quotation marks"
    )


def _second_colon(line: str, span: Span) -> Problem:
    """Word a colon where none can be: behind another one, or in a line that is further in than the one above."""
    first = _KEY.match(line)
    if first and first.end() == span.column:
        message, hint = "this line is indented further than the line above it", "begin it where the line above begins"
        hint = f"{hint}; or put the text above between quotation marks, if this line belongs to it"
        return Problem("yaml-syntax", message, Span(span.path, span.line, first.start(1) + 1, 1), hint)
    hint = 'quote the value: put it between " and ", or write it below the key after >-'
    if curly := re.match(r"\s*(?:- )?[\w-]+:\s+([“”„‟«»‘’‚])", line):
        hint = f'put the value between straight marks, " and ": {curly[1]} is a letter of the text to YAML'
    return Problem("yaml-syntax", 'a second ": " stands in this line', span, hint)


def _odd_blank(lines: list[str], line: int) -> tuple[int, int] | None:
    """Find a blank that is none to YAML before a key or behind its colon, on a line or the one above it."""
    for number in (line, max(0, line - 1)):
        if found := _ODD_BLANK.match(lines[number]):
            return number, found.end() - 1
    return None


def _no_plain_blank(path: str, line: int, column: int) -> Problem:
    message = "a blank stands here that is none to YAML: a no-break space, or one of another width"
    return Problem("yaml-syntax", message, Span(path, line + 1, column + 1, 1), "delete it, and type a plain space")


def _no_character(line: str, span: Span) -> Problem:
    hint = "write the character itself; a backslash inside double quotes is written twice"
    at = max(0, line.rfind("\\", 0, span.column))  # the mark stands behind it
    what = ", but half of one: a lone surrogate" if _SURROGATE.match(line, at) else ""
    where = Span(span.path, span.line, at + 1, 1)
    return Problem("bad-character", f"this escape stands for no character{what}", where, hint)


def _too_long(line: str) -> int:
    """Give the column where a key begins that is too long to be one, 0 where there is none."""
    key = re.match(r"\s*+(?:- )*+([^\s:\"'][^:]*):(?:\s|$)", line)
    return key.start(1) + 1 if key and len(key.group(1)) > _KEY_AT_MOST else 0


def _long_key(span: Span) -> Problem:
    message = f"a key of more than {_KEY_AT_MOST:,} characters begins here"
    return Problem("yaml-syntax", message, span, "write `name: value`, or quote the text")


class _Mark(NamedTuple):
    line: int
    column: int


def _inside(mark: yaml.Mark | None, lines: list[str]) -> _Mark | None:
    """Give a place inside of the text: PyYAML's parsers see the end of a text a line below it, or behind its line."""
    if mark is None:
        return None
    if mark.line >= len(lines):
        return _Mark(len(lines) - 1, len(lines[-1]))
    return _Mark(mark.line, min(mark.column, len(lines[mark.line])))


def _broken_block(path: str, lines: list[str], first: int, span: Span) -> Problem:
    """Find the slip behind a block that goes on where it should not: a mark inside a quoted text, or indentation.

    The scanner notices a quotation mark that was not closed, or closed too early, only where it meets the next word.
    """
    for number in range(span.line - 1, first - 1, -1):
        opened = _OPENS.match(lines[number])
        if not opened:
            continue
        mark, rest = opened.group(1), lines[number][opened.end() :]
        closed = _CLOSES[mark].match(rest)
        if not closed:
            where = Span(path, number + 1, opened.end(), 1)
            message = "the quotation mark that opens here is never closed on its line"
            return Problem("yaml-quote-open", message, where, "close it at the end of the text")
        behind = rest[closed.end() :].strip()
        if behind and not behind.startswith(("#", ",", "]", "}")):
            where = Span(path, number + 1, opened.end() + closed.end(), 1)
            hint = f"use typographic marks (“ ” ’) inside a text, or write {_INSIDE[mark]}"
            return Problem("yaml-syntax", "the text ends at this quotation mark, and more follows", where, hint)
    message = "this line does not begin where the lines that it belongs to begin"
    return Problem("yaml-syntax", message, span, "indent it like the lines above it, with spaces")
