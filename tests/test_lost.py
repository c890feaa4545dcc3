"""What Markdown would take away from a text is told; what is not told is on the page."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from fuzz import near
from hypothesis import given, settings

from pincite.read.lost import lost
from pincite.render.prose import Context, Prose

PROSE = Prose()


def _html(text):
    return BeautifulSoup(str(PROSE(text, Context(to=lambda path: path))), "html.parser")


def _shown(text):
    """Give the words of a text on its page, with the numbers that a browser puts before the items of lists."""
    soup = _html(text)
    for numbered in soup("ol"):
        start = numbered.get("start", "1")
        first = int(start) if start.isascii() else 1
        for at, item in enumerate(numbered.find_all("li", recursive=False)):
            item.insert(0, f"{first + at}. ")
    return soup.get_text()


@pytest.mark.parametrize(
    ("text", "at", "what"),
    [
        ("3. three\n7. seven", 9, 'the number "7." would be shown as 4.'),
        ("1. one\n1. two", 7, 'the number "1." would be shown as 2.'),
        ("1. one\n\n3. three", 8, 'the number "3." would be shown as 2.'),
        ("1. one\n\n    more of it\n\n3. three", 24, 'the number "3." would be shown as 2.'),
        ("Text\n\n10. ten\n9. nine", 14, 'the number "9." would be shown as 11.'),
        ("01. one", 0, 'the number "01." would be written otherwise'),
        ("٣. three", 0, 'the number "٣." would be written otherwise'),
        ("## Heading\n1. one\n5. five", 18, 'the number "5." would be shown as 2.'),
        ("Title\n---\n3. three\n7. seven", 19, 'the number "7." would be shown as 4.'),
        ("- a\n\n    2*3*4", 10, '"*" inside of a word would be taken for emphasis'),
        ("2*3*4 is 24", 1, '"*" inside of a word would be taken for emphasis'),
        ("a**b**c", 1, '"**" inside of a word would be taken for emphasis'),
        ("*one* and 2*3*4", 11, '"*" inside of a word would be taken for emphasis'),
        ("##5 was hit", 0, '"##" would be taken for the mark of a heading'),
        ("Text\n##tag", 5, '"##" would be taken for the mark of a heading'),
        ("## The language C#", 17, '"#" would be taken for the mark of a heading'),
        (">   3. three\n>   7. seven", 17, 'the number "7." would be shown as 4.'),
        (">>    a\n\n>   \u0664\u0669. b", 13, 'the number "\u0664\u0669." would be written otherwise'),
        ("C*-algebra and K*-theory", 1, '"*" inside of a word would be taken for emphasis'),
        ("3*(4*5)", 1, '"*" inside of a word would be taken for emphasis'),
        ("**2*3 = 6**", 3, '"*" inside of a word would be taken for emphasis'),
        ("2*3 and so**", 1, '"*" inside of a word would be taken for emphasis'),
        ("- ##5 was hit", 2, '"##" would be taken for the mark of a heading'),
        ("> a\n> >40 killed", 6, '">" would be taken for the mark of a quotation'),
        ("> ##5 was hit", 2, '"##" would be taken for the mark of a heading'),
        ("- a\n- >40 killed", 6, '">" would be taken for the mark of a quotation'),
        ("- a\n    1. >=40", 11, '">=" would be taken for the mark of a quotation'),
        (">40 killed", 0, '">" would be taken for the mark of a quotation'),
        ("Text\n>=40", 5, '">=" would be taken for the mark of a quotation'),
    ],
)
def test_what_would_be_lost_is_told_with_its_place_and_a_remedy(text, at, what):
    (one,) = lost(text)
    assert (one.at, one.what) == (at, what)
    assert one.hint


@pytest.mark.parametrize(
    "text",
    [
        "1986. A great year",
        "1. one\n2. two\n\n3. three",
        "1. one\n\nText between.\n\n5. five\n6. six",
        "7. seven\n8. eight",
        "Text\n1986. went on",
        "In the list:\n3. this\n7. that",
        "*one* **two** ***three*** _four_",
        "un*finished",
        "2 * 3 * 4",
        "2\\*3\\*4",
        "`2*3*4` and ``#5 `x` ``",
        "    2*3*4\n    #5",
        "**bold**text and **more** of it",
        "2*3\n\n4*5",
        "中文*强调*中文",
        "## Heading\n### Another ###",
        "a\n\n    2*3*4",
        "- a\n\n        2*3*4\n        5*6*7",
        "#5 was hit",
        "Text\n#MeToo",
        "\\#5 was hit",
        "# Heading",
        "> 40 killed",
        "a > 40",
        "Killed:\n- >40",  # a paragraph, whose lines are no items
        "Killed:\n- ##5",
        "- > 40 killed",
        "2*3 and **more** of it",
        "2*3 and 2**3",
        "\\>40 killed",
        "a | b\n--|--\n1 | 2\n3",
        "a | b\n--|--\n1 | 2 | 3",  # no table, and shown as typed
        "a | b | c",
        "a | b\n--|--\n`1 | 2` | 3",
        "a | b\n--|--\n1 \\| 2 | 3",
    ],
)
def test_what_is_kept_is_not_told(text):
    assert list(lost(text)) == []


def test_in_one_paragraph_the_marks_of_blocks_are_shown_as_typed_and_only_emphasis_is_told():
    text = "#5 was hit\n3. a\n\n7. b\n>40"
    assert list(lost(text, blocks=False)) == []
    assert PROSE.inline(text, Context(to=lambda path: path)) == "#5 was hit 3. a 7. b &gt;40"
    assert [one.at for one in lost("#5 was 2*3*4", blocks=False)] == [8]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "<b>bold</b> &amp; &lt;",
            "*never closed",
            "2 * 3",
            "snake_case",
            "[x](never",
            "[x] (y)",
            "[^ q1]",
            "[[No Id]]",
        ),
        *("a | b\n--|--\n1 | 2 | 3", "*a **b", "![a](b"),
    ],
)
def test_what_the_documentation_calls_shown_as_typed_is(text):
    assert list(lost(text)) == []
    assert _html(text).get_text() == text


@settings(max_examples=400)
@given(near.counted)
def test_every_digit_of_a_text_of_which_nothing_is_told_is_on_its_page_in_its_place(text):
    if not list(lost(text)):
        assert re.findall(r"\d", _shown(text)) == re.findall(r"\d", text)


@pytest.mark.parametrize("text", ["*" * 20_000 + "a", "a*b" * 20_000, "`a" * 20_000, "1. a\n" * 20_000, "|a" * 20_000])
def test_a_text_of_nothing_but_marks_is_looked_through_at_once(text):
    """Were the time the square of the length, this would take minutes."""
    list(lost(text))
