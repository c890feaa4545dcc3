"""The rules of a rating and of its scale."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reviewed import SCALE, broken, card, review, settings, spoilt

from pincite.formats.rating_rules import scale

GOOD = {"@type": "Rating", "alternateName": "Good"}


def _numbers(value, best, worst):
    return {**GOOD, "ratingValue": value, "bestRating": best, "worstRating": worst}


def _rules(rating):
    return {rule for rule, code in spoilt("reviewRating", rating) if code == "claimreview-scale"}


@pytest.mark.parametrize("label", ["good", "Splendid", "", ["Good"], {"en": "Good"}])
def test_the_label_is_one_of_the_scale(label):
    assert "T1" in _rules({**_numbers(3, 3, 1), "alternateName": label})


def test_a_name_is_not_used():
    assert _rules({**_numbers(3, 3, 1), "name": "Good"}) == {"T2"}


@pytest.mark.parametrize(
    "rating",
    [
        GOOD,
        {**GOOD, "ratingValue": 3},
        {**GOOD, "ratingValue": 3, "bestRating": 3},
        _numbers("3", 3, 1),
        _numbers(3.0, 3, 1),
        _numbers(True, 3, 1),
        _numbers(None, 3, 1),
    ],
)
def test_numbers_are_all_there_and_whole(rating):
    assert _rules(rating) == {"T3"}


@pytest.mark.parametrize(
    ("numbers", "rules"),
    [
        ((4, 3, 1), {"T5", "T6"}),
        ((3, 3, 0), {"T4", "T8"}),
        ((-1, -1, -1), {"T4", "T6", "T8"}),
        ((3, 3, 3), {"T4", "T8"}),
        ((0, 3, 1), {"T5", "T6"}),
        ((2, 3, 1), {"T6"}),
        ((3, 5, 1), {"T8"}),
        ((3, 3, 1), set()),
    ],
)
def test_numbers_are_those_of_the_scale(numbers, rules):
    assert _rules(_numbers(*numbers)) == rules


def test_a_rating_off_the_truth_axis_has_no_number():
    assert _rules({**_numbers(2, 3, 1), "alternateName": "Fair"}) == {"T7"}
    assert broken(review(card(rating="fair"))) == []


def test_that_it_has_none_is_told_under_bing():
    assert broken(review(card(rating="fair")), bing=True) == [("T7", "claimreview-numbers")]


def _scale(*values):
    ratings = tuple(replace(one, value=value) for one, value in zip(SCALE, values, strict=True))
    return [problem.message for problem in scale(settings(ratings=ratings))]


def test_a_scale_falls_from_the_truest_and_may_leave_ratings_out():
    assert [_scale(3, 2, 1), _scale(3, None, 1), _scale(None, None, None)] == [[], [], []]


def test_a_number_belongs_to_one_label():
    assert _scale(3, 3, 1) == ['the number 3 is that of "Good", too']


def test_a_scale_has_two_ends():
    assert _scale(None, 2, None) == ["only one rating has a number: a scale has a worst and a best"]


def test_a_scale_does_not_rise():
    assert _scale(1, None, 3) == ['"Poor" stands below "Good" and has a higher number']


def test_a_label_belongs_to_one_rating():
    ratings = (SCALE[0], SCALE[1], replace(SCALE[2], label="Good"))
    assert [one.message for one in scale(settings(ratings=ratings))] == ['two ratings have the label "Good"']
