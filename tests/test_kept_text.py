"""docs/text.md: each row of what becomes of a text in Markdown is what the program does with it."""

from __future__ import annotations

import html
import re

import pytest
from bs4 import BeautifulSoup
from rendering import ROOT

from pincite.read.files import first_forbidden
from pincite.read.lost import lost
from pincite.render.prose import Context, Prose

DOCS = (ROOT / "docs" / "text.md").read_text("utf-8")
_ROW = re.compile(r"^\| (`` .+? ``|`.+?`) \| (.*?) \|(?: (`` .+? ``|`.+?`)?)? ?\|$", re.MULTILINE)
_LOST = ("`text-lost`", "[`text-lost`](problems.md#text-lost)")


def _code(cell):
    typed = cell[3:-3] if cell.startswith("`` ") else cell[1:-1]
    return typed.replace("\\|", "|").replace("⏎", "\n").replace("⇥", "\t").replace("··", "  ")


ROWS = [(_code(typed), what, _code(shown or "``")) for typed, what, shown in _ROW.findall(DOCS)]


def _shown(text):
    """Give the words of a text as a browser shows them, numbers of lists included, blanks squeezed."""
    soup = BeautifulSoup(str(Prose()(text, Context(to=lambda path: path))), "html.parser")
    for numbered in soup("ol"):
        for at, item in enumerate(numbered.find_all("li", recursive=False)):
            item.insert(0, f"{int(numbered.get('start', 1)) + at}. ")
    return " ".join(soup.get_text().split())


def test_the_table_is_read():
    lines = [line for line in DOCS.partition("## In every text")[0].splitlines() if line.startswith("| `")]
    assert (len(ROWS), len(lines) > 40) == (len(lines), True)


@pytest.mark.parametrize(("typed", "what", "shown"), ROWS, ids=[row[0] for row in ROWS])
def test_a_text_becomes_what_its_row_says(typed, what, shown):
    told = list(lost(typed))
    if what in _LOST:
        assert len(told) == 1
        return
    assert told == []
    assert _shown(typed) == " ".join(shown.split())
    if what.startswith("as typed"):
        assert shown == typed.replace("\n", " ")


def test_no_character_that_the_reader_refuses_comes_of_what_is_typed_as_an_entity():
    typed = "&#8234; &#x202E; &#0; &ZeroWidthSpace; &shy; &lrm;"
    made = str(Prose()(typed, Context(to=lambda path: path)))
    assert (html.unescape(made), first_forbidden(html.unescape(made))) == (f"<p>{typed}</p>", "")
