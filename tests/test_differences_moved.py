# ruff: noqa: SIM300 - expected == actual is how tests read
"""Phrases that stand in both texts, but in another place."""

from __future__ import annotations

import pytest

from pincite.differences import differences


def _moved(first, second):
    found = differences((first,), (second,), "en")
    return [
        (" … ".join(first[s:e] for s, e in one.first), " … ".join(second[s:e] for s, e in one.second))
        for one in found
        if one.moved
    ]


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("In March the old bridge fell", "The old bridge fell in March", [("In March", "in March")]),
        ("Ada Orr said the bridge was closed", "The bridge was closed, Ada Orr said", [("Ada Orr said",) * 2]),
        (
            "Ada Orr said the bridge was closed",
            "The bridge was closed, Ada Orr added",
            [("Ada Orr said", "Ada Orr added")],
        ),
        ("The bridge fell", "The bridge fell", []),
        ("It is of the town that the bridge fell", "The bridge fell", []),
    ],
)
def test_a_phrase_in_another_place_is_found_with_what_belongs_to_it(first, second, wanted):
    assert wanted == _moved(first, second)


def test_small_words_and_lone_numbers_are_not_called_moved():
    assert [] == _moved("of 46 the boats sank", "the boats sank and 46 of")


def test_a_moved_phrase_in_other_words_keeps_its_class():
    found = differences(("The boats were sunk near the bridge",), ("Near the bridge allegedly sunk the boats",), "en")
    assert "modality" in {one.kind for one in found}
