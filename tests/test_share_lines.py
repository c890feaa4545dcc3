"""Lines that fit a frame: the largest size, balance, long words, and the ellipsis."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.share.lines import ELLIPSIS, Frame, fitted

FRAME = Frame(width=100, height=60, sizes=(20, 10), leading=1.0)


def _width(words):
    return 0.5 * len(words)


def _fit(text, frame=FRAME):
    return fitted(text, frame, _width)


def test_a_short_text_is_as_large_as_can_be():
    assert (_fit("Ten boats").lines, _fit("Ten boats").size) == (("Ten boats",), 20)


def test_a_text_that_needs_more_lines_than_there_are_is_smaller():
    block = _fit("one two three four five six seven eight nine")
    assert (block.size, block.cut) == (10, False)


def test_lines_are_about_as_long_as_each_other():
    assert _fit("aaaa bbbb cc").lines == ("aaaa", "bbbb cc")
    assert _fit("aaaa bbbb cc", Frame(60, 60, (10,), 1.0)).lines == ("aaaa bbbb cc",)
    assert _fit("aa bb cc dd ee f", Frame(70, 20, (10,), 1.0)).lines == ("aa bb cc", "dd ee f")


def test_a_text_that_never_fits_ends_in_an_ellipsis_behind_a_word():
    block = _fit("word " * 100)
    assert block.cut
    assert len(block.lines) == 6
    assert block.lines[-1] == "word word word word" + ELLIPSIS


def test_a_comma_or_a_dash_does_not_stand_before_the_ellipsis():
    assert _fit("a" * 15 + ", – " + "b " * 30, Frame(100, 10, (10,), 1.0)).lines == ("a" * 15 + ELLIPSIS,)


def test_a_word_that_is_wider_than_a_line_makes_the_text_smaller_before_it_is_broken():
    assert _fit("a" * 15) == _fit("a" * 15, Frame(100, 60, (10,), 1.0))
    assert _fit("a" * 15).lines == ("a" * 15,)


def test_a_word_that_is_wider_than_any_line_is_broken():
    assert _fit("a" * 50).lines == ("a" * 20, "a" * 20, "a" * 10)


def test_a_mark_stays_with_its_letter_where_a_word_is_broken():
    lines = fitted("e\u0301" * 30, FRAME, lambda words: 0.5 * (len(words) - words.count("\u0301"))).lines
    assert [line for line in lines if line.startswith("\u0301")] == []


def test_a_line_may_end_behind_a_hyphen_and_not_at_a_no_break_space():
    narrow = Frame(55, 60, (10,), 1.0)
    assert _fit("twenty-second", narrow).lines == ("twenty-", "second")
    assert _fit("a 15\u00a0October", narrow).lines == ("a", "15\u00a0October")


def test_a_text_of_blanks_has_no_lines():
    assert _fit(" \n ").lines == ()


@given(st.text(st.sampled_from("ab \u00e9-…—،ب\u0301\u00a0\n"), max_size=400))
def test_no_line_is_wider_than_the_frame_and_no_letter_is_lost(text):
    block = _fit(text)
    assert all(_width(line) * block.size <= FRAME.width or len(line) <= 1 for line in block.lines)
    assert len(block.lines) * block.size <= FRAME.height
    if not block.cut:
        assert "".join("".join(block.lines).split()) == "".join(text.split())


@pytest.mark.parametrize("length", [1, 2, 19, 20, 21, 119, 120, 121, 2000])
def test_one_word_of_any_length_fits(length):
    block = _fit("a" * length)
    assert len(block.lines) <= FRAME.room(block.size)
    assert block.cut is (length > 120)
