"""The extractor on the invented pages: which paragraphs it takes, what it says of the rest, and what the page says."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml
from bs4 import NavigableString

from pincite.intake.decode import decode_page
from pincite.intake.markup import Page, parse
from pincite.intake.metadata import Metadata, read_metadata
from pincite.intake.page import read_page
from pincite.intake.taken import Taken, choose
from pincite.problems import InputError

PAGES = Path(__file__).resolve().parent / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))
STATED = yaml.load((PAGES / "metadata.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - plain texts
FIELDS = ("headline", "byline", "published", "publisher", "language", "url")
# The share of what was taken that belongs to the article, where it is not the whole. What is too much is told in
# docs/import.md: captions without a name, a wall of subscription, the author's own line.
PRECISION = {
    "amp": 0.83,
    "breaks": 0.85,
    "drupal": 0.75,
    "hydrated": 0.9,
    "paywall": 0.57,
    "promos": 0.87,
    "tables": 0.83,
}


@cache
def _read(name: str) -> tuple[Page, Metadata, Taken]:
    path = PAGES / f"{name}.html"
    page = parse(decode_page(path.read_bytes(), path.name), path.name)
    metadata = read_metadata(page)
    return page, metadata, read_page(page.soup, [metadata.get("headline")])


def _expected(name: str) -> list[str]:
    return [line for line in (PAGES / f"{name}.txt").read_text("utf-8").split("\n") if line]


def _taken(html: str, *headlines: str) -> list[str]:
    return list(read_page(parse(html, "page").soup, headlines).paragraphs)


def _dropped(html: str, *headlines: str) -> dict[str, str]:
    return {piece.text: piece.reason for piece in read_page(parse(html, "page").soup, headlines).dropped}


LONG = "The bridge over the Orrin was closed on Wednesday, and nobody knows for how long it will be."
MORE = "The harbour master said that she had never seen so much water, and that she had seen a great deal."


def test_there_are_a_dozen_pages_and_more():
    assert len(NAMES) >= 12
    assert sorted(STATED) == NAMES == sorted(path.stem for path in PAGES.glob("*.txt"))


@pytest.mark.parametrize("name", NAMES)
def test_every_paragraph_of_the_article_is_taken_in_order(name):
    taken = [line for line in _read(name)[2].paragraphs if line in set(_expected(name))]
    assert taken == _expected(name)


@pytest.mark.parametrize("name", NAMES)
def test_little_else_is_taken(name):
    taken = _read(name)[2].paragraphs
    hits = (Counter(taken) & Counter(_expected(name))).total()
    assert hits / len(taken) >= PRECISION.get(name, 1.0)


@pytest.mark.parametrize("name", NAMES)
def test_what_a_page_says_of_itself_is_read(name):
    metadata = _read(name)[1]
    assert {field: value for field in FIELDS if (value := metadata.get(field))} == STATED[name]


@pytest.mark.parametrize("name", NAMES)
def test_every_piece_has_a_number_and_every_dropped_one_a_reason(name):
    taken = _read(name)[2]
    assert [piece.number for piece in taken.pieces] == list(range(1, len(taken.pieces) + 1))
    assert len(taken.paragraphs) + len(taken.dropped) == len(taken.pieces)


@pytest.mark.parametrize("name", NAMES)
def test_no_word_that_a_page_shows_is_lost_without_being_told(name):
    """Conservation: the letters of the pieces are those of the page, but for scripts and what is never text."""
    page, _, taken = _read(name)
    never = {"button", "select", "textarea", "iframe", "svg", "template", "head"}
    shown = [text for text in page.soup.find_all(string=True) if type(text) is NavigableString]
    shown = [str(text) for text in shown if not never & {tag.name for tag in text.parents}]
    letters = Counter(re.sub(r"\W", "", "".join(shown)))
    told = Counter(re.sub(r"\W", "", "".join(piece.text for piece in taken.pieces)))
    assert letters == told


# One rule each -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<nav>Home</nav>", "navigation"),
        ("<div class='ad-slot'>Buy a sofa</div>", "advertising"),
        ("<div id='comments'><p>I was there, and it was wet, all of it, believe me.</p></div>", "comments"),
        ("<div class='relatedPosts'>Another story</div>", "related links"),
        ("<ul class='share-buttons'><li>Mail</li></ul>", "sharing"),
        ("<div class='newsletter-box'>Our letter</div>", "newsletter or subscription"),
        ("<div class='CookieBanner'>We use cookies</div>", "cookie notice"),
        ("<figure><img><figcaption>The bridge</figcaption></figure>", "caption"),
        ("<p class='byline'>Ada Wren</p>", "byline or date"),
        ("<p>By Ada Wren</p>", "byline or date"),
        ("<p>12:40</p>", "byline or date"),
        ("<p><a href='/x'>A story about something else</a></p>", "related links"),
        ("<p>Read more: A story about something else</p>", "related links"),
        ("<div hidden>Not seen</div>", "hidden on the page"),
        ("<p style='display: none'>Not seen</p>", "hidden on the page"),
        ("<form><p>Your name</p></form>", "form"),
        ("<aside>By the way</aside>", "aside"),
        ("<h3>Advertisement</h3>", "advertising"),
        ("<p>© 2021 Orrin Gazette</p>", "footer or imprint"),
    ],
)
def test_a_piece_that_is_no_text_is_dropped_with_its_reason(markup, reason):
    html = f"<article><h1>Head</h1><p>{LONG}</p>{markup}<p>{MORE}</p></article>"
    assert _taken(html) == [LONG, MORE]
    assert set(_dropped(html).values()) == {"headline", reason}


@pytest.mark.parametrize(
    "name", ["has-comments", "no-sidebar", "with-ads", "market-share-news", "adventure", "commentary"]
)
def test_a_name_that_only_sounds_like_one_drops_nothing(name):
    assert _taken(f"<div><h1>Head</h1><div class='{name}'><p>{LONG}</p></div><p>{MORE}</p></div>") == [LONG, MORE]


def test_an_element_that_holds_the_article_is_not_dropped_for_its_name():
    assert _taken(f"<div class='social'><h1>Head</h1><p>{LONG}</p><p>{MORE}</p></div>") == [LONG, MORE]
    assert _taken(f"<h1>Head</h1><div class='promo'><p>{LONG}</p><p>{MORE}</p></div>") == [LONG, MORE]


def test_words_inside_a_paragraph_are_never_taken_out_for_their_name():
    html = f"<p>{LONG} See <a class='related-link' href='/x'>the log</a> of <span class='ad'>the harbour</span>.</p>"
    assert _taken(html) == [f"{LONG} See the log of the harbour."]


def test_a_part_that_a_heading_names_goes_as_a_whole():
    html = f"<div><h1>Head</h1><p>{LONG}</p><div><b>Comments (1)</b><div>{MORE}</div></div></div>"
    assert (_taken(html), _dropped(html)[MORE]) == ([LONG], "comments")


def test_a_heading_in_the_middle_of_the_text_takes_nothing_with_it():
    html = f"<article><h1>Head</h1><p>{LONG}</p><h3>Read more</h3><p>{MORE}</p></article>"
    assert _taken(html) == [LONG, MORE]


def test_a_heading_stays_where_text_follows_and_goes_where_none_does():
    html = f"<article><h1>Head</h1><h2>The water</h2><p>{LONG}</p><h2>See as well</h2></article>"
    assert (_taken(html), _dropped(html)["See as well"]) == (["The water", LONG], "heading with nothing behind it")


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        ("<br><br>", [LONG, MORE]),
        ("<br/> \n <br>", [LONG, MORE]),
        ("<br><img src=x><br>", [LONG, MORE]),
        ("<br>", [LONG, MORE]),
        ("<br>and ", [f"{LONG} and {MORE}"]),
        (" ", [f"{LONG} {MORE}"]),
    ],
)
def test_line_breaks_part_paragraphs_unless_a_sentence_goes_on(between, expected):
    assert _taken(f"<div>{LONG}{between}{MORE}</div>") == expected


def test_paragraphs_that_are_never_closed_do_not_swallow_each_other():
    html = f"<h1>Head</h1><p class=caption>The bridge<p>{LONG}<p>{MORE}"
    assert (_taken(html), _dropped(html)["The bridge"]) == ([LONG, MORE], "caption")


def test_a_row_of_figures_is_one_paragraph_and_a_row_of_a_layout_is_not():
    data = "<table><tr><td>2009</td><td>310</td></tr></table>"
    layout = f"<table><tr><td><p>{LONG}</p></td><td><p>{MORE}</p></td></tr></table>"
    assert _taken(f"<div><p>{LONG}</p>{data}</div>") == [LONG, "2009 310"]
    assert _taken(layout) == [LONG, MORE]


def test_a_no_break_space_stays_and_what_nobody_sees_goes_and_is_told():
    taken = read_page(parse(f"<p>{LONG} It cost 480&nbsp;000 crowns, and se&shy;ven &#8203;cows.</p>", "page").soup, [])
    assert taken.paragraphs == (f"{LONG} It cost 480\u00a0000 crowns, and seven cows.",)
    assert taken.changes == ("1 soft hyphen (U+00AD) taken out", "1 zero-width space (U+200B) taken out")


def test_an_editor_keeps_and_drops_by_number():
    taken = read_page(parse(f"<nav>Home</nav><p>{LONG}</p><p>{MORE}</p>", "page").soup, [])
    chosen = choose(taken, frozenset({1}), frozenset({3}), "page")
    assert chosen.paragraphs == ("Home", LONG)
    assert chosen.dropped[0].reason == "by the editor"
    for keep, drop in (({4}, set()), (set(), {0}), ({1}, {1})):
        with pytest.raises(InputError) as error:
            choose(taken, frozenset(keep), frozenset(drop), "page")
        assert error.value.problem.code == "no-such-piece"


def test_scripts_styles_and_comments_are_cut_out_before_anything_is_parsed():
    unseen = "<script>if (a<b && '<p>no</p>') {}</script><!-- <p>no</p> --><STYLE>p{}</STYLE >"
    html = f"<p>{LONG}</p>{unseen}<p>{MORE}</p>"
    assert _taken(html) == [LONG, MORE]
    assert _taken(f"<p>{LONG}</p><!-- never closed <p>{MORE}</p>") == [LONG]


# Pages made to be slow -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "html",
    ["<a " * 30_000, "<![if" * 30_000 + ">", "<p>x</p>" * 60_000, "<p>" + "word " * 500_000],
    ids=["unclosed", "broken", "tags", "size"],
)
def test_a_page_that_cannot_be_read_in_sensible_time_is_refused(html):
    with pytest.raises(InputError) as error:
        parse(html, "page")
    assert error.value.problem.code == "page-too-complex"


def test_no_shape_of_a_page_costs_more_than_its_length(in_time):
    code = """
from pincite.intake.markup import parse
from pincite.intake.metadata import read_metadata
from pincite.intake.page import read_page
for one in ("<div>", "<h1>x", "<tr><td>", "<p>Comments</p>", "<!-- > ", "<script> ", "<b itemprop=author>x"):
    page = parse(one * (25_000 // len(one)), "page")
    read_page(page.soup, [read_metadata(page).get("headline")])
print("done")
"""
    assert in_time(code, 40) == "done"
