"""From the icons of a site to outlines that can be drawn: the part of SVG that icons are made of, and no more.

1. The icons come as the symbols of the pages, where `render.assets` has let through plain shapes alone.
2. Every shape becomes contours: points in the units of the icon's box, curves in pieces short enough to look round.
3. Its class says how it is drawn: `s` is the shape itself, `d` a dot and `g` a line of the sign, `t` a thinner one.
"""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

SHAPE, DOT, LINE = "s", "d", "g"
THIN = "t"
WIDTH, THIN_WIDTH = 2.0, 1.1  # of lines, in the units of the box: assets/style.css, section 5
_LEAST_BOX, _LARGEST_BOX = 1, 10_000  # units: a smaller box would make a line wider than any picture
_PIECES = 24  # of a curve
_DIGITS = 3  # behind the point: what two machines' sines differ in lies far behind these
_BARE = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_NUMBERS = re.compile(_BARE)
_NUMBER = re.compile(rf"[\s,]*({_BARE})")
_FLAG = re.compile(r"[\s,]*([01])")
_COMMAND = re.compile(r"[\s,]*([A-Za-z])")
_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4, "A": 7, "Z": 0}
_ARC_FLAGS = (3, 4)
_EMPTY = re.compile(r"[\s,]*\Z")


class ShapeError(ValueError):
    """An icon has what cannot be drawn; the message says what."""


@dataclass(frozen=True, slots=True)
class Contour:
    """Points of a line, in the units of the box; `closed` where it ends where it began."""

    points: tuple[tuple[float, float], ...]
    closed: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One shape of an icon: how it is drawn (`s`, `d` or `g`), its contours, and the width of its line."""

    kind: str
    contours: tuple[Contour, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Icon:
    """An icon as it is drawn: its box as x, y, width and height, and its parts from the ground up."""

    box: tuple[float, float, float, float]
    parts: tuple[Part, ...]


@cache
def icon(symbol: str) -> Icon:
    """Read one `<symbol>` of the pages. Raises ShapeError."""
    root = ET.fromstring(symbol)  # noqa: S314 - written by `render.assets`, which refuses declarations
    numbers = [float(one) for one in _NUMBERS.findall(root.get("viewBox", ""))]
    if len(numbers) != 4:  # noqa: PLR2004 - x, y, width, height
        raise ShapeError("its viewBox has not four numbers")
    if not all(_LEAST_BOX <= side <= _LARGEST_BOX for side in numbers[2:]):
        raise ShapeError(f"its viewBox is not {_LEAST_BOX} to {_LARGEST_BOX:,} wide and high")
    return Icon((numbers[0], numbers[1], numbers[2], numbers[3]), tuple(_parts(root, frozenset())))


def _parts(node: ET.Element, above: frozenset[str]) -> Iterator[Part]:
    for child in node:
        classes = above | set(child.get("class", "").split())
        if child.tag == "g":
            yield from _parts(child, classes)
            continue
        kind = next((one for one in (LINE, DOT, SHAPE) if one in classes), None)
        if kind is None:
            raise ShapeError(f'a <{child.tag}> has none of the classes "s", "g" and "d"')
        yield Part(kind, tuple(_contours(child)), THIN_WIDTH if THIN in classes else WIDTH)


def _contours(node: ET.Element) -> Iterator[Contour]:
    def number(name: str) -> float:
        return float(node.get(name, "0"))

    try:
        match node.tag:
            case "path":
                yield from path(node.get("d", ""))
            case "circle":
                yield _ellipse(number("cx"), number("cy"), number("r"), number("r"))
            case "ellipse":
                yield _ellipse(number("cx"), number("cy"), number("rx"), number("ry"))
            case "rect":
                across = number("rx") or number("ry")
                yield _rectangle(number("x"), number("y"), number("width"), number("height"), across)
            case "line":
                yield _contour([(number("x1"), number("y1")), (number("x2"), number("y2"))], closed=False)
            case _:  # polyline and polygon: what else an icon may hold
                flat = [float(one) for one in _NUMBERS.findall(node.get("points", ""))]
                yield _contour(list(zip(flat[::2], flat[1::2], strict=False)), closed=node.tag == "polygon")
    except ArithmeticError:
        raise ShapeError(f"<{node.tag}>: a number is too large, or too small") from None
    except ValueError as error:
        raise error if isinstance(error, ShapeError) else ShapeError(f"<{node.tag}>: {error}") from None


def _contour(points: list[tuple[float, float]], *, closed: bool) -> Contour:
    if len(points) < 2:  # noqa: PLR2004 - a line has two ends
        raise ShapeError("a line has fewer than two points")
    if not all(math.isfinite(one) for point in points for one in point):
        raise ShapeError("a number is too large")
    return Contour(tuple((round(x, _DIGITS), round(y, _DIGITS)) for x, y in points), closed)


def _ellipse(x: float, y: float, across: float, down: float) -> Contour:
    turns = (math.tau * at / (4 * _PIECES) for at in range(4 * _PIECES))
    return _contour([(x + across * math.cos(turn), y + down * math.sin(turn)) for turn in turns], closed=True)


def _rectangle(x: float, y: float, width: float, height: float, radius: float) -> Contour:
    radius = min(radius, width / 2, height / 2)
    if not radius:
        return _contour([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], closed=True)
    points = []
    for number, (right, low) in enumerate(((1, 1), (0, 1), (0, 0), (1, 0))):
        middle = (x + radius + right * (width - 2 * radius), y + radius + low * (height - 2 * radius))
        for at in range(_PIECES + 1):
            turn = math.tau / 4 * (number + at / _PIECES)
            points.append((middle[0] + radius * math.cos(turn), middle[1] + radius * math.sin(turn)))
    return _contour(points, closed=True)


def path(data: str) -> tuple[Contour, ...]:
    """Read path data (SVG 2, 9.3): lines, curves and arcs, absolute and relative. Raises ShapeError for the rest."""
    found: list[Contour] = []
    points: list[tuple[float, float]] = []
    here = (0.0, 0.0)
    for command, given in _commands(data):
        name = command.upper()
        x, y = here if command.islower() else (0.0, 0.0)
        if name in "MZ":
            if len(points) > 1:
                found.append(_contour(points, closed=name == "Z"))
            here = (x + given[0], y + given[1]) if name == "M" else (points[0] if points else here)
            points = [here]
            continue
        points = points or [here]
        match name:
            case "H":
                points.append((x + given[0], here[1]))
            case "V":
                points.append((here[0], y + given[0]))
            case "L":
                points.append((x + given[0], y + given[1]))
            case "A":
                points += _arc(here, given, (x + given[5], y + given[6]))
            case _:
                shifted = [one + (y if at % 2 else x) for at, one in enumerate(given)]
                points += _curve([here, *zip(shifted[::2], shifted[1::2], strict=True)])
        here = points[-1]
    if len(points) > 1:
        found.append(_contour(points, closed=False))
    return tuple(found)


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Cut path data into commands, each with the numbers of one step; a command may be left out where it repeats."""
    at, command = 0, ""
    while not _EMPTY.match(data, at):
        if letter := _COMMAND.match(data, at):
            command, at = letter[1], letter.end()
        elif command in {"M", "m"}:
            command = "L" if command == "M" else "l"  # further pairs are lines (SVG 2, 9.3.3)
        count = _ARGUMENTS.get(command.upper())
        if count is None or (count == 0 and not letter):
            raise ShapeError(f'the path command "{command or data[at : at + 1]}" cannot be drawn')
        given = []
        for number in range(count):
            pattern = _FLAG if command in "Aa" and number in _ARC_FLAGS else _NUMBER
            value = pattern.match(data, at)
            if value is None:
                raise ShapeError(f'the path command "{command}" lacks a number')
            given.append(float(value[1]))
            at = value.end()
        yield command, given


