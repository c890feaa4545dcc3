# ruff: noqa: SIM300 - expected == actual is how tests read
"""The class of a difference, from what its words are there for."""

from __future__ import annotations

import pytest

from pincite.differences.classes import GRAVITY, Texts, Unit
from pincite.differences.lexicon import lexicon
from pincite.differences.reading import read
from pincite.differences.tokens import tokens


def _classes(first, second, **more):
    """Give the classes of a difference that is the whole of two texts."""
    words = lexicon("en")
    one, other = (read(tokens((text,), words), words, ()) for text in (first, second))
    unit = Unit(tuple(range(len(one.tokens))), tuple(range(len(other.tokens))), **more)
    return Texts(one, other, words).classes(unit)


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("may hit two", "hit three", ("modality", "figure")),
        ("said two", "told three", ("figure", "attribution")),
        ("may have said", "told", ("modality", "attribution")),
        ("boats", "ships", ("wording",)),
        ("is", "was", ("modality",)),
        ("is", "are", ("wording",)),
        (",", "", ("typography",)),
        ("allegedly", "", ("modality",)),
        ("of the", "", ("wording",)),
        ("small", "", ("omission",)),
        ("the mayor said", "", ("attribution",)),
        ("said Ada Orr, head of the harbour office of the town of Orrin", "", ("attribution",)),
        ("on Friday", "", ("omission",)),
        # what is left out with its hedge is left out: the hedge itself weakens nothing that is still there
        ("with boats that may have burned before the bridge fell", "", ("omission", "modality")),
    ],
)
def test_a_difference_has_the_gravest_class_first_and_then_the_others(first, second, wanted):
    assert wanted == _classes(first, second)


def test_one_word_in_two_spellings_is_typography():
    assert ("typography",) == _classes("Isis", "ISIS", spelling=True)


def test_the_classes_are_ordered_by_gravity():
    assert ("modality", "figure", "attribution", "omission", "wording", "typography") == GRAVITY
