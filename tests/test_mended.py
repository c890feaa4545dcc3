"""Python-Markdown shows all that was typed, where by itself it loses some of it."""

from __future__ import annotations

import markdown
import pytest

from pincite.mended import Mended


def _made(text):
    made = markdown.markdown(text, extensions=["tables", Mended(), "sane_lists"])
    return made.removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("*a**b*c", "<em>a**b</em>c"),
        ("*a**b*1986 dead", "<em>a**b</em>1986 dead"),
        ("*a**b*[x](y)", '<em>a**b</em><a href="y">x</a>'),
        ("a *a**b*`code` c", "a <em>a**b</em><code>code</code> c"),
        ("**a*b*c**", "<strong>a<em>b</em>c</strong>"),
        ("***a** b*c", "<em><strong>a</strong> b</em>c"),
    ],
)
def test_emphasis_ends_with_its_marks_and_takes_no_letter_behind_them(typed, shown):
    assert _made(typed) == shown


@pytest.mark.parametrize("typed", ['[a](b\'(c) "q"X:)yz w', "[a](it's (b)) 1986 dead", "[a](b'(c) d"])
def test_a_link_that_does_not_end_stays_as_typed(typed):
    assert _made(typed).replace("&quot;", '"') == typed


@pytest.mark.parametrize("row", ["1 | 2 | 3", "1 | 2 |\n1 | 2 | 3", "1 | 2 | | 46"])
def test_a_table_with_a_cell_that_no_column_takes_stays_as_typed(row):
    assert _made(f"a | b\n--|--\n{row}") == f"a | b\n--|--\n{row}"


@pytest.mark.parametrize("row", ["1 | 2", "1", "| 1 | 2 |", "1 | `2 | 3`", "1 | 2 \\| 3"])
def test_a_table_whose_rows_have_no_more_cells_than_its_head_is_one(row):
    typed = f"a | b\n--|--\n{row}" if not row.startswith("|") else f"| a | b |\n|--|--|\n{row}"
    assert _made(typed).startswith("<table>")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("*a _b_ * **c**", "*a <em>b</em> * <strong>c</strong>"),
        ("*a _b_ * **c** `d`", "*a <em>b</em> * <strong>c</strong> <code>d</code>"),
        ("*a _b_ * **1986** [x](y) *d*", '*a <em>b</em> * <strong>1986</strong> <a href="y">x</a> <em>d</em>'),
    ],
)
def test_emphasis_behind_a_mark_that_is_never_closed_stands_where_it_was_typed(typed, shown):
    assert _made(typed) == shown
