# ruff: noqa: SIM300 - expected == actual is how tests read
"""A text cut into what is compared."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.differences.lexicon import lexicon
from pincite.differences.tokens import is_year, tokens


def _tokens(text, language="en"):
    return tokens((text,), lexicon(language))


def _words(text, language="en"):
    return [token.folded for token in _tokens(text, language) if token.is_word]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,500", 1500),
        ("1.500", 1500),
        ("3.5", Fraction(7, 2)),
        ("٤٦", 46),
        ("forty-nine", 49),
        ("forty nine", 49),
        ("two hundred and six", 206),
        ("1.5 million", 1_500_000),
        ("two dozen", 24),
        ("30 September", (9, 30)),
        ("September 30", (9, 30)),
        ("Sept. 30th", (9, 30)),
    ],
)
def test_a_number_or_a_day_is_one_token_with_its_value(text, value):
    assert [value] == [token.value for token in _tokens(text)]


@pytest.mark.parametrize("text", ["one", "may 15 people", "second", "30-40"])
def test_what_only_looks_like_a_number_or_a_day_is_none(text):
    assert len([token for token in _tokens(text) if token.is_word]) == (
        3 if "people" in text else 2 if "-" in text else 1
    )
    assert not any(isinstance(token.value, tuple) for token in _tokens(text))


def test_numbers_in_words_are_read_in_english_alone():
    assert [None, None] == [token.value for token in _tokens("zwei hundert", "de")]
    assert [None] == [token.value for token in _tokens("ten", "nl")]


def test_what_stands_together_by_mistake_is_two_words():
    assert ["night", "Then"] == _words("night.Then")
    assert ["e.g"] == _words("e.g.")


def test_a_script_without_blanks_is_cut_into_letters():
    assert ["橋", "が", "閉"] == _words("橋が閉", "ja")


def test_the_first_word_of_a_sentence_is_marked_as_such():
    assert [True, False, True, False] == [token.opens for token in _tokens("Nobody fled. The bridge") if token.is_word]


def test_a_year_has_four_digits_and_no_mark():
    assert [True, False, False] == [is_year(token) for text in ("2015", "2,015", "46") for token in _tokens(text)]


@given(st.lists(st.text(max_size=30), max_size=3), st.sampled_from(["en", "ar", ""]))
def test_tokens_lie_in_their_part_one_behind_the_other(parts, language):
    found = tokens(parts, lexicon(language))
    whole = " ".join(parts)
    assert all(0 <= token.start < token.end <= len(whole) for token in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    ends = [len(" ".join(parts[: number + 1])) for number in range(len(parts))]
    assert all(token.end <= ends[token.part] for token in found)
