"""The marks of a share image as masks: the shape, the line around it, and the sign on it. Needs Pillow."""

from __future__ import annotations

import math
from dataclasses import field
from functools import cache
from itertools import pairwise

from PIL import Image, ImageDraw

from pincite.records import dataclass
from pincite.share.shapes import DOT, LINE, SHAPE, Contour, icon

FINE = 6  # a mark is drawn so many times larger, and made smaller
AROUND = 1  # units of an icon's box, for outlines
_EDGE = 1.0  # units: the width of the line around a shape

_Points = list[tuple[float, float]]


@dataclass(frozen=True, slots=True, eq=False)  # each is itself alone
class Stamp:
    """A mark's masks: its shape, the line around it, and its sign; and how far they reach beyond it, in pixels."""

    shape: Image.Image = field(repr=False)
    edge: Image.Image = field(repr=False)
    sign: Image.Image = field(repr=False)
    around: int


@cache
def stamp(symbol: str, size: int) -> Stamp:
    """Draw the masks of a mark that is `size` pixels wide and high, from its symbol. Raises ShapeError."""
    drawn = icon(symbol)
    x, y, wide, high = drawn.box
    scale = size * FINE / max(wide, high)
    around = -(-round(AROUND * scale) // FINE)
    side = (size + 2 * around) * FINE
    # Pillow means the middles of pixels, and inks an outline's own.
    left = around * FINE + (size * FINE - wide * scale - 1) / 2 - x * scale
    top = around * FINE + (size * FINE - high * scale - 1) / 2 - y * scale
    shape, edge, sign = (Image.new("L", (side, side), 0) for _ in range(3))
    for part in drawn.parts:
        lines = [
            (Contour(tuple((x * scale + left, y * scale + top) for x, y in one.points), one.closed))
            for one in part.contours
        ]
        if part.kind == SHAPE:
            _fill(shape, lines)
            _stroke(edge, lines, _EDGE * scale)
        elif part.kind == DOT:
            _fill(sign, lines)
        elif part.kind == LINE:
            _stroke(sign, lines, part.width * scale)
    return Stamp(shape.reduce(FINE), edge.reduce(FINE), sign.reduce(FINE), around)


def _fill(mask: Image.Image, lines: list[Contour]) -> None:
    """Fill contours; one that runs the other way than the first is a hole, as by the rule `nonzero`."""
    pen = ImageDraw.Draw(mask)
    way = None
    for one in lines:
        turns = _area(one) > 0
        way = turns if way is None else way
        pen.polygon(list(one.points), fill=255 if turns == way else 0)


def _area(contour: Contour) -> float:
    points = contour.points
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, (*points[1:], *points[:1]), strict=True))


def _stroke(mask: Image.Image, lines: list[Contour], width: float) -> None:
    """Draw lines with round ends and joints."""
    pen, half = ImageDraw.Draw(mask), width / 2
    for one in lines:
        ends = (*one.points, one.points[0]) if one.closed else one.points
        for x, y in one.points:
            pen.ellipse((x - half, y - half, x + half, y + half), fill=255)
        for (x, y), (u, v) in pairwise(ends):
            if length := math.hypot(u - x, v - y):
                a, b = (v - y) / length * half, (x - u) / length * half
                pen.polygon([(x + a, y + b), (u + a, v + b), (u - a, v - b), (x - a, y - b)], fill=255)
