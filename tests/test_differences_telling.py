# ruff: noqa: SIM300 - expected == actual is how tests read
"""The differences of two texts, with their places."""

from __future__ import annotations

from pincite.differences import differences


def test_a_difference_tells_where_its_words_stand_in_either_text():
    (found,) = differences(("46 boats sank there",), ("46 ships sank there",), "en")
    assert [((3, 8),), ((3, 8),)] == [found.first, found.second]


def test_words_that_one_text_has_not_have_no_place_in_it():
    (found,) = differences(("46 small boats",), ("46 boats",), "en")
    assert [((3, 8),), ()] == [found.first, found.second]


def test_offsets_count_in_the_parts_joined_by_a_blank():
    (found,) = differences(("The bridge", "was closed"), ("The bridge was open",), "en")
    assert ((15, 21),) == found.first


def test_a_difference_that_spans_two_parts_has_a_place_in_each():
    (found,) = differences(("The big bridge", "near town fell"), ("The fell",), "en")
    assert ((4, 14), (15, 24)) == found.first


def test_differences_come_in_the_order_of_the_first_text():
    found = differences(
        ("In seconds the big bridge was closed to boats",), ("The old bridge was closed to trains",), "en"
    )
    starts = [one.first[0][0] for one in found if one.first]
    assert sorted(starts) == starts
