"""Numbers in running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.numbers import numbers_in


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("a further 710 civilians", 710),
        ("2,132 people", 2132),
        ("2.132 people", 2132),
        ("2 132 people", 2132),
        ("2\u202f132 people", 2132),
        ("2’132 people", 2132),
        ("1,234,567", 1234567),
        ("focused on six assaults", 6),
        ("Twenty were hurt", 20),
        ("a thousand", 1000),
        ("two dozen", 12),
    ],
)
def test_a_number_stands_in_digits_or_as_one_word(text, number):
    assert number in numbers_in(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [("a further 710 civilians", 71), ("710", 10), ("the often tense talks", 10), ("seventeenth", 17), ("1234", 234)],
)
def test_a_part_of_a_number_or_of_a_word_is_no_number(text, number):
    assert number not in numbers_in(text)


def test_a_day_beside_a_year_is_not_hidden():
    assert {30, 2015} <= numbers_in("from 30 September 2015")


def test_a_text_without_numbers_holds_none():
    assert frozenset() == numbers_in("The bridge remained closed.")


@pytest.mark.parametrize("length", [4300, 4301, 20_000])
def test_a_number_of_any_length_is_read_without_failing(length):
    assert 46 in numbers_in(f"{'9' * length} and 46")


@given(st.text(max_size=80))
def test_any_text_gives_a_set_of_whole_numbers(text):
    assert all(isinstance(number, int) and number >= 0 for number in numbers_in(text))


@given(st.integers(0, 10**12))
def test_every_number_stands_in_its_own_digits_grouped_or_not(number):
    assert number in numbers_in(f"x {number} y") & numbers_in(f"x {number:,} y")
