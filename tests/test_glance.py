# ruff: noqa: SIM300 - expected == actual is how tests read
"""The article seen from afar."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import article, claim, index, quote

from pincite.facts.glance import glance


def _glance(text, *exacts, stance="supports"):
    of = article(text=text)
    claims = [
        claim(f"c{n}", quote(of, exact, stance=stance), rating=rating) for n, (exact, rating) in enumerate(exacts)
    ]
    return glance(of, index(*claims, articles=(of,)))


def test_a_line_that_nobody_quotes_is_one_colourless_bar():
    assert [bar.rating for bar in _glance("Nobody quotes this.").bars] == [-1]


def test_a_stated_passage_has_the_number_of_its_rating_from_the_top():
    assert [bar.rating for bar in _glance("All boats sank there", ("boats", "poor")).bars] == [-1, 2, -1]


def test_a_passage_that_only_bears_on_a_claim_gives_no_colour():
    assert [bar.rating for bar in _glance("All boats sank", ("boats", "poor"), stance="context").bars] == [-1]


def test_where_passages_overlap_the_shortest_gives_the_colour():
    picture = _glance("All boats sank there", ("All boats sank there", "good"), ("boats", "poor"))
    assert [bar.rating for bar in picture.bars] == [0, 2, 0]


def test_a_bar_is_as_long_as_its_words_and_begins_where_they_do():
    found = _glance("All boats sank there", ("boats", "poor")).bars
    assert [float(bar.x) for bar in found] == [12, 20, 30]
    assert float(found[1].width) < float(found[2].width)


def test_a_long_paragraph_takes_several_lines():
    rows = {bar.y for bar in _glance("word " * 40).bars}
    assert len(rows) == 4


def test_every_paragraph_with_words_has_its_number():
    assert [number for number, _ in _glance("One.\n\nThree.\nFour.").numbers] == [1, 3, 4]


def test_a_longer_article_has_a_taller_picture():
    assert float(_glance("One.").height) < float(_glance("One.\nTwo.").height)


@given(st.text("ab \n", min_size=1, max_size=400).filter(str.strip))
def test_no_bar_leaves_the_picture(text):
    picture = _glance(text)
    assert all(12 <= float(bar.x) and float(bar.x) + float(bar.width) <= 136 for bar in picture.bars)
    assert all(0 <= float(bar.y) < float(picture.height) for bar in picture.bars)
    assert all(float(bar.width) > 0 for bar in picture.bars)


@pytest.mark.parametrize(
    ("text", "from_right"),
    [("All boats sank.", False), ("غرقت القوارب كلها.", True), ("46 قارباً, says Ada", True), ("1,500.", False)],
)
def test_the_picture_begins_on_the_side_where_the_article_does(text, from_right):
    assert _glance(text).from_right is from_right
