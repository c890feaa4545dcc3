# ruff: noqa: SIM300 - expected == actual is how tests read
"""The nearest passage of a failed quote, and what differs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.anchor import Document
from pincite.likeness import changes, nearest, unlike
from pincite.read.originals import readable

TEXT = "The bridge was closed.\nAt least 46 boats were damaged in the storm. Nobody was hurt."


def _nearest(exact, text=TEXT):
    near = nearest(exact, Document.of(*readable(text, "lines")))
    return text[near.start : near.end] if near else None


@pytest.mark.parametrize(
    ("exact", "passage"),
    [
        ("At least 47 boats were damaged", "At least 46 boats were damaged"),
        ("at least 46 boats were badly damaged", "At least 46 boats were damaged"),
        ("Nobody hurt", "Nobody was hurt"),
        ("The bridge is closed.", "The bridge was closed."),
    ],
)
def test_the_nearest_passage_is_the_one_most_words_of_which_are_shared(exact, passage):
    assert passage in _nearest(exact)


@pytest.mark.parametrize("exact", ["A wholly different sentence about trains", "", "…", "[…]"])
def test_nothing_is_near_where_nothing_is_alike(exact):
    assert _nearest(exact) is None


def test_nothing_is_near_in_an_empty_text():
    assert _nearest("words", "") is None


def test_a_long_quote_that_fails_is_compared_in_time(in_time):
    code = (
        "from pincite.likeness import nearest; from pincite.anchor import Document;"
        "from pincite.read.originals import readable;"
        "document = Document.of(*readable('the lazy brown dog and the quick cat ' * 3000, 'lines'));"
        "nearest('the quick brown fox ' * 1000, document); print('done')"
    )
    assert "done" == in_time(code)


def _pairs(first, second, **more):
    return [(change.first, change.second) for change in changes(first, second, **more)]


@pytest.mark.parametrize(
    ("first", "second", "pairs"),
    [
        ("may amount to", "may constitute", [("amount to", "constitute")]),
        ("six attacks", "six of attacks", [("", "of")]),
        ("six of attacks", "six attacks", [("of", "")]),
        ("don't “go”", 'don’t "go"', []),
        ("", "new", [("", "new")]),
        ("same", "same", []),
    ],
)
def test_what_differs_is_told_word_by_word(first, second, pairs):
    assert pairs == _pairs(first, second)


def test_spaced_words_keep_their_marks():
    assert [("crimes,”", "crimes”,")] == _pairs("war crimes,” he", "war crimes”, he", spaced=True)


@given(st.text(max_size=40), st.text(max_size=40))
def test_the_places_of_a_change_cut_its_words_from_each_text(first, second):
    for change in changes(first, second):
        assert (change.first, change.second) == (first[slice(*change.first_at)], second[slice(*change.second_at)])


@given(st.text(max_size=40))
def test_a_text_does_not_differ_from_itself(text):
    assert () == changes(text, text)


@given(st.text(max_size=30), st.text(max_size=80))
def test_the_nearest_passage_of_any_text_lies_within_it(exact, text):
    near = nearest(exact, Document.of(*readable(text, "lines")))
    assert near is None or (0 <= near.start < near.end <= len(text) and near.likeness <= 1)


@pytest.mark.parametrize(
    ("card", "article", "told"),
    [
        ("accord\u00ading", "according", ("U+00AD, SOFT HYPHEN", "")),
        ("the\u2060", "the", ("U+2060, WORD JOINER", "")),
        ("the", "t\u200che", ("", "U+200C, ZERO WIDTH NON-JOINER")),
        ("\ufb02ood", "flood", ("U+FB02, LATIN SMALL LIGATURE FL", "")),
        ("flood", "food", ("", "")),
        ("½", "2", ("", "")),
    ],
)
def test_what_looks_the_same_is_told_by_its_number(card, article, told):
    assert unlike(card, article) == told
