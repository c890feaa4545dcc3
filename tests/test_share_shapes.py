"""Icons as outlines: the commands of path data, the shapes, and what cannot be drawn."""

from __future__ import annotations

import math
import time
from itertools import pairwise

import pytest
from rendering import ROOT

from pincite.share.shapes import Contour, ShapeError, icon, path

SYMBOL = '<symbol id="mark-x" viewBox="0 0 24 24">{}</symbol>'


def _one(data):
    (contour,) = path(data)
    return contour


@pytest.mark.parametrize(
    "data",
    [
        "M1 2L5 2L5 6Z",
        "m1 2 4 0 0 4z",
        "M1,2 H5 V6 z",
        "M1 2h4v4z",
        "M1 2 5 2 5 6Z",
        "M+1 2.0L.5e1 2 5 6z",
        "m1 2l4-0l0 4z",
    ],
)
def test_lines_are_read_absolute_and_relative_and_however_they_are_written(data):
    assert _one(data) == Contour(((1.0, 2.0), (5.0, 2.0), (5.0, 6.0)), closed=True)


def test_a_path_begins_anew_where_the_last_was_closed():
    first, second = path("M1 1h4v4zm2 2h1")
    assert (first.closed, second.closed) == (True, False)
    assert second.points == ((3.0, 3.0), (4.0, 3.0))


def test_a_path_goes_on_from_where_it_was_closed_without_a_new_beginning():
    assert path("M1 1h4v4zh2")[1].points == ((1.0, 1.0), (3.0, 1.0))


@pytest.mark.parametrize("sweep", [0, 1])
@pytest.mark.parametrize("large", [0, 1])
def test_an_arc_keeps_its_distance_from_its_centre(large, sweep):
    """Of the two circles through both ends, each of the four arcs lies on one, and is a quarter or three of it."""
    points = _one(f"M0 5A5 5 0 {large} {sweep} 5 0").points
    centres = [(0.0, 0.0), (5.0, 5.0)]
    fits = [all(abs(math.dist(point, centre) - 5) < 0.002 for point in points) for centre in centres]
    assert sum(fits) == 1
    turned = sum(math.dist(a, b) for a, b in pairwise(points))
    assert turned == pytest.approx(5 * math.pi * (1.5 if large else 0.5), rel=0.01)


def test_an_arc_that_is_too_small_for_its_ends_is_stretched():
    points = _one("M0 0A1 1 0 0 1 10 0").points
    assert max(abs(y) for _, y in points) == pytest.approx(5, abs=0.02)


def test_the_flags_of_an_arc_need_no_blanks():
    assert _one("M0 5A5 5 0 015 0") == _one("M0 5A5 5 0 0 1 5 0")


def test_an_arc_without_a_radius_is_a_line():
    assert _one("M0 0A0 5 0 0 1 9 9").points == ((0.0, 0.0), (9.0, 9.0))


def test_a_curve_begins_and_ends_at_its_ends_and_passes_its_middle():
    points = _one("M0 0c0 4 8 4 8 0").points
    assert (points[0], points[12], points[-1]) == ((0.0, 0.0), (4.0, 3.0), (8.0, 0.0))


def test_a_quadratic_curve_passes_its_middle():
    assert _one("M0 0Q4 8 8 0").points[12] == (4.0, 4.0)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("M0 0S1 1 2 2", '"S" cannot be drawn'),
        ("M0 0T1 1", '"T" cannot be drawn'),
        ("M0 0L1", "lacks a number"),
        ("M0 0A1 1 0 2 1 5 5", "lacks a number"),
        ("0 0", "cannot be drawn"),
        ("M0 0z5", "cannot be drawn"),
        ("M0 0L1 nan", "lacks a number"),
        ("M0 0L1e999 0", "too large"),
    ],
)
def test_what_cannot_be_drawn_is_named(data, said):
    with pytest.raises(ShapeError, match=said):
        path(data)


