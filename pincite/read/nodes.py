"""YAML as nodes that know where they stand, read from parser events, every scalar the text that was typed.

PyYAML's loaders guess types (`no` is False, `12:30` is 750), keep the last of two equal keys without a word, and crash
on deep nesting. Events have none of that: this module turns them into scalars, lists and mappings, refuses what could
mean something unseen (tags, anchors, aliases, merge keys, second documents), and stops at a depth and a number.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Never, Protocol, cast

import yaml
from yaml import CollectionStartEvent, MappingEndEvent, ScalarEvent

from pincite.problems import InputError, Problem, Span
from pincite.read.agreed import Agreed, may_differ
from pincite.read.files import first_forbidden, forbidden
from pincite.read.parsers import LOADER
from pincite.read.syntax import LINE, escape, wording
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

_DEPTH = 16
VALUES, CARD_VALUES = 60_000, 10_000
_MARKS = ("<<<<<<< ", "=======", ">>>>>>> ")
_CONFLICT = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)
_COMMENT = re.compile(r"[ \t]+#")


_place = partial(tuple.__new__, Span)  # a Span without the call of its constructor: half of the time


@dataclass(slots=True)
class Scalar:
    """A text. `plain` is one without quotation marks; `comment` is the place of a ` #` behind a plain one."""

    text: str
    span: Span
    plain: bool = False
    comment: Span | None = None


@dataclass(slots=True)
class Items:
    """A list."""

    nodes: tuple[Node, ...]
    span: Span


@dataclass(slots=True)
class Pairs:
    """Keys with their values, in the order written."""

    pairs: tuple[tuple[Scalar, Node], ...]
    span: Span


Node = Scalar | Items | Pairs


def parse(path: str, text: str, most: int = VALUES) -> tuple[Node | None, list[Problem]]:
    """Read one YAML document of so many values. None where the text is no YAML at all; the problems say why.

    Duplicate keys are a problem, and the first one is kept, so that what follows can still be checked.
    """
    if found := merge_mark(text):
        return None, [unfinished_merge(path, text.count("\n", 0, found.start()) + 1, found.group())]
    problems: list[Problem] = []
    try:
        parser = LOADER(text)
        try:
            return _Builder(path, text, parser.get_event, problems, most).document(), problems
        finally:
            parser.dispose()
    except InputError as error:
        return None, [*problems, error.problem]
    except yaml.YAMLError as error:
        return None, [*problems, wording(path, text, error)]


def merge_mark(text: str) -> re.Match[str] | None:
    """Find the first mark that git leaves where two sides changed the same lines."""
    # To look for three words takes a tenth of the time of looking at the beginning of each line.
    return _CONFLICT.search(text) if any(mark in text for mark in _MARKS) else None


def unfinished_merge(path: str, line: int, mark: str) -> Problem:
    """Word the problem of the marks that git leaves where two sides changed the same lines."""
    return Problem(
        "merge-conflict",
        "the file holds the marks of a merge that was not finished",
        Span(path, line, 1, len(mark)),
        "choose one side and delete the lines of <<<<<<<, ======= and >>>>>>>",
    )


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
    """Turns events into nodes; recursion stops at _DEPTH.

    What few texts can have (tabs, comments, characters that cannot be seen) is looked for in the text as a whole first,
    and at each scalar only where there is any: that is half of the time of reading a card.
    """

    def __init__(
        self, path: str, text: str, next_event: Callable[[], yaml.Event], problems: list[Problem], most: int
    ) -> None:
        self.path, self.text = path, text
        self.problems = problems
        self.count, self.most = 0, most
        self._next = next_event
        self._text = text
        self._last = text.count("\n")
        self._behind = " #" in text or "\t#" in text  # whether a comment may stand behind a plain scalar
        # An escape between double quotation marks may stand for any character.
        self._unseen = "\\" in text or bool(first_forbidden(text))
        self._lines = LINE.split(text) if self._behind else []
        self._agreed = Agreed(path, text) if may_differ(text) else None

    def document(self) -> Node | None:
        """Read the one document of a stream."""
        node: Node | None = None
        seen = False
        while not isinstance(event := self._next(), yaml.StreamEndEvent):
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
                node = self._node(self._next(), 0)
        if self._agreed:
            self._agreed.check()
        if node is None or (isinstance(node, Scalar) and node.plain and not node.text):
            raise InputError(
                Problem("file-empty", "the file is empty", Span(self.path), "write something into it, or delete it")
            )
        return node

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        self.count += 1
        if self.count > self.most:
            self._too_many(event)
        if not isinstance(event, CollectionStartEvent) or event.anchor is not None or event.tag is not None:
            self._refuse(event)
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
            while not isinstance(item := self._next(), yaml.SequenceEndEvent):
                nodes.append(self._node(item, depth + 1))
            return Items(tuple(nodes), self._span(_start(event)))
        return self._pairs(event, depth)

    def _pairs(self, event: yaml.Event, depth: int) -> Pairs:
        pairs: dict[str, tuple[Scalar, Node]] = {}
        next_event = self._next
        while not isinstance(key_event := next_event(), MappingEndEvent):
            if not isinstance(key_event, ScalarEvent):
                self._no_key(key_event, depth + 1)
            key = self._scalar(key_event)
            value_event = next_event()
            if isinstance(value_event, ScalarEvent):  # as `_node` does, without the call
                value: Node = self._scalar(value_event)
            else:
                value = self._node(value_event, depth + 1)
            name = key.text
            if name == "<<" and key.plain:
                self.problems.append(
                    Problem("yaml-merge-key", "the merge key << is not allowed", key.span, "write the keys out"),
                )
            elif name in pairs:
                first = pairs[name][0].span.line
                self.problems.append(
                    Problem(
                        "key-twice",
                        f"'{name}' is given twice; the first time on line {first}",
                        key.span,
                        "keep one of them",
                    ),
                )
            else:
                pairs[name] = (key, value)
        return Pairs(tuple(pairs.values()), self._span(_start(event)))

    def _scalar(self, event: ScalarEvent) -> Scalar:
        self.count += 1
        if self.count > self.most:
            self._too_many(event)
        if event.anchor is not None or event.tag is not None:
            self._refuse(event)
        plain = not event.style  # None from PyYAML's own parser, '' from libyaml's
        start: Mark = event.start_mark  # type: ignore[assignment]  # as `_start`, which costs a call for each word
        end: Mark = event.end_mark  # type: ignore[assignment]  # as above
        line, column = start.line, start.column
        span = _place((self.path, line + 1, column + 1, end.column - column if line == end.line else 0))
        comment = self._comment(end) if plain and self._behind else None
        if self._agreed:
            self._agreed.add((start.line, start.column), (end.line, end.column), event.style)
        text = event.value
        if not text and line > self._last:  # nothing, behind all: libyaml sees it on a line that is not there
            row = self._text[self._text.rfind("\n") + 1 :]
            span = _place((self.path, self._last + 1, len(row) + 1, 0))
        if self._unseen and (char := first_forbidden(text)):
            self.problems.append(forbidden(char, escape(self.text, span, char)))  # typed as it is, it is told before
        return Scalar(text, span, plain, comment)

    def _comment(self, end: Mark) -> Span | None:
        """Give the place of a comment behind a plain scalar."""
        rest = self._lines[end.line][end.column :] if end.line < len(self._lines) else ""
        if found := _COMMENT.match(rest):
            return Span(self.path, end.line + 1, end.column + found.end(), len(rest) - found.end() + 1)
        return None

    def _too_many(self, event: yaml.Event) -> Never:
        raise InputError(
            self._problem("yaml-too-many", f"more than {self.most:,} values", _start(event), "split the file"),
        )

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

    def _no_key(self, event: yaml.Event, depth: int) -> Never:
        self._node(event, depth)  # what is wrong inside it is told first
        self._next()
        raise InputError(self._problem("yaml-key", "a key must be a word", _start(event), "write `name: value`"))

    def _span(self, mark: Mark) -> Span:
        return _place((self.path, mark.line + 1, mark.column + 1, 0))

    def _problem(self, code: str, message: str, mark: Mark, hint: str) -> Problem:
        return Problem(code, message, self._span(mark), hint)
