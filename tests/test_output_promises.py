"""What a finished page shows, held against what it must."""

from __future__ import annotations

import pytest
from babel import Locale
from rendering import RULES

from pincite.facts.promised import Promised, Stretch
from pincite.output.inspect import inspect_pages
from pincite.output.promises import misprinted
from pincite.read.catalogue import Translated

ORIGINAL = "All 46 boats were lost. Nobody <knows> why."
QUOTE = '<q data-article="a1" data-start="0" data-end="23">All 46 boats were lost.</q>'
FIGURE = '<b data-fig="46">all <i>46</i></b>'
CLAIM = 'All 46 boats were "lost" & gone'


def _page(body, heading="All 46 boats were &#34;lost&#34; &amp; gone"):
    return f'<!doctype html><html lang="en"><head>{RULES}<title>x</title></head><h1>{heading}</h1>{body}</html>'


def _told(body, promised, **more):
    files = {"claims/a.html": _page(body, **more).encode(), "claims/b.html": _page("").encode()}
    found = inspect_pages(files, {"a1": ORIGINAL}, "/", {}, {"claims/a.html": promised})
    return [(one.code, one.message.removeprefix("claims/a.html ")) for one in found]


@pytest.mark.parametrize(
    ("body", "promised"),
    [
        ("", Promised()),
        ("", Promised(claim=CLAIM)),
        ("", Promised(claim=CLAIM.replace(" ", "\n  "))),
        (QUOTE, Promised(stretches=(Stretch("it", "a1", 0, 23),))),
        (FIGURE, Promised(figures=("46",))),
        ('<b data-fig="18 49">18 to 49</b>', Promised(figures=("18 49",))),
        ('<a href="b.html">B</a>', Promised(pages=("claims/b.html",))),
    ],
)
def test_a_page_that_shows_what_it_must_is_sound(body, promised):
    assert _told(body, promised) == []


@pytest.mark.parametrize(
    ("heading", "shown"),
    [
        ("All 48 boats were lost", "is 'All 48 boats were lost'"),
        ("ALL 46 BOATS WERE &#34;LOST&#34; &amp; GONE", "is 'ALL 46 BOATS WERE \"LOST\" & GONE'"),
        ("All 46 boats...", "is 'All 46 boats...'"),
    ],
)
def test_a_claim_that_is_altered_in_the_heading_is_told(heading, shown):
    ((code, message),) = _told("", Promised(claim=CLAIM), heading=heading)
    assert (code, message) == (
        "not-shown",
        f"does not show its claim: its heading {shown}, and the card says {CLAIM!r}",
    )


def test_a_page_without_a_heading_shows_no_claim():
    files = {"a.html": _page("").replace("h1", "h2").encode()}
    found = inspect_pages(files, {}, "/", {}, {"a.html": Promised(claim=CLAIM)})
    assert {one.code for one in found} == {"page-form", "not-shown"}


@pytest.mark.parametrize(
    "body",
    [
        "",
        "All 46 boats were lost.",
        '<q data-article="a1" data-start="0" data-end="22">All 46 boats were lost</q>',
        "<!-- " + QUOTE + " -->",
        '<script type="application/ld+json">"data-article"</script>',
    ],
)
def test_a_passage_that_is_left_out_cut_short_or_not_marked_is_told(body):
    promised = Promised(stretches=(Stretch('the quote "q1"', "a1", 0, 23),))
    assert _told(body, promised) == [("not-shown", 'does not show the quote "q1": a1, 0 to 23')]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("", "does not show a figure’s number, 46 2 times"),
        (FIGURE, "does not show a figure’s number, 46"),
        ("46 and 46", "does not show a figure’s number, 46 2 times"),
        (FIGURE + '<b data-fig="46 49">46 to 49</b>', "does not show a figure’s number, 46"),
    ],
)
def test_each_figures_number_is_shown_as_often_as_the_card_has_it(body, message):
    assert _told(body, Promised(figures=("46", "46"))) == [("not-shown", message)]


def test_a_claim_that_is_not_listed_is_told():
    assert _told("", Promised(pages=("claims/b.html",))) == [("not-shown", "does not link to claims/b.html")]


@pytest.mark.parametrize(
    "printed",
    ["at least 48", "4 6", "forty-six", "46 or 47", "", "460", "[46, 46]"],
)
def test_a_figure_that_is_printed_as_another_number_is_told(printed):
    ((code, message),) = _told(f'<b data-fig="46">{printed}</b>', Promised())
    assert (code, message) == ("figure-altered", f"prints {printed!r} for the figure 46")


def test_a_figure_that_is_never_closed_is_told():
    assert _told('<b data-fig="46">46', Promised()) == [("figure-altered", "has a figure that is never closed: 46")]


@pytest.mark.parametrize("value", ["", "at least 46", "46 47 48", "-46", "4.6", "٤٦", "46 "])
def test_a_figure_says_one_or_two_numbers_in_digits(value):
    assert _told(f'<b data-fig="{value}">46</b>', Promised()) == [
        ("figure-altered", f'has a figure of no number: "{value}"')
    ]


@pytest.mark.parametrize("tag", "ru ar ar-EG fa hi de-CH pl es bn my en-IN sv ckb".split())
def test_a_number_is_known_in_whatever_digits_and_groups_a_language_writes_it(tag):
    words = Translated(tag, Locale.parse(tag, sep="-"), {}, lambda _: 0)
    numbers = [0, 7, 46, 999, 1000, 2132, 10_000, 1_234_567]
    assert [one for one in numbers if misprinted(str(one), f"at least {words.number(one)}")] == []


@pytest.mark.parametrize("printed", ["١٨ إلى ٤٩", "18–49", "от 18 до 49", "49 down to 18", "18, 49"])
def test_a_range_is_known_in_any_language(printed):
    assert misprinted("18 49", printed) is None
