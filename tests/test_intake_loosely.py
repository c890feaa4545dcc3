"""A property of schema.org is read however it was written, and what had to be changed is told."""

from __future__ import annotations

import pytest

from pincite.intake.loosely import closed, kinds, many, nodes, numeric, plain, raw_text, shown
from pincite.read.unseen import unseen


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("False", "False"),
        (["False", "Wrong"], "False"),
        ({"@value": "False"}, "False"),
        ({"@type": "Rating", "name": "False"}, "False"),
        ([{"name": ""}, "False"], "False"),
        (5, "5"),
        (2.5, "2.5"),
        (True, ""),
        (None, ""),
        ({}, ""),
        (float("nan"), ""),
        (10**400, ""),
    ],
)
def test_a_text_is_found_in_what_stands_for_one(value, text):
    assert raw_text(value) == text


def test_one_value_is_a_list_of_one_and_what_is_empty_is_none():
    assert (many("a"), many(["a", None, "", [], "b"]), many(None), many({})) == (["a"], ["a", "b"], [], [])


@pytest.mark.parametrize(
    ("given", "text", "told"),
    [
        ("<p>It was <b>closed</b>.</p><p>All day.</p>", "It was closed. All day.", ("HTML tags taken out",)),
        ("A &amp; B &quot;c&quot; &#8217;", 'A & B "c" ’', ("HTML entities read",)),
        ("a\u202eb\u200bc\x00", "abc", ("characters that nobody sees taken out",)),
        ("\ud800 half", "half", ("characters that nobody sees taken out",)),
        ("kil\u00adl\ue000ed", "killed", ("characters that nobody sees taken out",)),
        ("a\u3164b", "ab", ("characters that nobody sees taken out",)),
        ("a \u2066 b", "a b", ("directional isolates taken out, which were not closed",)),
        ("\u2066a\u2069 b", "\u2066a\u2069 b", ()),
        (" two\n lines\u00a0 here ", "two lines here", ()),
        ("</script><script>alert(1)</script>", "</script><script>alert(1)</script>", ()),
        ("1 < 2 and AT&T &copy", "1 < 2 and AT&T &copy", ()),
        ("&lt;b&gt; is a tag", "<b> is a tag", ("HTML entities read",)),
        ("&#x202E;turned", "turned", ("HTML entities read", "characters that nobody sees taken out")),
    ],
)
def test_a_text_is_put_on_one_line_without_markup_and_what_was_changed_is_told(given, text, told):
    assert plain(given) == (text, told)


def test_objects_are_found_and_a_name_stands_for_one():
    assert nodes([{"name": "a"}, "b", 3, " "]) == [{"name": "a"}, {"name": "b"}]


def test_types_are_given_without_their_vocabulary():
    assert kinds({"@type": ["https://schema.org/Person", "schema:Thing", 3]}) == ["Person", "Thing"]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (3, 3.0),
        ("3", 3.0),
        ("2,5", 2.5),
        ("-1", -1.0),
        (["4"], 4.0),
        (True, None),
        ("False", None),
        (float("inf"), None),
        (10**400, None),
        ("9" * 400, None),
        (None, None),
    ],
)
def test_a_number_is_one_or_none(value, found):
    assert numeric(value) == found


def test_what_is_told_is_short_and_on_one_line():
    assert (shown("a\nb\u202e"), len(shown("word " * 1000))) == ("a b", 200)


def test_an_isolate_that_a_cut_left_open_is_taken_out():
    assert (closed("\u2067ab"), closed("\u2067ab\u2069")) == ("ab", "\u2067ab\u2069")


def test_marks_on_either_side_of_an_isolate_that_goes_are_no_flood():
    text, told = plain("s" + "\u0301" * 5 + "\u2066" + "\u0301" * 5)
    assert (unseen(text), len(told)) == (None, 2)
