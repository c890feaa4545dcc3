# ruff: noqa: SIM300 - expected == actual is how tests read
"""From aligned words to differences that a reader understands."""

from __future__ import annotations

import pytest

from pincite.differences import differences


def _told(first, second):
    return [
        (" … ".join(first[s:e] for s, e in one.first), " … ".join(second[s:e] for s, e in one.second))
        for one in differences((first,), (second,), "en")
    ]


def test_a_small_word_that_is_the_same_by_chance_does_not_part_what_differs():
    told = _told("He fled in seconds", "He fled with burning boats and men screaming in terror")
    assert [("in seconds", ""), ("", "with burning boats and men screaming in terror")] == sorted(told, reverse=True)


def test_an_aside_is_told_apart_from_the_phrase_around_it():
    told = _told("The market became empty", "The street, full of frightened people, turned empty")
    assert ("", "full of frightened people") in told


@pytest.mark.parametrize(("first", "second"), [("“Closed”", "Closed."), ("Closed (now)", "Closed (now).")])
def test_marks_at_an_end_tell_how_much_was_quoted(first, second):
    assert [] == _told(first, second)


def test_marks_around_words_that_differ_are_not_marked():
    assert [("damaged", "wrecked")] == _told("They were, damaged, there", "They were wrecked there")


def test_brackets_within_a_difference_stay_in_it():
    assert [("the (old) group and", "")] == _told("He saw the (old) group and boats", "He saw boats")


def test_an_empty_text_lacks_everything():
    assert [("The bridge fell", "")] == _told("The bridge fell.", "")
