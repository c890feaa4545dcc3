"""The entries of the timeline: their lane, what they lead to, and what they can be found by."""

from __future__ import annotations

import pytest
from records import article, claim, event, index, place, quote, topic

from pincite.facts.entries import entries_of

FIRST = article()
PLACES = (place("pier", within="orrin"), place("orrin", within="coast"), place("coast"))


def _entry(*events, claims=(), **more):
    (entry,) = entries_of(index(*claims, events=events, articles=(FIRST,), **more))
    return entry


@pytest.mark.parametrize(
    ("kind", "lane"),
    [("happened", "happened"), ("reported", "reported"), ("said", "reported"), ("denied", "denied")],
)
def test_an_event_stands_in_the_lane_of_its_kind(kind, lane):
    assert _entry(event(kind=kind)).lane == lane


def test_an_entry_says_how_its_date_is_known_and_has_its_label():
    entry = _entry(event(label="Quiet", dating="By the log."))
    assert (entry.label, entry.dating) == ("Quiet", "By the log.")


def test_an_entry_is_found_by_its_places_and_by_all_that_hold_them():
    entry = _entry(event(places=("pier",)), places=PLACES)
    assert [one.id for one in entry.places] == ["pier"]
    assert entry.within == ("pier", "orrin", "coast")


def test_a_place_that_holds_two_others_is_named_once():
    assert _entry(event(places=("pier", "coast")), places=PLACES).within == ("pier", "orrin", "coast")


def test_an_entry_has_the_topics_and_ratings_of_its_claims_each_once():
    claims = (claim("a", topics=("damage", "relief"), rating="poor"), claim("b", topics=("damage",), rating="poor"))
    entry = _entry(event(claims=("a", "b")), claims=claims, topics=(topic(), topic("relief")))
    assert [one.id for one in entry.topics] == ["damage", "relief"]
    assert entry.ratings == ("poor",)
    assert [(one.claim.id, one.rating.label) for one in entry.claims] == [("a", "Poor"), ("b", "Poor")]


def test_an_event_leaves_out_claims_that_are_not_published():
    assert _entry(event(claims=("storm",))).claims == ()


def test_words_that_no_card_quotes_lead_to_their_paragraph():
    (pin,) = _entry(event(quotes=(quote(FIRST, "Nobody"),))).pins
    assert (pin.article, pin.paragraph, pin.target) == ("first", 2, "p2")


@pytest.mark.parametrize(("happened", "pins"), [("2023-10-14", ["hurt-q1"]), ("2023-10-15", []), ("", [])])
def test_an_event_without_quotes_shows_those_of_its_claim_of_the_same_date_alone(happened, pins):
    held = claim("hurt", quote(FIRST, "Nobody was hurt"), happened=happened)
    entry = _entry(event(date="2023-10-14", claims=("hurt",)), claims=(held,))
    assert [one.target for one in entry.pins] == pins


def test_words_that_a_card_quotes_too_lead_to_its_passage():
    entry = _entry(event(quotes=(quote(FIRST, "Nobody"),)), claims=(claim("hurt", quote(FIRST, "Nobody was hurt")),))
    assert [pin.target for pin in entry.pins] == ["hurt-q1"]


def test_of_several_passages_that_of_an_own_claim_comes_first_and_then_the_nearest():
    claims = (
        claim("exact", quote(FIRST, "Nobody was")),
        claim("part", quote(FIRST, "Nobody")),
        claim("wide", quote(FIRST, "Friday. Nobody was hurt")),
    )
    told = quote(FIRST, "Nobody was")
    assert [pin.target for pin in _entry(event(quotes=(told,)), claims=claims).pins] == ["exact-q1"]
    assert [pin.target for pin in _entry(event(quotes=(told,), claims=("wide",)), claims=claims).pins] == ["wide-q1"]


def test_a_claim_by_itself_leads_to_its_page_and_to_the_words_that_state_it():
    storm = claim(
        "storm",
        quote(FIRST, "Storm", stance="supports"),
        quote(FIRST, "Nobody", "q2", stance="context"),
        happened="2021-03-03",
        places=("pier",),
        dating="By the log.",
    )
    entry = _entry(claims=(storm,), places=PLACES)
    assert (entry.id, entry.claim_link, entry.dating) == ("claim-storm", "storm", "By the log.")
    assert [pin.target for pin in entry.pins] == ["storm-q1"]
    assert entry.within == ("pier", "orrin", "coast")
