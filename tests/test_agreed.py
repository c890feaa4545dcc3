"""What PyYAML's two parsers read in two ways is refused with either."""

from __future__ import annotations

import pytest
import yaml

from pincite.read import nodes
from pincite.read.nodes import parse


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], autouse=True)
def parser(request, monkeypatch):
    monkeypatch.setattr(nodes, "LOADER", getattr(yaml, request.param))


def _told(text):
    return [f"{one.code} {one.span.line}:{one.span.column}" for one in parse("a.yaml", text)[1]]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a:\tb\n", 1),
        ("a: b\tc\n", 1),
        ("a: b\n\t\nc: d\n", 2),
        ("a: |\t\n  b\n", 1),
        ("a: |\n  \tb\n", 2),
        ('- "a\tb"\t\n', 1),
        ("---\ta\n", 1),
    ],
)
def test_a_tab_that_is_no_part_of_a_quoted_text_or_a_block_is_refused(text, line):
    assert [one.partition(":")[0] for one in _told(text)] == [f"yaml-tab {line}"]


@pytest.mark.parametrize("text", ['a: "b\tc"\n', "a: 'b\n  \tc'\n", "a: |\n  b\tc\n", "a: b # c\td\n", "#\t\na: b\n"])
def test_a_tab_in_a_quoted_text_a_block_or_a_comment_is_taken(text):
    assert _told(text) == []


@pytest.mark.parametrize(
    ("text", "told"), [("a: |#b\n  c\n", ["yaml-syntax"]), ("a: | #b\n  c\n", []), ("a: '|#'", [])]
)
def test_a_comment_right_behind_the_mark_of_a_block_is_refused(text, told):
    assert [one.split()[0] for one in _told(text)] == told


def test_a_file_full_of_tabs_is_looked_at_in_time(in_time):
    texts = ["'- \"a\\tb\"\\n' * 50_000", "'a: b #' + '\\t' * 1_000_000", "'a: ' + 'x#y' * 200_000 + ' #\\t'"]
    code = "from pincite.read.nodes import parse\n"
    code += "\n".join(f"print(len(parse('a.yaml', {text})[1]), end='')" for text in texts)
    assert in_time(code) == "000"
