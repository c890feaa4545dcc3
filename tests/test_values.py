"""Values that are one text, each after its kind."""

from __future__ import annotations

import pytest
from shaping import shaped

from pincite.fields.kinds import (
    Choice,
    Colour,
    Degrees,
    Digest,
    EdtfDate,
    Field,
    Flag,
    Group,
    Name,
    Number,
    Ref,
    Text,
    Url,
)
from pincite.read.nodes import parse
from pincite.read.shape import Shaper
from pincite.read.values import nearest_word


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        (Text(), '"  two   words "', "two words"),
        (Text(line=True), ">-\n  one\n  line", "one line"),
        (Text(markdown=True), "|\n  one\n\n  two\n", "one\n\ntwo"),
        (Text(verbatim=True), '" two  words\\nmore "', "two  words\nmore"),
        (Text(), '"cafe\\u0301"', "caf\u00e9"),
        (Text(verbatim=True), '"cafe\\u0301"', "cafe\u0301"),
        (Text(verbatim=True), '"a soft\\u00adhyphen of the original"', "a soft\u00adhyphen of the original"),
        (Text(markdown=True, paragraph=True), '"#5 was hit"', "#5 was hit"),
        (Text(), "no", "no"),
        (Ref("actor"), "amnesty-international", "amnesty-international"),
        (Name(), "q1", "q1"),
        (Choice(("supports", "disputes")), "disputes", "disputes"),
        (Number(), "2132", 2132),
        (Number(), "0", 0),
        (Flag(), "false", False),
        (Flag(), "true", True),
        (Url(), "https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        (Url(), "http://web.archive.org/web/2015/http://a.b/", "http://web.archive.org/web/2015/http://a.b/"),
        (Colour(), '"#3B0A2A"', "#3b0a2a"),
        (Digest(), '"' + "AB" * 32 + '"', "ab" * 32),
        (Degrees(90), "-34.85", "-34.85"),
    ],
)
def test_a_good_value_is_read_without_a_problem(kind, written, value):
    assert (value, []) == shaped(kind, written)


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (Text(markdown=True), "2*3*4"),
        (Text(markdown=True), "##5 was hit"),
        (Text(markdown=True, paragraph=True), "2*3*4"),
    ],
)
def test_what_markdown_would_take_from_a_text_is_told_and_the_text_looked_at_further(kind, written):
    assert shaped(kind, f'"{written}"') == (written, ["text-lost"])


@pytest.mark.parametrize(
    ("kind", "written", "code"),
    [
        (Text(), "", "empty-value"),
        (Text(), '"  "', "empty-value"),
        (Text(), "[a]", "wrong-kind"),
        (Text(), "{b: c}", "wrong-kind"),
        (Text(), "item #3 was # lost", "text-lost"),
        (Text(verbatim=True), "item #3", "text-lost"),
        (Text(line=True), "|\n  two\n  lines", "one-line"),
        (Text(), '"\\u2067x"', "bad-character"),
        (Text(), '"kil\\u00adled"', "bad-character"),
        (Text(verbatim=True), '"\\u2067x"', "bad-character"),
        (Ref("actor"), "Ada Wren", "bad-id"),
        (Ref("actor"), "caf\u00e9", "bad-id"),
        (Ref("actor"), "\u0441at", "bad-id"),
        (Ref("actor"), "..%2f", "bad-id"),
        (Name(), "con", "bad-id"),
        (Name(), "a" * 81, "bad-id"),
        (Name(), "-a", "bad-id"),
        (EdtfDate(), "yesterday", "bad-date"),
        (EdtfDate(single=True), "2015-10/2015-12", "bad-date"),
        (EdtfDate(single=True), "2015-10", "bad-date"),
        (Choice(("supports", "disputes")), "support", "not-a-choice"),
        (Number(), '"2,132"', "not-a-number"),
        (Number(), "-1", "not-a-number"),
        (Number(), "1.5", "not-a-number"),
        (Number(), "1 240", "not-a-number"),
        (Number(1, 5), "6", "not-a-number"),
        (Number(), "9" * 5000, "not-a-number"),
        (Number(), "\u0664\u0666", "not-a-number"),
        (Flag(), "yes", "not-a-flag"),
        (Flag(), "True", "not-a-flag"),
        (Url(), "javascript:alert(1)", "bad-url"),
        (Url(), '"data:text/html,x"', "bad-url"),
        (Url(), "//example.org/", "bad-url"),
        (Url(), "https://", "bad-url"),
        (Url(), "https:///path", "bad-url"),
        (Url(), "https://user@example.org/", "bad-url"),
        (Url(), "https://\u0435xample.org/", "bad-url"),
        (Url(), '"https://a.b/c d"', "bad-url"),
        (Url(), '"https://a.b/<x>"', "bad-url"),
        (Url(), '"https://[::1"', "bad-url"),
        (Url(), '"https://a.b:port/"', "bad-url"),
        (Colour(), "red", "bad-value"),
        (Colour(), '"#fff"', "bad-value"),
        (Digest(), "deadbeef", "bad-value"),
        (Degrees(90), "91", "not-degrees"),
        (Degrees(90), "34N", "not-degrees"),
        (Degrees(90), "\u0663\u0664", "not-degrees"),
    ],
)
def test_a_bad_value_is_one_problem_and_never_taken(kind, written, code):
    value, codes = shaped(kind, written)
    assert ([code], True) == (codes, value in (None, (), ""))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1,240", "1240"),
        ("1 240", "1240"),
        ("1.240.000", "1240000"),
        ("\u0661\u0662\u0664\u0660", "1240"),
        ("1.5", "2132, not 2,132"),
        ("12,40", "2132, not 2,132"),
    ],
)
def test_a_number_with_marks_between_its_digits_is_told_as_it_should_be_written(written, meant):
    shaper = Shaper()
    shaper.entry(parse("a.yaml", f'order: "{written}"')[0], Group("page", (Field("order", Number(), "place"),)))
    assert [f"write digits alone: {meant}"] == [problem.hint for problem in shaper.problems]


@pytest.mark.parametrize(
    ("word", "near"), [("stanec", "stance"), ("would-change", "would_change"), ("zzz", ""), ("", "")]
)
def test_the_nearest_word_is_one_that_was_likely_meant(word, near):
    assert near == nearest_word(word, ["stance", "would_change", "note"])
