"""Stylesheets as browsers get them: the same rules, without what only people read."""

from __future__ import annotations

import re

import pytest
from rendering import ROOT

from pincite.render.sheets import served

SHEETS = sorted((ROOT / "assets").glob("*.css"))


def _served(text):
    return served(text.encode()).decode()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("p { color: red; }", "p{color:red}\n"),
        ("/* why */\np {\n  color : red;\n}\n\n/* and\nwhy */", "p{color :red}\n"),
        ("a, b > c { margin: 0 auto !important }", "a,b>c{margin:0 auto !important}\n"),
        ("@media print { p { top: 0 } q { top: 1px } }", "@media print{p{top:0}q{top:1px}}\n"),
        ("a{}b{}", "a{}b{}\n"),
        ("", "\n"),
    ],
)
def test_comments_and_the_blanks_between_rules_and_signs_go(written, expected):
    assert _served(written) == expected


@pytest.mark.parametrize(
    "kept",
    [
        '"/* no comment */  ;  {"',
        "'a  ,  b'",
        r'"a \" /* b"',
        "url(data:image/svg+xml,/*;x, y{z} )",
        "url( /*/a.png )",
    ],
)
def test_what_stands_between_quotation_marks_or_in_an_address_is_kept(kept):
    assert f"content:{kept}" in _served(f"p {{ content: {kept} ; }}")


def test_a_blank_that_means_something_is_kept():
    rules = (
        "main :first-child{width:calc(1px + (2px - 3px))}",
        "@media (color) and (min-width:1px){p{top:0}}",
        "a + b c d:not(.e) .f{top:0}",
    )
    assert [_served(rule).strip() for rule in rules] == list(rules)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("p{margin-block-start:1px;block-size:2px}", "p{margin-top:1px;height:2px}"),
        ("p{inset-block-end:0;border-block-start-color:red}", "p{bottom:0;border-top-color:red}"),
        ("p{max-inline-size:1px;scroll-margin-block-end:2px}", "p{max-width:1px;scroll-margin-bottom:2px}"),
        ("p{margin-inline-start:1px;margin-block:0 1px}", "p{margin-inline-start:1px;margin-block:0 1px}"),
    ],
)
def test_what_never_turns_is_written_by_its_shorter_name(written, expected):
    assert _served(written).strip() == expected


@pytest.mark.parametrize(
    "kept",
    [
        "p{transition:inline-size 1s;container-type:inline-size}",
        "p{--block-size:1px;width:var(--block-size)}",
        "@container (min-inline-size:30em){p{top:0}}",
        'p{content:";block-size:1px"}',
        "p{writing-mode:vertical-rl;block-size:1px}",
    ],
)
def test_values_conditions_own_names_and_sheets_that_turn_the_columns_keep_theirs(kept):
    assert _served(kept).strip() == kept


def test_a_comment_parts_two_words():
    assert _served("a/**/b{margin:1px/**/2px}") == "a b{margin:1px 2px}\n"


def test_a_comment_that_never_ends_takes_the_rest():
    assert _served("p{top:0} /* q{top:0}") == "p{top:0}\n"


@pytest.mark.parametrize("sheet", ["url( ", "url(a", "/*", "'a"])
def test_a_sheet_of_nothing_but_beginnings_is_looked_through_at_once(sheet):
    """Were the time the square of the length, this would take minutes."""
    assert served((sheet * 50_000).encode())


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_serving_what_is_served_changes_nothing(path):
    once = served(path.read_bytes())
    assert (served(once), re.search(rb"/\*|\n\s|\n\n", once)) == (once, None)
    assert len(once) < path.stat().st_size
