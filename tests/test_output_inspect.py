"""Finished pages are checked as a browser will read them, and every quote against its original."""

from __future__ import annotations

import pytest
from rendering import RULES

from pincite.output import cut
from pincite.output.inspect import inspect_pages

ORIGINAL = 'Russia’s "air <strikes>" & \U0001f4a5 Amnesty said\nin its report.'
QUOTE = '<q data-article="a1" data-start="0" data-end="28">{}</q>'
PRINTED = "Russia’s &#34;air &lt;strikes&gt;&#34; &amp; \U0001f4a5"


def a_page(body="", head=""):
    head = f"{RULES}<title>x</title>{head}"
    return f'<!doctype html><html lang="en"><head>{head}</head><body><h1>x</h1>{body}</body></html>'


def look(body="", *, head="", page=None, path="claims/a.html", **files):
    site = {
        "index.html": a_page("<p id=top1>"),
        "assets/x.css": "",
        "assets/x.svg": "<svg><g data-id=no id='yes'/></svg>",
    }
    site |= {path: a_page(body, head) if page is None else page}
    site |= {name.replace("__", "/").replace("_", "."): text for name, text in files.items()}
    encoded = {name: text if isinstance(text, bytes) else text.encode() for name, text in site.items()}
    return inspect_pages(encoded, {"a1": ORIGINAL}, "/site/")


def codes(*given, **named):
    return [problem.code for problem in look(*given, **named)]


def test_a_sound_page_has_no_problems():
    head = (
        '<link rel="stylesheet" href="../assets/x.css"><link rel="canonical" href="https://e.org/site/claims/a.html">'
    )
    body = '<a href="#p">z</a><a href="../index.html#top1">x</a><a href="https://e.org">y</a><p id="p">' + QUOTE.format(
        PRINTED
    )
    assert look(body, head=head) == []


def test_a_problem_names_the_page_the_link_and_a_remedy():
    (problem,) = look('<a href="b.html">')
    assert (problem.span.path, problem.code) == ("output:claims/a.html", "broken-link")
    assert problem.message == 'claims/a.html links to "claims/b.html", which is no file of the site'
    assert problem.hint


def test_the_manifest_may_be_linked_to_though_it_is_made_last():
    assert [codes(f'<a href="{there}manifest.json">') for there in ("../", "")] == [[], ["broken-link"]]


def test_each_target_is_reported_once_a_page():
    assert codes('<a href="b.html#x"></a><a href="b.html"></a><a href="../claims/b.html">') == ["broken-link"]


def test_each_page_is_reported():
    bad = a_page('<a href="c.html">')
    paths = [problem.span.path for problem in look(page=bad, claims__b_html=bad)]
    assert paths == ["output:claims/a.html", "output:claims/b.html"]


@pytest.mark.parametrize(
    "address", ["#no", "../index.html#no", "../index.html?x#no", "../assets/x.svg#no", "#P", "../index.html#top%201"]
)
def test_a_fragment_that_no_element_has_is_a_broken_anchor(address):
    assert codes(f'<p id="p"><a href="{address}">') == ["broken-anchor"]


@pytest.mark.parametrize(
    "address", ["#p", "#", "#top", "../assets/x.svg#yes", "../assets/x.css#anything", "#:~:text=x"]
)
def test_a_fragment_that_is_there_or_is_not_ours_to_know_is_fine(address):
    assert codes(f'<p id="p"><a href="{address}">') == []


def test_an_anchor_on_a_later_page_is_found():
    assert codes('<a href="z.html#q">', claims__z_html=a_page('<p id="q">')) == []


def test_an_id_stands_once_on_a_page():
    (problem,) = look('<p id="a"><p id="b"><svg id="a"></svg>')
    assert (problem.code, problem.message) == ("id-repeated", 'claims/a.html has the id "a" 2 times')


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('<img alt="" src="https://e.org/x.png">', "third-party"),
        ('<embed src="//e.org">', "third-party"),
        ('<meta http-equiv="refresh" content="0;url=https://e.org">', "third-party"),
        ('<a href="javascript:x">', "unsafe-link"),
        ("<p onclick='x'>", "inline-code"),
        ("<script>x</script>", "inline-code"),
        ("<style>a{}</style>", "inline-code"),
        ("a < b", "page-form"),
        ("<h1>y</h1>", "page-form"),
        ("<img>", "page-form"),
    ],
)
def test_what_no_page_may_hold_is_found(body, code):
    assert codes(body) == [code]


def test_what_stands_in_a_comment_or_in_a_script_is_not_looked_at():
    assert codes('<!-- <a href="no"> --><textarea>&lt;a href=no></textarea>') == []


