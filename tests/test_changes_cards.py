"""Claims of two builds held against each other, from rows as the open data has them, and from rows as nobody should."""

from __future__ import annotations

import copy
import json

import pytest
import records
from wholes import claims_json

from pincite.changes.cards import compare_cards, read_claims

TOLL, CALM = "At least 46 boats were damaged.", "Nobody was hurt, the mayor said."


@pytest.fixture
def before():
    """Give one claim with something in every list, as data/claims.json has it."""
    article = records.article()
    claim = records.claim(
        "storm",
        records.quote(article, TOLL, "q1", stance="supports"),
        records.quote(article, CALM, "q2"),
        figures=(records.figure(least=46, quote="q1"), records.figure("people hurt", value=0, quote="q2")),
        evidence=(records.evidence("log"), records.evidence("relay")),
        corrections=(records.correction("2021-04-02"),),
        known=("The water rose.", "The water fell."),
    )
    references = (records.reference("log"), records.reference("relay"))
    return read_claims(claims_json(records.index(claim, references=references)))


@pytest.fixture
def after(before):
    """Give a copy that a test may change."""
    return copy.deepcopy(before)


def changes(before, after):
    """Give what changes of the one claim: its fields, and its lists."""
    cards = compare_cards(before, after, "en").cards
    if not cards:
        return {}, []
    (card,) = cards
    fields = {one.name: (one.before, one.after) for one in card.fields}
    return fields, [(item.table, item.kind, item.what) for item in card.items]


def test_the_same_claims_give_no_change(before, after):
    assert compare_cards(before, after, "en").cards == []


def test_a_claim_comes_and_another_goes(before):
    other = {"tide": {**before["storm"], "id": "tide", "title": "The tide"}}
    cards = compare_cards(before, other, "en").cards
    assert [(card.id, card.kind, card.name) for card in cards] == [
        ("tide", "added", "The tide"),
        ("storm", "removed", "Title of storm"),
    ]


def test_a_rating_is_told_by_its_label(before, after):
    after["storm"] |= {"rating": "poor", "rating_label": "Poor"}
    assert changes(before, after) == ({"rating": ("Good", "Poor")}, [])


def test_another_label_of_the_same_rating_is_told_as_such(before, after):
    after["storm"]["rating_label"] = "Very good"
    (card,) = compare_cards(before, after, "en").cards
    assert [(one.before, one.after, one.only_label) for one in card.fields] == [("Good", "Very good", True)]


def test_what_a_fact_check_answers_for_comes_first(before, after):
    after["storm"] |= {"why": "It matters.", "verdict": "So it may be.", "claim": "Another.", "rating_label": "Fine"}
    (card,) = compare_cards(before, after, "en").cards
    assert [one.name for one in card.first] == ["rating", "claim", "verdict"]
    assert [one.name for one in card.rest] == ["why"]
    assert next(one for one in card.first if one.name == "verdict").classes == ("modality",)


def test_a_withdrawn_claim_is_told_with_its_reason_and_not_by_its_lost_rating(before, after):
    after["storm"] |= {"status": "withdrawn", "withdrawn": "2021-05-01", "withdrawal": "It was not so."}
    after["storm"] |= {"rating": None, "rating_label": None, "former_rating": "good"}
    (card,) = compare_cards(before, after, "en").cards
    assert (card.kind, card.note, card.fields) == ("withdrawn", "It was not so.", ())
    (back,) = compare_cards(after, before, "en").cards
    assert (back.kind, back.fields) == ("reinstated", ())


def test_a_quote_in_front_of_another_changes_nothing_but_itself(before, after):
    """Quotes without a name are numbered, and figures point to them by these numbers."""
    row = after["storm"]
    new = {**copy.deepcopy(row["quotes"][0]), "text": "The water fell.", "id": "storm/q1"}
    for quote, ident in zip(row["quotes"], ("storm/q2", "storm/q3"), strict=True):
        quote["id"] = ident
    row["quotes"].insert(0, new)
    row["figures"][0]["quote"], row["figures"][1]["quote"] = "storm/q2", "storm/q3"
    assert changes(before, after) == ({}, [("quotes", "added", "article first")])


def test_a_quote_that_is_cut_otherwise_is_one_that_changes(before, after):
    after["storm"]["quotes"][0] |= {"text": "46 boats were damaged.", "start": 1, "slices": [[1, 2]]}
    (card,) = compare_cards(before, after, "en").cards
    (item,) = card.items
    assert (item.kind, [one.name for one in item.fields]) == ("changed", ["text"])


