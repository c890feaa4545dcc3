"""What records come to as rows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from records import (
    Compared,
    Related,
    Response,
    article,
    claim,
    correction,
    event,
    evidence,
    figure,
    index,
    quote,
    reference,
    when,
)

from pincite.formats import rows
from pincite.versions import Noted, stated, version

FIRST = article()


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2021-03-03", "2021-03-03", "2021-03-03"),
        ("2021-03?", "2021-03-01", "2021-03-31"),
        ("2021-03-XX", "2021-03-01", "2021-03-31"),
        ("2021/2022-02", "2021-01-01", "2022-02-28"),
        ("../2021", None, "2021-12-31"),
        ("0001-01-01/..", "0001-01-01", None),
    ],
)
def test_a_date_is_given_with_its_earliest_and_latest_day_and_an_open_end_with_none(text, earliest, latest):
    assert rows.dates("said", when(text)) == {"said": text, "said_earliest": earliest, "said_latest": latest}


def test_a_date_that_is_not_known_is_none():
    assert set(rows.dates("said", None).values()) == {None}


def test_an_empty_text_is_none_and_a_nought_is_a_nought():
    found = rows.same(figure(least=0), "least", "most", "note", "measure")
    assert found == {"least": 0, "most": None, "note": None, "measure": "boats"}


def test_drafts_are_no_part_of_the_data():
    found = rows.published(index(claim("a"), claim("b", draft=True)))
    assert [one.id for one in found.site.claims] == ["a"]


def test_a_site_without_drafts_is_the_same_index():
    held = index(claim("a"))
    assert rows.published(held) is held


def test_a_withdrawn_claim_is_marked_with_the_day_and_the_reason_and_has_no_rating():
    gone = claim("a", strength="high", withdrawn=True, corrections=(correction("2021-04-02", "Another bridge."),))
    row = rows.claim(gone, index(gone))
    assert (row["status"], row["withdrawn"], row["withdrawal"]) == ("withdrawn", "2021-04-02", "Another bridge.")
    assert (row["rating"], row["rating_label"], row["strength"], row["former_rating"]) == (None, None, None, "good")


def test_a_claim_that_stands_has_its_rating_and_no_word_of_a_withdrawal():
    held = claim("a", strength="low", corrections=(correction("2021-04-02"),))
    row = rows.claim(held, index(held))
    assert (row["status"], row["withdrawn"], row["withdrawal"], row["former_rating"]) == ("published", None, None, None)
    assert (row["rating"], row["rating_label"], row["strength_label"]) == ("good", "Good", "Weak")


def test_minor_notes_are_rows_like_corrections():
    held = claim("a", corrections=(correction("2021-04-02"),), minor=(correction("2021-04-03", "Shorter."),))
    (row,) = rows.minor(held, index(held))
    assert (row["id"], row["claim"], row["date"], row["note"]) == ("a/1", "a", "2021-04-03", "Shorter.")


def test_a_version_is_a_row_with_what_its_digest_was_worked_out_over():
    said = stated(claim="It rained.", rating="good", verdict="Yes.", withdrawn=False, quotes=[], figures=[])
    first = version("a", None, when("2021-04-01"), said)
    second = version("a", first, when("2021-04-02"), said, (Noted(when("2021-04-02"), "It was mended."),))
    held = replace(claim("a"), versions=(first, second))
    one, two = rows.versions(held, index(held))
    assert (one["id"], one["version"], one["sha256"], one["corrections"]) == ("a/1", 1, first.sha256, [])
    assert (two["corrections"], two["minor"]) == ([{"date": "2021-04-02", "note": "It was mended."}], [])
    assert two["statement"] == {"claim": "It rained.", "rating": "good", "verdict": "Yes.", "quotes": [], "figures": []}
    assert two["page"] == "https://example.org/orrin/claims/a.html#version-2"


def test_an_elided_quote_gives_its_slices_and_the_gap():
    cut = quote(FIRST, "The bridge […] on Friday", "q1", speaker="ada")
    (row,) = rows.quotes(claim("a", cut), index(claim("a", cut)))
    assert (row["id"], row["text"]) == ("a/q1", "The bridge […] on Friday")
    assert [FIRST.text[start:end] for start, end in row["slices"]] == ["The bridge", "on Friday"]
    assert (row["start"], row["end"]) == (row["slices"][0][0], row["slices"][-1][1])
    assert row["page"] == "https://example.org/orrin/articles/first.html#a-q1"


def test_quotes_are_named_by_their_claim_wherever_they_are_pointed_to():
    cut = quote(FIRST, "46 boats", "boats")
    held = claim(
        "a",
        cut,
        figures=(figure(value=46, quote="boats"),),
        responses=(Response(actor="ben", quote="boats"),),
        compare=(Compared(quotes=("boats", "boats")),),
    )
    made = index(held)
    assert [row["quote"] for row in (*rows.figures(held, made), *rows.responses(held, made))] == ["a/boats"] * 2
    assert [row["quotes"] for row in rows.comparisons(held, made)] == [["a/boats", "a/boats"]]


def test_what_events_quote_and_cite_is_named_apart_from_what_claims_do():
    told = event("a", quotes=(quote(FIRST, "46 boats", "q1"),), evidence=(evidence("log"),))
    made = index(claim("a", quote(FIRST, "46 boats", "q1")), events=(told,), references=(reference("log"),))
    found = [*rows.event_quotes(made.site.events, made), *rows.event_evidence(made.site.events, made)]
    assert [(row["id"], row["claim"], row["event"]) for row in found] == [
        ("timeline/a/q1", None, "a"),
        ("timeline/a/1", None, "a"),
    ]


def test_the_timeline_is_given_in_order_with_what_lies_outside_the_period_last():
    held = (claim("b", happened="2021-03-02"), claim("early", happened="2020"))
    told = event("t", "2021-03-01", kind="said", claims=("b",))
    found = list(rows.entries(index(*held, claim("c", happened="2021-03-05"), events=(told,))))
    assert [(row["id"], row["lane"], row["kind"], row["claim"], row["in_period"]) for row in found] == [
        ("t", "reported", "said", None, True),
        ("claim-c", "happened", None, "c", True),
        ("claim-early", "happened", None, "early", False),
    ]
    assert found[0]["claims"] == ["b"]


def test_a_link_to_another_claim_says_what_that_one_is():
    held = claim("a", related=(Related(claim="b", kind="broader"),))
    assert list(rows.related(held, index(held, claim("b")))) == [
        {"id": "a/1", "claim": "a", "other": "b", "kind": "broader"}
    ]
