"""A statement of a number: how it is worded, and whose knowledge it is."""

from __future__ import annotations

import pytest
from records import article, claim, evidence, figure, index, quote, reference

from pincite.facts.passages import passage
from pincite.facts.statements import in_words, rank, statements

FIRST = article()
REFERENCES = (reference("log"), reference("wire", origin="log"), reference("paper"))


@pytest.mark.parametrize(
    ("given_as", "words"),
    [
        ({"value": 2132}, "2,132"),
        ({"least": 46}, "at least 46"),
        ({"over": 40}, "more than 40"),
        ({"most": 7}, "at most 7"),
        ({"least": 18, "most": 49}, "18 to 49"),
        ({"value": 0}, "0"),
        ({"least": 0, "most": 1500}, "0 to 1,500"),
    ],
)
def test_a_number_is_said_with_its_sense(given_as, words):
    assert in_words(figure(**given_as)) == words


def test_the_senses_of_one_number_have_an_order():
    given = [figure(over=3), figure(least=3), figure(value=3), figure(most=3)]
    assert sorted(given, key=rank) == given[::-1]


def _origin(*items, speaker=None, **given_as):
    found = quote(FIRST, "Nobody was hurt", speaker=speaker)
    held = claim("storm", found, evidence=items, figures=(figure(value=3, **given_as),))
    known = index(held, references=REFERENCES)
    return statements(held, {"q1": passage(found, "storm", known)}, known)[0].origin


def test_a_number_is_the_knowledge_of_who_counted():
    assert _origin(evidence("log", origin="ben"), evidence="log", by="ada") == ("actor", "ada")


def test_else_it_is_the_knowledge_of_whom_the_card_names_for_the_evidence():
    assert _origin(evidence("log", origin="ben"), evidence="log") == ("actor", "ben")


def test_else_of_the_reference_where_its_relays_begin():
    assert _origin(evidence("wire"), evidence="wire") == ("reference", "log")


def test_a_reference_with_findings_of_two_origins_stands_for_itself():
    assert _origin(evidence("log", origin="ada"), evidence("log", origin="ben"), evidence="log") == ("reference", "log")


def test_a_number_in_an_article_is_the_knowledge_of_who_speaks_there_or_of_the_article():
    assert [_origin(quote="q1", speaker="ada"), _origin(quote="q1")] == [("actor", "ada"), ("article", "first")]


def test_a_statement_carries_the_card_that_makes_it_and_its_note():
    held = claim("storm", figures=(figure(value=3, by="ada", note="At night."),), code="c01")
    told = statements(held, {}, index(held))[0].told[0]
    assert (told.claim, told.name, told.note) == ("storm", "c01", "At night.")
