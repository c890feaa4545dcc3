"""Lines of a text that must fit a frame: the largest size that does, balanced; else as much as fits, and an ellipsis.

Nothing here knows a font: widths come as a function from words to their width in ems, the same at every size.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ELLIPSIS = "…"
# A no-break space is no place to break a line at; a hyphen or a dash between letters is one, and stays on its line.
_BLANKS = re.compile(r"[ \t\r\n]+")
_DASHED = re.compile(r"(?<=\w[-–—/])(?=\w)")
_DANGLING = " ,;:.–—-(«“‘"
_HALVINGS = 12


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one size, in pixels; `cut` where the text goes on."""

    lines: tuple[str, ...]
    size: int
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """Where lines must fit, in pixels, and how: the sizes to be tried, largest first, and the leading in ems."""

    width: float
    height: float
    sizes: Sequence[int]
    leading: float

    def room(self, size: int) -> int:
        """Count the lines of a size that fit; one always does."""
        return max(1, int(self.height // (size * self.leading)))


def fitted(text: str, frame: Frame, width: Callable[[str], float]) -> Block:
    """Lay a text into a frame: as large as it goes in whole; where it never does, cut at a word's end."""
    parts = _parts(text)
    widths = {part: width(part) for part, _ in parts}
    blank = width(" ")
    longest = max(widths.values(), default=0.0)
    for size in frame.sizes:
        limit = frame.width / size
        if longest > limit and size != frame.sizes[-1]:
            continue  # a smaller size may spare a word from being broken
        pieces = _pieces(parts, widths, limit, width, frame.room(size))
        lines = _filled(pieces, limit, blank)
        if len(lines) <= frame.room(size):
            return Block(_balanced(pieces, lines, limit, blank), size)
    size = frame.sizes[-1]
    limit, room = frame.width / size, frame.room(size)
    lines = _filled(_pieces(parts, widths, limit, width, room), limit, blank)
    return Block((*lines[: room - 1], _shortened(lines[room - 1], limit, width)), size, cut=True)


def _parts(text: str) -> list[tuple[str, bool]]:
    """Cut a text where a line may end; `True` with a part that a blank goes before."""
    return [
        (part, number == 0)
        for word in _BLANKS.split(text.strip())
        for number, part in enumerate(_DASHED.split(word))
        if part
    ]


def _pieces(
    parts: list[tuple[str, bool]],
    widths: dict[str, float],
    limit: float,
    width: Callable[[str], float],
    room: int,
) -> list[tuple[str, bool, float]]:
    """Give the parts with their widths; one that is wider than a line is broken, as far as there is room for it."""
    pieces = []
    for part, blank in parts:
        rest, number = part, 0
        while (widths[part] if rest is part else width(rest)) > limit and number <= room:
            at = _longest(rest, limit, width)
            pieces.append((rest[:at], blank and not number, width(rest[:at])))
            rest, number = rest[at:], number + 1
        pieces.append((rest, blank and not number, widths[part] if rest is part else width(rest)))
    return pieces


def _longest(word: str, limit: float, width: Callable[[str], float]) -> int:
    """Count the characters of a word's longest beginning that fits, one at least; a mark stays with its letter."""
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width(word[:middle]) <= limit else (low, middle - 1)
    while low > 1 and low < len(word) and unicodedata.category(word[low]).startswith("M"):
        low -= 1
    return low


def _filled(pieces: list[tuple[str, bool, float]], limit: float, blank: float) -> list[str]:
    lines, line, used = [], "", 0.0
    for piece, apart, wide in pieces:
        gap = blank if apart else 0.0
        if line and used + gap + wide > limit:
            lines.append(line)
            line, used = piece, wide
        else:
            line += (" " if apart and line else "") + piece
            used += wide + (gap if used else 0.0)
    return [*lines, line] if line else lines


def _balanced(pieces: list[tuple[str, bool, float]], lines: list[str], limit: float, blank: float) -> tuple[str, ...]:
    """Make the lines about as long as each other, with as many of them, as headings of the pages are."""
    low, high = limit / 2, limit
    best = lines
    for _ in range(_HALVINGS if len(lines) > 1 else 0):
        middle = (low + high) / 2
        tried = _filled(pieces, middle, blank)
        if len(tried) == len(lines) and max(wide for _, _, wide in pieces) <= middle:
            best, high = tried, middle
        else:
            low = middle
    return tuple(best)


def _shortened(line: str, limit: float, width: Callable[[str], float]) -> str:
    """End a line with an ellipsis, behind its last word that leaves room for one."""
    words = line.split(" ")
    while words:
        said = " ".join(words).rstrip(_DANGLING)
        if said and width(said + ELLIPSIS) <= limit:
            return said + ELLIPSIS
        words.pop()
    return line[: _longest(line, limit - width(ELLIPSIS), width)] + ELLIPSIS
