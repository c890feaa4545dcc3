"""The article seen from afar: each line of text a bar, in the rating of the claim that it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.facts.lengths import short
from pincite.fields.kinds import STATING
from pincite.records import dataclass
from pincite.text import direction

if TYPE_CHECKING:
    from pincite.facts.index import Index
    from pincite.model import Article

_COLUMNS = 62  # characters a line
_LEFT, _ADVANCE, _LINE, _GAP = 12, 2, 5, 3.4  # units of the picture: margin, a character, a line, between paragraphs


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of one line: place and size in the picture's units, and the rating's number from the top, or -1."""

    x: str
    y: str
    width: str
    rating: int


@dataclass(frozen=True, slots=True)
class Glance:
    """The picture: its height in units (it is 136 wide), the bars, and where each paragraph's number stands.

    Places are told from the left; `from_right` says that the article is read from the right, and the picture turned.
    """

    height: str
    bars: tuple[Bar, ...]
    numbers: tuple[tuple[int, str], ...]
    from_right: bool


def glance(article: Article, index: Index) -> Glance:
    """Lay an article out in lines of equal length and colour them by the claims that state them."""
    colours = _colours(article, index)
    bars, numbers, y = [], [], 0.0
    for number, (start, end) in enumerate(article.paragraphs, start=1):
        if start == end:
            continue
        numbers.append((number, _short(y + 4)))
        for low, high in _lines(article.text, start, end):
            at = low
            while at < high:
                rest = colours[at:high]
                stop = high - len(rest.lstrip(rest[:1]))
                bars.append(
                    Bar(
                        _short(_LEFT + _ADVANCE * (at - low)),
                        _short(y),
                        _short(_ADVANCE * (stop - at) - 0.4),
                        ord(colours[at]) - 1,
                    ),
                )
                at = stop
            y += _LINE
        y += _GAP
    return Glance(_short(y), tuple(bars), tuple(numbers), direction(article.text, "ltr") == "rtl")


def _colours(article: Article, index: Index) -> str:
    """Give each character the rating of the claim that states it, as the character of its number from the top and 1.

    The shortest passage, the most telling, wins; what no claim states has the character 0.
    """
    colours = ["\0"] * len(article.text)
    stating = [
        (end - start, start, end, index.rating_numbers[claim.rating] + 1)
        for claim, quote in index.citations[article.id]
        if quote.stance in STATING
        for start, end in quote.slices
    ]
    for length, start, end, colour in sorted(stating, reverse=True):
        colours[start:end] = [chr(colour)] * length
    return "".join(colours)


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    lines, at = [], start
    while at < end:
        stop = min(end, at + _COLUMNS)
        if stop < end:
            blank = text.rfind(" ", at, stop)
            stop = blank if blank > at else stop
        lines.append((at, stop))
        at = stop + (stop < end and text[stop] == " ")
    return lines


def _short(number: float) -> str:
    return short(number, 1)