def test_a_quote_with_other_words_is_one_that_goes_and_one_that_comes(before, after):
    after["storm"]["quotes"][0] |= {"text": "The bridge was closed on Friday."}
    after["storm"]["figures"] = before["storm"]["figures"]
    assert [one[:2] for one in changes(before, after)[1] if one[0] == "quotes"] == [
        ("quotes", "removed"),
        ("quotes", "added"),
    ]


def test_the_place_of_a_quote_is_told_where_its_words_stay(before, after):
    after["storm"]["quotes"][0] |= {"paragraph": 9}
    (card,) = compare_cards(before, after, "en").cards
    assert [one.name for one in card.items[0].fields] == ["place"]


def test_a_number_of_a_figure_is_told_as_it_reads(before, after):
    after["storm"]["figures"][0] |= {"least": None, "value": 1500}
    (card,) = compare_cards(before, after, "en").cards
    (item,) = card.items
    assert [(one.name, one.before, one.after, one.classes) for one in item.fields] == [
        ("number", "at least 46", "1,500", ("figure",))
    ]


def test_figures_come_and_go(before, after):
    del after["storm"]["figures"][1]
    assert changes(before, after)[1] == [
        ("figures", "removed", "people hurt: 0 (article first “Nobody was hurt, the mayor said.”)")
    ]
    assert changes(after, before)[1][0][:2] == ("figures", "added")


def test_a_new_correction_is_counted(before, after):
    note = {**after["storm"]["corrections"][0], "id": "storm/2", "date": "2021-05-01", "note": "More was wrong."}
    after["storm"]["corrections"].append(note)
    cards = compare_cards(before, after, "en").cards
    assert [(one.kind, one.text) for one in cards[0].items] == [("added", "More was wrong.")]


def test_entries_in_another_order_are_told_once(before, after):
    after["storm"]["evidence"].reverse()
    assert changes(before, after) == ({}, [("evidence", "moved", "")])


def test_sentences_of_a_list_are_compared_word_by_word(before, after):
    after["storm"]["known"] = ["The water rose.", "The water fell fast."]
    (card,) = compare_cards(before, after, "en").cards
    assert [one.text for one in card.fields[0].pieces if one.kind != "same"] == ["fast"]


def test_other_addresses_of_the_same_site_are_no_change_of_a_claim(before, after):
    after["storm"]["page"] = "https://elsewhere.example/claims/storm.html"
    after["storm"]["quotes"][0]["page"] = "https://elsewhere.example/articles/first.html#storm-q1"
    assert compare_cards(before, after, "en").cards == []


def test_a_column_that_only_one_build_has_is_named_and_not_compared(before, after):
    after["storm"]["colour"] = "blue"
    del after["storm"]["evidence"]
    for quote in after["storm"]["quotes"]:
        quote["mood"] = "calm"
    found = compare_cards(before, after, "en")
    assert (found.cards, found.not_compared) == ([], {"colour", "evidence", "quotes.mood"})


def test_a_list_that_this_version_does_not_know_is_compared_all_the_same(before, after):
    before["storm"]["minor"] = []
    after["storm"]["minor"] = [{"id": "storm/1", "date": "2021-05-01", "note": "A comma."}]
    assert changes(before, after) == ({}, [("minor", "added", "2021-05-01")])


@pytest.mark.parametrize("data", [None, b"", b"{}", b"\xff", b"[" * 100_000, b'[1, null, {}, {"id": 7}]', b"9" * 5000])
def test_what_is_no_list_of_claims_gives_none_of_them(data):
    assert not read_claims(data)


@pytest.mark.parametrize("value", [None, 1, -1.5, True, "x", "\ud800", [], [1, None], {}, {"a": []}, [{"id": 1}], [[]]])
def test_strange_values_are_compared_and_never_break(before, after, value):
    for name in before["storm"]:
        if name != "id":
            after["storm"][name] = value
    compare_cards(before, after, "en")
    compare_cards(after, before, "en")
    strange = {"storm": {"id": "storm", "quotes": [dict.fromkeys(before["storm"]["quotes"][0], value)]}}
    compare_cards(strange, json.loads(json.dumps(before)), "en")
    compare_cards(before, strange, "en")
