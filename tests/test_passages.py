"""Quotes as pages show them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from records import article, claim, index, quote

from pincite.facts.passages import passage

ARTICLE = article()


def _passage(exact, **more):
    found = quote(ARTICLE, exact, **more)
    return passage(found, "storm", index(claim("storm", found), articles=(ARTICLE,)))


def _joined(cut):
    return "".join(piece.text for piece in cut.pieces)


def test_a_passage_is_cut_from_the_original():
    cut = _passage("Nobody was hurt").cuts[0]
    assert _joined(cut) == ARTICLE.text[cut.start : cut.end] == "Nobody was hurt"


def test_an_elided_quote_has_a_cut_for_each_part():
    found = _passage("The bridge […] Nobody was hurt")
    assert [_joined(cut) for cut in found.cuts] == ["The bridge", "Nobody was hurt"]


def test_the_place_runs_from_the_first_part_to_the_last():
    found = _passage("The bridge […] Nobody was hurt")
    assert ARTICLE.text[found.start : found.end] == "The bridge was closed on Friday. Nobody was hurt"


def test_the_words_around_a_quote_are_its_whole_paragraph():
    around = _passage("Nobody was hurt").around
    assert _joined(around) == "The bridge was closed on Friday. Nobody was hurt, the mayor said."
    assert ARTICLE.text[around.start : around.end] == _joined(around)


def test_in_the_words_around_it_every_part_of_the_quote_is_marked():
    around = _passage("The bridge […] Nobody was hurt").around
    assert [piece.text for piece in around.pieces if piece.change == "here"] == ["The bridge", "Nobody was hurt"]


@pytest.mark.parametrize(
    "exact",
    ["Storm closes the bridge", "The bridge was closed on Friday. Nobody was hurt, the mayor said."],
)
def test_a_quote_that_is_its_whole_paragraph_has_nothing_around_it(exact):
    assert _passage(exact).around is None


def test_a_whole_paragraph_with_a_gap_still_shows_what_was_left_out():
    around = _passage("The bridge […] the mayor said.").around
    assert _joined(around) == "The bridge was closed on Friday. Nobody was hurt, the mayor said."


def test_the_words_around_a_quote_over_a_paragraph_border_are_both_paragraphs():
    around = _passage("the mayor said.\nAt least 46 boats").around
    assert _joined(around) == "\n".join(ARTICLE.text.splitlines()[1:])


def test_the_pieces_around_a_quote_know_their_places():
    around = _passage("The bridge […] Nobody was hurt").around
    assert [ARTICLE.text[piece.start : piece.end] for piece in around.pieces] == [p.text for p in around.pieces]


def test_the_target_on_the_article_page_is_claim_and_quote():
    assert _passage("Nobody was hurt", ident="toll").target == "storm-toll"


def test_a_quote_of_an_event_leads_to_its_paragraph():
    found = quote(ARTICLE, "Nobody was hurt")
    assert passage(found, "", index()).target == "p2"


def test_speakers_are_named_and_nobody_is_where_nobody_speaks():
    told = _passage("Nobody was hurt", speaker="ada", via=("ben", "ada"))
    assert [told.speaker, told.speaker_id, told.via] == ["Ada", "ada", ("Ben", "Ada")]
    assert [_passage("Nobody was hurt").speaker, _passage("Nobody was hurt").via] == ["", ()]


def test_a_passage_has_the_name_and_language_of_its_article():
    other = replace(ARTICLE, short="The Gazette", language="en-GB")
    found = passage(quote(other, "Nobody was hurt"), "storm", index(articles=(other,)))
    assert [found.article_name, found.language] == ["The Gazette", "en-GB"]
