# ruff: noqa: SIM300 - expected == actual is how tests read
"""The words by which a difference is classed."""

from __future__ import annotations

import pytest

from pincite.differences.lexicon import Lexicon, lexicon
from pincite.differences.spelling import key


@pytest.mark.parametrize("language", ["en", "ru", "ar"])
def test_every_word_of_a_list_is_written_as_texts_have_it_when_they_are_compared(language):
    words = lexicon(language)
    held = {*words.modal, *words.saying, *words.months, *words.small, *(one for row in words.qualifiers for one in row)}
    assert {one for one in held if key(one, language) != one} == set()


@pytest.mark.parametrize("language", ["en", "ru", "ar"])
def test_no_word_is_both_a_hedge_and_a_verb_of_saying(language):
    words = lexicon(language)
    assert words.modal.keys() & words.saying.keys() == set()


def test_there_are_twelve_months_in_each_list():
    assert [12, 12, 12] == [len(set(lexicon(language).months.values())) for language in ("en", "ru", "ar")]


def test_the_forms_of_a_word_lead_to_one():
    assert 1 == len({lexicon("en").saying[word] for word in ("say", "says", "said", "saying")})


@pytest.mark.parametrize("language", ["de", "ja", "", "x-klingon"])
def test_another_language_has_empty_lists(language):
    words = lexicon(language)
    assert Lexicon(language=words.language) == words


def test_a_language_with_a_region_has_the_lists_of_the_language():
    assert lexicon("en-GB").modal == lexicon("EN").modal
