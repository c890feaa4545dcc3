"""YAML as nodes that know where they stand, read from parser events, every scalar the text that was typed.

PyYAML's loaders guess types (`no` is False, `12:30` is 750), keep the last of two equal keys without a word, and crash
on deep nesting. Events have none of that: this module turns them into scalars, lists and mappings, refuses what could
mean something unseen (tags, anchors, aliases, merge keys, second documents), and stops at a depth and a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

import yaml

from pincite.problems import InputError, Problem, Span
from pincite.read.files import first_forbidden, forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEPTH = 16
_COUNT = 60_000
CONFLICT = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)
_LINE = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # what PyYAML counts as the end of a line
_COMMENT = re.compile(r"[ \t]+#")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. `plain` is one without quotation marks; `comment` is the place of a ` #` behind a plain one."""

    text: str
    span: Span
    plain: bool = False
    comment: Span | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    nodes: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Pairs:
    """Keys with their values, in the order written."""

    pairs: tuple[tuple[Scalar, Node], ...]
    span: Span


Node = Scalar | Items | Pairs


def parse(path: str, text: str) -> tuple[Node | None, list[Problem]]:
    """Read one YAML document. None where the text is no YAML at all; the problems say why.

    Duplicate keys are a problem, and the first one is kept, so that what follows can still be checked.
    """
    if found := CONFLICT.search(text):
        return None, [unfinished_merge(path, text.count("\n", 0, found.start()) + 1, found.group())]
    builder = _Builder(path, text)
    try:
        node = builder.document(_events(text))
    except InputError as error:
        return None, [*builder.problems, error.problem]
    except yaml.YAMLError as error:
        return None, [*builder.problems, _syntax(path, text, error)]
    return node, builder.problems


def unfinished_merge(path: str, line: int, mark: str) -> Problem:
    """Word the problem of the marks that git leaves where two sides changed the same lines."""
    return Problem(
        "merge-conflict",
        "the file holds the marks of a merge that was not finished",
        Span(path, line, 1, len(mark)),
        "choose one side and delete the lines of <<<<<<<, ======= and >>>>>>>",
    )


def _events(text: str) -> Iterator[yaml.Event]:
    yield from yaml.parse(text, Loader=_LOADER)


class Mark(Protocol):
    """A place as both parsers of PyYAML give it: line and column from 0, columns in code points."""

    @property
    def line(self) -> int:
        """The line."""

    @property
    def column(self) -> int:
        """The column."""


def _start(event: yaml.Event) -> Mark:
    """Give the place where an event begins; every event of a parsed text has one."""
    return cast("Mark", event.start_mark)


def _end(event: yaml.Event) -> Mark:
    """Give the place behind an event."""
    return cast("Mark", event.end_mark)