@pytest.mark.parametrize(
    ("page", "missing"),
    [
        (a_page().replace("<title>x</title>", ""), "has no title"),
        (a_page().replace("<title>x</title>", "<title> </title>"), "has no title"),
        (a_page().replace("<title>x</title>", "").replace("<h1>", "<svg><title>x</title></svg><h1>"), "has no title"),
        (a_page().replace(' lang="en"', ""), "does not say its language"),
        (a_page().replace(' lang="en"', ' lang=""'), "does not say its language"),
        (a_page().replace("<h1>x</h1>", ""), "has 0 first-level headings instead of one"),
        (b"\xff", "is not UTF-8 at byte 0"),
    ],
)
def test_every_page_has_its_form(page, missing):
    assert [(problem.code, problem.message) for problem in look(page=page)] == [
        ("page-form", f"claims/a.html {missing}")
    ]


def test_titles_in_drawings_are_not_the_pages():
    assert codes("<svg><title>y</title></svg>") == []


@pytest.mark.parametrize(
    "printed",
    [
        PRINTED,
        PRINTED.replace("strikes", "<em>stri<b>kes</b></em>"),
        PRINTED.replace("&#34;", '"').replace("’", "&rsquo;"),
        "<!-- x -->" + PRINTED,
    ],
)
def test_a_quote_may_be_marked_up_but_not_changed(printed):
    assert codes(QUOTE.format(printed)) == []


@pytest.mark.parametrize(
    "printed",
    [
        "",
        PRINTED.title(),
        PRINTED + " ",
        "“" + PRINTED,
        PRINTED.replace("’", "'"),
        PRINTED.replace(" ", "\n"),
        PRINTED[:-1],
    ],
)
def test_a_quote_that_is_not_the_original_character_for_character_is_altered(printed):
    assert codes(QUOTE.format(printed)) == ["quote-altered"]


def test_an_altered_quote_is_shown_beside_its_original():
    (problem,) = look('<q data-article="a1" data-start="29" data-end="41">amnesty said</q>')
    assert problem.message == "claims/a.html prints 'amnesty said' where the original has 'Amnesty said': a1, 29 to 41"


def test_line_ends_of_the_page_are_what_a_browser_makes_of_them():
    start, end = ORIGINAL.index("said"), ORIGINAL.index("its")
    place = f'<q data-article="a1" data-start="{start}" data-end="{end}">'
    assert codes(f"{place}said\r\nin </q>") == []


def test_quotes_may_overlap_as_nested_elements():
    inner = '<q data-article="a1" data-start="9" data-end="24">&#34;air &lt;strikes&gt;&#34;</q>'
    assert codes(QUOTE.format(PRINTED.replace("&#34;air &lt;strikes&gt;&#34;", inner))) == []


@pytest.mark.parametrize(
    "quote",
    [
        '<q data-article="a2" data-start="0" data-end="1">R</q>',
        '<q data-article="a1" data-start="0" data-end="999">R</q>',
        '<q data-article="a1" data-start="3" data-end="3"></q>',
        '<q data-article="a1" data-start="0">R</q>',
        '<q data-article="a1" data-start="0" data-end="1">R',
    ],
)
def test_a_quote_that_proves_nothing_is_altered(quote):
    assert codes(quote) == ["quote-altered"]


def test_a_quote_is_checked_each_time_though_its_tag_was_seen_before():
    assert codes(QUOTE.format(PRINTED) + QUOTE.format("x")) == ["quote-altered"]


@pytest.mark.parametrize(
    ("style", "code"),
    [
        ("a{background:url(https://e.org/x.png)}", "third-party"),
        ("@import '//e.org/x.css';", "third-party"),
        ("a{background:url(x.png)}", "broken-link"),
        ("a{background:url(data:image/png;base64,x)}", "unsafe-link"),
    ],
)
def test_a_style_sheet_loads_files_of_the_site_alone(style, code):
    assert codes(assets__x_css=style) == [code]


def test_a_style_sheet_finds_its_fonts_from_where_it_lies():
    assert codes(assets__x_css="@font-face{src:url(../assets/f.woff2)}", assets__f_woff2="") == []


def test_the_page_for_errors_is_checked_from_the_sites_base():
    assert codes('<a href="/site/index.html#top1">', path="404.html") == []
    assert codes('<a href="index.html">', path="404.html") == ["broken-link"]


def test_a_long_site_forgets_tags_and_finds_the_same(monkeypatch):
    body = "".join(f'<p id="p{number}"><a href="b{number}.html">' for number in range(20))
    expected = look(body)
    monkeypatch.setattr(cut, "_REMEMBERED", 3)
    monkeypatch.setattr("pincite.output.links._REMEMBERED", 3)
    assert look(body) == expected
