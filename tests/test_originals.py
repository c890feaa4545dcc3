# ruff: noqa: SIM300 - expected == actual is how tests read
"""Originals: the text that quotes are cut from, and its paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.read.originals import readable


def _paragraphs(raw, kind):
    text, paragraphs = readable(raw, kind)
    return [text[start:end] for start, end in paragraphs]


def test_every_line_of_a_lines_original_is_a_paragraph_and_the_first_is_the_headline():
    assert ["Headline", "One.", "Two."] == _paragraphs("Headline\nOne.\nTwo.\n", "lines")


def test_the_text_of_a_lines_original_is_the_file_itself():
    assert "A  b \n\n c\n" == readable("A  b \n\n c\n", "lines")[0]


def test_an_empty_line_keeps_its_number():
    assert ["a", "", "b"] == _paragraphs("a\n\nb", "lines")


@pytest.mark.parametrize("raw", ["a", "a\n"])
def test_a_line_end_at_the_end_of_the_file_begins_no_paragraph(raw):
    assert ["a"] == _paragraphs(raw, "lines")


def test_an_empty_file_has_no_paragraph():
    assert [] == _paragraphs("", "lines")


@pytest.mark.parametrize(
    ("raw", "paragraphs"),
    [
        ("<h1>Head</h1><p>One <b>bold</b> word.</p><p>Two.</p>", ["Head", "One bold word.", "Two."]),
        ("<p>a\n   b&nbsp;c &amp; d</p>", ["a b c & d"]),
        ("<p>one<br>two</p>", ["one", "two"]),
        ("<ul><li>one<li>two</ul>", ["one", "two"]),
        ("text <div>block</div> tail", ["text", "block", "tail"]),
        ("<table><tr><td>a</td><td>b</td></tr></table>", ["a", "b"]),
    ],
)
def test_an_html_original_has_one_paragraph_a_block(raw, paragraphs):
    assert paragraphs == _paragraphs(raw, "html")


@pytest.mark.parametrize("raw", ["*a**b*1986 dead", "a | b\n--|--\n1 | 2 | 1986", "[a](it's (b)) 1986"])
def test_no_word_of_a_markdown_original_is_lost(raw):
    assert "1986" in _paragraphs(raw, "markdown")[-1]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>x</script>",
        "<style>x</style>",
        "<!-- x -->",
        "<p hidden>x</p>",
        '<p aria-hidden="true">x</p>',
        "<template>x</template>",
        "<head><title>x</title></head>",
        "<noscript>x</noscript>",
    ],
)
def test_what_a_browser_does_not_show_is_no_text(hidden):
    assert ["seen"] == _paragraphs(f"{hidden}<p>seen</p>", "html")


def test_a_markdown_original_has_the_text_a_reader_sees():
    raw = "# Head\n\nOne *bold* [link](https://a.b/)\ntext.\n\n- item\n"
    assert ["Head", "One bold link text.", "item"] == _paragraphs(raw, "markdown")


@pytest.mark.parametrize("raw", ['<?xml version="1.0"?><html><p>One</p></html>', "https://example.org/a", "seed.html"])
def test_an_original_that_looks_odd_is_read_without_a_warning_of_the_parser(raw):
    assert _paragraphs(raw, "html")


@pytest.mark.parametrize(
    ("raw", "kind"),
    [("<div>" * 5000 + "x", "html"), ("<b>" * 5000 + "x", "html"), ("- " * 1000 + "x", "markdown")],
    ids=["blocks", "inline", "list"],
)
def test_a_deeply_nested_original_is_read_or_told_and_never_a_traceback(site, raw, kind):
    site.write("seeds/deep.txt", raw)
    site.write(
        "content/articles/deep.yaml", f"headline: A\ntext: seeds/deep.txt\nformat: {kind}\nsha256: '{'0' * 64}'\n"
    )
    assert {problem.code for problem in site.load().problems} <= {"original-changed", "original-too-complex"}


def test_an_original_of_open_tags_is_read_in_time(in_time):
    code = (
        "from pincite.read.originals import TooComplexError, readable\n"
        "try: readable('<a ' * 20000, 'html')\n"
        "except TooComplexError: print('done')"
    )
    assert "done" == in_time(code)


@pytest.mark.parametrize("kind", ["lines", "html", "markdown"])
@given(raw=st.text(st.sampled_from("ab<>/&;p \n*_#-[]()`!|1."), max_size=60))
def test_the_paragraphs_of_any_original_ascend_and_lie_in_its_text(kind, raw):
    text, paragraphs = readable(raw, kind)
    flat = [at for pair in paragraphs for at in pair]
    assert (sorted(flat), True) == (flat, not flat or flat[-1] <= len(text))


@pytest.mark.parametrize("kind", ["lines", "html", "markdown"])
@given(raw=st.text(st.sampled_from("ab<>/&;p \n*_#-[]()`!|1."), max_size=60))
def test_no_paragraph_holds_a_line_break(kind, raw):
    assert [] == [paragraph for paragraph in _paragraphs(raw, kind) if "\n" in paragraph]
