"""Ids: what may be one, and what is said of a name that may not."""

from __future__ import annotations

import pytest

from pincite.problems import Span
from pincite.read.naming import ID_AT_MOST, fit, no_id


@pytest.mark.parametrize("text", ["a", "7", "harbour-office", "a" * ID_AT_MOST, "console"])
def test_small_letters_digits_and_hyphens_are_an_id(text):
    assert fit(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("con", "Windows"),
        ("a" * 81, "longer than 80"),
        ("\u0441wren", "U+0441 stands in it, CYRILLIC SMALL LETTER ES"),
        ("Harbour office", "is no id"),
    ],
)
def test_what_is_no_id_is_told_with_the_reason(text, said):
    assert not fit(text)
    assert said in no_id(text, Span("a.yaml")).message


def test_the_remedy_is_an_id_like_the_name():
    assert 'write "harbour-office"' in no_id("Harbour office", Span("a.yaml")).hint


@pytest.mark.parametrize(
    "text", ["county.yaml", "county.YML", "seeds/county.html", "content\\articles\\county.yaml", "County"]
)
def test_the_name_of_a_file_is_told_as_its_id(text):
    assert 'write "county";' in no_id(text, Span("a.yaml")).hint


@pytest.mark.parametrize(
    ("text", "is_copy"),
    [
        ("flood (1)", True),
        ("flood - Copy", True),
        ("flood (conflicted copy 2026-03-01)", True),
        ("flood (wave)", False),
        ("Copyright", False),
    ],
)
def test_a_copy_that_a_program_made_is_no_second_card(text, is_copy):
    assert ("move it away" in no_id(text, Span("a.yaml")).hint) == is_copy
