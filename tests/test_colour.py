# ruff: noqa: N803 - the fixture ROOT is a constant of the repository
"""Contrast of colours after WCAG 2."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.colour import PAPER_DARK, PAPER_LIGHT, SIGN_ON_SHAPE, contrast, luminance, readable_sign

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(("colour", "value"), [("#000000", 0.0), ("#ffffff", 1.0), ("#ff0000", 0.2126)])
def test_luminance_runs_from_black_to_white(colour, value):
    assert pytest.approx(value) == luminance(colour)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#777777", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert pytest.approx(ratio, abs=0.01) == contrast(one, other)


@given(COLOURS, COLOURS)
def test_contrast_is_the_same_both_ways_and_between_1_and_21(one, other):
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.0001


@pytest.mark.parametrize(("shape", "sign"), [("#0b7a4b", "#ffffff"), ("#f0b429", "#15191d")])
def test_a_sign_is_white_or_near_black_whichever_is_seen_better(shape, sign):
    assert sign == readable_sign(shape)


@given(COLOURS)
def test_a_chosen_sign_is_always_nearly_readable(shape):
    assert contrast(readable_sign(shape), shape) > SIGN_ON_SHAPE - 0.5


def test_the_papers_are_those_of_the_stylesheet(ROOT):
    style = (ROOT / "assets" / "style.css").read_text("utf-8")
    papers = re.findall(r"--paper:\s*(#[0-9a-f]{6})", style.lower())
    assert {PAPER_LIGHT, PAPER_DARK} == set(papers)
