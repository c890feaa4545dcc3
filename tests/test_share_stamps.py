"""The masks of a mark: round, filled by the rule of SVG, and whole at every size."""

from __future__ import annotations

import math

import pytest

from pincite.share.stamps import stamp

SYMBOL = '<symbol id="mark-x" viewBox="0 0 24 24">{}</symbol>'
CIRCLE = SYMBOL.format('<circle class="s" cx="12" cy="12" r="10"/>')


def _share(mask):
    """Give the area that a mask inks, in pixels."""
    return sum(mask.tobytes()) / 255


def test_a_circle_inks_its_area():
    assert _share(stamp(CIRCLE, 68).shape) == pytest.approx(math.pi * (10 / 24 * 68) ** 2, rel=0.01)


def test_a_line_inks_its_width_with_round_ends():
    line = stamp(SYMBOL.format('<path class="g" d="M4 12h16"/>'), 96).sign
    assert _share(line) == pytest.approx((16 * 2 + math.pi) * 16, rel=0.03)


def test_the_line_around_a_shape_reaches_over_its_edge_and_is_not_cut():
    edge = stamp(SYMBOL.format('<rect class="s" x="0" y="0" width="24" height="24"/>'), 48)
    row = [edge.edge.getpixel((x, edge.edge.height // 2)) for x in range(edge.edge.width)]
    line = [x for x, value in enumerate(row) if value > 200]
    assert line == [edge.around - 1, edge.around, edge.around + 47, edge.around + 48]
    assert max(abs(one - other) for one, other in zip(row, row[::-1], strict=True)) < 50
    assert max(row[0], row[-1]) < 50


def test_a_contour_that_runs_the_other_way_is_a_hole():
    ring = stamp(SYMBOL.format('<path class="s" d="M2 2h20v20h-20zM6 6v12h12v-12z"/>'), 96).shape
    both = stamp(SYMBOL.format('<path class="s" d="M2 2h20v20h-20zM6 6h12v12h-12z"/>'), 96).shape
    assert (ring.getpixel((48 + 4, 48 + 4)), both.getpixel((48 + 4, 48 + 4))) == (0, 255)


def test_a_box_that_is_no_square_keeps_its_shape_and_is_centred():
    wide = '<symbol id="mark-x" viewBox="10 10 20 10"><rect class="s" x="10" y="10" width="20" height="10"/></symbol>'
    one = stamp(wide, 60)
    left, top, right, bottom = one.shape.getbbox()
    assert (right - left, bottom - top) == pytest.approx((60, 30), abs=2)
    assert (top, left) == pytest.approx((one.around + 15, one.around), abs=1)


def test_the_same_mark_gives_the_same_masks():
    assert stamp.__wrapped__(CIRCLE, 34).shape.tobytes() == stamp.__wrapped__(CIRCLE, 34).shape.tobytes()
