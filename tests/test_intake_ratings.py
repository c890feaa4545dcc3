"""A feed's rating becomes one of the site's by its label, or by a number of the same scale, and by nothing else."""

from __future__ import annotations

import pytest

from pincite.intake.ratings import rated
from pincite.intake.review import Said


@pytest.fixture
def ratings(site):
    """Give the scale of the small site: confirmed 3, contested 2, refuted 1."""
    return site.load().site.config.ratings


@pytest.mark.parametrize("label", ["Refuted", "REFUTED", " refuted "])
def test_a_label_is_the_site_s_own_whatever_its_capitals(ratings, label):
    assert rated(Said(label), ratings, {}) == ("refuted", "")


def test_what_the_desk_says_comes_first(ratings):
    labels = {"Half true": "contested", "Refuted": "confirmed"}
    assert [rated(Said(one), ratings, labels)[0] for one in ("half TRUE", "Refuted")] == ["contested", "confirmed"]


def test_a_number_of_the_same_scale_is_taken_and_told(ratings):
    found, told = rated(Said("Pants on fire", 1, 1, 3), ratings, {})
    assert (found, told) == ("refuted", "rating “Pants on fire”: “Refuted” has the same number on the same scale")


@pytest.mark.parametrize(
    "said",
    [
        Said("False", 1, 1, 5),
        Said("False", 1, 0, 3),
        Said("False", 1),
        Said("False", -1, -1, -1),
        Said("False", 4, 1, 3),
        Said("False", 1.5, 1, 3),
        Said("False"),
        Said(),
    ],
)
def test_nothing_else_is_taken(ratings, said):
    assert rated(said, ratings, {})[0] == ""


def test_what_has_no_label_is_told_so(ratings):
    assert rated(Said(value=7), ratings, {})[1] == "rating without a label: not on the site’s scale"
