# ruff: noqa: SIM300 - expected == actual is how tests read
"""Which words of two texts answer each other."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.differences.alignment import ALIGNED_AT_MOST, KIN, SAME, SPELLING, align, grade, joined
from pincite.differences.lexicon import lexicon
from pincite.differences.tokens import tokens

ENGLISH = lexicon("en")


def _tokens(text):
    return tokens((text,), ENGLISH)


def _pairs(first, second):
    one, other = _tokens(first), _tokens(second)
    return [(one[pair.first].folded, other[pair.second].folded) for pair in align(one, other, ENGLISH)]


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("bridge", "bridge", SAME),
        ("a Bridge", "a bridge", SPELLING),
        ("Bridge", "bridge", SAME),  # the capital of a first word
        ("Sept", "September", SPELLING),
        ("49", "forty-nine", SPELLING),
        ("49", "46", KIN),
        ("2015", "46", 0),
        ("49", "3 March", 0),
        ("said", "disclosed", KIN),
        ("bridges", "bridge", KIN),
        ("the", "their", 0),
        ("boat", "train", 0),
    ],
)
def test_likeness_has_four_grades(one, other, wanted):
    assert wanted == grade(_tokens(one)[-1], _tokens(other)[-1], ENGLISH)


def test_words_that_the_other_text_writes_as_one_become_one():
    assert ["two", "air strikes"] == [
        token.folded for token in joined(_tokens("two air strikes"), _tokens("airstrikes"))
    ]


def test_what_says_more_is_aligned_before_what_only_joins():
    assert ("bridge", "bridge") in _pairs("the bridge of the town", "of the of the bridge")


def test_repeated_words_are_aligned_in_order():
    assert [("very", "very"), ("old", "old")] == _pairs("very very old", "very old")[-2:]


_WORDS = st.lists(st.sampled_from("a b bridge bridges 46 47 said told . the".split()), max_size=14).map(" ".join)


@given(_WORDS, _WORDS)
def test_pairs_rise_in_both_texts_and_are_alike(first, second):
    one, other = _tokens(first), _tokens(second)
    pairs = align(one, other, ENGLISH)
    assert all(a.first < b.first and a.second < b.second for a, b in pairwise(pairs))
    assert all(pair.grade == grade(one[pair.first], other[pair.second], ENGLISH) > 0 for pair in pairs)


def test_long_texts_are_cut_where_a_word_stands_once_in_each():
    def text(mark):
        return " ".join(f"{mark}{n % 7} anchor{n}" if n % 50 == 0 else f"{mark}{n % 7}" for n in range(1000))

    one, other = _tokens(text("p")), _tokens(text("q"))
    assert len(one) * len(other) > ALIGNED_AT_MOST
    same = [one[pair.first].folded for pair in align(one, other, ENGLISH) if pair.grade == SAME]
    assert [f"anchor{n}" for n in range(0, 1000, 50)] == same
