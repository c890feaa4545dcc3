"""A share image from its content: 1200 by 630 pixels, in the colours and the type of the claim's page.

1. `layout` says where everything stands, `fonts` and `stamps` turn it into masks.
2. Every mask is printed in one colour on the ground that it lies on; the palette holds the steps between the two. So a
   picture is small, and drawn without a search for the colours that it has.

Needs Pillow, for the pixels; `png` makes the file of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageDraw

from pincite.facts.sharing import HEIGHT, WIDTH
from pincite.share.layout import BAR, MARGIN, RULE, RULE_AT, laid_out
from pincite.share.png import png
from pincite.share.stamps import stamp

if TYPE_CHECKING:
    from pincite.share.content import Content, Tokens
    from pincite.share.layout import Placed

_STEPS = 24  # of the palette, from one colour to another
_FRAME = 4  # pixels: the line around the notice of a withdrawal


def draw(content: Content) -> bytes:
    """Draw a picture, as the bytes of a PNG."""
    layout = laid_out(content)
    tokens = content.tokens
    plate = Plate(tokens.paper)
    bars = Image.new("L", (WIDTH, HEIGHT), 0)
    ImageDraw.Draw(bars).rectangle((0, 0, WIDTH, BAR - 1), fill=255)
    for ink in (tokens.ink, tokens.ink_2, tokens.ink_3):
        mask = bars if ink == tokens.ink else Image.new("L", (WIDTH, HEIGHT), 0)
        pen = ImageDraw.Draw(mask)
        if ink == tokens.ink and layout.framed:
            pen.rectangle(layout.framed, outline=255, width=_FRAME)
        for text in layout.texts:
            if text.ink == ink:
                text.hand.draw(pen, (text.left, text.base), text.words, text.size)
        plate.print(mask, (0, 0), tokens.paper, ink)
    plate.print(Image.new("L", (WIDTH - 2 * MARGIN, RULE), 255), (MARGIN, RULE_AT), tokens.paper, tokens.rule)
    for one in layout.marks:
        _print_mark(plate, one, tokens)
    return plate.png()


class Plate:
    """A picture with a palette, printed a colour at a time."""

    def __init__(self, paper: str) -> None:
        self._image = Image.new("P", (WIDTH, HEIGHT), 0)
        self._colours = [_channels(paper)]
        self._ramps: dict[tuple[str, str], int] = {}

    def print(self, mask: Image.Image, at: tuple[int, int], ground: str, ink: str) -> None:
        """Print ink where a mask is: where it is half there, in a colour half-way from the ground."""
        first = self._ramp(ground, ink)
        steps = [round(value * _STEPS / 255) for value in range(256)]
        levels = mask.point([max(0, first + step - 1) for step in steps])
        self._image.paste(levels, at, mask.point([255 if step else 0 for step in steps]))

    def _ramp(self, ground: str, ink: str) -> int:
        if (ground, ink) not in self._ramps:
            self._ramps[ground, ink] = len(self._colours)
            pairs = list(zip(_channels(ground), _channels(ink), strict=True))
            self._colours += [
                tuple(round(one + (two - one) * step / _STEPS) for one, two in pairs) for step in range(1, _STEPS + 1)
            ]
        return self._ramps[ground, ink]

    def png(self) -> bytes:
        """Give the picture as a PNG without anything but its pixels."""
        return png(WIDTH, HEIGHT, self._colours, self._image.tobytes())


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _print_mark(plate: Plate, placed: Placed, tokens: Tokens) -> None:
    mark = placed.mark
    masks, hues = stamp(mark.symbol, placed.size), mark.hues
    place = (placed.left - masks.around, placed.top - masks.around)
    if not placed.filled:
        plate.print(masks.edge, place, tokens.paper, tokens.rule_2)
        return
    if mark.outline:
        plate.print(ImageChops.lighter(masks.shape, masks.edge), place, tokens.paper, tokens.ink)
        plate.print(ImageChops.subtract(masks.shape, masks.edge), place, tokens.ink, hues.colour)
    else:
        plate.print(masks.shape, place, tokens.paper, hues.colour)
    plate.print(masks.sign, place, hues.colour, hues.sign)
