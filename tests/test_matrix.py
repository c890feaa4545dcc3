"""The matrix of articles against claims: what stands in a cell, in which order, and where it ends."""

from __future__ import annotations

import pytest
from records import Absent, article, claim, index, quote

from pincite.facts.matrix import CLAIMS_AT_MOST, matrix

FIRST, SECOND = ARTICLES = (article("first"), article("second"))


def _quote(of, ident="q1", stance="supports"):
    return quote(of, "Nobody was hurt", ident, stance=stance)


def _matrix(*cards, articles=ARTICLES):
    return matrix(index(*cards, articles=articles))


def _cells(*quotes, **more):
    return _matrix(claim("storm", *quotes, **more)).groups[0].lines[0].cells


def test_a_cell_says_what_the_article_does_and_leads_to_the_passage():
    cell = _cells(_quote(FIRST, "toll"))[0]
    assert [(one.stance, one.target, one.paragraph) for one in cell.said] == [("supports", "storm-toll", 2)]


def test_an_article_without_a_passage_is_silent_with_the_note_of_the_card():
    silent = _cells(_quote(FIRST), absent=(Absent(article="second", note="It has no toll."),))[1]
    assert (silent.said, silent.note) == ((), "It has no toll.")


@pytest.mark.parametrize("stance", ["supports", "reports", "disputes", "qualifies", "context"])
def test_every_stance_has_its_word(stance):
    assert [one.stance for one in _cells(_quote(FIRST, stance=stance))[0].said] == [stance]


def test_an_article_that_states_and_disputes_is_told_to_do_both():
    cell = _cells(_quote(FIRST, "q1", "disputes"), _quote(FIRST, "q2"))[0]
    assert [one.stance for one in cell.said] == ["supports", "disputes"]


def test_context_is_told_only_where_an_article_does_nothing_else():
    cells = _cells(_quote(FIRST, "q1", "context"), _quote(FIRST, "q2"), _quote(SECOND, "q3", "context"))
    assert [[one.stance for one in cell.said] for cell in cells] == [["supports"], ["context"]]


def test_several_passages_of_one_stance_lead_to_the_first():
    assert [one.target for one in _cells(_quote(FIRST, "q1"), _quote(FIRST, "q2"))[0].said] == ["storm-q1"]


def test_claims_stand_in_groups_by_rating_the_least_supported_first():
    found = _matrix(claim("a", _quote(FIRST)), claim("b", _quote(FIRST), rating="poor"), claim("c", _quote(SECOND)))
    assert [(one.rating.id, [line.claim.id for line in one.lines]) for one in found.groups] == [
        ("poor", ["b"]),
        ("good", ["a", "c"]),
    ]


def test_it_is_counted_how_many_articles_state_a_claim():
    found = _matrix(
        claim("a", _quote(FIRST), _quote(SECOND, "q2")),
        claim("b", _quote(FIRST), _quote(SECOND, "q2", "disputes")),
        claim("c", _quote(FIRST, stance="context")),
    )
    assert (found.several, found.single, found.none) == (1, 1, 1)


def test_more_than_eight_articles_are_cut_to_those_that_most_cards_quote():
    many = tuple(article(f"a{number}") for number in range(10))
    found = _matrix(*(claim(f"c{one.id}", _quote(one)) for one in many[1:9]), articles=many)
    assert ([one.id for one in found.articles], found.all_articles) == ([f"a{number}" for number in range(1, 9)], 10)


def test_a_claim_of_which_no_shown_article_speaks_has_no_row():
    many = tuple(article(f"a{number}") for number in range(9))
    cards = [claim(f"c{one.id}", _quote(one)) for one in many]
    found = _matrix(*cards, claim("more", _quote(many[1])), articles=many)
    assert (found.claims, found.all_claims) == (9, 10)
    assert "ca8" not in {line.claim.id for group in found.groups for line in group.lines}


def test_a_very_long_list_of_claims_is_cut():
    found = _matrix(*(claim(f"c{number:03}", _quote(FIRST)) for number in range(CLAIMS_AT_MOST + 1)))
    assert (found.claims, found.all_claims) == (CLAIMS_AT_MOST, CLAIMS_AT_MOST + 1)
    assert sum(len(group.lines) for group in found.groups) == CLAIMS_AT_MOST


def test_a_site_without_articles_has_an_empty_matrix():
    assert (_matrix(articles=()).claims, _matrix(articles=()).articles) == (0, ())
