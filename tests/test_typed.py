"""Numbers as editors type them."""

from __future__ import annotations

import pytest

from pincite.read.nodes import parse
from pincite.read.typed import cut_numbers, digits


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1,240", "1240"),
        ("1 240", "1240"),
        ("1.240.000", "1240000"),
        ("\u0661\u0662\u0664\u0660", "1240"),
        ("1.5", ""),
        ("12,40", ""),
        ("1,240.000", ""),
        ("about 1240", ""),
        *(("1/240", ""), ("1:240", ""), ("1-240", ""), ("1240\u00b2", "")),  # two numbers, a time, a range, a power
    ],
)
def test_a_number_in_groups_of_three_is_told_by_its_digits(typed, meant):
    assert digits(typed) == meant


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ("[The town has 1,240 pupils]", ["a.yaml:1:20"]),
        ('["The town has 1,240 pupils", 2 more]', []),
        ("[In 2015, 240 stayed, 3 left]", []),
        ("[one,two]", []),
        ("[[1],2]", []),
    ],
)
def test_a_number_that_the_comma_of_a_list_would_cut_has_its_place(written, places):
    node, _ = parse("a.yaml", f"a: {written}")
    assert [str(span) for span in cut_numbers(node.pairs[0][1])] == places
