"""Lengths in pictures: how many digits they have, and that none of them says nothing."""

from __future__ import annotations

import pytest

from pincite.facts.lengths import short


@pytest.mark.parametrize(
    ("number", "places", "unit", "written"),
    [
        (0, 1, "%", "0%"),
        (100, 2, "%", "100%"),
        (12.5, 2, "%", "12.5%"),
        (33.3333, 1, "", "33.3"),
        (10.04, 1, "", "10"),
        (-0.75, 3, "px", "-0.75px"),
    ],
)
def test_a_length_has_no_nought_that_says_nothing(number, places, unit, written):
    assert short(number, places, unit) == written
