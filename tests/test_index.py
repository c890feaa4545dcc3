"""Look-ups of a site by id and in reverse."""

from __future__ import annotations

from records import actor, article, claim, event, evidence, figure, index, place, quote, reference, topic

FIRST, SECOND = article("first"), article("second")


def _ids(claims):
    return [one.id for one in claims]


def test_every_record_is_found_by_its_id():
    found = index(claim("a"), places=(place(),), topics=(topic(),), references=(reference("log"),))
    assert [found.claims["a"].id, found.articles["first"].id, found.places["orrin"].id] == ["a", "first", "orrin"]
    assert [found.topics["damage"].id, found.references["log"].id, found.actors["ben"].id] == ["damage", "log", "ben"]
    assert [found.ratings["fair"].label, found.strengths["low"].label] == ["Fair", "Weak"]


def test_a_citation_is_a_quote_with_its_card():
    one, two = quote(FIRST, "Nobody was hurt"), quote(FIRST, "The water fell", "q2")
    found = index(claim("a", one), claim("b", two))
    assert [(held.claim.id, held.quote.id) for held in found.citations["first"]] == [("a", "q1"), ("b", "q2")]


def test_an_article_without_quotes_has_no_citations():
    assert index().citations["first"] == []


def test_an_actor_is_found_by_every_part_it_has_in_a_card():
    spoken = quote(FIRST, "Nobody was hurt", speaker="ben")
    passed_on = quote(FIRST, "Nobody was hurt", via=("ben",))
    found = index(
        claim("a", claimant="ben"),
        claim("b", spoken),
        claim("c", passed_on),
        claim("d", evidence=(evidence("log", origin="ben"),)),
        claim("e", figures=(figure(value=1, by="ben"),)),
        claim("f"),
        references=(reference("log"),),
    )
    assert _ids(found.by_actor["ben"]) == ["a", "b", "c", "d", "e"]


def test_an_actor_with_two_parts_in_one_card_has_that_card_once():
    found = index(claim("a", quote(FIRST, "Nobody was hurt", speaker="ada"), claimant="ada"))
    assert _ids(found.by_actor["ada"]) == ["a"]


def test_places_topics_and_ratings_know_their_cards():
    found = index(claim("a", places=("orrin",), topics=("damage",), rating="poor"), claim("b"))
    assert _ids(found.by_place["orrin"]) == ["a"]
    assert _ids(found.by_topic["damage"]) == ["a"]
    assert _ids(found.by_rating["poor"]) == ["a"]
    assert _ids(found.by_rating["good"]) == ["b"]


def test_a_reference_bears_on_the_claims_of_an_event_that_cites_it():
    told = event(evidence=(evidence("log"),), claims=("a",))
    found = index(claim("a"), claim("b"), events=(told,), references=(reference("log"),))
    assert _ids(found.by_reference["log"]) == ["a"]


def test_a_reference_that_card_and_event_cite_bears_on_the_claim_once():
    told = event(evidence=(evidence("log"),), claims=("a",))
    found = index(claim("a", evidence=(evidence("log"),)), events=(told,), references=(reference("log"),))
    assert _ids(found.by_reference["log"]) == ["a"]


def test_events_are_found_by_claim_and_by_place():
    told = event(claims=("a",), places=("orrin",))
    found = index(claim("a"), events=(told,), places=(place(),))
    assert found.events_of["a"] == [told]
    assert found.events_at["orrin"] == [told]


def test_lists_begin_with_the_least_supported():
    every = (claim("a", rating="good"), claim("b", rating="poor"), claim("c", rating="fair"))
    assert _ids(index(*every).in_order(every)) == ["b", "c", "a"]


def test_claims_of_one_rating_stand_by_their_short_names():
    every = (claim("a", code="c03"), claim("b", code="c01"), claim("c", code="c02"))
    assert _ids(index(*every).in_order(every)) == ["b", "c", "a"]


def test_an_article_prints_a_claim_where_it_states_or_reports_it_not_where_it_only_bears_on_it():
    states = quote(FIRST, "Nobody was hurt", stance="supports")
    bears = quote(SECOND, "Nobody was hurt", "q2", stance="context")
    held = claim("a", states, bears)
    assert _ids(index(held, articles=(FIRST, SECOND)).printed_by(held)) == ["first"]


def test_relays_are_followed_to_where_they_begin():
    log, wire, paper = reference("log"), reference("wire", origin="log"), reference("paper", origin="wire")
    assert index(references=(log, wire, paper)).root_of(paper) == log


def test_a_circle_of_relays_is_left_after_one_round():
    one, two = reference("one", origin="two"), reference("two", origin="one")
    assert index(references=(one, two)).root_of(one) in (one, two)


def test_an_actor_nobody_names_has_no_claims():
    assert index(claim("a"), actors=(actor(), actor("eve"))).by_actor["eve"] == []


def test_a_withdrawn_claim_is_listed_last_and_counts_nowhere():
    told = quote(FIRST, "Nobody was hurt", speaker="ben")
    found = index(
        claim("a", told, rating="poor", places=("orrin",), withdrawn=True),
        claim("b", quote(FIRST, "The water fell"), places=("orrin",)),
        places=(place(),),
    )
    assert (_ids(found.standing), _ids(found.claims.values())) == (["b"], ["a", "b"])
    assert (found.by_rating["poor"], _ids(found.by_place["orrin"]), _ids(found.by_actor["ben"])) == (
        [],
        ["a", "b"],
        ["a"],
    )
    assert [[held.claim.id for held in among["first"]] for among in (found.citations, found.former)] == [["b"], ["a"]]
    assert _ids(found.in_order(found.site.claims)) == ["b", "a"]
