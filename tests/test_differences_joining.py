"""Neighbouring differences that make one statement become one."""

from __future__ import annotations

import pytest

from pincite.differences import differences


def _told(first, second):
    return [
        (one.kind, " … ".join(first[s:e] for s, e in one.first), " … ".join(second[s:e] for s, e in one.second))
        for one in differences((first,), (second,), "en")
    ]


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("They target boats", "They are only targeting boats", [("modality", "target", "are only targeting")]),
        ("the roar of engines", "the howl of motors", [("wording", "roar of engines", "howl of motors")]),
        (
            "The ISIS group LED it",
            "The Isis group led it",
            [("typography", "ISIS", "Isis"), ("typography", "LED", "led")],
        ),
        (
            "THE BIG bridge is here",
            "a BIG BRIDGE is here",
            [("wording", "THE", "a"), ("typography", "bridge", "BRIDGE")],
        ),
    ],
)
def test_what_belongs_together_is_told_as_one(first, second, wanted):
    assert wanted == _told(first, second)


def test_a_hedge_beside_other_words_is_told_by_itself():
    assert ("modality", "", "allegedly") in _told("The old boats sank", "The small ships allegedly sank")


def test_words_on_either_side_of_a_full_stop_are_told_apart():
    told = _told("Boats were damaged. Somebody fell", "Boats were wrecked. Everybody fell")
    assert told == [("wording", "damaged", "wrecked"), ("wording", "Somebody", "Everybody")]
