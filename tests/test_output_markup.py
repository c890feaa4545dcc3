"""A page is cut where a browser cuts it, and what a browser would repair is seen."""

from __future__ import annotations

import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pincite.output.markup import BARE, Element, element, text_within, tokens


def tags(page):
    return tokens(page)[1::2]


@pytest.mark.parametrize(
    "page",
    [
        "<p>",
        "</p>",
        "</P >",
        "<br/>",
        "<br />",
        '<a href="x>y">',
        "<a href='x>\"y'>",
        "<a href=x/>",
        "<a\n\thref = 'x'\n>",
        "<input disabled value=a>",
        '<svg xlink:href="#a" viewBox="0 0 1 1">',
        "<!doctype html>",
        "<!DOCTYPE html >",
        "<!-- a > b < c -->",
        "<!---->",
        "<my-element data-x=''>",
        "<script>if (a < b) '<p>'</script>",
        '<SCRIPT type="x">a</p></Script >',
        "<style>a > b {}</style>",
        "<title>a <b> c</title>",
        "<textarea><p></textarea>",
        "<titles>",
        "<s>",
    ],
)
def test_what_the_standard_lets_authors_write_is_one_tag(page):
    assert tags(f"a {page} b") == [page]


@pytest.mark.parametrize(
    "page",
    [
        "a < b",
        "<",
        "<>",
        "<3",
        '<a href="x>',
        "<a href='x>",
        "<p don't>",
        '<a href="x"class="y">',
        "<a =x>",
        "<a",
        "<a href=`x`>",
        "<!-->",
        "<![CDATA[x]]>",
        "<?xml version='1.0'?>",
        "</p class='x'>",
        "</ p>",
    ],
)
def test_what_a_browser_would_have_to_repair_is_a_bare_sign(page):
    assert BARE in tags(page)


def test_texts_and_tags_take_turns():
    assert tokens("a<b>c</b><i>d") == ["a", "<b>", "c", "</b>", "", "<i>", "d"]


@given(st.text(alphabet="<>/!-= \n\"'ab&;script"))
def test_a_page_is_never_changed_by_cutting_it(page):
    assert "".join(tokens(page)) == page


@pytest.mark.parametrize(
    "page",
    [
        "<!doctype " * 20_000,
        "<title>" * 20_000,
        "<" * 30_000,
        "<a " + "b " * 30_000,
        "<a b='" * 20_000,
        "<!--" * 20_000,
        '<a b="c" ' * 20_000,
        "</a " * 30_000,
    ],
)
def test_no_page_takes_long_to_cut(page):
    start = time.process_time()
    tokens(page[:60_000])
    assert time.process_time() - start < 2


def test_an_opening_tag_is_read_in_small_letters_with_its_values_decoded():
    tag = "<A HREF='x?a=1&amp;b=2' Title=\"&lt;&#34;&#39;&gt;&eacute;\" hidden data-x=1>"
    assert element(tag) == Element("a", {"href": "x?a=1&b=2", "title": "<\"'>é", "hidden": "", "data-x": "1"})


@pytest.mark.parametrize(
    ("written", "meant"), [("&amp;lt;", "&lt;"), ("&amp;amp;", "&amp;"), ("&", "&"), ("&&lt;", "&<")]
)
def test_a_character_reference_is_decoded_once(written, meant):
    assert element(f'<a title="{written}">') == Element("a", {"title": meant})


def test_the_first_of_two_attributes_of_one_name_counts():
    assert element("<a id=x ID=y>") == Element("a", {"id": "x"}, ("id",))


@pytest.mark.parametrize("token", ["</a>", "<!-- a -->", "<!doctype html>", BARE])
def test_other_tokens_are_no_elements(token):
    assert element(token) is None


def test_a_raw_element_is_read_with_what_it_holds():
    assert element('<script type="a">x < "y"</script>') == Element("script", {"type": "a"}, (), 'x < "y"')


@pytest.mark.parametrize("page", ["<script src='x'>", "<script src='x'> a </b> <", "<script src='x'/>"])
def test_a_raw_element_that_is_not_closed_holds_nothing(page):
    assert element(tags(page)[0]) == Element("script", {"src": "x"})


@pytest.mark.parametrize("page", ["<!-- a <b> --", "<script> a <b> </scrip>", "<title><b></b>"])
def test_what_is_never_closed_goes_on_to_the_end_of_the_page(page):
    assert tags(page) == [page]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<q>a</q>", "a"),
        ("<q></q>", ""),
        ("<q>a<b>b</b>c<br>d<!-- e -->f</q> g", "abcdf"),
        ("<q>a<q>b</q>c</q>d</q>", "abc"),
        ("<Q>a</q >", "a"),
        ("<q>a<quote>b</quote>c</q>", "abc"),
        ("<q>&lt;&amp;lt;&#8217;&rsquo;&nbsp;</q>", "<&lt;’’\xa0"),
        ("<q>a&am<b>p;</b></q>", "a&amp;"),
        ('<q>a<b title="<">b</b></q>', "ab"),
        ("<q>a<script>x</script></q>", "ax"),
        ("<q>a", None),
        ("<img><p>a</p>", None),
    ],
)
def test_the_text_content_of_an_element_is_what_a_browser_says(page, text):
    assert text_within(tokens(page), 1) == text


class Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, {name: value or "" for name, value in attrs}))

    handle_startendtag = handle_starttag


names = st.sampled_from(["p", "q", "em", "DIV", "svg", "my-x"])
keys = st.sampled_from(["id", "class", "href", "data-x", "hidden", "Title"])
values = st.text(alphabet="ab <>'\"&;=/\n")


def written(name, pairs):
    given_pairs = {key.lower(): value for key, value in pairs.items()}
    quoted = "".join(
        f' {key}="{value.replace("&", "&amp;").replace(chr(34), "&#34;")}"' for key, value in given_pairs.items()
    )
    return f"<{name}{quoted}>text</{name}>"


@settings(max_examples=50)
@given(st.lists(st.builds(written, names, st.dictionaries(keys, values))))
def test_well_formed_tags_are_read_as_the_standard_library_reads_them(pieces):
    page = "".join(pieces)
    reader = Reader()
    reader.feed(page)
    ours = [(found.name, dict(found.attributes)) for found in map(element, tags(page)) if found]
    assert ours == reader.seen
