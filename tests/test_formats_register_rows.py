"""What articles, actors, sources, places and the scale come to as rows."""

from __future__ import annotations

from dataclasses import replace

from records import RATINGS, article, aside, config, index, place

from pincite.formats import register_rows


def test_an_article_is_given_without_its_text():
    held = article(url="https://example.org/a", primary=True)
    (row,) = register_rows.articles(index(articles=(held,)))
    assert (row["url"], row["byline"], row["is_primary"], row["original"]) == (
        "https://example.org/a",
        None,
        True,
        "seeds/first.txt",
    )
    assert [value for value in row.values() if isinstance(value, str) and "mayor" in value] == []


def test_a_passage_that_is_set_aside_is_cut_from_its_article():
    held = article()
    held = replace(held, set_aside=(aside(held, "The water fell."),))
    (row,) = register_rows.set_aside(index(articles=(held,)))
    assert (row["id"], row["text"], row["reason"]) == ("first/1", "The water fell.", "opinion")


def test_coordinates_are_numbers_where_there_are_any():
    held = (place("a", latitude="34.85", longitude="0"), place("b"))
    found = [(row["latitude"], row["longitude"]) for row in register_rows.places(index(places=held))]
    assert found == [(34.85, 0.0), (None, None)]


def test_the_scale_is_given_in_its_order_and_off_the_axis_without_a_number():
    scale = (replace(RATINGS[0], value=5), RATINGS[1])
    found = list(register_rows.ratings(index(config=config(ratings=scale))))
    assert [(row["id"], row["value"], row["position"]) for row in found] == [("good", 5, 1), ("fair", None, 2)]
