"""The registers: people, places, topics, ratings, references and corrections with their claims."""

from __future__ import annotations

from dataclasses import replace

from records import (
    RATINGS,
    actor,
    article,
    claim,
    correction,
    event,
    evidence,
    index,
    place,
    quote,
    reference,
    topic,
    when,
)

from pincite.facts.registers import (
    actor_page,
    bibliography,
    corrections,
    minor_notes,
    place_page,
    rating_page,
    topic_page,
)
from pincite.versions import Noted, stated, version

ADA, BEN, FIRST = actor("ada"), actor("ben", member_of="ada"), article("first")


def _ids(rows):
    return [one.id for one in rows]


def _actor(who, *claims):
    return actor_page(who, index(*claims, actors=(ADA, BEN), articles=(FIRST,)))


def test_an_actors_page_parts_what_it_claims_from_where_it_is_named():
    page = _actor(BEN, claim("a", claimant="ben"), claim("b", quote(FIRST, "Storm", speaker="ben")))
    assert [_ids(page.claimed), _ids(page.named)] == [["a"], ["b"]]


def test_an_actors_page_knows_to_whom_it_belongs_and_who_belongs_to_it():
    assert (_actor(BEN).member_of, _actor(ADA).members) == (ADA, (BEN,))
    assert (_actor(ADA).member_of, _actor(BEN).members) == (None, ())


def test_an_actors_words_stand_once_however_many_cards_quote_them():
    spoken = quote(FIRST, "Nobody", speaker="ben")
    assert len(_actor(BEN, claim("a", spoken), claim("b", spoken)).spoken) == 1


def test_an_actors_words_stand_in_the_order_of_the_article():
    later, earlier = quote(FIRST, "Nobody", speaker="ben"), quote(FIRST, "Storm", "q2", speaker="ben")
    assert _ids(_actor(BEN, claim("a", later, earlier)).spoken) == ["q2", "q1"]


def test_the_words_of_others_are_not_an_actors():
    assert _actor(BEN, claim("a", quote(FIRST, "Nobody", speaker="ada"), claimant="ben")).spoken == ()


def test_a_places_page_knows_all_that_holds_it_and_what_it_holds():
    coast, town, pier = place("coast"), place("town", within="coast"), place("pier", within="town")
    known = index(places=(coast, town, pier))
    assert _ids(place_page(pier, known).within) == ["town", "coast"]
    assert _ids(place_page(town, known).holds) == ["pier"]


def test_a_places_page_has_its_claims_and_events():
    orrin = place("orrin")
    page = place_page(orrin, index(claim("a", places=("orrin",)), events=(event(places=("orrin",)),), places=(orrin,)))
    assert [_ids(page.claims), _ids(page.events)] == [["a"], ["t01"]]


def test_a_topics_page_has_its_claims_least_supported_first():
    damage = topic("damage")
    every = (claim("a", topics=("damage",)), claim("b", topics=("damage",), rating="poor"), claim("c"))
    assert _ids(topic_page(damage, index(*every, topics=(damage,))).claims) == ["b", "a"]


def test_a_topics_page_has_the_events_of_its_claims_once_and_in_the_order_of_time():
    damage = topic("damage")
    cards = (claim("a", topics=("damage",)), claim("b", topics=("damage",)), claim("c"))
    events = (event("late", "2021-03-09", claims=("a", "b")), event("soon", claims=("b",)), event("no", claims=("c",)))
    page = topic_page(damage, index(*cards, topics=(damage,), events=events))
    assert [one.id for one in page.events] == ["soon", "late"]


def test_a_ratings_page_knows_its_place_on_the_scale_and_its_claims():
    page = rating_page(RATINGS[1], index(claim("a", rating="fair"), claim("b")))
    assert (page.number, _ids(page.claims)) == (1, ["a"])


def test_the_bibliography_stands_by_publisher_then_title():
    known = (
        reference("a", publisher="Zeta"),
        reference("b", publisher="alpha", title="Two"),
        reference("c", publisher="Alpha", title="One"),
    )
    assert _ids(one.reference for one in bibliography(index(references=known))) == ["c", "b", "a"]


