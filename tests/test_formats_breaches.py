"""The terms by which a site's objects are held, and how objects of JSON are read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reviewed import SCALE, settings

from pincite.formats.breaches import each, kind, terms_of, text
from pincite.problems import Severity


def test_the_terms_are_the_sites_address_its_scale_and_how_strict_it_is():
    terms = terms_of(settings(bing=True))
    assert (terms.url, terms.host, terms.stricter) == ("https://example.org/orrin/", "example.org", Severity.ERROR)
    assert (terms.scale, terms.worst, terms.best) == ({"Good": 3, "Fair": None, "Poor": 1}, 1, 3)


def test_a_scale_without_numbers_has_no_ends():
    terms = terms_of(settings(ratings=tuple(replace(one, value=None) for one in SCALE)))
    assert (terms.worst, terms.best, terms.stricter) == (None, None, Severity.WARNING)


@pytest.mark.parametrize("label", ["C++", "نفي", "(?)", "a|b"])
def test_a_label_with_signs_is_found_as_it_is(label):
    terms = terms_of(settings(ratings=(replace(SCALE[0], label=label),)))
    assert [bool(terms.labels.search(said)) for said in (f"It is {label}", "It is")] == [True, False]


@pytest.mark.parametrize("content", [None, "x", 1, ["a"], {}, {"a": None}, {"a": 1}])
def test_what_is_no_text_is_an_empty_one(content):
    assert (text(content, "a"), kind(content)) == ("", "")


def test_a_property_has_no_value_one_or_several():
    assert [each(one, "a") for one in ({}, {"a": None}, {"a": 1}, {"a": [1, 2]}, "a")] == [[], [], [1], [1, 2], []]
