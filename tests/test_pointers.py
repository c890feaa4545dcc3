# ruff: noqa: SIM300 - expected == actual is how tests read
"""Pointers in Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.pointers import Mention, mentions


def test_a_footnote_points_to_a_quote_or_evidence_and_brackets_to_a_card():
    assert (Mention("q1", claim=False), Mention("other-claim", claim=True)) == mentions("So.[^q1] See [[other-claim]].")


def test_pointers_come_in_the_order_of_the_text():
    assert ["b", "a", "b"] == [mention.name for mention in mentions("[^b] [[a]] [^b]")]


@pytest.mark.parametrize("text", ["", "[q1]", "[[two words]]", "[^]", "[[]]", "[link](x)", "\\[^\\]"])
def test_what_is_no_pointer_is_left_alone(text):
    assert () == mentions(text)


def test_a_capital_letter_is_seen_so_that_the_slip_can_be_told():
    assert (Mention("Q1", claim=False),) == mentions("[^Q1]")


@given(st.text(max_size=60))
def test_any_text_has_a_tuple_of_pointers(text):
    assert all(mention.name in text for mention in mentions(text))
