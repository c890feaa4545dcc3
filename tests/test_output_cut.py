"""What the quick way of cutting a page finds is what the grammar finds, whatever the page holds."""

from __future__ import annotations

import random

import pytest

from pincite.output import cut
from pincite.output.cut import Cutter
from pincite.output.markup import tokens

PIECES = (
    *(
        '<p id="a">',
        "</p>",
        '<h1 class="rating">',
        "</h1>",
        "<H1>",
        "</H1 >",
        "<b>",
        "</b>",
        "<br/>",
        "<!doctype html>",
    ),
    *(
        "<title>",
        "</title>",
        "<title/>",
        "<script>",
        "</script>",
        '<script src="x.js">',
        "<textarea id=t>",
        "</textarea>",
    ),
    *('<script type="application/ld+json">', "{}", '<span data-article="a" data-start="1" data-end="2">', "</span>"),
    *(
        '<title data-article="a" data-start="1" data-end="2">',
        '<a href="b.html">',
        "</a>",
        '<link rel="canonical" href="u">',
    ),
    *(
        "<!-- ",
        " -->",
        "<",
        ">",
        "a > b",
        "a < b",
        "&lt;",
        "&amp;",
        "é",
        '"',
        "'",
        "=",
        "/",
        "<a b='x>'>",
        "<a b='x<'>",
    ),
    *("</>", "</1>", "</p x>", "<svg>", "</svg>", "<style>", "</style>", "text", "\n", f'<i title="{"x" * 400}">'),
)


def _seen(found):
    asked = ("h1", "rating", "verdict")
    return [(tag, found.text_within(at) if tag.quote or tag.mark in asked else "") for at, tag in found.meant]


@pytest.mark.parametrize("seed", range(20))
def test_a_page_that_is_cut_quickly_means_what_it_means_by_the_grammar(seed):
    chance = random.Random(seed)  # noqa: S311 - the same every time is what is wanted
    cutter, quickly = Cutter(), 0
    for _ in range(400):
        few = chance.sample(PIECES, 6)
        page = "".join(chance.choice(few) for _ in range(chance.randrange(12)))
        found = cutter._quickly(parts) if (parts := cut.insides(page, page.encode())) else None
        if found:
            quickly += 1
            assert _seen(found) == _seen(cutter._by_grammar(tokens(page))), page
        assert _seen(cutter.cut(page, page.encode())) == _seen(Cutter()._by_grammar(tokens(page))), page
    assert quickly > 20


def test_an_ordinary_page_is_cut_quickly():
    page = '<!doctype html><html lang="en"><title>A &gt; b</title><h1>A</h1><script src="a.js"></script></html>'
    assert Cutter()._quickly(cut.insides(page, page.encode()))


def test_a_long_site_forgets_tags_and_finds_the_same(monkeypatch):
    monkeypatch.setattr(cut, "_REMEMBERED", 3)
    cutter = Cutter()
    for number in range(20):
        page = f'<p id="a{number}">x</p><h1>y</h1>'
        assert [tag.id for _, tag in cutter.cut(page, page.encode()).meant] == [f"a{number}", None]
        assert len(cutter._insides) < 10


def test_what_a_page_alone_has_at_length_is_not_remembered():
    cutter, page = Cutter(), f'<p title="{"x" * 400}"><b>x</b></p>'
    cutter.cut(page, page.encode())
    assert sorted(cutter._insides) == ["/b", "/p", "b"]
