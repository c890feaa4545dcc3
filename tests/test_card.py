"""A card as its page shows it."""

from __future__ import annotations

import pytest
from records import (
    Absent,
    Compared,
    Related,
    Response,
    article,
    claim,
    event,
    evidence,
    index,
    place,
    quote,
    reference,
    topic,
    when,
)

from pincite.facts.card import ATTRIBUTIONS, RELATIONS, SUBSTANCES, card
from pincite.fields import kinds

FIRST, SECOND = article("first"), article("second")


def _card(*quotes, others=(), **more):
    site = {"places": (place(),), "topics": (topic(),), "references": (reference("log", publisher="Log, Ltd (UK)"),)}
    known = {key: more.pop(key) for key in ("events",) if key in more}
    held = claim("storm", *quotes, **more)
    return card(held, index(held, *others, articles=(FIRST, SECOND), **site, **known))


def _ids(passages):
    return [one.id for one in passages]


def _anchored(shown):
    """List the ids that the page gives to elements, in the order of the page."""
    passages = [*shown.stating, *(side for one in shown.comparisons for side in (one.first, one.second))]
    passages += [*shown.others, *(answer.passage for answer in shown.answers if answer.passage)]
    return [one.id for one in passages if one.anchored]


def test_passages_that_state_the_claim_stand_apart_from_those_that_bear_on_it():
    shown = _card(
        quote(FIRST, "Storm", "a", stance="supports"),
        quote(FIRST, "bridge", "b", stance="disputes"),
        quote(FIRST, "closed", "c", stance="reports"),
        quote(FIRST, "Friday", "d", stance="context"),
    )
    assert [_ids(shown.stating), _ids(shown.others)] == [["a", "c"], ["b", "d"]]


def test_the_first_stating_passage_leads():
    assert _card(quote(FIRST, "Storm", "a", stance="context"), quote(FIRST, "bridge", "b")).lead.id == "b"
    assert _card(quote(FIRST, "Storm", "a", stance="context")).lead is None


def test_compared_passages_stand_in_the_comparison_alone():
    shown = _card(quote(FIRST, "Storm", "a"), quote(SECOND, "bridge", "b"), compare=(Compared(quotes=("a", "b")),))
    assert [_ids(shown.stating), _ids(shown.others)] == [[], []]
    assert [(one.first.id, one.second.id) for one in shown.comparisons] == [("a", "b")]


def test_three_quotes_are_compared_each_with_the_first():
    quotes = [quote(FIRST, "Storm", name) for name in "abc"]
    shown = _card(*quotes, compare=(Compared(quotes=("a", "b", "c")),))
    assert [(one.first.id, one.second.id) for one in shown.comparisons] == [("a", "b"), ("a", "c")]


def test_a_passage_that_holds_an_answer_stands_with_the_answer():
    shown = _card(
        quote(FIRST, "Storm", "a"),
        quote(FIRST, "bridge", "b", stance="disputes"),
        responses=(Response(actor="ben", quote="b", date=when("2021-03-04")),),
    )
    assert _ids(shown.others) == []
    assert [(answer.actor.name, answer.passage.id) for answer in shown.answers] == [("Ben", "b")]


def test_an_answer_in_our_words_names_where_it_was_read():
    shown = _card(responses=(Response(actor="ben", text="He said no.", reference="log"),))
    assert [(one.text, one.reference.id, one.passage) for one in shown.answers] == [("He said no.", "log", None)]


def test_every_passage_carries_its_id_exactly_once_wherever_it_stands():
    shown = _card(
        quote(FIRST, "Storm", "a"),
        quote(SECOND, "Storm", "b"),
        quote(SECOND, "bridge", "c"),
        quote(SECOND, "bridge", "d", stance="context"),
        compare=(Compared(quotes=("a", "b")), Compared(quotes=("a", "c"))),
        responses=(
            Response(actor="ben", quote="c"),
            Response(actor="ben", quote="d"),
            Response(actor="ada", quote="d"),
        ),
    )
    assert sorted(_anchored(shown)) == ["a", "b", "c", "d"]


def test_an_article_that_does_not_carry_the_claim_is_named_with_what_the_card_says_of_it():
    shown = _card(quote(FIRST, "Storm"), absent=(Absent(article="second", note="It has 12."),))
    assert [(one.article.id, one.note) for one in shown.silent] == [("second", "It has 12.")]


def test_an_article_that_the_card_is_silent_about_is_named_with_the_bare_fact():
    assert [(one.article.id, one.note) for one in _card(quote(FIRST, "Storm")).silent] == [("second", "")]


def test_an_article_that_only_bears_on_the_claim_does_not_carry_it():
    shown = _card(quote(FIRST, "Storm"), quote(SECOND, "Storm", "b", stance="context"))
    assert [one.article.id for one in shown.silent] == ["second"]


def test_no_article_is_silent_where_each_states_the_claim():
    assert _card(quote(FIRST, "Storm"), quote(SECOND, "Storm", "b")).silent == ()


def test_related_cards_are_named_with_their_relation():
    shown = _card(others=(claim("flood"),), related=(Related(claim="flood", kind="not-the-same"),))
    assert [(words, row.id) for words, row in shown.related] == [("Easily confused", "flood")]


def test_a_related_card_that_is_not_published_is_left_out():
    assert _card(related=(Related(claim="flood", kind="broader"),)).related == ()


def test_a_card_knows_its_events_places_and_topics():
    shown = _card(events=(event(claims=("storm",)),), places=("orrin",), topics=("damage",))
    assert [one.id for one in (*shown.events, *shown.places, *shown.topics)] == ["t01", "orrin", "damage"]


def test_the_analysis_may_point_to_quotes_and_evidence_in_few_words():
    shown = _card(quote(FIRST, "Nobody", "toll"), evidence=(evidence("log"),))
    assert shown.pointers == (("toll", "#toll", "first ¶2"), ("log", "#evidence-log", "Log"))


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (ATTRIBUTIONS, kinds.ATTRIBUTIONS),
        (SUBSTANCES, kinds.SUBSTANCES),
        (RELATIONS, kinds.RELATIONS),
    ],
)
def test_every_choice_that_a_card_has_is_said_in_words(words, field):
    assert list(words) == list(field)


def test_attribution_and_substance_are_said_in_words_or_not_at_all():
    said, silent = _card(attribution="speaker-missing", substance="contested"), _card()
    assert [said.attribution, said.substance] == ["Speaker missing", "Contested"]
    assert [silent.attribution, silent.substance] == ["", ""]
