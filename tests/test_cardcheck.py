"""What one card must be by itself, asked without a site around it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from records import article, claim, config, correction, evidence, figure, quote, when

from pincite.cardcheck import check_card
from pincite.model import Related

FIRST = article("first")
RATINGS = {rating.id: rating for rating in config().ratings}


def _codes(*quotes, **fields):
    card = claim("storm", *quotes, **fields)
    found = check_card(card, RATINGS, {"first": FIRST}, when("2021-03-01/2021-03-31"))
    return [problem.code for problem in found]


def test_a_sound_card_has_no_problem():
    assert _codes(quote(FIRST, "Nobody was hurt"), happened="2021-03-02") == []


def test_a_card_is_not_related_to_itself():
    assert _codes(related=(Related(claim="storm", kind="follows"),)) == ["related-to-itself"]


@pytest.mark.parametrize(
    ("ident", "codes"),
    [
        ("evidence", ["reserved-id"]),
        ("correction-1", ["reserved-id"]),
        ("correction-of-the-toll", []),
        ("version-2", ["reserved-id"]),
    ],
)
def test_a_part_of_the_page_is_no_name_for_a_quote(ident, codes):
    assert _codes(quote(FIRST, "Nobody was hurt", ident)) == codes


def test_what_happened_outside_of_the_period_is_told():
    assert _codes(happened="2020-01-01") == ["event-outside"]


def test_a_number_must_stand_in_its_finding():
    found = replace(evidence("log"), finding="They counted 12 boats.")
    assert [
        _codes(evidence=(found,), figures=(figure(value=12, evidence="log"),)),
        _codes(evidence=(found,), figures=(figure(value=13, evidence="log"),)),
    ] == [[], ["figure-not-in-source"]]


@pytest.mark.parametrize(
    ("finding", "codes"),
    [
        ("They counted forty-nine.", []),
        ("They counted ٤٩.", []),
        ("They counted 2,149.", ["figure-not-in-source"]),
        ("They counted dozens.", ["figure-not-in-source"]),
    ],
)
def test_a_number_may_stand_in_words_or_in_digits_of_another_script(finding, codes):
    found = replace(evidence("log"), finding=finding)
    assert _codes(evidence=(found,), figures=(figure(value=49, evidence="log"),)) == codes


@pytest.mark.parametrize(
    ("whole", "codes"),
    [
        ({"value": 265}, []),
        ({"value": 710}, []),
        ({"value": 264}, ["figure-parts"]),
        ({"least": 100, "most": 264}, ["figure-parts"]),
        ({"most": 264}, ["figure-parts"]),
        ({"least": 264}, []),
    ],
)
def test_parts_do_not_exceed_a_whole_that_has_an_end(whole, codes):
    words = "They counted 161 children and 104 women within 100 to 264, 265 or 710."
    found = replace(evidence("log"), finding=words)
    parts = (("children", 161), ("women", 104))
    assert _codes(evidence=(found,), figures=(figure(evidence="log", parts=parts, **whole),)) == codes


def test_parts_are_held_against_the_whole_even_where_the_source_is_not_there():
    assert _codes(figures=(figure(value=3, evidence="log", parts=(("children", 4),)),)) == ["figure-parts"]


def test_every_part_must_stand_in_its_source():
    found = replace(evidence("log"), finding="They counted 710 civilians, 161 of them children.")
    parts = (("children", 161), ("women", 104))
    assert _codes(evidence=(found,), figures=(figure(value=710, evidence="log", parts=parts),)) == [
        "figure-not-in-source"
    ]


def test_corrections_stand_in_the_order_of_their_days():
    days = (correction("2021-04-02"), correction("2021-04-01"))
    assert [_codes(corrections=days), _codes(corrections=days[::-1])] == [["corrections-order"], []]
