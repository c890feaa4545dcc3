"""The picker's answers: a quote that anchors where it was picked, who has it already, and a card that loads."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
import yaml
from bs4 import BeautifulSoup
from records import RATINGS, actor, article, aside, claim, config, index, quote

from pincite.anchor import Selector, resolve
from pincite.preview.picker import answer, asked, new_card, outline, posted, refusal, script, stylesheet
from pincite.problems import Problem, Span
from pincite.text import sentences

ARTICLE = article()
TEXT = ARTICLE.text
TODAY = dt.date(2026, 11, 22)


def _site(*claims, **more):
    return index(*claims, **more).site


def _at(words, text=TEXT):
    start = text.index(words)
    return start, start + len(words)


def _answer(words, *claims, **more):
    return answer(_site(*claims, **more), "first", *_at(words))


def _quoted(exact, ident="q1"):
    return quote(ARTICLE, exact, ident, stance="supports")


# The passage ---------------------------------------------------------------------------------------------------------


def test_a_selection_that_cuts_words_is_taken_to_whole_ones():
    told = _answer("ridge was clo")
    assert (told["text"], told["paragraphs"], told["words"]) == ("bridge was closed", (2, 2), 3)
    assert TEXT[told["start"] : told["end"]] == told["text"]


def test_the_yaml_finds_the_passage_again_and_nothing_else():
    told = _answer("The bridge was closed")
    (written,) = yaml.safe_load(told["yaml"])
    assert written == {"article": "first", "exact": "The bridge was closed", "stance": "supports"}
    assert resolve(Selector(**told["selector"]), ARTICLE.document).slices == ((told["start"], told["end"]),)


def test_words_that_stand_twice_get_what_tells_them_apart():
    twice = article(text="Head\nThe boat sank. The boat was new.\n")
    told = answer(_site(articles=(twice,)), "first", *_at("The boat", twice.text))
    assert told["selector"] == {"exact": "The boat", "prefix": "Head"}


def test_a_passage_of_two_paragraphs_tells_both():
    told = _answer("the mayor said.\nAt least 46")
    assert told["paragraphs"] == (2, 3)
    assert yaml.safe_load(told["yaml"])[0]["exact"] == "the mayor said.\nAt least 46"


def test_characters_beyond_the_basic_plane_count_as_one():
    emoji = article(text="Head\n🌍🌍 The boat 🚢 sank.\n")
    start, end = _at("boat 🚢 sank", emoji.text)
    assert answer(_site(articles=(emoji,)), "first", start, end)["text"] == "boat 🚢 sank"


def test_an_answer_is_json():
    told = _answer("The bridge was closed", claim("one", _quoted("The bridge was closed on Friday.")))
    assert json.loads(json.dumps(told))["cards"][0]["id"] == "one"


@pytest.mark.parametrize(("article_id", "start", "end"), [("none", 0, 9), ("first", 5, 5), ("first", 10**9, 10**9 + 3)])
def test_what_cannot_be_quoted_is_told_with_a_hint(article_id, start, end):
    told = answer(_site(), article_id, start, end)
    assert set(told) == {"error", "hint"}
    assert told["error"]


def test_a_place_that_nothing_tells_apart_is_told():
    same = article(text="boat " * 300 + "\n")
    told = answer(_site(articles=(same,)), "first", 750, 754)
    assert "nothing tells this place" in told["error"]


# Who has it already --------------------------------------------------------------------------------------------------


def test_the_cards_that_hold_any_of_it_are_named_those_that_hold_all_of_it_first():
    told = _answer(
        "The bridge was closed",
        claim("a", _quoted("was closed")),
        claim("b", _quoted("The bridge was closed on Friday.", "all"), draft=True),
        claim("c", _quoted("46 boats")),
    )
    assert [(one["id"], one["quote"], one["covers"], one["draft"]) for one in told["cards"]] == [
        ("b", "all", "whole", True),
        ("a", "q1", "part", False),
    ]
    assert told["cards"][0]["page"] == "/claims/b.html#all"


def test_the_gap_of_an_elided_quote_does_not_count_as_quoted():
    told = _answer("on Friday", claim("a", _quoted("The bridge was […] Nobody was hurt")))
    assert told["cards"] == []


def test_what_is_set_aside_there_is_told_with_its_reason():
    held = replace(ARTICLE, set_aside=(aside(ARTICLE, "The water fell.", "opinion"),))
    told = answer(_site(articles=(held,)), "first", *_at("water fell"))
    assert told["set_aside"] == [{"reason": "opinion", "note": "", "text": "The water fell."}]


# Proposals -----------------------------------------------------------------------------------------------------------


def test_a_title_and_a_free_id_are_proposed():
    told = _answer("At least 46 boats were damaged.", claim("at-least-46-boats-were-damaged"))
    assert told["proposed"] == {"id": "at-least-46-boats-were-damaged-2", "title": "At least 46 boats were damaged"}


def test_an_id_is_proposed_where_nothing_of_the_words_is_ascii():
    greek = article(text="Head\nΗ γέφυρα έκλεισε.\n")
    assert answer(_site(articles=(greek,)), "first", *_at("γέφυρα", greek.text))["proposed"]["id"] == "first-7"


def test_the_outline_gives_every_sentence_with_its_paragraph():
    told = outline(_site(), "first")
    cut = [one for start, end in ARTICLE.paragraphs for one in sentences(TEXT, start, end)]
    assert [(start, end) for start, end, _ in told["sentences"]] == cut
    assert [number for _, _, number in told["sentences"]] == [1, 2, 2, 3, 3]


def test_the_claimant_who_claims_most_in_the_article_is_proposed():
    boats = _quoted("46 boats")
    cards = [claim("a", boats, claimant="ben"), claim("b", boats, claimant="ben"), claim("c", boats), claim("d")]
    assert outline(_site(*cards), "first")["claimant"] == "ben"
    tied = [claim("a", boats, claimant="ben"), claim("b", boats, claimant="ada")]
    assert outline(_site(*tied), "first")["claimant"] == "ada"


def test_nobody_is_proposed_as_the_claimant_where_no_card_quotes_the_article():
    assert outline(_site(claim("d")), "first")["claimant"] == ""


def test_the_id_follows_the_title_that_is_given_and_is_free():
    start, end = _at("46 boats")
    query = {"article": "first", "start": str(start), "end": str(end), "title": "Storm: one"}
    assert asked(_site(), query)["proposed"] == {"id": "storm-one", "title": "Storm: one"}
    assert asked(_site(claim("storm-one")), query)["proposed"]["id"] == "storm-one-2"
    assert asked(_site(), query | {"title": "Index"})["proposed"]["id"] == "first-99"


def test_a_rating_that_settles_nothing_is_proposed():
    scale = (RATINGS[0], replace(RATINGS[1], settled=False), RATINGS[2])
    assert outline(_site(config=config(ratings=scale)), "first")["rating"] == "fair"


def test_an_outline_of_an_article_that_is_not_there_is_an_error():
    assert set(outline(_site(), "none")) == {"error", "hint"}


# A card begun --------------------------------------------------------------------------------------------------------


def _new(site, words, **more):
    start, end = _at(words)
    given = {"id": "new-one", "title": "New: one", "claimant": "ada", "today": TODAY} | more
    return new_card(site, "first", start, end, **given)


def test_a_card_begun_from_a_selection_is_a_draft_that_loads_and_quotes_it(site):
    """The base site's own article, through the whole way: pick, write, load."""
    known = site.load(drafts=True).site
    held = known.articles[0]
    start, end = held.sentences[1]
    who = str(known.actors[0].id)
    files = new_card(known, held.id, start, end, id="picked", title="Picked: one", claimant=who, today=TODAY)
    assert list(files) == ["content/claims/picked.yaml"]
    site.write("content/claims/picked.yaml", files["content/claims/picked.yaml"])
    loaded = site.load(drafts=True)
    card = next(one for one in loaded.site.claims if one.id == "picked")
    assert [problem for problem in loaded.problems if problem.severity == "error"] == []
    assert (card.draft, card.title, card.checked.text, card.quotes[0].slices) == (
        True,
        "Picked: one",
        "2026-11-22",
        ((start, end),),
    )


