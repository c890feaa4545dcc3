"""The track of a table: round steps, and every number where it belongs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import figure

from pincite.facts.track import track


@pytest.mark.parametrize(
    ("most", "numbers"),
    [
        (0, [0, 1]),
        (4, [0, 2, 4, 6]),
        (49, [0, 20, 40, 60]),
        (710, [0, 200, 400, 600, 800]),
        (2132, [0, 1000, 2000, 3000]),
    ],
)
def test_the_marks_are_round_and_go_beyond_the_greatest_number(most, numbers):
    assert [tick.number for tick in track(most).ticks] == numbers


def test_a_very_wide_spread_keeps_its_proportions():
    line = track(2132)
    assert (line.at(3), line.at(2132)) == ("0.1%", "71.07%")


@pytest.mark.parametrize(
    ("given_as", "ends"),
    [
        ({"value": 20}, None),
        ({"least": 20}, ("33.33%", "100%")),
        ({"over": 20}, ("33.33%", "100%")),
        ({"most": 20}, ("0%", "33.33%")),
        ({"least": 20, "most": 40}, ("33.33%", "66.67%")),
    ],
)
def test_a_bar_goes_to_where_the_number_is_open(given_as, ends):
    assert track(49).bar(figure(**given_as)) == ends


@given(st.integers(0, 10**12))
def test_marks_are_even_steps_from_end_to_end(most):
    line = track(most)
    assert 2 <= len(line.ticks) <= 5
    assert (line.ticks[0].at, line.ticks[-1].at) == ("0%", "100%")
    assert line.ticks[-1].number > most