def test_an_entry_of_the_bibliography_knows_what_it_relays_and_what_relays_it():
    known = (reference("log"), reference("wire", origin="log"))
    log, wire = bibliography(index(references=known))
    assert [log.origin, _ids(log.copies)] == [None, ["wire"]]
    assert [wire.origin.id, _ids(wire.copies)] == ["log", []]


def test_an_entry_of_the_bibliography_knows_the_claims_it_bears_on():
    known = index(claim("a", evidence=(evidence("log"),)), claim("b"), references=(reference("log"),))
    assert _ids(bibliography(known)[0].claims) == ["a"]


def test_corrections_stand_newest_first():
    one = claim("a", corrections=(correction("2021-04-02", "one"), correction("2021-04-09", "three")))
    two = claim("b", corrections=(correction("2021-04-05", "two"),))
    assert [found.correction.note for found in corrections(index(one, two))] == ["three", "two", "one"]


def test_of_two_corrections_of_one_day_the_one_the_card_has_last_stands_first():
    held = claim("a", corrections=(correction("2021-04-02", "older"), correction("2021-04-02", "newer")))
    assert [found.correction.note for found in corrections(index(held))] == ["newer", "older"]


def test_a_site_without_corrections_has_an_empty_log():
    assert corrections(index(claim("a"))) == ()


def test_an_actor_keeps_its_withdrawn_claims_behind_the_others_but_not_what_it_says_in_them():
    said = quote(FIRST, "Storm", speaker="ben")
    page = _actor(BEN, claim("a", said, claimant="ben", withdrawn=True), claim("b", claimant="ben"))
    assert ([(row.id, row.withdrawn) for row in page.claimed], page.spoken) == ([("b", False), ("a", True)], ())


def test_the_log_keeps_the_corrections_of_a_withdrawn_claim():
    gone = claim("gone", corrections=(correction("2021-04-02"),), withdrawn=True)
    assert [one.claim.withdrawn for one in corrections(index(gone))] == [True]


def _recorded(ident, *counts):
    """Make a claim with so many corrections and minor notes in each of its versions."""
    said = stated(claim="It rained.", rating="good", verdict="Yes.", withdrawn=False, quotes=[], figures=[])
    day, found, corrections, minor = when("2021-04-02"), [], 0, 0
    for one, other in counts:
        notes = (Noted(day, "x"),)
        found.append(version(ident, found[-1] if found else None, day, said, notes * one, notes * other))
        corrections, minor = corrections + one, minor + other
    notes = (correction("2021-04-02", "x"),)
    return replace(claim(ident, corrections=notes * corrections, minor=notes * minor), versions=tuple(found))


def test_a_correction_knows_its_version_and_whether_it_is_the_last_of_it():
    held = _recorded("a", (0, 0), (2, 0), (0, 1), (1, 0))
    assert [(one.number, one.version, one.last) for one in corrections(index(held))] == [
        (3, 4, True),
        (2, 2, True),
        (1, 2, False),
    ]


def test_minor_notes_are_listed_apart():
    held = _recorded("a", (0, 0), (2, 0), (0, 1), (1, 1))
    assert [(one.number, one.version) for one in minor_notes(index(held))] == [(2, 4), (1, 3)]


def test_the_notes_of_a_draft_came_with_no_version():
    held = claim("a", corrections=(correction("2021-04-02"),), draft=True)
    assert [one.version for one in corrections(index(held))] == [0]


def test_a_claims_corrections_are_numbered_and_the_last_of_a_withdrawn_one_took_it_back():
    kept = claim("a", corrections=(correction("2021-04-01"), correction("2021-04-02")))
    gone = claim("b", corrections=(correction("2021-04-03"), correction("2021-04-04")), withdrawn=True)
    assert [(one.claim.id, one.number, one.withdrawal) for one in corrections(index(kept, gone))] == [
        ("b", 2, True),
        ("b", 1, False),
        ("a", 2, False),
        ("a", 1, False),
    ]
