"""Ids are made of titles so that they read in an address, and never collide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.read.naming import ID
from pincite.scaffold import ids


@pytest.mark.parametrize(
    ("title", "ident"),
    [
        ("The bridge was closed", "the-bridge-was-closed"),
        ("  49 dead — or 94? ", "49-dead-or-94"),
        ("Łódź, Straße, Ærø", "lodz-strasse-aero"),
        ("The council’s café didn't close", "the-councils-cafe-didnt-close"),
        ("Мост закрыт", ""),
        ("الجسر مغلق", ""),
        ("NUL", ""),
        ("", ""),
    ],
)
def test_an_id_is_made_of_a_title(title, ident):
    assert ids.from_title(title) == ident


def test_a_long_title_is_cut_at_a_word():
    assert ids.from_title("word " * 30) == "-".join(["word"] * 12)
    assert ids.from_title("w" * 100) == "w" * 60


@given(st.text(max_size=90))
def test_what_is_made_of_any_title_is_an_id_or_nothing(title):
    ident = ids.from_title(title)
    assert ident == "" or (ID.fullmatch(ident) and ids.refused(ident) == "")


def test_a_taken_id_gets_a_number():
    assert ids.free("bridge", set()) == "bridge"
    assert ids.free("bridge", {"bridge", "bridge-2"}) == "bridge-3"
    assert ids.free("b" * 60, {"b" * 60}) == f"{'b' * 59}-2"


def test_numbers_that_are_known_to_be_taken_are_not_tried():
    assert ids.free("bridge", {"bridge-7"}, 7) == "bridge-8"


def test_why_a_text_is_no_id_is_said_with_what_could_be():
    assert 'write "the-bridge"' in ids.refused("The Bridge")
    assert "Windows" in ids.refused("con")
