"""The range of a table: its lowest and highest statement, and how many origins stand behind them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import actor, claim, evidence, figure, index, passage_of, reference

from pincite.facts.figures import tables

ACTORS = tuple(actor(name) for name in ("ada", "ben", "cleo", "dora"))


def _range(*figures, items=(), passages=None):
    held = claim("storm", figures=figures, evidence=items)
    known = index(held, actors=ACTORS, references=(reference("log"), reference("wire", origin="log")))
    return tables(held, passages or {}, known)[0].range


def test_the_lowest_and_the_highest_statement_are_said_with_their_senses_and_who_makes_them():
    found = _range(figure(least=18, by="ada"), figure(over=40, by="ben"), figure(value=30, by="cleo"))
    assert (found.low.number, found.low.who) == ("at least 18", "Ada")
    assert (found.high.number, found.high.who) == ("more than 40", "Ben")


def test_a_range_is_the_lowest_by_its_beginning_and_the_highest_by_its_end():
    found = _range(figure(least=18, most=50), figure(value=20), figure(value=49))
    assert (found.low.number, found.high.number) == ("18 to 50", "18 to 50")


def test_of_one_number_at_most_is_lower_than_exactly_and_more_than_is_the_highest():
    found = _range(figure(least=46), figure(over=46), figure(most=46), figure(value=46))
    assert (found.low.number, found.high.number) == ("at most 46", "more than 46")


def test_those_who_say_the_same_are_named_together_and_each_once():
    found = _range(figure(value=49, by="ada"), figure(value=49, by="ben"), figure(value=49, by="ada"), figure(value=1))
    assert found.high.who == "Ada and Ben"


def test_who_counted_is_named_rather_than_the_article_that_prints_it():
    told = {"q1": passage_of("first", "storm")}
    found = _range(figure(value=58, by="ada", quote="q1"), figure(over=60, quote="q1"), passages=told)
    assert (found.low.who, found.high.who) == ("Ada", "Article first")


def test_of_many_the_first_two_are_named():
    found = _range(*(figure(value=49, by=one.id) for one in ACTORS))
    assert found.low.who == "Ada, Ben and 2 more"


def test_one_more_than_two_is_counted_in_words():
    found = _range(*(figure(value=49, by=one.id) for one in ACTORS[:3]))
    assert found.low.who == "Ada, Ben and one more"


def test_who_counts_something_more_does_not_say_the_same():
    found = _range(figure(value=49, by="ada"), figure(value=49, by="ben", also="missing"), figure(value=1, by="cleo"))
    assert (found.high.number, found.high.who) == ("49", "Ada")


def test_a_highest_statement_that_counts_something_more_says_so():
    assert _range(figure(value=50, also="missing"), figure(value=1)).high.number == "50, or missing"


@pytest.mark.parametrize(
    ("figures", "agreement"),
    [
        ([{"value": 46}, {"value": 46}], "same"),
        ([{"least": 46}, {"value": 46}], "number"),
        ([{"value": 46}, {"value": 46, "also": "missing"}], "number"),
        ([{"value": 46}, {"value": 47}], ""),
        ([{"least": 46, "most": 50}, {"least": 46, "most": 50}], "same"),
        ([{"least": 46, "most": 50}, {"value": 46}], ""),
    ],
)
def test_agreement_is_to_say_the_same_or_to_name_one_number(figures, agreement):
    assert _range(*(figure(**one) for one in figures)).agreement == agreement


def test_copies_of_one_origin_are_several_statements_and_one_origin():
    items = (evidence("log"), evidence("wire"))
    found = _range(figure(value=3, evidence="log"), figure(value=3, evidence="wire"), items=items)
    assert (found.statements, found.origins) == (2, 1)


def test_an_article_that_names_no_source_may_be_an_origin_of_its_own():
    found = _range(figure(value=1, by="ada"), figure(value=1, quote="q1"), passages={"q1": passage_of("One boat sank")})
    assert (found.statements, found.origins) == (2, 2)


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=6))
def test_both_ends_are_numbers_that_somebody_says(numbers):
    found = _range(*(figure(value=number) for number in numbers))
    assert (found.low.number, found.high.number) == (f"{min(numbers):,}", f"{max(numbers):,}")
    assert 1 <= found.origins <= found.statements == len(numbers)
