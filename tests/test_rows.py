"""A claim as a row of a list."""

from __future__ import annotations

from records import RATINGS, article, claim, correction, index, place, quote

from pincite.facts.rows import Pin, row, rows

FIRST, SECOND = article("first"), article("second")


def _row(*quotes, **more):
    held = claim("storm", *quotes, **more)
    return row(held, index(held, articles=(FIRST, SECOND)))


def test_a_row_counts_the_scale_from_the_top():
    assert [_row(rating=rating.id).rating_number for rating in RATINGS] == [0, 1, 2]


def test_a_row_has_its_strength_or_none():
    assert [_row(strength="low").strength.label, _row(strength="low").strength_number] == ["Weak", 1]
    assert _row().strength is None


def test_a_row_is_called_by_its_code_where_it_has_one():
    assert [_row(code="c01").name, _row().name] == ["c01", "storm"]


def test_the_title_stands_in_for_a_headline():
    assert [_row(headline="Found!").headline, _row().headline] == ["Found!", "Title of storm"]


def test_a_row_names_the_claimant():
    assert [_row(claimant="ben").claimant, _row(claimant="ben").claimant_id] == ["Ben", "ben"]


def test_a_row_names_the_articles_that_print_the_claim():
    found = _row(quote(SECOND, "Storm", stance="reports"), quote(FIRST, "Storm", "q2", stance="context"))
    assert [found.articles, found.article_names] == [("second",), ("Article second",)]


def test_a_row_has_a_pin_for_each_passage_that_states_the_claim():
    found = _row(quote(FIRST, "closes the", stance="supports"), quote(FIRST, "bridge", "q2", stance="disputes"))
    assert found.pins == (Pin("first", 1, 6, 16),)


def test_a_row_tells_whether_the_claim_was_corrected_or_is_a_draft():
    assert [_row(corrections=(correction("2021-04-02"),)).corrected, _row().corrected] == [True, False]
    assert [_row(draft=True).draft, _row().draft] == [True, False]


def test_rows_stand_least_supported_first():
    every = (claim("a", rating="good"), claim("b", rating="poor"))
    assert [one.id for one in rows(every, index(*every))] == ["b", "a"]


def test_a_row_names_the_actors_that_have_another_part_than_to_claim_it():
    found = _row(quote(FIRST, "Storm", speaker="ben", via=("ada",)), claimant="ada")
    assert [found.claimant_id, found.named] == ["ada", ("ben",)]


def test_a_row_has_its_places_and_all_that_they_lie_in():
    places = (place("coast"), place("orrin", within="coast"), place("abbey"))
    held = claim("storm", places=("orrin",))
    assert row(held, index(held, places=places)).areas == ("coast", "orrin")


def test_the_row_of_a_claim_is_made_once_for_all_lists_of_a_site():
    held = claim("storm")
    site = index(held, articles=(FIRST, SECOND))
    assert row(held, site) is row(held, site)


def test_a_claim_that_is_not_the_sites_has_a_row_of_its_own():
    held, other = claim("storm"), claim("storm", title="Another title")
    site = index(held, articles=(FIRST, SECOND))
    assert [row(one, site).title for one in (held, other, held)] == [held.title, "Another title", held.title]
