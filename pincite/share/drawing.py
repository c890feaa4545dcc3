"""A share image from its content: 1200 by 630 pixels, in the colours and the type of the claim's page.

1. `layout` says where everything stands, `fonts` and `stamps` turn it into masks.
2. Every mask is printed in one colour on the ground that it lies on; the palette holds the steps between the two. So a
   picture is small, and drawn without a search for the colours that it has.

Needs Pillow, for the pixels; `png` makes the file of them.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from PIL import Image, ImageChops

from pincite.facts.sharing import HEIGHT, WIDTH
from pincite.share.layout import BAR, MARGIN, RULE, RULE_AT, laid_out
from pincite.share.png import png
from pincite.share.stamps import stamp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pincite.share.content import Content, Tokens
    from pincite.share.layout import Placed
    from pincite.share.stamps import Stamp

_STEPS = 24  # of the palette, from one colour to another
_STEP = [round(value * _STEPS / 255) for value in range(256)]  # of each value of a mask
_INKED = [255 if step else 0 for step in _STEP]
_STAMPS = 500  # that are remembered as they are printed: some megabytes
_FRAME = 4  # pixels: the line around the notice of a withdrawal


def draw(content: Content) -> bytes:
    """Draw a picture, as the bytes of a PNG."""
    return printed(content).png()


def printed(content: Content) -> Plate:
    """Print a picture."""
    layout = laid_out(content)
    tokens = content.tokens
    plate = Plate(tokens.paper)
    plate.fill((0, 0, WIDTH, BAR), tokens.paper, tokens.ink)
    if layout.framed:
        left, top, right, low = layout.framed  # the last pixels are of the frame
        frame = Image.new("L", (right + 1 - left, low + 1 - top), 255)
        frame.paste(0, (_FRAME, _FRAME, frame.width - _FRAME, frame.height - _FRAME))
        plate.print(frame, (left, top), tokens.ink)
    for text in layout.texts:
        words = text.hand.mask((text.left, text.base), text.words, text.size)
        plate.print(words.shape, (words.left, words.top), text.ink)
    plate.fill((MARGIN, RULE_AT, WIDTH - MARGIN, RULE_AT + RULE), tokens.paper, tokens.rule)
    for one in layout.marks:
        _print_mark(plate, one, tokens)
    return plate


class Plate:
    """A picture with a palette, printed a colour at a time."""

    def __init__(self, paper: str) -> None:
        self._paper = paper
        self._image = Image.new("L", (WIDTH, HEIGHT), 0)  # of the palette's numbers
        self._colours = [_channels(paper)]
        self._ramps: dict[tuple[str, str], int] = {}
        self._touched: list[tuple[int, int]] = []  # the first line of each print, and the first below it

    def print(self, mask: Image.Image, at: tuple[int, int], ink: str) -> None:
        """Print ink on paper where a mask is. Where two meet, the stronger stays, or the colour that came later."""
        levels = mask.point(_levels(self._ramp(self._paper, ink)))
        box = (*at, at[0] + mask.width, at[1] + mask.height)
        self._image.paste(ImageChops.lighter(self._image.crop(box), levels), box)
        self._touched.append((box[1], box[3]))

    def stamp(self, stamp: Stamp, part: str, at: tuple[int, int], ground: str, ink: str) -> None:
        """Print a part of a stamp over what is there."""
        levels, inked = _stamped(stamp, part, self._ramp(ground, ink))
        self._image.paste(levels, at, inked)
        self._touched.append((at[1], at[1] + levels.height))

    def fill(self, box: tuple[int, int, int, int], ground: str, ink: str) -> None:
        """Print ink over a whole box: left, top, right, bottom."""
        self._image.paste(self._ramp(ground, ink) + _STEPS - 1, box)
        self._touched.append((box[1], box[3]))

    def _ramp(self, ground: str, ink: str) -> int:
        if (ground, ink) not in self._ramps:
            self._ramps[ground, ink] = len(self._colours)
            self._colours += _between(ground, ink)
        return self._ramps[ground, ink]

    def lines(self) -> Iterator[bytes | int]:
        """Give the lines of a PNG, each with a nought before it; of bare paper, how many noughts it is."""
        done = 0
        for first, last in sorted(self._touched):
            top, end = max(first, done), min(last, HEIGHT)
            if top < end:
                yield (top - done) * (WIDTH + 1)
                yield self._image.crop((-1, top, WIDTH, end)).tobytes()  # what is left of the picture is 0
                done = end
        yield (HEIGHT - done) * (WIDTH + 1)

    def png(self) -> bytes:
        """Give the picture as a PNG without anything but its pixels."""
        return png(WIDTH, HEIGHT, self._colours, self.lines())


@lru_cache(maxsize=_STAMPS)
def _stamped(stamp: Stamp, part: str, first: int) -> tuple[Image.Image, Image.Image]:
    """Give the palette's numbers for a part of a stamp, from `first` on, and a mask of where they are."""
    masks = {
        "shape": stamp.shape,
        "edge": stamp.edge,
        "sign": stamp.sign,
        "both": ImageChops.lighter(stamp.shape, stamp.edge),
        "inside": ImageChops.subtract(stamp.shape, stamp.edge),
    }
    return masks[part].point(_levels(first)), masks[part].point(_INKED)


@cache
def _levels(first: int) -> list[int]:
    """Give the number in the palette for each value of a mask, where a colour's steps begin at `first`."""
    return [first + step - 1 if step else 0 for step in _STEP]


@cache
def _between(ground: str, ink: str) -> tuple[tuple[int, ...], ...]:
    """Give the steps from one colour to another."""
    pairs = list(zip(_channels(ground), _channels(ink), strict=True))
    return tuple(tuple(round(one + (two - one) * step / _STEPS) for one, two in pairs) for step in range(1, _STEPS + 1))


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _print_mark(plate: Plate, placed: Placed, tokens: Tokens) -> None:
    mark = placed.mark
    masks, hues = stamp(mark.symbol, placed.size), mark.hues
    place = (placed.left - masks.around, placed.top - masks.around)
    if not placed.filled:
        plate.stamp(masks, "edge", place, tokens.paper, tokens.rule_2)
        return
    if mark.outline:
        plate.stamp(masks, "both", place, tokens.paper, tokens.ink)
        plate.stamp(masks, "inside", place, tokens.ink, hues.colour)
    else:
        plate.stamp(masks, "shape", place, tokens.paper, hues.colour)
    plate.stamp(masks, "sign", place, hues.colour, hues.sign)