def test_the_claimant_and_the_rating_that_were_chosen_are_written():
    (data,) = _new(_site(actors=(actor(), actor("ben"))), "46 boats", claimant="ben", rating="poor").values()
    written = yaml.safe_load(data)
    assert (written["claimant"], written["rating"], written["quotes"][0]["exact"]) == ("ben", "poor", "46 boats")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"id": "../up"}, "bad-id"),
        ({"id": ""}, "bad-id"),
        ({"id": "storm"}, "file-exists"),
        ({"id": "index"}, "bad-id"),
        ({"title": "  "}, "empty-value"),
        ({"title": "a\u202eb"}, "bad-value"),
        ({"claimant": ""}, "empty-value"),
        ({"claimant": "nobody"}, "no-such-actor"),
        ({"rating": "nothing"}, "no-such-rating"),
    ],
)
def test_a_card_that_would_not_load_is_refused_at_the_field_that_forbids_it(given, code):
    found = _new(_site(claim("storm", path="content/claims/storm.yaml")), "46 boats", **given)
    assert isinstance(found, Problem)
    assert (found.code, bool(found.hint)) == (code, True)
    assert refusal(found)["field"] == next(iter(given))


def test_a_taken_id_is_refused_with_one_that_is_free():
    found = _new(_site(claim("storm"), claim("storm-2")), "46 boats", id="storm")
    assert refusal(found)["hint"] == 'take another id: "storm-3" is free'


