"""Where PyYAML's two parsers disagree about a text, it is refused: a site is not read otherwise on another machine.

The one in C takes tabs nearly everywhere for blanks, and a comment right behind the mark of a block; the one in Python,
which is used where the other was not built, refuses both. It takes a tab before the text of a block, which the other
refuses. Here all of these are refused. That the one in Python also refuses a question mark in a plain text between
brackets stands in docs/limits.md.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from pincite.problems import InputError, Problem, Span
from pincite.read.syntax import LINE, tab

_BEFORE_COMMENT = re.compile(r"(?:^|[ \t])#")
# What may be odd behind the mark of a block, and what may stand there.
_ODD_HEADER = re.compile(r"[|>][-+0-9]* *[\t#]")
_HEADER = re.compile(r"[|>][-+0-9]*(?: *| +#.*)")

Place = tuple[int, int]


class _Extent(NamedTuple):
    start: Place
    end: Place
    style: str | None

    def begin(self) -> Place:
        return self.start


def may_differ(text: str) -> bool:
    """Tell whether a text has anything that the parsers may disagree about; nearly none has."""
    return "\t" in text or ("#" in text and bool(_ODD_HEADER.search(text)))


class Agreed:
    """Gathers where the scalars of a text stand, and refuses what is left. Lines and columns count from 0 here."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._tabs = "\t" in text
        self._lines = LINE.split(text)
        self._scalars: list[_Extent] = []  # in the order in which they stand

    def add(self, start: Place, end: Place, style: str | None) -> None:
        """Take in a scalar. Raises InputError for a block whose beginning is read in two ways."""
        if style in {"|", ">"}:
            self._check_block(*start)
        self._scalars.append(_Extent(start, end, style))

    def check(self) -> None:
        """Raise InputError at the first tab but between quotation marks, in a block or in a comment."""
        for number, row in enumerate(self._lines if self._tabs else ()):
            behind, at = 0, row.find("\t")
            while at >= 0:
                around = self._around((number, at))
                if around and around.style:
                    behind = around.end[1] if around.end[0] == number else len(row)
                    at = row.find("\t", behind)
                    continue
                marks = (found.end() - 1 for found in _BEFORE_COMMENT.finditer(row, behind, at))
                if not any(self._around((number, mark)) is None for mark in marks):
                    raise InputError(tab(self._path, number + 1, at + 1))
                break  # the rest of the line is a comment

    def _around(self, place: Place) -> _Extent | None:
        """Give the scalar that a place lies in."""
        at = bisect_right(self._scalars, place, key=_Extent.begin) - 1
        return self._scalars[at] if at >= 0 and place < self._scalars[at].end else None

    def _check_block(self, line: int, column: int) -> None:
        row = self._lines[line]
        if found := _ODD_HEADER.match(row, column):
            if found.group().endswith("\t"):
                raise InputError(tab(self._path, line + 1, found.end()))
            if not _HEADER.fullmatch(row, column):
                span = Span(self._path, line + 1, found.end(), 1)
                message, hint = "a comment stands right behind the mark of a block", "put a space before the #"
                raise InputError(Problem("yaml-syntax", message, span, hint))
        for number in range(line + 1, len(self._lines)):
            text = self._lines[number].lstrip(" ")
            if text.startswith("\t"):
                raise InputError(tab(self._path, number + 1, self._lines[number].index("\t") + 1))
            if text:
                return
