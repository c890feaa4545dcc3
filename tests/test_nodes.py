# ruff: noqa: SIM300 - expected == actual is how tests read
"""YAML as nodes: what is read as it looks, what is refused, and that nothing makes the reader fail."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pincite.read.nodes import Items, Pairs, Scalar, parse

YAMLISH = st.text(st.sampled_from("ab:- \n\t\"'#&*!|>[]{},?%@`<=.~0é\x85\u2028\ufeff\\"), max_size=40)


def _plain(node):
    match node:
        case Scalar():
            return node.text
        case Items():
            return [_plain(one) for one in node.nodes]
        case Pairs():
            return {key.text: _plain(value) for key, value in node.pairs}


def _read(text):
    node, problems = parse("a.yaml", text)
    assert problems == []
    return _plain(node)


def _refused(text):
    return [f"{problem.span} {problem.code}" for problem in parse("a.yaml", text)[1]]


@pytest.mark.parametrize(
    "text", ["no", "on", "12:30", "0123", "1_000", "2015-02-30", "2015-10-15", "1e3", "~", "null", "true"]
)
def test_yaml_means_what_it_looks_like(text):
    assert {"a": text} == _read(f"a: {text}\n")


def test_lists_and_groups_are_read_in_their_order():
    assert {"b": ["1", {"c": "2"}], "a": "3"} == _read("b: [1, {c: 2}]\na: 3\n")


def test_a_folded_block_is_one_line_and_a_literal_block_keeps_its_lines():
    assert {"a": "one two", "b": "one\ntwo\n"} == _read("a: >-\n  one\n  two\nb: |\n  one\n  two\n")


def test_every_value_knows_its_line_and_column():
    node, _ = parse("a.yaml", "a: 1\nb:\n  - word\n")
    assert ["a.yaml:1:4", "a.yaml:3:5"] == [str(node.pairs[0][1].span), str(node.pairs[1][1].nodes[0].span)]


def test_columns_count_characters_not_bytes():
    node, _ = parse("a.yaml", "{é😀: 1, b: 2}\n")
    assert "a.yaml:1:9" == str(node.pairs[1][0].span)


def test_a_comment_behind_a_plain_text_has_a_place():
    node, _ = parse("a.yaml", "a: item #3\n")
    assert ("item", "a.yaml:1:9") == (node.pairs[0][1].text, str(node.pairs[0][1].comment))


@pytest.mark.parametrize("text", ["a: item#3\n", 'a: "item #3"\n', "a: item\n# comment\n"])
def test_what_is_no_lost_comment_has_no_place(text):
    assert parse("a.yaml", text)[0].pairs[0][1].comment is None


def test_a_key_given_twice_is_told_and_the_first_is_kept():
    node, problems = parse("a.yaml", "a: 1\nb: 2\na: 3\n")
    assert ({"a": "1", "b": "2"}, ["a.yaml:3:1 key-twice"]) == (_plain(node), [f"{p.span} {p.code}" for p in problems])


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("a: *b\n", "a.yaml:1:4 yaml-alias"),
        ("a: &b words\n", "a.yaml:1:4 yaml-anchor"),
        ("a: !!python/name:os.system\n", "a.yaml:1:4 yaml-tag"),
        ("a: !no way\n", "a.yaml:1:4 yaml-tag"),
        ("a: !!str 1\n", "a.yaml:1:4 yaml-tag"),
        ("<<: {a: 1}\n", "a.yaml:1:1 yaml-merge-key"),
        ("a: 1\n---\nb: 2\n", "a.yaml:2:1 yaml-documents"),
        ("? [a]\n: 1\n", "a.yaml:1:3 yaml-key"),
        ("", "a.yaml file-empty"),
        ("# nothing\n", "a.yaml file-empty"),
        ("a: 1\n\tb: 2\n", "a.yaml:2:1 yaml-tab"),
        ("a:\t1\n", "a.yaml:1:3 yaml-tab"),
        ('a: "open\n', "a.yaml:1:4 yaml-quote-open"),
        ("a: b: c\n", "a.yaml:1:5 yaml-syntax"),
        ("a: @b\n", "a.yaml:1:4 yaml-syntax"),
        ("a: - b\n", "a.yaml:1:4 yaml-syntax"),
        ("a: ? b\n", "a.yaml:1:4 yaml-syntax"),
        ("a: 1\n  b: 2\n", "a.yaml:2:3 yaml-syntax"),
        ("a: 1\nb:\u00a02\nc: 3\n", "a.yaml:2:3 yaml-syntax"),
        ("a:\n- b: 1\n\u00a0 c: 2\n  d: 3\n", "a.yaml:3:1 yaml-syntax"),
        ("a: %b\n", "a.yaml:1:4 yaml-syntax"),
        ("a: [1\n", "a.yaml:1:4 yaml-syntax"),
        ("<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x\n", "a.yaml:1:1 merge-conflict"),
        ('a: "\\a"\n', "a.yaml:1:5 bad-character"),
        ('a: "\\0"\n', "a.yaml:1:5 bad-character"),
        ("k" * 2000 + ": 1\n", "a.yaml:1:1 yaml-syntax"),
    ],
)
def test_what_could_mean_something_unseen_is_refused_with_its_place(text, refused):
    assert [refused] == _refused(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\n  b: 2\n", "this line is indented further than the line above it"),
        ("a: 1\n  b : 2\n", "this line is indented further than the line above it"),
        ("- a: 1\n    b: 2\n", "this line is indented further than the line above it"),
        ("a: Flood: 3 dead\n", 'a second ": " stands in this line'),
        ("a: “Flood: 3 dead”\n", "straight marks"),
        ("a: - b\n", 'a text cannot begin with "-"'),
        ("a: 1\nb:\u00a02\nc: 3\n", "a no-break space"),
        ("a: |\nThe text.\nb: 1\n", "where the text above goes on here, indent the line"),
    ],
)
def test_a_slip_of_syntax_is_told_by_what_the_editor_did(text, told):
    (problem,) = parse("a.yaml", text)[1]
    assert told in f"{problem.message} {problem.hint}"


@pytest.mark.parametrize("text", ["a: " + "[" * 100_000, "a: " + "[" * 500 + "]" * 500, "{a: " * 50])
def test_deep_nesting_is_refused_and_crashes_nothing(text):
    assert ["yaml-too-deep"] == [problem.code for problem in parse("a.yaml", text)[1]]


def test_block_nesting_is_refused_too():
    text = "\n".join("  " * depth + "a:" for depth in range(2000))
    assert ["yaml-too-deep"] == [problem.code for problem in parse("a.yaml", text)[1]]


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor():
    text = "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9) if n else 'x'}]\n" for n in range(9))
    assert ["a.yaml:1:5 yaml-anchor"] == _refused(text)


def test_a_line_of_hyphens_that_is_refused_is_looked_at_once():
    """Were the time the square of the length, this would take minutes."""
    assert _refused("a: b\n" + "- " * 100_000) == ["a.yaml:2:1 yaml-syntax"]


def test_more_values_than_any_file_needs_are_refused():
    assert ["yaml-too-many"] == [problem.code for problem in parse("a.yaml", f"a: [{'a,' * 70_000}]")[1]]


def test_a_number_of_five_thousand_digits_stays_a_text():
    assert {"a": "9" * 5000} == _read(f"a: {'9' * 5000}\n")


@pytest.mark.parametrize("space", ["\x85", "\u2028", "\u2029"])
def test_a_line_break_of_unicode_makes_no_traceback(space):
    node, problems = parse("a.yaml", f"a: 1{space}{space}b: 2")
    assert node is not None or problems


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    node, problems = parse("a.yaml", text)
    assert node is not None or problems


@given(YAMLISH)
@example("a: 1\x85\x85b: 2")
@example("a: |\n  x\x85 # y")
def test_anything_like_yaml_is_read_or_refused(text):
    node, problems = parse("a.yaml", text)
    assert node is not None or problems


@pytest.mark.parametrize(("text", "place"), [("a: b\n? ", (2, 3)), ("a:", (1, 3)), ("a: b\nc:\n", (2, 3))])
def test_nothing_at_the_end_of_a_file_stands_inside_of_it(text, place):
    last = parse("a.yaml", text)[0].pairs[-1]
    assert (last[1].text, last[1].span[1:3]) == ("", place)


@given(YAMLISH)
def test_every_place_told_lies_in_the_file(text):
    lines = text.split("\n")
    problems = parse("a.yaml", text)[1]
    assert [] == [p for p in problems if p.span.line > len(lines) + 1 + text.count("\x85") + text.count("\u2028")]


def test_the_verdict_does_not_depend_on_the_parser_in_c(in_time):
    texts = [
        "a:\tb\n",
        "a: b\t\n",
        'a: "\\ud83d\\ude00"\n',
        "a: [1\n",
        "a: &b c\n",
        "a: x #y\n",
        "a: 1\nb:\n- 2\n",
        "a: *b\n",
    ]
    code = f"""
import yaml
if PYTHON:
    del yaml.CSafeLoader
from pincite.read.nodes import parse
for text in {texts!r}:
    print(sorted(problem.code for problem in parse("a.yaml", text)[1]))
"""
    assert in_time(f"PYTHON = False\n{code}") == in_time(f"PYTHON = True\n{code}")
