"""What would take the converter minutes is told before it is handed over; what people write is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from pincite.bounds import ANGLES, MARKS, RULES, too_much

DOCS = Path(__file__).resolve().parent.parent / "docs"


@pytest.mark.parametrize(
    "text",
    [
        "<a " * (ANGLES + 1),
        "`a " * (MARKS + 1),
        "\\" * (MARKS + 1),
        "**a " * MARKS,
        "a\n=\n" * (RULES + 1),
        "- - -\n" * (RULES + 1),
        "[" * 50 + "x " * 125_000,
        "[" * 500 + "x " * 100_000 + "]" * 500,
        "word " * 200_000,
    ],
)
def test_a_text_made_to_be_slow_is_too_much(text):
    assert too_much(text) != ""


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_what_people_write_is_not_too_much(path):
    assert too_much(path.read_text("utf-8")) == ""


def test_thousands_of_links_are_fine():
    assert too_much("[a](b) " * 4000) == ""


@pytest.mark.parametrize(
    "text",
    ["<a " * ANGLES, "`a " * MARKS, "[" * 49 + "x " * 50_000, "a\n=\n" * RULES, "a ![" * 499],
)
def test_what_is_let_through_is_done_in_time(in_time, text):
    code = f"import markdown\nmarkdown.markdown({text!r}, extensions=['tables'])\nprint('done')"
    assert in_time(code, 5) == "done"