def _curve(poles: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Give the points of a Bézier curve behind its first, by de Casteljau's construction."""
    points = []
    for step in range(1, _PIECES + 1):
        along, rest = step / _PIECES, poles
        while len(rest) > 1:
            rest = [
                (one[0] + (two[0] - one[0]) * along, one[1] + (two[1] - one[1]) * along) for one, two in pairwise(rest)
            ]
        points.append(rest[0])
    return points


def _arc(start: tuple[float, float], given: list[float], end: tuple[float, float]) -> list[tuple[float, float]]:
    """Give the points of an elliptical arc behind its first, by the formulas of SVG 2, appendix B.2.4 and B.2.5."""
    across, down, tilt = abs(given[0]), abs(given[1]), math.radians(given[2])
    if not (across and down) or start == end:
        return [end]
    cosine, sine = math.cos(tilt), math.sin(tilt)
    half = ((start[0] - end[0]) / 2, (start[1] - end[1]) / 2)
    x, y = cosine * half[0] + sine * half[1], cosine * half[1] - sine * half[0]
    stretch = math.sqrt(max(1.0, (x / across) ** 2 + (y / down) ** 2))
    across, down = across * stretch, down * stretch
    rest = (across * down) ** 2 / ((across * y) ** 2 + (down * x) ** 2) - 1
    factor = math.sqrt(max(0.0, rest)) * (-1 if given[3] == given[4] else 1)
    middle = (factor * across * y / down, -factor * down * x / across)
    first = math.atan2((y - middle[1]) / down, (x - middle[0]) / across)
    sweep = (math.atan2((-y - middle[1]) / down, (-x - middle[0]) / across) - first) % math.tau
    if not given[4]:
        sweep -= math.tau
    centre = (
        cosine * middle[0] - sine * middle[1] + (start[0] + end[0]) / 2,
        sine * middle[0] + cosine * middle[1] + (start[1] + end[1]) / 2,
    )
    turns = (first + sweep * step / _PIECES for step in range(1, _PIECES))
    points = [(across * math.cos(turn), down * math.sin(turn)) for turn in turns]
    return [*((centre[0] + cosine * a - sine * b, centre[1] + sine * a + cosine * b) for a, b in points), end]
