"""The desk: what is left to do, from a site with its drafts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from records import (
    RATINGS,
    Related,
    Response,
    actor,
    article,
    aside,
    claim,
    config,
    event,
    evidence,
    figure,
    index,
    place,
    quote,
    reference,
    topic,
)

from pincite.facts.desk import STALE_AFTER, UNSETTLED_STALE_AFTER, desk
from pincite.problems import Problem, Severity, Span

ARTICLE = article()
TODAY = dt.date(2021, 12, 1)


def _desk(*claims, problems=(), today=None, **more):
    return desk(index(*claims, **more).site, problems, today=today)


def _quoted(exact, of=ARTICLE, **more):
    return quote(of, exact, **{"stance": "supports"} | more)


def _states(*claims, set_aside=()):
    held = replace(ARTICLE, set_aside=set_aside)
    return [one.state for one in _desk(*claims, articles=(held,)).articles[0].sentences]


def _ids(records):
    return [one.id for one in records]


# Problems and drafts -------------------------------------------------------------------------------------------------


def test_problems_are_gathered_by_file_in_the_order_of_lines():
    found = [
        Problem("x", "m", Span("content/b.yaml", 9, 1)),
        Problem("x", "m", Span("content/a.yaml", 2, 1), severity=Severity.WARNING),
        Problem("x", "m", Span("content/b.yaml", 1, 1)),
    ]
    told = [(one.path, [problem.span.line for problem in one.problems]) for one in _desk(problems=found).problems]
    assert told == [("content/a.yaml", [2]), ("content/b.yaml", [1, 9])]


def test_without_a_site_there_are_only_its_problems():
    found = desk(None, [Problem("no-site", "m", Span("site.yaml"))], today=TODAY)
    assert (len(found.problems), found.cards, found.articles) == (1, 0, ())


def test_drafts_are_listed():
    assert _ids(_desk(claim("one", draft=True), claim("two")).drafts) == ["one"]


# Coverage ------------------------------------------------------------------------------------------------------------


def test_a_sentence_is_carded_drafted_set_aside_or_open():
    states = _states(
        claim("one", _quoted("The bridge was closed")),
        claim("two", _quoted("46 boats"), draft=True),
        set_aside=(aside(ARTICLE, "The water fell."),),
    )
    assert states == ["open", "carded", "open", "drafted", "set-aside"]


def test_a_published_card_counts_before_a_draft_and_a_draft_before_setting_aside():
    bridge, boats = _quoted("The bridge was closed"), _quoted("46 boats")
    states = _states(
        claim("one", bridge),
        claim("two", bridge, boats, draft=True),
        set_aside=(aside(ARTICLE, "At least 46 boats were damaged."),),
    )
    assert states == ["open", "carded", "open", "drafted", "open"]


def test_a_sentence_names_its_cards_and_its_drafts_apart():
    bridge = _quoted("The bridge was closed")
    sentence = _desk(claim("one", bridge), claim("two", bridge, draft=True)).articles[0].sentences[1]
    assert (sentence.claims, sentence.drafts, sentence.paragraph) == (("one",), ("two",), 2)


def test_the_shares_of_an_article_add_up_and_tell_drafts_apart():
    one = _desk(claim("one", _quoted("The bridge was closed")), claim("two", _quoted("46 boats"), draft=True)).articles[
        0
    ]
    assert one.checked > 0
    assert one.drafted > 0
    assert one.checked + one.drafted + one.aside + one.rest == 100
    assert (one.cards, one.counts) == (2, {"carded": 1, "drafted": 1, "set-aside": 0, "open": 3})


def test_an_article_without_any_card_is_seen_by_its_number_of_cards():
    second = article("second")
    found = _desk(claim("one", _quoted("46 boats")), articles=(ARTICLE, second)).articles
    assert [(one.article.id, one.cards) for one in found] == [("first", 1), ("second", 0)]


# What is missing or old ----------------------------------------------------------------------------------------------


def test_cards_without_evidence_are_listed():
    assert _ids(_desk(claim("one", evidence=(evidence("log"),)), claim("two")).without_evidence) == ["two"]


def _stale(rating="good", *, checked="2021-04-01", today=TODAY, **more):
    scale = (replace(RATINGS[0], settled=True), replace(RATINGS[1], settled=False), RATINGS[2])
    settings = config(ratings=scale)
    return [
        (one.days, one.limit)
        for one in _desk(claim("one", checked=checked, rating=rating, **more), today=today, config=settings).stale
    ]


def test_a_check_is_stale_after_its_limit_and_not_on_its_last_day():
    day = dt.date(2021, 4, 1) + dt.timedelta(days=STALE_AFTER)
    assert _stale(today=day) == []
    assert _stale(today=day + dt.timedelta(days=1)) == [(STALE_AFTER + 1, STALE_AFTER)]


def test_a_rating_that_is_not_settled_is_stale_sooner():
    day = dt.date(2021, 4, 1) + dt.timedelta(days=UNSETTLED_STALE_AFTER + 1)
    assert _stale(today=day) == []
    assert _stale("fair", today=day) == [(UNSETTLED_STALE_AFTER + 1, UNSETTLED_STALE_AFTER)]


def test_nothing_is_stale_in_a_draft_or_where_no_day_is_handed_in():
    assert _stale(draft=True) == []
    assert _stale(today=None) == []


def test_a_rating_that_the_scale_does_not_have_is_no_mistake_of_the_desk():
    assert _stale("nothing-such") == [(244, STALE_AFTER)]


def test_the_oldest_check_comes_first():
    found = _desk(claim("new", checked="2021-05-01"), claim("old", checked="2020-05-01"), today=TODAY).stale
    assert [one.claim.id for one in found] == ["old", "new"]


# What nothing uses ---------------------------------------------------------------------------------------------------


def test_a_reference_is_used_by_evidence_a_response_an_event_or_a_copy():
    references = tuple(map(reference, "abcdef"))
    references = (*references[:5], replace(references[5], origin="d"))
    card = claim("one", evidence=(evidence("a"),), responses=(Response(actor="ben", reference="b"),))
    found = _desk(card, references=references, events=(event(evidence=(evidence("c"),)),))
    assert _ids(found.unused_references) == ["e", "f"]


def test_an_actor_is_used_wherever_a_card_or_another_actor_names_it():
    names = "ada ben cam dot eve flo gus hal".split()
    actors = tuple(actor(name, **({"member_of": "gus"} if name == "hal" else {})) for name in names)
    card = claim(
        "one",
        _quoted("46 boats", speaker="ben", via=("cam",)),
        figures=(figure(value=46, by="dot"),),
        evidence=(evidence("log", origin="eve"),),
        responses=(Response(actor="flo"),),
    )
    assert _ids(_desk(card, actors=actors).unused_actors) == ["hal"]


def test_places_and_topics_that_nothing_names_are_unused():
    places = (place("a"), place("b"), place("c"), place("d", within="c"), place("e"))
    card = claim("one", places=("a",), topics=("x",), figures=(figure(value=1, where="b"),))
    found = _desk(card, places=places, topics=(topic("x"), topic("y")), events=(event(places=("d",)),))
    assert (_ids(found.unused_places), _ids(found.unused_topics)) == (["e"], ["y"])


# Cards that may be one -----------------------------------------------------------------------------------------------

STORM = "The storm closed the bridge at Orrin on Friday."


def _near(*claims, **more):
    return [
        (one.one.id, one.other.id, one.claims > 0, one.passages > 0, one.relation)
        for one in _desk(*claims, **more).near
    ]


def test_cards_with_one_claim_in_other_words_are_paired():
    other = "On Friday, the bridge at Orrin was closed by the storm."
    assert _near(claim("b", claim=STORM), claim("a", claim=other), claim("c")) == [("a", "b", True, False, "")]


def test_cards_that_state_the_same_passage_are_paired_and_context_does_not_count():
    boats = "At least 46 boats were damaged."
    cards = [claim("a", _quoted(boats)), claim("b", _quoted("At least 46 boats were damaged")), claim("c")]
    context = claim("d", _quoted(boats, stance="context"))
    assert _near(*cards, context) == [("a", "b", False, True, "")]


def test_one_card_that_quotes_two_articles_alike_is_not_paired_with_itself():
    second = article("second")
    boats = "At least 46 boats were damaged."
    card = claim("a", _quoted(boats), _quoted(boats, second, ident="q2"))
    assert _near(card, articles=(ARTICLE, second)) == []


def test_pairs_that_are_related_are_known_and_come_last():
    cards = [
        claim("a", claim=STORM),
        claim("b", claim=STORM, related=(Related(claim="a", kind="narrower"),)),
        claim("c", claim="The old mill burnt down in Orrin last winter."),
        claim("d", claim="The old mill burnt down in Orrin in the winter."),
    ]
    assert _near(*cards) == [("c", "d", True, False, ""), ("a", "b", True, False, "narrower")]


def test_a_withdrawn_card_is_listed_and_asks_for_nothing_more():
    words = "Storm closes the old bridge of Orrin for a week"
    gone = claim("gone", claim=words, checked="2020-01-01", withdrawn=True)
    found = _desk(gone, claim("anew", claim=words, evidence=(evidence("log"),), checked="2021-11-30"), today=TODAY)
    assert (_ids(found.withdrawn), found.stale, found.without_evidence, found.near) == (["gone"], (), (), ())
