"""Numbers in running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.numbers import numbers_in, spelled


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
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("forty-nine", 49),
        ("forty nine", 49),
        ("Two hundred", 200),
        ("one hundred and fifty-three", 153),
        ("two thousand one hundred thirty-two", 2132),
        ("fifteen hundred", 1500),
        ("2 million", 2_000_000),
        ("2.5 million", 2_500_000),
        ("1,00,000 people", 100_000),
    ],
)
def test_a_number_stands_in_digits_or_in_words(text, number):
    assert number in numbers_in(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("a further 710 civilians", 71),
        ("710", 10),
        ("the often tense talks", 10),
        ("seventeenth", 17),
        ("1234", 234),
        ("2,132", 132),
        ("two dozen", 12),
        ("two hundred", 2),
        ("2 million", 2),
        ("forty-nine", 40),
        ("2.5 km", 5),
        ("1,450.25", 25),
    ],
)
def test_a_part_of_a_number_or_of_a_word_is_no_number(text, number):
    assert number not in numbers_in(text)


@pytest.mark.parametrize("text", ["dozens", "hundreds of people", "several", "a few thousands", "2.5 km", "0,5"])
def test_what_is_no_whole_number_holds_none(text):
    assert numbers_in(text) == frozenset()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("قُتل ٤٩ مدنيا", 49),
        ("٢٬١٣٢", 2132),
        ("۴۹ نفر", 49),
        ("४९", 49),
        ("４９", 49),
    ],
)
def test_digits_of_another_script_are_digits(text, number):
    assert numbers_in(text) == {number}


def test_what_can_be_read_in_two_ways_is_read_in_both():
    assert numbers_in("a hundred and six others") == {106, 100, 6}


def test_words_that_make_no_number_together_are_numbers_of_their_own():
    assert numbers_in("one, two and forty fifteen") == {1, 2, 40, 15}


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


_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def _spelled(number):
    for size, name in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = f" {_spelled(number % size)}" if number % size else ""
            return f"{_spelled(number // size)} {name}{rest}"
    if number < 20:
        return _UNITS[number]
    return _TENS[number // 10 - 2] + (f"-{_UNITS[number % 10]}" if number % 10 else "")


@given(st.integers(0, 10**9 - 1))
def test_a_number_spelled_out_is_that_number_and_no_other(number):
    assert numbers_in(f"They counted {_spelled(number)} there.") == {number}


@given(st.integers(0, 10**12))
def test_every_number_stands_in_its_own_digits_grouped_or_not(number):
    assert number in numbers_in(f"x {number} y") & numbers_in(f"x {number:,} y")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("forty-nine boats", (49, 1)),
        ("forty nine boats", (49, 2)),
        ("two hundred and six boats", (206, 4)),
        ("two hundred and many boats", (200, 2)),
        ("three thousand five hundred boats", (3500, 4)),
        ("two dozen boats", (24, 2)),
        ("two three boats", (2, 1)),
        ("one boat", (0, 0)),
        ("one hundred boats", (100, 2)),
        ("boats", (0, 0)),
        ("", (0, 0)),
    ],
)
def test_the_number_that_words_begin_with_is_read_as_far_as_it_goes(text, wanted):
    assert wanted == spelled(text.split())
