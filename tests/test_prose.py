"""Markdown as editors may use it."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from pincite.render.environment import _linker
from pincite.render.prose import Context, Prose, UnsafeLinkError, why_unsafe
from pincite.text import in_one_line

NOTES = {"q1": ("#q1", "first ¶2"), "log": ("#evidence-log", "Harbour *log* [x](y)")}
CLAIMS = {"flood": "The flood", "starred": "The *real* price of [it](ratings.html) & <more>"}
PROSE = Prose()


def _html(text, here="index.html"):
    return str(PROSE(text, Context(to=_linker(here, "/orrin/"), notes=NOTES, claims=CLAIMS)))


def _soup(text, here="index.html"):
    return BeautifulSoup(_html(text, here), "html.parser")


def _links(text, here="index.html"):
    return [(link.get("href"), link.get_text()) for link in _soup(text, here)("a")]


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<b>bold</b>",
        "<iframe src='//evil.example'></iframe>",
        "one <!-- hidden --> two",
        "<!doctype html>",
        "<?php echo 1 ?>",
        "<http://example.org>",
        "<who@example.org>",
        "</div></main>",
        "a < b & c > d",
        "&copy; &amp; &lt;script&gt;",
        "&#60;script&#62; &#x3c;b&#x3e;",
        "\"quoted\" and 'quoted'",
    ],
)
def test_markup_that_was_typed_appears_as_typed(typed):
    assert _soup(typed).get_text().strip() == typed


@pytest.mark.parametrize(
    "typed", ["<div>\n\n**bold**\n\n</div>", "<script>\nalert(1)\n</script>", "- <script>x</script>"]
)
def test_a_block_of_markup_makes_no_element(typed):
    assert {tag.name for tag in _soup(typed)(True)} <= {"p", "strong", "ul", "li"}


@pytest.mark.parametrize(
    "typed", ["![alt](picture.png)", "![alt](https://evil.example/x.png)", "![alt][ref]", "![alt]"]
)
def test_no_image_is_made(typed):
    assert _soup(typed)("img") == []
    assert "alt" in _soup(typed).get_text()


@pytest.mark.parametrize("typed", ["`<b>`", "    <b>indented</b>", "``<script>``"])
def test_code_shows_markup_as_typed(typed):
    assert _soup(typed).get_text().strip() == typed.strip().strip("`")
    assert _soup(typed)(["b", "script"]) == []


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "  javascript:alert(1)",
        "<java script:alert(1)>",
        "<java\tscript:alert(1)>",
        "java\nscript:alert(1)",
        "<\x01javascript:alert(1)>",
        "java&#115;cript:alert(1)",
        "java&#x73;cript:alert(1)",
        "java&#0000115cript:alert(1)",
        "javascript&colon;alert(1)",
        "javascript&#58;alert(1)",
        "java&Tab;script:alert(1)",
        "java&NewLine;script:alert(1)",
        "&#1;javascript:alert(1)",
        "data:text/html,x",
        "DATA:text/html;base64,eA==",
        "vbscript:msgbox(1)",
        "VbScript:msgbox(1)",
        "file:///etc/passwd",
        "ftp://example.org/x",
        "blob:https://example.org/x",
        "view-source:https://example.org",
        "http:example.org",
        "https:/example.org",
        "https://example.org@evil.example/",
        "https://\u0435xample.org/",
        "https://evil\u3002example/",
    ],
)
@pytest.mark.parametrize("here", ["index.html", "claims/storm.html"])
def test_an_address_of_another_kind_is_refused(address, here):
    with pytest.raises(UnsafeLinkError):
        _html(f"[x]({address})", here)


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example/x",
        "/\\evil.example",
        "\\\\evil.example",
        "&#47;/evil.example",
        "&sol;&sol;evil.example",
        "<\t//evil.example>",
        "&Tab;//evil.example",
        "/about.html",
    ],
)
def test_an_address_from_the_root_or_of_another_host_without_a_scheme_is_refused(address):
    with pytest.raises(UnsafeLinkError):
        _html(f"[x]({address})")


@pytest.mark.parametrize(
    "address",
    ["../x.html", "claims/../../x.html", "..", "&#46;&#46;/x.html", ".&#46;/x.html", "%2e%2e/x.html", ".%2E/x.html"],
)
def test_an_address_that_climbs_out_of_the_site_is_refused(address):
    with pytest.raises(UnsafeLinkError):
        _html(f"[x]({address})")


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?b=1&c=2#d",
        "http://example.org",
        "HTTPS://example.org",
        "mailto:who@example.org",
        "https://example.org/a/../b",
        "#q1",
    ],
)
@pytest.mark.parametrize("here", ["index.html", "claims/storm.html"])
def test_addresses_of_the_web_mail_and_places_on_the_page_stay_as_they_are(address, here):
    assert _links(f"[words]({address})", here) == [(address, "words")]


@pytest.mark.parametrize(
    ("here", "href"),
    [
        ("index.html", "ratings.html#low"),
        ("claims/storm.html", "../ratings.html#low"),
        ("404.html", "/orrin/ratings.html#low"),
    ],
)
def test_a_page_of_the_site_is_linked_relative_to_the_page(here, href):
    assert _links("[scale](ratings.html#low)", here) == [(href, "scale")]


def test_a_page_in_the_same_folder_is_linked_by_its_name():
    assert _links("[flood](claims/flood.html)", "claims/storm.html") == [("flood.html", "flood")]


def test_a_query_may_hold_two_dots():
    assert _links("[log](https://example.org/?range=1..2)") == [("https://example.org/?range=1..2", "log")]


def test_a_pointer_to_a_quote_becomes_a_link_to_it():
    assert _links("They agree.[^q1]", "claims/storm.html") == [("#q1", "[first ¶2]")]


def test_a_pointer_to_a_card_becomes_a_link_with_its_title():
    assert _links("See [[flood]].", "claims/storm.html") == [("flood.html", "The flood")]
    assert _links("See [[flood]].") == [("claims/flood.html", "The flood")]


@pytest.mark.parametrize("typed", ["[^nobody]", "[[nowhere]]", "[^q1 ]", "[[flood|words]]", "[^]", "[[]]"])
def test_a_pointer_that_leads_nowhere_stays_as_typed(typed):
    assert (_soup(f"See {typed}.").get_text(), _links(f"See {typed}.")) == (f"See {typed}.", [])


@pytest.mark.parametrize("typed", ["`[[flood]]`", "`[^q1]`", "    [[flood]]"])
def test_a_pointer_in_code_stays_as_typed(typed):
    assert _links(typed) == []
    assert _soup(typed).get_text().strip() == typed.strip().strip("`")


def test_the_words_of_a_pointer_are_no_markdown():
    assert _links("[[starred]]") == [("claims/starred.html", CLAIMS["starred"])]
    assert _links("[^log]") == [("#evidence-log", "[Harbour *log* [x](y)]")]


def test_a_pointer_keeps_no_trace_of_how_it_was_made():
    assert _html("[^q1]") == '<p><a class="pin" href="#q1">[first ¶2]</a></p>'


@pytest.mark.parametrize(
    "typed", ["[q]: https://example.org/log", "[^q9]: A footnote of old", "*[HTML]: no abbreviation"]
)
def test_a_line_that_elsewhere_defines_a_reference_does_not_vanish(typed):
    assert typed.lstrip("*") in _soup(f"Before.\n\n{typed}\n\nBehind.").get_text()


@pytest.mark.parametrize("typed", ["1986. A great year", "7. Seventh"])
def test_a_line_that_begins_with_a_number_keeps_it(typed):
    number, words = typed.split(". ")
    found = _soup(typed)
    listed = found.ol is not None and (found.ol.get("start"), found.li.get_text()) == (number, words)
    assert listed or found.get_text().strip() == typed


def test_headings_lists_tables_and_emphasis_are_made():
    found = _soup("## Head\n\n- one\n- two\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n*soft* **strong**")
    assert [len(found(name)) for name in ("h2", "li", "th", "td", "em", "strong")] == [1, 2, 2, 2, 1, 1]


def test_the_columns_of_a_table_are_aligned_without_inline_styles():
    assert _soup("| a | b |\n| :- | -: |\n| 1 | 2 |")(style=True) == []


def test_a_title_of_a_link_cannot_leave_its_attribute():
    (link,) = _soup('[x](ratings.html "a\\" onclick=alert(1) b")')("a")
    assert set(link.attrs) <= {"href", "title"}


def test_a_line_has_no_paragraph_around_it():
    context = Context(to=_linker("index.html", "/"))
    assert str(PROSE.inline("Write to **us**.", context)) == "Write to <strong>us</strong>."


@pytest.mark.parametrize("text", ["One.\n\nTwo.", "# Head", "1986. A great year", "- one", "> quoted"])
def test_a_line_never_holds_a_block(text):
    found = BeautifulSoup(str(PROSE.inline(text, Context(to=_linker("index.html", "/")))), "html.parser")
    assert found(["p", "h1", "ol", "ul", "blockquote"]) == []


def test_a_text_does_not_remember_the_one_before():
    alone = _html("[x] and 1. two")
    _html("[x]: https://example.org\n\n- list")
    assert _html("[x] and 1. two") == alone


@pytest.mark.parametrize("typed", ["klzzwxh:0", "klzzwxh:0000 and *more*", "wzxhzdk:0 [x](ratings.html)", "amp", "95"])
def test_a_mark_of_the_library_that_was_typed_is_a_word_like_any_other(typed):
    assert (
        _soup(f"Before, {typed}, behind.").get_text()
        == f"Before, {BeautifulSoup(_html(typed), 'html.parser').p.get_text()}, behind."
    )
    assert typed.split()[0] in _html(typed)


def test_a_link_around_a_pointer_stays_as_typed_for_no_link_holds_another():
    assert _soup('x [so *it* [^q1] was](ratings.html "t") y').p.get_text() == (
        'x [so it [first ¶2] was](ratings.html "t") y'
    )
    assert _links("[[flood]](ratings.html) and [a [^q1]](ratings.html)") == [
        ("claims/flood.html", "The flood"),
        ("#q1", "[first ¶2]"),
    ]


def test_a_sign_behind_a_backslash_is_itself_in_an_address():
    assert _links("[x](https://example.org/a\\_b\\_c)") == [("https://example.org/a_b_c", "x")]


def test_a_link_that_is_refused_is_told_in_signs_that_were_typed():
    with pytest.raises(UnsafeLinkError) as told:
        _html("[x](javascript:a\\_b)")
    assert told.value.args == ("javascript:a_b",)


def test_an_empty_text_is_nothing():
    assert _html("") == ""


_ALPHABET = st.sampled_from(
    [*"<>\"'&;:/\\#()[]!`*_-. \n\tabjx1=^", "javascript:", "<script>", "](", "&#", "onerror="],
)


@given(st.lists(_ALPHABET, max_size=30).map("".join))
def test_no_text_makes_code_or_loads_anything(text):
    try:
        found = _soup(text)
    except UnsafeLinkError:
        return
    assert found(["script", "img", "iframe", "style", "object", "svg"]) == []
    assert [key for tag in found(True) for key in tag.attrs if key.startswith("on")] == []
    assert [link["href"] for link in found("a", href=True) if "javascript:" in link["href"].lower()] == []


def test_a_link_to_a_part_of_the_page_is_whole_where_the_text_is_shown_elsewhere():
    context = Context(to=lambda path: f"https://example.org/{path}", here="https://example.org/a.html?b&c")
    found = BeautifulSoup(str(PROSE("[part](#q1) [page](ratings.html)", context)), "html.parser")
    assert [link["href"] for link in found("a")] == [
        "https://example.org/a.html?b&c#q1",
        "https://example.org/ratings.html",
    ]


# What Markdown texts are made of, and white space in every place where it may mean something.
_PIECES = (
    *(
        "word",
        "A sentence, of some words.",
        "12",
        "1.",
        "2. item",
        "10.5",
        "no. 3",
        "a & b",
        "&amp;",
        "R&D",
        "é",
        "\u00a0",
    ),
    *(
        "*",
        "**",
        "_",
        "__",
        "*word*",
        "**bold words**",
        "snake_case_word",
        "2 * 3 * 4",
        "`",
        "``",
        "`code`",
        "`a",
        "~~x~~",
    ),
    *(
        "#",
        "## Title",
        "Title ##",
        "---",
        "- - -",
        "***",
        "===",
        "=",
        "-",
        "- item",
        "+ item",
        "* item",
        "– dash",
        "-5",
    ),
    *(">", "> said", "<", "<b>", "</p>", "&lt;", "!", "![x](y.png)", "[", "]", "(", ")", "[x]", "[x]: y", "[x][y]"),
    *(
        "[x](y.html)",
        "[x](https://e.org/?a=1&b=2)",
        '[x](a "t")',
        "(x)",
        "[^q1]",
        "[^log]",
        "[^none]",
        "[^q1](x)",
        "[^q1]: x",
    ),
    *("[[flood]]", "[[starred]]", "[[none]]", "[[[flood]]]", "*[[flood]]*", "`[^q1]`", "\\[^q1]", "[^q1][^log]"),
    *(
        "|",
        "a | b",
        "|---|",
        ":--|--:",
        "| a | b |",
        "--|--",
        "\\",
        "\\*",
        "\\\n",
        "\\[",
        '"q"',
        "it's",
        "“q”",
        "$1 \\1 %s {}",
    ),
    *(
        "http://example.org",
        "me@example.org",
        "x^2",
        "*[ABBR]: x",
        "!!! note",
        "[TOC]",
        "{: .class }",
        "term\n: what it is",
    ),
)
_SPACE = (
    *(
        " ",
        " ",
        " ",
        "",
        "\n",
        "\n",
        "\n\n",
        "\n\n",
        "\n\n",
        "\n\n\n",
        "  ",
        "  \n",
        " \n",
        "\n ",
        "\n    ",
        "\n\n    ",
    ),
    *("\n\n  ", "\n   \n", "\n \n\n", "\n\n \n", "\t", "\n\t", "\r\n", "\u00a0\n", "\u2028", "\x0b"),
)
_TEXT = st.lists(st.tuples(st.sampled_from(_PIECES), st.sampled_from(_SPACE)), max_size=14).map(
    lambda pairs: "".join(piece + space for piece, space in pairs)
)


def _outcome(convert, *given):
    try:
        return str(convert(*given))
    except UnsafeLinkError as error:
        return error.args


def _alone(text, converter):
    """Give what the converter alone makes of a text."""
    context = Context(to=_linker("claims/x.html", "/orrin/"), notes=NOTES, claims=CLAIMS, here="x.html")
    PROSE._context = context
    return _outcome(PROSE._converted, converter, text), context


@settings(max_examples=800)  # `make fuzz` runs the target prose-alone by the million
@given(st.one_of(_TEXT, st.tuples(st.sampled_from(["", "\n", " "]), _TEXT).map("".join), st.text(max_size=30)))
def test_a_text_becomes_what_the_converter_alone_makes_of_it(text):
    alone, context = _alone(text, PROSE._blocks)
    assert _outcome(PROSE, text, context) == alone


@settings(max_examples=300)
@given(_TEXT)
def test_a_line_becomes_what_the_converter_alone_makes_of_it(text):
    alone, context = _alone(in_one_line(text), PROSE._one_line)
    expected = alone.removeprefix("<p>").removesuffix("</p>") if isinstance(alone, str) else alone
    assert _outcome(PROSE.inline, text, context) == expected


@pytest.mark.parametrize("text", ["See [[flood]].", "See [[flood]] and *this*.", "*See* [it](claims/flood.html)."])
def test_a_text_with_links_is_written_anew_for_every_page(text):
    found = [_links(text, here)[0][0] for here in ("index.html", "claims/x.html", "topics/y.html", "index.html")]
    assert found == ["claims/flood.html", "flood.html", "../claims/flood.html", "claims/flood.html"]


def test_a_simple_paragraph_between_others_needs_no_converter(monkeypatch):
    prose, converted = Prose(), []
    convert = prose._converted
    monkeypatch.setattr(prose, "_converted", lambda one, text: converted.append(text) or convert(one, text))
    text = "Plain, [^q1].\n\n- a\n    - b\n\n*Plain*\nagain & again.\n\n# Not plain.\n"
    for _ in range(2):
        prose(text, Context(to=str))
    assert converted == ["- a\n    - b", "# Not plain."] * 2


@pytest.mark.parametrize(
    ("href", "why"),
    [
        ("https://a.example/b c", "has a blank in it"),
        ("https://\u0440\u0430ypal.com/", "mixes letters"),
        ("javascript:alert(1)", ""),
        ("https:///a", "has no host"),
    ],
)
def test_why_an_address_is_refused_is_said_where_its_form_does_not_show_it(href, why):
    assert why_unsafe(href).startswith(why)
    assert bool(why) == bool(why_unsafe(href))
