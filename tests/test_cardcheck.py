"""What one card must be by itself, asked without a site around it."""

from __future__ import annotations

from dataclasses import replace

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


def test_a_part_of_the_page_is_no_name_for_a_quote():
    assert _codes(quote(FIRST, "Nobody was hurt", "evidence")) == ["reserved-id"]


def test_what_happened_outside_of_the_period_is_told():
    assert _codes(happened="2020-01-01") == ["event-outside"]


def test_a_number_must_stand_in_its_finding():
    found = replace(evidence("log"), finding="They counted 12 boats.")
    assert [
        _codes(evidence=(found,), figures=(figure(value=12, evidence="log"),)),
        _codes(evidence=(found,), figures=(figure(value=13, evidence="log"),)),
    ] == [[], ["figure-not-in-source"]]


def test_corrections_stand_in_the_order_of_their_days():
    days = (correction("2021-04-02"), correction("2021-04-01"))
    assert [_codes(corrections=days), _codes(corrections=days[::-1])] == [["corrections-order"], []]
