"""Hypothesis annotations: both forms of export, the places that they name, and why some are lost."""

from __future__ import annotations

import json

import pytest

from pincite.anchor import Document
from pincite.intake.cards import Beginning, draft
from pincite.intake.hypothesis import Anchored, Lost, anchor, read_export
from pincite.model import Article, ArticleId
from pincite.problems import InputError

TEXT = """Storm closes the bridge
The bridge was closed on Wednesday. “We have never seen water like this,” she said.
The council met. The bridge was closed on Friday, too.
Nobody was hurt.
"""


def _article(ident="first", text=TEXT, url=""):
    slices, at = [], 0
    for line in text.split("\n")[:-1]:
        slices.append((at, at + len(line)))
        at += len(line) + 1
    return Article(
        id=ArticleId(ident),
        headline="Head",
        short="Head",
        path=f"seeds/{ident}.txt",
        format="lines",
        sha256="0" * 64,
        document=Document.of(text, slices),
        url=url,
    )


def _row(exact, prefix="", suffix="", **more):
    selector = {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}
    position = {"type": "TextPositionSelector", "start": 0, "end": 5}
    return {"uri": "https://a.example/x", "user": "acct:ada@h", "target": [{"selector": [position, selector]}], **more}


def _anchored(row, *articles):
    found, _ = read_export(json.dumps({"annotations": [row]}), "h.json")
    return anchor(found[0], articles or (_article(),))


def _words(found):
    assert isinstance(found, Anchored), found
    return found.article.text[found.start : found.end]


@pytest.mark.parametrize("wrap", [lambda rows: {"total": 1, "rows": rows}, lambda rows: {"annotations": rows}, list])
def test_both_forms_of_export_and_a_bare_list_are_read(wrap):
    found, lost = read_export(
        json.dumps(wrap([_row("Nobody was hurt", text="Check\n\nthis", tags=["a", "b"])])), "h.json"
    )
    assert (found[0].exact, found[0].note, found[0].tags, lost) == ("Nobody was hurt", "Check this", ("a", "b"), ())


@pytest.mark.parametrize("text", ["{", "3", "{}", '{"rows": 3}', "[" * 100_000, "null"])
def test_what_is_no_export_is_told(text):
    with pytest.raises(InputError) as error:
        read_export(text, "h.json")
    assert error.value.problem.code == "annotations-form"


def test_replies_notes_on_pages_and_strange_entries_are_listed_and_become_no_cards():
    rows = [
        {"references": ["x"], "text": "I agree"},
        {"text": "On the page", "target": [{"source": "x"}]},
        3,
        _row(" "),
    ]
    found, lost = read_export(json.dumps(rows), "h.json")
    assert (found, [one.number for one in lost]) == ((), [1, 2, 3, 4])
    assert "reply" in lost[0].why


@pytest.mark.parametrize(
    "exact", ["“We have never seen water like this”", '"We have  never seen\u00a0water like this', "Nobody was hurt."]
)
def test_a_passage_is_found_with_its_typography_folded(exact):
    assert _words(_anchored(_row(exact.removesuffix("”"))))


def test_the_context_chooses_among_several_places_though_it_cuts_words():
    row = _row("The bridge was closed on", prefix="ouncil met. ", suffix=" Friday, t")
    assert _anchored(row).start == TEXT.index("The bridge was closed on Friday")


def test_a_passage_over_the_end_of_a_paragraph_is_found_however_the_page_glued_it():
    for exact in ("she said.\n\n  The council met", "she said. The council met"):
        assert _words(_anchored(_row(exact))) == "she said.\nThe council met"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (_row("The bridge was opened"), "do not stand"),
        (_row("The bridge was closed on"), "more than once"),
        (_row("The bridge was closed on", prefix="nowhere"), "more than once"),
        (_row("obody was"), "inside a word"),
        (_row("nobody was hurt"), "capitals"),
        (_row("a."), "fewer than 3"),
    ],
)
def test_a_near_match_is_never_taken_and_the_reason_is_told(row, why):
    found = _anchored(row)
    assert isinstance(found, Lost)
    assert why in found.why


def test_the_address_decides_between_articles_and_without_it_there_must_be_one():
    first, second = _article(url="https://b.example/"), _article("second", url="http://www.a.example/x/?utm_source=y")
    found = _anchored(_row("Nobody was hurt"), first, second)
    assert isinstance(found, Anchored)
    assert found.article.id == "second"
    lost = _anchored(_row("Nobody was hurt", uri="https://c.example/"), first, second)
    assert isinstance(lost, Lost)
    assert "several articles" in lost.why


def test_the_article_with_the_address_is_the_only_one_that_is_searched():
    other = _article("second", "Head\nSomething else was said.\n", url="https://a.example/x")
    assert isinstance(_anchored(_row("Nobody was hurt"), _article(), other), Lost)


def test_who_annotated_is_nowhere_in_a_card():
    found = _anchored(_row("Nobody was hurt", user_info={"display_name": "Ada Wren"}))
    text = draft(found.article, found.start, found.end, "", (), Beginning("someone", "open", "2021-04-01"))
    assert ("ada" in text.lower(), "acct" in text, "status: draft" in text) == (False, False, True)