def test_a_file_that_is_there_is_told_at_the_id():
    there = Problem("file-exists", "there is a file", Span("content/claims/x.yaml"), "take another name")
    assert refusal(there) == {"error": "there is a file", "hint": "take another name", "field": "id"}


def test_the_claim_of_a_new_card_is_the_one_sentence_in_which_its_passage_stands():
    whole, several = _new(_site(), "46 boats"), _new(_site(), "the mayor said.\nAt least 46")
    claims = [yaml.safe_load(data)["claim"] for files in (whole, several) for data in files.values()]
    assert claims == ["At least 46 boats were damaged.", "Not yet written."]


def test_a_title_is_data_and_never_a_line_of_yaml():
    (data,) = _new(_site(), "46 boats", title='x: "y"\nstatus: published # z').values()
    written = yaml.safe_load(data)
    assert (written["title"], written["status"]) == ('x: "y" status: published # z', "draft")


def test_a_card_of_no_words_is_refused():
    assert new_card(_site(), "first", 3, 3, id="a", title="b", today=TODAY).code == "quote-empty"
    assert new_card(_site(), "none", 3, 9, id="a", title="b", today=TODAY).code == "quote-empty"


# Requests ------------------------------------------------------------------------------------------------------------


def test_a_request_for_a_passage_is_answered():
    start, end = _at("46 boats")
    assert asked(_site(), {"article": "first", "start": str(start), "end": str(end)})["text"] == "46 boats"


@pytest.mark.parametrize(
    "query",
    [{}, {"article": "first"}, {"article": "first", "start": "-1", "end": "9"}, {"start": "1", "end": "9" * 5000}],
)
def test_a_request_that_names_no_place_is_answered_with_an_error(query):
    assert set(asked(_site(), query)) == {"error", "hint"}


def _post(**more):
    start, end = _at("46 boats")
    sent = {"article": "first", "start": start, "end": end, "id": "new-one", "title": "New", "claimant": "ada"} | more
    return posted(_site(), json.dumps(sent).encode(), today=TODAY)


def test_a_request_for_a_card_begins_it():
    (data,) = _post(rating="poor").values()
    assert yaml.safe_load(data)["rating"] == "poor"


@pytest.mark.parametrize(
    "more", [{"start": "x"}, {"start": 1.5}, {"end": None}, {"id": 7}, {"title": ["a"]}, {"rating": {}}]
)
def test_a_request_of_the_wrong_kind_begins_nothing(more):
    assert _post(**more).code == "bad-value"


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b"\xff", b"[" * 100_000])
def test_a_body_that_is_no_object_begins_nothing(body):
    assert posted(_site(), body, today=TODAY).code == "bad-value"


# The files -----------------------------------------------------------------------------------------------------------


def test_the_script_needs_nothing_that_the_policy_forbids():
    text = script().decode()
    assert [
        word for word in ("innerHTML", "eval(", "style.", 'setAttribute("style"', "http:", "https:") if word in text
    ] == []
    assert BeautifulSoup(text, "html.parser").find("script") is None


def test_the_stylesheet_styles_the_picker_alone():
    rules = [
        line for line in stylesheet().decode().splitlines() if "{" in line and not line.startswith(("@", " ", "/*"))
    ]
    assert [line for line in rules if "pincite" not in line] == []
