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
from pincite.read.syntax import LINE, tab, wording

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEPTH = 16
_COUNT = 60_000
CONFLICT = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)
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
        return None, [*builder.problems, wording(path, text, error)]
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
        self.lines = LINE.split(text)
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
                raise InputError(tab(self.path, end.line + 1, end.column + rest.index("\t") + 1))
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
                raise InputError(tab(self.path, _end(key).line + 1, column))

    def _span(self, mark: Mark) -> Span:
        return Span(self.path, mark.line + 1, mark.column + 1)

    def _problem(self, code: str, message: str, mark: Mark, hint: str) -> Problem:
        return Problem(code, message, self._span(mark), hint)
