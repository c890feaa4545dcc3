"""How the claims are spread over the ratings, on the whole and by article."""

from __future__ import annotations

from records import article, claim, index, quote

from pincite.facts.distribution import chief_articles, distribution

ARTICLES = (article("first"), article("second"))


def _states(ident, *articles, rating="good", stance="supports"):
    found = [quote(of, "Nobody was hurt", f"q{at}", stance=stance) for at, of in enumerate(articles, start=1)]
    return claim(ident, *found, rating=rating)


def _spread(*cards, articles=ARTICLES):
    return distribution(index(*cards, articles=articles))


def test_each_rating_has_its_number_and_its_share_in_the_order_of_the_scale():
    found = _spread(_states("a"), _states("b"), _states("c", rating="poor"))
    assert [(one.rating.id, one.whole.claims, one.whole.percent) for one in found.spread] == [
        ("good", 2, 67),
        ("fair", 0, 0),
        ("poor", 1, 33),
    ]


def test_an_article_counts_the_claims_that_it_states_and_no_others():
    first, second = ARTICLES
    found = _spread(_states("a", first), _states("b", first, second), _states("c", second, stance="disputes"))
    assert [one.claims for one in found.spread[0].by_article] == [2, 1]
    assert (found.totals, found.twice) == ((2, 1), 1)


def test_lengths_are_shares_on_one_scale_for_all_columns():
    first, second = ARTICLES
    found = _spread(_states("a", first), _states("b", second), _states("c", second, rating="poor"))
    assert [one.length for one in found.spread[0].by_article] == ["100%", "50%"]
    assert found.spread[0].whole.length == "66.7%"


def test_one_article_alone_has_no_column():
    assert _spread(_states("a", ARTICLES[0]), articles=ARTICLES[:1]).articles == ()


def test_of_many_articles_those_have_a_column_that_most_cards_quote():
    many = tuple(article(f"a{number}") for number in range(10))
    cards = [_states(f"c{number}", one) for number, one in enumerate(many) if number not in {2, 5}]
    found = _spread(*cards, articles=many)
    assert [one.id for one in found.articles] == ["a0", "a1", "a3", "a4", "a6", "a7", "a8", "a9"]
    assert found.others == 2
    assert chief_articles(index(*cards, articles=many)) == found.articles


def test_a_site_without_claims_has_nothing_to_draw():
    found = _spread()
    assert (found.total, {one.whole.length for one in found.spread}) == (0, {"0%"})
