"""How readers find a claim: the choices that a list is narrowed by, and the table that a script searches."""

from __future__ import annotations

import json

from records import actor, article, claim, evidence, index, place, quote, topic

from pincite.facts.finder import COLUMNS, choices, table

COAST, ORRIN, PIER = place("coast"), place("orrin", within="coast"), place("pier", within="orrin")
HELD = {
    "actors": (actor(), actor("ben"), actor("cleo")),
    "places": (COAST, ORRIN, PIER, place("abbey")),
    "topics": (topic("water", name="Water"), topic("damage"), topic("unused")),
}


def _choices(*claims, **more):
    return choices(index(*claims, **HELD | more))


def _shown(found):
    return [(one.id, one.count) for one in found]


def _table(*claims, **more):
    found = index(*claims, **HELD | more)
    return table(found.in_order(claims), found)


def _lines(*claims, **more):
    return [dict(zip(COLUMNS, line, strict=True)) for line in _table(*claims, **more)["claims"]]


def test_choices_count_the_claims_that_they_find():
    found = _choices(claim("a", topics=("damage",)), claim("b", topics=("water", "damage"), strength="low"))
    assert _shown(found.topics) == [("damage", 2), ("water", 1)]
    assert _shown(found.strengths) == [("low", 1)]


def test_nothing_is_offered_that_no_claim_has():
    found = _choices(claim("a"))
    assert [found.strengths, found.topics, found.places, found.articles, found.months] == [(), (), (), (), ()]


def test_a_strength_keeps_its_number_on_the_scale():
    assert [one.level for one in _choices(claim("a", strength="low")).strengths] == [1]


def test_an_actor_is_found_in_whatever_part_it_has():
    first = article("first")
    held = claim("a", quote(first, "Storm", speaker="ben"), evidence=(evidence("log", origin="ben"),))
    assert _shown(_choices(held, claim("b", claimant="ben")).actors) == [("ada", 1), ("ben", 2)]


def test_a_place_finds_what_lies_within_it_and_stands_before_that():
    found = _choices(claim("a", places=("pier", "orrin")), claim("b", places=("abbey",)))
    assert [(one.id, one.count, one.level) for one in found.places] == [
        ("abbey", 1, 0),
        ("coast", 1, 0),
        ("orrin", 1, 1),
        ("pier", 1, 2),
    ]


def test_months_are_those_in_which_a_date_begins_or_ends():
    found = _choices(claim("a", claimed="2021-03-04", happened="2020-12/.."), claim("b", happened="2021-03/2021-05"))
    assert found.months == (("2020-12", "December 2020"), ("2021-03", "March 2021"), ("2021-05", "May 2021"))


def test_claims_without_a_date_are_counted_by_what_is_not_known():
    found = _choices(claim("a", claimed="2021"), claim("b"), claim("c"))
    assert [found.unsaid, found.unhappened] == [2, 3]


def test_the_table_holds_every_claim_in_the_order_of_the_list():
    lines = _lines(claim("a", rating="good"), claim("b", rating="poor"), claim("c", rating="fair"))
    assert [line["id"] for line in lines] == ["b", "c", "a"]


def test_the_table_names_its_columns():
    assert _table(claim("a"))["columns"] == COLUMNS


def test_what_claims_share_stands_once_in_the_table():
    both = claim("a", topics=("damage",), places=("orrin",)), claim("b", topics=("damage",), claimant="ben")
    found = _table(*both)
    assert [found["topics"], found["places"]] == [["damage"], ["coast", "orrin"]]
    assert found["actors"] == [["ada", "Ada"], ["ben", "Ben"]]
    assert [(line["topics"], line["claimant"], line["areas"]) for line in _lines(*both)] == [
        ([0], 0, [0, 1]),
        ([0], 1, []),
    ]


def test_a_date_in_the_table_has_its_first_and_last_day_its_words_and_its_machine_form():
    days = ("2021-03", "2021-03-02/2021-03-04", "2021-03-02/..")
    found = _table(*(claim(f"c{number}", claimed=day) for number, day in enumerate(days)))
    assert found["dates"] == [
        ["2021-03-01", "2021-03-31", "March 2021", "2021-03"],
        ["2021-03-02", "2021-03-04", "2 March to 4 March 2021", ""],
        ["2021-03-02", "9999-12-31", "from 2 March 2021, end open", ""],
    ]


def test_what_a_claim_lacks_is_none_in_the_table():
    (line,) = _lines(claim("a"))
    assert [line["strength"], line["said"], line["happened"], line["topics"]] == [None, None, None, []]


def test_the_table_tells_a_draft():
    assert [line["state"] for line in _lines(claim("a"), claim("b", draft=True))] == ["", "draft"]


def test_the_table_names_the_articles_that_print_a_claim():
    first = article("first")
    found = _table(claim("a", quote(first, "Storm", stance="supports")), articles=(first,))
    assert found["articles"] == [["first", "Article first"]]


def test_the_table_is_the_same_every_time_and_holds_no_clock():
    both = claim("a", topics=("damage", "water"), places=("pier", "abbey")), claim("b", claimant="cleo")
    assert json.dumps(_table(*both)) == json.dumps(_table(*both))
