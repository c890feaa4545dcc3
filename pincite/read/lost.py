"""What Markdown would take away from a text without the editor meaning it: numbers and signs.

A converter gives what its rules say, and some of these take a sign of the text for one of Markdown's own. Each such
place is told, with what to write instead; what is left is shown as typed, or is markup that was meant, or is mended
where pages are made (docs/problems.md, `text-lost`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from pincite.text import is_unspaced

if TYPE_CHECKING:
    from collections.abc import Iterator

# What a text has that loses anything, at the least; most have none of it, and are not looked at again.
_ANY = re.compile(r"(?<=\w)\*+(?=\S)|^[ >]*(?:[-*+][ \t]+)*(?:#|>[\d=]|\d+\.[ \t])", re.MULTILINE)
_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:[^`]|(?!(?<!`)\1(?!`))`)+?(?<!`)\1(?!`)|\\[\s\S]")
_DEEP = ("    ", "\t")  # before a line of code, or of an item's next paragraph
_DEEPER = tuple(one + other for one in _DEEP for other in _DEEP)
_BEGINS_ITEM = re.compile(r" {0,3}(?:[-*+]|\d+\.)[ \t]")
_SIGN = re.compile(r"\S")
_OPEN = 4  # marks of emphasis, within each other
_STARS = re.compile(r"\*+|\n[ \t]*\n")
_HEADING = re.compile(r"^(#{2,6})(?=[^#\s])|^#{1,6}[ \t].*\S(?<![#\s\\])(#+)[ \t]*$", re.MULTILINE)
_COMPARED = re.compile(r" {0,3}(>=?)(?=\d|=)")
_HEADED = re.compile(r" *(#{2,6})(?=[^#\s])")
_MARK_OF_ITEM = re.compile(r"(?:[ \t]*+(?:[-*+>]|\d++\.)[ \t]++)++")  # or of a quotation
_ITEM = re.compile(r"^( {0,3})(\d+)\.[ \t]+", re.MULTILINE)
_COUNT = (
    "count on from the first item, indent an item of a list within a list by four blanks, or write the full stop as "
    "\\. for a number of the text"
)
_QUOTING = re.compile(r"^ {0,3}(?:> ?)+", re.MULTILINE)


class Lost(NamedTuple):
    """What would be lost, in words, where in the text, and what to write instead."""

    at: int
    what: str
    hint: str


def lost(text: str, *, blocks: bool = True) -> Iterator[Lost]:
    """Give what a text in Markdown would lose, in time linear in its length.

    Of lists in lists the numbers are not looked at. What has no `blocks` is one paragraph: the marks of headings,
    quotations and lists are shown in it as typed.
    """
    if not _ANY.search(text):
        return
    # Code and what a backslash protects is kept; signs in its place keep the places of all the rest.
    lines = _without_code(text)
    bare = _CODE.sub(_blank, lines)
    yield from _starred(bare)
    if not blocks:
        return
    for found in _HEADING.finditer(lines):
        if found[1]:
            yield _heading(found.start(1), found[1])
        else:
            yield _heading(found.start(2), found[2])._replace(hint="write \\#")
    yield from _begun(lines)
    plain, ends, lengths = _unquoted(lines)
    for one in _miscounted(plain):
        yield one._replace(at=one.at + lengths[bisect_right(ends, one.at)])


def _heading(at: int, signs: str) -> Lost:
    hint = "write a blank behind it for a heading, or \\# for the sign itself"
    return Lost(at, f'"{signs}" would be taken for the mark of a heading', hint)


def _begun(text: str) -> Iterator[Lost]:
    """Find comparisons that begin a line or an item, as in `- >40 killed`, and marks of headings that begin an item.

    What holds for items holds for lines of a quotation.
    """
    at, in_block, begins = 0, False, True
    for line in text.split("\n"):
        mark = _MARK_OF_ITEM.match(line)
        if begins:  # a line of a paragraph is no item, whatever it begins with
            in_block = mark is not None
        begins = not line.strip()
        behind = mark.end() if mark and in_block else 0
        if found := _COMPARED.match(line, behind):
            hint = f'write it in words, or \\{found[1]}; for a quotation, a blank behind ">"'
            yield Lost(at + found.start(1), f'"{found[1]}" would be taken for the mark of a quotation', hint)
        elif behind and (found := _HEADED.match(line, behind)):
            yield _heading(at + found.start(1), found[1])
        at += len(line) + 1


def _unquoted(text: str) -> tuple[str, list[int], list[int]]:
    """Take the marks of quotations away: blanks in their place would make the lines behind them code.

    Behind the text come the places in it where a mark stood, and how much is gone before the first, the second, ...
    """
    pieces, ends, lengths, end = [], [], [0], 0
    for found in _QUOTING.finditer(text):
        pieces.append(text[end : found.start()])
        end = found.end()
        ends.append(found.start() - lengths[-1])
        lengths.append(lengths[-1] + len(found.group()))
    return "".join([*pieces, text[end:]]), ends, lengths


def _without_code(text: str) -> str:
    """Put signs in the place of blocks of code: lines behind four blanks, below an item of a list behind eight."""
    lines, in_item, in_code, begins = [], False, False, True
    for line in text.split("\n"):
        if line.strip():
            if line.startswith(_DEEP):
                in_code = (not in_item or line.startswith(_DEEPER)) if begins else in_code
            else:
                in_code = False
                in_item = _BEGINS_ITEM.match(line) is not None if begins else in_item
            begins = False
        else:
            begins = True
        lines.append(_SIGN.sub("\ufdd1", line) if in_code else line)
    return "\n".join(lines)


def _blank(found: re.Match[str]) -> str:
    return _SIGN.sub("\ufdd1", found.group())


def _starred(text: str) -> Iterator[Lost]:
    """Find emphasis that begins inside of a word or a number, or at its end, as in `2*3*4` and `C*-algebras`."""
    opened: list[tuple[str, int | None]] = []  # marks, and where they stand if that is inside of a word
    for found in _STARS.finditer(text):
        stars, at = found.group(), found.start()
        if not stars.startswith("*"):
            opened.clear()
            continue
        before, after = text[at - 1 : at] if at else "", text[found.end() : found.end() + 1]
        if before and not before.isspace() and (ended := _ended(opened, stars, begins=after.isalnum())):
            for mark, inside in (opened[one] for one in ended):
                if inside is not None:
                    hint = "write × or \\* for the sign itself; emphasis begins at the beginning of a word"
                    yield Lost(inside, f'"{mark}" inside of a word would be taken for emphasis', hint)
            del opened[ended[0] :]
        elif after and not after.isspace():
            within = before.isalnum() and not (is_unspaced(before) or is_unspaced(after))
            opened = [*opened[-_OPEN:], (stars, at if within else None)]


def _ended(opened: list[tuple[str, int | None]], stars: str, *, begins: bool) -> list[int]:
    """Tell which marks a mark ends: its like, and shorter ones behind that, which take a part of one that only ends."""
    like = next((at for at, (mark, _) in enumerate(opened) if mark == stars), None)
    first = 0 if like is None else like + 1
    shorter = [at for at, (mark, _) in enumerate(opened[first:], first) if len(mark) < len(stars) and not begins]
    return shorter if like is None else [like, *shorter]


def _miscounted(text: str) -> Iterator[Lost]:
    """Find numbers of a list that a page would count otherwise: 3. and 7. would be 3. and 4."""
    expected, end = None, 0
    for found in _ITEM.finditer(text):
        between = text[end : found.start()]
        begins = expected is None or _apart(between)
        # A line that begins with a number is an item only where a list goes on or a block begins.
        if begins and not _begins(text, found.start()):
            expected = None
            continue
        written, hint = found[2], _COUNT
        if not (written.isascii() and str(int(written)) == written):
            yield Lost(found.start(2), f'the number "{written}." would be written otherwise', hint)
        elif not begins and int(written) != expected:
            yield Lost(found.start(2), f'the number "{written}." would be shown as {expected}.', hint)
        expected = (int(written) if begins else expected or 0) + 1
        end = found.end()


def _begins(text: str, at: int) -> bool:
    """Tell whether a block begins at a line: behind nothing, a blank line, a rule or a heading."""
    above = text[text.rfind("\n", 0, max(0, at - 1)) + 1 : at].strip()
    return not above.strip("-=*_ ") or above.startswith("#")


def _apart(between: str) -> bool:
    """Tell whether what stands between two numbered lines ends the list: a paragraph that is not the item's."""
    _, blank, below = between.partition("\n\n")
    return bool(blank) and any(
        line and not line.startswith(("    ", "\t")) for line in below.split("\n") if line.strip()
    )
