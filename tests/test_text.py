# ruff: noqa: SIM300 - expected == actual is how tests read
"""Folding of typography, the way back from it, and where words and sentences end."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.text import (
    breaks_word,
    direction,
    fold,
    fold_words,
    in_one_line,
    index_at,
    line_and_column,
    sentences,
    turns,
    words,
)

MARKS = "‘’‚‛“”„‟\"'‐‑‒–—―-…. \t\n\u00a0"
TEXTS = st.text(st.one_of(st.characters(), st.sampled_from(MARKS + "e\u0301a\u0308\u1100\u1161\u11a8")), max_size=60)


@pytest.mark.parametrize("mark", "‘’‚‛")
def test_single_quotation_marks_and_apostrophes_become_straight(mark):
    assert "it's" == fold(f"it{mark}s").text


@pytest.mark.parametrize("mark", "“”„‟")
def test_double_quotation_marks_become_straight(mark):
    assert '"yes"' == fold(f"{mark}yes{mark}").text


@pytest.mark.parametrize("dash", "‐‑‒–—―")
def test_hyphens_and_dashes_become_a_hyphen(dash):
    assert "a-b" == fold(f"a{dash}b").text


def test_an_ellipsis_becomes_three_dots():
    assert "and... so" == fold("and… so").text


@pytest.mark.parametrize("space", ["  ", "\t", "\u00a0", " \u2009 ", "\u202f"])
def test_a_run_of_white_space_becomes_one_blank(space):
    assert "a b" == fold(f"a{space}b").text


@pytest.mark.parametrize("space", ["\n", " \n ", "\n\n\n", "\r\n"])
def test_a_run_with_a_line_break_stays_one_line_break(space):
    assert "a\nb" == fold(f"a{space}b").text


@pytest.mark.parametrize(
    "text",
    ["cafe\u0301", "\u1112\u1161\u11ab", "o\u0323\u0302", "\u0bc6\u0bbe", "\u09c7\u09be", "\u1025\u102e"],
    ids=["latin", "hangul", "two-marks", "tamil", "bengali", "burmese"],
)
def test_unicode_composition_is_folded(text):
    assert unicodedata.normalize("NFC", text) == fold(text).text


@pytest.mark.parametrize("pair", [("Isis", "ISIS"), ("a, b", "a b"), ("1", "l"), ("а", "a"), ("é", "e"), ("ﬁ", "fi")])
def test_letters_capitals_and_commas_are_never_folded(pair):
    assert fold(pair[0]).text != fold(pair[1]).text


def test_an_empty_text_folds_to_an_empty_text():
    assert ("", (0, 0)) == (fold("").text, fold("").slice_of(0, 0))


def test_folded_offsets_lead_back_to_the_originals_characters():
    text = "Wait… then  cafe\u0301 “x”"
    folded = fold(text)
    start = folded.text.index('"x"')
    assert "“x”" == text[slice(*folded.slice_of(start, start + 3))]


def test_no_cut_leads_into_the_middle_of_an_ellipsis():
    assert fold("and… so").slice_of(0, 4) is None


@given(TEXTS)
def test_every_folded_character_maps_to_the_original_slice_it_came_from(text):
    folded = fold(text)
    starts = [i for i in range(len(folded.text) + 1) if folded.at[i] >= 0]
    pieces = [(fold(text[folded.at[a] : folded.at[b]]).text, folded.text[a:b]) for a, b in pairwise(starts)]
    assert [folded_alone for folded_alone, _ in pieces] == [part for _, part in pieces]


@given(TEXTS)
def test_the_offsets_of_a_fold_ascend_from_the_beginning_to_the_end(text):
    folded = fold(text)
    known = [at for at in folded.at if at >= 0]
    assert (sorted(set(known)), 0, len(text)) == (known, folded.at[0], folded.at[len(folded.text)])


@given(TEXTS)
def test_folding_twice_is_folding_once(text):
    assert fold(text).text == fold(fold(text).text).text


@given(TEXTS)
def test_canonically_equal_texts_fold_alike(text):
    assert fold(unicodedata.normalize("NFC", text)).text == fold(unicodedata.normalize("NFD", text)).text


def test_words_are_folded_without_the_space_around_them():
    assert "it's so" == fold_words("  it’s\u00a0so \n")


@pytest.mark.parametrize(
    "parted",
    [
        "civ|ilians",
        "7|10",
        "2,|132",
        "2|,132",
        "3.|5",
        "don|’t",
        "don’|t",
        "non-|military",
        "Su|-34",
        "46–|50",
        "2\u00a0|132",
        "caf|e\u0301",
        "cafe|\u0301",
        "cafe\u0301|s",
    ],
)
def test_a_cut_inside_a_word_or_number_breaks_it(parted):
    before, after = parted.split("|")
    assert breaks_word(before + after, len(before))


@pytest.mark.parametrize("parted", ["क|ि", "कि|त", "كَ|تب", "ك|َتب"], ids=["vowel", "next", "haraka", "before-haraka"])
def test_a_cut_at_a_vowel_sign_inside_a_word_breaks_it(parted):
    before, after = parted.split("|")
    assert breaks_word(before + after, len(before))


@pytest.mark.parametrize("parted", ["|word", "word|", "one| two", "end|.", "“|Such", "46|, including", "戦|争"])
def test_a_cut_between_words_breaks_none(parted):
    before, after = parted.split("|")
    assert not breaks_word(before + after, len(before))


def _cut(text):
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


def test_a_paragraph_is_cut_into_sentences():
    assert ["He came.", "“Who?”", "Nobody…", "46 left."] == _cut("He came. “Who?” Nobody… 46 left.")


@pytest.mark.parametrize(
    "text", ["Mr. Smith came.", "The U.S. Army left.", "Ask J. Smith.", "It cost 3.5 crowns.", "St. Petersburg fell."]
)
def test_an_abbreviation_or_a_decimal_ends_no_sentence(text):
    assert [text] == _cut(text)


def test_a_full_stop_before_a_small_letter_ends_no_sentence():
    assert ["He said approx. two."] == _cut("He said approx. two.")


def test_sentences_of_the_empty_paragraph_are_none():
    assert () == sentences("a\n\nb", 2, 2)


@given(TEXTS)
def test_sentences_leave_out_nothing_but_white_space(text):
    assert "".join(text.split()) == "".join("".join(_cut(text)).split())


def test_a_paragraph_of_two_hundred_kilobytes_is_cut_in_time(in_time):
    code = "from pincite.text import sentences; t = 'He came home. ' * 14000; print(len(sentences(t, 0, len(t))))"
    assert "14000" == in_time(code)


def test_words_keep_hyphens_and_apostrophes_and_stand_apart_from_quotation_marks():
    assert ['"', "Su-34", '"', "didn't", "2,132", "."] == [word.folded for word in words("“Su-34” didn’t 2,132.")]


def test_line_and_column_count_from_one():
    assert [(1, 1), (2, 1), (2, 2)] == [line_and_column("a\nbc", at) for at in (0, 2, 3)]


def test_the_index_of_an_offset_is_that_of_the_last_start_not_behind_it():
    assert [-1, 0, 0, 1] == [index_at([2, 5], at) for at in (1, 2, 4, 5)]


def test_one_line_has_single_blanks_and_none_at_its_ends():
    assert "a b c" == in_one_line(" a\n b\t\tc ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("«بيت» a", "rtl"), ("“a” بيت", "ltr"), ("12 בית", "rtl"), ("12 ...", "neither")],
)
def test_a_text_has_the_direction_of_its_first_letter(text, expected):
    assert direction(text, "neither") == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("a بيت", True), ("בית", True), ("٤٦", True), ("“Déjà” — 46 %", False), ("Дом", False)]
)
def test_a_text_turns_where_a_letter_or_a_number_of_it_is_read_from_the_right(text, expected):
    assert turns(text) == expected
