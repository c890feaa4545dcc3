"""All comparisons of a site, and what only one article says."""

from __future__ import annotations

from records import Absent, Compared, article, claim, index, quote

from pincite.facts.card import card
from pincite.facts.comparisons import SHOWN_AT_MOST, gathered, said_alone, tally

FIRST = article("first", "The storm\nAt least 46 boats sank, the mayor said. The bridge may have fallen.\n")
SECOND = article("second", "The storm\nAt least 49 boats sank. The bridge fell.\n")
THIRD = article("third", "The storm\nAt least 49 boats sank.\n")
FOURTH = article("fourth", "The storm\nNothing more.\n")


def _compared(ident, **more):
    quotes = (quote(FIRST, "At least 46 boats sank", "a"), quote(SECOND, "At least 49 boats sank", "b"))
    return claim(ident, *quotes, **{"compare": (Compared(quotes=("a", "b")),)} | more)


def _bridge(ident="bridge"):
    quotes = (quote(FIRST, "The bridge may have fallen", "a"), quote(SECOND, "The bridge fell", "b"))
    return claim(ident, *quotes, compare=(Compared(quotes=("a", "b"), note="See [^a]."),))


def _gathered(*claims, articles=(FIRST, SECOND)):
    site = index(*claims, articles=articles)
    return gathered(card(one, site) for one in claims)


def _alone(*claims, articles=(FIRST, SECOND)):
    return said_alone(claims, index(*claims, articles=articles))


def test_two_passages_that_several_cards_compare_are_shown_once():
    first, second = _gathered(_compared("one"), _compared("two"))
    assert [len(first.comparisons), len(first.again)] == [1, 0]
    assert [len(second.comparisons), [row.id for _, row in second.again]] == [0, ["one"]]


def test_differences_are_counted_by_class_with_the_claims_that_have_them():
    found = tally(_gathered(_compared("one"), _bridge()))
    counted = {one.kind: (one.count, [(row.id, count) for row, count in one.claims]) for one in found}
    assert counted["figure"] == (1, [("one", 1)])
    assert counted["modality"] == (1, [("bridge", 1)])
    assert counted["omission"] == (0, [])


def test_classes_are_counted_from_the_gravest_on():
    assert [one.kind for one in tally(())] == ["modality", "figure", "attribution", "omission", "wording", "typography"]


def test_a_pointer_in_a_note_leads_to_the_cards_own_page():
    (section,) = _gathered(_bridge())
    assert section.comparisons[0].note == "See [first ¶2](claims/bridge.html#a)."


def test_a_claim_that_one_article_alone_states_is_listed_with_its_passage():
    said = claim("storm", quote(FIRST, "The bridge may have fallen", "a", stance="supports"))
    (first,) = _alone(said)
    assert [first.article.id, [one.row.id for one in first.claims], first.more] == ["first", ["storm"], 0]
    assert first.claims[0].passage.start == FIRST.text.index("The bridge may")


def test_a_claim_that_two_articles_state_is_said_by_none_alone():
    quotes = (quote(FIRST, "boats sank", "a", stance="supports"), quote(SECOND, "boats sank", "b", stance="reports"))
    assert _alone(claim("both", *quotes)) == ()


def test_a_passage_that_only_bears_on_a_claim_does_not_state_it():
    quotes = (quote(FIRST, "boats sank", "a", stance="supports"), quote(SECOND, "boats sank", "b", stance="context"))
    assert [one.article.id for one in _alone(claim("storm", *quotes))] == ["first"]


def test_on_a_site_of_many_articles_only_what_was_looked_for_is_listed():
    given = {"articles": (FIRST, SECOND, THIRD, FOURTH)}
    said = quote(FIRST, "boats sank", "a", stance="supports")
    assert _alone(claim("storm", said), **given) == ()
    looked = claim("storm", said, absent=(Absent(article="second", note="It has none."),))
    (first,) = _alone(looked, **given)
    assert [(one.short, note) for one, note in first.claims[0].notes] == [("Article second", "It has none.")]


def test_a_site_of_one_article_has_nothing_said_by_one_alone():
    assert _alone(claim("storm", quote(FIRST, "boats sank", "a", stance="supports")), articles=(FIRST,)) == ()


def test_the_list_of_an_article_is_bounded_and_says_how_many_more_there_are():
    said = quote(FIRST, "boats sank", "a", stance="supports")
    (first,) = _alone(*(claim(f"claim-{number}", said) for number in range(SHOWN_AT_MOST + 7)))
    assert [len(first.claims), first.more] == [SHOWN_AT_MOST, 7]
