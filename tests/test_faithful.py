"""Whether the readable text of an original is all that stands in its file."""

from __future__ import annotations

import pytest

from pincite.read.faithful import lost, open_quote, other_encoding
from pincite.read.originals import readable


def _lost(raw):
    return lost(raw, readable(raw, "markdown")[0])


@pytest.mark.parametrize(
    "raw",
    [
        "# Head\n\nOne *bold* [link](https://a.b/c_1 'title')\ntext, un*believ*able.\n",
        "1986. A great year.\n1987. Another.\n",
        "3. three\n\n4. four\n",
        "![a picture](https://a.b/p.png) stays out",
        "Caf&eacute; &amp; [words][1] here\n\n[1]: https://a.b/2\n",
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
        "> quoted\n\n    code 1\n\n- item\n",
    ],
)
def test_what_markdown_shows_is_not_lost(raw):
    assert _lost(raw) is None


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("x\n\n<img src=x>\n", (3, "<img")),
        ("3. three\n7. seven\n", (9, "7.")),
        ("fell: 2*3*4 shells\n", (6, "2*3*4")),
        ("a <!-- b --> c\n", (7, "b")),
        ("&eacute; <b>c</b>\n", (9, "<b>c</b>")),
    ],
)
def test_what_markdown_would_lose_is_found_at_its_place(raw, found):
    assert _lost(raw) == found


@pytest.mark.parametrize(
    ("raw", "at"),
    [
        ('<p>a <a href="x>link</a> tail</p>', 5),
        ('<p title="a > b">x</p>', None),
        ("<p title=Bob's>x</p>", None),
        ("<script>if (a<b) c='</script><p>x</p>", None),
        ('<!-- <a href=" --><p>x</p>', None),
        ("<a " * 1000, None),
    ],
)
def test_a_quotation_mark_that_is_never_closed_is_found_in_tags_alone(raw, at):
    assert open_quote(raw) == at


@pytest.mark.parametrize(
    ("raw", "named"),
    [
        ('<meta charset="windows-1251">“', "windows-1251"),
        ('<meta charset="nonsense">“', "nonsense"),
        ('<meta charset="UTF-8">“', ""),
        ('<meta charset="windows-1251">plain', ""),
        ("“", ""),
    ],
)
def test_an_encoding_counts_where_it_would_change_a_letter(raw, named):
    assert other_encoding(raw) == named