def test_every_icon_of_the_repository_can_be_drawn():
    icons = sorted((ROOT / "assets" / "icons").glob("*.svg"))
    found = {one.stem: icon(one.read_text("utf-8").replace(' xmlns="http://www.w3.org/2000/svg"', "")) for one in icons}
    assert len(found) > 0
    assert [name for name, one in found.items() if {"s", "g"} - {part.kind for part in one.parts}] == []
    assert [name for name, one in found.items() if any(not part.contours for part in one.parts)] == []


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ('<rect class="s" x="1" y="2" width="3" height="4"/>', ((1.0, 2.0), (4.0, 2.0), (4.0, 6.0), (1.0, 6.0))),
        ('<polygon class="s" points="1,2 3,4 5,0"/>', ((1.0, 2.0), (3.0, 4.0), (5.0, 0.0))),
        ('<g class="s"><polygon points="1,2 3,4 5,0"/></g>', ((1.0, 2.0), (3.0, 4.0), (5.0, 0.0))),
    ],
)
def test_a_shape_becomes_its_corners(shape, expected):
    (part,) = icon(SYMBOL.format(shape)).parts
    assert (part.kind, part.contours) == ("s", (Contour(expected, closed=True),))


@pytest.mark.parametrize(
    "shape", ['<circle class="d" cx="9" cy="8" r="3"/>', '<ellipse class="d" cx="9" cy="8" rx="3" ry="3"/>']
)
def test_a_circle_is_round(shape):
    (part,) = icon(SYMBOL.format(shape)).parts
    assert {round(math.dist(point, (9, 8)), 2) for point in part.contours[0].points} == {3.0}


def test_the_corners_of_a_rounded_rectangle_lie_within_it():
    (part,) = icon(SYMBOL.format('<rect class="s" x="1" y="1" width="22" height="22" rx="4.5"/>')).parts
    points = part.contours[0].points
    assert (min(x for x, _ in points), max(y for _, y in points)) == (1.0, 23.0)
    assert (1.0, 1.0) not in points


def test_a_thin_line_is_thinner():
    widths = [
        part.width for part in icon(SYMBOL.format('<path class="g" d="M1 1h1"/><path class="g t" d="M1 1h1"/>')).parts
    ]
    assert widths == [2.0, 1.1]


@pytest.mark.parametrize(
    ("symbol", "said"),
    [
        (SYMBOL.format('<circle cx="1" cy="1" r="1"/>'), "none of the classes"),
        (SYMBOL.format('<circle class="s" cx="a" cy="1" r="1"/>'), "<circle>"),
        ('<symbol viewBox="0 0 24"></symbol>', "viewBox"),
        ('<symbol viewBox="0 0 0 24"></symbol>', "viewBox"),
    ],
)
def test_an_icon_that_cannot_be_drawn_says_why(symbol, said):
    with pytest.raises(ShapeError, match=said):
        icon(symbol)


@pytest.mark.parametrize(
    "shape",
    [
        '<path class="s" d="M0 0A1e-300 1e-300 0 0 1 5 5Z"/>',
        '<circle class="s" r="1e999"/>',
        '<polygon class="s" points="1,1"/>',
        f'<polyline class="g" points="{" " * 50_000}x"/>',
    ],
    ids=["too small", "too large", "one point", "blanks"],
)
def test_numbers_that_nothing_can_be_drawn_from_are_told_at_once(shape):
    started = time.process_time()
    with pytest.raises(ShapeError):
        icon(SYMBOL.format(shape))
    assert time.process_time() - started < 1


@pytest.mark.parametrize("side", ["0.000001", "0", "1e300"])
def test_a_box_in_whose_units_no_mark_can_be_drawn_is_told(side):
    with pytest.raises(ShapeError, match="viewBox"):
        icon(f'<symbol id="mark-x" viewBox="0 0 {side} {side}"></symbol>')