class _Builder:
    """Turns events into nodes; recursion stops at _DEPTH."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.lines = _LINE.split(text)
        self.problems: list[Problem] = []
        self.count = 0

    def document(self, events: Iterator[yaml.Event]) -> Node | None:
        """Read the one document of a stream."""
        node: Node | None = None
        seen = False
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if seen:
                    raise InputError(
                        self._problem(
                            "yaml-documents",
                            "a second document begins here",
                            _start(event),
                            "keep one document a file: delete the line of ---",
                        ),
                    )
                seen = True
                node = self._node(next(events), events, 0)
        if node is None or (isinstance(node, Scalar) and node.plain and not node.text):
            raise InputError(Problem("file-empty", "the file is empty", Span(self.path), "write a card, or delete it"))
        return node

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        self.count += 1
        if self.count > _COUNT:
            raise InputError(
                self._problem("yaml-too-many", f"more than {_COUNT:,} values", _start(event), "split the file"),
            )
        self._refuse(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if depth >= _DEPTH:
            raise InputError(
                self._problem(
                    "yaml-too-deep",
                    f"nested deeper than {_DEPTH} levels",
                    _start(event),
                    "check the indentation and the brackets above",
                ),
            )
        if isinstance(event, yaml.SequenceStartEvent):
            nodes = []
            while not isinstance(item := next(events), yaml.SequenceEndEvent):
                nodes.append(self._node(item, events, depth + 1))
            return Items(tuple(nodes), self._span(_start(event)))
        return self._pairs(event, events, depth)

    def _pairs(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Pairs:
        pairs: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(key_event := next(events), yaml.MappingEndEvent):
            key = self._node(key_event, events, depth + 1)
            value_event = next(events)
            if not isinstance(key, Scalar):
                raise InputError(
                    self._problem("yaml-key", "a key must be a word", _start(key_event), "write `name: value`"),
                )
            self._check_tab(key_event, value_event)
            value = self._node(value_event, events, depth + 1)
            if key.text == "<<" and key.plain:
                self.problems.append(
                    Problem("yaml-merge-key", "the merge key << is not allowed", key.span, "write the keys out"),
                )
            elif key.text in pairs:
                first = pairs[key.text][0].span.line
                self.problems.append(
                    Problem(
                        "key-twice",
                        f"'{key.text}' is given twice; the first time on line {first}",
                        key.span,
                        "keep one of them",
                    ),
                )
            else:
                pairs[key.text] = (key, value)
        return Pairs(tuple(pairs.values()), self._span(_start(event)))

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        plain = not event.style  # None from PyYAML's own parser, '' from libyaml's
        start, end = _start(event), _end(event)
        one_line = start.line == end.line
        span = Span(self.path, start.line + 1, start.column + 1, end.column - start.column if one_line else 0)
        comment = None
        if plain:
            rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
            if rest.lstrip(" ").startswith("\t"):  # one parser of PyYAML takes it for a blank, the other refuses it
                raise InputError(_tab(self.path, end.line + 1, end.column + rest.index("\t") + 1))
            if found := _COMMENT.match(rest):
                column = end.column + found.end()
                comment = Span(self.path, end.line + 1, column, len(rest) - found.end() + 1)
        if char := first_forbidden(event.value):
            self.problems.append(forbidden(char, span))
        return Scalar(event.value, span, plain, comment)

    def _refuse(self, event: yaml.Event) -> None:
        """Refuse what could mean something that is not seen on the page."""
        if isinstance(event, yaml.AliasEvent):
            raise InputError(
                self._problem(
                    "yaml-alias",
                    f"*{event.anchor} is an alias, which is not allowed",
                    _start(event),
                    f'write the text out, or put it in quotes: "*{event.anchor}"',
                ),
            )
        if anchor := getattr(event, "anchor", None):
            raise InputError(
                self._problem(
                    "yaml-anchor",
                    f"&{anchor} is an anchor, which is not allowed",
                    _start(event),
                    "write the text out, or put it in quotes",
                ),
            )
        if tag := getattr(event, "tag", None):
            shown = tag.replace("tag:yaml.org,2002:", "!!")
            raise InputError(
                self._problem(
                    "yaml-tag",
                    f'the tag "{shown}" is not allowed',
                    _start(event),
                    "put a text that begins with ! in quotes",
                ),
            )

    def _check_tab(self, key: yaml.Event, value: yaml.Event) -> None:
        """Refuse a tab between a key and its value: the two parsers of PyYAML disagree about it."""
        if _end(key).line == _start(value).line and not isinstance(value, yaml.AliasEvent):
            between = self.lines[_end(key).line][_end(key).column : _start(value).column]
            if "\t" in between:
                column = _end(key).column + between.index("\t") + 1
                raise InputError(_tab(self.path, _end(key).line + 1, column))

    def _span(self, mark: Mark) -> Span:
        return Span(self.path, mark.line + 1, mark.column + 1)

    def _problem(self, code: str, message: str, mark: Mark, hint: str) -> Problem:
        return Problem(code, message, self._span(mark), hint)


def _tab(path: str, line: int, column: int) -> Problem:
    return Problem("yaml-tab", "a tab stands here", Span(path, line, column, 1), "indent and separate with blanks")


def _syntax(path: str, text: str, error: yaml.YAMLError) -> Problem:
    """Word a syntax error for editors. PyYAML says what its scanner met; most often one of a few slips is behind it."""
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    said = " ".join(str(part) for part in (getattr(error, "context", ""), getattr(error, "problem", "")) if part)
    lines = _LINE.split(text)
    line = min(mark.line, len(lines) - 1) if mark else 0
    span = Span(path, line + 1, (mark.column if mark else 0) + 1, 1)
    indent = lines[line][: len(lines[line]) - len(lines[line].lstrip())]
    if "\t" in indent or (mark and lines[line][mark.column : mark.column + 1] == "\t"):
        return _tab(path, line + 1, lines[line].index("\t") + 1)
    if "escape" in said:
        hint = "write the character itself; a backslash inside double quotes is written twice"
        return Problem("bad-character", "this escape stands for no character", span, hint)
    if "quoted scalar" in said and context:
        return Problem(
            "yaml-quote-open",
            "the quotation mark that opens here is never closed",
            Span(path, context.line + 1, context.column + 1, 1),
            'close it at the end of the text; inside double quotes write \\" for the mark itself',
        )
    value = re.search(r":\s+([%@`|>&*!\[\]{},])", lines[line])
    if value and ("cannot start any token" in said or "expected" in said or "directive" in said):
        column = value.start(1) + 1
        return Problem(
            "yaml-syntax",
            f'a text cannot begin with "{value.group(1)}"',
            Span(path, line + 1, column, 1),
            'quote the value: put it between " and "',
        )
    if "mapping values are not allowed" in said:
        return Problem(
            "yaml-syntax",
            'a second ": " stands in this line',
            span,
            'quote the value: put it between " and ", or write it below the key after >-',
        )
    if "could not find expected ':'" in said:
        return Problem(
            "yaml-syntax", "a key without a colon stands here or on the line before", span, "write `key: value`"
        )
    return Problem(
        "yaml-syntax", f"this is not YAML: {said or error}", span, "check indentation, colons and quotation marks"
    )
