# ruff: noqa: SIM300 - expected == actual is how tests read
"""What each word of a text is there for."""

from __future__ import annotations

import pytest

from pincite.differences.lexicon import lexicon
from pincite.differences.reading import Use, read
from pincite.differences.tokens import tokens


def _used(text, use, language="en", names=()):
    words = lexicon(language)
    reading = read(tokens((text,), words), words, names)
    return [token.folded for token, one in zip(reading.tokens, reading.uses, strict=True) if one is use]


@pytest.mark.parametrize(
    ("text", "use", "wanted"),
    [
        ("It may rain", Use.MODAL, ["may"]),
        ("He died in May", Use.MODAL, []),
        ("He died in May", Use.TIME, ["May"]),
        ("more than 40 boats", Use.FIGURE, ["more", "than", "40"]),
        ("at least one boat", Use.FIGURE, ["at", "least", "one"]),
        ("one boat", Use.FIGURE, []),
        ("for two months", Use.TIME, ["two", "months"]),
        ("in 2015", Use.TIME, ["2015"]),
        ("2015 boats sank", Use.FIGURE, ["2015"]),
        ("it stated this", Use.SAYING, ["stated"]),
        ("the United States", Use.SAYING, []),
        ("most boats", Use.AMOUNT, ["most"]),
    ],
)
def test_a_word_has_the_use_that_its_place_gives_it(text, use, wanted):
    assert wanted == _used(text, use)


def test_a_speakers_name_counts_beside_a_verb_of_saying_alone():
    assert ["Ada", "said"] == _used("Ada said", Use.SAYING, names=("Ada Orr",))
    assert [] == _used("They saw Ada there", Use.SAYING, names=("Ada Orr",))


def test_an_arabic_verb_of_saying_is_known_behind_its_and():
    assert ["وقالت"] == _used("وقالت المنظمة", Use.SAYING, "ar")


@pytest.mark.parametrize("language", ["de", "fr", "", "tlh"])
def test_a_language_without_lists_has_no_modal_words(language):
    assert [] == _used("must may said only", Use.MODAL, language)


def test_a_language_is_known_by_its_first_part():
    assert ["may"] == _used("It may rain", Use.MODAL, "en-GB")
