"""The report as a page and as JSON: whatever the words, they are only words."""

from __future__ import annotations

import json

from bs4 import BeautifulSoup

from pincite.changes.asjson import as_json
from pincite.changes.cards import Card, Field, Item
from pincite.changes.files import Files
from pincite.changes.html import as_html, ours
from pincite.changes.pages import Hunk, PageChange
from pincite.changes.report import FrameChange, Report
from pincite.changes.words import GONE, NEW, Piece, marked

ATTACK = "</style></title><script>alert(1)</script>\" onload='x' {{ 7 * 7 }} \ud800 &amp;"


def attacked() -> Report:
    """Make a report in which every text is an attack."""
    hunk = Hunk(
        ATTACK, ATTACK, ((Piece(GONE, ATTACK), Piece(NEW, ATTACK, (ATTACK,))), marked(f"{ATTACK} a", f"{ATTACK} b"))
    )
    page = PageChange(ATTACK, ATTACK, (hunk,) * 20, ATTACK, (ATTACK,), (ATTACK,), (ATTACK,), (ATTACK,))
    field = Field(ATTACK, ATTACK, ATTACK, (Piece(NEW, ATTACK, (ATTACK,)),), only_label=True)
    items = (Item(ATTACK, "added", ATTACK, ATTACK), Item("quotes", "changed", ATTACK, "", (field,)))
    kinds = ("added", "removed", "changed", "withdrawn", "reinstated")
    return Report(
        ATTACK,
        ATTACK,
        (ATTACK, "javascript:alert(1)"),
        (ATTACK, ""),
        (True, True),
        tuple(Card(f"{kind}{ATTACK}", kind, ATTACK, ATTACK, ATTACK, (field,), items) for kind in kinds),
        {f"{kind}{ATTACK}": page for kind in kinds},
        (page,),
        (FrameChange(3, ATTACK, (hunk,)),),
        (ATTACK,),
        {ATTACK: ATTACK, f"{ATTACK}.html": ATTACK},
        Files((f"{ATTACK}.html",), (f"{ATTACK}.html",), (ATTACK,)),
        (ATTACK,),
    )


def test_no_word_of_a_site_becomes_markup():
    page = as_html(attacked(), f'en" onload="{ATTACK}')
    soup = BeautifulSoup(page, "html.parser")
    tags = {one.name for one in soup.find_all(True)}
    assert tags & {"script", "img", "iframe", "link", "form", "object"} == set()
    assert (len(soup.find_all("style")), b"{{ 7 * 7 }}" in page, b">49<" in page) == (1, True, False)
    assert {name for one in soup.find_all(True) for name in one.attrs} <= {
        *("charset", "name", "content", "http-equiv", "lang", "dir", "class", "id", "href", "aria-label"),
        "aria-labelledby",
    }
    assert [one["href"] for one in soup.find_all(href=True) if not one["href"].startswith("#")] == []


def test_a_report_is_known_as_one_of_ours_and_nothing_else_is():
    assert (ours(as_html(attacked(), "en")), ours(b"<!doctype html><title>Mine</title>"), ours(b"")) == (
        True,
        False,
        False,
    )


def test_where_nothing_changes_the_page_says_so():
    page = as_html(Report("a", "b"), "en").decode()
    assert ("nothing changes for readers" in page, "<section" in page) == (True, False)


def test_the_json_is_json_whatever_the_words():
    content = json.loads(as_json(attacked()))
    assert (content["format"], content["claims"][0]["title"], len(content["claims"])) == (1, ATTACK, 5)
