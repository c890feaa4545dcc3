"""When two spellings are one word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.differences.spelling import key, stem


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "Isis", "ISIS"),
        ("en", "cliché", "cliche"),
        ("en", "non-military", "nonmilitary"),
        ("en", "U.S", "US"),
        ("en", "don’t", "donot"),
        ("en", "can't", "cannot"),
        ("en", "colour", "color"),
        ("en", "centre", "center"),
        ("en", "criticised", "criticized"),
        ("ru", "Ещё", "еще"),
        ("ar", "مُحَمَّد", "محمد"),
        ("de", "STRASSE", "straße"),
    ],
)
def test_two_spellings_of_one_word_have_one_key(language, one, other):
    assert key(one, language) == key(other, language)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "four", "for"),
        ("en", "fourth", "forth"),
        ("en", "attack", "attacks"),
        ("en", "contract", "contact"),
        ("ru", "мой", "мои"),
        ("de", "colour", "color"),
        ("ja", "は", "ば"),
    ],
)
def test_two_words_have_two_keys(language, one, other):
    assert key(one, language) != key(other, language)


@pytest.mark.parametrize(
    ("one", "other", "letters"),
    [
        ("says", "saying", 3),
        ("target", "targeting", 6),
        ("terrorists", "terrorist", 9),
        ("мирный", "мирных", 5),
        ("war", "warplanes", 0),
        ("boats", "trains", 0),
        ("it", "its", 0),
    ],
)
def test_two_forms_of_one_word_begin_alike(one, other, letters):
    assert letters == stem(one, other)


@given(st.text(max_size=30), st.sampled_from(["en", "ru", ""]))
def test_any_word_has_a_key_that_is_not_empty(word, language):
    assert bool(key(word, language)) == bool(word.casefold().replace("ـ", ""))
